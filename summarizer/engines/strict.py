"""JSON Schemas that OpenAI's strict structured output accepts.

Strict mode wants every property required, no further properties, and none of the keywords below
(https://platform.openai.com/docs/guides/structured-outputs, "Supported schemas"; Azure takes the smaller set).
What the schema can no longer say, pydantic still checks on the answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import BaseModel

UNSUPPORTED = frozenset(
    "title default examples discriminator deprecated readOnly writeOnly contentMediaType contentEncoding "
    "minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf "
    "minItems maxItems uniqueItems contains minContains maxContains "
    "minProperties maxProperties patternProperties propertyNames unevaluatedProperties unevaluatedItems".split()
)


@lru_cache(maxsize=64)
def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of `answer` in the form that strict mode accepts; made once, so leave it as it is.

    Raises:
        TypeError: `answer` holds something that strict mode cannot express: a mapping with free keys, or a
            tuple whose places have different types.
    """
    import openai

    function = openai.pydantic_function_tool(answer)["function"]
    schema: dict[str, Any] = _supported(function["parameters"], answer.__name__)
    return schema


def _supported(schema: dict[str, Any], name: str) -> dict[str, Any]:
    if "prefixItems" in schema:
        raise TypeError(f"{name}: strict mode has no tuples with a type for each place; use a model")
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        raise TypeError(f"{name}: strict mode has no mappings with free keys; use a list of pairs")
    kept: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in ("properties", "$defs"):
            kept[keyword] = {key: _supported(part, f"{name}.{key}") for key, part in value.items()}
        elif keyword == "items":
            kept[keyword] = _supported(value, f"{name}[]")
        elif keyword in ("anyOf", "oneOf", "allOf"):
            kept["allOf" if keyword == "allOf" else "anyOf"] = [_supported(part, name) for part in value]
        elif keyword not in UNSUPPORTED:
            kept[keyword] = value
    return kept
