"""Scored runs in memory: eight documents that tell eight stories, and what a run may have lost or made up in them."""

from __future__ import annotations

from summarizer.evaluate.cases import Sheet, score_log
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Entry
from tests.evaluate.golds import gold, log, scored
from tests.score import minis
from tests.score.minis import Json

EIGHT = [gold(name) for name in "abcdefgh"]
LESS = minis.without("arms_flows.0")
"""One flow is missing."""
BARE = {**minis.gold(), "warnings": []}
"""Both warnings are missing."""


def sheet(cases: list[Gold], *entries: Entry, repeats: int = 1) -> Sheet:
    return score_log(log(cases, *entries, repeats=repeats), cases)


def perfect(cases: list[Gold] = EIGHT) -> Sheet:
    """Every case answered with its gold."""
    return sheet(cases, *map(scored, cases))


def quiet(flows: int = 0) -> Json:
    """A brief of the document in which nothing is supplied, with so many flows made up."""
    party = minis.quiet()["parties"][0] | {"kind": "state", "country": None, "role": None}
    claim = minis.claim(None, "asserts") | {"evidence": [minis.span("Nobody spoke of boats.", minis.QUIET_TEXT)]}
    made_up = [minis.flow(f"F{n + 1}", ("P1", None), "delivered", [], [claim]) for n in range(flows)]
    return {**minis.quiet(), "parties": [party], "arms_flows": made_up}


def quiet_gold(name: str) -> Gold:
    return gold(name, sections=quiet(), text=minis.QUIET_TEXT)
