"""Gold: held against its documents like any answer, and every gold file of the house stands on its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import EmptyInputError, InputError
from summarizer.evaluate import Gold, load, load_folder, numbered
from summarizer.schema import Brief
from tests.engines.accounts import TEXT, Json, full, wrong_count

HOUSE = Path(__file__).parents[2] / "evals" / "gold"
GOLD = sorted(path for path in HOUSE.rglob("*.txt") if path.with_suffix(".json").exists())


def written(folder: Path, gold: Any, name: str = "sale", text: str = TEXT) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text)
    path.with_suffix(".json").write_text(gold if isinstance(gold, str) else json.dumps(gold))
    return path


def test_gold_that_stands_has_no_problems(tmp_path: Path) -> None:
    gold = load(written(tmp_path, full()))
    assert (gold.name, gold.document.text, gold.problems) == ("sale", TEXT, ())
    assert [f.stage.value for f in gold.brief.arms_flows] == ["delivered", "delivered"]
    assert (gold.brief.provenance.engine, gold.brief.provenance.strategy) == ("gold", "by hand")
    assert gold.brief.coverage.complete


def out_of_sentence() -> Json:
    gold = full()
    gold["uncertainty"][0]["cue"]["sentence"] = 1
    return gold


def nobody() -> Json:
    gold = full()
    gold["arms_flows"][0]["supplier"] = "N9"
    return gold


@pytest.mark.parametrize(
    ("gold", "section", "reason"),
    [
        (wrong_count(), "items", "its words do not stand"),
        (out_of_sentence(), "uncertainty", "its cue does not stand"),
        (nobody(), "arms_flows", "its supplier is not a party"),
    ],
)
def test_gold_that_does_not_stand_is_found_like_any_answer(
    tmp_path: Path, gold: Json, section: str, reason: str
) -> None:
    (problem,) = load(written(tmp_path, gold)).problems
    assert problem.section == section
    assert problem.reason.startswith(reason)


def test_the_same_gold_gives_the_same_brief(tmp_path: Path) -> None:
    path = written(tmp_path, full())
    assert load(path) == load(path)


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "is not of the gold form"), ("{}", "is not of the gold form"), ('{"x": 1}', "is not of the gold form")],
)
def test_gold_of_another_form_is_told(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        load(written(tmp_path, content))


def test_gold_without_its_document_or_document_without_gold_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, full())
    path.with_suffix(".json").unlink()
    with pytest.raises(InputError, match=r"gold of .* cannot be read"):
        load(path)
    with pytest.raises(InputError):
        load(tmp_path / "none.txt")
    with pytest.raises(EmptyInputError):
        load(written(tmp_path, full(), text=" \n"))


def test_a_folder_is_loaded_by_name_and_unfinished_documents_are_left_out(tmp_path: Path) -> None:
    written(tmp_path, full(), "b")
    written(tmp_path, full(), "a")
    (tmp_path / "draft.txt").write_text(TEXT)
    assert [gold.name for gold in load_folder(tmp_path)] == ["a", "b"]


def test_numbers_for_the_person_who_writes_gold(tmp_path: Path) -> None:
    lines = numbered(written(tmp_path, full())).splitlines()
    assert lines[0].startswith("S1| Norland sold 12 howitzers")
    assert [line.partition("|")[0] for line in lines] == ["S1", "S2", "S3", "S4", "", "Q1 in S2"]
    assert lines[-1] == "Q1 in S2| We keep our word,"


def test_there_is_gold() -> None:
    assert GOLD


@pytest.fixture(scope="module")
def loaded() -> dict[Path, Gold]:
    return {path: load(path) for path in GOLD}


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_the_gold_of_the_house_stands_on_its_documents(path: Path, loaded: dict[Path, Gold]) -> None:
    gold = loaded[path]
    assert gold.problems == ()
    assert Brief.parse(gold.brief.model_dump_json(), gold.document.text) == gold.brief


def test_no_document_is_gold_twice(loaded: dict[Path, Gold]) -> None:
    assert len({gold.document.id for gold in loaded.values()}) == len(GOLD)
    assert len({gold.name for gold in loaded.values()}) == len(GOLD)
