"""Every scoring rule of a section, by cases counted by hand."""

from __future__ import annotations

import pytest

from summarizer.score import Counts, DocumentScore, Section, score_document
from tests.score.minis import (
    TEXT,
    Json,
    changed,
    claim,
    flag,
    flow,
    gold,
    item,
    party,
    quote,
    sentence,
    span,
    warning,
    without,
)


def score(predicted: Json, ours: Json | None = None) -> DocumentScore:
    return score_document(ours or gold(), predicted, TEXT)


def counts(predicted: Json, section: Section, ours: Json | None = None) -> tuple[int, int, int]:
    """n_gold, n_pred and tp."""
    found: Counts = score(predicted, ours).sections[section]
    return found.n_gold, found.n_pred, found.tp


def test_gold_against_itself() -> None:
    found = score(gold())
    assert {s: (c.n_gold, c.n_pred, c.tp) for s, c in found.sections.items()} == {
        Section.PARTIES: (5, 5, 5),
        Section.FLOWS: (3, 3, 3),
        Section.FLOW_STAGE: (3, 3, 3),
        Section.ITEMS: (3, 3, 3),
        Section.CLAIMS: (4, 4, 4),
        Section.QUOTES: (2, 2, 2),
        Section.SPEAKERS: (2, 2, 2),
        Section.WARNINGS: (2, 2, 2),
        Section.UNCERTAINTY: (3, 3, 3),
    }
    assert all(i == j for c in found.sections.values() for i, j in c.pairs)
    assert found.invented == ()
    assert found.has_flow_right


def test_numbers_and_order_of_parts_do_not_matter() -> None:
    ours = gold()
    names = {"P1": "P5", "P2": "P4", "P3": "P3", "P4": "P2", "P5": "P1", None: None}
    theirs = gold()
    for part in theirs["parties"]:
        part["id"] = names[part["id"]]
    for part in theirs["arms_flows"]:
        part["supplier"], part["recipient"] = names[part["supplier"]], names[part["recipient"]]
        for told in part["claims"]:
            told["claimant"] = names[told["claimant"]]
    for part in theirs["official_quotes"]:
        part["speaker"] = names[part["speaker"]]
    for part in theirs["warnings"]:
        part["issuer"], part["target"] = names[part["issuer"]], names[part["target"]]
    for section in ("parties", "arms_flows", "official_quotes", "warnings", "uncertainty"):
        theirs[section].reverse()
    found = score(theirs, ours)
    assert all(c.tp == c.n_gold == c.n_pred for c in found.sections.values())
    assert found.sections[Section.FLOWS].pairs == ((0, 2), (1, 1), (2, 0))
    assert found.sections[Section.CLAIMS].pairs == ((0, 3), (1, 1), (2, 2), (3, 0))


PARTIES = {
    "another name, one mention shared": ({"name": "Minister", "mentions": [span("Brun")]}, 5),
    "case and article": ({"name": "THE ADA BRUN", "mentions": [span("minister")]}, 5),
    "punctuation and possessive": ({"name": "Ada-Brun’s", "mentions": [span("minister")]}, 5),
    "nothing shared": ({"name": "Minister", "mentions": [span("minister")]}, 4),
    "part of a name is not the name": ({"name": "Ada", "mentions": [span("Ada")]}, 4),
}


@pytest.mark.parametrize(("fields", "tp"), [pytest.param(*c, id=n) for n, c in PARTIES.items()])
def test_party_by_any_shared_alias(fields: Json, tp: int) -> None:
    theirs = gold()
    theirs["parties"][2] |= fields
    assert counts(theirs, Section.PARTIES) == (5, 5, tp)


def test_parties_pair_one_to_one() -> None:
    theirs = gold()
    theirs["parties"].append(party("P6", "Brun"))
    assert counts(theirs, Section.PARTIES) == (5, 6, 5)


def test_as_many_parties_as_possible_are_paired() -> None:
    """The first prediction fits both gold parties, the second only one: the assignment leaves neither alone."""
    ours, theirs = gold(), gold()
    ours["parties"].append(party("P6", "Council", "minister", "Brun"))
    theirs["parties"][2]["mentions"] = [span("Brun"), span("minister")]
    theirs["parties"].append(party("P6", "Brun"))
    assert counts(theirs, Section.PARTIES, ours) == (6, 6, 6)


FLOWS = {
    "swapped": (changed("arms_flows.2.recipient", "P4", changed("arms_flows.2.supplier", "P2")), 2),
    "another supplier": (changed("arms_flows.2.supplier", "P1"), 2),
    "another recipient": (changed("arms_flows.2.recipient", "P1"), 2),
    "nobody instead of a party": (changed("arms_flows.2.supplier", None), 2),
    "supplier that gold does not know": (
        changed("parties.3", {**party("P4", "Nobody", "penalty")}),
        2,
    ),
    "stage, items and claims do not matter": (
        changed("arms_flows.2", flow("F3", ("P4", "P2"), "halted", [], [claim(None, "denies", 6)])),
        3,
    ),
}


