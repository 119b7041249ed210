"""Flags of uncertainty that the rules raised and the network does not see: a cue alone does not make a flag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.annotate.model import Annotations, Cue
from summarizer.judge.network import Network
from summarizer.judge.tellings import Page
from summarizer.schema import FlagKind

KINDS = tuple(
    FlagKind(k) for k in "anonymous_source secondhand hedge undisclosed unverified no_evidence denial conflict".split()
)
"""The answers of the head in order."""


def with_flagged(found: Annotations, pages: Sequence[Page], network: Network, least: float) -> Annotations:
    """The annotations without the cues whose kind is less likely than `least` in their sentence."""
    chances = {p.window.sentence: dict(zip(KINDS, network.flags(p.reading), strict=True)) for p in pages}

    def seen(cue: Cue) -> bool:
        return cue.sentence not in chances or float(chances[cue.sentence][cue.kind]) >= least

    kept = (c for c in found.cues if seen(c))
    return replace(found, cues=tuple(replace(c, number=i) for i, c in enumerate(kept, 1)))
