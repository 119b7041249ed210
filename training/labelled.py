"""Labelled passages: a short text in which parties are marked, and lines that say what it tells.

    [M Poland's defence ministry] said {mortar shells} had reached [U Ukraine]. [R Moscow] called that absurd.
    flow P > U delivered: M asserts, R denies

Passages are parted by blank lines. A mark is `[KEY words]`, the same key for the same party; materiel is `{words}`.
The labels are `flow SUPPLIER > RECIPIENT STAGE: CLAIMANT STANCE, ...`, `warn ISSUER > TARGET KIND` and `quote
SPEAKER`, where `?` is somebody unnamed and `-` is nobody (the outlet's own voice, no target, no official).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.schema import Stage, Stance, WarningKind

_MARK = re.compile(r"\[(\S+) ([^\]]*)\]|\{([^}]*)\}")
_FLOW = re.compile(r"flow (\S+) > (\S+) (\w+): (.+)")
_WARN = re.compile(r"warn (\S+) > (\S+) (\w+)")
_QUOTE = re.compile(r"quote (\S+)")


@dataclass(frozen=True)
class Told:
    """A flow as labelled: keys of its ends (None when unnamed), and each claimant's stance (None: the outlet)."""

    supplier: str | None
    recipient: str | None
    stage: Stage
    claims: tuple[tuple[str | None, Stance], ...]


@dataclass(frozen=True)
class Warned:
    """A warning as labelled."""

    issuer: str | None
    target: str | None
    kind: WarningKind


@dataclass
class Passage:
    """A labelled text. `marks` are (start, end, key) into `text`, `goods` (start, end)."""

    name: str
    text: str
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    goods: list[tuple[int, int]] = field(default_factory=list)
    flows: list[Told] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    speakers: list[str | None] = field(default_factory=list)


def passages(path: Path) -> Iterator[Passage]:
    """The passages of a file, in order.

    Raises:
        ValueError: a line is not of the form, or names a key that the passage does not mark.
    """
    blocks = re.split(r"\n[ \t]*\n", path.read_text(encoding="utf-8").strip())
    for number, block in enumerate(blocks, 1):
        lines = [line.strip() for line in block.split("\n") if line.strip() and not line.startswith("#")]
        if lines:
            yield _passage(f"{path.stem}:{number}", lines[0], lines[1:])


def _passage(name: str, marked: str, labels: list[str]) -> Passage:
    passage = Passage(name, "")
    at = 0
    for mark in _MARK.finditer(marked):
        passage.text += marked[at : mark.start()]
        start = len(passage.text)
        passage.text += mark[3] if mark[3] is not None else mark[2]
        if mark[3] is not None:
            passage.goods.append((start, len(passage.text)))
        else:
            passage.marks.append((start, len(passage.text), mark[1]))
        at = mark.end()
    passage.text += marked[at:]
    keys = {key for _, _, key in passage.marks}

    def party(key: str) -> str | None:
        if key in ("?", "-"):
            return None
        if key not in keys:
            raise ValueError(f"{name}: no party is marked {key}")
        return key

    for line in labels:
        if flow := _FLOW.fullmatch(line):
            claims = [c.split() for c in flow[4].split(",")]
            told = tuple((party(who), Stance(stance)) for who, stance in claims)
            passage.flows.append(Told(party(flow[1]), party(flow[2]), Stage(flow[3]), told))
        elif warn := _WARN.fullmatch(line):
            passage.warnings.append(Warned(party(warn[1]), party(warn[2]), WarningKind(warn[3])))
        elif quote := _QUOTE.fullmatch(line):
            passage.speakers.append(party(quote[1]))
        else:
            raise ValueError(f"{name}: {line!r} is no label")
    return passage
