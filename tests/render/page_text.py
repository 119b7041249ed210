"""A page as a parser sees it: its words, elements and attributes."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"meta"})


class Page(HTMLParser):
    """Parsed strictly: an element that is not closed, or closed twice, fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "script", "title"):
            self.words.append(data)

    def attributes(self, name: str) -> list[str]:
        """Every value of an attribute, in page order."""
        return [value for _, given in self.elements for key, value in given.items() if key == name and value]


def words_of_page(html: str) -> str:
    """What a reader of the page reads."""
    return "".join(Page(html).words)
