"""A stand-in for `summarizer.api`: the source's name says what happens. No model, no reading."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from summarizer.errors import FetchError, RefusedError, WeightsError
from summarizer.progress import Progress
from tests.render.sample import ARTICLE, Article, coverage


@dataclass(frozen=True)
class Result:
    brief: Any
    document: Any
    segmentation: Any


@dataclass(frozen=True)
class Plan:
    engine: str = "openai"
    model: str | None = "openai/example-large"
    strategy: str = "single"
    prompt: str | None = "brief-1"
    calls: tuple[tuple[dict[str, str], ...], ...] = (
        ({"role": "system", "content": "Read closely.\nPoint only."}, {"role": "user", "content": "S1 \x1b[31mred"}),
    )
    tokens_estimate: int = 123
    notes: tuple[str, ...] = ("later calls depend on the answers",)


FAILURES: dict[str, BaseException] = {
    "fetch": FetchError("http://x/ gave no answer.", "Try again later."),
    "refused": RefusedError("The model declined to answer.", "Give --fallback another model."),
    "weights": WeightsError("The weights are damaged: \x1b[31m."),
    "bug": ZeroDivisionError("division by \x1b[31mzero"),
    "interrupt": KeyboardInterrupt(),
}


@dataclass
class Api:
    """Calls are kept in `seen`: (source, options)."""

    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def run(self, source: str, **options: Any) -> Result:
        self.seen.append((source, options))
        tell: Callable[[Progress], None] = options.get("progress") or (lambda _: None)
        tell(Progress("reading", 0, 1))
        tell(Progress("asking", 1, 3, 15.25, "about \x1b[31mF1"))
        tell(Progress("asking", 2, 3, 15.25))
        if source == "slow":
            time.sleep(60)
        if source in FAILURES:
            raise FAILURES[source]
        if source == "red":
            article = Article([*ARTICLE.sentences[:7], "\x1b[31mIt was not disclosed\x1b]0;x\x07."], title="\x9b2J")
            return Result(article.brief(), article.document, article.segmentation)
        changes: dict[str, Any] = {}
        if source == "partial":
            end = len(ARTICLE.document.text)
            chunk = {"start": 0, "end": end, "status": "truncated", "detail": "the answer was cut"}
            changes = {"coverage": coverage(0, complete=False, chunks=[chunk])}
        return Result(ARTICLE.brief(**changes), ARTICLE.document, ARTICLE.segmentation)

    def plan(self, source: str, **options: Any) -> Plan:
        self.seen.append((source, options))
        return Plan()


def module() -> tuple[ModuleType, Api]:
    """Something to put into `sys.modules` under the name of the real one."""
    api = Api()
    stand_in = ModuleType("summarizer.api")
    stand_in.run = api.run  # type: ignore[attr-defined]  # a module made at run time
    stand_in.plan = api.plan  # type: ignore[attr-defined]
    return stand_in, api


if __name__ == "__main__":
    sys.modules["summarizer.api"] = module()[0]
    from summarizer.__main__ import main

    main()
