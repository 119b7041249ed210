"""Files wherever they are: on this machine, in a store that fsspec reaches, or inside a zip archive."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from summarizer.batch.inputs.forms import printable, unpacked_name
from summarizer.batch.inputs.remote import open_remote
from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.read import MAX_FILE_BYTES, read, read_bytes

DAMAGED = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, OSError)


class Place(Protocol):
    """One file."""

    @property
    def location(self) -> str:
        """As a person reads it; printable."""

    @property
    def key(self) -> str:
        """The same for the same file however its path was written."""

    @property
    def name(self) -> str:
        """The file name, with its extensions."""

    def open_raw(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes as stored. Raises OSError or InputError."""


@dataclass(frozen=True)
class LocalFile:
    path: str

    @property
    def location(self) -> str:
        return printable(self.path.replace(os.sep, "/"))

    @property
    def key(self) -> str:
        return f"file {os.path.abspath(self.path)}"

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    def open_raw(self) -> AbstractContextManager[BinaryIO]:
        return open(self.path, "rb")


@dataclass(frozen=True)
class RemoteFile:
    """`address` is in the form of fsspec: "s3://bucket/news/a.txt"."""

    address: str

    @property
    def location(self) -> str:
        return printable(self.address)

    @property
    def key(self) -> str:
        return f"file {self.address}"

    @property
    def name(self) -> str:
        return self.address.partition("::")[0].rpartition("/")[2]

    def open_raw(self) -> AbstractContextManager[BinaryIO]:
        return open_remote(self.address)


@dataclass(frozen=True)
class Member:
    """A file inside a zip archive."""

    archive: Place
    path: str

    @property
    def location(self) -> str:
        return f"{self.archive.location}/{printable(self.path)}"

    @property
    def key(self) -> str:
        return f"{self.archive.key} member {self.path}"

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @contextmanager
    def open_raw(self) -> Iterator[BinaryIO]:
        with self.archive.open_raw() as file, zipfile.ZipFile(file) as archive, self.opened_in(archive) as member:
            yield member

    @contextmanager
    def opened_in(self, archive: zipfile.ZipFile) -> Iterator[BinaryIO]:
        """Its bytes, from the archive that is open already. Raises InputError: encrypted or damaged."""
        try:
            with archive.open(self.path) as member:
                yield cast(BinaryIO, member)
        except (*DAMAGED, NotImplementedError, RuntimeError) as error:  # the last two: packed or encrypted otherwise
            raise InputError(
                f"{self.location} cannot be read: {error}.", "Unpack the archive, and give the folder."
            ) from error


@contextmanager
def opened(place: Place) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked when its name says that it is compressed.

    Raises:
        InputError: it cannot be opened; or, while it is read, it is damaged.
    """
    try:
        ending = place.name.removeprefix(unpacked_name(place.name)).lower()
        with place.open_raw() as raw, _unpacking(raw, ending) as file:
            yield file
    except FileNotFoundError:
        raise InputError(f"{place.location} does not exist.", "Check how the path is written.") from None
    except PermissionError:
        raise InputError(
            f"{place.location} may not be read: permission denied.", "Change its permissions, or copy it."
        ) from None
    except DAMAGED as error:
        raise InputError(f"{place.location} cannot be read: {error}.", "Check the file and the disk.") from error


def _unpacking(raw: BinaryIO, ending: str) -> AbstractContextManager[BinaryIO]:
    match ending:
        case ".gz":
            return cast(AbstractContextManager[BinaryIO], gzip.GzipFile(fileobj=raw))
        case ".bz2":
            return cast(AbstractContextManager[BinaryIO], bz2.BZ2File(raw))
        case ".xz":
            return cast(AbstractContextManager[BinaryIO], lzma.open(raw))
    return nullcontext(raw)


def contents(place: Place) -> bytes:
    """All bytes of a file, unpacked. Raises InputError: not readable, or larger than a document may be."""
    with opened(place) as file:
        return bounded(file, place.location)


def load_file(place: Place) -> Document:
    """Read a file into a document. Raises InputError as `summarizer.read.read` does."""
    if isinstance(place, LocalFile) and unpacked_name(place.name) == place.name:
        return read(Path(place.path))
    return load_bytes(contents(place), place.location)


def load_bytes(data: bytes, location: str) -> Document:
    """Read the bytes of a file into a document; its kind is told by its name when not by its content."""
    return read_bytes(data, name=unpacked_name(location), media_type=None)


def bounded(file: BinaryIO, location: str) -> bytes:
    """All bytes of an open file. Raises InputError: more than a document may have."""
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            f"{location} is larger than {MAX_FILE_BYTES // 1024**2} MiB.", "Split it, or give its text alone."
        )
    return data
