"""The author form: what it compiles to, and what its file may hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.cli.schema import schemas
from summarizer.errors import GoldError
from summarizer.evaluate.author import GoldForm, words
from summarizer.evaluate.form import FormError, read_form
from summarizer.ground.answer import Words
from tests.engines.accounts import full
from tests.evaluate.sale import SALE, changed, written

HOUSE = Path(__file__).parents[2] / "evals" / "gold"
REFS = {"N1": "norland", "N2": "estria", "N3": "lavria", "N4": "dahl"}


def form(folder: Path, gold: str) -> GoldForm:
    return read_form(written(folder, gold).with_suffix(".yaml")).form


def slips(folder: Path, gold: str) -> list[tuple[str, str]]:
    with pytest.raises(FormError) as caught:
        form(folder, gold)
    return [(slip.where, slip.message) for slip in caught.value.slips]


def test_the_form_says_the_same_as_an_answer(tmp_path: Path) -> None:
    answer = json.dumps(full())
    for ref, key in REFS.items():
        answer = answer.replace(f'"{ref}"', f'"{key}"')
    expected = json.loads(answer)
    expected["parties"][3]["mentions"].pop()  # "Dahl" is listed for one of its places only
    assert form(tmp_path, SALE).answer().model_dump(mode="json") == expected


def test_what_is_left_out_is_nothing(tmp_path: Path) -> None:
    answer = form(tmp_path, "headline: Nothing\nkey_points: [{text: Nothing., sentences: [1]}]").answer()
    for section in ("parties", "arms_flows", "official_quotes", "warnings", "uncertainty"):
        assert getattr(answer, section) == []


@pytest.mark.parametrize(
    ("written_as", "country", "name"),
    [
        ("name: NO, kind: state, country: NOR", "NOR", "NO"),
        ("name: 2024-05-01, kind: state", None, "2024-05-01"),
        ("name: 12:30, kind: other", None, "12:30"),
        ("name: 1.5, kind: other", None, "1.5"),
        ("name: yes, kind: other, country: null", None, "yes"),
    ],
)
def test_only_null_truth_and_whole_numbers_are_not_text(
    tmp_path: Path, written_as: str, country: str | None, name: str
) -> None:
    party = form(tmp_path, changed(("name: Estria, kind: state", written_as))).parties["estria"]
    assert (party.country, party.name) == (country, name)


@given(st.integers(1, 99999), st.text(min_size=1).filter(lambda said: not said[0].isspace()))
def test_words_are_taken_as_they_are(sentence: int, said: str) -> None:
    assert words(f"S{sentence} {said}") == Words(sentence=sentence, words=said)


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (("kind: official", "kind: minister"), "line 12, party dahl kind", "it should be 'state', 'government_body'"),
        (("S1 howitzers", "howitzers"), "line 19, F1 item 1 words", "a sentence number and exact words"),
        (("quantity: S1 12", "quantity: 12"), "line 19, F1 item 1 quantity", "should be text"),
        (("quantity:", "quantities:"), "line 19, F1 item 1 quantities", "did you mean quantity?"),
        (("stance: asserts, ", ""), "line 21, F1 claim 1 stance", "it is missing"),
        (("sentences: [3]}\n\nofficial", "sentences: []}\n\nofficial"), "line 28, F2 claim 1 sentences", "is empty"),
        (("supplier: norland", "supplier: norlnad"), "line 15, F1 supplier", "did you mean norland?"),
        (("issuer: dahl", "issuer: nobody"), "line 34, W1 issuer", "add it to parties"),
        (("about: F2", "about: F3"), "line 37, flag 1 about", "there is no F3, the last is F2"),
        (("about: F2", "about: Q1"), "line 37, flag 1 about", "should be F1"),
        (("\nuncertainty:", "\nwarning: []\nuncertainty:"), "line 36, warning", "did you mean warnings?"),
        (("quotations: [1], ", ""), "line 31, quote 1", "give either quotations or"),
        (("quotations: [1]", "quotations: [one]"), "line 31, quote 1 quotations 1", "should be a valid integer"),
        (("sentences: [4]", "sentences: [true]"), "line 34, W1 sentences 1", "should be a valid integer"),
        (("estria: {", "north-estria!: {"), "line 10, party north-estria!", "a key is made of letters"),
        (("kind: official", "country: Norland, kind: official"), "line 12, party dahl country", "alpha-3"),
        (("headline: Dahl says Norland sold howitzers to Estria", "headline:"), "line 2, headline", "it is empty"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, change: tuple[str, str], where: str, message: str) -> None:
    place, told = slips(tmp_path, changed(change))[0]
    assert place == where
    assert message in told


def test_a_flow_needs_a_side(tmp_path: Path) -> None:
    ((where, told),) = slips(tmp_path, changed(("supplier: norland\n    recipient: estria\n    ", "")))
    assert (where, told) == ("line 15, F1", "give a supplier or a recipient")


@pytest.mark.parametrize(
    ("gold", "where", "message"),
    [
        ("", "", "it holds no mapping"),
        ("- headline", "", "it holds no mapping"),
        ("headline: a\nheadline: b\n", "line 2", "'headline' is given twice, first in line 1"),
        ("parties:\n  a: {name: x, name: y}\n", "line 2", "'name' is given twice"),
        ("headline: Dahl: Norland sold\n", "line 1", "need quotes"),
        ("parties: {a: [S1 x}\n", "line 1", "it is no YAML"),
        ("headline: &a x\nnotes: *a\n", "line 1", "anchors and aliases"),
        ("1: x\n", "line 1", "is no text"),
        ("null: x\n", "line 1", "is no text"),
        ("headline: !!python/name:os.system x\n", "line 1", "it is no YAML"),
        ("headline: a\x07b\n", "line 1", "a character that YAML does not allow"),
        ("a: b\n---\nc: d\n", "line 2", "it is no YAML"),
    ],
)
def test_what_is_no_mapping_of_its_own_is_told(tmp_path: Path, gold: str, where: str, message: str) -> None:
    ((place, told),) = slips(tmp_path, gold)
    assert place == where
    assert message in told


def test_what_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"headline: \xff")
    with pytest.raises(GoldError, match=r"bytes\.yaml is not of the gold form: it is not UTF-8"):
        read_form(tmp_path / "bytes.yaml")
    with pytest.raises(GoldError, match=r"none\.yaml is not of the gold form: it cannot be read") as caught:
        read_form(tmp_path / "none.yaml")
    assert caught.value.exit_code == 15


def test_the_message_names_the_first_slips_and_counts_the_rest(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"line 9, .*; line 10, .*; line 11, .*; and 1 more\. .*eval lint"):
        form(
            tmp_path,
            changed(("kind: state, ", ""), ("Dahl, kind: official", "Dahl")),
        )


def loaded(gold: str) -> Any:
    return yaml.safe_load(gold)


def test_the_schema_takes_what_the_model_takes() -> None:
    jsonschema.validate(loaded(SALE), schemas()["gold"])
    files = sorted(HOUSE.rglob("*.yaml"))
    assert files
    for file in files:
        jsonschema.validate(loaded(file.read_text(encoding="utf-8")), schemas()["gold"])


@pytest.mark.parametrize(
    "change",
    [
        ("S1 howitzers", "howitzers"),
        ("about: F2", "about: Q1"),
        ("kind: official", "kind: minister"),
        ("kind: official", "kind: official, country: Norland"),
        ("sentences: [4]", "sentences: [0]"),
        ("mentions: [S1 Estria]", "mentions: []"),
        ("estria: {", "north estria: {"),
        ("quantity:", "quantities:"),
        ("\nheadline:", "\nheadlines:"),
    ],
)
def test_the_schema_refuses_what_the_model_refuses(change: tuple[str, str]) -> None:
    data = loaded(changed(change))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schemas()["gold"])
    with pytest.raises(ValidationError):
        GoldForm.model_validate(data)


def test_the_schema_describes_every_field() -> None:
    schema = schemas()["gold"]
    forms = {name: part for name, part in schema["$defs"].items() if "properties" in part} | {"gold": schema}
    for form, part in forms.items():
        assert part["description"]
        for name, field in part["properties"].items():
            assert any("description" in each for each in (field, *field.get("anyOf", ()))), f"{form}.{name}"
