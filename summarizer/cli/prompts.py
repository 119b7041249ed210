"""`summarizer prompts`: list, show, compare, copy and check the prompts that a model sees."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli import output
from summarizer.cli.failures import say
from summarizer.errors import PromptError

if TYPE_CHECKING:
    from summarizer.engines.prompt_lint import Finding
    from summarizer.prompts import Prompt

app = typer.Typer(add_completion=False, no_args_is_help=True, help="List, show, compare, copy and check prompts.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ID = "ID|FOLDER"


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Print every prompt that ships, one a line: id, version, strategy, start of its hash, description."""
    from summarizer import prompts

    found = prompts.available()
    if as_json:
        output.write(_json([_head(p) for p in found]), None)
        return
    rows = ([p.id, str(p.version), p.strategy, p.sha256[:12], p.description] for p in found)
    output.write("".join("\t".join(row) + "\n" for row in rows), None)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar=ID, help="A prompt that ships, or a folder that holds one.")],
    as_json: AsJson = False,
) -> None:
    """Print a whole prompt: what it is, and the text of every file.

    summarizer prompts show stepwise-v1
    """
    from summarizer import prompts

    prompt = prompts.load(name)
    texts = prompt.texts()
    if as_json:
        output.write(_json(_head(prompt) | {"folder": str(prompt.folder), "files": texts}), None)
        return
    head = [f"{field:13}{value}" for field, value in (_head(prompt) | {"folder": prompt.folder}).items()]
    parts = ["\n".join(head) + "\n"]
    parts += [f"\n=== {file} ===\n{text}" + ("" if text.endswith("\n") else "\n") for file, text in texts.items()]
    output.write(_shown("".join(parts)), None)


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(metavar=ID, help="The one that is compared with.")],
    new: Annotated[str, typer.Argument(metavar=ID, help="The one that is looked at.")],
) -> None:
    """Print what differs between two prompts, file by file, as a unified diff.

    summarizer prompts diff stepwise-v1 ./mine
    """
    from summarizer import prompts

    one, other = prompts.load(old), prompts.load(new)
    if one.sha256 == other.sha256:
        output.write(_shown(f"the same: {one.id} and {other.id}, {one.sha256[:12]}\n"), None)
        return
    lines = list(_differences(one, other))
    coloured = output.is_terminal() and not os.environ.get("NO_COLOR")
    output.write("".join(_coloured(_shown(line)) if coloured else _shown(line) for line in lines), None)


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="Its id, and the name of its folder.")],
    source: Annotated[
        str, typer.Option("--from", metavar=ID, help="The prompt to start from.", show_default=True)
    ] = "stepwise-v1",
    folder: Annotated[Path, typer.Option("--in", help="Where to put it.", show_default="here")] = Path(),
) -> None:
    """Copy a prompt into a folder of your own to edit, and print its path.

    summarizer prompts new mine --from single-v1
    """
    import shlex

    from summarizer import prompts

    # A name with a slash would be a folder somewhere else.
    if Path(name).name != name:
        raise PromptError(f"{name!r} is no name for a prompt.", "Give a plain name, and its place with --in.")
    made = prompts.copy(prompts.load(source), folder / name)
    output.write(f"{made.folder}\n", None)
    path, log = shlex.quote(str(made.folder)), shlex.quote(f"{name}.jsonl")
    say("edit its files; then see what changed:")
    model = " --model PROVIDER/NAME" if made.strategy == "single" else ""
    say(f"  summarizer eval run{model} --prompt {path} --out {log}")
    say(f"  summarizer eval compare BASELINE {log}")


@app.command("lint")
def lint(
    names: Annotated[
        list[str] | None, typer.Argument(metavar=f"[{ID}]...", help="What to check; all that ship by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check prompts: places, examples and labels. Exit 13 when there is an error; warnings are told and pass.

    summarizer prompts lint ./mine
    """
    from summarizer import prompts

    checked = names or [p.id for p in prompts.available()]
    found = [(name, finding) for name in checked for finding in _findings(name)]
    errors = sum(finding.severity == "error" for _, finding in found)
    if as_json:
        output.write(_json([{"prompt": name, **asdict(finding)} for name, finding in found]), None)
    else:
        output.write(_shown("".join(_finding_line(name, finding) for name, finding in found)), None)
    say(f"{_count(len(checked), 'prompt')}, {_count(errors, 'error')}, {_count(len(found) - errors, 'warning')}.")
    if errors:
        raise typer.Exit(PromptError.exit_code)


def _findings(name: str) -> list[Finding]:
    """What is wrong with a prompt; one that cannot even be loaded has that one thing wrong with it."""
    from summarizer import prompts
    from summarizer.engines.prompt_lint import Finding, Severity, lint

    try:
        return lint(prompts.load(name))
    except PromptError as error:
        return [Finding(Severity.ERROR, "", None, str(error))]


def _finding_line(name: str, finding: Finding) -> str:
    place = "/".join(part for part in (name.rstrip("/"), finding.file) if part)
    where = place if finding.line is None else f"{place}:{finding.line}"
    return f"{where}: {finding.severity}: {finding.what}\n"


def _differences(one: Prompt, other: Prompt) -> Iterator[str]:
    """Unified diff of all files, as lines with their line ends."""
    from difflib import unified_diff

    before, after = one.texts(), other.texts()
    for file in sorted(before.keys() | after.keys()):
        # Only a line feed ends a line: an example may hold any other separator.
        old, new = ([part for part in re.split(r"(?<=\n)", texts.get(file, "")) if part] for texts in (before, after))
        was = f"{one.id}/{file}" if file in before else "/dev/null"
        now = f"{other.id}/{file}" if file in after else "/dev/null"
        for line in unified_diff(old, new, was, now):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _coloured(line: str) -> str:
    colours: dict[str, dict[str, Any]] = {"+": {"fg": "green"}, "-": {"fg": "red"}, "@": {"fg": "cyan"}}
    if line.startswith(("+++ ", "--- ")):
        return typer.style(line, bold=True)
    return typer.style(line, **colours[line[0]]) if line[:1] in colours else line


def _head(prompt: Prompt) -> dict[str, Any]:
    return {
        "id": prompt.id,
        "version": prompt.version,
        "strategy": prompt.strategy,
        "description": prompt.description,
        "sha256": prompt.sha256,
        "examples": len(prompt.examples),
    }


def _shown(text: str) -> str:
    """On a terminal, with its commands made visible; a program gets the words as they are."""
    if not output.is_terminal():
        return text
    from summarizer.render.neutral import neutral

    return neutral(text)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
