"""Thousands of documents, a provider that fails a third of the time, and a driver that is killed again and again.

    python -m benchmarks.chaos [--documents 10000] [--kills 20]

A server on this machine speaks a provider's protocol and answers 30 % of the requests badly: overload with and without
a time to wait, errors of its own, connections cut in the middle of an answer, answers that are cut short or no JSON,
refusals. `summarizer batch` runs against it, is killed (SIGKILL) at random moments, resumed each time, and ends. Then
the run is held against what was handed in: every document once, none lost, none doubled, `PRAGMA integrity_check` ok.
Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from summarizer.store import open_run
from tests.engines.accounts import GOOD, TEXT, Reader
from tests.loopback import Behaviour, Received, error, ok, raw, refusal, reset, truncated

FAULTS = 0.3


def bad(chance: random.Random) -> Behaviour:
    """One of the ways in which a provider fails."""
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
        if len(request.body.get("messages", [])) == 2:
            asked[str(request.body["messages"][1]["content"]).partition("edition ")[2].partition(".")[0]] += 1
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
            lines.write(json.dumps({"title": f"Report {n}", "text": f"{TEXT}\nThis is edition {n}.\n"}) + "\n")
    began, peak, killed = time.monotonic(), 0, 0
    while True:
        after = chance.uniform(2.0, 2.0 + 40.0 * documents / 10_000) if killed < kills else None
        code, most = _sitting(table, run, url, after)
        peak = max(peak, most)
        if code != -signal.SIGKILL:
            break
        killed += 1
    with open_run(run) as store:
        store.check()
        newest = store.newest()
        assert newest is not None
        counts = store.counts(newest)
        stored = sum(1 for _ in store.records(newest))
    answered = counts.done + counts.partial + counts.refused + counts.failed
    return {
        "documents": documents,
        "kills": killed,
        "exit": code,
        "seconds": round(time.monotonic() - began),
        "peak_mb": peak // 1024,
        "lost": documents - answered - counts.left,
        "left": counts.left,
        "stored": stored,
        "outcomes": {name: getattr(counts, name) for name in ("done", "partial", "refused", "failed", "unread")},
        "first_questions": sum(asked.values()),
        "sound": counts.documents == answered == documents and stored == counts.done + counts.partial,
    }


def _sitting(table: Path, run: Path, url: str, seconds: float | None) -> tuple[int, int]:
    """One sitting, killed after so many seconds; its exit code and peak resident memory in KB."""
    how = ["--resume", str(run)] if run.exists() else [str(table), "--out", str(run), "--model", "openai/test-model"]
    how = [*how, str(table)] if run.exists() else how
    environment = {**os.environ, "OPENAI_BASE_URL": url}
    command = [sys.executable, "-m", "summarizer", "batch", *how, "--jobs", "16", "--quiet"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    until = None if seconds is None else time.monotonic() + seconds
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process.pid))
        if until is not None and time.monotonic() > until:
            process.send_signal(signal.SIGKILL)
            until = None
        time.sleep(0.2)
    return process.returncode, peak


def _resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    raise SystemExit(main())
