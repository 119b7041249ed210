"""The prompts that ship: whole, fillable, hashed to the byte, and with examples that stand on their own passages."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from summarizer import prompts
from summarizer.engines.prompt_lint import PARTIES, PLACES
from summarizer.engines.questions import NOBODY
from summarizer.engines.stepwise import LETTERS
from summarizer.errors import OutputError, PromptError
from summarizer.ground import find, unsupported
from summarizer.prompts import DEFAULTS, NOTE, STRATEGIES, TEMPLATES, Prompt, available, load, root

SHIPPED = [prompt.id for prompt in available()]
EXAMPLES = [(prompt.id, number, example) for prompt in available() for number, example in enumerate(prompt.examples)]
NAMED = [f"{prompt}-{number}-{example['question']}" for prompt, number, example in EXAMPLES]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the stepwise prompt to spoil."""
    return Path(shutil.copytree(root() / DEFAULTS["stepwise"], tmp_path / "mine"))


def reason(folder: Path) -> str:
    with pytest.raises(PromptError) as told:
        load(str(folder))
    return str(told.value)


def test_every_strategy_has_a_prompt_by_default() -> None:
    assert set(DEFAULTS) == {*STRATEGIES, NOTE} == set(TEMPLATES) == set(PLACES)
    for strategy, name in DEFAULTS.items():
        assert load(name).strategy == strategy


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_prompt_loads_under_its_own_name(name: str) -> None:
    prompt = load(name)
    assert prompt.id == prompt.folder.name == name
    assert prompt.id.endswith(f"-v{prompt.version}")
    assert prompt.description
    assert set(prompt.templates) >= set(TEMPLATES[prompt.strategy])


@pytest.mark.parametrize("name", SHIPPED)
def test_every_place_of_a_template_is_one_that_gets_filled(name: str) -> None:
    prompt = load(name)
    for template, words in prompt.templates.items():
        assert words.is_valid(), template
        places = words.get_identifiers()
        assert set(places) <= PLACES[prompt.strategy][template], template
        filled = prompt.fill(template, **{place: f"<{place}>" for place in places})
        assert all(f"<{place}>" in filled for place in places)
        assert "$" not in filled


@pytest.mark.parametrize("name", SHIPPED)
def test_the_hash_changes_with_any_byte_of_any_file(name: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(root() / name, tmp_path / name))
    before = load(str(copy)).sha256
    assert before == load(name).sha256
    seen = {before}
    for path in sorted(copy.iterdir()):
        original = path.read_bytes()
        # A blank at the end leaves every file readable, and counts as much as any other byte.
        path.write_bytes(original + b" ")
        changed = load(str(copy)).sha256
        assert changed not in seen, path.name
        seen.add(changed)
        path.write_bytes(original)
    assert load(str(copy)).sha256 == before


def test_the_hash_knows_where_one_file_ends(tmp_path: Path) -> None:
    one = Path(shutil.copytree(root() / DEFAULTS["single"], tmp_path / "one"))
    two = Path(shutil.copytree(one, tmp_path / "two"))
    (one / "x.md").write_text("ab")
    (one / "y.md").write_text("c")
    (two / "x.md").write_text("a")
    (two / "y.md").write_text("bc")
    assert load(str(one)).sha256 != load(str(two)).sha256


@pytest.mark.parametrize("value", ["{{7*7}}", "{% if %}", "$system", "${x}", "$$", "\\1", "%s", "{0}"])
def test_what_is_filled_in_is_never_interpreted(value: str) -> None:
    assert value in load(DEFAULTS["single"]).fill("again", problems=value)


def test_a_place_may_have_any_name(folder: Path) -> None:
    (folder / "odd.md").write_text("$template and $self")
    assert load(str(folder)).fill("odd", template="1", self="2") == "1 and 2"


# Examples -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prompt", "number", "example"), EXAMPLES, ids=NAMED)
def test_an_example_fills_its_template(prompt: str, number: int, example: dict[str, Any]) -> None:
    loaded = load(prompt)
    given = {"passage", *example["values"], *(["choices"] if "choices" in example else [])}
    assert given >= set(loaded.templates[example["question"]].get_identifiers())
    assert given <= PLACES[loaded.strategy][example["question"]]
    assert number < len(loaded.examples)


