"""Which kernels numpy's linear algebra runs: those that the processor is built for.

The OpenBLAS in numpy's wheels takes AMD's processors with AVX-512 for older ones and computes at about half the speed
that they have (seen with OpenBLAS 0.3.31). It reads one variable of the environment when numpy is first loaded.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

VARIABLE = "OPENBLAS_CORETYPE"
WIDE = "SkylakeX"
"""OpenBLAS's name for kernels that use these instructions."""
NEEDED = frozenset({"avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl"})


def choose_kernels(environment: MutableMapping[str, str] = os.environ, described: Path = Path("/proc/cpuinfo")) -> None:
    """Tell OpenBLAS what an AMD processor can do. What the user has set stays; on other machines nothing is said."""
    if VARIABLE in environment:
        return
    try:
        lines = described.read_text(encoding="utf-8", errors="replace").split("\n\n", 1)[0].splitlines()
    except OSError:
        return
    facts = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if facts.get("vendor_id") == "AuthenticAMD" and set(facts.get("flags", "").split()) >= NEEDED:
        environment[VARIABLE] = WIDE
