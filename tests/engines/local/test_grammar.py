from __future__ import annotations

import json

import pytest

from summarizer.engines.local.grammar import choice_grammar, object_grammar, schema_grammar


@pytest.mark.parametrize(("strict", "lenient"), [(True, None), (False, True)])
def test_a_schema_is_decoded_compactly(strict: bool, lenient: bool | None) -> None:
    grammar = schema_grammar({"type": "object", "title": "T"}, strict=strict)
    sent = json.loads(grammar.text)
    assert (grammar.kind, sent["type"], sent["title"]) == ("json_schema", "object", "T")
    assert sent["x-guidance"]["whitespace_flexible"] is False
    assert sent["x-guidance"].get("lenient") is lenient


def test_the_caller_s_schema_stays_as_it_was() -> None:
    schema = {"type": "object"}
    schema_grammar(schema, strict=True)
    assert schema == {"type": "object"}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", False),
        ("{", False),
        ('{"a":"}', False),
        ('{"a":{"b":1}', False),
        ('{"a":{"b":1}}', True),
        ('{"a":"}"}', True),
        ("{}", True),
    ],
)
def test_an_object_is_finished_at_its_last_brace(text: str, whole: bool) -> None:
    finished = object_grammar().finished
    assert finished is not None
    assert finished(text) is whole


@pytest.mark.parametrize("schema", [{"enum": ["a"]}, {"type": "integer"}, {"type": "string"}, {"anyOf": []}])
def test_only_the_model_knows_when_a_bare_value_ends(schema: dict[str, object]) -> None:
    assert schema_grammar(schema, strict=True).finished is None


@pytest.mark.parametrize(
    ("choices", "text", "whole"),
    [
        (("A", "B"), "", False),
        (("A", "B"), "A", True),
        (("yes", "no"), "ye", False),
        (("yes", "no"), "yes", True),
    ],
)
def test_a_choice_is_finished_when_it_is_whole(choices: tuple[str, ...], text: str, whole: bool) -> None:
    finished = choice_grammar(choices).finished
    assert finished is not None
    assert finished(text) is whole


def test_a_choice_that_begins_another_waits_for_the_model() -> None:
    assert choice_grammar(("no", "none")).finished is None


def test_choices_are_quoted() -> None:
    assert choice_grammar(('say "hi"', "a\nb")).text == 'start: "say \\"hi\\"" | "a\\nb"'
