"""The page of a report as a parser sees it."""

from __future__ import annotations

from tests.render.page_text import Page


class ReportPage(Page):
    """Parsed strictly; the one field without an end tag is `input`."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "input":
            super().handle_endtag(tag)

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a class, in page order."""
        return [given for _, given in self.elements if name in (given.get("class") or "").split()]


def words_of_page(html: str) -> str:
    """What a reader of the page reads."""
    return " ".join(ReportPage(html).words)
