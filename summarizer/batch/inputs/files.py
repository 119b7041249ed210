"""From one file to items: a document, or the rows, entries, addresses or members it holds."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import partial

from summarizer.batch.inputs.feeds import feed_entries
from summarizer.batch.inputs.forms import Form, extension, form_of
from summarizer.batch.inputs.lists import ADDRESS, file_lines, is_address_list
from summarizer.batch.inputs.model import Found, Item, SourceOptions, unread
from summarizer.batch.inputs.places import LocalFile, Member, Place, bounded, contents, load_bytes, load_file, opened
from summarizer.batch.inputs.spill import sorted_names
from summarizer.batch.inputs.tables import Table
from summarizer.batch.inputs.web import Reach, article, begins_as_feed
from summarizer.errors import EmptyInputError, InputError

_SNIFFED = 4096
_APPLE_DOUBLES = "__MACOSX/"


class Files:
    """Reads files into items.

    Args:
        options: as for `sources`.
        reach: what the rows and entries may fetch.
    """

    def __init__(self, options: SourceOptions, reach: Reach) -> None:
        self._options = options
        self._reach = reach

    def named(self, place: Place) -> Iterator[Found]:
        """The items of a file that the user named, whatever its kind. Raises InputError: it cannot be enumerated."""
        return self._of(place, self._form(place, sniff_plain=True))

    def met(self, place: Place, passed_over: Counter[str]) -> Iterator[Found]:
        """The items of a file met in a folder or archive; one of a kind not read here is counted and is no item."""
        try:
            form = self._form(place, sniff_plain=isinstance(place, LocalFile))
            if form is Form.UNKNOWN:
                passed_over[extension(place.name)] += 1
                return
            yield from self._of(place, form)
        except InputError as error:
            yield unread(place.location, error)

    def _form(self, place: Place, *, sniff_plain: bool) -> Form:
        """What a file is by its name, and where that says too little by its beginning.

        Looking into every text of a remote folder would ask the store once for each.
        """
        form = form_of(place.name)
        if isinstance(place, LocalFile) and not os.path.isfile(place.path):
            return form  # a pipe can be read only once; that a file is missing is said when it is read
        if form is Form.PLAIN and sniff_plain:
            return Form.ADDRESSES if is_address_list(place) else form
        if form not in (Form.XML, Form.JSON):
            return form
        with opened(place) as file:
            head = file.read(_SNIFFED)
        if form is Form.XML:
            return Form.FEED if begins_as_feed(head) else Form.UNKNOWN
        return Form.JSON_LINES if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b'{"') else Form.UNKNOWN

    def _of(self, place: Place, form: Form) -> Iterator[Found]:
        match form:
            case Form.JSON_LINES | Form.CSV | Form.PARQUET:
                yield from Table(place, form, self._options, self._reach).found()
            case Form.FEED:
                own_text = self._options.feed_text
                yield from feed_entries(contents(place), place.location, self._reach, own_text=own_text)
            case Form.ADDRESSES:
                yield from self._addresses(place)
            case Form.ZIP:
                yield from self._archive(place)
            case _:
                yield Found(Item(place.location, partial(load_file, place)), place.key)

    def _addresses(self, place: Place) -> Iterator[Found]:
        count = 0
        for number, entry in file_lines(place):
            count += 1
            if ADDRESS.fullmatch(entry):
                yield article(entry, self._reach)
            else:
                error = InputError(
                    f"Line {number} of {place.location} is no http or https address.", "For paths, give @ and the list."
                )
                yield unread(f"{place.location}#{number}", error, filtered=True)
        if not count:
            raise EmptyInputError(f"{place.location} lists nothing.", "Give a list with at least one address.")

    def _archive(self, place: Place) -> Iterator[Found]:
        """The members of a zip archive. Documents are carried unpacked: opening it anew reads its whole directory."""
        passed_over: Counter[str] = Counter()
        count = 0
        with opened(place) as file, zipfile.ZipFile(file) as archive:
            for path in sorted_names(info.filename for info in archive.infolist() if not info.is_dir()):
                if path.startswith(_APPLE_DOUBLES) or any(part.startswith(".") for part in path.split("/")):
                    continue
                for found in self._member(archive, Member(place, path), passed_over):
                    count += 1
                    yield found
        tell_passed_over(self._options, place.location, passed_over)
        if not count:
            raise EmptyInputError(
                f"{place.location} holds nothing that is read here.", "Give one with documents in it."
            )

    def _member(self, archive: zipfile.ZipFile, member: Member, passed_over: Counter[str]) -> Iterator[Found]:
        form = form_of(member.name)
        if form is Form.ZIP:
            passed_over[".zip"] += 1
        elif form not in (Form.DOCUMENT, Form.PLAIN):
            yield from self.met(member, passed_over)
        else:
            try:
                with member.opened_in(archive) as file:
                    data = bounded(file, member.location)
            except InputError as error:
                yield unread(member.location, error, filtered=True)
                return
            yield Found(Item(member.location, partial(load_bytes, data, member.location)), member.key)


def tell_passed_over(options: SourceOptions, where: str, passed_over: Counter[str]) -> None:
    """Say once what was met and is of no kind read here."""
    if passed_over:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(passed_over.items()))
        options.tell(f"{where}: passed over {kinds}, which are not read here.")
