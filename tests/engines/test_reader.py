"""The trained reader within the strategy `stepwise`: it needs its encoder, unless it is switched off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import api, prompts
from summarizer.annotate.model import Annotations
from summarizer.document import Document
from summarizer.engines import select
from summarizer.engines.stepwise import Stepwise
from summarizer.engines.wires import keeping_loaded
from summarizer.errors import NoEngineError
from summarizer.weights import ENCODER
from tests.engines.doubts import TEXT, doubting
from tests.loopback import Loopback

STEPWISE = Stepwise(prompts.load("stepwise-v1"))
OPTIONS: api.Options = {"model": "openai/small", "strategy": "stepwise"}


@pytest.fixture(autouse=True)
def rules_alone() -> None:
    """Here, unlike beside, the trained reader is left on."""


@pytest.fixture
def empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))


def test_it_reads_with_the_encoder_that_is_located(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[Any] = []

    def judged(text: str, _: object, found: Annotations, encoder: Path, without: object) -> Annotations:
        seen.append((text, found, encoder, without))
        return replace(found, flows=())

    monkeypatch.setattr("summarizer.weights.locate", lambda name: tmp_path / name)
    monkeypatch.setattr("summarizer.engines.stepwise.judged", judged)
    job, parts = doubting("stage"), frozenset({"judge-doubt"})
    assert STEPWISE.calls(job) == []
    assert replace(STEPWISE, without=parts).calls(job) == []
    expected = (job.source.text, job.annotations, tmp_path / ENCODER)
    assert seen == [(*expected, frozenset()), (*expected, parts)]


@pytest.mark.parametrize("run", [api.run, api.plan])
@pytest.mark.usefixtures("empty_cache")
def test_a_missing_encoder_is_told_before_anything_is_asked(
    run: Any, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with pytest.raises(NoEngineError, match=rf"sentence encoder {ENCODER} is not.*`summarizer model pull`"):
        run(Document(TEXT), **OPTIONS)
    assert loopback.requests == []


@pytest.mark.usefixtures("empty_cache")
def test_switched_off_it_needs_no_encoder(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: doubting().annotations)
    assert len(replace(STEPWISE, without=frozenset({"judge"})).calls(doubting("stage"))) == 1
    options: api.Options = {**OPTIONS, "ablate": ["judge"]}
    brief = api.run(Document(TEXT), **options).brief
    assert len(brief.arms_flows) == 1
    assert loopback.requests == []


def test_the_encoder_is_no_model_to_answer() -> None:
    with pytest.raises(NoEngineError, match="sentence encoder"):
        keeping_loaded(select.choose(engine="local", model=ENCODER))
