"""Holding a draft against its source: a table of what is dropped and why, and what must stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftItem,
    DraftParty,
    DraftPoint,
    DraftQuote,
    DraftWarning,
    Range,
)
from summarizer.ground import Source, assemble, hold
from summarizer.schema import (
    Brief,
    Category,
    Chunk,
    ChunkStatus,
    ClaimantKind,
    FlagKind,
    PartyKind,
    Provenance,
    Stage,
    Stance,
    WarningKind,
)
from summarizer.segment import segment

TEXT = (
    "Talks in Oslo\n\n"
    'Norway sold 12 howitzers to Estonia in May, Defence Minister Kari Dahl said. "We keep our word," Dahl said.\n\n'
    "It also sent shells. Latvia denied that it had received mines from Norway.\n\n"
    "There is no evidence of Sweden supplying mines to Latvia. Dahl urged Latvia to pay."
)
HEADING, SOLD, KEPT, ALSO, DENIED, NONE, URGED = range(1, 8)


def words(phrase: str, after: str = "") -> Range:
    start = TEXT.index(phrase, TEXT.index(after) if after else 0)
    return start, start + len(phrase)


SOURCE = Source(Document(TEXT), segment(TEXT))
PARTIES = tuple(
    DraftParty(ref, name, kind, country, None, tuple(words(*m) for m in mentions))
    for ref, name, kind, country, mentions in (
        ("P1", "Norway", PartyKind.STATE, "NOR", [("Norway",), ("Norway", "mines from")]),
        ("P2", "Estonia", PartyKind.STATE, "EST", [("Estonia",)]),
        ("P3", "Latvia", PartyKind.STATE, "LVA", [("Latvia",), ("Latvia", "mines to"), ("Latvia", "urged")]),
        ("P4", "Sweden", PartyKind.STATE, "SWE", [("Sweden",)]),
        ("P5", "Kari Dahl", PartyKind.OFFICIAL, "NOR", [("Kari Dahl",), ("Dahl", "word"), ("Dahl", "Latvia. Dahl")]),
    )
)
DAHL = DraftClaim("P5", ClaimantKind.OFFICIAL, Stance.ASSERTS, None, (SOLD,))
FLOW = DraftFlow(
    "F1",
    "P1",
    "P2",
    Stage.DELIVERED,
    (DraftItem(words("howitzers"), Category.ARTILLERY, words("12")),),
    (DAHL,),
)
WARNING = DraftWarning("W1", WarningKind.DEMAND, "P5", "P3", "Dahl urges Latvia to pay.", (URGED,))


def held(**parts: object) -> tuple[Draft, list[str]]:
    result = hold(replace(Draft(parties=PARTIES), **parts), SOURCE)  # type: ignore[arg-type]  # parts of a table
    return result.draft, [d.reason for d in result.dropped]


def claim(stance: Stance, *evidence: int, claimant: str | None = None) -> tuple[DraftClaim, ...]:
    kind = ClaimantKind.OFFICIAL if claimant else ClaimantKind.UNATTRIBUTED
    return (DraftClaim(claimant, kind, stance, None, evidence),)


def test_the_sentences_are_the_ones_the_cases_speak_of() -> None:
    assert [s.number for s in SOURCE.segmentation.sentences] == [HEADING, SOLD, KEPT, ALSO, DENIED, NONE, URGED]


def test_what_stands_is_kept_whole() -> None:
    draft, reasons = held(flows=(FLOW,), warnings=(WARNING,))
    assert draft.flows == (FLOW,)
    assert draft.warnings == (WARNING,)
    assert reasons == []


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        (replace(FLOW, supplier=None, recipient=None), "neither supplier nor recipient is named"),
        (replace(FLOW, supplier="P9"), "its supplier is not a party of the text"),
        (replace(FLOW, recipient="P1"), "supplier and recipient are the same party"),
        (replace(FLOW, recipient="P4"), "its recipient is not named in the cited sentences"),
        (replace(FLOW, claims=claim(Stance.ASSERTS, 99)), "no claim of it stands"),
        (replace(FLOW, claims=claim(Stance.DENIES, SOLD)), "no claim of it stands"),
        (
            replace(FLOW, supplier="P4", recipient="P3", claims=claim(Stance.ASSERTS, NONE), items=()),
            "no claim of it stands",
        ),
    ],
)
def test_a_flow_that_does_not_stand_is_dropped_with_its_reason(flow: DraftFlow, reason: str) -> None:
    draft, reasons = held(flows=(flow,))
    assert draft.flows == ()
    assert reasons[-1] == reason


@pytest.mark.parametrize(
    ("stance", "evidence", "stands"),
    [
        (Stance.DENIES, DENIED, True),
        (Stance.FINDS_NO_EVIDENCE, NONE, True),
        (Stance.ASSERTS, NONE, False),
        (Stance.SUSPECTS, NONE, False),
        (Stance.ASSERTS, DENIED, False),
        (Stance.SUSPECTS, DENIED, False),
        (Stance.DENIES, SOLD, False),
    ],
)
def test_a_stance_must_agree_with_the_negations_of_its_evidence(stance: Stance, evidence: int, stands: bool) -> None:
    supplier = "P4" if evidence == NONE else "P1"
    flow = DraftFlow("F1", supplier, "P3", Stage.DELIVERED, (), claim(stance, evidence))
    if evidence == SOLD:
        flow = replace(flow, recipient="P2")
    draft, _ = held(flows=(flow,))
    assert bool(draft.flows) is stands


def test_a_pronoun_is_anchored_in_the_sentence_that_names_its_party() -> None:
    flow = DraftFlow("F1", "P1", None, Stage.DELIVERED, (), claim(Stance.ASSERTS, ALSO))
    draft, reasons = held(flows=(flow,))
    assert draft.flows[0].evidence == (SOLD, ALSO)
    assert reasons == []


def test_an_item_outside_the_evidence_is_dropped_and_the_flow_stays() -> None:
    stray = DraftItem(words("mines"), Category.AMMUNITION, None)
    draft, reasons = held(flows=(replace(FLOW, items=(stray, *FLOW.items)),))
    assert draft.flows[0].items == FLOW.items
    assert reasons == ["its words do not stand in the cited sentences"]


def test_a_quantity_of_another_sentence_is_dropped_and_the_item_stays() -> None:
    item = DraftItem(words("shells"), Category.AMMUNITION, words("12"))
    flow = DraftFlow("F1", "P1", None, Stage.DELIVERED, (item,), claim(Stance.ASSERTS, SOLD, ALSO))
    draft, reasons = held(flows=(flow,))
    assert draft.flows[0].items == (replace(item, quantity=None),)
    assert reasons == ["its quantity does not stand in the same sentence or next to it"]


def test_a_quantity_beside_the_sentence_of_its_item_stays() -> None:
    item = DraftItem(words("mines"), Category.AMMUNITION, words("shells"))
    flow = DraftFlow("F1", "P1", "P3", Stage.DELIVERED, (item,), claim(Stance.DENIES, DENIED))
    draft, reasons = held(flows=(flow,))
    assert draft.flows[0].items == (item,)
    assert reasons == []


@pytest.mark.parametrize(
    ("gist", "kept"),
    [
        ("Dahl urges Latvia to pay.", True),
        ("Dahl urges Latvia to pay 5 million.", False),
        ("Dahl urges Sweden to pay.", False),
        ("Dahl urges Latvia not to pay.", False),
        ("Latvia " * 21, False),
    ],
)
def test_a_gist_is_replaced_when_its_words_do_not_stand(gist: str, kept: bool) -> None:
    draft, reasons = held(warnings=(replace(WARNING, gist=gist),))
    assert (draft.warnings[0].gist is not None) is kept
    assert (not reasons) is kept


def test_key_points_and_headline_are_checked_against_their_evidence() -> None:
    draft, reasons = held(
        headline="Norway sold 12 howitzers to Finland",
        key_points=(
            DraftPoint("Dahl says Norway sold 12 howitzers to Estonia.", (SOLD,)),
            DraftPoint("Norway sold 120 howitzers to Estonia.", (SOLD,)),
            DraftPoint("Norway sold howitzers.", ()),
        ),
    )
    assert draft.headline is None
    assert [p.text for p in draft.key_points] == ["Dahl says Norway sold 12 howitzers to Estonia."]
    assert len(reasons) == 3


def test_flags_need_their_cue_in_their_sentence_and_stand_once() -> None:
    cue = words("denied")
    good = DraftFlag(FlagKind.DENIAL, DENIED, cue, "F7")
    draft, reasons = held(flags=(good, good, DraftFlag(FlagKind.DENIAL, SOLD, cue, None)))
    assert draft.flags == (replace(good, about=None),)
    assert reasons == ["its cue does not stand in the cited sentence"]


@pytest.mark.parametrize(
    ("sentence", "speaker", "stands"), [(SOLD, "Kari Dahl", False), (ALSO, "Kari Dahl", True), (SOLD, "Norland", True)]
)
def test_what_is_told_of_an_official_is_no_quote(sentence: int, speaker: str, stands: bool) -> None:
    found = SOURCE.segmentation.sentence(sentence)
    ref = next((p.ref for p in PARTIES if p.name == speaker), None)
    draft, reasons = held(quotes=(DraftQuote(((found.start, found.end),), ref, None, None, False),))
    assert bool(draft.quotes) is stands
    assert reasons == ([] if stands else ["it is told of its speaker, not quoted"])


@pytest.mark.parametrize("words_of_nothing", ["\u200b", " … ", "—"])
def test_what_shows_nothing_is_neither_headline_nor_point(words_of_nothing: str) -> None:
    point = DraftPoint(words_of_nothing, (SOLD,))
    draft, _ = held(headline=words_of_nothing, key_points=(point,))
    assert (draft.headline, draft.key_points) == (None, ())


def test_a_key_point_is_told_once() -> None:
    point = DraftPoint("Norway sold 12 howitzers to Estonia in May.", (SOLD,))
    assert held(key_points=(point, point))[0].key_points == (point,)


def test_a_name_that_a_line_break_cuts_is_one_line() -> None:
    cut = DraftParty("P9", "Kari\n  Dahl", PartyKind.OFFICIAL, None, None, (words("Kari Dahl"),))
    draft, reasons = held(parties=(cut,))
    assert [p.name for p in draft.parties] == ["Kari Dahl"]
    assert reasons == []


def test_a_quote_keeps_its_words_when_its_speaker_is_nobody() -> None:
    quote = DraftQuote((words("We keep our word,"),), "P9", None, None, False)
    draft, reasons = held(quotes=(quote,))
    assert draft.quotes == (replace(quote, speaker=None),)
    assert reasons == ["its speaker is not a party of the text"]


numbers = st.integers(-3, 12)
refs = st.sampled_from(["P1", "P2", "P3", "P4", "P5", "P9", None])
ranges = st.tuples(st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5))
claims = st.builds(
    DraftClaim,
    refs,
    st.sampled_from(ClaimantKind),
    st.sampled_from(Stance),
    refs,
    st.lists(numbers, max_size=3).map(tuple),
)
items = st.builds(DraftItem, ranges, st.sampled_from(Category), st.none() | ranges)
flows = st.builds(
    DraftFlow,
    st.sampled_from(["F1", "F2", "F3"]),
    refs,
    refs,
    st.sampled_from(Stage),
    st.lists(items, max_size=2).map(tuple),
    st.lists(claims, max_size=3).map(tuple),
)
drafts = st.builds(
    Draft,
    parties=st.just(PARTIES) | st.lists(st.sampled_from(PARTIES), max_size=6).map(tuple),
    flows=st.lists(flows, max_size=3, unique_by=lambda f: f.ref).map(tuple),
    quotes=st.lists(
        st.builds(
            DraftQuote, st.lists(ranges, max_size=2).map(tuple), refs, st.none() | ranges, st.none(), st.booleans()
        ),
        max_size=2,
    ).map(tuple),
    warnings=st.lists(
        st.builds(
            DraftWarning,
            st.sampled_from(["W1", "W2"]),
            st.sampled_from(WarningKind),
            refs,
            refs,
            st.none() | st.text(max_size=80),
            st.lists(numbers, max_size=3).map(tuple),
        ),
        max_size=2,
        unique_by=lambda w: w.ref,
    ).map(tuple),
    flags=st.lists(
        st.builds(DraftFlag, st.sampled_from(FlagKind), numbers, ranges, st.sampled_from(["F1", "W1", "F9", None])),
        max_size=3,
    ).map(tuple),
    headline=st.none() | st.text(max_size=60),
    key_points=st.lists(
        st.builds(DraftPoint, st.text(max_size=60), st.lists(numbers, max_size=3).map(tuple)), max_size=7
    ).map(tuple),
)
RULES = Provenance(
    engine="rules",
    model=None,
    strategy="rules",
    prompt=None,
    prompt_sha256=None,
    parameters={},
    created_at="2026-01-01T00:00:00+00:00",
    seconds=0,
    calls=0,
    tokens_in=0,
    tokens_out=0,
    cost_usd=0,
)


@settings(max_examples=60)
@given(drafts)
def test_grounding_is_total_and_every_brief_is_verbatim(draft: Draft) -> None:
    chunk = Chunk(start=0, end=len(TEXT), status=ChunkStatus.READ, detail=None)
    brief = assemble(hold(draft, SOURCE), SOURCE, [chunk], RULES)
    assert all(TEXT[s.start : s.end] == s.text for s in brief.spans())
    assert 2 <= len(brief.key_points) <= 5
    assert Brief.parse(brief.model_dump_json(), TEXT) == brief
