"""`summarizer note`: what a run says, taken together, with references for every sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli import output
from summarizer.cli.failures import remember_debug, say
from summarizer.errors import InputError, NoEngineError, OutputError

if TYPE_CHECKING:
    from summarizer.note.compose import NoteOptions
    from summarizer.note.model import Note

app = typer.Typer(add_completion=False)

WHICH, SHAPE, PROSE, OUTPUT = "Which documents", "Shape", "Connecting text", "Output"
Format = Literal["markdown", "html", "docx", "pdf", "json"]
EXTENSIONS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".json": "json",
}
BINARY = ("docx", "pdf")


@app.command()
def note(
    run: Annotated[Path, typer.Argument(help="The run, as `summarizer batch --out RUN` made it.")],
    query: Annotated[
        str | None,
        typer.Option(help='Only documents with these words; "a phrase", begin*, -without.', rich_help_panel=WHICH),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only documents from this day on.", rich_help_panel=WHICH)
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only documents up to this day.", rich_help_panel=WHICH)
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            help="Only what concerns this party (a name or a country code); repeat it.", rich_help_panel=WHICH
        ),
    ] = None,
    generation: Annotated[
        int | None, typer.Option(help="Which set of answers; the newest when left out.", rich_help_panel=WHICH)
    ] = None,
    template: Annotated[
        str | None, typer.Option(help="full, brief, or a TOML file of your own.", rich_help_panel=SHAPE)
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="JSON of an earlier note: what changed since.", rich_help_panel=SHAPE)
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day to show; the newest document's when left out.", rich_help_panel=SHAPE
        ),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(min=1, help="Days without a document that part two movements [180].", rich_help_panel=SHAPE),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Say why F12, P3 or D5 is what it is, and nothing else.", rich_help_panel=OUTPUT
        ),
    ] = None,
    prose: Annotated[
        bool, typer.Option("--prose", help="Let a model write connecting text, checked.", rich_help_panel=PROSE)
    ] = False,
    model: Annotated[
        str | None, typer.Option(help="PROVIDER/NAME or a GGUF file, for --prose.", rich_help_panel=PROSE)
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Never touch the network.", rich_help_panel=PROSE)] = False,
    format: Annotated[
        Format | None, typer.Option(help="Follows from --out; else markdown.", rich_help_panel=OUTPUT)
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write; stdout when left out.", rich_help_panel=OUTPUT)
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", callback=remember_debug, help="Show tracebacks.", rich_help_panel=OUTPUT)
    ] = False,
) -> None:
    """Write the briefing note of a run: judgements, movements, conflicts, quotations, what is not known.

    Every sentence is composed from the briefs of the run and cites them; the same run gives the same note.

    Examples:

        summarizer note talks.run --out note.html

        summarizer note talks.run --party PRK --since 2024-01-01 --previous last.json

        summarizer note talks.run --explain F12
    """
    chosen = _format(format, out)
    if out is not None:
        output.check_writable(out)
    made = _made(run, _options(run, query, since, until, party, template, previous, as_of, window), generation)
    if explain is not None:
        from summarizer.note.explain import explain as why

        output.write(why(made, explain), out)
        return
    if prose:
        made = _with_prose(made, model, offline)
    content = _rendered(made, chosen)
    if isinstance(content, str):
        output.write(content, out)
    elif out is not None:
        with output.placed(out) as path:
            path.write_bytes(content)
    _tell(made)


def _format(given: Format | None, out: Path | None) -> Format:
    chosen = given or (EXTENSIONS.get(out.suffix.lower()) if out else "markdown")
    if chosen is None:
        what = f"The name of {out} does not tell its format."
        raise OutputError(what, f"Give --format, or one of {', '.join(EXTENSIONS)}.")
    if chosen in BINARY and out is None:
        raise OutputError(f"A {chosen} file is not for the terminal.", "Give --out FILE.")
    return chosen


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


def _with_prose(made: Note, model: str | None, offline: bool) -> Note:
    import asyncio
    from contextlib import AsyncExitStack

    from summarizer.engines import select
    from summarizer.note.prose import write

    async def written() -> Note:
        async with AsyncExitStack() as stack:
            engine = await select.engine(stack, model=model, offline=offline)
            if engine.client is None:
                raise NoEngineError("Connecting text needs a model.", "Give --model, or leave --prose out.")
            return await write(made, engine.client)

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


def _tell(made: Note) -> None:
    """What a person should know before they hand the note on."""
    if made.tally.gaps:
        say(f"{made.tally.gaps} documents were not read, or not in full; silence about them means nothing.")
    if made.prose is not None and made.prose.dropped:
        total = len(made.prose.dropped) + len(made.prose.sentences)
        say(f"{len(made.prose.dropped)} of {total} sentences of connecting text did not hold and were dropped.")
