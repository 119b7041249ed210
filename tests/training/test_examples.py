"""Training examples made of labelled passages: every label stands on a slot that its window has."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from summarizer.judge.window import Frames
from tests.evaluate.sale import changed, written
from tests.judge.scenes import SPELT
from tests.training.conftest import FOLDER

SALE = """\
[N Norway] sold [G Ghana] {nine howitzers}, [M Defence Minister Ana Lund] said. [G Accra] denied that it had bought any.
flow N > G contracted: M asserts, G denies

[T Turkey] threatened [P Peru] with sanctions over its {tanks}. The weather was fair.
warn T > P sanctions

[K Kenya] has received {rifles} from somebody.
flow ? > K delivered: - asserts
"""
Line = dict[str, Any]


def lines(examples: ModuleType, path: Path) -> list[Line]:
    made = examples.of_passages(path)
    return [line for item in made for line in examples.lines("passages", *item, SPELT)]


@pytest.fixture
def sale(examples: ModuleType, tmp_path: Path) -> list[Line]:
    path = tmp_path / "sale.txt"
    path.write_text(SALE, encoding="utf-8")
    return lines(examples, path)


def test_every_sentence_is_a_window(sale: list[Line]) -> None:
    assert [(line["name"], line["sentence"]) for line in sale] == [
        ("sale:1", 1),
        ("sale:1", 2),
        ("sale:2", 1),
        ("sale:2", 2),
        ("sale:3", 1),
    ]


def test_a_flow_is_labelled_where_it_is_told_and_unsure_elsewhere(sale: list[Line]) -> None:
    told, denied, *_ = sale
    assert told["flows"] == [[1, 2, "contracted"]]
    assert denied["flows"] == []
    assert (1, 2) in denied["unsure"]
    assert {(1, -1), (-1, 2)} <= set(told["unsure"])


def test_claims_are_labelled_by_who_makes_them(sale: list[Line]) -> None:
    told, *_ = sale
    stances = {claimant: stance for a, b, claimant, stance in told["claims"] if (a, b) == (1, 2)}
    assert sorted(stances.values()).count("asserts") == 1
    assert stances[-1] == "none"
    assert stances[0] == "asserts"


def test_warnings_and_nameless_ends(sale: list[Line]) -> None:
    assert sale[2]["warnings"] == [[0, 1, "sanctions"]]
    assert sale[3]["warnings"] == []
    assert sale[4]["flows"] == [[-1, 0, "delivered"]]


def test_passages_mark_neither_flags_nor_who_takes_part(sale: list[Line]) -> None:
    assert {(line["flags"], line["part"]) for line in sale} == {(None, None)}


@pytest.fixture
def gold(examples: ModuleType, tmp_path: Path) -> list[Line]:
    """The windows of a gold document in which Lavria is no party and one sentence more is flagged."""
    form = changed(("  lavria: {name: Lavria, kind: state, mentions: [S3 Lavria]}\n", "")).partition("arms_flows:")[0]
    flags = [f"  - {{kind: {kind}, cue: {cue}, about: document}}" for kind, cue in FLAGS]
    written(tmp_path, "\n".join([form.replace(LAVRIA, ""), "uncertainty:", *flags]) + "\n")
    return [line for item in examples.of_gold(tmp_path) for line in examples.lines("gold", *item, SPELT)]


LAVRIA = "  - {text: Lavria denies receiving mines from Norland., sentences: [3]}\n"
FLAGS = [("denial", "S3 denied"), ("conflict", "S3 denied"), ("hedge", "S1 said")]


def test_flags_of_gold_are_labelled_by_sentence(gold: list[Line]) -> None:
    assert [(line["sentence"], line["flags"]) for line in gold] == [
        (1, ["hedge"]),
        (2, []),
        (3, ["conflict", "denial"]),
        (4, []),
    ]


def test_a_slot_takes_part_when_gold_has_its_party(gold: list[Line], examples: ModuleType, tmp_path: Path) -> None:
    [(text, segmentation, found, _, _)] = examples.of_gold(tmp_path)
    windows = list(Frames(text, segmentation, found).each())
    names = [[found.everyone[n - 1].name for n in window.parties] for window in windows]
    told = [dict(zip(own, line["part"], strict=True)) for own, line in zip(names, gold, strict=True)]
    assert told[0] == {"Norland": True, "Estria": True, "Kari Dahl": True}
    assert told[3]["Lavria"] is False
    assert told[3]["Kari Dahl"] is True


def test_a_reply_says_nothing_of_flags_and_parties(examples: ModuleType, tmp_path: Path) -> None:
    written(tmp_path)
    made = [line for item in examples.of_gold(tmp_path) for line in examples.lines("gold", *item, SPELT)]
    sources = {line["source"]: (line["flags"] is None, line["part"] is None) for line in made}
    assert sources == {"gold": (False, False), "reply": (True, True)}


def slots(line: Line) -> set[int]:
    """The slots that labels of a line speak of."""
    flows = [row[:2] for row in (*line["flows"], *line["unsure"], *line["warnings"], *line["unsure_warnings"])]
    return set(itertools.chain(*flows, *(row[:3] for row in line["claims"])))


@pytest.mark.parametrize("name", ["deals", "ordinary"])
def test_labels_stand_on_slots_that_the_window_has(examples: ModuleType, tmp_path: Path, name: str) -> None:
    shipped = (FOLDER / "passages" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    path = tmp_path / "few.txt"
    path.write_text("\n\n".join(shipped[::10]), encoding="utf-8")
    made = lines(examples, path)
    assert any(line["flows"] for line in made)
    for line in made:
        seen = {slot for slot, places in enumerate(line["marks"]) if places}
        assert slots(line) <= {examples.NOBODY, *seen}, line["name"]
        assert all(a != b for a, b, _ in line["flows"]), line["name"]
        assert all(0 < at < len(line["ids"]) for places in line["marks"] for at in places)
