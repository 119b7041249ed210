"""Documents, briefs and settings to fill a run with; all of them invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from summarizer.schema import Brief
from summarizer.store import Generation, Outcome, Run, Settings, Usage, open_run
from tests.render.sample import SENTENCES, Article, coverage

SETTINGS = Settings(
    "openai", "openai/example-large", "single", "brief-1", "ab" * 32, "1", {"seed": 1, "temperature": 0.0}
)
USAGE = Usage(1, 900, 120, 0.01, 0.5)


def article(number: int, **metadata: Any) -> Article:
    """A document of its own for every number."""
    given = {"title": f"Report {number}", "outlet": "Harbour Courier", "published": f"2031-05-{number % 28 + 1:02}"}
    return Article([*SENTENCES, f"It was entry {number} of the log."], **{**given, **metadata})


def partial(one: Article) -> Brief:
    """A brief that says that the document was cut."""
    chunk = {"start": 0, "end": len(one.document.text), "status": "truncated", "detail": "the answer was cut"}
    return one.brief(coverage=coverage(2, complete=False, chunks=[chunk]))


def filled(path: Path, count: int) -> Path:
    """A finished run of `count` documents."""
    with open_run(path, create=True, write=True) as run:
        fill(run, run.generation(SETTINGS), count)
    return path


def fill(run: Run, generation: Generation, count: int) -> None:
    """Add `count` documents and finish those that are not finished."""
    for number in range(count):
        run.add(article(number).document, f"logs/{number}.txt")
    by_id = {article(number).document.sha256: article(number) for number in range(count)}
    for document_id in run.todo(generation):
        run.finish(generation, document_id, Outcome.DONE, brief=by_id[document_id].brief(), usage=USAGE)
