"""A note as a whole: it is the same whatever the order, its references resolve, and it adds nothing to the briefs."""

from __future__ import annotations

import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluate import gold
from summarizer.note import phrases
from summarizer.note.compose import NoteOptions, compose
from summarizer.note.explain import explain
from summarizer.note.model import ConflictKind, Family, GapKind, Note, Section, Strength
from summarizer.note.render import to_markdown
from summarizer.note.template import BRIEF, Template
from summarizer.schema import Stance
from summarizer.stories import cluster, piece_of
from tests.note.holds import problems
from tests.note.reports import Filed, Report, radars

GOLD = Path(__file__).parents[2] / "evals" / "gold"
BY = {
    Stance.ASSERTS: "asserted by",
    Stance.SUSPECTS: "suspected by",
    Stance.DENIES: "denied by",
    Stance.FINDS_NO_EVIDENCE: "no evidence found by",
}
NAMES = ("news-a-benghazi", "news-d-tehran", "news-b-nsc-statement", "briefing_transcript", "un_panel", "social_posts")


@pytest.fixture(scope="module")
def written() -> list[Filed]:
    """Briefs made by hand, of documents of several genres."""
    found = [gold.load(GOLD / "dev" / f"{name}.txt") for name in NAMES]
    found += [gold.load(GOLD / "test" / f"{name}.txt") for name in ("fighter-talks-wire", "fighter-talks-rewrite")]
    return [Filed(g.document, g.brief, (f"{g.name}.txt",)) for g in found]


def noted(records: list[Filed], **options: Any) -> Note:
    clusters = cluster(piece_of(r.document, r.brief) for r in records)
    return compose(records, clusters=clusters, options=NoteOptions(**options))


def test_every_sentence_holds_words_of_what_it_cites(written: list[Filed]) -> None:
    records = [*written, *radars()]
    note = noted(records)
    assert len(note.flows) > 30
    assert problems(note, records) == []


def test_the_counts_of_a_sentence_are_those_of_its_movement(written: list[Filed]) -> None:
    note = noted([*written, *radars()])
    told = 0
    for judgement in note.headline:
        flow = note.flow(judgement.flow)
        for part, stance in ((p, s) for p in judgement.text.split("; ") for s in Stance if BY[s] in p):
            counted = re.search(r"\((\w+) independent roots?(?:, (\w+) documents)?\)", part)
            if counted is not None:
                roots = getattr(flow.standing, stance.value)
                documents = len({d for c in flow.by(stance) for d in c.documents})
                assert counted[1] in (phrases.count(roots, "x").split()[0], str(roots))
                assert (counted[2] or "one") == phrases.count(documents, "x").split()[0]
                told += 1
    assert told > 5


def test_the_checker_finds_what_does_not_hold() -> None:
    records = radars()
    note = noted(records)
    first = note.headline[0]
    for wrong in ("Sweden said so.", "It was 17 radars.", "It was “a gift”."):
        bent = note.model_copy(update={"headline": (first.model_copy(update={"text": wrong}),)})
        assert problems(bent, records) != []


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(5)))
def test_the_order_of_the_records_changes_nothing(order: list[int]) -> None:
    records = radars()
    assert noted([records[i] for i in order]).to_json() == noted(records).to_json()


def test_real_briefs_in_any_order(written: list[Filed]) -> None:
    shuffled = list(written)
    random.Random(7).shuffle(shuffled)
    assert noted(shuffled).to_json() == noted(written).to_json()


def test_json_gives_the_note_back(written: list[Filed]) -> None:
    note = noted(written)
    assert Note.from_json(note.to_json()) == note


def test_a_delivery_with_two_numbers_and_a_denial() -> None:
    note = noted(radars())
    flow = note.flows[0]
    assert (note.name(flow.supplier), note.name(flow.recipient)) == ("Norway", "Peru")
    assert flow.documents == ("D2", "D3", "D4")
    assert (flow.family, flow.strength, flow.first, flow.last) == (
        Family.DELIVERED,
        Strength.CONTESTED,
        "2031-03-02",
        "2031-03-09",
    )
    assert (flow.standing.asserts, flow.standing.denies, flow.roots) == (2, 1, 2)
    assert [(i.quantity, i.words) for i in flow.items] == [
        ("six", "GM400 radars"),
        ("nine", "GM-400 radars"),
        (None, "radars"),
    ]
    kinds = {c.kind: c for c in note.conflicts if c.flow == flow.id}
    assert [s.words for s in kinds[ConflictKind.NUMBERS].sides] == ["six", "nine"]
    assert [s.words for s in kinds[ConflictKind.DENIAL].sides] == ["asserted", "denied"]


