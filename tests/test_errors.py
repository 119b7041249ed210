"""The tree of failures is the one drawn at its top, and each says what a person needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from summarizer import errors
from summarizer.errors import EXIT_INTERRUPTED, EXIT_PARTIAL, AnswerError, SummarizerError


def tree(kind: type[SummarizerError] = SummarizerError, depth: int = 0) -> Iterator[tuple[int, type[SummarizerError]]]:
    yield depth, kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from tree(child, depth + 1)


ALL = [kind for _, kind in tree()]


def test_the_drawing_is_the_tree() -> None:
    """Names, their depth, and the exit code where the drawing gives one."""
    drawn = re.findall(r"^    ([│├└─ ]*)(\w+Error)(?: +exit (\d+))?", errors.__doc__ or "", re.MULTILINE)
    assert [(len(branch) // 4, name) for branch, name, _ in drawn] == [(d, k.__name__) for d, k in tree()]
    told = {name: int(code) for _, name, code in drawn if code}
    assert told == {name: getattr(errors, name).exit_code for name in told}
    for _, name, code in drawn:
        kind = getattr(errors, name)
        assert code or kind.exit_code == kind.__base__.exit_code, name


def test_every_class_of_the_module_is_in_the_tree() -> None:
    assert {v for v in vars(errors).values() if isinstance(v, type) and issubclass(v, BaseException)} == set(ALL)


@pytest.mark.parametrize("kind", ALL)
def test_no_failure_exits_like_a_success_or_like_wrong_usage(kind: type[SummarizerError]) -> None:
    assert kind.exit_code not in (0, 2, EXIT_PARTIAL, EXIT_INTERRUPTED)
    assert 0 < kind.exit_code < 128


@pytest.mark.parametrize("kind", ALL)
def test_a_failure_says_what_happened_and_what_to_do(kind: type[SummarizerError]) -> None:
    both, one = kind("The key is wrong.", "Set another."), kind("The key is wrong.")
    assert (str(both), both.what, both.todo) == ("The key is wrong. Set another.", "The key is wrong.", "Set another.")
    assert (str(one), one.todo) == ("The key is wrong.", "")


def test_an_unusable_answer_is_kept_with_its_failure() -> None:
    assert AnswerError("Unusable.", answer="{]").answer == "{]"
    assert AnswerError("Unusable.").answer == ""
