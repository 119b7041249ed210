"""Milliseconds of one core that reading takes, by part, per 600 words: `python benchmarks/reading.py FILE...`

Parsing is a part of the rules; the trained reader comes after them. The least of several rounds is told, everything
being loaded. Compare columns of one run, not runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarizer.annotate import annotate
from summarizer.annotate.pipeline import parse
from summarizer.judge import judged
from summarizer.segment import segment
from summarizer.weights import ENCODER, locate

ROUNDS = 5
WORDS = 600


def milliseconds(work: Callable[[], object], words: int) -> float:
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return 1000 * min(taken) * WORDS / words


def parts(text: str) -> list[float]:
    """What parsing, all the rules, and the reader take of a text."""
    segmentation = segment(text)
    found = annotate(text, segmentation)
    words, encoder = len(text.split()), locate(ENCODER)
    return [
        milliseconds(lambda: parse(text, segmentation), words),
        milliseconds(lambda: annotate(text, segmentation), words),
        milliseconds(lambda: judged(text, segmentation, found, encoder), words),
    ]


def main() -> int:
    sources = [Path(name) for name in sys.argv[1:]]
    if not sources:
        print(__doc__, file=sys.stderr)
        return 2
    print("document", "words", "parse", "rules", "reader", sep="\t")
    for source in sources:
        text = source.read_text(encoding="utf-8")
        print(source.name, len(text.split()), *map(round, parts(text)), sep="\t", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
