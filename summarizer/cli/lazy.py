"""A group that imports the module of a command only when that command runs.

`summarizer --help` shows the one-line descriptions given here and imports no command at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from summarizer.cli.failures import reported


@dataclass(frozen=True)
class Deferred:
    """A command: the module whose Typer `app` it is, and its line in the help of the group."""

    module: str
    help: str


COMMANDS = {
    "summarize": Deferred("summarizer.cli.summarize", "Make the brief of one document."),
    "batch": Deferred("summarizer.cli.batch", "Make the briefs of many documents, in a run that can be resumed."),
    "export": Deferred("summarizer.cli.export", "Write the briefs of a run, or tables of them, for other programs."),
    "show": Deferred("summarizer.cli.show", "Say what is in a run, search it, or show one brief of it."),
    "runs": Deferred("summarizer.cli.runs", "List the runs in a folder."),
    "note": Deferred("summarizer.cli.note", "Write the briefing note of a run, every sentence cited."),
    "verify": Deferred("summarizer.cli.verify", "Check that every span of a brief is verbatim in its source."),
    "eval": Deferred("summarizer.cli.eval", "Score engines and prompts against gold; compare, gate, report."),
    "schema": Deferred("summarizer.cli.schema", "Print the JSON Schema of what this program writes."),
    "doctor": Deferred("summarizer.cli.doctor", "Say what is installed, what is missing, and how to get it."),
    "prompts": Deferred("summarizer.cli.prompts", "List, show, compare, copy and check prompts."),
    "model": Deferred("summarizer.cli.model", "Fetch, check and list the weights of the embedded model."),
}


class LazyGroup(TyperGroup):
    """Knows its commands by name and description; `resolve_command` swaps in the real one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, deferred in COMMANDS.items():
            self.add_command(TyperCommand(name, help=deferred.help), name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if name in COMMANDS:
            command = load(name)
        return name, command, rest

    def invoke(self, ctx: Any) -> Any:
        with reported(ctx):
            return super().invoke(ctx)


def load(name: str) -> Any:
    """The real command, ready to be invoked."""
    # The completion options belong to the program as a whole; as a child of another app, a command has none.
    parent = typer.Typer(add_completion=False)
    app: typer.Typer = import_module(COMMANDS[name].module).app
    single = len(app.registered_commands) == 1 and not app.registered_callback and not app.registered_groups
    if single:
        parent.registered_commands = app.registered_commands
        return typer.main.get_command(parent)
    parent.add_typer(app, name=name)
    group: Any = typer.main.get_command(parent)
    return group.commands[name]
