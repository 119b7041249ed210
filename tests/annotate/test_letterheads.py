"""Own papers, headlines and transcripts: whose voice a text speaks in when its sentences do not say so."""

from __future__ import annotations

import pytest

from summarizer.annotate.model import Attribution
from summarizer.annotate.speech.attribution import find_attributions
from tests.annotate.cast import stage


def by_sentence(text: str) -> dict[int, Attribution]:
    scene = stage(text)
    return {a.sentence: a for a in find_attributions(scene.parsed, scene.parties)}


PAPERS = [
    (
        "statement",
        "State Department\n\nPress statement, 4 May\n\nGermany will send howitzers to Ukraine.",
        "Germany will",
        "State Department",
    ),
    (
        "first_person",
        "Amnesty International\n\nRifles on the road\n\nTurkey sold a thousand rifles to the army of Sudan. "
        "We saw the crates.",
        "Turkey sold",
        "Amnesty International",
    ),
    (
        "words_of_others",
        "State Department\n\nPress statement, 4 May\n\nPosts on the web say that Germany sold howitzers to Ukraine.",
        "Posts on",
        None,
    ),
    (
        "statement_by",
        "Statement by the Foreign Ministry on the sale of rockets\n\nRockets were never sold to Russia.",
        "Rockets were",
        "Iranian foreign ministry",
    ),
    (
        "release",
        "Norvik Arms wins order\n\nNorvik Arms today announced a contract for rockets. Crews will be trained.\n\n"
        "About Norvik Arms\n\nThe firm builds rockets.",
        "Crews will",
        "Norvik Arms",
    ),
    ("post", "Owen Strake @ostrake · 4 May 2024\nTen howitzers left this morning.", "Ten howitzers", "Owen Strake"),
    (
        "article_with_a_post",
        "The ship is Turkish, Germany said. It left.\n\nOwen Strake @ostrake · 4 May\n\nRockets were on board.",
        "Rockets were",
        None,
    ),
    (
        "article",
        "Norvik Arms wins order\n\nNorvik Arms announced a contract for rockets. Crews will be trained.",
        "Crews will",
        None,
    ),
    (
        "article_on_a_statement",
        "State Department\n\nA statement and its meaning\n\nThe sale is off. The State Department said so on Monday.",
        "The sale",
        None,
    ),
    (
        "wire",
        "Pentagon\n\nCAIRO, May 4 (Reuters) - A ship left the port on Monday. Rockets were seen on board.",
        "Rockets were",
        None,
    ),
]


@pytest.mark.parametrize(("text", "opening", "issuer"), [c[1:] for c in PAPERS], ids=[c[0] for c in PAPERS])
def test_own_papers_speak_in_the_voice_of_their_issuer(text: str, opening: str, issuer: str | None) -> None:
    scene, found = stage(text), by_sentence(text)
    told = next(s.number for s in scene.parsed.segmentation.sentences if text.startswith(opening, s.start))
    assert scene.name(found[told].claimant if told in found else None) == issuer


HEADLINES = [
    (
        "Egypt Orders Rockets From Russia\n\nEgypt has ordered 40 rockets from Russia, the Pentagon said on Monday.",
        "Pentagon",
    ),
    ("Crews Rest\n\nEgypt has ordered 40 rockets from Russia, the Pentagon said on Monday.", None),
    ("Egypt Orders Rockets From Russia\n\nEgypt has ordered 40 rockets from Russia for its fleet.", None),
]


@pytest.mark.parametrize(("text", "claimant"), HEADLINES)
def test_a_headline_shares_the_claimant_of_the_sentence_it_sums_up(text: str, claimant: str | None) -> None:
    found = by_sentence(text).get(1)
    assert stage(text).name(found.claimant if found else None) == claimant


TURNS = [
    ("answer", "QUESTION: Were they sold?\n\nANSWER - Hon. Owen Strake (Minister): No tank was sold.", "Owen Strake"),
    ("initials", "Owen Strake spoke to us.\n\nQ: Were they sold?\n\nA: No tank was sold.", "Owen Strake"),
    (
        "third_party",
        "MS. HALDEN: Good day.\n\nQUESTION: Pavel Dorin said no tank was sold.\n\nMS. HALDEN: Yes.",
        "Pavel Dorin",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), [c[1:] for c in TURNS], ids=[c[0] for c in TURNS])
def test_turns_with_labels_of_every_kind(text: str, speaker: str) -> None:
    scene, found = stage(text), by_sentence(text)
    told = next(s.number for s in scene.parsed.segmentation.sentences if "no tank" in text[s.start : s.end].lower())
    assert scene.name(found[told].claimant) == speaker
