from __future__ import annotations

import re

import pytest

from summarizer.weights import BUILT_IN, ENCODER, NEEDED, Model, catalogue
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
{archive}
parts = [{parts}]
"""
PART = '{ distribution = "d", member = "d/x.bin", sha256 = "11" }'


@pytest.mark.parametrize(
    ("name", "file", "size", "travels", "parts", "member"),
    [
        (BUILT_IN, f"{BUILT_IN}.gguf", 1_117_320_768, 1_117_320_768, 22, None),
        (ENCODER, f"{ENCODER}.safetensors", 437_971_872, 404_421_332, 5, "all-mpnet-base-v2/model.safetensors"),
    ],
)
def test_each_built_in_model_can_be_fetched_from_both_sources(
    name: str, file: str, size: int, travels: int, parts: int, member: str | None
) -> None:
    model = catalogue()[name]
    assert (model.name, model.file, model.licence) == (name, file, "Apache-2.0")
    assert (model.bytes, model.travels, len(model.parts), model.member) == (size, travels, parts, member)
    assert model.hub is not None


def test_the_embedded_engine_needs_every_model_of_the_catalogue() -> None:
    assert tuple(catalogue()) == NEEDED == (BUILT_IN, ENCODER)


def test_slices_follow_each_other_without_gap() -> None:
    for model in catalogue().values():
        ends = [0, *(part.end for part in model.parts)]
        assert [part.start for part in model.parts] == ends[:-1]
        assert ends[-1] == model.travels


def test_every_hash_is_whole_and_no_wheel_is_listed_twice() -> None:
    for model in catalogue().values():
        hashes = [model.sha256, *(part.sha256 for part in model.parts)]
        assert all(re.fullmatch("[0-9a-f]{64}", sha256) for sha256 in hashes)
        assert len({part.distribution for part in model.parts}) == len(set(hashes)) - 1 == len(model.parts)


@pytest.mark.parametrize(("bytes_", "parts"), [(31, 3), (20, 3), (10, 2), (9, 2)])
def test_parts_that_do_not_add_up_are_refused(bytes_: int, parts: int) -> None:
    with pytest.raises(ValueError, match="do not add up"):
        entry(bytes_, parts)
    with pytest.raises(ValueError, match=f"do not add up to {bytes_} bytes"):
        entry(100, parts, f'bytes = {bytes_}\nmember = "x/m.bin"')


def test_a_short_last_part_is_fine() -> None:
    model = entry(25, 3)
    assert [(part.start, part.end) for part in model.parts] == [(0, 10), (10, 20), (20, 25)]
    assert (model.file, model.travels, model.member) == ("m.gguf", 25, None)


def test_parts_of_an_archive_add_up_to_its_own_size() -> None:
    model = entry(100, 3, 'bytes = 25\nmember = "x/m.bin"')
    assert model.parts[-1].end == model.travels == 25
    assert (model.bytes, model.member) == (100, "x/m.bin")


def entry(size: int, parts: int, archive: str = "") -> Model:
    return read_catalogue(ENTRY.format(bytes=size, parts=", ".join([PART] * parts), archive=archive))["m"]
