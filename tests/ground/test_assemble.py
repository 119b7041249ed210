"""The last step: order, numbering, references, and words copied from the source alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

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
from summarizer.errors import EmptyInputError
from summarizer.ground import Held, Source, assemble, hold
from summarizer.ground.assemble import MENTIONS
from summarizer.schema import (
    Brief,
    Category,
    Chunk,
    ChunkStatus,
    ClaimantKind,
    Dropped,
    FlagKind,
    PartyKind,
    Stage,
    Stance,
    WarningKind,
)
from summarizer.segment import segment
from tests.engines.accounts import BY_TEST

TEXT = (
    "Norland sold 12 howitzers to Estria. NORLAND and Lavria may sign a deal for mines.\n\n"
    'Ola Strand, the envoy, said: "Norland must stop." Norland gave no answer.'
)
SOLD, MAY, SAID, SILENT = range(1, 5)
SOURCE = Source(Document(TEXT, title="Sale"), segment(TEXT))


def at(words: str) -> Range:
    start = TEXT.index(words)
    return start, start + len(words)


def everywhere(words: str) -> tuple[Range, ...]:
    return tuple((i, i + len(words)) for i in range(len(TEXT)) if TEXT.startswith(words, i))


def claim(claimant: str | None, *evidence: int) -> DraftClaim:
    return DraftClaim(claimant, ClaimantKind.GOVERNMENT, Stance.ASSERTS, None, evidence)


PARTIES = (
    DraftParty("z", "Lavria", PartyKind.STATE, None, None, (at("Lavria"),)),
    DraftParty("a", "Norland", PartyKind.STATE, "NOR", None, (*reversed(everywhere("Norland")), at("NORLAND"))),
    DraftParty("s", "Ola Strand", PartyKind.OFFICIAL, None, "the envoy", (at("Ola Strand"),)),
)
FLOWS = (
    DraftFlow(
        "late",
        "a",
        "z",
        Stage.NEGOTIATING,
        (DraftItem(at("mines"), Category.AMMUNITION, None),),
        (claim(None, MAY),),
    ),
    DraftFlow(
        "early",
        "a",
        None,
        Stage.DELIVERED,
        (DraftItem(at("howitzers"), Category.ARTILLERY, at("12")),),
        (claim("s", SAID, SOLD, SOLD),),
    ),
)
DRAFT = Draft(
    parties=PARTIES,
    flows=FLOWS,
    quotes=(DraftQuote((at("Norland must stop."),), "s", at("Ola Strand"), at("the envoy"), False),),
    warnings=(DraftWarning("w", WarningKind.DEMAND, "s", "a", None, (SAID,)),),
    flags=(
        DraftFlag(FlagKind.UNDISCLOSED, SILENT, at("no answer"), "w"),
        DraftFlag(FlagKind.HEDGE, MAY, at("may"), "late"),
    ),
    headline="Norland sold howitzers",
    key_points=(DraftPoint("Norland sold 12 howitzers.", (SOLD,)), DraftPoint("It may sell mines.", (MAY,))),
)
READ = (Chunk(start=0, end=len(TEXT), status=ChunkStatus.READ, detail=None),)


def brief(draft: Draft = DRAFT, dropped: tuple[Dropped, ...] = (), chunks: tuple[Chunk, ...] = READ) -> Brief:
    return assemble(Held(draft, dropped), SOURCE, chunks, BY_TEST)


def test_parties_are_numbered_by_their_first_mention_and_name_each_way_once() -> None:
    made = brief()
    assert [(p.id, p.name) for p in made.parties] == [("P1", "Norland"), ("P2", "Lavria"), ("P3", "Ola Strand")]
    assert [(m.start, m.text) for m in made.parties[0].mentions] == [(0, "Norland")]
    assert made.parties[2].role == "the envoy"


def test_flows_are_numbered_by_their_first_evidence_and_refer_to_parties() -> None:
    early, late = brief().arms_flows
    assert (early.id, early.supplier, early.recipient, early.stage) == ("F1", "P1", None, Stage.DELIVERED)
    assert (late.id, late.supplier, late.recipient, late.stage) == ("F2", "P1", "P2", Stage.NEGOTIATING)
    assert early.claims[0].claimant == "P3"
    assert [s.start for s in early.claims[0].evidence] == [0, TEXT.index("Ola")]
    (item,) = early.items
    assert (item.span.text, item.quantity and item.quantity.text) == ("howitzers", "12")


def test_quotes_warnings_and_flags_copy_the_source() -> None:
    made = brief()
    (quote,) = made.official_quotes
    assert (quote.spans[0].text, quote.speaker, quote.speaker_name, quote.speaker_role) == (
        "Norland must stop.",
        "P3",
        "Ola Strand",
        "the envoy",
    )
    (warning,) = made.warnings
    assert (warning.id, warning.issuer, warning.target) == ("W1", "P3", "P1")
    assert warning.gist
    assert [(u.cue.text, u.about) for u in made.uncertainty] == [("may", "F2"), ("no answer", "W1")]


def test_a_flag_about_nothing_that_is_left_is_about_the_document() -> None:
    flags = (DraftFlag(FlagKind.HEDGE, MAY, at("may"), "gone"), DraftFlag(FlagKind.HEDGE, SILENT, at("gave"), None))
    assert [u.about for u in brief(replace(DRAFT, flags=flags)).uncertainty] == ["document", "document"]


def test_what_was_dropped_stands_in_coverage() -> None:
    lost = Dropped(section="items", reason="it is not there", answer="tanks")
    assert brief(dropped=(lost,)).coverage.dropped == (lost,)


@pytest.mark.parametrize(
    ("statuses", "complete"),
    [(["read"], True), (["read", "read"], True), (["read", "refused"], False), (["truncated"], False), ([], False)],
)
def test_complete_means_that_every_chunk_was_read(statuses: list[str], complete: bool) -> None:
    chunks = tuple(Chunk(start=0, end=9, status=ChunkStatus(s), detail=None) for s in statuses)
    assert brief(chunks=chunks).coverage.complete is complete


def points(count: int) -> tuple[DraftPoint, ...]:
    return tuple(DraftPoint(f"Point {n}.", (1 + n % 4,)) for n in range(count))


@pytest.mark.parametrize(("written", "least", "most"), [(0, 2, 5), (1, 2, 5), (2, 2, 2), (5, 5, 5), (9, 5, 5)])
def test_two_to_five_key_points_written_ones_first(written: int, least: int, most: int) -> None:
    made = brief(replace(DRAFT, key_points=points(written)))
    assert least <= len(made.key_points) <= most
    assert [p.text for p in made.key_points[:written]] == [p.text for p in points(written)[:5]]
    assert all(p.evidence for p in made.key_points)


def test_only_so_many_ways_to_name_a_party_are_listed() -> None:
    names = [f"Norland{n}" for n in range(MENTIONS + 5)]
    text = " ".join(names) + " met."
    source = Source(Document(text), segment(text))
    spans = tuple((text.index(f"{n} "), text.index(f"{n} ") + len(n)) for n in names)
    party = DraftParty("a", "Norland", PartyKind.STATE, None, None, spans)
    made = assemble(Held(Draft(parties=(party,)), ()), source, READ[:0], BY_TEST)
    assert len(made.parties[0].mentions) == MENTIONS


def test_words_are_written_where_the_draft_has_none() -> None:
    made = brief(replace(DRAFT, headline=None, key_points=()))
    assert made.headline == "The text says talks are under way on mines from Norland to Lavria"
    assert len(made.key_points) >= 2


MARKS = list("a.\"“”'«»-—–…•, \n\t\u200b\ufeff\x00\x1f\u2028Ⅷ")
odd = st.text(alphabet=st.sampled_from(MARKS), min_size=1, max_size=25)


@settings(max_examples=150)
@given(odd | st.text(min_size=1, max_size=60), st.none() | odd)
def test_any_document_at_all_has_a_brief(text: str, title: str | None) -> None:
    try:
        document = Document(text, title=title)
    except EmptyInputError:
        return
    source = Source(document, segment(text))
    empty: Any = hold(Draft(), source)
    made = assemble(empty, source, READ[:0], BY_TEST)
    assert made.headline.strip()
    assert 1 <= len(made.key_points) <= 2
    assert len(made.key_points) == min(2, len(source.segmentation.sentences))
    assert all(text[s.start : s.end] == s.text for s in made.spans())
