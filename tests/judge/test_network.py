"""The network over an encoder of random numbers; and that the file that ships is whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from summarizer.errors import WeightsError
from summarizer.judge import SHA256, network
from summarizer.judge.encoder import Array
from summarizer.judge.flagged import KINDS as FLAGS
from summarizer.judge.network import BATCH, FILE, SLOTS, Network, Reading, load, unpacked
from summarizer.judge.pieces import Encoded
from summarizer.judge.tellings import STAGES, STANCES
from summarizer.judge.warned import KINDS as WARNINGS
from tests.judge import tiny
from tests.judge.scenes import SPELT, scene

TEXT = (
    "Norland sold Sudland guns. The minister of Westland, which has no guns of its own and asked its neighbours for "
    "years, regretted it. Sudland was glad. "
)
STORY = scene(TEXT * 7, "Norland", "Sudland", "Westland", goods=["guns"])


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return tiny.tiny(tmp_path_factory.mktemp("judge"))


@pytest.fixture(scope="module")
def windows() -> list[Encoded]:
    found = [SPELT.encode(w) for w in STORY.windows()]
    assert len(found) > BATCH
    assert len({len(w.ids) for w in found}) > 2
    return found


def test_the_shapes_are_those_of_slots_and_answers(judge: Network, windows: list[Encoded]) -> None:
    [reading] = judge.read(windows[:1])
    assert reading.parties.shape == (SLOTS, tiny.WIDTH)
    assert reading.sentence.shape == (tiny.WIDTH,)
    assert judge.pairs("flows", reading).shape == (SLOTS, SLOTS, 1 + len(STAGES))
    assert judge.pairs("warnings", reading).shape == (SLOTS, SLOTS, 1 + len(WARNINGS))
    assert judge.claims(reading, 0, 1).shape == (SLOTS, 1 + len(STANCES))
    assert judge.flags(reading).shape == (len(FLAGS),)
    assert judge.part(reading).shape == (SLOTS,)
    assert judge.read([]) == []


def test_chances_are_chances(judge: Network, windows: list[Encoded]) -> None:
    for reading in judge.read(windows[:4]):
        for told in (judge.pairs("flows", reading), judge.pairs("warnings", reading), judge.claims(reading, 0, 1)):
            assert told.min() >= 0
            np.testing.assert_allclose(told.sum(axis=-1), 1.0, atol=1e-5)
        for each in (judge.flags(reading), judge.part(reading)):
            assert 0 <= each.min() < each.max() <= 1


def assert_same(one: Reading, other: Reading) -> None:
    np.testing.assert_allclose(one.parties, other.parties, atol=1e-4)
    np.testing.assert_allclose(one.sentence, other.sentence, atol=1e-4)


def test_windows_read_together_are_read_as_one_by_one(judge: Network, windows: list[Encoded]) -> None:
    for window, together in zip(windows, judge.read(windows), strict=True):
        assert_same(judge.read([window])[0], together)


def test_reading_twice_gives_the_same(judge: Network, windows: list[Encoded]) -> None:
    for first, second in zip(judge.read(windows), judge.read(windows), strict=True):
        np.testing.assert_array_equal(first.parties, second.parties)


def test_the_order_of_the_windows_is_kept(judge: Network, windows: list[Encoded]) -> None:
    forward = judge.read(windows)
    assert len({reading.sentence.tobytes() for reading in forward}) > 2
    for one, other in zip(forward, judge.read(windows[::-1])[::-1], strict=True):
        assert_same(one, other)


def test_a_party_is_the_mean_of_its_marks_and_whether_it_is_named_inside(judge: Network) -> None:
    ids = tuple(SPELT.words("norland sold sudland guns"))
    window = Encoded(ids, 4, ((1, 5), (2,), ()), (True, False, False))
    [states] = judge.encoder.states([ids])
    [reading] = judge.read([window])
    inside, nobody = judge.weights["inside"], judge.weights["nobody"]
    expected = [(states[1] + states[5]) / 2 + inside, states[2], *[np.zeros(tiny.WIDTH)] * 8, states[0] + nobody]
    np.testing.assert_allclose(reading.parties, expected, atol=1e-5)
    np.testing.assert_allclose(reading.sentence, states[4], atol=1e-5)


def test_a_file_is_unpacked_into_heads_vocabulary_signs_and_changes(tmp_path: Path) -> None:
    base, made = tiny.published(), tiny.trained()
    before = base[tiny.CHANGED].copy()
    found = unpacked(tiny.stored(tmp_path / "tiny.npz"), base)
    assert found.pieces == SPELT
    own = {"signs", f"{tiny.CHANGED}:up", f"{tiny.CHANGED}:down"}
    assert found.weights.keys() == made.keys() - own
    np.testing.assert_allclose(found.weights["flags.out.bias"], made["flags.out.bias"], atol=1e-3)
    np.testing.assert_allclose(found.encoder.signs, made["signs"], atol=1e-3)
    assert found.encoder.first_sign == SPELT.numbers["[unused0]"]
    added = made[f"{tiny.CHANGED}:up"] @ made[f"{tiny.CHANGED}:down"]
    assert np.abs(added).max() > 0.1
    np.testing.assert_allclose(found.encoder.weights[tiny.CHANGED], before + added, atol=1e-2)
    np.testing.assert_array_equal(base[tiny.CHANGED], before)
    assert found.encoder.weights.keys() == base.keys()
    assert all(found.encoder.weights[name] is base[name] for name in base if name != tiny.CHANGED)
    assert {values.dtype for values in (*found.weights.values(), found.encoder.signs)} == {np.dtype(np.float32)}


def test_signs_and_changes_are_read(judge: Network, windows: list[Encoded]) -> None:
    """Over the same encoder, other signs or no change to it make another reading."""
    plain = judge.encoder

    def reading(weights: dict[str, Array], signs: Array) -> Array:
        encoder = type(plain)(weights, signs, plain.first_sign)
        return Network(judge.weights, judge.pieces, encoder).read(windows[:1])[0].sentence

    own = judge.read(windows[:1])[0].sentence
    np.testing.assert_allclose(reading(dict(plain.weights), plain.signs), own, atol=1e-5)
    assert not np.allclose(reading(dict(plain.weights), -plain.signs), own, atol=1e-2)
    assert not np.allclose(reading(tiny.published(), plain.signs), own, atol=1e-2)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The files of an encoder and of a judge that is taken for the one that ships."""
    encoder = tmp_path / "encoder.safetensors"
    save_file(tiny.published(), encoder)
    own = tiny.stored(tmp_path / "judge.npz")
    monkeypatch.setattr(network, "FILE", own)
    monkeypatch.setattr(network, "SHA256", hashlib.sha256(own.read_bytes()).hexdigest())
    return encoder, own


def test_the_weights_are_loaded_once(shipped: tuple[Path, Path], judge: Network, windows: list[Encoded]) -> None:
    found = load(*shipped)
    assert load(*shipped) is found
    assert_same(found.read(windows[:1])[0], judge.read(windows[:1])[0])


def test_a_changed_file_is_refused(shipped: tuple[Path, Path]) -> None:
    encoder, own = shipped
    own.write_bytes(own.read_bytes()[:-1] + b"!")
    with pytest.raises(WeightsError, match="is not the file that was shipped"):
        load(encoder, own)


def test_the_file_that_ships_is_the_pinned_one_and_has_every_head() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256
    with np.load(FILE, allow_pickle=False) as file:
        assert {f"{head}.out.bias": (answers,) for head, (_, answers) in tiny.HEADS_OF.items()}.items() <= {
            name: file[name].shape for name in file.files
        }.items()
        assert file["signs"].shape[0] == tiny.SIGNS
