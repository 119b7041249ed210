"""One source of a batch run, and the options that say how sources are enumerated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn

from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.read.fetch import Fetcher


@dataclass(frozen=True)
class Item:
    """One document to be, or one source that cannot be enumerated.

    Args:
        location: names it to a person and in a run: a path, a path and a row ("news.csv#17"), or an address. Printable
            on one line, and valid Unicode whatever the file is called.
        load: reads it. Raises InputError, also for what could not be enumerated, so that nothing vanishes. Can be
            pickled, so that another process may read.
    """

    location: str
    load: Callable[[], Document]


def _silent(message: str) -> None:
    pass


@dataclass(frozen=True)
class SourceOptions:
    """How sources are enumerated.

    Args:
        text_column ... language_column: the columns of tables, as they are written there; None takes the usual names.
            `id_column` is added to the location of a row, and has no usual name.
        only: patterns as of a shell; an item is kept when its location matches one of them. None given keeps all.
        limit: give no more items than this.
        feed_text: read the text that a feed itself carries instead of the article at its link.
        offline: fetch nothing; what would have to be fetched is an item whose `load` says so.
        run: the run file and the files beside it are never read as sources.
        stdin: read for "-" instead of the process's standard input.
        fetcher: bounds what is fetched; by default the public internet alone.
        tell: called with a sentence about what was passed over without being an item.
    """

    text_column: str | None = None
    title_column: str | None = None
    outlet_column: str | None = None
    published_column: str | None = None
    url_column: str | None = None
    id_column: str | None = None
    language_column: str | None = None
    only: tuple[str, ...] = ()
    limit: int | None = None
    feed_text: bool = False
    offline: bool = False
    run: Path | None = None
    stdin: BinaryIO | None = field(default=None, compare=False)
    fetcher: Fetcher = field(default_factory=Fetcher)
    tell: Callable[[str], None] = field(default=_silent, compare=False)

    def columns(self) -> Mapping[str, str]:
        """The columns that were named: field -> name of the column."""
        named = {name.removesuffix("_column"): getattr(self, name) for name in _COLUMN_OPTIONS}
        return {name: column for name, column in named.items() if column is not None}


_COLUMN_OPTIONS = (
    "text_column", "title_column", "outlet_column", "published_column", "url_column", "id_column", "language_column",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """An item on its way out of the enumeration.

    Args:
        item: what is handed on.
        key: the same for the same source however it was named; the second one with a key is left out.
        filtered: whether `only` and its patterns apply; not to a source that could not be enumerated, of which nobody
            knows what would have matched.
    """

    item: Item
    key: str
    filtered: bool = True


def unread(location: str, error: InputError, *, filtered: bool = False) -> Found:
    """A source that could not be enumerated, or a row that holds no document."""
    return Found(Item(location, partial(_fail, type(error), error.what, error.todo)), f"unread {location}", filtered)


def _fail(kind: type[InputError], what: str, todo: str) -> NoReturn:
    raise kind(what, todo)
