"""What evidence leans on: the sentence that is added to it, and the names that its retelling may use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.document import Document
from summarizer.draft import Draft, DraftClaim, DraftFlow, DraftItem, DraftParty, DraftPoint, DraftWarning, Range
from summarizer.ground import Source, hold
from summarizer.schema import Category, ClaimantKind, PartyKind, Stage, Stance, WarningKind
from summarizer.segment import segment

TEXT = (
    "NORLAND, May 3 (Coast Wire) - Estria has ordered howitzers.\n\n"
    "Norland will build them in its own yards. The guns will be shipped in June.\n\n"
    "Norland is cold in winter.\n\n"
    "Two more batteries may follow.\n\n"
    "Minister Kari Dahl: Good afternoon, friends.\n\n"
    "Minister Kari Dahl: We shall also send mines to Estria.\n\n"
    "Sudria did not comment. She urged it to pay 40 million for the mines, the ministry said."
)
ORDERED, BUILD, SHIPPED, COLD, MORE, HELLO, MINES, COMMENT, URGED = range(1, 10)
SOURCE = Source(Document(TEXT), segment(TEXT))


def at(phrase: str, after: str = "") -> Range:
    start = TEXT.index(phrase, TEXT.index(after) if after else 0)
    return start, start + len(phrase)


NORLAND = DraftParty(
    "norland",
    "Norland",
    PartyKind.STATE,
    "NOR",
    None,
    (at("NORLAND"), at("Norland", "Norland will"), at("Norland", "Norland is")),
)
ESTRIA = DraftParty("estria", "Estria", PartyKind.STATE, None, None, (at("Estria"), at("Estria", "mines to")))
SUDRIA = DraftParty("sudria", "Sudria", PartyKind.STATE, None, None, (at("Sudria"),))
DAHL = DraftParty("dahl", "Kari Dahl", PartyKind.OFFICIAL, "NOR", None, (at("Kari Dahl"), at("Kari Dahl", "friends")))
PARTIES = (NORLAND, ESTRIA, SUDRIA, DAHL)


def flow(*evidence: int, supplier: str | None = "norland", recipient: str | None = "estria") -> DraftFlow:
    claim = DraftClaim(None, ClaimantKind.UNATTRIBUTED, Stance.ASSERTS, None, evidence)
    return DraftFlow("F1", supplier, recipient, Stage.PLEDGED, (), (claim,))


def kept(given: DraftFlow, parties: tuple[DraftParty, ...] = PARTIES) -> DraftFlow | None:
    return next(iter(hold(Draft(parties=parties, flows=(given,)), SOURCE).draft.flows), None)


def test_the_sentences_are_the_ones_the_cases_speak_of() -> None:
    assert [s.number for s in SOURCE.segmentation.sentences] == list(range(1, URGED + 1))


@pytest.mark.parametrize(
    ("given", "evidence"),
    [
        # Named where it is cited.
        (flow(ORDERED, BUILD), (ORDERED, BUILD)),
        # Named in the sentence before, of the same paragraph: read in one breath.
        (flow(SHIPPED, recipient=None), (SHIPPED,)),
        # Neither the dateline nor a sentence about winter: the first that names it and tells something.
        (flow(MORE, recipient=None), (BUILD, MORE)),
        # At most one sentence for each side.
        (flow(MORE), (ORDERED, BUILD, MORE)),
        # An official's label speaks for the state, but is no evidence of anything.
        (flow(MINES), (MINES,)),
        # Not named before the evidence.
        (flow(MORE, supplier="sudria"), None),
    ],
)
def test_one_sentence_at_most_tells_whom_the_evidence_means(given: DraftFlow, evidence: tuple[int, ...] | None) -> None:
    held = kept(given)
    assert (held and held.evidence) == evidence


def test_a_party_named_in_a_dateline_alone_lends_no_sentence() -> None:
    only = replace(NORLAND, country=None, mentions=(at("NORLAND"),))
    held = kept(flow(MORE, recipient=None), (only, ESTRIA))
    assert held is not None
    assert held.evidence == (MORE,)


def test_the_claim_that_cites_the_earliest_sentence_leans_on_it() -> None:
    given = flow(MINES, recipient=None)
    early = replace(given.claims[0], claimant="dahl", kind=ClaimantKind.OFFICIAL, evidence=(MORE,))
    late = replace(given.claims[0], evidence=(COMMENT,))
    held = kept(replace(given, claims=(late, early)))
    assert held is not None
    assert [c.evidence for c in held.claims] == [(COMMENT,), (BUILD, MORE)]


def test_items_of_the_sentence_that_is_carried_on_stand() -> None:
    item = DraftItem(at("yards"), Category.OTHER, None)
    held = kept(replace(flow(SHIPPED, recipient=None), items=(item,)))
    assert held is not None
    assert held.items == (item,)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Kari Dahl urged Sudria to pay 40 million.", True),
        ("Sudria is to pay 40 million.", True),
        ("Norwegian minister Dahl urged payment of 40 million.", True),
        ("Estria is to pay 40 million.", False),
        ("Kari Dahl urged Sudria to pay 60 million.", False),
        ("Ola Strand urged Sudria to pay 40 million.", False),
    ],
)
def test_a_retelling_names_whom_a_pronoun_stands_for(text: str, stands: bool) -> None:
    warning = DraftWarning("W1", WarningKind.DEMAND, "dahl", None, text, (URGED,))
    held = hold(Draft(parties=PARTIES, warnings=(warning,), key_points=(DraftPoint(text, (URGED,)),)), SOURCE).draft
    assert (held.warnings[0].gist is not None) is stands
    assert bool(held.key_points) is stands


def test_a_key_point_may_name_whoever_speaks_in_its_sentence() -> None:
    point = DraftPoint("Estria may get two more batteries, Kari Dahl said.", (MORE,))
    said = flow(MORE)
    said = replace(said, claims=(replace(said.claims[0], claimant="dahl", kind=ClaimantKind.OFFICIAL),))
    assert hold(Draft(parties=PARTIES, flows=(said,), key_points=(point,)), SOURCE).draft.key_points == (point,)
    assert hold(Draft(parties=PARTIES, key_points=(point,)), SOURCE).draft.key_points == ()
