"""The draft that candidates make by themselves, and the brief of the engine `rules`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.annotate.model import (
    Annotations,
    ClaimCandidate,
    Cue,
    FlowCandidate,
    Materiel,
    Mention,
    PartyCandidate,
    QuoteCandidate,
    WarningCandidate,
)
from summarizer.document import Document
from summarizer.draft import DraftClaim, DraftFlag, DraftFlow, DraftItem, DraftParty, DraftQuote, DraftWarning
from summarizer.engines.base import Job
from summarizer.engines.rules import draft_of, foreign, read_by_rules
from summarizer.ground import Source
from summarizer.schema import Category, ChunkStatus, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind
from summarizer.segment import segment
from tests.engines.accounts import TEXT, job

PARTY = PartyCandidate(1, "state:NLD", "Norland", PartyKind.STATE, "NOR", "seller", (Mention(0, 7, 1),), ("NL",))
ITEM = Materiel(1, 16, 25, 1, Category.ARTILLERY, (13, 15))
CLAIM = ClaimCandidate(1, ClaimantKind.GOVERNMENT, Stance.SUSPECTS, None, (1, 3))
FLOW = FlowCandidate(1, 1, None, Stage.DELIVERED, (1,), (CLAIM,), frozenset({"stage"}))
WARNING = WarningCandidate(1, WarningKind.DEMAND, 1, None, (3, 4))
SAID = QuoteCandidate(1, (1,), 1, (0, 7), None, True, official=True, spans=((80, 90),))
SCARE = QuoteCandidate(2, (2,), None, None, None, True, official=False, spans=((95, 99),))


def cue(number: int, sentence: int) -> Cue:
    return Cue(number, FlagKind.HEDGE, 2, 5, sentence)


ALL = Annotations(
    parties=(PARTY,),
    materiel=(ITEM,),
    cues=(cue(1, 1), cue(2, 3), cue(3, 4), cue(4, 2)),
    quotes=(SCARE, SAID),
    flows=(FLOW,),
    warnings=(WARNING,),
)


def test_every_candidate_becomes_an_entry_and_keeps_its_number() -> None:
    draft = draft_of(ALL)
    assert draft.parties == (DraftParty("P1", "Norland", PartyKind.STATE, "NOR", "seller", ((0, 7),)),)
    claim = DraftClaim("P1", ClaimantKind.GOVERNMENT, Stance.SUSPECTS, None, (1, 3))
    item = DraftItem((16, 25), Category.ARTILLERY, (13, 15))
    assert draft.flows == (DraftFlow("F1", "P1", None, Stage.DELIVERED, (item,), (claim,)),)
    assert draft.warnings == (DraftWarning("W1", WarningKind.DEMAND, "P1", None, None, (3, 4)),)
    assert (draft.headline, draft.key_points) == (None, ())


def test_only_official_quotes_are_handed_on() -> None:
    assert draft_of(ALL).quotes == (DraftQuote(((80, 90),), "P1", (0, 7), None, True),)


def test_a_flag_is_about_the_flow_then_the_warning_of_its_sentence() -> None:
    about = {flag.sentence: flag.about for flag in draft_of(ALL).flags}
    assert about == {1: "F1", 3: "F1", 4: "W1", 2: None}
    assert DraftFlag(FlagKind.HEDGE, 1, (2, 5), "F1") in draft_of(ALL).flags


@pytest.mark.parametrize(
    ("kind", "about"),
    [(FlagKind.DENIAL, "F2"), (FlagKind.HEDGE, "F1"), (FlagKind.ANONYMOUS_SOURCE, "F3"), (FlagKind.CONFLICT, "F1")],
)
def test_of_several_flows_a_flag_is_about_the_one_whose_claim_it_describes(kind: FlagKind, about: str) -> None:
    denied = replace(FLOW, number=2, claims=(replace(CLAIM, stance=Stance.DENIES),))
    whispered = replace(
        FLOW, number=3, claims=(replace(CLAIM, kind=ClaimantKind.ANONYMOUS_SOURCE, stance=Stance.ASSERTS),)
    )
    flag = Cue(1, kind, 2, 5, 3)
    (found,) = draft_of(replace(ALL, flows=(FLOW, denied, whispered), cues=(flag,))).flags
    assert found.about == about


def test_the_whole_document_counts_as_read_and_says_by_what() -> None:
    extraction = read_by_rules(job(TEXT, ALL))
    (chunk,) = extraction.chunks
    assert (chunk.start, chunk.end, chunk.status) == (0, len(TEXT), ChunkStatus.READ)
    assert "without a model" in (chunk.detail or "")
    assert (extraction.draft, extraction.dropped) == (draft_of(ALL), ())


def test_nothing_found_is_an_empty_draft() -> None:
    assert draft_of(Annotations()).flows == ()
    assert read_by_rules(job(TEXT)).chunks[0].status is ChunkStatus.READ


SPANISH = "El puerto recibió doce cañones el lunes, según el ministro."


@pytest.mark.parametrize(
    ("text", "declared", "named"),
    [
        (SPANISH, None, ""),
        (SPANISH, "en", ""),
        (SPANISH, "es", " (es)"),
        (SPANISH, "es-MX", " (es-MX)"),
        (TEXT, None, None),
        (TEXT, "en-GB", None),
        (TEXT, "fr", None),
        ("Kari Dahl", "nb", " (nb)"),
    ],
)
def test_a_text_in_another_language_does_not_count_as_read(text: str, declared: str | None, named: str | None) -> None:
    chunk = foreign(Job(Source(Document(text, language=declared), segment(text)), ALL))
    if named is None:
        assert chunk is None
    else:
        assert chunk is not None
        assert (chunk.start, chunk.end, chunk.status) == (0, len(text), ChunkStatus.FAILED)
        assert chunk.detail == f"the rules read English, and this text is in another language{named}"
