from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.local.prefixes import NEW_CHARS, PrefixLedger, _shared

LONG = "The quay was quiet and the crane stood still. " * 40


@pytest.mark.parametrize(
    ("held", "prompt", "new"),
    [
        ([], "Short.", True),
        ([LONG], LONG, False),
        ([LONG + "First?"], LONG + "Second?", False),
        ([LONG], LONG + "x" * (NEW_CHARS + 1), True),
        ([LONG], LONG + "x" * NEW_CHARS, False),
        (["Quite another thing."], LONG, True),
        (["Ab"], "Abcdefgh", True),
        (["Short question: one?"], "Short question: two?", False),
    ],
)
def test_only_what_brings_something_new_is_held(held: list[str], prompt: str, new: bool) -> None:
    ledger = PrefixLedger()
    for each in held:
        ledger.hold(each, 1)
    assert ledger.is_new(prompt) is new


def test_the_same_prompt_counts_once() -> None:
    ledger = PrefixLedger(max_tokens=10)
    for _ in range(3):
        ledger.hold("a", 10)
    assert (ledger.tokens, ledger.full) == (10, False)
    ledger.hold("b", 1)
    assert ledger.full
    ledger.clear()
    assert (ledger.tokens, ledger.is_new("a")) == (0, True)


@given(st.text("ab"), st.text("ab"))
def test_the_shared_beginning_is_found(one: str, other: str) -> None:
    length = _shared(one, other)
    assert one[:length] == other[:length]
    assert length == min(len(one), len(other)) or one[length] != other[length]
