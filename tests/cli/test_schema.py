"""The schemas that ship are those of the models, and hold what the models hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from summarizer.cli.schema import exported, schemas
from tests.cli.conftest import ROOT, Invoke
from tests.render.sample import ARTICLE

SHIPPED = ROOT / "schemas"


def test_shipped_schemas_are_those_of_the_models() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.json")}
    # On a difference: `summarizer schema --write schemas`.
    assert shipped == {f"{name}.schema.json": exported(schema) for name, schema in schemas().items()}


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_valid_and_printed(name: str, invoke: Invoke) -> None:
    ran = invoke("schema", name)
    assert ran.exit_code == 0
    schema = json.loads(ran.stdout)
    assert schema == schemas()[name]
    jsonschema.Draft202012Validator.check_schema(schema)


def test_brief_is_the_default(invoke: Invoke) -> None:
    assert invoke("schema").stdout == invoke("schema", "brief").stdout


def test_a_brief_satisfies_its_schema() -> None:
    jsonschema.validate(ARTICLE.brief().model_dump(mode="json"), schemas()["brief"])


@pytest.mark.parametrize(
    "change",
    [{"extra": 1}, {"schema_version": "2"}, {"headline": None}, {"warnings": None}],
)
def test_what_is_no_brief_does_not(change: dict[str, Any]) -> None:
    data = ARTICLE.brief().model_dump(mode="json") | change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schemas()["brief"])


def test_written_into_a_folder(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    ran = invoke("schema", "--write", folder)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert {p.name for p in folder.iterdir()} == {f"{name}.schema.json" for name in schemas()}


@pytest.mark.parametrize(("args", "code"), [(["nonsense"], 2), (["--write", "no/such/folder"], 11)])
def test_wrong_arguments(invoke: Invoke, args: list[str], code: int) -> None:
    ran = invoke("schema", *args)
    assert ran.exit_code == code
    assert ran.stdout == ""