@pytest.mark.parametrize(("theirs", "tp"), [pytest.param(*c, id=n) for n, c in FLOWS.items()])
def test_flow_needs_both_ends(theirs: Json, tp: int) -> None:
    assert counts(theirs, Section.FLOWS) == (3, 3, tp)


def test_nobody_equals_nobody_only() -> None:
    ours = changed("arms_flows.2.supplier", None)
    assert counts(ours, Section.FLOWS, ours) == (3, 3, 3)
    assert counts(gold(), Section.FLOWS, ours) == (3, 3, 2)


def test_flows_with_equal_ends_pair_by_items() -> None:
    theirs = gold()
    first, second = theirs["arms_flows"][:2]
    first["claims"], second["claims"] = [claim("P3", "asserts", 6)], [claim("P3", "denies", 6)]
    theirs["arms_flows"][:2] = [second, first]
    assert score(theirs).sections[Section.FLOWS].pairs == ((0, 1), (1, 0), (2, 2))


def test_flows_with_equal_ends_pair_by_evidence() -> None:
    theirs = gold()
    first, second = theirs["arms_flows"][:2]
    first["items"], second["items"] = [], []
    theirs["arms_flows"][:2] = [second, first]
    assert score(theirs).sections[Section.FLOWS].pairs == ((0, 1), (1, 0), (2, 2))


def test_flows_told_alike_pair_by_stage() -> None:
    stages = ["pledged", "delivered", "halted"]
    ours, theirs = gold(), gold()
    for brief, order in ((ours, stages), (theirs, stages[::-1])):
        brief["arms_flows"] = [
            flow(f"F{n}", ("P1", "P2"), stage, [item("mines")], [claim("P3", "asserts", 1)])
            for n, stage in enumerate(order, 1)
        ]
    ours["uncertainty"] = theirs["uncertainty"] = []
    assert counts(theirs, Section.FLOW_STAGE, ours) == (3, 3, 3)


def test_stage_is_asked_of_paired_flows_only() -> None:
    theirs = changed("arms_flows.0.stage", "pledged", changed("arms_flows.2.supplier", None))
    assert counts(theirs, Section.FLOW_STAGE) == (2, 2, 1)


ITEMS = {
    "one word of two": ("boats", 3),
    "one word of four": ("sold nine patrol", 2),
    "exactly three tenths is enough": ("Oslo sold nine patrol boats to Riga", 2),
    "another": ("mines", 2),
}


@pytest.mark.parametrize(("words", "tp"), [pytest.param(*c, id=n) for n, c in ITEMS.items()])
def test_item_by_likeness_of_words(words: str, tp: int) -> None:
    assert counts(changed("arms_flows.0.items.0", item(words)), Section.ITEMS) == (3, 3, tp)


def test_items_are_asked_of_paired_flows_only() -> None:
    theirs = changed("arms_flows.2.supplier", None)
    theirs["arms_flows"][0]["items"].append(item("crews"))
    assert counts(theirs, Section.ITEMS) == (2, 3, 2)


CLAIMS = {
    "another stance": (changed("arms_flows.0.claims.0.stance", "suspects"), (4, 4, 3)),
    "another claimant": (changed("arms_flows.0.claims.0.claimant", "P1"), (4, 4, 3)),
    "nobody instead of a claimant": (changed("arms_flows.0.claims.0.claimant", None), (4, 4, 3)),
    "claimant instead of nobody": (changed("arms_flows.1.claims.1.claimant", "P3"), (4, 4, 3)),
    "kind of claimant and evidence do not matter": (
        changed("arms_flows.0.claims.0", {**claim("P3", "asserts", 6), "claimant_kind": "expert"}),
        (4, 4, 4),
    ),
    "claims of unpaired flows": (changed("arms_flows.1.supplier", None), (4, 4, 2)),
    "claims of flows not found": (without("arms_flows.0"), (4, 3, 3)),
}


@pytest.mark.parametrize(("theirs", "expected"), [pytest.param(*c, id=n) for n, c in CLAIMS.items()])
def test_claims(theirs: Json, expected: tuple[int, int, int]) -> None:
    theirs["uncertainty"] = []
    assert counts(theirs, Section.CLAIMS) == expected


LONG = "The boats leave in May. The crews are trained,"
QUOTES = {
    "first sentence only": ("The boats leave in May.", 1),
    "nearly all": ("The boats leave in May. The crews are", 2),
    "two stretches that cover it": ("The boats leave in May.|The crews are trained,", 2),
    "elsewhere": ("Brun urged Riga to wait.", 1),
}


