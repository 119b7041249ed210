"""One document: the text exactly as stored, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from summarizer.errors import EmptyInputError
from summarizer.schema import DocumentInfo, Span


@dataclass(frozen=True)
class Document:
    """Plain text and its metadata. All offsets of the program are code points into `text`.

    Args:
        text: the text as stored; never normalised, so that offsets stay true to the source.
        title, outlet, published, url, language: what the source or the user says; None when unknown.
            `published` is ISO 8601 (a date, or a date and time), `language` an ISO 639-1 code.
        media_type: what the text was read from, e.g. "text/html".
        notes: sentences about what reading left out ("2 pages hold no text").

    Raises:
        EmptyInputError: the text holds nothing but white space.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    media_type: str = "text/plain"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise EmptyInputError("The document holds no text.", "Give a source with at least one sentence.")

    @cached_property
    def sha256(self) -> str:
        """Hash of the UTF-8 bytes of `text`, in lower-case hex."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def id(self) -> str:
        """The first 16 hex digits of `sha256`: the same text is the same document wherever it was found."""
        return self.sha256[:16]

    def span(self, start: int, end: int) -> Span:
        """The verbatim words `text[start:end]` with their offsets."""
        return Span(start=start, end=end, text=self.text[start:end])

    def info(self) -> DocumentInfo:
        """The part of the document's description that stands in a brief."""
        return DocumentInfo(
            id=self.id,
            sha256=self.sha256,
            title=_known(self.title),
            outlet=_known(self.outlet),
            published=_known(self.published),
            url=_known(self.url),
            language=_known(self.language),
            chars=len(self.text),
        )


def _known(value: str | None) -> str | None:
    """Unknown is None in a brief, never blank."""
    return value if value and value.strip() else None
