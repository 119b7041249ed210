"""The schema that strict mode gets: closed, complete, and without keywords it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import BaseModel, Field

from summarizer.engines.strict import UNSUPPORTED, strict_schema
from summarizer.schema import Brief
from tests.engines.asking import Reading


class Named(BaseModel):
    """Fields that are called like keywords."""

    title: str = Field(default="x", pattern="x")
    default: int = Field(1, ge=0, description="kept")
    format: Literal["a", "b"] = "a"
    inner: Reading | None = Field(None, description="a reference with a description")


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Pets(BaseModel):
    pets: list[Annotated[Cat | Dog, Field(discriminator="kind")]]


class Tree(BaseModel):
    """A recursive answer."""

    children: list[Tree] = []


class Free(BaseModel):
    counts: dict[str, int]


class Pair(BaseModel):
    pair: tuple[int, str]


def subschemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    named = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    for part in [*named, *schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]:
        yield from subschemas(part)


@pytest.mark.parametrize("answer", [Reading, Named, Pets, Tree])
def test_every_part_is_closed_complete_and_supported(answer: type[BaseModel]) -> None:
    schema = strict_schema(answer)
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in subschemas(schema):
        assert not UNSUPPORTED & part.keys()
        assert "oneOf" not in part
        assert "$ref" not in part or len(part) == 1
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])


def test_names_and_descriptions_are_kept() -> None:
    schema = strict_schema(Named)
    assert list(schema["properties"]) == ["title", "default", "format", "inner"]
    assert schema["properties"]["default"] == {"type": "integer", "description": "kept"}
    assert schema["properties"]["format"]["enum"] == ["a", "b"]


@pytest.mark.parametrize(("answer", "words"), [(Free, "Free.counts: .* free keys"), (Pair, "Pair.pair: .* tuples")])
def test_what_strict_mode_cannot_say_is_an_error_of_the_programmer(answer: type[BaseModel], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        strict_schema(answer)


def test_making_a_strict_schema_leaves_the_model_alone() -> None:
    before = Reading.model_json_schema()
    strict_schema(Reading)
    assert Reading.model_json_schema() == before
    with pytest.raises(TypeError, match="parameters"):
        strict_schema(Brief)
