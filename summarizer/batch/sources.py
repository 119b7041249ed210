"""What a batch run reads: every document that the sources on a command line lead to, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from fnmatch import fnmatchcase

from summarizer.batch.inputs.expand import Expansion
from summarizer.batch.inputs.model import Item, SourceOptions
from summarizer.batch.inputs.spill import Seen
from summarizer.batch.inputs.web import Reach
from summarizer.weights import is_offline

__all__ = ["Item", "SourceOptions", "sources"]


def sources(args: Iterable[str], options: SourceOptions | None = None) -> Iterator[Item]:
    """Every document that `args` lead to, in an order that is the same each time, each source once.

    Args:
        args: files; folders, with everything in them but hidden names; patterns (`news/**/*.txt`); tables (.jsonl,
            .csv, .tsv, .parquet) whose rows are documents; feeds, by file, by address, or as "feed:ADDRESS"; lists of
            addresses (.urls, or a .txt of nothing else); "@list", a file of sources a line; http and https addresses;
            "-" for JSON lines or a list on standard input; .zip archives; any of these compressed (.gz, .bz2, .xz) or
            in a store that fsspec reaches (s3://, gs://, az://, memory://, file://).
        options: see `SourceOptions`.

    Returns:
        A lazy iterator that holds neither the items nor their texts. It never raises an InputError: what cannot be
        enumerated is an item whose `load` raises it. Rows are numbered as a spreadsheet does (a header is row 1), lines
        of JSON by line, rows of Parquet from 1.
    """
    options = options or SourceOptions()
    reach = Reach(options.fetcher, is_offline(options.offline))
    with closing(Seen()) as seen:
        if options.limit is not None and options.limit <= 0:
            return
        count = 0
        expansion = Expansion(options, reach)
        for arg in args:
            for found in expansion.of(arg):
                if found.filtered and not _wanted(found.item.location, options.only):
                    continue
                if not seen.is_new(found.key):
                    continue
                yield found.item
                count += 1
                if count == options.limit:
                    return


def _wanted(location: str, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatchcase(location, pattern) for pattern in patterns)
