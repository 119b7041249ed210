"""What a model answers becomes pointers: a table of what resolves, what does not, and that nothing crashes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.annotate.model import Annotations, Materiel, Mention, PartyCandidate
from summarizer.draft import Draft
from summarizer.engines.strict import strict_schema
from summarizer.ground import Held, assemble, hold
from summarizer.ground.answer import BriefAnswer, resolve
from summarizer.schema import (
    Category,
    Chunk,
    ChunkStatus,
    Dropped,
    PartyKind,
)
from tests.engines.accounts import (
    BY_TEST,
    DENIED,
    SOLD,
    TEXT,
    URGED,
    WORD,
    Json,
    answer,
    claim,
    flow,
    full,
    item,
    job,
    party,
    words,
)
from tests.ground.any_answer import ANSWERS

SOURCE = job(TEXT).source


def at(phrase: str) -> tuple[int, int]:
    start = TEXT.index(phrase)
    return start, start + len(phrase)


LISTED = Annotations(
    parties=(
        PartyCandidate(1, "s", "Norland", PartyKind.STATE, None, None, (Mention(*at("Norland"), SOLD),)),
        PartyCandidate(2, "s", "Lavria", PartyKind.STATE, None, None, (Mention(*at("Lavria"), DENIED),)),
    ),
    materiel=(
        Materiel(1, *at("howitzers"), SOLD, Category.ARTILLERY, at("12")),
        Materiel(2, *at("mines"), DENIED, Category.AMMUNITION),
    ),
)


def resolved(shown: Any = None, tag: str = "", **parts: Any) -> tuple[Draft, list[Dropped]]:
    return resolve(BriefAnswer.model_validate(answer(**parts)), SOURCE, LISTED, tag, shown)


def said(span: tuple[int, int]) -> str:
    return TEXT[slice(*span)]


def test_a_full_answer_resolves_without_loss() -> None:
    draft, dropped = resolve(BriefAnswer.model_validate(full()), SOURCE, Annotations())
    assert dropped == []
    assert hold(draft, SOURCE) == Held(draft, ())


@pytest.mark.parametrize(
    ("given", "mentions"),
    [
        (party("P1", "Norland", "state"), ["Norland"]),
        (party("P1", "Norland", "state", words(SOLD, "norland")), ["Norland", "Norland"]),
        (party("N1", "Dahl", "official", words(SOLD, "Kari  Dahl"), words(WORD, "nobody")), ["Kari Dahl"]),
        (party("N1", "Dahl", "official", words(WORD, "Dahl")), ["Dahl", "Dahl", "Dahl"]),
        (party("N1", "Lavria", "state", words(DENIED, "it")), ["it"]),
        (party("N1", "Nobody", "state", words(SOLD, "Sudria")), None),
        (party("N1", "Nobody", "state", words(99, "Norland")), None),
        (party("N1", "Nobody", "state", words(0, "Norland")), None),
        (party("N1", "Nobody", "state"), None),
        (party("P9", "Nobody", "state"), None),
        (party("P0", "Nobody", "state"), None),
        (party("P²", "Nobody", "state"), None),
        (party("P" + "9" * 5000, "Nobody", "state"), None),
        (party("", "Nobody", "state"), None),
    ],
)
def test_a_party_stands_on_its_mentions(given: Json, mentions: list[str] | None) -> None:
    draft, dropped = resolved(parties=[given])
    assert [[said(m) for m in p.mentions] for p in draft.parties] == ([] if mentions is None else [mentions])
    assert [d.section for d in dropped] == (["parties"] if mentions is None else [])


@pytest.mark.parametrize(
    ("country", "kept"),
    [("NOR", "NOR"), (" nor ", "NOR"), ("XKX", "XKX"), ("ENG", None), ("NO", None), ("Norway", None), ("", None)],
)
def test_a_country_is_one_or_null(country: str, kept: str | None) -> None:
    draft, _ = resolved(parties=[party("P1", "Norland", "state", country=country)])
    assert draft.parties[0].country == kept


def test_written_words_stand_on_one_line() -> None:
    draft, _ = resolved(
        parties=[party("P1", " Nor\nland ", "state")],
        warnings=[{"kind": "risk", "issuer": None, "target": None, "gist": "a\n b", "sentences": [URGED]}],
        key_points=[{"text": "one\ntwo", "sentences": [SOLD]}],
    )
    assert draft.parties[0].name == "Norland"
    assert draft.warnings[0].gist == "a b"
    assert draft.key_points[0].text == "one two"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"materiel": "M1"}, ("howitzers", None)),
        ({"materiel": "M1", "quantity": words(SOLD, "12")}, ("howitzers", "12")),
        ({"materiel": "M2"}, ("mines", None)),
        ({"materiel": "M2", "quantity": words(DENIED, "it")}, ("mines", "it")),
        ({"materiel": "M1", "words": words(DENIED, "mines")}, ("howitzers", None)),
        ({"materiel": "M9", "words": words(DENIED, "mines")}, ("mines", None)),
        ({"words": words(SOLD, "howitzers"), "quantity": words(SOLD, "12")}, ("howitzers", "12")),
        ({"words": words(SOLD, "howitzers"), "quantity": words(SOLD, "18")}, ("howitzers", None)),
        ({"words": words(SOLD, "mines")}, None),
        ({"materiel": "M9"}, None),
        ({}, None),
    ],
)
def test_an_item_is_listed_or_stands_in_its_sentence(given: Json, found: tuple[str, str | None] | None) -> None:
    whole = {"materiel": None, "words": None, "category": "other", "quantity": None, **given}
    draft, dropped = resolved(arms_flows=[flow("P1", "P2", "delivered", [whole])])
    items = [(said(i.words), i.quantity and said(i.quantity)) for i in draft.flows[0].items]
    assert items == ([] if found is None else [found])
    assert [d.section for d in dropped] == (["items"] if found is None else [])


@pytest.mark.parametrize(
    ("quotations", "sentences", "found"),
    [
        ([1], [], ["We keep our word,"]),
        ([1, 1], [WORD], ["We keep our word,"]),
        ([], [DENIED], ["Lavria denied that it had received mines from Norland."]),
        ([7], [URGED, URGED], ["Dahl urged Lavria to pay."]),
        ([0, 7, -1], [99], None),
        ([], [], None),
    ],
)
def test_a_quote_is_marked_or_a_whole_sentence(
    quotations: list[int], sentences: list[int], found: list[str] | None
) -> None:
    given = {
        "quotations": quotations,
        "sentences": sentences,
        "speaker": None,
        "speaker_name": None,
        "speaker_role": words(SOLD, "Defence Minister"),
        "fragment": False,
    }
    draft, dropped = resolved(official_quotes=[given])
    assert [[said(s) for s in q.spans] for q in draft.quotes] == ([] if found is None else [found])
    assert [d.section for d in dropped] == (["official_quotes"] if found is None else [])


def test_a_flag_needs_its_cue() -> None:
    flags = [
        {"kind": "denial", "cue": words(DENIED, "denied"), "about": "F1"},
        {"kind": "hedge", "cue": words(DENIED, "perhaps"), "about": "document"},
    ]
    draft, dropped = resolved(uncertainty=flags)
    assert [(said(f.cue), f.about) for f in draft.flags] == [("denied", "F1")]
    assert [d.section for d in dropped] == ["uncertainty"]
    assert "perhaps" in dropped[0].answer


def test_a_tag_marks_the_models_own_references_alone() -> None:
    told = full()
    told["arms_flows"][0]["supplier"] = "P1"
    told["arms_flows"][1]["claims"][0] = claim("P9", "government", "denies", DENIED)
    draft, _ = resolve(BriefAnswer.model_validate(told), SOURCE, LISTED, "3:")
    assert [p.ref for p in draft.parties] == ["3:N1", "3:N2", "3:N3", "3:N4", "P1"]
    assert (draft.flows[0].ref, draft.flows[0].supplier, draft.flows[0].recipient) == ("3:F1", "P1", "3:N2")
    assert draft.flows[1].claims[0].claimant == "3:P9"
    assert (draft.warnings[0].ref, draft.flags[0].about, draft.quotes[0].speaker) == ("3:W1", "3:F2", "3:N4")


def test_a_listed_party_that_is_only_referred_to_is_a_party_all_the_same() -> None:
    told = full()
    told["arms_flows"][0]["supplier"] = "P1"
    draft, _ = resolve(BriefAnswer.model_validate(told), SOURCE, LISTED, "3:")
    added, listed = draft.parties[-1], LISTED.party(1)
    assert (added.ref, added.name, added.kind) == ("P1", listed.name, listed.kind)
    assert added.mentions == tuple((m.start, m.end) for m in listed.mentions)


@pytest.mark.parametrize(
    ("given", "kept"), [("Norland", "Norland"), ("Atlantis", "Norland"), ("The Norland of Atlantis", "Norland")]
)
def test_a_name_that_neither_text_nor_tables_know_gives_way_to_the_texts_own(given: str, kept: str) -> None:
    draft, _ = resolved(parties=[party("N1", given, "state", {"sentence": SOLD, "words": "Norland"})])
    assert draft.parties[0].name == kept


def test_what_was_not_shown_cannot_be_pointed_at() -> None:
    told = full()
    told["arms_flows"][0]["items"] = [
        {"materiel": "M1", "words": None, "category": "artillery", "quantity": None},
        item(SOLD, "howitzers", "artillery"),
    ]
    draft, dropped = resolve(BriefAnswer.model_validate(told), SOURCE, LISTED, "", [DENIED, URGED])
    assert [c.evidence for f in draft.flows for c in f.claims] == [(), (DENIED,)]
    assert draft.flows[0].items == ()
    assert draft.quotes == ()
    assert [p.evidence for p in draft.key_points] == [(), (DENIED,)]
    assert {d.section for d in dropped} == {"parties", "items", "official_quotes"}
    assert [f.sentence for f in draft.flags] == [DENIED]
    assert [w.evidence for w in draft.warnings] == [(URGED,)]


def test_the_answer_fits_strict_mode_and_has_no_optional_part() -> None:
    schema = strict_schema(BriefAnswer)
    assert set(schema["required"]) == set(full())
    for name, part in schema["$defs"].items():
        if part.get("type") == "object":
            assert set(part["required"]) == set(part["properties"]), name


@settings(max_examples=80, deadline=None)
@given(ANSWERS, st.none() | st.sets(st.integers(1, 4), min_size=1))
def test_any_answer_becomes_a_brief_that_is_verbatim(told: Json, shown: set[int] | None) -> None:
    draft, dropped = resolve(BriefAnswer.model_validate(told), SOURCE, LISTED, "", shown)
    held = hold(draft, SOURCE)
    chunk = Chunk(start=0, end=len(TEXT), status=ChunkStatus.READ, detail=None)
    brief = assemble(type(held)(held.draft, (*dropped, *held.dropped)), SOURCE, [chunk], BY_TEST)
    assert all(TEXT[s.start : s.end] == s.text for s in brief.spans())
    assert hold(held.draft, SOURCE).draft.flows == held.draft.flows
