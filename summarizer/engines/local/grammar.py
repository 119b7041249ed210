"""What the decoder is held to: a JSON Schema or a list of choices, in the shape the runtime's grammar engine takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

COMPACT = {"whitespace_flexible": False}
"""JSON without optional white space: 6 tokens in place of 10 for one short key and one letter."""


@dataclass(frozen=True)
class Grammar:
    """A grammar and its kind ("json_schema" or "lark").

    `finished` tells from the text so far that nothing more can follow; None when only the model can tell, by
    ending its turn. With it, the answer is taken without waiting for the token that ends the turn.
    """

    kind: str
    text: str
    finished: Callable[[str], bool] | None


def schema_grammar(schema: dict[str, Any], *, strict: bool) -> Grammar:
    """JSON that satisfies `schema`. Keywords that cannot be decoded are an error when `strict`, else left to the
    caller's own validation."""
    rules = COMPACT if strict else COMPACT | {"lenient": True}
    delimited = schema.get("type") in ("object", "array")
    return Grammar("json_schema", json.dumps(schema | {"x-guidance": rules}), _is_whole_json if delimited else None)


def object_grammar() -> Grammar:
    """Any JSON object."""
    return schema_grammar({"type": "object"}, strict=True)


def choice_grammar(choices: tuple[str, ...]) -> Grammar:
    """Exactly one of `choices`, bare."""
    ambiguous = any(a != b and b.startswith(a) for a in choices for b in choices)
    rules = " | ".join(json.dumps(choice) for choice in choices)
    return Grammar("lark", f"start: {rules}", None if ambiguous else frozenset(choices).__contains__)


def _is_whole_json(text: str) -> bool:
    if not text.endswith(("}", "]")):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
