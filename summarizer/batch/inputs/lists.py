"""Lists of addresses: which files are one, and what their lines hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from summarizer.batch.inputs.places import Place, opened
from summarizer.batch.inputs.text_stream import text_stream

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SNIFFED = 4096


def file_lines(place: Place) -> Iterator[tuple[int, str]]:
    """(line number, entry) of a list in a file; in a path, bytes that are no text stay what `open` understands.

    Raises:
        InputError: the file cannot be read.
    """
    with opened(place) as file:
        yield from text_stream(file, place.location, guess=False).entries()


def is_address_list(place: Place) -> bool:
    """Whether a file holds addresses and nothing else, but for comments. Raises InputError."""
    with opened(place) as file:
        head = file.read(_SNIFFED).decode("utf-8-sig", "replace")
    first = next((line.strip() for line in head.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    if not ADDRESS.match(first):
        return False
    return all(ADDRESS.fullmatch(entry) for _, entry in file_lines(place))


def is_source(entry: str) -> bool:
    """Whether a line may name a source: an address, or a path that is there."""
    return "://" in entry or entry.startswith("feed:") or os.path.exists(entry)
