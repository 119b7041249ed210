"""What a lint finds in prompts that were spoilt in one place, and that it knows what the strategies fill."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import prompts
from summarizer.engines.prompt_lint import PLACES, Finding, Severity, lint
from summarizer.engines.questions import NOBODY
from summarizer.engines.single import Single
from summarizer.engines.stepwise import Stepwise
from summarizer.prompts import Prompt, load
from tests.engines.doubts import doubting

FLOW = {"items": "mortars", "supplier": "Norland", "recipient": "Sudria"}
PASSAGE = "Norland sent mortars to Sudria, Ola Strand said. Estria did not."


def errors(found: list[Finding]) -> list[str]:
    return [f"{f.file}:{f.line}: {f.what}" for f in found if f.severity is Severity.ERROR]


def warnings(found: list[Finding]) -> list[str]:
    return [f"{f.file}: {f.what}" for f in found if f.severity is Severity.WARNING]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(prompts.root() / "stepwise-v1", tmp_path / "mine"))


@pytest.mark.parametrize("prompt", prompts.available(), ids=lambda p: p.id)
def test_a_shipped_prompt_has_no_error(prompt: Prompt) -> None:
    assert errors(lint(prompt)) == []


def test_the_places_are_those_that_the_strategies_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    filled: defaultdict[str, set[str]] = defaultdict(set)
    fill = Prompt.fill

    def spy(self: Prompt, template: str, /, **values: str) -> str:
        filled[template] |= values.keys()
        return fill(self, template, **values)

    monkeypatch.setattr(Prompt, "fill", spy)
    work = doubting("speaker", "flow", "supplier", "recipient", "stage", "claimant", "issuer", "warning")
    for strategy, made in (("stepwise", Stepwise(load("stepwise-v1"))), ("single", Single(load("single-v1")))):
        filled.clear()
        assert made.calls(work)
        # `again` is filled after an answer only.
        assert filled == {name: given for name, given in PLACES[strategy].items() if name != "again"}


TEMPLATES: list[tuple[str, str, str]] = [
    ("stage.md", "$passage $choices $speaker", "stage.md:None: nothing fills $speaker"),
    ("system.md", "You read $title.", "system.md:None: nothing fills $title; what is filled: none."),
    ("flow.md", "$passage $choices It costs $ 5.", "flow.md:None: it holds a $ that marks no place"),
    ("flow.md", "$choices", "flow.md:None: it leaves out $passage"),
    ("speaker.md", "$passage Who said $words?", "speaker.md:None: it leaves out $choices"),
    ("gist.md", "$issuer", "gist.md:None: it leaves out $passage"),
]


@pytest.mark.parametrize(("file", "text", "told"), TEMPLATES)
def test_a_template_nobody_can_fill_or_answer_is_an_error(folder: Path, file: str, text: str, told: str) -> None:
    (folder / file).write_text(text)
    (error,) = errors(lint(load(str(folder))))
    assert error.startswith(told)


@pytest.mark.parametrize("text", ["$passage\n$choices", "$passage $choices $$5 ${items}"])
def test_a_template_may_leave_out_what_it_does_not_need(folder: Path, text: str) -> None:
    (folder / "stage.md").write_text(text)
    assert errors(lint(load(str(folder)))) == []


def example(question: str, answer: str, choices: list[str] | None, **values: str) -> dict[str, Any]:
    made = {"question": question, "passage": PASSAGE, "values": values or FLOW, "answer": answer}
    return made if choices is None else {**made, "choices": choices}


WHO = ["Norland", "Estria", NOBODY]
SUPPLIED = {"items": "mortars", "recipient": "Sudria"}
EXAMPLES: list[tuple[dict[str, Any], str]] = [
    (example("guess", "yes", ["yes", "no"]), "guess: there is no such question."),
    (example("system", "yes", ["yes", "no"]), "system: there is no such question."),
    (example("supplier", "Norland", WHO, items="mortars"), "supplier: it gives no recipient"),
    (example("stage", "in talks", ["in talks", "x"], **FLOW, words="sent"), "stage: it gives words"),
    (example("supplier", "Norland", None, **SUPPLIED), "supplier: it gives no choices"),
    (example("supplier", NOBODY, [NOBODY], **SUPPLIED), "supplier: it has 1 choices; there must be 2 to 10."),
    (example("stage", "c1", [f"c{n}" for n in range(11)]), "stage: it has 11 choices"),
    (example("supplier", NOBODY, ["Norland", "Norland", NOBODY], **SUPPLIED), "supplier: two of its choices"),
    (example("flow", "yes", ["yes", "perhaps"]), "flow: its choices must be yes and no."),
    (example("supplier", "Norland", ["Norland", "Estria"], **SUPPLIED), "supplier: its last choice must be 'none of"),
    (example("supplier", "Lavria", ["Lavria", NOBODY], **SUPPLIED), "supplier: its answer 'Lavria' is not in its"),
    (example("supplier", "Norland", WHO, items="mines", recipient="Sudria"), "supplier: the items 'mines' are not"),
    (example("speaker", "Ola Strand", ["Ola Strand", NOBODY], words="We sent"), "speaker: the words 'We sent' are"),
    (example("gist", "Norland warns of 12 mortars.", None, issuer="Norland"), "gist: its answer does not stand"),
    (example("gist", "Norland speaks " + "so " * 20, None, issuer="Norland"), "gist: its answer has more than 20"),
    (example("gist", "Sudria was told to stop.", None, issuer="Norland"), "gist: its answer does not begin"),
]


@pytest.mark.parametrize(("added", "told"), EXAMPLES)
def test_an_example_that_does_not_stand_is_an_error(folder: Path, added: dict[str, Any], told: str) -> None:
    path = folder / "examples.jsonl"
    before = path.read_text().rstrip("\n")
    path.write_text(f"{before}\n\n{json.dumps(added)}\n")
    (error,) = errors(lint(load(str(folder))))
    assert error.startswith(f"examples.jsonl:{before.count(chr(10)) + 3}: {told}")


def test_the_last_resort_for_items_stands_everywhere(folder: Path) -> None:
    added = example("flow", "yes", ["yes", "no"], **{**FLOW, "items": "arms"})
    (folder / "examples.jsonl").write_text(json.dumps(added))
    assert errors(lint(load(str(folder)))) == []


def test_two_examples_alike_are_an_error(folder: Path) -> None:
    one = example("flow", "yes", ["yes", "no"])
    other = {**one, "passage": PASSAGE.upper().replace(" ", "  "), "choices": ["no", "yes"], "answer": "no"}
    (folder / "examples.jsonl").write_text(f"{json.dumps(one)}\n{json.dumps(other)}\n")
    found = errors(lint(load(str(folder))))
    assert "examples.jsonl:2: flow: it is the same as line 1." in found


def balanced(folder: Path, *added: dict[str, Any]) -> list[str]:
    (folder / "examples.jsonl").write_text("".join(json.dumps(a) + "\n" for a in added))
    question = added[0]["question"]
    return [w for w in warnings(lint(load(str(folder)))) if f": {question}:" in w]


def other(number: int, added: dict[str, Any]) -> dict[str, Any]:
    return {**added, "passage": f"{PASSAGE} That was on day {number}."}


YES, NO = (example("flow", word, ["yes", "no"]) for word in ("yes", "no"))
BALANCE: list[tuple[list[dict[str, Any]], list[str]]] = [
    ([YES, other(1, NO)], []),
    ([YES, other(1, YES)], ["always the letter A.", "never the answer: no.", "always the answer: yes."]),
    ([NO], ["always the letter B.", "never the answer: yes."]),
    (
        [example("supplier", "Norland", WHO, **SUPPLIED), other(1, example("supplier", "Estria", WHO, **SUPPLIED))],
        ["never the answer: none of them."],
    ),
    (
        [example("supplier", NOBODY, WHO, **SUPPLIED), other(1, example("supplier", NOBODY, WHO[1:], **SUPPLIED))],
        ["always the answer: none of them."],
    ),
]


@pytest.mark.parametrize(("added", "told"), BALANCE)
def test_labels_that_can_be_parroted_are_a_warning(folder: Path, added: list[dict[str, Any]], told: list[str]) -> None:
    found = balanced(folder, *added)
    assert len(found) == len(told)
    assert all(line.endswith(words) for line, words in zip(found, told, strict=True))


def _more_templates(folder: Path) -> None:
    (folder / "extra.md").write_text("$whatever")


def _no_examples(folder: Path) -> None:
    (folder / "examples.jsonl").write_text("")


def _a_choice_from_nowhere(folder: Path) -> None:
    added = example("supplier", "Norland", ["Norland", "Lavria", NOBODY], **SUPPLIED)
    (folder / "examples.jsonl").write_text(json.dumps(added))


MEANT: list[tuple[Callable[[Path], None], str]] = [
    (_more_templates, "extra.md: the strategy stepwise never asks with it."),
    (_no_examples, "examples.jsonl: stage: it has no example."),
    (_a_choice_from_nowhere, "examples.jsonl: supplier: the choice 'Lavria' is not in its passage."),
]


@pytest.mark.parametrize(("change", "told"), MEANT)
def test_what_may_be_meant_is_a_warning(folder: Path, change: Callable[[Path], None], told: str) -> None:
    change(folder)
    found = lint(load(str(folder)))
    assert told in warnings(found)
    assert errors(found) == []


def test_examples_that_are_never_shown_are_a_warning(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(prompts.root() / "single-v1", tmp_path / "mine"))
    (folder / "examples.jsonl").write_text(json.dumps(YES))
    assert warnings(lint(load(str(folder)))) == ["examples.jsonl: the strategy single shows no examples."]