def test_headline_sentences() -> None:
    assert [j.text for j in noted(radars()).headline] == [
        "Norway is said to have delivered GM400 radars to Peru: asserted by Ingrid Solum (defence minister) and an "
        "unnamed source (Chile) (two independent roots, two documents); denied by Peru.",
        "Talks on helicopters from Norway for Ghana may be under way: suspected by unnamed sources.",
        "The Norwegian navy is said to have delivered three patrol boats to Togo: asserted by one document in its own "
        "voice.",
    ]


def test_the_other_sections() -> None:
    note = noted(radars())
    (quote,) = note.quotes
    assert (quote.who, quote.role, quote.flows) == ("Ingrid Solum", "defence minister", ())
    (warning,) = note.warnings
    assert (note.name(warning.issuer), note.name(warning.target)) == ("Chile", "Peru")
    assert [(u.kind.value, u.cue) for u in note.unknowns] == [
        ("undisclosed", "not disclosed"),
        ("anonymous_source", "unnamed sources"),
    ]
    assert note.as_of == "2031-03-09"
    told = "Five documents; five tell of three movements of arms in five claims"
    assert note.tally.words == f"{told}; one document not read or not read in full."
    assert [s.published for s in note.sources][-1] is None


def test_gaps_are_told_by_kind() -> None:
    unread = [SimpleNamespace(location="gone.html", reason="There is no page at that address.")]
    unsolved = [
        SimpleNamespace(document_id="ab" * 32, locations=("b.txt", "a.txt"), outcome="refused", reason=None),
        SimpleNamespace(document_id="cd" * 32, locations=(), outcome=None, reason=None),
        SimpleNamespace(document_id="ef" * 32, locations=("x.txt",), outcome="failed", reason="The provider broke."),
    ]
    note = compose(radars(), unread, unsolved)
    assert [(g.kind, g.location, g.reason) for g in note.gaps] == [
        (GapKind.UNREAD, "gone.html", "There is no page at that address."),
        (GapKind.REFUSED, "a.txt", "the model declined"),
        (GapKind.FAILED, "x.txt", "The provider broke."),
        (GapKind.PARTIAL, "5.txt", "too long"),
        (GapKind.WAITING, "sha256 cdcdcdcdcdcd", "no answer was asked for yet"),
    ]


@pytest.mark.parametrize(
    ("options", "flows", "words"),
    [
        ({}, 3, "All documents."),
        ({"since": "2031-01-01"}, 1, "All documents from 2031-01-01. One document without a date left out."),
        ({"until": "2030-12-31"}, 1, "All documents to 2030-12-31. One document without a date left out."),
        ({"parties": ("Ghana",)}, 1, "All documents as far as they concern Ghana."),
        ({"parties": ("TGO", "ghana")}, 2, "All documents as far as they concern TGO and ghana."),
        ({"parties": ("NOR",)}, 3, "All documents as far as they concern NOR."),
        ({"parties": ("Atlantis",)}, 0, "All documents as far as they concern Atlantis. No document names Atlantis."),
        ({"query": "radar", "matching": frozenset()}, 0, "The documents that match “radar”."),
    ],
)
def test_what_is_asked_for(options: dict[str, Any], flows: int, words: str) -> None:
    note = noted(radars(), **options)
    assert (len(note.flows), note.scope.words) == (flows, words)


def test_an_empty_run_is_a_note_too() -> None:
    note = compose([])
    assert (note.flows, note.headline, note.as_of) == ((), (), None)
    assert note.tally.words == "No documents."


