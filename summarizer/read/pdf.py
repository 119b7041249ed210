"""PDF: the text of each page by pdfium, with the lines of a paragraph joined again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from threading import Lock
from typing import Any

from summarizer.errors import InputError
from summarizer.read.kind import Kind
from summarizer.read.metadata import Extracted, Metadata, one_line

MAX_PAGES = 1_000
MAX_CHARACTERS = 5_000_000

_PDFIUM = Lock()  # pdfium may not be called from two threads at once
_HYPHEN = re.compile(r"(?P<before>[^\s\x02\ufffe]*)[\x02\ufffe](?P<after>\S?)")
_CONTROLS = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\x7f]")
# First halves whose hyphen is nearly always part of the word, wherever the line happens to end.
_COMPOUNDS = frozenset(
    "air all anti arms battle cross dual ex five four full government ground half heavy high ill joint light long low "
    "medium mid mine multi nine non north one pro sea second self semi seven short shoulder single six so south state "
    "surface ten third three two war well world".split()
)
_BULLET = re.compile(r"[•‣◦▪■●–—*-]\s")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_FILE_NAME = re.compile(r"microsoft word -.*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|tmp)", re.IGNORECASE)


def read_pdf(data: bytes, where: str) -> Extracted:
    """The text of a PDF, pages parted by an empty line. Pages without text, and pages past the bound, are noted.

    Raises:
        InputError: damaged, encrypted, or made of images only.
    """
    with _PDFIUM:
        pages, total, title = _pages(data, where)
    numbered = _page_numbers(pages)
    texts = [_paragraphs(page) for page in numbered or pages]
    bare = [number for number, text in enumerate(texts, 1) if not text]
    if len(bare) == len(texts):
        raise InputError(
            f"{where} is a PDF without text: its {total} pages hold images at most.",
            "Run a text recognition (OCR) over it first, for example with ocrmypdf.",
        )
    notes = ["The lines of the PDF pages were joined into paragraphs."]
    if numbered:
        notes.append("The page numbers were left out.")
    if bare:
        notes.append(_bare_note(bare, total))
    if len(texts) < total:
        notes.append(f"Only the first {len(texts):,} of {total:,} pages were read.")
    return Extracted(_joined([text for text in texts if text]), Kind.PDF, Metadata(title=title), tuple(notes))


def _pages(data: bytes, where: str) -> tuple[list[list[str]], int, str | None]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise InputError(f"{where} is a PDF that needs a password.", "Give a copy without protection.") from error
        raise InputError(f"{where} is a damaged PDF: {error}", "Get it again, or give its text.") from error
    try:
        total = len(document)
        title = one_line(document.get_metadata_value("Title"))
        pages: list[list[str]] = []
        characters = 0
        for number in range(min(total, MAX_PAGES)):
            pages.append(_lines(_text_of(document, number)))
            characters += sum(map(len, pages[-1]))
            if characters > MAX_CHARACTERS:
                break
    finally:
        document.close()
    return pages, total, None if title and _FILE_NAME.fullmatch(title) else title


def _text_of(document: Any, number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_bounded())
        finally:
            textpage.close()
            page.close()
    except pypdfium2.PdfiumError:
        return ""  # told in the notes as a page without text


def _page_numbers(pages: list[list[str]]) -> list[list[str]]:
    """The pages without their numbers; none when they are not numbered.

    A figure alone on the first or the last line is a page number when those of several pages count with the pages.
    """
    for edge in (-1, 0):
        shifts = Counter(
            int(lines[edge]) - index
            for index, lines in enumerate(pages)
            if len(lines) > 1 and lines[edge].isdecimal() and len(lines[edge]) <= 4
        )
        shift, count = max(shifts.items(), key=lambda item: item[1], default=(0, 0))
        if count > 1:
            numbers = [str(index + shift) for index in range(len(pages))]
            return [
                [line for at, line in enumerate(lines) if at != edge % len(lines) or line != number or len(lines) == 1]
                for lines, number in zip(pages, numbers, strict=True)
            ]
    return []


def _joined(texts: list[str]) -> str:
    """The pages with an empty line between them, or a space where a sentence runs on from one to the next."""
    text = texts[0]
    for following in texts[1:]:
        runs_on = following[0].islower() and not _SENTENCE_END.search(text[-10:])
        text += (" " if runs_on else "\n\n") + following
    return text


def _lines(page: str) -> list[str]:
    return [line for raw in re.split(r"[\r\n]+", _CONTROLS.sub("", page)) if (line := raw.strip())]


def _paragraphs(lines: list[str]) -> str:
    """The page with each paragraph on one line.

    A line ends a paragraph when it is clearly shorter than the page's full lines and either ends a sentence or is
    followed by a line that cannot continue one. An entry of a list begins a paragraph.
    """
    if not lines:
        return ""
    full = sorted(len(line) for line in lines)[int(0.9 * len(lines))]
    text = lines[0]
    for before, line in pairwise(lines):
        short = len(before) < 0.8 * full
        ends = _SENTENCE_END.search(before) or not line[0].islower()
        text += ("\n" if (short and ends) or _BULLET.match(line) else " ") + line
    return _HYPHEN.sub(_rejoined, text)


def _rejoined(match: re.Match[str]) -> str:
    """A word broken at a line's end: pdfium marks the hyphen, and only letters on both sides say it was added.

    The hyphen of "F-16", "surface-to-air" or "long-range" is part of the word and stays.
    """
    before, after = match["before"], match["after"]
    word = before.lstrip("([\"'“‘«")
    letters = word.isalpha() and word.islower() and after.isalpha() and after.islower()
    return f"{before}{after}" if letters and word not in _COMPOUNDS else f"{before}-{after}"


def _bare_note(bare: list[int], total: int) -> str:
    shown = ", ".join(map(str, bare[:20])) + (" and more" if len(bare) > 20 else "")
    if len(bare) == 1:
        return f"Page {shown} of {total} holds no text that could be read."
    return f"{len(bare)} of {total} pages hold no text that could be read: {shown}."
