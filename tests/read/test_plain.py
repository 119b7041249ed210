"""Plain text and Markdown: what the first lines tell, and that the text stays as it is."""

from __future__ import annotations

import pytest

from summarizer.read.metadata import Metadata
from summarizer.read.plain import first_line, read_plain, split_front_matter

BODY = "\nThe yard launched two tugs on Friday.\n"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("title: Two tugs", Metadata(title="Two tugs")),
        ('title: "Tugs: two of them"  # draft', Metadata(title="Tugs: two of them")),
        ("title: 'The yard''s tugs'", Metadata(title="The yard's tugs")),
        ("Title: Two tugs # draft", Metadata(title="Two tugs")),
        ("outlet: Quay News", Metadata(outlet="Quay News")),
        ("source: Quay News", Metadata(outlet="Quay News")),
        ("date: 2024-05-03", Metadata(published="2024-05-03")),
        ("published: 3 May 2024", Metadata(published="2024-05-03")),
        ("published: 2024-05-03T10:15:00Z", Metadata(published="2024-05-03T10:15:00+00:00")),
        ("url: https://quay.example/tugs", Metadata(url="https://quay.example/tugs")),
        ("language: en-GB", Metadata(language="en")),
        ("title: T\ntags:\n  - sea\n- yard\n# comment\n\nlang: EN", Metadata(title="T", language="en")),
        ("title: ~\noutlet:\ndate: null\nurl: ''", Metadata()),
        ("title: >\n  folded\noutlet: Quay News", Metadata(outlet="Quay News")),
    ],
)
@pytest.mark.parametrize(("line_end", "close"), [("\n", "---"), ("\r\n", "---"), ("\n", "...")])
def test_front_matter(block: str, expected: Metadata, line_end: str, close: str) -> None:
    text = f"---\n{block}\n{close}\n{BODY}".replace("\n", line_end)
    metadata, rest, notes = split_front_matter(text)
    assert metadata == expected
    assert rest == BODY.replace("\n", line_end)
    assert "front matter" in notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe yard launched two tugs.\n---\nMore.\n",
        "---\nNote: this is a remark and no metadata\n---\nMore.\n",
        "---\ntitle: never closed\n\nText.\n",
        "---\ntitle: x\nand a line of prose\n---\nText.\n",
        "\n---\ntitle: not at the beginning\n---\nText.\n",
        "---\n---\nText.\n",
        "---\n" + "key: value\n" * 200 + "---\nText.\n",
        "title: no rule above\n---\nText.\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert split_front_matter(text) == (Metadata(), text, ())


@pytest.mark.parametrize("line", ["date: next Tuesday", "date: 03/05/2024", "date: 2024-02-31", "lang: English"])
def test_a_value_that_is_not_understood_is_left_out_and_said(line: str) -> None:
    metadata, _, notes = split_front_matter(f"---\n{line}\n---\n{BODY}")
    assert metadata == Metadata()
    assert line.split(": ")[1] in notes[1]


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        (" date 2024-05-03 Yard Launches Two Tugs\n\nText.", "Yard Launches Two Tugs", "2024-05-03"),
        ("Date: 2024-05-03 Yard launches two tugs.\nText.", "Yard launches two tugs.", "2024-05-03"),
        ("2024-05-03 | Yard launches two tugs\n\nText.", "Yard launches two tugs", "2024-05-03"),
        ("[2024-05-03] Yard launches two tugs\r\n\r\nText.", "Yard launches two tugs", "2024-05-03"),
        ("2024-05-03 the yard launched two tugs.\n\nText.", None, None),
        (" date 2024-13-03 Yard Launches\n\nText.", "date 2024-13-03 Yard Launches", None),
        ("Yard Launches Two Tugs\n\nText.", "Yard Launches Two Tugs", None),
        (
            "Yard Launches Two Tugs\n" + "The yard said on Friday that both tugs were afloat. " * 3,
            "Yard Launches Two Tugs",
            None,
        ),
        ("# Yard launches *two* tugs #\nText.", "Yard launches *two* tugs", None),
        ("Yard launches two tugs\n======\nText.", "Yard launches two tugs", None),
        ("The yard launched two tugs.\n\nText.", None, None),
        ("“The tugs are afloat.”\n\nText.", None, None),
        ("Will the yard launch?\n\nText.", None, None),
        ("The yard said on Friday that its two tugs, which were laid down in\nthe spring, are afloat.", None, None),
        ("Yard Launches Two Tugs", None, None),
        ("12 345\n\nText.", None, None),
        ("word " * 60 + "\n\nText.", None, None),
    ],
)
def test_first_line(text: str, title: str | None, published: str | None) -> None:
    assert first_line(text) == Metadata(title=title, published=published)


@pytest.mark.parametrize(
    "text", [" date 2024-05-03 Tugs Afloat\n\nText.\n", "Tugs Afloat\r\n\r\nText.\r\n", "  \nText. "]
)
def test_the_text_is_kept_as_stored(text: str) -> None:
    assert read_plain(text.encode(), "a.txt", "text/plain").text == text


def test_front_matter_wins_over_the_first_line() -> None:
    found = read_plain(b"---\ntitle: From above\n---\n date 2024-05-03 From below\n\nText.", "a.md", "text/markdown")
    assert found.metadata == Metadata(title="From above", published="2024-05-03")
    assert found.text == " date 2024-05-03 From below\n\nText."
