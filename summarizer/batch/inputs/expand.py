"""From what the user names to items: each source is looked at when its turn comes, and held no longer than that."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from urllib.parse import urlsplit
from urllib.request import url2pathname

from summarizer.batch.inputs.feeds import feed_entries, is_feed_address
from summarizer.batch.inputs.files import Files, tell_passed_over
from summarizer.batch.inputs.folders import Entry, LocalTree, RemoteTree, Sort, Tree, is_pattern, matches, walk
from summarizer.batch.inputs.forms import Form, extension, form_of, printable
from summarizer.batch.inputs.lists import ADDRESS, file_lines, is_source
from summarizer.batch.inputs.model import Found, Item, SourceOptions, unread
from summarizer.batch.inputs.places import LocalFile
from summarizer.batch.inputs.remote import SCHEME, check_store
from summarizer.batch.inputs.tables import Table
from summarizer.batch.inputs.text_stream import text_stream
from summarizer.batch.inputs.web import Reach, article, begins_as_feed, fetch, load_fetched
from summarizer.errors import EmptyInputError, InputError
from summarizer.read.fetch import without_credentials

_BESIDE_RUN = ("", "-wal", "-shm", "-journal", ".lock")
_FEED = re.compile(r"feed:(?://)?(?P<rest>.+)", re.IGNORECASE)
_STDIN = "Standard input"


class Expansion:
    """Everything that is found, source by source.

    Args:
        options: as for `sources`.
        reach: what may be fetched.
    """

    def __init__(self, options: SourceOptions, reach: Reach) -> None:
        self._options = options
        self._reach = reach
        self._files = Files(options, reach)
        run = os.path.abspath(options.run) if options.run is not None else None
        self._own = frozenset(f"{run}{ending}" for ending in _BESIDE_RUN) if run else frozenset()

    def of(self, source: str, *, listed: bool = False) -> Iterator[Found]:
        """The items of one source; a failure to enumerate it is an item too.

        Args:
            listed: the source stands in a list, which cannot name another list or standard input.
        """
        where = printable(without_credentials(source))
        try:
            yield from self._source(source, listed)
        except InputError as error:
            yield unread(where, error)
        except OSError as error:
            yield unread(where, InputError(f"{where} cannot be read: {error}.", "Check the path and the disk."))

    def _source(self, source: str, listed: bool) -> Iterator[Found]:
        if source == "-" and not listed:
            return self._standard_input()
        if source.startswith("@") and not listed and not os.path.lexists(source):
            return self._list(file_lines(LocalFile(source[1:])), source[1:])
        if match := _FEED.fullmatch(source):
            rest = match["rest"]
            return self._feed(rest if "://" in rest else f"https://{rest}", surely=True)
        if ADDRESS.match(source):
            return self._feed(source, surely=False) if is_feed_address(source) else iter([article(source, self._reach)])
        if SCHEME.match(source):
            return self._store(source)
        return self._local(source)

    def _local(self, path: str) -> Iterator[Found]:
        if not path or "\0" in path:
            raise InputError(f"'{printable(path)}' is no path.", "Check how it is written.")
        path = path.replace(os.sep, "/").removeprefix("./") or "."
        tree = LocalTree()
        sort = tree.entry(path).sort
        if sort is Sort.MISSING and is_pattern(path) and not os.path.lexists(path):
            return self._pattern(tree, path)
        if sort in (Sort.FOLDER, Sort.LINKED_FOLDER):
            return self._folder(tree, path)
        if os.path.abspath(path) in self._own:
            raise InputError(f"{printable(path)} is the run itself.", "Leave it out of the sources.")
        return self._files.named(LocalFile(path))

    def _store(self, address: str) -> Iterator[Found]:
        check_store(address, offline=self._reach.offline)
        if address.partition("://")[0].lower() in ("file", "local") and "::" not in address:
            return self._local(url2pathname(urlsplit(address).path))
        tree = RemoteTree(address)
        match tree.entry(tree.root).sort:
            case Sort.FOLDER:
                return self._folder(tree, tree.root)
            case Sort.FILE:
                return self._files.named(tree.place(tree.root))
        if is_pattern(tree.root):
            return self._pattern(tree, tree.root)
        raise InputError(f"{address} does not exist.", "Check how the address is written.")

    def _folder(self, tree: Tree, path: str) -> Iterator[Found]:
        return self._entries(tree, walk(tree, path), tree.place(path).location)

    def _pattern(self, tree: Tree, pattern: str) -> Iterator[Found]:
        found = matches(tree, pattern)
        deep = "**" in pattern.split("/")  # then what is in the folders is matched itself
        return self._entries(tree, found if deep else _opened_up(tree, found), tree.place(pattern).location)

    def _entries(self, tree: Tree, entries: Iterator[Entry | tuple[str, OSError]], where: str) -> Iterator[Found]:
        passed_over: Counter[str] = Counter()
        count = 0
        try:
            for entry in entries:
                for found in self._entry(tree, entry, passed_over):
                    count += 1
                    yield found
        finally:
            tell_passed_over(self._options, where, passed_over)
        if not count:
            raise EmptyInputError(
                f"{where} holds nothing that is read here.", "Name a folder or pattern with documents."
            )

    def _entry(self, tree: Tree, entry: Entry | tuple[str, OSError], passed_over: Counter[str]) -> Iterator[Found]:
        if isinstance(entry, tuple):
            where = tree.place(entry[0]).location
            yield unread(where, InputError(f"{where} cannot be listed: {entry[1]}.", "Change its permissions."))
            return
        place = tree.place(entry.path)
        if isinstance(place, LocalFile) and self._own and os.path.abspath(place.path) in self._own:
            return
        if entry.sort is Sort.MISSING:
            error = InputError(f"{place.location} is a link that leads nowhere.", "Mend it, or remove it.")
            yield unread(place.location, error, filtered=True)
        elif entry.sort is Sort.SPECIAL:
            passed_over["pipes, sockets and devices"] += 1
        elif form_of(place.name) is Form.UNKNOWN:
            passed_over[extension(place.name)] += 1
        elif entry.sort is Sort.FILE:
            yield from self._files.met(place, passed_over)

    def _list(self, entries: Iterator[tuple[int, str]], where: str) -> Iterator[Found]:
        count = 0
        for _, entry in entries:
            count += 1
            yield from self.of(entry, listed=True)
        if not count:
            raise EmptyInputError(f"{printable(where)} lists nothing.", "Give a list with at least one source.")

    def _standard_input(self) -> Iterator[Found]:
        if self._options.stdin is None and sys.stdin is None:
            raise InputError(f"{_STDIN} is closed.", "Send JSON lines or a list of sources through a pipe.")
        stream = text_stream(self._options.stdin or sys.stdin.buffer, _STDIN, guess=False)
        lines = stream.numbered()
        ahead = next(((number, line) for number, line in lines if _counts(line)), None)
        if ahead is None:
            raise EmptyInputError(f"{_STDIN} is empty.", "Send JSON lines or a list of sources through a pipe.")
        lines = chain([ahead], lines)
        if ahead[1].lstrip().startswith("{"):
            return Table(LocalFile("-"), Form.JSON_LINES, self._options, self._reach).json_lines(stream, lines)
        if not is_source(ahead[1].strip()):
            raise InputError(
                f"{_STDIN} is neither JSON lines nor a list of sources: nothing is called {ahead[1].strip()[:60]!r}.",
                "For one document on standard input use `summarizer summarize -`.",
            )
        return self._list(((number, line.strip()) for number, line in lines if _counts(line)), _STDIN)

    def _feed(self, url: str, *, surely: bool) -> Iterator[Found]:
        """The entries of a feed, or, when it need not be one, the article that is there instead."""
        shown = printable(without_credentials(url))
        fetched = fetch(url, self._reach)
        if not surely and not begins_as_feed(fetched.data):
            return iter([Found(Item(shown, partial(load_fetched, url, fetched)), f"url {url}")])
        own_text = self._options.feed_text
        return feed_entries(fetched.data, shown, self._reach, own_text=own_text, base=fetched.url)


def _counts(line: str) -> bool:
    """Whether a line of a list, or of JSON lines, is more than a blank or a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _opened_up(tree: Tree, entries: Iterator[Entry | tuple[str, OSError]]) -> Iterator[Entry | tuple[str, OSError]]:
    """What is in the folders that a pattern matches, in their stead."""
    for entry in entries:
        if isinstance(entry, Entry) and entry.sort in (Sort.FOLDER, Sort.LINKED_FOLDER):
            yield from walk(tree, entry.path)
        else:
            yield entry