@pytest.mark.parametrize(("stretches", "tp"), [pytest.param(*c, id=n) for n, c in QUOTES.items()])
def test_quotes_by_overlap(stretches: str, tp: int) -> None:
    theirs = changed("official_quotes.0", quote("Q1", "P3", *stretches.split("|")))
    assert counts(theirs, Section.QUOTES) == (2, 2, tp)


def test_overlap_of_six_tenths_is_enough() -> None:
    ours = gold()
    ours["official_quotes"][0]["spans"] = [{"start": 0, "end": 10, "text": TEXT[:10]}]
    enough = changed("official_quotes.0.spans", [{"start": 0, "end": 6, "text": TEXT[:6]}], ours)
    short = changed("official_quotes.0.spans", [{"start": 0, "end": 5, "text": TEXT[:5]}], ours)
    assert counts(enough, Section.QUOTES, ours) == (2, 2, 2)
    assert counts(short, Section.QUOTES, ours) == (2, 2, 1)


SPEAKERS = {
    "another": ("P2", 1),
    "nobody": (None, 1),
    "the same": ("P3", 2),
}


@pytest.mark.parametrize(("speaker", "tp"), [pytest.param(*c, id=n) for n, c in SPEAKERS.items()])
def test_speakers(speaker: str | None, tp: int) -> None:
    assert counts(changed("official_quotes.0.speaker", speaker), Section.SPEAKERS) == (2, 2, tp)


def test_speaker_of_a_quote_that_was_not_found_is_missing() -> None:
    assert counts(without("official_quotes.0"), Section.SPEAKERS) == (2, 1, 1)


def test_quote_given_twice_pairs_with_the_right_speaker() -> None:
    theirs = gold()
    theirs["official_quotes"] = [quote("Q1", "P1", LONG), quote("Q2", "P3", LONG)]
    assert counts(theirs, Section.SPEAKERS) == (2, 2, 1)


WARNINGS = {
    "another kind": (warning("W1", "risk", "P2", "P1", 6), 1),
    "another issuer": (warning("W1", "consequences", "P1", "P1", 6), 1),
    "evidence elsewhere": (warning("W1", "consequences", "P2", "P1", 7), 1),
    "more evidence": (warning("W1", "consequences", "P2", "P1", 1, 6), 2),
    "target does not matter": (warning("W1", "consequences", "P2", None, 6), 2),
}


@pytest.mark.parametrize(("theirs", "tp"), [pytest.param(*c, id=n) for n, c in WARNINGS.items()])
def test_warnings(theirs: Json, tp: int) -> None:
    assert counts(changed("warnings.0", theirs), Section.WARNINGS) == (2, 2, tp)


FLAGS = {
    "another kind": (flag("conflict", 5, "denied"), 2),
    "another sentence": (flag("denial", 6, "warned"), 2),
    "cue and subject do not matter": (flag("denial", 5, "promised", "W1"), 3),
    "a third of the sentence": ({**flag("denial", 5, "denied"), "sentence": span("Brun denied that")}, 3),
    "less than that": ({**flag("denial", 5, "denied"), "sentence": span("Brun denied")}, 2),
}


@pytest.mark.parametrize(("theirs", "tp"), [pytest.param(*c, id=n) for n, c in FLAGS.items()])
def test_uncertainty(theirs: Json, tp: int) -> None:
    assert counts(changed("uncertainty.2", theirs), Section.UNCERTAINTY) == (3, 3, tp)


def test_the_same_flag_twice_counts_once() -> None:
    theirs = gold()
    theirs["uncertainty"].append(flag("denial", 5, "denied"))
    assert counts(theirs, Section.UNCERTAINTY) == (3, 4, 3)


EMPTY: Json = {"parties": [], "arms_flows": [], "official_quotes": [], "warnings": [], "uncertainty": []}


def test_nothing_predicted() -> None:
    found = {s: (c.n_gold, c.n_pred, c.tp) for s, c in score(EMPTY).sections.items()}
    assert found[Section.PARTIES] == (5, 0, 0)
    assert found[Section.CLAIMS] == (4, 0, 0)
    assert found[Section.FLOW_STAGE] == found[Section.ITEMS] == (0, 0, 0)


def test_nothing_in_gold() -> None:
    found = {s: (c.n_gold, c.n_pred, c.tp) for s, c in score(gold(), EMPTY).sections.items()}
    assert found[Section.FLOWS] == (0, 3, 0)
    assert found[Section.SPEAKERS] == (0, 2, 0)


def test_invented_spans_are_counted_and_named() -> None:
    theirs = changed("official_quotes.0.spans.0.text", LONG.replace("May", "Mai"))
    theirs["key_points"][0]["evidence"][0] = {**sentence(1), "start": 5}
    theirs["warnings"][0]["evidence"].append({"start": 0, "end": 0, "text": ""})
    assert [s.text[:9] for s in score(theirs).invented] == ["Oslo sold", "The boats", ""]