def test_limits_cut_and_say_so() -> None:
    short = Template("short", "Short", (Section.HEADLINE, Section.FLOWS), {Section.FLOWS: 1, Section.HEADLINE: 1})
    note = noted(radars(), template=short)
    assert [f.id for f in note.flows] == ["F1"]
    assert [o.text for o in note.omissions] == ["Two further movements are not listed here."]
    assert note.sections == (Section.HEADLINE, Section.FLOWS)
    assert note.tally.flows == 3


def test_the_brief_template_keeps_what_is_weighty() -> None:
    note = noted(radars(), template=BRIEF)
    assert Section.QUOTES not in note.sections
    assert note.scope.template == "brief"


def test_copies_are_one_root() -> None:
    text = "Norway has delivered six GM400 radars to Peru, a trader who asked for no name told reporters at the port."
    tellings = []
    for number, end in enumerate(("More soon.", "Developing story.", "Write to us."), 1):
        report = Report(text, end, day=f"2031-03-0{number}", outlet=f"Paper {number}")
        report.flow(
            "Norway",
            "Peru",
            "delivered",
            [("GM400 radars", "electronics", "six")],
            [(None, "anonymous_source", "asserts", [1])],
        )
        tellings.append(report.filed())
    (flow,) = noted(tellings).flows
    assert (flow.roots, len(flow.documents), flow.strength) == (1, 3, Strength.SINGLE)
    assert flow.circular is not None


def claimed(*sentences: str, items: list[tuple[str, str, str | None]], claims: list[Any]) -> Filed:
    return Report(*sentences).flow("Norway", "Peru", "delivered", items, claims).filed(f"{sentences[0]}.txt")


def test_a_number_of_one_voice_is_not_put_in_the_mouth_of_another() -> None:
    record = claimed(
        "Ghana said Norway had sent nine radars to Peru.",
        "Togo said the radars had arrived.",
        items=[("radars", "electronics", "nine")],
        claims=[("Ghana", "government", "asserts", [1]), ("Togo", "government", "asserts", [2])],
    )
    (judgement,) = noted([record]).headline
    assert judgement.text.startswith("Norway is said to have delivered radars to Peru: asserted by Ghana and Togo")
    assert [line.text for line in judgement.lines] == ["The quantity “nine” (radars) is from Ghana."]


def test_a_number_that_all_give_stays_in_the_sentence() -> None:
    record = claimed(
        "Ghana and Togo said Norway had sent nine radars to Peru.",
        items=[("radars", "electronics", "nine")],
        claims=[("Ghana", "government", "asserts", [1]), ("Togo", "government", "asserts", [1])],
    )
    (judgement,) = noted([record]).headline
    assert judgement.text.startswith("Norway is said to have delivered nine radars to Peru")
    assert judgement.lines == ()


def test_a_sentence_names_the_materiel_that_every_document_tells() -> None:
    one = claimed(
        "Ghana said Norway had sent drones and howitzers to Peru.",
        items=[("drones", "drones", None), ("howitzers", "artillery", None)],
        claims=[("Ghana", "government", "asserts", [1])],
    )
    other = claimed(
        "Togo said Norway had sent drones to Peru.",
        items=[("drones", "drones", None)],
        claims=[("Togo", "government", "asserts", [1])],
    )
    note = noted([one, other])
    assert note.headline[0].text.startswith(
        "Norway is said to have delivered drones to Peru: asserted by Ghana and Togo"
    )
    assert [i.words for i in note.flows[0].items] == ["drones", "howitzers"]


@pytest.mark.parametrize(("denier", "same"), [("Ghana", True), ("Togo", False)])
def test_a_party_on_both_sides_is_said_to_be_one(denier: str, same: bool) -> None:
    record = claimed(
        "Ghana said Norway had sent radars to Peru.",
        f"{denier} later denied it.",
        items=[("radars", "electronics", None)],
        claims=[("Ghana", "government", "asserts", [1]), (denier, "government", "denies", [2])],
    )
    (conflict,) = noted([record]).conflicts
    assert conflict.text.endswith("; it is the same party that says both.") is same


GHANA, TOGO = ("Ghana", "government", "asserts"), ("Togo", "government", "asserts")


