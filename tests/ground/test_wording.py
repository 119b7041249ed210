"""Headlines, key points and gists by template: what they say, and that they say nothing the record does not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.draft import Draft, DraftClaim, DraftFlow, DraftItem, DraftParty, DraftWarning, Range
from summarizer.ground import Source, unsupported, wording
from summarizer.schema import Category, ClaimantKind, PartyKind, Stage, Stance, WarningKind
from summarizer.segment import segment

TEXT = (
    "Harbour talks\n\n"
    "Norland sold 12 long‑range howitzers and rifles to Estria, the Defence Ministry said. Estria denied the sale.\n\n"
    'Ola Strand of Norland said: "Whoever sends mines to Lavria will be put on our list of banned traders."\n\n'
    "A risk remains."
)
TITLE, SOLD, DENIED, WARNED, RISK = range(1, 6)
SOURCE = Source(Document(TEXT, title="Talks in the harbour"), segment(TEXT))


def at(words: str) -> Range:
    start = TEXT.index(words)
    return start, start + len(words)


def party(ref: str, name: str, kind: PartyKind = PartyKind.STATE) -> DraftParty:
    return DraftParty(ref, name, kind, None, None, (at(name),))


PARTIES = (
    party("P1", "Norland"),
    party("P2", "Estria"),
    party("P3", "Defence Ministry", PartyKind.GOVERNMENT_BODY),
    party("P4", "Ola Strand", PartyKind.OFFICIAL),
    party("P5", "Lavria"),
)
GUNS = DraftItem(at("long‑range howitzers"), Category.ARTILLERY, at("12"))
RIFLES = DraftItem(at("rifles"), Category.SMALL_ARMS, None)


def claim(claimant: str | None, stance: Stance = Stance.ASSERTS, *evidence: int) -> DraftClaim:
    return DraftClaim(claimant, ClaimantKind.GOVERNMENT, stance, None, evidence or (SOLD,))


FLOW = DraftFlow("F1", "P1", "P2", Stage.DELIVERED, (GUNS, RIFLES), (claim("P3"),))
WARNING = DraftWarning("W1", WarningKind.SANCTIONS, "P4", None, None, (WARNED,))


def draft(*flows: DraftFlow, warnings: tuple[DraftWarning, ...] = ()) -> Draft:
    return Draft(parties=PARTIES, flows=flows, warnings=warnings)


def headline(flow: DraftFlow) -> str:
    return wording.headline(draft(flow), SOURCE)


def test_the_sentences_are_the_ones_the_cases_speak_of() -> None:
    assert [s.number for s in SOURCE.segmentation.sentences] == [TITLE, SOLD, DENIED, WARNED, RISK]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({}, "The Defence Ministry says Norland delivered long-range howitzers and rifles to Estria"),
        ({"items": ()}, "The Defence Ministry says Norland delivered arms to Estria"),
        ({"claims": (claim(None),), "items": (RIFLES,)}, "The text says Norland delivered rifles to Estria"),
        (
            {"claims": (claim(None, Stance.SUSPECTS),), "items": (RIFLES,)},
            "The text says it is possible that Norland delivered rifles to Estria",
        ),
        (
            {"claims": (claim("P2", Stance.DENIES),), "items": (RIFLES,)},
            "Estria denies that Norland delivered rifles to it",
        ),
        (
            {"claims": (claim("P1"),), "items": (RIFLES,), "stage": Stage.PLEDGED},
            "Norland says it pledged rifles to Estria",
        ),
        (
            {"supplier": None, "items": (RIFLES,)},
            "The Defence Ministry says a supplier not named delivered rifles to Estria",
        ),
        (
            {"recipient": None, "items": (RIFLES,), "stage": Stage.CONTRACTED},
            "The Defence Ministry says a recipient not named ordered rifles from Norland",
        ),
    ],
)
def test_a_headline_names_who_says_so(change: dict[str, object], line: str) -> None:
    assert headline(replace(FLOW, **change)) == line  # type: ignore[arg-type]  # parts of a table


# With these the bare movement already has more than 15 words, and the title serves in its place.
LONG_STAGES = {Stage.SOUGHT, Stage.NEGOTIATING, Stage.HALTED}
LONG_STANCES = {Stance.SUSPECTS, Stance.FINDS_NO_EVIDENCE}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("claimant", [None, "P1", "P2", "P3"])
def test_every_headline_is_one_short_line_about_its_own_parties(
    stage: Stage, stance: Stance, claimant: str | None
) -> None:
    line = headline(replace(FLOW, stage=stage, claims=(claim(claimant, stance),)))
    assert len(line.split()) <= wording.HEADLINE_WORDS
    assert line[0].isupper()
    assert "{" not in line
    if line == SOURCE.document.title:
        assert stage in LONG_STAGES
        assert stance in LONG_STANCES
        return
    assert "Norland" in line
    assert "Estria" in line
    others = {p.name for p in PARTIES} - {"Norland", "Estria", "Defence Ministry"}
    assert not any(name in line for name in others)
    denied = stance in (Stance.DENIES, Stance.FINDS_NO_EVIDENCE)
    assert any(word in line for word in ("denies", "no evidence")) is denied


def test_without_a_flow_the_title_is_the_headline_and_without_a_title_the_first_sentence() -> None:
    assert wording.headline(draft(), SOURCE) == "Talks in the harbour"
    bare = Source(Document(TEXT), SOURCE.segmentation)
    assert wording.headline(draft(), bare) == "Harbour talks"


def test_a_flow_named_on_both_sides_leads() -> None:
    half = replace(FLOW, ref="F2", supplier=None, claims=(claim(None, Stance.ASSERTS, SOLD, DENIED, RISK),))
    assert wording.headline(draft(half, FLOW), SOURCE).startswith("The Defence Ministry says Norland")


@pytest.mark.parametrize(
    ("claims", "text", "evidence"),
    [
        (
            (claim("P3"),),
            "The Defence Ministry says Norland delivered rifles to Estria.",
            (SOLD,),
        ),
        (
            (claim("P3"), claim("P4", Stance.ASSERTS, WARNED)),
            "The Defence Ministry and Ola Strand say Norland delivered rifles to Estria.",
            (SOLD, WARNED),
        ),
        (
            (claim("P3"), claim(None, Stance.ASSERTS, RISK)),
            "The Defence Ministry says Norland delivered rifles to Estria; the text says so too.",
            (SOLD, RISK),
        ),
        (
            (claim("P1"), claim("P3"), claim("P4"), claim("P5")),
            "Norland, the Defence Ministry, Ola Strand and others say Norland delivered rifles to Estria.",
            (SOLD,),
        ),
        ((claim("P2", Stance.DENIES, DENIED),), "Estria denies that Norland delivered rifles to it.", (DENIED,)),
    ],
)
def test_a_key_point_for_each_stance_on_a_flow(
    claims: tuple[DraftClaim, ...], text: str, evidence: tuple[int, ...]
) -> None:
    point = wording.key_points(draft(replace(FLOW, items=(RIFLES,), claims=claims)), SOURCE)[0]
    assert (point.text, point.evidence) == (text, evidence)


def test_a_denial_is_a_point_of_its_own() -> None:
    flow = replace(FLOW, items=(RIFLES,), claims=(claim("P3"), claim("P2", Stance.DENIES, DENIED)))
    texts = [p.text for p in wording.key_points(draft(flow), SOURCE)]
    assert texts == [
        "The Defence Ministry says Norland delivered rifles to Estria.",
        "Estria denies that Norland delivered rifles to it.",
    ]


@pytest.mark.parametrize(
    ("gist", "point"),
    [
        ("Ola Strand threatens to list traders.", "Ola Strand threatens to list traders."),
        ("Traders may be put on a list.", "Ola Strand speaks of sanctions: Traders may be put on a list."),
    ],
)
def test_a_point_names_the_issuer_of_a_warning_once(gist: str, point: str) -> None:
    assert wording.key_points(draft(warnings=(replace(WARNING, gist=gist),)), SOURCE)[0].text == point


def test_warnings_follow_flows_and_leading_sentences_fill_up() -> None:
    points = wording.key_points(draft(warnings=(WARNING,)), SOURCE)
    assert points[0].text.startswith("Ola Strand speaks of sanctions: Whoever sends mines to Lavria")
    assert points[0].evidence == (WARNED,)
    assert points[1].text.startswith("Norland sold 12 long‑range howitzers")
    assert points[1].evidence == (SOLD,)
    assert len(points) == 2


def test_a_document_of_one_sentence_has_one_point() -> None:
    text = "Nothing was sold."
    points = wording.key_points(Draft(), Source(Document(text), segment(text)))
    assert [(p.text, p.evidence) for p in points] == [(text, (1,))]


def test_points_stand_on_the_words_they_cite() -> None:
    flow = replace(FLOW, claims=(claim("P3"), claim("P2", Stance.DENIES, SOLD, DENIED)))
    names = [p.name for p in PARTIES]
    for point in wording.key_points(draft(flow, warnings=(WARNING,)), SOURCE):
        assert unsupported(point.text, SOURCE.words(point.evidence), names) is None, point.text


def test_a_gist_is_the_quoted_words_where_they_are_most_of_the_sentence() -> None:
    assert wording.gist(WARNING, SOURCE) == ("Whoever sends mines to Lavria will be put on our list of banned traders.")
    assert wording.gist(replace(WARNING, evidence=(RISK,)), SOURCE) == "A risk remains."


@pytest.mark.parametrize(
    ("text", "words", "clipped"),
    [
        ("One two three", 3, "One two three"),
        ("One two, three", 2, "One two…"),
        ("“One two”", 2, "One two"),
        ("One\n  two", 5, "One two"),
        ("“One,” he said.", 5, "“One,” he said."),
        ("“One,” he said, “two.”", 5, "“One,” he said, “two.”"),
        ("“One two.", 5, "One two."),
    ],
)
def test_clip(text: str, words: int, clipped: str) -> None:
    assert wording.clip(text, words) == clipped


@given(st.text(), st.integers(1, 20))
def test_a_clipped_line_is_one_line_of_at_most_so_many_words(text: str, words: int) -> None:
    line = wording.clip(text, words)
    assert "\n" not in line
    assert len(line.split()) <= words


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("Rapid Support Forces", True),
        ("Armed Forces of Chile", True),
        ("the Houthis", True),
        ("panel of United Nations experts", False),
        ("Group of Experts", False),
        ("Ministry of Foreign Affairs", False),
    ],
)
def test_the_head_of_a_name_decides_its_number(name: str, many: bool) -> None:
    assert wording.is_many(name) is many
