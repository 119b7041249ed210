"""Stores that fsspec reaches: which are allowed, opening a file, listing a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from summarizer.errors import InputError

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
LOCAL_STORES = frozenset({"file", "local", "memory", "zip"})
"""Stores that need no network."""
STORES = LOCAL_STORES | {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"}
"""Stores that may be named. http is not among them: what is fetched goes through `summarizer.read.fetch`, which
refuses private addresses, and a chain such as zip://a::http://10.0.0.1/ must not lead around it."""


def check_store(address: str, *, offline: bool) -> None:
    """Raise InputError when the address, or a part of its chain, names a store that may not be used."""
    for part in address.split("::"):
        scheme, given, _ = part.partition("://")
        scheme = scheme.lower() if given else "file"
        if scheme not in STORES:
            known = ", ".join(f"{store}://" for store in sorted(STORES))
            raise InputError(f"{address} names {scheme!r}, which is no store that is read here.", f"Known are {known}.")
        if offline and scheme not in LOCAL_STORES:
            raise InputError(f"Working offline, {address} is not read.", "Leave --offline out, or copy it here.")


@contextmanager
def open_remote(address: str) -> Iterator[BinaryIO]:
    """The bytes at an address.

    Raises:
        InputError: fsspec or the package for this store is not installed, or the store says no.
    """
    with explained(address):
        system, path = file_system(address)
        with system.open(path, "rb") as file:
            yield cast(BinaryIO, file)


def file_system(address: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path inside it. Raises InputError as `open_remote` does."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(
            f"{address} needs fsspec, which is not installed.", "Run `pip install 'summarizer[remote]'`."
        ) from None
    with explained(address):
        system, path = url_to_fs(address, use_listings_cache=False)
        return system, str(path)


def is_folder(system: Any, path: str, address: str) -> bool | None:
    """Whether a path is a folder; None when nothing is there. Raises InputError as `open_remote` does."""
    with explained(address):
        try:
            return bool(system.info(path)["type"] == "directory")
        except FileNotFoundError:
            return None


def listing(system: Any, folder: str, address: str) -> list[tuple[str, bool]]:
    """(path, whether it is a folder) of everything in a folder, sorted. Raises InputError as `open_remote` does."""
    with explained(address):
        entries = system.ls(folder, detail=True)
    found = {(str(entry["name"]).rstrip("/"), entry["type"] == "directory") for entry in entries}
    return sorted(entry for entry in found if entry[0] != folder.rstrip("/"))


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Failures of fsspec and of the packages behind it as an InputError; they share no class of their own."""
    try:
        yield
    except InputError:
        raise
    except FileNotFoundError:
        raise InputError(f"{address} does not exist.", "Check how the address is written.") from None
    except ImportError as error:
        raise InputError(
            f"{address} needs a package that is not installed ({error}).", "Run `pip install 'summarizer[remote]'`."
        ) from error
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise InputError(f"{address} cannot be read: {reason}", "Check the address and the credentials.") from error
