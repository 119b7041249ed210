"""A run on a Ray cluster: two nodes on this machine, lost workers, lost nodes, a driver that begins again."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from summarizer import api
from summarizer.batch import runner
from summarizer.batch.cluster import crew, joined, run_on_cluster
from summarizer.batch.inputs import Item
from summarizer.batch.progress import Status
from summarizer.batch.runner import Limits, Watch
from summarizer.batch.sitting import Stop
from summarizer.document import Document
from summarizer.errors import CredentialsError, NoEngineError, StoreError
from summarizer.store import Outcome, open_run
from tests.batch.cluster_driver import sources
from tests.batch.provider_runs import OPTIONS, a_run, account, briefs, outcomes
from tests.engines.accounts import GOOD, Reader
from tests.loopback import Behaviour, Received, error, ok, slow

pytestmark = pytest.mark.ray

MEGABYTE = 2**20
NODE = {"num_cpus": 1, "object_store_memory": 80 * MEGABYTE, "node_ip_address": "127.0.0.1"}
RULES = api.Options(engine="rules")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A head and one more node, each with one processor; this process is the driver."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_AUTH_MODE", "disabled")
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # as below, for a driver in another process
        patch.delenv("RAY_ADDRESS", raising=False)
        from ray.cluster_utils import Cluster

        # Ray takes the loopback address for unreachable, and would listen on others.
        patch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
        made = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
        made.add_node(**NODE)
        made.wait_for_nodes()
        try:
            with joined(made.address):
                yield made
        finally:
            made.shutdown()


@pytest.fixture
def second(cluster: Any) -> Any:
    """The node on which the driver is not; there again when a test before has lost it."""
    others = [node for node in cluster.list_all_nodes() if not node.head]
    if not others:
        others = [cluster.add_node(**NODE)]
        cluster.wait_for_nodes()
    return others[0]


def deadly() -> Document:
    os._exit(1)


def on(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setenv("OPENAI_BASE_URL", reader.url)
    return reader


def test_a_run_that_loses_a_node_gives_what_an_undisturbed_one_gives(
    cluster: Any, second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, asked, losing, lost = 24, [], threading.Lock(), threading.Event()

    def lose() -> None:
        cluster.remove_node(second, allow_graceful=False)
        lost.set()

    def react(request: Received) -> Behaviour:
        with losing:
            asked.append(request)
            if len(asked) == 16:  # eight documents a task: both nodes are at work
                threading.Thread(target=lose).start()
            early = len(asked) <= 16
        if early:
            lost.wait(30)  # what both nodes are at work on is still in flight when one of them is lost
        return ok(GOOD)

    with Reader(react) as server:
        on(server, monkeypatch)
        with a_run(tmp_path, 0) as (run, generation):
            asyncio.run(run_on_cluster(sources(documents), run, OPTIONS, Limits(jobs=64)))
            disturbed = briefs(run, generation)
            attempts = [len(run.attempts(generation, record.document.sha256)) for record in run.records(generation)]
    assert len(asked) > documents  # what was lost was asked again
    assert attempts == [1] * documents
    undisturbed = tmp_path / "undisturbed"
    undisturbed.mkdir()
    with Reader(lambda _: ok(GOOD)) as server:
        on(server, monkeypatch)
        with a_run(undisturbed, 0) as (run, generation):
            asyncio.run(runner.run(sources(documents), run, OPTIONS))
            assert briefs(run, generation) == disturbed


def test_a_source_that_kills_its_workers_is_unread_and_takes_nobody_along(
    cluster: Any, second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "RETRIES", 0)
    items = [*sources(3), Item("deadly.txt", deadly), *sources(5)[3:]]
    with a_run(tmp_path, 0) as (run, _):
        counts = asyncio.run(run_on_cluster(items, run, RULES))
        (unread,) = run.unread_sources()
    assert (counts.done, counts.unread) == (5, 1)
    assert (unread.location, unread.kind) == ("deadly.txt", "EngineError")


def test_a_driver_that_ends_and_begins_again_asks_nothing_twice(
    cluster: Any, second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Stop()

    def watch(status: Status) -> None:
        if status.finished:
            stop.request()

    with Reader(lambda _: ok(GOOD)) as server:
        on(server, monkeypatch)
        with a_run(tmp_path, 40) as (run, generation):
            asyncio.run(run_on_cluster([], run, OPTIONS, Limits(jobs=8), Watch(watch), stop=stop))
            first = run.counts(generation)
        with a_run(tmp_path, 40) as (run, generation):
            asyncio.run(run_on_cluster([], run, OPTIONS))
            assert set(outcomes(run, generation).values()) == {Outcome.DONE}
    assert 0 < first.done < 40
    assert len(server.requests) == 40


def test_a_killed_driver_is_resumed_to_what_an_undisturbed_one_gives(
    cluster: Any, second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = 24
    folder, undisturbed = tmp_path / "killed", tmp_path / "undisturbed"
    folder.mkdir()
    undisturbed.mkdir()
    with Reader(lambda _: slow(0.2, ok(GOOD))) as server:
        on(server, monkeypatch)
        command = [sys.executable, "-m", "tests.batch.cluster_driver"]
        driver = subprocess.Popen([*command, cluster.address, str(folder / "talks.run"), str(documents)])
        try:
            finished = _kept(driver, folder / "talks.run", at_least=5)
        finally:
            driver.kill()  # SIGKILL
        assert driver.wait() == -signal.SIGKILL
        asked = len(server.requests)
        with a_run(folder, 0) as (run, generation):
            run.check()
            assert finished <= run.counts(generation).done < documents
            asyncio.run(run_on_cluster(sources(documents), run, OPTIONS))
            run.check()
            resumed = briefs(run, generation)
            attempts = [len(run.attempts(generation, record.document.sha256)) for record in run.records(generation)]
        assert documents <= len(server.requests) <= documents + asked - finished
        with a_run(undisturbed, 0) as (run, generation):
            asyncio.run(runner.run(sources(documents), run, OPTIONS))
            assert briefs(run, generation) == resumed
    assert attempts == [1] * documents


def _kept(driver: subprocess.Popen[bytes], path: Path, *, at_least: int) -> int:
    """How many documents the driver has finished, once those are enough."""
    done = 0
    while done < at_least:
        assert driver.poll() is None, "the driver ended by itself"
        time.sleep(0.05)
        with suppress(StoreError), open_run(path) as run:
            done = run.counts(run.newest()).done
    return done


def test_requests_of_all_workers_together_keep_to_one_limit(
    cluster: Any, second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard, now, most = threading.Lock(), 0, 0

    def react(_: Received) -> Behaviour:
        nonlocal now, most
        with guard:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.05)
        with guard:
            now -= 1
        return ok(GOOD)

    with Reader(react) as server:
        on(server, monkeypatch)
        with a_run(tmp_path, 0) as (run, generation):
            asyncio.run(run_on_cluster(sources(24), run, OPTIONS, Limits(jobs=3)))
            assert run.counts(generation).done == 24
    assert most == 3


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        pytest.param(api.Options(model="openai/none", offline=True), NoEngineError, id="no engine"),
        pytest.param(api.Options(engine="rules", record="r.jsonl"), NoEngineError, id="recorded"),
    ],
)
def test_a_run_that_cannot_be(cluster: Any, tmp_path: Path, options: api.Options, kind: type[Exception]) -> None:
    with a_run(tmp_path, 1) as (run, _), pytest.raises(kind):
        asyncio.run(run_on_cluster([], run, options))


def test_a_key_that_is_not_accepted_ends_the_run(
    cluster: Any, second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Reader(lambda _: error(401)) as server:
        on(server, monkeypatch)
        with a_run(tmp_path, 10) as (run, generation):
            with pytest.raises(CredentialsError):
                asyncio.run(run_on_cluster([], run, OPTIONS))
            assert run.counts(generation).left == 10


def test_files_that_only_the_driver_sees_are_read_by_it(cluster: Any, second: Any, tmp_path: Path) -> None:
    items = [Item("0.txt", partial(_only_in, os.getpid()))]
    with a_run(tmp_path, 0) as (run, _):
        assert asyncio.run(run_on_cluster(items, run, RULES)).done == 1


def _only_in(process: int) -> Document:
    if os.getpid() != process:
        raise FileNotFoundError("not on this node")
    return Document(account(0))
