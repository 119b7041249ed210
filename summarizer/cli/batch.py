"""`summarizer batch`: many documents, one run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli import engine_options as o
from summarizer.cli.failures import remember_debug

if TYPE_CHECKING:
    from summarizer.api import Options
    from summarizer.engines.meter import Prices

app = typer.Typer(add_completion=False)

RUN, ENGINE, SOURCES, PACE = "Run", o.ENGINE, "Sources", "Pace and budget"
WHERE, OUTPUT = "Where it is done", "Output"
OUTCOMES = ("failed", "refused", "partial")


def _prices(given: str | None) -> Prices | None:
    """From "IN,OUT" in US dollars per million tokens."""
    if not given:
        return None
    from summarizer.engines.meter import Prices

    try:
        into, out = (float(part) for part in given.split(","))
    except ValueError:
        into = out = -1.0
    if not (0 <= into < float("inf") and 0 <= out < float("inf")):
        raise typer.BadParameter("give two numbers, US dollars per million tokens in and out: 0.40,1.60")
    return Prices(into, out)


def _retry(given: str) -> tuple[str, ...]:
    """From a list with commas; "none" is the empty one."""
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    if names == ("none",):
        return ()
    if not names or set(names) - set(OUTCOMES):
        raise typer.BadParameter(f"choose of {', '.join(OUTCOMES)}, or none")
    return names


@app.command()
def batch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, patterns, tables (.jsonl .csv .parquet), feeds, lists of addresses, addresses, or -."
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="RUN", help="Make this run, or add to it: a file, or s3://...", rich_help_panel=RUN
        ),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Go on with this run, as it was begun.", rich_help_panel=RUN),
    ] = None,
    retry: Annotated[
        str,
        typer.Option(metavar="LIST", help="Ask again: failed, refused, partial; or none.", rich_help_panel=RUN),
    ] = "failed",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read, asked and paid; ask nobody.", rich_help_panel=RUN)
    ] = False,
    engine: Annotated[
        Literal["local", "rules"] | None,
        typer.Option(help="The embedded model, or no model at all.", rich_help_panel=ENGINE),
    ] = None,
    model: o.Model = None,
    strategy: o.StrategyName = None,
    prompt: o.PromptName = None,
    fallback: o.Fallback = None,
    lexicon: o.LexiconFile = None,
    offline: o.Offline = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN", help="Sources whose location matches; may be repeated.", rich_help_panel=SOURCES
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Take no more sources than this.", rich_help_panel=SOURCES)
    ] = None,
    text_column: Annotated[str | None, typer.Option(help="Of a table: the text.", rich_help_panel=SOURCES)] = None,
    title_column: Annotated[str | None, typer.Option(help="The title.", rich_help_panel=SOURCES)] = None,
    outlet_column: Annotated[str | None, typer.Option(help="Who published it.", rich_help_panel=SOURCES)] = None,
    published_column: Annotated[str | None, typer.Option(help="When.", rich_help_panel=SOURCES)] = None,
    url_column: Annotated[str | None, typer.Option(help="Where it stands.", rich_help_panel=SOURCES)] = None,
    id_column: Annotated[str | None, typer.Option(help="Your name for the row.", rich_help_panel=SOURCES)] = None,
    feed_text: Annotated[
        bool, typer.Option("--feed-text", help="Read a feed's own text, not the article.", rich_help_panel=SOURCES)
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Asked at once; 8 with a provider.", rich_help_panel=PACE),
    ] = None,
    rpm: Annotated[
        float | None, typer.Option(min=0.1, help="The most requests a minute.", rich_help_panel=PACE)
    ] = None,
    tpm: Annotated[
        float | None, typer.Option(min=1, help="The most tokens a minute, in and out.", rich_help_panel=PACE)
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, help="The most tokens of the whole run.", rich_help_panel=PACE)
    ] = None,
    budget_usd: Annotated[
        float | None, typer.Option(min=0, help="The most money of the whole run; needs --price.", rich_help_panel=PACE)
    ] = None,
    price: Annotated[
        str | None,
        typer.Option(
            metavar="IN,OUT",
            help="US dollars per million tokens, as 0.40,1.60.",
            envvar="SUMMARIZER_PRICE",
            rich_help_panel=PACE,
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="auto|HOST:PORT", help="Spread the work over a Ray cluster.", rich_help_panel=WHERE),
    ] = None,
    via: Annotated[
        Literal["openai-batch"] | None,
        typer.Option(help="Hand everything to the provider's own batch endpoint.", rich_help_panel=WHERE),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Nothing on stderr but failures.", rich_help_panel=OUTPUT)
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", callback=remember_debug, help="Show tracebacks.", rich_help_panel=OUTPUT)
    ] = False,
) -> None:
    """Make the briefs of many documents, in a run that can be stopped and resumed at any time.

    summarizer batch articles/ --out talks.run

    summarizer batch news.csv --model openai/gpt-4.1-mini --price 0.40,1.60 --budget-usd 5 --out talks.run

    summarizer batch --resume talks.run --retry failed,refused

    Ctrl-C once finishes what is being asked, twice stops at once; nothing that is done is lost. The final counts go to
    stdout as a line of JSON. Exit codes beside the usual ones: 3 when something is partial, refused, failed or unread,
    20 when the budget is used up.

    A run at s3://bucket/talks.run is worked on here and carried back every minute and at the end (needs
    summarizer[remote]).
    """
    if (out is None) == (resume is None):
        raise typer.BadParameter("give either --out RUN or --resume RUN")
    if not sources and resume is None:
        raise typer.BadParameter("give at least one source, or --resume RUN")
    if cluster is not None and via is not None:
        raise typer.BadParameter("--cluster and --via exclude each other")
    options: Options = {
        "engine": engine, "model": model, "strategy": strategy, "prompt": prompt, "fallback": fallback,
        "lexicon": lexicon, "offline": offline,
    }  # fmt: skip
    columns = {
        "text_column": text_column, "title_column": title_column, "outlet_column": outlet_column,
        "published_column": published_column, "url_column": url_column, "id_column": id_column,
    }  # fmt: skip
    from summarizer.batch.away import at_hand, is_away
    from summarizer.cli.failures import say
    from summarizer.cli.sitting import Asked, sit

    run = out or resume or ""
    if via is not None and is_away(run):
        raise typer.BadParameter("--via keeps its batches beside the run: give a file of this machine")
    asked = Asked(
        path=Path(run),
        resuming=resume is not None,
        sources=tuple(sources or ()),
        options=options,
        reading={**columns, "only": tuple(only or ()), "limit": limit, "feed_text": feed_text, "offline": offline},
        retry=_retry(retry),
        limit=limit,
        pace={"rpm": rpm, "tpm": tpm, "max_tokens": max_tokens, "usd": budget_usd, "prices": _prices(price)},
        jobs=jobs,
        cluster=cluster,
        via=via,
        quiet=quiet,
    )
    tell = (lambda _: None) if quiet else say
    with at_hand(run, write=not dry_run, offline=offline, tell=tell) as path:
        code = sit(replace(asked, path=path), dry=dry_run)
    raise typer.Exit(code)
