"""Prompt folders: the text a model sees, its few-shot examples and its metadata.

A prompt is a folder with `prompt.toml` (id, version, strategy, description, margins), Markdown templates, and
`examples.jsonl`. `$name` marks a place in a template; what is put there is never interpreted, so braces, dollars
and template code in an article arrive as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from summarizer.errors import OutputError, PromptError

STRATEGIES = ("single", "stepwise")
"""Ways to read a document. A prompt of "note" reads none: it asks for the connecting text of a briefing note."""
NOTE = "note"
DEFAULTS = {"single": "single-v1", "stepwise": "stepwise-v1", NOTE: "note-v1"}
TEMPLATES = {
    "single": ("system", "document", "again"),
    "stepwise": tuple("system speaker supplier recipient claimant issuer flow stage warning gist".split()),
    NOTE: ("system", "statements"),
}
"""What a strategy asks with; a prompt that lacks one of them is refused before anything is asked."""

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)


@dataclass(frozen=True)
class Prompt:
    """One version of a prompt, read whole.

    `margins` say, by kind of question ("default" for all others), how much likelier in log-probability the model's
    choice must be than the rules' finding before it is taken; strategy `stepwise` only.
    `sha256` is over the names and bytes of all files of the folder in name order: change a word, and it changes.
    """

    id: str
    version: int
    strategy: str
    description: str
    templates: dict[str, Template]
    examples: tuple[dict[str, Any], ...]
    sha256: str
    folder: Path
    margins: Mapping[str, float] = field(default_factory=dict)

    def fill(self, template: str, /, **values: str) -> str:
        """A template of the folder (by file name without `.md`) with its places filled.

        Raises:
            PromptError: there is no such template, or it names a place that has no value.
        """
        if template not in self.templates:
            raise PromptError(f"Prompt {self.id!r} has no template {template}.md.", f"Add it to {self.folder}.")
        try:
            return self.templates[template].substitute(values).strip()
        except (KeyError, ValueError) as error:
            raise PromptError(f"Template {template}.md of prompt {self.id!r} cannot be filled: {error}.") from error

    def texts(self) -> dict[str, str]:
        """The whole text of every file that counts, line ends and all, by file name in name order."""
        return {path.name: path.read_bytes().decode("utf-8", "replace") for path in _files(self.folder)}

    def examples_for(self, question: str) -> list[dict[str, Any]]:
        """The few-shot examples of one question, in file order."""
        return [e for e in self.examples if e.get("question") == question]


def root() -> Path:
    """Where the prompts that ship with the program are."""
    package = Path(__file__).parent
    installed = package / "_data" / "prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def available() -> list[Prompt]:
    """All prompts that ship with the program, by id."""
    return [load(folder.parent.name) for folder in sorted(root().glob("*/prompt.toml"))]


def load(name: str) -> Prompt:
    """The prompt with an id, or the one in a folder on disk when `name` is a path.

    Raises:
        PromptError: no such prompt, or the folder is not a valid one.
    """
    folder = _folder(name)
    head = _head(folder / "prompt.toml", name)
    files = _files(folder)
    templates = {p.stem: Template(_text(p)) for p in files if p.suffix == ".md"}
    missing = [f"{t}.md" for t in TEMPLATES[head["strategy"]] if t not in templates]
    if missing:
        raise PromptError(f"Prompt {head['id']!r} has no {', '.join(missing)}.", f"Add what is missing to {folder}.")
    return Prompt(
        id=str(head["id"]),
        version=int(head["version"]),
        strategy=str(head["strategy"]),
        description=str(head.get("description", "")),
        templates=templates,
        examples=tuple(_examples(folder / "examples.jsonl")),
        sha256=_hash(files),
        folder=folder,
        margins=_margins(head, folder / "prompt.toml"),
    )


def copy(source: Prompt, folder: Path) -> Prompt:
    """A prompt to edit: the files of `source` in a new folder, whose name is the new id; version 1.

    Raises:
        PromptError: the name is none for a prompt, or the name of one that ships.
        OutputError: something is there already, or cannot be written.
    """
    name = folder.name
    if not _NAME.fullmatch(name):
        raise PromptError(f"{name!r} is no name for a prompt.", "Use letters, digits, dots, hyphens and underscores.")
    if (root() / name).exists():
        raise PromptError(f"{name!r} is the name of a prompt that ships.", "Give another name.")
    files = {path.name: path.read_bytes() for path in _files(source.folder)}
    for key, value in ((b"id", f'"{name}"'.encode()), (b"version", b"1")):
        line = rb"(?m)^" + key + rb"[ \t]*=.*$"
        files["prompt.toml"] = re.sub(line, key + b" = " + value, files["prompt.toml"], count=1)
    try:
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
    except FileExistsError:
        raise OutputError(f"{folder} is there already.", "Give another name, or remove it.") from None
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}.", "Give another folder.") from error
    return load(str(folder))


def _files(folder: Path) -> list[Path]:
    """The files of a prompt, in name order; whatever else lies in the folder does not count."""
    return sorted(p for p in folder.iterdir() if p.suffix in {".md", ".toml", ".jsonl"})


def _folder(name: str) -> Path:
    """A shipped prompt goes before a folder of the same name that happens to lie where the program was started."""
    shipped = root() / name
    return shipped if "/" not in name and (shipped / "prompt.toml").is_file() else Path(name)


def _head(path: Path, name: str) -> dict[str, Any]:
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in root().glob("*/prompt.toml")))
        raise PromptError(f"There is no prompt {name!r}.", f"Known prompts: {known}; or give a folder.")
    try:
        head = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{path} cannot be read: {error}.") from error
    if head.get("strategy") not in TEMPLATES or not isinstance(head.get("version"), int) or "id" not in head:
        raise PromptError(f"{path} must give id, version (a whole number) and strategy.")
    return head


def _margins(head: dict[str, Any], path: Path) -> dict[str, float]:
    given = head.get("margins", {})
    kinds = {"default", *TEMPLATES["stepwise"]} - {"system", "gist"} if head["strategy"] == "stepwise" else set()
    right = isinstance(given, dict) and all(
        isinstance(margin, int | float) and not isinstance(margin, bool) and margin >= 0 for margin in given.values()
    )
    if not right or not given.keys() <= kinds:
        raise PromptError(
            f"The margins in {path} cannot be used.",
            f"Give numbers from 0 upwards for: {', '.join(sorted(kinds))}." if kinds else "Leave them out.",
        )
    return {kind: float(margin) for kind, margin in given.items()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path} cannot be read: {error}.") from error


def _examples(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            try:
                example = json.loads(line)
            except json.JSONDecodeError as error:
                raise PromptError(f"{path} line {number} is not JSON: {error}.") from error
            if not _is_whole(example):
                raise PromptError(
                    f"{path} line {number} is not an example.",
                    "Give question, passage, values and answer; where there are choices, the answer is one of them.",
                )
            found.append(example)
    return found


def _is_whole(example: Any) -> bool:
    """Of the form of `examples.jsonl`; without `choices` the answer is written, not chosen."""
    return (
        isinstance(example, dict)
        and all(isinstance(example.get(name), str) for name in ("question", "passage", "answer"))
        and isinstance(example.get("values"), dict)
        and isinstance(choices := example.get("choices", [example["answer"]]), list)
        and example["answer"] in choices
    )


def _hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
