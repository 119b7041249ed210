"""Seconds and memory of the embedded engine, one document after another: `python benchmarks/embedded.py FILE...`

Peak resident memory counts the mapped file of the weights, which the system takes back when it needs the room; private
memory does not. Times depend on what else the machine is doing: compare columns of one run, not runs.
"""

from __future__ import annotations

import subprocess
import sys

ONE = """
import sys, time
from summarizer import api

def memory(key):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith(key))

began = time.perf_counter()
brief = api.run(sys.argv[1], engine=sys.argv[2]).brief
made = brief.provenance
print(round(time.perf_counter() - began, 1), made.calls, made.tokens_in, made.tokens_out, memory("VmHWM"),
      memory("RssAnon"), brief.document.chars, sep="\\t")
"""


def main() -> int:
    sources = sys.argv[1:]
    if not sources:
        print(__doc__, file=sys.stderr)
        return 2
    print(
        "document",
        "engine",
        "seconds",
        "calls",
        "tokens in",
        "tokens out",
        "peak MiB",
        "private MiB",
        "chars",
        sep="\t",
    )
    for source in sources:
        for engine in ("rules", "local"):
            command = [sys.executable, "-c", ONE, source, engine]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            figures = done.stdout.strip() or done.stderr.strip().splitlines()[-1]
            print(source.rpartition("/")[2], engine, figures, sep="\t", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
