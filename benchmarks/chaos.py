"""Thousands of documents, a provider that fails a third of the time, and a driver that is killed again and again.

    python -m benchmarks.chaos [--documents 10000] [--kills 20]

A server on this machine speaks a provider's protocol and answers 30 % of the requests badly: overload with and without
a time to wait, errors of its own, connections cut in the middle of an answer, answers that are cut short or no JSON,
refusals, and now and then no answer at all. `summarizer batch` runs against it, is killed (SIGKILL) at random moments,
resumed each time, and ends. Then the run is held against what was handed in: every document once, none lost, none
answered twice, `PRAGMA integrity_check` ok. Prints one line of JSON.

Peak memory is told for the main process and for the largest of those that read, after the first thousand documents and
after all: with --kills 0 that is how memory grows in one sitting. Every document brings names of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from summarizer.store import open_run
from tests.engines.accounts import GOOD, TEXT, Reader
from tests.loopback import Behaviour, Received, error, ok, raw, refusal, reset, silence, truncated

FAULTS = 0.3
SILENT = 0.001
"""Of the faults, those that wait until the client gives up, which takes minutes."""
EARLY = 1_000
"""Documents after which memory is told for the first time."""


def bad(chance: random.Random) -> Behaviour:
    """One of the ways in which a provider fails."""
    if chance.random() < SILENT:
        return silence()
    return chance.choice(
        [
            error(429, "rate_limit_exceeded"),
            error(429, "rate_limit_exceeded", retry_after="1"),
            error(500),
            error(503),
            reset(),
            truncated(GOOD[: len(GOOD) // 2]),
            ok(GOOD[: len(GOOD) // 2]),
            raw(b'{"choices": ['),
            refusal(),
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    chance = random.Random(told.seed)
    asked: Counter[str] = Counter()

    def react(request: Received) -> Behaviour:
        if edition := re.search(r"This is edition (\d+)\.", json.dumps(request.body.get("messages", []))):
            asked[edition[1]] += 1
        server.requests.clear()
        return bad(chance) if chance.random() < FAULTS else ok(GOOD)

    with tempfile.TemporaryDirectory() as folder, Reader(react) as server:
        report = _report(Path(folder), server.url, told.documents, told.kills, chance, asked)
    print(json.dumps(report))
    return 0 if report["sound"] else 1


def _report(
    folder: Path, url: str, documents: int, kills: int, chance: random.Random, asked: Counter[str]
) -> dict[str, object]:
    table, run = folder / "news.jsonl", folder / "chaos.run"
    with table.open("w", encoding="utf-8") as lines:
        for n in range(documents):
            lines.write(json.dumps({"title": f"Report {n}", "text": article(n)}) + "\n")
    began, killed, last = time.monotonic(), 0, 0
    moments: list[int] = []
    peaks = Peaks(lambda: len(asked))
    while True:
        # Counted in documents and not in seconds, so that the kills fall over the whole run on any machine.
        until = len(asked) + chance.randrange(2 * documents // (kills + 2)) if killed < kills else None
        last = len(asked)
        code = _sitting(table, run, url, partial(_reached, asked, until), chance, peaks)
        if code != -signal.SIGKILL:
            break
        killed += 1
        moments.append(len(asked))
    seconds = time.monotonic() - began
    with open_run(run) as store:
        store.check()  # PRAGMA integrity_check among others
        newest = store.newest()
        assert newest is not None
        counts = store.counts(newest)
        stored = [record.document.sha256 for record in store.records(newest)]
        twice = sum(1 for one in stored if sum(a.outcome.briefed for a in store.attempts(newest, one)) > 1)
    answered = counts.done + counts.partial + counts.refused + counts.failed
    sound = counts.documents == answered == documents and len(set(stored)) == counts.done + counts.partial
    return {
        "documents": documents,
        "kills": killed,
        "killed_after_documents": moments,
        "exit": code,
        "seconds": round(seconds),
        "documents_of_the_last_sitting": documents - last,
        "peak_mb": peaks.seen,
        "lost": documents - answered,
        "doubled": len(stored) - len(set(stored)) + twice,
        "outcomes": {name: getattr(counts, name) for name in ("done", "partial", "refused", "failed", "unread")},
        "requests": asked.total(),
        "sound": sound and not twice,
    }


def _reached(asked: Counter[str], until: int | None) -> bool:
    return until is not None and len(asked) >= until


def article(number: int) -> str:
    """An account of which the usual answer is true, with names that no other has."""
    chance = random.Random(number)
    names = ("".join(chance.choices("bdfgklmnprst", k=3) + chance.choices("aeiou", k=3)) for _ in range(12))
    said = " ".join(f"{name.title()} came to the harbour." for name in names)
    return f"{TEXT}\nThis is edition {number}.\n{said}\n"


class Peaks:
    """The most memory that processes held, in MB, by how many documents had been asked about by then.

    Args:
        asked: how many that is.
    """

    def __init__(self, asked: Callable[[], int]) -> None:
        self._asked = asked
        self._early: dict[str, int] = {}
        self._all: dict[str, int] = {}

    @property
    def seen(self) -> dict[str, dict[str, int]]:
        return {str(EARLY): self._early, str(self._asked()): self._all}

    def look(self, pid: int) -> None:
        """At the process and those that it has started."""
        now = {"main": _peak(pid), "reader": max(map(_peak, _children(pid)), default=0)}
        self._all = {name: max(mb, self._all.get(name, 0)) for name, mb in now.items()}
        if self._asked() <= EARLY:
            self._early = self._all


def _sitting(table: Path, run: Path, url: str, enough: Callable[[], bool], chance: random.Random, peaks: Peaks) -> int:
    """One sitting, killed at some moment soon after there is enough of it; its exit code."""
    how = ["--resume", str(run)] if run.exists() else [str(table), "--out", str(run), "--model", "openai/test-model"]
    how = [*how, str(table)] if run.exists() else how
    environment = {**os.environ, "OPENAI_BASE_URL": url}
    command = [sys.executable, "-m", "summarizer", "batch", *how, "--jobs", "16", "--quiet"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peaks.look(process.pid)
        if enough():
            time.sleep(chance.uniform(0.0, 2.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
        time.sleep(0.2)
    return process.returncode


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, listed.read_text().split())
    return found


def _peak(pid: int) -> int:
    """The most resident memory the process has held, in MB; 0 when it is gone."""
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
