"""The skeleton of new gold: nothing silently empty, nothing found by a program, and quickly filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.evaluate.lint import lint
from summarizer.evaluate.skeleton import WIDTH, skeleton
from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind
from tests.engines.accounts import TEXT
from tests.evaluate.sale import SALE, SCHEMA, written

SECTIONS = ("headline", "key_points", "parties", "arms_flows", "official_quotes", "warnings", "uncertainty")


def test_untouched_it_says_what_is_missing(tmp_path: Path) -> None:
    path = written(tmp_path, None)
    path.with_suffix(".yaml").write_text(skeleton(path))
    told = [(p.where.partition(", ")[2], p.message) for p in lint(path) if not p.hint]
    assert [where for where, _ in told] == list(SECTIONS)
    assert all(message.startswith("it is empty") for _, message in told)


def test_filled_in_it_is_clean(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / SCHEMA.name).write_bytes(SCHEMA.read_bytes())
    folder = tmp_path / "evals" / "gold"
    folder.mkdir(parents=True)
    path = written(folder, None)
    filled = skeleton(path)
    assert filled.startswith("# yaml-language-server: $schema=../../schemas/gold.schema.json\n")
    for section in SECTIONS:
        body = SALE.partition(f"\n{section}:")[2].partition("\n\n")[0]
        filled = filled.replace(f"\n{section}:\n", f"\n{section}:{body}\n")
    path.with_suffix(".yaml").write_text(filled)
    assert lint(path) == []


def test_sections_without_anything_are_said_to_be_empty(tmp_path: Path) -> None:
    path = written(tmp_path, None)
    filled = skeleton(path).replace("\nheadline:\n", "\nheadline: Dahl keeps a word\n")
    filled = filled.replace("\nkey_points:\n", "\nkey_points: [{text: Dahl keeps a word., sentences: [2]}]\n")
    for section in SECTIONS[2:]:
        filled = filled.replace(f"\n{section}:\n", f"\n{section}: {'{}' if section == 'parties' else '[]'}\n")
    path.with_suffix(".yaml").write_text(filled)
    assert [p.rule for p in lint(path)] == ["schema-line"]


def test_it_holds_the_numbered_sentences_and_every_allowed_value(tmp_path: Path) -> None:
    lines = skeleton(written(tmp_path, None)).splitlines()
    assert "# S1| Norland sold 12 howitzers to Estria in May, Defence Minister Kari Dahl said." in lines
    assert "# Q1 in S2| We keep our word," in lines
    comments = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    for values in (Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind):
        assert " | ".join(v.value for v in values) in comments


def test_it_holds_nothing_else_of_the_document(tmp_path: Path) -> None:
    told, other = (skeleton(written(tmp_path, None, text=text)) for text in (TEXT, "Nothing happened."))
    rest, other = (text.partition("\n#\n# Words are written")[2] for text in (told, other))
    assert rest
    assert rest == other


def test_long_and_odd_sentences_stay_comments(tmp_path: Path) -> None:
    odd = f"{'very ' * 60}long \x07 sentence\x85with: marks # and \u2028 breaks. {TEXT}"
    path = written(tmp_path, None, text=odd)
    text = skeleton(path)
    assert all(len(line) <= WIDTH for line in text.splitlines())
    path.with_suffix(".yaml").write_text(text)
    assert [p.rule for p in lint(path)] == ["form"] * len(SECTIONS)


def test_a_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        skeleton(tmp_path / "none.txt")
