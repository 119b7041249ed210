"""What is wrong with a prompt, seen without a model: places nobody fills, examples that do not stand, loaded labels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from summarizer.engines.questions import NOBODY
from summarizer.engines.stepwise import LETTERS
from summarizer.ground import find, unsupported
from summarizer.ground.wording import GIST_WORDS
from summarizer.prompts import TEMPLATES, Prompt

_OF_A_FLOW = frozenset({"passage", "choices", "supplier", "recipient", "items"})
_OF_A_WARNING = frozenset({"passage", "choices", "kind", "target"})

PLACES: dict[str, dict[str, frozenset[str]]] = {
    "single": {
        "system": frozenset(),
        "document": frozenset("title outlet published sentences quotations parties materiel cues".split()),
        "again": frozenset({"problems"}),
    },
    "stepwise": {
        "system": frozenset(),
        "speaker": frozenset({"passage", "choices", "words"}),
        **dict.fromkeys(("supplier", "claimant", "flow", "stage", "recipient"), _OF_A_FLOW),
        **dict.fromkeys(("issuer", "warning"), _OF_A_WARNING),
        "gist": frozenset({"passage", "issuer"}),
    },
    "note": {"system": frozenset(), "statements": frozenset({"statements"})},
}
"""What a strategy puts into each template; a place outside of this is never filled."""

NEEDED = frozenset({"passage", "choices", "sentences", "problems", "statements"})
"""Places without which a question cannot be answered; a template leaves out the others as it likes."""

PARTIES = frozenset({"speaker", "supplier", "recipient", "claimant", "issuer"})
"""Questions whose choices are names of parties, and nobody."""

NO_ITEMS = "arms"
"""What a question calls the items of a flow whose materiel the rules did not find."""

YES_OR_NO = frozenset({"flow", "warning"})


class Severity(StrEnum):
    """An error makes the prompt fail or mislead for certain; a warning may be meant so."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the file of the prompt, the line in it from 1 (None for the whole file), and what."""

    severity: Severity
    file: str
    line: int | None
    what: str


@dataclass(frozen=True)
class _Example:
    """One line of `examples.jsonl`."""

    line: int
    question: str
    passage: str
    values: dict[str, str]
    choices: tuple[str, ...] | None
    answer: str

    def error(self, what: str) -> Finding:
        return Finding(Severity.ERROR, "examples.jsonl", self.line, f"{self.question}: {what}")

    def warning(self, what: str) -> Finding:
        return Finding(Severity.WARNING, "examples.jsonl", self.line, f"{self.question}: {what}")


def lint(prompt: Prompt) -> list[Finding]:
    """Everything that is wrong with a prompt, by file and line."""
    examples = list(_examples(prompt))
    found = [*_templates(prompt), *_all(prompt, examples)]
    return sorted(found, key=lambda f: (f.file, f.line or 0))


def _templates(prompt: Prompt) -> Iterator[Finding]:
    filled = PLACES[prompt.strategy]
    for name, template in prompt.templates.items():
        file = f"{name}.md"
        if name not in filled:
            yield Finding(Severity.WARNING, file, None, f"the strategy {prompt.strategy} never asks with it.")
            continue
        if not template.is_valid():
            yield Finding(Severity.ERROR, file, None, "it holds a $ that marks no place; write $$ for the sign itself.")
        places = set(template.get_identifiers())
        for place in sorted(places - filled[name]):
            known = ", ".join(f"${p}" for p in sorted(filled[name])) or "none"
            yield Finding(Severity.ERROR, file, None, f"nothing fills ${place}; what is filled: {known}.")
        for place in sorted((filled[name] & NEEDED) - places):
            yield Finding(Severity.ERROR, file, None, f"it leaves out ${place}, and cannot be answered without.")


def _all(prompt: Prompt, examples: list[_Example]) -> Iterator[Finding]:
    if prompt.strategy != "stepwise":
        if examples:
            told = f"the strategy {prompt.strategy} shows no examples."
            yield Finding(Severity.WARNING, "examples.jsonl", None, told)
        return
    for example in examples:
        if example.question not in PLACES["stepwise"] or example.question == "system":
            yield example.error("there is no such question.")
        else:
            yield from _fills(prompt, example)
            yield from _stands(example)
    yield from _doubles(examples)
    for question in TEMPLATES["stepwise"][1:]:
        yield from _balance(question, [e for e in examples if e.question == question])


