"""The encoder in numpy: its parts against known values, and texts that do not see each other."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from summarizer.judge.encoder import HEADS, PAD, Array, Encoder, buckets, gelu, published, softmax
from tests.judge import tiny
from tests.judge.scenes import SPELT

SIGN = SPELT.numbers["[unused10]"]
WORDS = [SPELT.numbers[c] for c in "norland"]
SHORT, LONG = WORDS[:3], [*WORDS, *WORDS]


@pytest.mark.parametrize(
    ("distance", "bucket"),
    [(0, 0), (1, 1), (7, 7), (8, 8), (9, 8), (15, 9), (16, 10), (32, 12), (64, 14), (127, 15), (128, 15), (500, 15)],
)
def test_distances_fall_into_buckets_that_widen(distance: int, bucket: int) -> None:
    table = buckets(501)
    assert table[distance, 0] == bucket
    assert table[0, distance] == (bucket + 16 if distance else 0)


def test_a_bucket_depends_on_the_distance_alone() -> None:
    table = buckets(12)
    assert table.shape == (12, 12)
    for apart in range(-11, 12):
        assert len(set(np.diagonal(table, apart).tolist())) == 1


@pytest.mark.parametrize("x", [-30.0, -4.0, -1.0, -0.1, 0.0, 0.1, 0.5, 1.0, 2.0, 30.0])
def test_gelu_is_x_times_the_normal_distribution(x: float) -> None:
    assert float(gelu(np.array([x], np.float32))[0]) == pytest.approx(
        x * 0.5 * (1 + math.erf(x / math.sqrt(2))), abs=5e-4
    )


@pytest.mark.parametrize(
    ("scores", "chances"),
    [
        ([0.0, 0.0], [0.5, 0.5]),
        ([0.0, math.log(3)], [0.25, 0.75]),
        ([1000.0, 1000.0 + math.log(3)], [0.25, 0.75]),
        ([-1e9, 5.0], [0.0, 1.0]),
    ],
)
def test_softmax_gives_chances(scores: list[float], chances: list[float]) -> None:
    np.testing.assert_allclose(softmax(np.array([scores, scores], np.float32)), [chances, chances], atol=1e-4)


def states(encoder: Encoder, *texts: list[int]) -> list[Array]:
    """The states of each text, without the rows beyond its end."""
    return [own[: len(text)] for text, own in zip(texts, encoder.states(texts), strict=True)]


def test_layers_are_counted_by_their_numbers() -> None:
    assert tiny.encoder().layers == tiny.LAYERS
    assert tiny.encoder(11).layers == 11


def test_every_piece_has_a_state() -> None:
    assert tiny.encoder().states([SHORT, LONG]).shape == (2, len(LONG), tiny.WIDTH)


def test_padding_does_not_change_states() -> None:
    encoder = tiny.encoder()
    padded, full = states(encoder, SHORT, LONG)
    np.testing.assert_allclose(padded, states(encoder, SHORT)[0], atol=1e-5)
    np.testing.assert_allclose(full, states(encoder, LONG)[0], atol=1e-5)
    words = encoder.weights["embeddings.word_embeddings.weight"].copy()
    words[PAD] = 1e6
    loud = replace(encoder, weights={**encoder.weights, "embeddings.word_embeddings.weight": words})
    np.testing.assert_allclose(states(loud, SHORT, LONG)[0], padded, atol=1e-5)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=5))
def test_texts_read_together_are_read_as_one_by_one(texts: list[list[int]]) -> None:
    encoder = tiny.encoder()
    for text, together in zip(texts, states(encoder, *texts), strict=True):
        np.testing.assert_allclose(together, states(encoder, text)[0], atol=1e-4)


@pytest.mark.parametrize(("bucket", "seen"), [(0, {2}), (1, {1, 2}), (2, {0, 2}), (17, {2, 3}), (18, {2, 4})])
def test_the_bias_of_a_bucket_tells_which_pieces_are_looked_at(bucket: int, seen: set[int]) -> None:
    """The third of five pieces, in an encoder of one layer whose bias outweighs all it reads."""
    bias = np.zeros((32, HEADS), np.float32)
    bias[bucket] = 1e4
    plain = tiny.encoder(1)
    encoder = replace(plain, weights={**plain.weights, "encoder.relative_attention_bias.weight": bias})
    text = [WORDS[0]] * 5

    def differs(at: int) -> bool:
        other = [*text[:at], WORDS[1], *text[at + 1 :]]
        one, two = (states(encoder, t)[0][2] for t in (text, other))
        return not np.allclose(one, two, atol=1e-5)

    assert {at for at in range(5) if differs(at)} == seen


def test_signs_are_read_in_place_of_words() -> None:
    plain = tiny.encoder()
    words = plain.weights["embeddings.word_embeddings.weight"].copy()
    words[plain.first_sign : plain.first_sign + tiny.SIGNS] = np.nan
    encoder = replace(plain, weights={**plain.weights, "embeddings.word_embeddings.weight": words})
    text = [WORDS[0], SIGN, WORDS[1]]
    [own] = states(encoder, text)
    assert np.isfinite(own).all()
    signs = plain.signs.copy()
    signs[SIGN - plain.first_sign] *= -1
    [other] = states(replace(encoder, signs=signs), text)
    assert not np.allclose(own, other, atol=1e-3)
    [elsewhere] = states(replace(encoder, signs=signs), [*text[:1], SIGN + 1, *text[2:]])
    np.testing.assert_array_equal(elsewhere, states(encoder, [*text[:1], SIGN + 1, *text[2:]])[0])


def test_the_words_are_not_changed_by_reading() -> None:
    encoder = tiny.encoder()
    encoder.states([[WORDS[0], SIGN]])
    np.testing.assert_array_equal(
        encoder.weights["embeddings.word_embeddings.weight"], tiny.published()["embeddings.word_embeddings.weight"]
    )


def test_the_published_file_gives_its_weights_by_name(tmp_path: Path) -> None:
    weights = tiny.published(1)
    path = tmp_path / "small.safetensors"
    save_file({**weights, "embeddings.position_ids": np.arange(5)}, path)
    found = published(path)
    assert found.keys() == weights.keys()
    for name, values in weights.items():
        assert found[name].dtype == np.float32
        np.testing.assert_array_equal(found[name], values)


def test_a_published_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nonesuch"):
        published(tmp_path / "nonesuch.safetensors")