@pytest.mark.parametrize(
    ("togo", "line"),
    [
        ("Togo spoke of radars too.", None),
        ("Togo said that those deliveries would go on.", None),
        (
            "Togo said that Norway was arming its friends in Peru.",
            "“radars” is from Ghana; for the others, items as told",
        ),
    ],
)
def test_an_item_is_put_in_the_mouth_of_those_whose_words_hold_it(togo: str, line: str | None) -> None:
    record = claimed(
        "Ghana said Norway had sent radars to Peru.",
        togo,
        items=[("radars", "electronics", None)],
        claims=[(*GHANA, [1]), (*TOGO, [2])],
    )
    (judgement,) = noted([record]).headline
    told = [one.text for one in judgement.lines]
    assert [t.startswith(line) for t in told] == [True] if line else told == []


def test_an_item_in_nobodys_words_is_told_as_that_of_the_article() -> None:
    record = claimed(
        "Ghana said Norway was arming Peru.",
        "Two radars were seen in Lima.",
        items=[("radars", "electronics", None)],
        claims=[(*GHANA, [1])],
    )
    note = noted([record])
    assert note.headline[0].lines[0].text.startswith("“radars”: items as told in the article, not in the cited words")
    assert "radars (as told in the article)" in to_markdown(note)


def test_who_denies_a_movement_does_not_count_its_items() -> None:
    record = claimed(
        "Ghana said that Norway had sent radars to Peru, which Togo denied.",
        items=[("radars", "electronics", None)],
        claims=[(*GHANA, [1]), ("Togo", "government", "denies", [1])],
    )
    (flow,) = (note := noted([record])).flows
    assert [note.name(p) for i in flow.items for p in i.figures] == ["Ghana"]


def test_a_dozen_and_twelve_are_one_item() -> None:
    records = [
        claimed(
            f"{who} said Norway had sent {words} to Peru.",
            items=[(item, "combat_aircraft", number)],
            claims=[(who, "government", "asserts", [1])],
        )
        for who, words, item, number in (
            ("Ghana", "12 F-16s", "F-16s", "12"),
            ("Togo", "a dozen F-16 fighters", "F-16 fighters", "a dozen"),
        )
    ]
    note = noted(records)
    (flow,) = note.flows
    assert flow.materiel == "combat aircraft: F-16"
    assert len(flow.items) == 1
    assert len(flow.items[0].references) == 2
    assert note.conflicts == ()


def test_a_paper_that_cites_officials_is_one_root_with_their_state() -> None:
    spoken = claimed(
        "Chile said Norway had sent radars to Peru.",
        items=[("radars", "electronics", None)],
        claims=[("Chile", "government", "asserts", [1])],
    )
    report = Report(
        "The radars reached Peru from Norway, the Fjord Courier reported.",
        "The report cited unnamed Chilean officials.",
        day="2031-04-01",
    )
    report.party("Chile", "state", "CHL", alias="Chilean")
    report.party("Fjord Courier", "media")
    report.flow(
        "Norway",
        "Peru",
        "delivered",
        [("radars", "electronics", None)],
        [("Fjord Courier", "media", "asserts", [1])],
    )
    report.doubt("anonymous_source", 2, "unnamed Chilean officials")
    (flow,) = (note := noted([spoken, report.filed()])).flows
    assert (flow.roots, flow.strength) == (1, Strength.SINGLE)
    told = explain(note, flow.id)
    assert "no independent root: One root with Chile: the unnamed people whom Fjord Courier cites are of Chile." in told


def test_an_unnamed_official_adds_no_root_to_a_named_one() -> None:
    named = claimed(
        "Chile said Norway had sent radars to Peru.",
        items=[("radars", "electronics", None)],
        claims=[("Chile", "government", "asserts", [1])],
    )
    other = claimed(
        "Norway sent radars to Peru, officials said.",
        items=[("radars", "electronics", None)],
        claims=[(None, "anonymous_source", "asserts", [1])],
    )
    (flow,) = (note := noted([named, other])).flows
    assert (flow.roots, flow.strength) == (1, Strength.SINGLE)
    assert "may be of the side of Chile, who says so by name" in explain(note, flow.id)
