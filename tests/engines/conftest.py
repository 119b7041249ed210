"""What tests of engines share: a model on this machine, and rules that find nothing."""

from __future__ import annotations

import pytest

from summarizer.annotate.model import Annotations
from summarizer.engines.stepwise import Stepwise
from tests.loopback import Loopback


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what a model is asked: the trained reader would settle most of it (tests/judge is about that)."""
    monkeypatch.setattr(Stepwise, "_judged", lambda _self, job: job)


@pytest.fixture
def rules_find_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of the model's answers, which leave the rules' candidates out."""
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: Annotations())


@pytest.fixture
def server(loopback: Loopback, monkeypatch: pytest.MonkeyPatch, rules_find_nothing: None) -> Loopback:
    """The loopback server in place of OpenAI's endpoint."""
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    return loopback
