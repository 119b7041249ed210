"""`summarizer show`: what is in a run; a search in it; one brief of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli import output, told
from summarizer.cli.export import OfGeneration, chosen_generation
from summarizer.cli.failures import say
from summarizer.errors import EXIT_PARTIAL

if TYPE_CHECKING:
    from summarizer.store import Generation, Hit, Run

app = typer.Typer(add_completion=False)

QUERY = 'Words that must all be there; "a phrase", begin*, -without.'


@app.command()
def show(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run that `batch` made.")],
    query: Annotated[str | None, typer.Argument(metavar="[QUERY]", help=QUERY)] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="Show the brief of one document; digits of its id.")
    ] = None,
    number: OfGeneration = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many hits at most.")] = 20,
    evidence: Annotated[bool, typer.Option("--show-evidence", help="With --document: quote the sentences.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what is in a run, search it, or show one brief.

    summarizer show talks.run

    summarizer show talks.run 'drones -training "no evidence"'

    summarizer show talks.run --document 3f2a9c

    With --document, exit 3 when the document has no brief, or one of a part of it.
    """
    if query is not None and document is not None:
        raise typer.BadParameter("give a query, or --document, not both")
    from summarizer.store import open_run

    with open_run(run) as opened:
        generation = chosen_generation(opened, number)
        if document is not None:
            _document(opened, generation, document, evidence, as_json)
        elif query is not None:
            hits = opened.search(query, limit, generation)
            output.write(output.to_json([_hit(hit) for hit in hits]) if as_json else _hits(hits), None)
            if not hits:
                say(f"nothing in {run} matches {query!r}; all words of a query must stand in one document.")
        else:
            summary = told.summary(opened, generation)
            output.write(output.to_json(summary) if as_json else _neutral(told.in_words(summary)), None)


def _hits(hits: list[Hit]) -> str:
    """Two lines a hit; on a terminal the words that matched stand out."""
    from summarizer.render.neutral import one_line
    from summarizer.store import MATCH_END, MATCH_START

    bold = ("\x1b[1m", "\x1b[0m") if output.is_terminal() else ("", "")
    lines = []
    for hit in hits:
        snippet = one_line(hit.snippet).replace(MATCH_START, bold[0]).replace(MATCH_END, bold[1])
        title = one_line(hit.title or "Untitled document")
        lines += [f"{hit.document_id[: told.ID]}  {hit.where:8}  {title}", f"    {snippet}"]
    return "".join(f"{line}\n" for line in lines)


def _hit(hit: Hit) -> dict[str, Any]:
    """A hit as plain values: its snippet without marks, and the words that were marked."""
    from summarizer.store import MATCH_END, MATCH_START

    return {
        "document_id": hit.document_id,
        "title": hit.title,
        "where": hit.where,
        "snippet": hit.snippet.replace(MATCH_START, "").replace(MATCH_END, ""),
        "matches": re.findall(f"{MATCH_START}(.*?){MATCH_END}", hit.snippet, re.DOTALL),
    }


def _document(run: Run, generation: Generation | None, start: str, evidence: bool, as_json: bool) -> None:
    document_id = run.find(start)
    record = run.record(document_id, generation) if generation else None
    if record is None:
        output.write(_without_brief(run, generation, document_id, as_json), None)
        raise typer.Exit(EXIT_PARTIAL)
    from summarizer import render
    from summarizer.segment import segment

    if as_json:
        output.write(render.to_json(record.brief), None)
    else:
        given = (record.brief, record.document, segment(record.document.text))
        output.write(render.to_text(*given, show_evidence=evidence), None)
    if not record.brief.coverage.complete:
        raise typer.Exit(EXIT_PARTIAL)


def _without_brief(run: Run, generation: Generation | None, document_id: str, as_json: bool) -> str:
    """What became of a document that has no brief."""
    attempts = run.attempts(generation, document_id) if generation else ()
    title, places = run.document(document_id).title, [place.location for place in run.places(document_id)]
    if as_json:
        kept = ("number", "outcome", "finished_at", "kind", "reason")
        tries = [{name: getattr(attempt, name) for name in kept} for attempt in attempts]
        return output.to_json({"document_id": document_id, "title": title, "locations": places, "attempts": tries})
    lines = [f"{document_id[: told.ID]}  {title or 'Untitled document'}"]
    lines += [f"  found at   {place}" for place in places]
    lines += [f"  attempt {a.number}  {': '.join(filter(None, (a.outcome, a.kind, a.reason)))}" for a in attempts]
    lines.append("  no brief" if attempts else "  no brief   not tried yet")
    return _neutral("\n".join(lines) + "\n")


def _neutral(text: str) -> str:
    """Words of documents, file names and servers may hold what a terminal obeys."""
    from summarizer.render.neutral import neutral

    return neutral(text)
