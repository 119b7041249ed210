"""What the tests of sources share: reading everything, and a fetcher that reaches the server of a test."""

from __future__ import annotations

from typing import Any

from summarizer.batch.sources import SourceOptions, sources
from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.read.fetch import Fetcher

HERE = ("127.0.0.1",)


def fetcher() -> Fetcher:
    """Reaches the server of a test under any name."""
    return Fetcher(resolve=_resolve_here, permit=_permit_here, max_seconds=5.0)


def _resolve_here(host: str, port: int, timeout: float) -> tuple[str, ...]:
    return HERE


def _permit_here(address: str) -> bool:
    return address in HERE


def places(*args: object, **options: Any) -> list[str]:
    """The locations of everything that is found."""
    return [item.location for item in sources(map(str, args), SourceOptions(**options))]


def gather(*args: object, **options: Any) -> dict[str, Document | InputError]:
    """Location -> the document, or why there is none."""
    found: dict[str, Document | InputError] = {}
    for item in sources(map(str, args), SourceOptions(**options)):
        assert item.location not in found
        try:
            found[item.location] = item.load()
        except InputError as error:
            found[item.location] = error
    return found


def outcome(*args: object, **options: Any) -> dict[str, str]:
    """Location -> the text, or "!" and what the error says."""
    return {
        place: got.text if isinstance(got, Document) else f"! {got.what}"
        for place, got in gather(*args, **options).items()
    }