@pytest.mark.parametrize(("prompt", "number", "example"), EXAMPLES, ids=NAMED)
def test_an_example_stands_on_its_passage(prompt: str, number: int, example: dict[str, Any]) -> None:
    passage = example["passage"]
    for name in ("words", "items"):
        if name in example["values"]:
            assert find(example["values"][name], passage, 0, len(passage)), name
    if example["question"] in PARTIES:
        *parties, last = example["choices"]
        assert last == NOBODY
        assert len(set(parties)) == len(parties)
        for party in parties:
            assert party in passage, f"{party!r} of example {number} of {prompt}"
    if "choices" in example:
        assert example["answer"] in example["choices"]
        assert 2 <= len(example["choices"]) <= len(LETTERS)
    else:
        assert unsupported(example["answer"], passage, example["values"].values()) is None


def letters(prompt: Prompt) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for example in prompt.examples:
        if "choices" in example:
            found.setdefault(example["question"], []).append(example["choices"].index(example["answer"]))
    return found


def test_no_letter_can_be_parroted() -> None:
    by_question = letters(load(DEFAULTS["stepwise"]))
    for question, answers in by_question.items():
        assert len(answers) >= 2, question
        assert len(set(answers)) > 1, f"the answer to {question} is always {LETTERS[answers[0]]}"
    counted = Counter(letter for answers in by_question.values() for letter in answers)
    assert max(counted.values()) <= sum(counted.values()) / 2


def test_every_question_that_can_be_asked_has_examples() -> None:
    prompt = load(DEFAULTS["stepwise"])
    asked = set(TEMPLATES["stepwise"]) - {"system"}
    assert {e["question"] for e in prompt.examples} == asked
    assert all(prompt.examples_for(kind) for kind in asked)
    assert prompt.examples_for("nothing of the kind") == []


def test_examples_with_nobody_as_answer_are_among_them() -> None:
    """A model that never sees it chosen never chooses it."""
    prompt = load(DEFAULTS["stepwise"])
    for kind in PARTIES - {"speaker"}:
        assert NOBODY in [e["answer"] for e in prompt.examples_for(kind)], kind


def test_no_example_is_taken_from_gold() -> None:
    gold = [path.read_text(encoding="utf-8") for path in (root().parent / "evals" / "gold").rglob("*.txt")]
    assert gold
    texts = " ".join(" ".join(text.split()).casefold() for text in gold)
    for prompt, number, example in EXAMPLES:
        for sentence in re.split(r"(?<=[.!?])\s+", example["passage"]):
            said = " ".join(sentence.split()).casefold()
            assert said not in texts, f"{prompt} {number}: {sentence}"


# Copies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_is_the_same_under_another_name(name: str, tmp_path: Path) -> None:
    shipped = load(name)
    made = prompts.copy(shipped, tmp_path / "new" / "mine-2.b")
    assert (made.id, made.version, made.strategy) == ("mine-2.b", 1, shipped.strategy)
    assert made.description == shipped.description
    assert made.examples == shipped.examples
    changed = {file for file, text in made.texts().items() if shipped.texts()[file] != text}
    assert changed == {"prompt.toml"}
    assert made.texts().keys() == shipped.texts().keys()


def test_a_copy_of_a_copy_begins_at_version_one_and_takes_prompt_files_alone(folder: Path, tmp_path: Path) -> None:
    head = (folder / "prompt.toml").read_text()
    (folder / "prompt.toml").write_text('# mine\nby = "x"\n' + head.replace("version = 1", "version=7  # seventh"))
    (folder / "system.md").write_bytes(b"One.\r\nTwo.\n")
    (folder / "notes.txt").write_text("not for the model")
    made = prompts.copy(load(str(folder)), tmp_path / "next")
    assert (made.id, made.version) == ("next", 1)
    assert made.texts()["prompt.toml"].startswith('# mine\nby = "x"\nid = "next"\nversion = 1\n')
    assert (tmp_path / "next" / "system.md").read_bytes() == b"One.\r\nTwo.\n"
    assert not (tmp_path / "next" / "notes.txt").exists()


@pytest.mark.parametrize("name", ["stepwise-v1", "..", "a b", ".hidden", "-x", 'q"', "é", ""])
def test_a_name_that_is_none_or_is_taken_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="name"):
        prompts.copy(load(DEFAULTS["single"]), tmp_path / "in" / name if name else Path())
    assert not (tmp_path / "in").exists()


def test_a_copy_overwrites_nothing(folder: Path) -> None:
    before = load(str(folder)).sha256
    with pytest.raises(OutputError, match="is there already"):
        prompts.copy(load(DEFAULTS["single"]), folder)
    assert load(str(folder)).sha256 == before
    with pytest.raises(OutputError, match="cannot be written"):
        prompts.copy(load(DEFAULTS["single"]), folder / "system.md" / "mine")


