"""Pairs worth comparing: documents that have hashes in common, found by sorting, in time near to linear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 16
"""A value that many documents have ties each to this many after it, so that a thousand copies make no million pairs."""

Pairs = NDArray[np.int64]


def sharing(
    values: Sequence[NDArray[np.uint32]] | Sequence[NDArray[np.uint64]], least: int = 1
) -> Iterator[tuple[int, int]]:
    """Pairs `i < j` of documents with at least `least` values in common, sorted; `values[i]` are those of i."""
    sets = [np.unique(v) for v in values]
    if not sets:
        return
    owners = np.repeat(np.arange(len(sets), dtype=np.int64), [len(s) for s in sets])
    yield from _decoded(_neighbours(np.concatenate(sets), owners, len(sets)), len(sets), least)


def alike(signatures: NDArray[np.uint32], rows: int) -> Iterator[tuple[int, int]]:
    """Pairs `i < j` whose MinHash signatures agree in a whole band of `rows` values, sorted.

    Locality-sensitive hashing (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, chapter 3). The signatures are
    datasketch's; its index holds seven kilobytes a document in memory, sorting the bands holds nothing.
    """
    count, width = signatures.shape
    owners = np.arange(count, dtype=np.int64)
    found = [np.empty(0, np.int64)]
    for start in range(0, width - rows + 1, rows):
        band = np.ascontiguousarray(signatures[:, start : start + rows]).view(f"V{4 * rows}").ravel()
        found.append(_neighbours(np.unique(band, return_inverse=True)[1], owners, count))
    yield from _decoded(np.concatenate(found), count, 1)


def _neighbours(values: NDArray[np.generic], owners: Pairs, count: int) -> Pairs:
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    pairs = [np.empty(0, np.int64)]
    for step in range(1, min(NEIGHBOURS, len(values) - 1) + 1):
        same = values[:-step] == values[step:]
        if not same.any():
            break
        pairs.append(owners[:-step][same] * count + owners[step:][same])
    return np.concatenate(pairs)


def _decoded(pairs: Pairs, count: int, least: int) -> Iterator[tuple[int, int]]:
    distinct, times = np.unique(pairs, return_counts=True)
    for pair in distinct[times >= least].tolist():
        yield divmod(pair, count)
