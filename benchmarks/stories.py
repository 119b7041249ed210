"""Seconds and memory of finding stories: `python benchmarks/stories.py [DOCUMENTS...]`, by default 1000 and 10000.

The articles are made up: six hundred words each, half of them alone, the others in stories of five: an original, two
copies with edits, one that is cut and one that is merged with another story. Memory is what the process grew by at its
peak.
`pairs` are the pairs of one story that were found, of all there are; `false` the pairs put together wrongly.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from summarizer.stories import Piece, Quote, cluster

SYLLABLES = (
    "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru".split()
)
COLUMNS = ("documents", "seconds", "ms each", "MiB", "kB each", "pairs", "false")


def memory(key: str) -> int:
    """Kilobytes that the system counts for this process."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(key))


def word(rank: int) -> str:
    """The word of a rank in a made-up language, the same in every run."""
    made = ""
    while rank or not made:
        rank, syllable = divmod(rank, len(SYLLABLES))
        made += SYLLABLES[syllable]
    return made


def article(chance: random.Random) -> list[str]:
    """Sentences of about twenty words with the frequencies of a real language, some with a name or a figure."""
    people = [f"{word(chance.randrange(10**5)).title()} {word(chance.randrange(10**6)).title()}" for _ in range(6)]
    sentences = []
    for n in range(30):
        said = [word(int(chance.paretovariate(0.6)) % 50_000) for _ in range(chance.randrange(12, 28))]
        if n % 3 == 0:
            said[4] = chance.choice(people)
        if n % 5 == 0:
            said[6] = f"{chance.randrange(100, 90_000):,}"
        sentences.append(" ".join(said).capitalize() + ".")
    return sentences


def pieces(count: int) -> Iterator[Piece]:
    """Articles one by one; a piece is named by its story and its number."""
    chance = random.Random(count)
    before = article(chance)
    for start in range(0, count, 10):
        own = article(chance)
        day = date(2030, 1, 1) + timedelta(days=chance.randrange(3000))
        versions = [
            own,
            ["Changed byline here now.", *own],
            [*own[:12], "Wholly new words come in.", *own[13:]],
            own[:20],
        ]
        versions.append(own[:15] + before[3:7] + own[15:])
        versions += [before := article(chance) for _ in range(5)]
        for n, text in enumerate(versions[: count - start]):
            story = start if n < 5 else start + n
            quote = Quote(text[9], "Oona Brask")
            yield Piece(
                f"{story}-{n}", "\n\n".join(text), published=(day + timedelta(n % 2)).isoformat(), quotes=(quote,)
            )


def measure(count: int) -> str:
    cluster(pieces(20))
    before, began = memory("VmRSS"), time.perf_counter()
    found = cluster(pieces(count))
    seconds, grown = time.perf_counter() - began, memory("VmHWM") - before
    together = Counter(story.id for story in found.stories.values())
    right = Counter((story.id, document.split("-")[0]) for document, story in found.stories.items())
    told = Counter(document.split("-")[0] for document in found.stories)
    all_pairs, hits, real = (sum(n * (n - 1) // 2 for n in of.values()) for of in (together, right, told))
    figures = (count, f"{seconds:.1f}", f"{1000 * seconds / count:.2f}", grown // 1024, f"{grown / count:.1f}")
    return "\t".join(map(str, (*figures, f"{hits}/{real}", all_pairs - hits)))


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        print(measure(int(sys.argv[2])))
        return 0
    print(*COLUMNS, sep="\t")
    for count in sys.argv[1:] or ("1000", "10000"):
        done = subprocess.run([sys.executable, __file__, "--one", count], capture_output=True, text=True, check=False)
        print(done.stdout.strip() or done.stderr.strip().splitlines()[-1], flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
