"""The network over the weights that ship."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from summarizer.errors import WeightsError
from summarizer.judge import network
from summarizer.judge.network import BATCH, SLOTS, Network, load, unpacked
from summarizer.judge.pieces import Encoded
from summarizer.judge.tellings import STAGES, STANCES
from tests.judge.scenes import scene

TEXT = (
    "Norland sold Sudland guns. The minister of Westland, which has no guns of its own and asked its neighbours for "
    "years, regretted it. Sudland was glad. "
)
STORY = scene(TEXT * 7, "Norland", "Sudland", "Westland", goods=["guns"])


@pytest.fixture(scope="module")
def judge() -> Network:
    return load()


@pytest.fixture(scope="module")
def windows(judge: Network) -> list[Encoded]:
    found = [judge.pieces.encode(w) for w in STORY.windows()]
    assert len(found) > BATCH
    assert len({len(w.ids) for w in found}) > 2
    return found


def test_the_shapes_are_those_of_slots_and_answers(judge: Network, windows: list[Encoded]) -> None:
    [reading] = judge.read(windows[:1])
    assert reading.parties.shape == (SLOTS, *reading.sentence.shape)
    assert judge.pairs("flows", reading).shape == (SLOTS, SLOTS, 1 + len(STAGES))
    assert judge.claims(reading, 0, 1).shape == (SLOTS, 1 + len(STANCES))
    assert judge.read([]) == []


def test_chances_are_chances(judge: Network, windows: list[Encoded]) -> None:
    for reading in judge.read(windows[:4]):
        for told in (judge.pairs("flows", reading), judge.claims(reading, 0, 1)):
            assert told.min() >= 0
            np.testing.assert_allclose(told.sum(axis=-1), 1.0, atol=1e-5)


def test_windows_read_together_are_read_as_one_by_one(judge: Network, windows: list[Encoded]) -> None:
    for one, together in zip((judge.read([w])[0] for w in windows), judge.read(windows), strict=True):
        np.testing.assert_allclose(one.parties, together.parties, atol=1e-4)
        np.testing.assert_allclose(one.sentence, together.sentence, atol=1e-4)


def test_reading_twice_gives_the_same(judge: Network, windows: list[Encoded]) -> None:
    for first, second in zip(judge.read(windows), judge.read(windows), strict=True):
        np.testing.assert_array_equal(first.parties, second.parties)


def test_the_order_of_the_windows_is_kept(judge: Network, windows: list[Encoded]) -> None:
    backward = judge.read(windows[::-1])[::-1]
    for one, other in zip(judge.read(windows), backward, strict=True):
        np.testing.assert_allclose(one.sentence, other.sentence, atol=1e-4)


def test_the_weights_are_loaded_once() -> None:
    assert load() is load()


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "judge.npz"
    changed.write_bytes(network.FILE.read_bytes()[:-1] + b"!")
    monkeypatch.setattr(network, "FILE", changed)
    with pytest.raises(WeightsError, match="is not the file that was shipped"):
        load(changed)


def test_a_file_is_unpacked_from_rows_with_scales_or_plain(tmp_path: Path) -> None:
    rows, scale = np.array([[127, -127], [64, 0]], np.int8), np.array([0.5, 2.0], np.float32)
    bias = np.array([1.5, 2.5], np.float32)
    file = tmp_path / "small.npz"
    stored: dict[str, Any] = {"a.weight": rows, "a.weight:scale": scale, "a.bias": bias}
    np.savez(file, **stored, vocabulary=np.array("[PAD]\nship"))
    found = unpacked(file)
    assert found.weights.keys() == {"a.weight", "a.bias"}
    np.testing.assert_array_equal(found.weights["a.weight"], [[63.5, -63.5], [128.0, 0.0]])
    np.testing.assert_array_equal(found.weights["a.bias"], bias)
    assert found.pieces.numbers == {"[PAD]": 0, "ship": 1}
