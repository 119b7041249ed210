"""Settings have one key however they are written; usage adds up and never guesses a price."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from typing import Any

import pytest

from summarizer.store import Counts, Outcome, Settings, Usage
from tests.store.sample import SETTINGS


@pytest.mark.parametrize(
    "change",
    [
        {"engine": "rules"},
        {"model": None},
        {"strategy": "stepwise"},
        {"prompt": "brief-2"},
        {"prompt_sha256": "cd" * 32},
        {"schema_version": "2"},
        {"parameters": {"seed": 2, "temperature": 0.0}},
        {"parameters": {}},
        {"lexicon_sha256": "ef" * 32},
    ],
)
def test_whatever_an_answer_depends_on_changes_the_key(change: dict[str, Any]) -> None:
    assert replace(SETTINGS, **change).key != SETTINGS.key


def test_the_order_of_parameters_changes_nothing() -> None:
    other = replace(SETTINGS, parameters={"temperature": 0.0, "seed": 1})
    assert (other, other.key, hash(other)) == (SETTINGS, SETTINGS.key, hash(SETTINGS))


def test_settings_come_back_from_their_json_and_from_a_pickle() -> None:
    assert Settings(**json.loads(SETTINGS.json)) == SETTINGS
    assert pickle.loads(pickle.dumps(SETTINGS)).key == SETTINGS.key


@pytest.mark.parametrize(
    ("one", "other", "cost"),
    [(0.25, 0.5, 0.75), (None, 0.5, None), (0.5, None, None), (None, None, None), (0.0, 0.0, 0.0)],
)
def test_usage_adds_up(one: float | None, other: float | None, cost: float | None) -> None:
    added = Usage(1, 20, 3, one, 0.5) + Usage(2, 40, 6, other, 0.25)
    assert added == Usage(3, 60, 9, cost, 0.75)


def test_a_run_is_complete_when_everything_was_read_in_full() -> None:
    assert Counts(done=3).complete
    for name in "partial refused failed left unread".split():
        changed: dict[str, Any] = {name: 1}
        assert not Counts(done=3, **changed).complete
    assert Counts(1, 2, 3, 4, 5, 6).data["documents"] == 15


def test_only_whole_and_partial_answers_have_a_brief() -> None:
    assert [outcome.value for outcome in Outcome if outcome.briefed] == ["done", "partial"]
