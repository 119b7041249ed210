"""A process that fills a run until it is killed, or has finished; what it says it has stored, it has stored."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from summarizer.errors import FetchError, ProviderError, StoreError
from summarizer.store import Outcome, Run, open_run
from tests.store.sample import SETTINGS, USAGE, article, partial


def write(path: Path, log: Path, count: int, seed: int) -> None:
    """Add `count` documents and try each until it has a brief. One line of `log` per attempt that is stored."""
    random = Random(seed)
    told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with open_run(path, create=True, write=True) as run:
        generation = run.generation(SETTINGS)
        by_id = {}
        for number in range(count):
            one = article(number)
            by_id[one.document.sha256] = one
            run.add(one.document, f"logs/{number}.txt")
            run.unread(f"gone/{number}.txt", FetchError("It is gone."))
        while todo := list(run.todo(generation)):
            for document_id in todo:
                attempt = run.next_attempt(generation, document_id)
                outcome = Outcome.DONE if attempt > 1 else random.choice(list(Outcome))
                one = by_id[document_id]
                brief = one.brief() if outcome is Outcome.DONE else partial(one) if outcome is Outcome.PARTIAL else None
                error = None if brief else ProviderError("Overloaded.")
                run.finish(generation, document_id, outcome, brief=brief, usage=USAGE, error=error)
                # One write: after a kill, a line is there or not.
                os.write(told, f"{document_id} {attempt} {outcome}\n".encode())
    os.close(told)


def try_to_write(path: Path) -> str:
    """What a second writer is told; "" when it may write."""
    try:
        with open_run(path, write=True):
            return ""
    except StoreError as error:
        return str(error)


def read_while_written(run: Run) -> int:
    """How many briefs a reader sees."""
    return len(list(run.records()))
