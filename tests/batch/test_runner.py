"""Whatever a provider does, every document ends as it should, and is asked no more often than it should."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from email.utils import formatdate
from functools import partial
from pathlib import Path
from time import time
from typing import Any

import pytest

from summarizer.batch import limiter, sitting
from summarizer.batch.inputs import Item
from summarizer.batch.progress import Status
from summarizer.batch.runner import Limits
from summarizer.batch.settling import Defect, Failure
from summarizer.batch.sitting import Stop
from summarizer.document import Document
from summarizer.engines.meter import Prices
from summarizer.errors import BudgetError, CredentialsError, EmptyInputError, ProviderError, RefusedError, StoreError
from summarizer.store import Outcome, Run, open_run
from tests.batch.desk import GOOD, QUICK, Desk, article, items, missing, outcomes, sit
from tests.engines.accounts import answer, full
from tests.loopback import Behaviour, content_filter, error, ok, raw, refusal, reset, silence, slow, truncated

DONE, PARTIAL, REFUSED, FAILED = Outcome.DONE, Outcome.PARTIAL, Outcome.REFUSED, Outcome.FAILED
FOUR = Limits(jobs=4, retry=QUICK)


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "FIRST_PAUSE", 0.001)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Run]:
    with open_run(tmp_path / "it.run", create=True, write=True) as run:
        yield run
        run.check()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with Desk() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


STORM = error(429, "slow down")
ODD = ok(json.dumps({"headline": 7}))
NOTHING = ok(json.dumps(answer()))

# What happens to one article among others, how it ends, and how often it is asked in all.
FATES = [
    pytest.param([GOOD], DONE, 1, id="nothing"),
    pytest.param([STORM, STORM, GOOD], DONE, 3, id="429 twice"),
    pytest.param([STORM] * 5 + [GOOD], DONE, 6, id="429 more often than other failures may come"),
    pytest.param([error(429, "slow down", retry_after="0.05"), GOOD], DONE, 2, id="429 with Retry-After"),
    pytest.param([STORM], FAILED, 14, id="429 for ever"),
    pytest.param([error(500, "oops"), GOOD], DONE, 2, id="500 once"),
    pytest.param([error(500, "oops")] * 4 + [GOOD], DONE, 5, id="500 until the second round"),
    pytest.param([error(500, "oops")], FAILED, 6, id="500 for ever"),
    pytest.param([reset(json.dumps({})), GOOD], DONE, 2, id="hung up mid-body"),
    pytest.param([reset(json.dumps({}))], FAILED, 6, id="hung up mid-body for ever"),
    pytest.param([raw(b'{"choices": [{"mess'), GOOD], DONE, 2, id="half a JSON"),
    pytest.param([raw(b"<html>hi</html>", 200, "text/html")], FAILED, 6, id="a page for ever"),
    pytest.param([ODD, GOOD], DONE, 2, id="an answer of another shape, mended"),
    pytest.param([ODD], FAILED, 2, id="an answer of another shape, twice: its own fault, and final"),
    pytest.param([refusal()], REFUSED, 1, id="refused: final at once"),
    pytest.param([content_filter()], REFUSED, 1, id="filtered"),
    pytest.param([error(400, "our content policy")], REFUSED, 1, id="against the policy"),
    pytest.param([truncated("{")] * 20 + [GOOD], FAILED, 7, id="cut however small the stretch"),
    pytest.param([truncated("{"), NOTHING, refusal()], PARTIAL, 3, id="half of it read"),
]


@pytest.mark.parametrize(("fate", "outcome", "asked"), FATES)
def test_the_fate_of_one_document_among_others(
    store: Run, desk: Desk, fate: list[Behaviour], outcome: Outcome, asked: int
) -> None:
    desk.plans[3] = list(fate)
    counts = sit(store, items(range(6)))
    assert outcomes(store) == {n: outcome if n == 3 else DONE for n in range(6)}
    assert desk.asked == {n: asked if n == 3 else 1 for n in range(6)}
    assert (counts.left, counts.unread, counts.documents) == (0, 0, 6)
    assert counts.usage.calls == len(desk.requests)


def test_time_outs(store: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.engines import select

    monkeypatch.setitem(select._TIMEOUTS, "openai", 0.3)
    desk.plans |= {1: [silence(), GOOD], 2: [slow(0.6, GOOD)]}
    sit(store, items(range(4)))
    assert outcomes(store) == {0: DONE, 1: DONE, 2: FAILED, 3: DONE}
    assert desk.asked == {0: 1, 1: 2, 2: 6, 3: 1}


def test_a_storm_over_everything_passes(store: Run, desk: Desk) -> None:
    storm = error(429, "slow down", retry_after=formatdate(time() + 1.9, usegmt=True))
    desk.plans |= {n: [storm, GOOD] if n % 2 else [STORM, STORM, GOOD] for n in range(12)}
    counts = sit(store, items(range(12)), Limits(jobs=8, retry=QUICK))
    assert counts.done == 12
    assert sum(desk.asked.values()) <= 6 * 2 + 6 * 3


def test_a_pause_holds_for_the_whole_run(store: Run, desk: Desk) -> None:
    times: list[float] = []
    desk.on_request = lambda: times.append(time())
    desk.plans[0] = [error(429, "slow down", retry_after="0.8"), GOOD]
    assert sit(store, items(range(5)), Limits(jobs=1, retry=QUICK)).done == 5
    assert len(times) == 6
    assert times[1] - times[0] >= 0.8


def test_sources_that_cannot_be_read_and_texts_that_are_known(store: Run, desk: Desk) -> None:
    def empty() -> Document:
        raise EmptyInputError("The document holds no text.")

    def broken() -> Document:
        raise ZeroDivisionError("by zero")

    seen: list[Status] = []
    odd = [Item("gone", missing), Item("empty", empty), Item("broken", broken), Item("again#1", partial(article, 1))]
    counts = sit(store, [*items(range(3)), *odd], listener=seen.append)
    assert (counts.done, counts.unread, len(desk.requests)) == (3, 3, 3)
    assert {u.location: u.kind for u in store.unread_sources()} == {
        "gone": "FetchError", "empty": "EmptyInputError", "broken": "Defect",
    }  # fmt: skip
    assert (seen[-1].finished, seen[-1].unread, seen[-1].known, seen[-1].flying) == (3, 3, 1, 0)


def test_a_finished_run_asks_nobody_and_needs_no_key(store: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.plans[1] = [refusal()]
    first = sit(store, items(range(4)))
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert sit(store, items(range(4))) == first == sit(store, [])
    assert len(desk.requests) == 4


def test_other_settings_are_asked_beside_the_old_answers(store: Run, desk: Desk) -> None:
    sit(store, items(range(3)))
    counts = sit(store, [], options={"model": "openai/other-model"})
    assert (counts.done, len(desk.requests), len(store.generations())) == (3, 6, 2)
    assert sit(store, []).done == 3
    assert len(desk.requests) == 6


@pytest.mark.parametrize(
    ("again", "ends"),
    [
        ((), {1: REFUSED, 2: FAILED, 3: PARTIAL}),
        ((FAILED,), {1: REFUSED, 2: DONE, 3: PARTIAL}),
        ((REFUSED,), {1: DONE, 2: FAILED, 3: PARTIAL}),
        ((FAILED, REFUSED, PARTIAL), {1: DONE, 2: DONE, 3: DONE}),
    ],
)
def test_what_is_tried_again(store: Run, desk: Desk, again: tuple[Outcome, ...], ends: dict[int, Outcome]) -> None:
    desk.plans |= {1: [refusal(), GOOD], 2: [ODD, ODD, GOOD], 3: [truncated("{"), NOTHING, refusal(), GOOD]}
    sit(store, items(range(4)))
    assert outcomes(store) == {0: DONE, 1: REFUSED, 2: FAILED, 3: PARTIAL}
    sit(store, items(range(4)), again=again)
    assert outcomes(store) == {0: DONE, **ends}


def test_no_more_documents_than_told_and_the_rest_later(store: Run, desk: Desk) -> None:
    few = sit(store, items(range(9)), Limits(jobs=4, retry=QUICK, documents=3))
    assert (few.done, len(desk.requests)) == (3, 3)
    assert sit(store, items(range(9))).done == 9
    assert set(desk.asked.values()) == {1}


WHOLE = [
    pytest.param(error(401, "wrong key"), CredentialsError, "API key", id="wrong key"),
    pytest.param(error(404, "unknown"), Exception, "knows no model", id="no such model"),
]


@pytest.mark.parametrize(("behaviour", "kind", "told"), WHOLE)
def test_what_is_wrong_with_the_whole_run_ends_it_and_loses_nothing(
    store: Run, desk: Desk, behaviour: Behaviour, kind: type[Exception], told: str
) -> None:
    desk.plans |= {n: [behaviour] for n in range(5, 40)}
    with pytest.raises(kind, match=told):
        sit(store, items(range(40)))
    assert len(desk.requests) <= 5 + 4 + sitting.AHEAD
    generation = store.newest()
    assert generation is not None
    counts = store.counts(generation)
    assert counts.failed == 0
    assert counts.done <= 5
    desk.plans.clear()
    assert sit(store, items(range(40))).done == 40


def test_a_store_that_takes_no_more_ends_the_run(store: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    finish, calls = store.finish, 0

    def full(*args: Any, **kwargs: Any) -> bool:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise StoreError("The disk is full.")
        return finish(*args, **kwargs)

    monkeypatch.setattr(store, "finish", full)
    with pytest.raises(StoreError, match="disk is full"):
        sit(store, items(range(30)))
    monkeypatch.setattr(store, "finish", finish)
    assert len(desk.requests) <= 3 + 2 * (4 + sitting.AHEAD)
    assert sit(store, items(range(30))).done == 30


def test_a_provider_that_is_down_ends_the_run_before_everything_has_failed(store: Run, desk: Desk) -> None:
    desk.usual = error(500, "down")
    with pytest.raises(ProviderError, match=r"documents failed one after another.*--retry none"):
        sit(store, items(range(200)))
    assert len(desk.requests) <= (sitting.HOPELESS + 4 + sitting.AHEAD) * QUICK.attempts
    desk.usual = GOOD
    assert sit(store, items(range(200))).done == 200


def test_a_defect_costs_one_document_and_not_the_run(store: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer import api

    annotated = api.annotated

    def defect(text: str, lexicon: Path | None = None) -> Any:
        if "report 2." in text:
            raise RecursionError("too deep")
        return annotated(text, lexicon)

    monkeypatch.setattr(api, "annotated", defect)
    assert sit(store, items(range(4))).failed == 1
    assert outcomes(store)[2] is FAILED


def test_a_defect_that_meets_every_document_ends_the_run_early_and_is_mended_by_a_resume(
    store: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarizer import api

    def defect(text: str, lexicon: Path | None = None) -> Any:
        raise ImportError("cannot import name 'segment'")

    with monkeypatch.context() as broken:
        broken.setattr(api, "annotated", defect)
        with pytest.raises(Defect, match=r"20 documents failed one after another.*\(ImportError: cannot import name"):
            sit(store, items(range(200)))
    generation = store.newest()
    assert generation is not None
    tried = list(store.unsolved(generation))
    assert sitting.UNEXPECTED <= len(tried) <= sitting.UNEXPECTED + 4 + sitting.AHEAD
    assert {u.kind for u in tried if u.outcome is FAILED} == {"Defect"}
    assert all("ImportError" in str(u.reason) for u in tried if u.outcome is FAILED)
    assert desk.asked.total() == 0
    assert sit(store, items(range(200))).done == 200


def test_a_defect_in_every_source_ends_the_run_early(store: Run, desk: Desk) -> None:
    def broken() -> Document:
        raise AttributeError("no such thing")

    sources = [*items(range(2)), *(Item(f"broken {n}", broken) for n in range(200))]
    with pytest.raises(Defect, match=r"20 sources failed .*AttributeError"):
        sit(store, sources)
    assert sitting.UNEXPECTED <= sum(1 for _ in store.unread_sources()) <= sitting.UNEXPECTED + 4 + sitting.AHEAD


@pytest.mark.parametrize(
    ("failures", "ends"),
    [
        pytest.param([KeyError("a")] * 20, True, id="one kind"),
        pytest.param([KeyError("a")] * 19, False, id="not enough"),
        pytest.param([KeyError("a"), ValueError("b")] * 20, False, id="kinds in turn"),
        pytest.param([*[KeyError("a")] * 19, None, *[KeyError("a")] * 19], False, id="a success between"),
        pytest.param([RefusedError("No.")] * 40, False, id="no defect"),
        pytest.param([*[RefusedError("No.")] * 9, *[KeyError("a")] * 20], True, id="after something else"),
    ],
)
def test_how_many_defects_end_a_sitting(failures: list[Exception | None], ends: bool) -> None:
    defects = sitting.Defects("documents")
    found = [defects.learn(None if failure is None else Failure.of(failure)) for failure in failures]
    assert (found[-1] is not None) is ends
    assert not any(found[:-1])


BUDGETS = [
    pytest.param({"max_tokens": 40_000}, id="tokens"),
    pytest.param({"usd": 0.05, "prices": Prices(1.0, 2.0)}, id="money"),
]


@pytest.mark.parametrize("budget", BUDGETS)
def test_the_budget_is_not_passed_and_the_rest_is_left(store: Run, desk: Desk, budget: dict[str, Any]) -> None:
    desk.usual = ok(json.dumps(full()), tokens_in=1_500, tokens_out=1_000)
    with pytest.raises(BudgetError):
        sit(store, items(range(60)), Limits(jobs=4, retry=QUICK, **budget))
    generation = store.newest()
    assert generation is not None
    counts = store.counts(generation)
    tokens = counts.usage.tokens_in + counts.usage.tokens_out
    assert 25_000 <= tokens <= 40_000
    assert counts.done == len(desk.requests)
    with pytest.raises(BudgetError):  # what was spent before counts
        sit(store, items(range(60)), Limits(jobs=4, retry=QUICK, **budget))
    assert sit(store, items(range(60))).done == 60
    assert set(desk.asked.values()) == {1}


def test_asked_to_stop_it_finishes_what_is_in_flight(store: Run, desk: Desk) -> None:
    desk.usual = slow(0.3, GOOD)

    def prepare(stop: Stop, loop: asyncio.AbstractEventLoop) -> None:
        desk.on_request = lambda: loop.call_soon_threadsafe(stop.request) if len(desk.requests) == 6 else None

    counts = sit(store, items(range(40)), prepare=prepare)
    assert counts.done == len(desk.requests) <= 6 + 4
    assert sit(store, items(range(40))).done == 40
    assert set(desk.asked.values()) == {1}


def test_asked_to_stop_it_does_not_wait_for_the_next_source(store: Run, desk: Desk) -> None:
    from threading import Event

    never = Event()

    def endless() -> Iterator[Item]:
        yield from items(range(2))
        never.wait(5)

    def prepare(stop: Stop, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(0.5, stop.request)

    began = time()
    assert sit(store, endless(), prepare=prepare).done == 2
    never.set()
    assert time() - began < 4


def test_sources_are_enumerated_no_faster_than_documents_are_finished(store: Run, desk: Desk) -> None:
    ahead: list[int] = []

    def enumerated() -> Iterator[Item]:
        for number, item in enumerate(items(range(40))):
            ahead.append(number - sum(desk.asked.values()))
            yield item

    assert sit(store, enumerated()).done == 40
    assert max(ahead) <= 2 * (4 + sitting.AHEAD)


def test_one_connection_serves_all_documents(store: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.engines import providers

    connect, made = providers.connect, []

    def counted(*args: Any, **kwargs: Any) -> Any:
        made.append(args)
        return connect(*args, **kwargs)

    monkeypatch.setattr(providers, "connect", counted)
    sit(store, items(range(8)))
    assert len(made) == 1


@pytest.mark.parametrize("processes", [0, 2])
def test_rules_alone(store: Run, processes: int) -> None:
    counts = sit(store, items(range(40)), Limits(jobs=2, processes=processes), options={"engine": "rules"})
    assert (counts.done, counts.usage.calls, counts.usage.cost_usd) == (40, 0, 0.0)


def test_a_run_in_sittings_is_the_run_in_one(tmp_path: Path, desk: Desk) -> None:
    def sittings(name: str, *sizes: int) -> list[tuple[str, Any]]:
        with open_run(tmp_path / name, create=True, write=True) as run:
            for size in sizes:
                sit(run, items(range(size)))
            return [(r.document.id, _timeless(r.brief.model_dump())) for r in run.records()]

    assert sittings("one.run", 12) == sittings("many.run", 1, 5, 5, 12)


def _timeless(brief: dict[str, Any]) -> dict[str, Any]:
    brief["provenance"] |= {"created_at": "", "seconds": 0}
    return brief