def _fills(prompt: Prompt, example: _Example) -> Iterator[Finding]:
    """Whether an example fits the template of its question."""
    given = {"passage", *example.values, *(["choices"] if example.choices is not None else [])}
    wanted = set(prompt.templates[example.question].get_identifiers())
    for place in sorted((wanted & PLACES["stepwise"][example.question]) - given):
        yield example.error(f"it gives no {place}, which the template shows.")
    for place in sorted(given - PLACES["stepwise"][example.question]):
        yield example.error(f"it gives {place}, which this question does not have.")
    if example.choices is None:
        return
    if not 2 <= len(example.choices) <= len(LETTERS):
        yield example.error(f"it has {len(example.choices)} choices; there must be 2 to {len(LETTERS)}.")
    if len(set(example.choices)) < len(example.choices):
        yield example.error("two of its choices are the same.")
    if example.question in YES_OR_NO and set(example.choices) != {"yes", "no"}:
        yield example.error("its choices must be yes and no.")
    if example.question in PARTIES and example.choices[-1] != NOBODY:
        yield example.error(f"its last choice must be {NOBODY!r}, as it is when the question is asked.")


def _stands(example: _Example) -> Iterator[Finding]:
    """Whether the words that an example points at stand in its passage."""
    for name in ("words", "items"):
        words = example.values.get(name)
        if words is not None and words != NO_ITEMS and not find(words, example.passage, 0, len(example.passage)):
            yield example.error(f"the {name} {words!r} are not in its passage.")
    if example.question in PARTIES:
        for party in example.choices or ():
            if party == NOBODY or party in example.passage:
                continue
            if party == example.answer:
                yield example.error(f"its answer {party!r} is not in its passage.")
            else:
                yield example.warning(f"the choice {party!r} is not in its passage.")
    if example.question == "gist":
        yield from _written(example)


def _written(example: _Example) -> Iterator[Finding]:
    """Whether a written answer would be kept if a model gave it."""
    reason = unsupported(example.answer, example.passage, list(example.values.values()))
    if reason is not None:
        yield example.error(f"its answer does not stand on its passage: {reason}.")
    if len(example.answer.split()) > GIST_WORDS:
        yield example.error(f"its answer has more than {GIST_WORDS} words.")
    issuer = example.values.get("issuer", "")
    if not example.answer.casefold().removeprefix("the ").startswith(issuer.casefold()):
        yield example.error("its answer does not begin with the issuer.")


def _doubles(examples: Iterable[_Example]) -> Iterator[Finding]:
    """Examples that ask the same of the same passage, white space and case aside."""
    seen: dict[tuple[str, ...], int] = {}
    for example in examples:
        asked = (example.question, example.passage, json.dumps(example.values, sort_keys=True))
        folded = tuple(" ".join(part.split()).casefold() for part in asked)
        if folded in seen:
            yield example.error(f"it is the same as line {seen[folded]}.")
        seen.setdefault(folded, example.line)


def _balance(question: str, examples: list[_Example]) -> Iterator[Finding]:
    """What a model may learn from the examples in place of reading: an answer that is always or never the right one."""

    def warning(what: str) -> Finding:
        return Finding(Severity.WARNING, "examples.jsonl", None, f"{question}: {what}")

    if not examples:
        yield warning("it has no example.")
        return
    chosen = [e for e in examples if e.choices is not None]
    if not chosen:
        return
    letters = {LETTERS[(e.choices or ()).index(e.answer) % len(LETTERS)] for e in chosen}
    if len(letters) == 1:
        yield warning(f"the answer is always the letter {letters.pop()}.")
    answers = {e.answer for e in chosen}
    # Parties differ from passage to passage; nobody is a choice everywhere.
    options = (NOBODY,) if question in PARTIES else chosen[0].choices or ()
    never = [o for o in options if o not in answers and all(o in (e.choices or ()) for e in chosen)]
    if never:
        yield warning(f"never the answer: {', '.join(never)}.")
    if len(answers) == 1 and len(chosen) > 1:
        yield warning(f"always the answer: {answers.pop()}.")


def _examples(prompt: Prompt) -> Iterator[_Example]:
    text = prompt.texts().get("examples.jsonl", "")
    numbers = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for number, example in zip(numbers, prompt.examples, strict=True):
        yield _example(number, example)


def _example(number: int, example: dict[str, Any]) -> _Example:
    values = {str(name): str(value) for name, value in example["values"].items()}
    choices = tuple(str(c) for c in example["choices"]) if "choices" in example else None
    return _Example(number, example["question"], example["passage"], values, choices, example["answer"])
