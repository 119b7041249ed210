"""The form of labelled passages, and the passages that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.schema import Stage, Stance, WarningKind
from tests.training.conftest import FOLDER
from training.labelled import Passage, Told, Warned, passages

SHIPPED = sorted((FOLDER / "passages").glob("*.txt"))
SALE = """\
# A comment, and blank lines around.

[N Norland] sold [S Sudland] {nine guns}, [M its minister] said. [N It] warned [W Westland].
flow N > S contracted: M asserts, S denies
flow ? > W halted: - suspects
warn N > W consequences
warn M > - risk
quote M
quote -


Nobody came.
"""


def read(tmp_path: Path, text: str) -> list[Passage]:
    path = tmp_path / "small.txt"
    path.write_text(text, encoding="utf-8")
    return list(passages(path))


def test_marks_and_labels_are_read(tmp_path: Path) -> None:
    sale, dull = read(tmp_path, SALE)
    assert sale.text == "Norland sold Sudland nine guns, its minister said. It warned Westland."
    assert [(sale.text[a:b], key) for a, b, key in sale.marks] == [
        ("Norland", "N"),
        ("Sudland", "S"),
        ("its minister", "M"),
        ("It", "N"),
        ("Westland", "W"),
    ]
    assert [sale.text[a:b] for a, b in sale.goods] == ["nine guns"]
    assert sale.flows == [
        Told("N", "S", Stage.CONTRACTED, (("M", Stance.ASSERTS), ("S", Stance.DENIES))),
        Told(None, "W", Stage.HALTED, ((None, Stance.SUSPECTS),)),
    ]
    assert sale.warnings == [Warned("N", "W", WarningKind.CONSEQUENCES), Warned("M", None, WarningKind.RISK)]
    assert sale.speakers == ["M", None]
    assert dull == Passage(dull.name, "Nobody came.")


def test_passages_have_names_of_their_own(tmp_path: Path) -> None:
    assert [p.name for p in read(tmp_path, SALE)] == ["small:2", "small:3"]


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("flow N > X delivered: - asserts", "no party is marked X"),
        ("flow N > ? delivered: X asserts", "no party is marked X"),
        ("warn X > - risk", "no party is marked X"),
        ("quote X", "no party is marked X"),
        ("flow N > ? given: - asserts", "'given' is not a valid Stage"),
        ("flow N > ? delivered: - thinks", "'thinks' is not a valid Stance"),
        ("warn N > - rain", "'rain' is not a valid WarningKind"),
        ("flow N delivered", "'flow N delivered' is no label"),
        ("N sold guns", "'N sold guns' is no label"),
    ],
)
def test_a_wrong_label_is_refused(tmp_path: Path, label: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(tmp_path, f"[N Norland] sold guns.\n{label}\n")


def test_passages_ship() -> None:
    assert len(SHIPPED) >= 8


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_is_of_the_form(path: Path) -> None:
    found = list(passages(path))
    assert len(found) > 100
    for passage in found:
        assert passage.text.strip(), passage.name
        assert not set("[]{}") & set(passage.text), passage.name
        for flow in passage.flows:
            assert flow.supplier != flow.recipient, passage.name
            assert flow.claims, passage.name
        for warning in passage.warnings:
            assert warning.issuer != warning.target, passage.name
