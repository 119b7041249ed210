"""Copies, rewrites and what only looks like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.stories import Clusters, Piece, Quote, TieKind, cluster
from tests.stories.edits import EDITS
from tests.stories.texts import NEXT_DAY, OTHER, REWRITE, WIRE, notice


def piece(name: str, text: str, published: str | None = None, outlet: str | None = None, **more: object) -> Piece:
    return Piece(name, text, published=published, outlet=outlet, **more)  # type: ignore[arg-type]  # a test's shorthand


def together(clusters: Clusters, one: str, other: str) -> bool:
    return clusters.stories[one] is clusters.stories[other]


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.__name__)
def test_an_edited_copy_is_the_same_story_and_rests_on_the_original(edit: Callable[[str, str], str]) -> None:
    found = cluster(
        [piece("copy", edit(WIRE, OTHER), "2031-03-04"), piece("wire", WIRE, "2031-03-03"), piece("x", OTHER)]
    )
    assert together(found, "copy", "wire")
    assert found.roots == {"wire": "wire", "copy": "wire", "x": "x"}
    assert not together(found, "x", "wire")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("2031-03-03", WIRE), ("2031-03-04", REWRITE), True),
        ((None, WIRE), ("2031-03-04", REWRITE), True),
        (("2031-03-03", WIRE), ("2031-06-20", REWRITE), False),
        (("2031-03-03", WIRE), ("2031-03-03", OTHER), False),
        (("2031-03-03", WIRE), ("2031-03-04", NEXT_DAY), False),
        ((None, WIRE), (None, NEXT_DAY), False),
    ],
    ids=["rewrite", "undated rewrite", "months later", "another matter", "same people next day", "same people undated"],
)
def test_one_event_in_other_words(one: tuple[str | None, str], other: tuple[str | None, str], same: bool) -> None:
    found = cluster([piece("a", one[1], one[0]), piece("b", other[1], other[0])])
    assert together(found, "a", "b") is same
    assert found.roots == {"a": "a", "b": "b"}


def test_one_form_filled_in_for_two_buyers_is_two_stories() -> None:
    one = notice("Kestovia", "Kestovian", "$212 million", "Halvorsen Ordnance")
    other = notice("Ardenia", "Ardenian", "$97 million", "Fenwick Motors")
    found = cluster([piece("a", one, "2031-03-03"), piece("b", other, "2031-03-03")])
    assert not together(found, "a", "b")
    assert found.roots == {"a": "a", "b": "b"}
    assert not any(t.joins for t in found.ties)


@pytest.mark.parametrize(("buyer", "other"), [("Iran", "Iraq"), ("Estonia", "Ethiopia"), ("Poland", "Portugal")])
def test_states_spelt_alike_are_two_buyers(buyer: str, other: str) -> None:
    pieces = [piece(b, notice(b, b, "$97 million", "Fenwick Motors"), "2031-03-03") for b in (buyer, other)]
    assert not together(cluster(pieces), buyer, other)


def test_another_spelling_of_a_name_is_still_a_copy() -> None:
    text = notice("Kyiv", "Kyiv", "$97 million", "Fenwick Motors")
    assert together(cluster([piece("a", text), piece("b", text.replace("Kyiv", "Kiev"))]), "a", "b")


def test_a_digest_does_not_make_one_story_of_its_matters() -> None:
    digest = "The week in brief\n\n" + "\n\n".join(t[:900] for t in (WIRE, OTHER, NEXT_DAY))
    pieces = [piece("digest", digest), piece("a", WIRE), piece("b", OTHER), piece("c", NEXT_DAY)]
    found = cluster(pieces)
    assert len({found.stories[d].id for d in "abc"}) == 3
    assert {t.document for t in found.ties_of("digest")} | {t.other for t in found.ties_of("digest")} >= {*"abc"}


def test_a_background_paragraph_used_again_is_told_but_makes_no_story() -> None:
    background = (
        "\n\nThe two countries fought over the Lower Sarn for eleven years. A truce has held since spring. "
        "Observers count about thirty breaches of it a month. Neither side has withdrawn its guns from the river.\n"
    )
    found = cluster([piece("a", WIRE + background, "2031-03-03"), piece("b", OTHER + background, "2031-03-04")])
    assert not together(found, "a", "b")
    assert [(t.kind, t.joins) for t in found.ties] == [(TieKind.PART, False)]
    assert found.ties[0].why.startswith("4 consecutive sentences are the same as in")


def test_an_old_quotation_ties_documents_but_makes_no_story() -> None:
    said = "We are buying what our brigades asked for, and nothing that they did not,"
    quote = Quote(said, "Oona Brask")
    later = OTHER + f'\n\n"{said}" Oona Brask had said in spring.\n'
    found = cluster([piece("a", WIRE, "2031-03-03", quotes=(quote,)), piece("b", later, "2031-09-03", quotes=(quote,))])
    assert not together(found, "a", "b")
    assert [(t.kind, t.joins, t.why) for t in found.ties] == [
        (TieKind.QUOTE, False, f"shares the quotation “{said}” of Oona Brask with a")
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "tied"),
    [
        (("we will stand by our word to them", "Oona Brask"), ("We will stand by our word to them.", "Brask"), True),
        (("we will stand by our word", "Oona Brask"), ("We will stand by our word to them.", "Brask"), True),
        (("stand by our word", "Oona Brask"), ("stand by our word", "Oona Brask"), False),
        (
            ("we will stand by our word to them", "Oona Brask"),
            ("We will stand by our word to them.", "Milo Stent"),
            False,
        ),
        (("we will stand by our word to them", None), ("We will stand by our word to them.", "Milo Stent"), True),
    ],
    ids=["surname", "part of it", "four words", "a commonplace of two speakers", "speaker not named once"],
)
def test_which_quotations_are_shared(ours: tuple[str, str | None], theirs: tuple[str, str | None], tied: bool) -> None:
    found = cluster([piece("a", WIRE, quotes=(Quote(*ours),)), piece("b", OTHER, quotes=(Quote(*theirs),))])
    assert bool(found.quotes) is tied


def test_ties_say_in_words_what_they_rest_on() -> None:
    found = cluster(
        [
            piece("wire", WIRE, "2031-03-03", "Northern Wire"),
            piece("same", WIRE.replace("'", "’").upper(), "2031-03-04", "Morning Bell"),
            piece("near", "By Una Lott\n\n" + WIRE, "2031-03-05", "Bay Courier"),
            piece("half", WIRE[: len(WIRE) // 2], "2031-03-06"),
            piece("more", WIRE + OTHER, "2031-03-07"),
            piece("rewrite", REWRITE, "2031-03-04", "The Standard"),
        ]
    )
    why = {t.document: t.why for t in found.ties if t.other == "wire"}
    assert why["same"] == "same text as Northern Wire; credits Northern Wire"
    assert why["near"].startswith(
        "nearly the same text as Northern Wire: 98 % of the word shingles of both stand in both"
    )
    assert why["half"].startswith("98 % of its word shingles stand in Northern Wire")
    assert why["more"].startswith("contains Northern Wire: all of its word shingles stand here")
    assert why["rewrite"].startswith("tells the same event as Northern Wire: both name Brisk Harbour, ")
    assert why["rewrite"].endswith("both give 318 million, a day apart; names Northern Wire")


def test_the_first_report_is_the_earliest_dated_one() -> None:
    found = cluster(
        [
            piece("undated", WIRE),
            piece("late", WIRE + " ", "2031-03-04T08:00:00+02:00"),
            piece("early", WIRE + "  ", "2031-03-04T05:30:00Z"),
        ]
    )
    story = found.stories["late"]
    assert story.documents == ("early", "late", "undated")
    assert (story.id, story.first) == ("early", "early")
    assert cluster([piece("a", WIRE)]).stories["a"].first is None


def test_the_agency_that_others_credit_is_the_root_of_the_same_day() -> None:
    found = cluster(
        [
            piece("a-paper", WIRE, "2031-03-03T06:00:00", "Morning Bell"),
            piece("b-agency", WIRE, "2031-03-03T09:00:00", "Northern Wire"),
        ]
    )
    assert set(found.roots.values()) == {"b-agency"}
    assert found.credits["a-paper"] == ("Northern Wire",)


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "…\n\n…",
        "   x   ",
        "\x00",
        "好" * 40,
        "a " * 30_000,
        '"' * 500,
        "One two three four five six seven. " * 2000,
    ],
)
def test_odd_texts_stand_alone(text: str) -> None:
    found = cluster([piece("odd", text), piece("a", WIRE)])
    assert not together(found, "odd", "a")


@pytest.mark.parametrize("published", ["", "soon", "2031", "0001-01-01T00:00:00+14:00"])
def test_an_unreadable_date_is_no_date(published: str) -> None:
    assert cluster([piece("a", WIRE, published)]).stories["a"].first is None


def test_a_long_document_is_compared_by_a_sample() -> None:
    long = " ".join(f"Line {n} of the report speaks of convoy {n * 7} and of bridge {n * 3}." for n in range(2000))
    found = cluster([piece("a", long, "2031-03-03", "Panel"), piece("b", long + " It ends here.", "2031-03-04")])
    assert found.roots["b"] == "a"
    assert found.ties[0].why.startswith("nearly the same text as Panel: about 99 % of the word shingles")


def test_nothing_gives_nothing_and_a_document_counts_once() -> None:
    assert cluster([]).stories == {}
    assert cluster([piece("a", WIRE)] * 3).stories["a"].documents == ("a",)


COLLECTION = [
    piece("wire", WIRE, "2031-03-03", "Northern Wire"),
    piece("rewrite", REWRITE, "2031-03-04", "The Standard"),
    piece("other", OTHER, "2031-03-03"),
    piece("next", NEXT_DAY, "2031-03-04", quotes=(Quote("A gun is only as good as the woman who aims it", "Brask"),)),
    *(piece(f"copy {e.__name__}", e(WIRE, OTHER), d) for e, d in zip(EDITS, [None, "2031-03-03"] * 3, strict=True)),
    *(
        piece(f"other {e.__name__}", e(OTHER, NEXT_DAY), d)
        for e, d in zip(EDITS, ["2031-03-05", None] * 3, strict=True)
    ),
    piece("digest", WIRE[:600] + OTHER[:600] + NEXT_DAY[:600]),
]
IN_ORDER = cluster(COLLECTION)


@settings(max_examples=25, deadline=None)
@given(st.permutations(COLLECTION))
def test_the_order_of_the_input_changes_nothing(pieces: list[Piece]) -> None:
    assert cluster(pieces) == IN_ORDER


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="abc .\"'\n", max_size=60), max_size=8))
def test_every_document_has_a_story_and_a_root_in_it(texts: list[str]) -> None:
    found = cluster(piece(str(n), text) for n, text in enumerate(texts))
    names = {str(n) for n in range(len(texts))}
    assert found.stories.keys() == found.roots.keys() == names
    assert sorted(d for s in found.distinct() for d in s.documents) == sorted(names)
    assert all(found.stories[d].id == found.stories[d].documents[0] for d in names)
    assert all(found.roots[found.roots[d]] == found.roots[d] for d in names)
    assert all(t.document in names and t.other in names and 0 <= t.share <= 1 for t in found.ties)
