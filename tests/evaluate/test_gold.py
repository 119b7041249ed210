"""Gold: held against its documents like any answer, and every gold file of the house stands on its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import EmptyInputError, GoldError, InputError
from summarizer.evaluate import Gold, load, load_folder, numbered
from summarizer.schema import Brief
from tests.engines.accounts import TEXT
from tests.evaluate.sale import SALE, changed, written

HOUSE = Path(__file__).parents[2] / "evals" / "gold"
GOLD = sorted(path for path in HOUSE.rglob("*.txt") if path.with_suffix(".yaml").exists())


def test_gold_that_stands_has_no_problems(tmp_path: Path) -> None:
    gold = load(written(tmp_path))
    assert (gold.name, gold.document.text, gold.problems) == ("sale", TEXT, ())
    assert [f.stage.value for f in gold.brief.arms_flows] == ["delivered", "delivered"]
    assert (gold.brief.provenance.engine, gold.brief.provenance.strategy) == ("gold", "by hand")
    assert gold.brief.coverage.complete


def test_story_and_genre(tmp_path: Path) -> None:
    alone = load(written(tmp_path))
    assert (alone.story, alone.genre) == ("sale", None)
    shared = load(written(tmp_path, changed(("headline:", "story: guns\ngenre: wire report\nnotes: two\nheadline:"))))
    assert (shared.story, shared.genre) == ("guns", "wire report")


def test_a_party_is_called_as_its_author_says(tmp_path: Path) -> None:
    gold = load(written(tmp_path, changed(("name: Norland", "name: Kingdom of Norland"))))
    assert gold.problems == ()
    assert gold.brief.parties[0].name == "Kingdom of Norland"


@pytest.mark.parametrize(
    ("change", "section", "reason"),
    [
        (("S1 howitzers", "S1 18 howitzers"), "arms_flows", "'18 howitzers' does not stand in S1"),
        (("quantity: S1 12", "quantity: S1 18"), "arms_flows", "'18' does not stand in S1"),
        (("S3 denied", "S1 denied"), "uncertainty", "'denied' does not stand in S1; it stands in S3"),
        (("S2 Dahl]", "S9 Dahl]"), "parties", "there is no S9, the last sentence is S4"),
        (("S1 Kari Dahl", "S1 Karl Dahl"), "parties", "'Karl Dahl' does not stand in S1"),
        (("speaker_name: S2 Dahl", "speaker_name: S2 Kari"), "official_quotes", "'Kari' does not stand in S2"),
        (("quotations: [1]", "quotations: [1, 2]"), "official_quotes", "there is no Q2, the last quotation is Q1"),
        (("sentences: [4]", "sentences: [4, 5]"), "warnings", "there is no S5, the last sentence is S4"),
        (("stance: asserts", "stance: denies"), "claims", "no word of denial is cited"),
        (("urges Lavria", "urges Sudria"), "warnings", "gist replaced: the name 'sudria'"),
        (("headline: Dahl", "headline: Berg"), "headline", "replaced: the name 'berg'"),
    ],
)
def test_gold_that_does_not_stand_is_found(tmp_path: Path, change: tuple[str, str], section: str, reason: str) -> None:
    problem = load(written(tmp_path, changed(change))).problems[0]
    assert problem.section == section
    assert problem.reason.startswith(reason)


def test_the_same_gold_gives_the_same_brief(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert load(path) == load(path)


@pytest.mark.parametrize("content", ["", "{", "{}", "x: 1", "parties: [", SALE.replace("norland:", "norlnad:")])
def test_gold_of_another_form_is_told(tmp_path: Path, content: str) -> None:
    with pytest.raises(GoldError, match=r"sale\.yaml is not of the gold form"):
        load(written(tmp_path, content))


def test_gold_without_its_document_or_document_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"sale\.yaml .* cannot be read"):
        load(written(tmp_path, None))
    with pytest.raises(InputError):
        load(tmp_path / "none.txt")
    with pytest.raises(EmptyInputError):
        load(written(tmp_path, text=" \n"))


def test_a_folder_is_loaded_by_name_and_unfinished_documents_are_left_out(tmp_path: Path) -> None:
    written(tmp_path, name="b")
    written(tmp_path, name="a")
    written(tmp_path, None, name="draft")
    assert [gold.name for gold in load_folder(tmp_path)] == ["a", "b"]


def test_numbers_for_the_person_who_writes_gold(tmp_path: Path) -> None:
    lines = numbered(written(tmp_path)).splitlines()
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
