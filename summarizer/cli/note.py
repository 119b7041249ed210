"""`summarizer note`: what a run says, taken together, with references for every sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import note_out
from summarizer.cli.failures import remember_debug, say
from summarizer.cli.note_out import Format
from summarizer.errors import InputError, NoEngineError

if TYPE_CHECKING:
    from summarizer.note.compose import NoteOptions
    from summarizer.note.model import Note

app = typer.Typer(add_completion=False)

WHICH, SHAPE, PROSE, OUTPUT = "Which documents", "Shape", "Connecting text", "Output"


def _option(text: str, panel: str, metavar: str | None = None, least: int | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(help=text, rich_help_panel=panel, metavar=metavar, min=least)
    return option


Query = Annotated[str | None, _option('Only documents with these words; "a phrase", begin*, -without.', WHICH)]
Since = Annotated[str | None, _option("Only documents from this day on.", WHICH, "DATE")]
Until = Annotated[str | None, _option("Only documents up to this day.", WHICH, "DATE")]
Parties = Annotated[
    list[str] | None, _option("Only what concerns this party (a name or a country code); repeat it.", WHICH)
]
Generation = Annotated[int | None, _option("Which set of answers; the newest when left out.", WHICH)]
TemplateName = Annotated[str | None, _option("full, brief, or a TOML file of your own.", SHAPE)]
Previous = Annotated[Path | None, _option("JSON of an earlier note: what changed since.", SHAPE)]
AsOf = Annotated[str | None, _option("The day to show; the newest document's when left out.", SHAPE, "DATE")]
Window = Annotated[int | None, _option("Days without a document that part two movements [180].", SHAPE, least=1)]
Explain = Annotated[str | None, _option("Say why F12, P3 or D5 is what it is, and nothing else.", OUTPUT, "ID")]
WithProse = Annotated[
    bool, typer.Option("--prose", help="Let a model write connecting text, checked.", rich_help_panel=PROSE)
]
Model = Annotated[str | None, _option("PROVIDER/NAME or a GGUF file, for --prose.", PROSE)]
PromptName = Annotated[str | None, _option("Id of a prompt for --prose, or a folder that holds one.", PROSE)]
Offline = Annotated[bool, typer.Option("--offline", help="Never touch the network.", rich_help_panel=PROSE)]
FormatName = Annotated[Format | None, _option("Follows from --out; else markdown.", OUTPUT)]
Out = Annotated[str | None, _option("File or address (s3://...) to write; stdout when left out.", OUTPUT, "FILE")]
Debug = Annotated[
    bool, typer.Option("--debug", callback=remember_debug, help="Show tracebacks.", rich_help_panel=OUTPUT)
]


@dataclass(frozen=True)
class Writer:
    """Who writes the connecting text, and with which prompt."""

    model: str | None
    prompt: str | None
    offline: bool


@app.command()
def note(
    run: Annotated[Path, typer.Argument(help="The run, as `summarizer batch --out RUN` made it.")],
    query: Query = None,
    since: Since = None,
    until: Until = None,
    party: Parties = None,
    generation: Generation = None,
    template: TemplateName = None,
    previous: Previous = None,
    as_of: AsOf = None,
    window: Window = None,
    explain: Explain = None,
    prose: WithProse = False,
    model: Model = None,
    prompt: PromptName = None,
    offline: Offline = False,
    format: FormatName = None,
    out: Out = None,
    debug: Debug = False,
) -> None:
    """Write the briefing note of a run: judgements, movements, conflicts, quotations, what is not known.

    Every sentence is composed from the briefs of the run and cites them; the same run gives the same note.

    Examples:

        summarizer note talks.run --out note.html

        summarizer note talks.run --party PRK --since 2024-01-01 --previous last.json

        summarizer note talks.run --explain F12
    """
    chosen = note_out.chosen(format, out)
    note_out.check(out, offline=offline)
    made = _made(run, _options(run, query, since, until, party, template, previous, as_of, window), generation)
    if explain is not None:
        from summarizer.note.explain import explain as why

        note_out.write(why(made, explain), out)
        return
    if prose:
        made = _with_prose(made, Writer(model, prompt, offline))
    note_out.write(_rendered(made, chosen), out)
    _tell(made, out)


def _options(
    run: Path,
    query: str | None,
    since: str | None,
    until: str | None,
    party: list[str] | None,
    template: str | None,
    previous: Path | None,
    as_of: str | None,
    window: int | None,
) -> NoteOptions:
    from summarizer.note import template as templates
    from summarizer.note.compose import NoteOptions
    from summarizer.note.movements import WINDOW

    return NoteOptions(
        run=run.name,
        query=query,
        since=_day("--since", since),
        until=_day("--until", until),
        parties=tuple(party or ()),
        as_of=_day("--as-of", as_of),
        previous=_previous(previous) if previous else None,
        template=templates.load(template),
        window=window or WINDOW,
    )


def _day(option: str, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is not a day like 2024-05-31.", param_hint=option) from error


def _previous(path: Path) -> Note:
    from pydantic import ValidationError

    from summarizer.note.model import Note

    try:
        return Note.from_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"The previous note {path} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        what = f"{path} is not a note in JSON."
        raise InputError(what, "Give a file that --format json wrote.") from error


def _made(path: Path, options: NoteOptions, generation: int | None) -> Note:
    """The note of the run: its documents are gone through twice, once for the stories and once for the note."""
    from dataclasses import replace

    from summarizer.note.compose import compose
    from summarizer.store import open_run
    from summarizer.stories import cluster, piece_of

    with open_run(path) as run:
        made = {g.number: g for g in run.generations()}
        if generation is not None and generation not in made:
            raise InputError(
                f"{path} has no generation {generation}.", f"It has {', '.join(map(str, made)) or 'none'}."
            )
        chosen = made[generation] if generation is not None else run.newest()
        ids = run.matching(options.query, chosen) if options.query is not None else None
        clusters = cluster(piece_of(r.document, r.brief) for r in run.records(chosen, ids=ids))
        return compose(
            run.records(chosen, ids=ids),
            run.unread_sources(),
            run.unsolved(chosen) if chosen else (),
            clusters,
            replace(options, matching=ids),
        )


def _with_prose(made: Note, writer: Writer) -> Note:
    import asyncio
    from contextlib import AsyncExitStack

    from summarizer import prompts
    from summarizer.engines import select
    from summarizer.errors import PromptError
    from summarizer.note.prose import write

    prompt = prompts.load(writer.prompt or prompts.DEFAULTS[prompts.NOTE])
    if prompt.strategy != prompts.NOTE:
        raise PromptError(f"Prompt {prompt.id!r} reads documents; it writes no connecting text.", "Leave --prompt out.")

    async def written() -> Note:
        async with AsyncExitStack() as stack:
            engine = await select.engine(stack, model=writer.model, offline=writer.offline)
            if engine.client is None:
                raise NoEngineError("Connecting text needs a model.", "Give --model, or leave --prose out.")
            return await write(made, engine.client, prompt)

    return asyncio.run(written())


def _rendered(made: Note, format: Format) -> str | bytes:
    if format == "docx":
        from summarizer.note.render.docx import to_docx

        return to_docx(made)
    if format == "pdf":
        from summarizer.note.render.pdf import to_pdf

        return to_pdf(made)
    from summarizer.note import render

    if format == "html":
        return render.to_html(made)
    return render.to_json(made) if format == "json" else render.to_markdown(made)


def _tell(made: Note, out: str | None) -> None:
    """What was written where, and what a person should know before they hand it on."""
    if out is not None:
        counted = f"{_count(len(made.sources), 'document')}, {_count(len(made.flows), 'movement')}"
        say(f"wrote {out}: {counted}.")
    if made.tally.gaps:
        say(f"{made.tally.gaps} documents were not read, or not in full; silence about them means nothing.")
    if made.prose is not None and made.prose.dropped:
        total = len(made.prose.dropped) + len(made.prose.sentences)
        say(f"{len(made.prose.dropped)} of {total} sentences of connecting text did not hold and were dropped.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
