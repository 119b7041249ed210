"""Runs over invented gold: logs whose answers are the gold brief with something changed, and their reports."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from summarizer.evaluate.cases import Sheet, score_log
from summarizer.evaluate.compare import compare
from summarizer.evaluate.gate import bless, gate
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Entry, Head, Log
from summarizer.evaluate.report import Report, report
from summarizer.schema import Brief
from summarizer.score import Outcome
from tests.render.sample import ARTICLE, Article

Json = dict[str, Any]
Answer = Callable[[Json], None] | Outcome | None
"""What is done to the gold brief to make the answer; or the outcome; None when there is no entry in the log."""


def gold(name: str, article: Article = ARTICLE, brief: Brief | None = None) -> Gold:
    return Gold(name, name, article.document, brief or article.brief(), ())


def log(answers: Mapping[str, Sequence[Answer]], golds: Sequence[Gold], **head: Any) -> Log:
    """A log of cases and their answers, one per repeat."""
    by_name = {one.name: one for one in golds}
    repeats = max((len(several) for several in answers.values()), default=1)
    made: Json = {
        "program": "1.0",
        "engine": "local",
        "model": "small",
        "strategy": "stepwise",
        "prompt": "stepwise-v1",
        "prompt_sha256": "ab" * 32,
        "parameters": {"temperature": 0},
        "gold": "gold/dev",
        "created_at": "2026-01-02T03:04:05+00:00",
        **head,
    }
    entries = [
        entry(by_name[name], answer, repeat)
        for name, several in answers.items()
        for repeat, answer in enumerate(several)
        if answer is not None
    ]
    return Log(Head(cases=tuple(answers), repeats=repeats, **made), tuple(entries))


def entry(of: Gold, answer: Answer, repeat: int = 0, reason: str = "it declined") -> Entry:
    spent: Json = {"seconds": 1.5, "calls": 3, "tokens_in": 100, "tokens_out": 10, "cost_usd": 0.25}
    common: Json = {"case": of.name, "document_sha256": of.document.sha256, "repeat": repeat, **spent}
    if isinstance(answer, Outcome):
        return Entry(outcome=answer, reason=reason, **common)
    brief = copy.deepcopy(of.brief.model_dump(mode="json"))
    if answer is not None:
        answer(brief)
    return Entry(outcome=Outcome.SCORED, brief=brief, **common)


def sheet(answers: Mapping[str, Sequence[Answer]], golds: Sequence[Gold] | None = None, **head: Any) -> Sheet:
    golds = golds if golds is not None else [gold(name) for name in answers]
    return score_log(log(answers, golds, **head), golds)


def compared(
    a: Mapping[str, Sequence[Answer]], b: Mapping[str, Sequence[Answer]], golds: Sequence[Gold] | None = None
) -> Report:
    """Run B held against run A, a blessed baseline."""
    golds = golds if golds is not None else [gold(name) for name in {**a, **b}]
    first = score_log(bless(log(a, golds), "An Analyst", "the first one"), golds)
    second = score_log(log(b, golds), golds)
    comparison = compare(first, second)
    return report(second, comparison, gate(comparison))


def right(_: Json) -> None:
    """The gold brief itself."""


def no_flows(brief: Json) -> None:
    brief["arms_flows"] = []
    brief["uncertainty"] = [flag for flag in brief["uncertainty"] if not flag["about"].startswith("F")]


def without_first_flow(brief: Json) -> None:
    del brief["arms_flows"][0]


def other_stage(brief: Json) -> None:
    brief["arms_flows"][0]["stage"] = "pledged"


def other_stance(brief: Json) -> None:
    brief["arms_flows"][0]["claims"][0]["stance"] = "suspects"


def no_second_claim(brief: Json) -> None:
    del brief["arms_flows"][0]["claims"][1]


def one_more_flow(brief: Json) -> None:
    brief["arms_flows"].append({**brief["arms_flows"][2], "id": "F9", "recipient": "P1", "stage": "sought"})


def no_warnings(brief: Json) -> None:
    brief["warnings"] = []


def invented(brief: Json) -> None:
    brief["warnings"][0]["evidence"][0]["text"] = "words that nobody wrote"


def nothing_read(brief: Json) -> None:
    chunk = {**brief["coverage"]["chunks"][0], "status": "refused", "detail": "will not speak of arms"}
    brief["coverage"] = {**brief["coverage"], "complete": False, "chunks": [chunk]}


def in_part(brief: Json) -> None:
    chunks = [{**brief["coverage"]["chunks"][0], "status": "truncated"}]
    brief["coverage"] = {**brief["coverage"], "complete": False, "chunks": chunks}