# Folders that are not prompts -----------------------------------------------------------------------------------


def test_an_unknown_name_is_told_with_those_that_exist() -> None:
    with pytest.raises(PromptError, match=r"There is no prompt 'nothing'.*single-v1, stepwise-v1") as told:
        load("nothing")
    assert told.value.exit_code == 13


def test_a_folder_of_ones_own_is_a_prompt(folder: Path) -> None:
    (folder / "system.md").write_text("Answer in one letter.")
    prompt = load(str(folder))
    assert prompt.fill("system") == "Answer in one letter."
    assert prompt.sha256 != load(DEFAULTS["stepwise"]).sha256


def test_a_shipped_name_is_never_taken_from_where_the_program_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.rename(folder.parent / "stepwise-v1")
    monkeypatch.chdir(folder.parent)
    assert load("stepwise-v1").folder == root() / "stepwise-v1"
    assert load("./stepwise-v1").folder == Path("stepwise-v1")


STEPWISE = b'id = "a"\nversion = 1\nstrategy = "stepwise"\n'
SPOILT: list[tuple[str, bytes | None, str]] = [
    ("prompt.toml", None, "There is no prompt"),
    ("prompt.toml", b"id = ", "cannot be read"),
    ("prompt.toml", b"\xff", "cannot be read"),
    ("prompt.toml", b'id = "a"\nversion = "1"\nstrategy = "stepwise"', "must give id, version"),
    ("prompt.toml", b'id = "a"\nversion = 1\nstrategy = "other"', "must give id, version"),
    ("prompt.toml", b'version = 1\nstrategy = "stepwise"', "must give id, version"),
    ("prompt.toml", STEPWISE + b"[margins]\nstage = -1", "margins in"),
    ("prompt.toml", STEPWISE + b"[margins]\nstage = true", "margins in"),
    ("prompt.toml", STEPWISE + b"[margins]\ngist = 1", "Give numbers from 0 upwards for: claimant, default"),
    ("prompt.toml", STEPWISE + b"margins = 3", "margins in"),
    ("stage.md", None, "has no stage.md"),
    ("stage.md", b"\xff", "cannot be read"),
    ("examples.jsonl", b"{", "line 1 is not JSON"),
    ("examples.jsonl", b"\n[]", "line 2 is not an example"),
    ("examples.jsonl", b'{"question": "flow"}', "line 1 is not an example"),
    (
        "examples.jsonl",
        b'{"question": "flow", "passage": "x", "values": {}, "choices": ["yes"], "answer": "no"}',
        "line 1 is not an example",
    ),
]


def test_margins_are_read_and_only_a_prompt_that_asks_choices_has_them(folder: Path) -> None:
    (folder / "prompt.toml").write_bytes(STEPWISE + b"[margins]\ndefault = 2\nstage = 7.5\n")
    assert load(str(folder)).margins == {"default": 2.0, "stage": 7.5}
    (folder / "prompt.toml").write_bytes(STEPWISE)
    assert load(str(folder)).margins == {}
    shutil.copytree(load("single-v1").folder, folder, dirs_exist_ok=True)
    with (folder / "prompt.toml").open("a") as head:
        head.write("[margins]\ndefault = 2\n")
    assert "Leave them out" in reason(folder)


@pytest.mark.parametrize(("file", "content", "told"), SPOILT)
def test_a_folder_that_is_no_prompt_says_what_is_wrong(
    folder: Path, file: str, content: bytes | None, told: str
) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    assert told in reason(folder)


def test_a_file_is_no_folder(folder: Path) -> None:
    assert "There is no prompt" in reason(folder / "system.md")


def test_a_template_that_is_missing_or_has_an_unknown_place_is_told(folder: Path) -> None:
    (folder / "flow.md").write_text("About $something")
    (folder / "stage.md").write_text("It costs $ 5")
    prompt = load(str(folder))
    for template in ("flow", "stage", "none such"):
        with pytest.raises(PromptError, match=template):
            prompt.fill(template, passage="x")


def test_a_prompt_without_examples_is_one(folder: Path) -> None:
    (folder / "examples.jsonl").unlink()
    assert load(str(folder)).examples == ()


def test_installed_prompts_go_before_those_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "summarizer"
    (package / "_data" / "prompts").mkdir(parents=True)
    monkeypatch.setattr(prompts, "__file__", str(package / "prompts.py"))
    assert root() == package / "_data" / "prompts"
    assert json.dumps([p.id for p in available()]) == "[]"
