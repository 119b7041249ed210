"""`summarizer summarize`: one document, one brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli import engine_options as o
from summarizer.cli import output
from summarizer.cli.failures import remember_debug, say
from summarizer.cli.talk import reporting
from summarizer.errors import EXIT_PARTIAL

if TYPE_CHECKING:
    from summarizer.api import Options, Result

app = typer.Typer(add_completion=False)

ENGINE, SOURCE, OUTPUT = o.ENGINE, "What is known of the source", "Output"


@app.command()
def summarize(
    source: Annotated[str, typer.Argument(help="A path, an http(s) address, or - for standard input.")],
    engine: Annotated[
        Literal["local", "rules", "replay"] | None,
        typer.Option(help="The embedded model, no model at all, or recorded answers.", rich_help_panel=ENGINE),
    ] = None,
    model: o.Model = None,
    strategy: o.StrategyName = None,
    prompt: o.PromptName = None,
    fallback: o.Fallback = None,
    lexicon: o.LexiconFile = None,
    record: Annotated[
        Path | None, typer.Option(help="Write every answer to this file, for --replay.", rich_help_panel=ENGINE)
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(help="Answer from this recording; no model.", rich_help_panel=ENGINE)
    ] = None,
    offline: o.Offline = False,
    title: Annotated[str | None, typer.Option(help="Title of the document.", rich_help_panel=SOURCE)] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.", rich_help_panel=SOURCE)] = None,
    published: Annotated[str | None, typer.Option(help="When, as 2025-03-04.", rich_help_panel=SOURCE)] = None,
    url: Annotated[str | None, typer.Option(help="Where it stands.", rich_help_panel=SOURCE)] = None,
    format: Annotated[
        output.Format | None,
        typer.Option(
            "--format",
            "-f",
            help="Left out: by the name of --out, else rich on a terminal, json in a pipe.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write to this file, whole or not at all.", rich_help_panel=OUTPUT),
    ] = None,
    show_evidence: Annotated[
        bool,
        typer.Option("--show-evidence", help="Write out the sentences and what was dropped.", rich_help_panel=OUTPUT),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be sent; send nothing.", rich_help_panel=OUTPUT)
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Nothing on stderr but failures.", rich_help_panel=OUTPUT)
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", callback=remember_debug, help="Show tracebacks.", rich_help_panel=OUTPUT)
    ] = False,
) -> None:
    """Make the brief of one document.

    summarizer summarize article.txt

    summarizer summarize -o brief.html https://example.org/news

    summarizer summarize --model openai/gpt-4.1-mini --dry-run article.txt
    """
    options: Options = {
        "engine": engine, "model": model, "strategy": strategy, "prompt": prompt, "fallback": fallback,
        "lexicon": lexicon, "record": record, "replay": replay, "offline": offline,
        "title": title, "outlet": outlet, "published": published, "url": url,
    }  # fmt: skip
    if out == Path("-"):
        out = None
    if out is not None:
        output.check_writable(out)
    if dry_run:
        _plan(source, options, format, out)
        return
    kind = output.chosen(format, out)
    result = _run(source, options, quiet)
    if kind == "rich" and out is None and output.is_terminal():
        output.show(result, show_evidence=show_evidence)
    else:
        output.write(output.rendered(result, kind, show_evidence=show_evidence), out)
    _conclude(result, out, quiet)


def _run(source: str, options: Options, quiet: bool) -> Result:
    with reporting(quiet=quiet) as listener:
        from summarizer.api import run

        options["progress"] = listener
        return run(source, **options)


def _plan(source: str, options: Options, format: output.Format | None, out: Path | None) -> None:
    from summarizer.api import plan
    from summarizer.cli.plan import plan_json, plan_text

    found = plan(source, **options)
    as_json = output.chosen(format, out) == "json"
    output.write(plan_json(found) if as_json else plan_text(found), out)


def _conclude(result: Result, out: Path | None, quiet: bool) -> None:
    if not quiet:
        for note in result.document.notes:
            say(note)
    complete = result.brief.coverage.complete
    if out is not None and not quiet:
        say(f"wrote {out}")
    if not complete:
        say("part of the document was not read; the brief says which part, and why.")
        raise typer.Exit(EXIT_PARTIAL)
