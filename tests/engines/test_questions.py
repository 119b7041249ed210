"""What stepwise asks: only doubts, as closed choices among which the rules' own finding always stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import Annotations, FlowCandidate, Mention, PartyCandidate
from summarizer.engines.edits import Edit
from summarizer.engines.questions import MOST_CHOICES, NOBODY, Question, questions
from summarizer.schema import ClaimantKind, PartyKind, Stage
from tests.engines.accounts import job
from tests.engines.doubts import (
    ASKED,
    CLAIM,
    ESTRIA,
    FLOW,
    NORLAND,
    QUOTE,
    RIGHT,
    SENT,
    STRAND,
    WARNED,
    doubting,
)

STAGES = [
    "asked for or offered",
    "in talks",
    "promised or planned",
    "licensed or authorised",
    "ordered or signed",
    "under way or repeated",
    "sent, given or received",
    "stopped, blocked or seized",
]


def only(*doubts: str, flow: FlowCandidate = FLOW) -> Question:
    work = doubting(*doubts, flow=flow)
    (question,) = questions(work.source, work.annotations)
    return question


def test_without_doubt_nothing_is_asked() -> None:
    work = doubting()
    assert questions(work.source, work.annotations) == []


@pytest.mark.parametrize(
    ("doubt", "sentences", "choices", "found"),
    [
        ("flow", (SENT,), ["yes", "no"], "yes"),
        ("supplier", (SENT, ASKED), ["Norland", "Ola Strand", "Estria", NOBODY], "Norland"),
        ("recipient", (SENT, ASKED), ["Sudria", "Ola Strand", "Estria", NOBODY], "Sudria"),
        ("claimant", (SENT,), ["Norland", "Sudria", "Ola Strand", NOBODY], "Ola Strand"),
        ("stage", (SENT,), STAGES, "sent, given or received"),
        ("speaker", (ASKED, RIGHT, WARNED), ["Estria", "Lavria", "Ola Strand", NOBODY], "Ola Strand"),
        ("issuer", (RIGHT, WARNED), ["Lavria", NOBODY], "Lavria"),
        ("warning", (RIGHT, WARNED), ["yes", "no"], "yes"),
    ],
)
def test_one_question_for_each_doubt(doubt: str, sentences: tuple[int, ...], choices: list[str], found: str) -> None:
    question = only(doubt)
    assert question.kind == doubt
    assert question.sentences == sentences
    assert [c.words for c in question.choices] == choices
    assert question.choices[question.found].words == found
    assert [c.words for c in question.choices if not c.edits] == [found]


@pytest.mark.parametrize(
    ("doubt", "choice", "edits"),
    [
        ("flow", "no", (Edit("flows", "F1", None),)),
        ("supplier", "Estria", (Edit("flows", "F1", "supplier", "P4"),)),
        ("supplier", NOBODY, (Edit("flows", "F1", "supplier", None),)),
        ("recipient", "Estria", (Edit("flows", "F1", "recipient", "P4"),)),
        ("stage", "in talks", (Edit("flows", "F1", "stage", Stage.NEGOTIATING),)),
        (
            "claimant",
            "Sudria",
            (Edit("claims", "F1", "claimant", "P2"), Edit("claims", "F1", "kind", ClaimantKind.GOVERNMENT)),
        ),
        (
            "claimant",
            NOBODY,
            (Edit("claims", "F1", "claimant", None), Edit("claims", "F1", "kind", ClaimantKind.UNATTRIBUTED)),
        ),
        ("speaker", "Lavria", (Edit("quotes", 0, "speaker", "P6"),)),
        ("issuer", NOBODY, (Edit("warnings", "W1", "issuer", None),)),
        ("warning", "no", (Edit("warnings", "W1", None),)),
    ],
)
def test_what_a_choice_changes(doubt: str, choice: str, edits: tuple[Edit, ...]) -> None:
    assert next(c for c in only(doubt).choices if c.words == choice).edits == edits


def test_values_name_the_sides_and_the_materiel() -> None:
    assert only("stage").values == {"supplier": "Norland", "recipient": "Sudria", "items": "mortars"}
    bare = replace(FLOW, supplier=None, items=())
    assert only("stage", flow=bare).values == {"supplier": "somebody", "recipient": "Sudria", "items": "arms"}


def test_a_speaker_the_rules_did_not_find_is_asked_for() -> None:
    work = doubting(quote=replace(QUOTE, speaker=None))
    (question,) = questions(work.source, work.annotations)
    assert question.kind == "speaker"
    assert question.choices[question.found].words == NOBODY
    assert question.values == {"words": "It is our right,"}


@pytest.mark.parametrize(
    "quote", [replace(QUOTE, official=False, doubt=True), replace(QUOTE, official=False, speaker=None)]
)
def test_nothing_is_asked_of_quotes_that_are_not_official(quote: object) -> None:
    work = doubting(quote=quote)  # type: ignore[arg-type]  # parts of a table
    assert questions(work.source, work.annotations) == []


def test_an_unspecified_stage_has_a_choice_of_its_own() -> None:
    question = only("stage", flow=replace(FLOW, stage=Stage.UNSPECIFIED))
    assert [c.words for c in question.choices] == [*STAGES, "not said"]
    assert question.found == len(STAGES)


def test_media_neither_give_nor_get_nor_speak_for_themselves() -> None:
    for doubt in ("supplier", "recipient", "speaker"):
        assert "Harbour Post" not in [c.words for c in only(doubt).choices]
    told = replace(FLOW, claims=(replace(CLAIM, evidence=(ASKED,)),))
    assert "Harbour Post" in [c.words for c in only("claimant", flow=told).choices]


def test_questions_of_a_kind_stand_together() -> None:
    work = doubting("stage", "supplier", "claimant", "speaker", "issuer", "flow")
    kinds = [q.kind for q in questions(work.source, work.annotations)]
    assert kinds == sorted(kinds)
    assert len(kinds) == 6


def test_the_rules_finding_survives_the_bound_on_choices() -> None:
    names = [f"State{letter}" for letter in "ABCDEFGHIJKLMN"]
    text = " and ".join(names) + " met in Oslo."
    parties = tuple(
        PartyCandidate(
            n, name, name, PartyKind.STATE, None, None, (Mention(text.index(name), text.index(name) + 6, 1),)
        )
        for n, name in enumerate(names, start=1)
    )
    for now in (1, 7, len(names), None):
        flow = replace(FLOW, supplier=now, recipient=2, items=(), doubts=frozenset({"supplier"}))
        work = job(text, Annotations(parties=parties, flows=(flow,)))
        (question,) = questions(work.source, work.annotations)
        assert len(question.choices) == MOST_CHOICES + 1
        assert question.choices[question.found].words == (NOBODY if now is None else names[now - 1])
        assert "StateB" not in [c.words for c in question.choices]


DOUBTS = ["flow", "supplier", "recipient", "stage", "claimant", "speaker", "issuer", "warning"]
numbers = st.none() | st.sampled_from([NORLAND, STRAND, ESTRIA])


@given(st.sets(st.sampled_from(DOUBTS)), numbers, numbers, st.sampled_from(Stage))
def test_the_finding_is_always_a_choice_and_the_only_one_that_changes_nothing(
    doubts: set[str], supplier: int | None, recipient: int | None, stage: Stage
) -> None:
    work = doubting(*doubts, flow=replace(FLOW, supplier=supplier, recipient=recipient, stage=stage))
    for question in questions(work.source, work.annotations):
        assert [i for i, c in enumerate(question.choices) if not c.edits] == [question.found]
        assert 2 <= len(question.choices) <= 10
