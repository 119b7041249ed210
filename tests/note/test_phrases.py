"""The words of the templates: moods by strength, lists, names and counts."""

from __future__ import annotations

import pytest

from summarizer.note import phrases
from summarizer.note.model import Strength
from summarizer.schema import ClaimantKind, Stage


@pytest.mark.parametrize(
    ("strength", "clause"),
    [
        (Strength.CORROBORATED, "Norway is said to have delivered radars to Peru"),
        (Strength.SINGLE, "Norway is said to have delivered radars to Peru"),
        (Strength.CONTESTED, "Norway is said to have delivered radars to Peru"),
        (Strength.SUSPECTED, "Norway may have delivered radars to Peru"),
        (Strength.CONTESTED_SUSPICION, "Norway may have delivered radars to Peru"),
        (Strength.DENIED_ONLY, "nobody here asserts that Norway delivered radars to Peru"),
    ],
)
def test_moods(strength: Strength, clause: str) -> None:
    assert phrases.movement(strength, Stage.DELIVERED, "Norway", "Peru", "radars") == clause


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("strength", Strength)
def test_no_clause_tells_a_claim_as_a_fact(stage: Stage, strength: Strength) -> None:
    clause = phrases.movement(strength, stage, None, None, "")
    assert any(mood in clause for mood in (" said to ", " may ", "nobody here asserts that "))
    assert "a supplier not named" in clause
    assert "a recipient not named" in clause
    assert "arms" in clause


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C", "D"], "A, B, C and D"),
        (["A", "B", "C", "D", "E"], "A, B, C and two others"),
    ],
)
def test_lists(words: list[str], shown: str) -> None:
    assert phrases.listed(words) == shown


@pytest.mark.parametrize(
    ("name", "shown", "many"),
    [
        ("Norway", "Norway", False),
        ("United States", "the United States", False),
        ("Houthis", "the Houthis", True),
        ("Royal Peruvian Navy", "the Royal Peruvian Navy", False),
        ("Peru's navy", "Peru's navy", False),
        ("People's Defence Force", "the People's Defence Force", False),
        ("UN Office on Harbours", "the UN Office on Harbours", False),
        ("Norwegian manufacturers", "Norwegian manufacturers", True),
        ("companies from Chile", "companies from Chile", True),
        ("Panel of Experts on Togo", "the Panel of Experts on Togo", False),
    ],
)
def test_names(name: str, shown: str, many: bool) -> None:
    assert phrases.named(name) == shown
    assert phrases.many(name) is many


@pytest.mark.parametrize(
    ("roots", "documents", "voices", "shown"),
    [
        (1, 1, 1, ""),
        (1, 1, 3, " (one independent root)"),
        (1, 4, 1, " (one independent root, four documents)"),
        (14, 20, 30, " (14 independent roots, 20 documents)"),
    ],
)
def test_roots(roots: int, documents: int, voices: int, shown: str) -> None:
    assert phrases.rests_on(roots, documents, voices) == shown


@pytest.mark.parametrize(
    ("name", "kind", "documents", "shown"),
    [
        ("Ada Mensah", ClaimantKind.OFFICIAL, 1, "Ada Mensah (harbour master)"),
        ("Peru", ClaimantKind.ANONYMOUS_SOURCE, 1, "an unnamed source (Peru)"),
        (None, ClaimantKind.UNATTRIBUTED, 1, "one document in its own voice"),
        (None, ClaimantKind.UNATTRIBUTED, 3, "three documents in their own voice"),
        (None, ClaimantKind.ANONYMOUS_SOURCE, 2, "unnamed sources"),
    ],
)
def test_voices(name: str | None, kind: ClaimantKind, documents: int, shown: str) -> None:
    assert phrases.voice(name, kind, documents, "harbour master") == shown


@pytest.mark.parametrize("kind", ClaimantKind)
def test_every_voice_without_a_name_has_words(kind: ClaimantKind) -> None:
    assert phrases.voice(None, kind, 1)


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("THREE GM200 RADARS", "three GM200 radars"),
        ("Four batteries", "four batteries"),
        ("trained", "training"),
        ("Rafale jets", "Rafale jets"),
    ],
)
def test_items(phrase: str, shown: str) -> None:
    assert phrases.readable(phrase) == shown
