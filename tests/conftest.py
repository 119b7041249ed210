"""What every test gets: a home of its own, no credentials, no network beyond this machine; and the loopback server.
Tests of real weights are collected only where those lie, verified."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import re
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from summarizer.errors import WeightsError
from summarizer.weights import BUILT_IN, ENCODER, entries
from tests.loopback import Loopback

# How fast something is, benchmarks tell: a test that fails because the machine is busy tells nothing.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA")
PRIVATE = re.compile(
    r"^(OPENAI|AZURE|ANTHROPIC|GOOGLE|GEMINI|DATABRICKS|AWS|SUMMARIZER)_|_(API_)?(KEY|TOKEN)$|_BASE_URL$|_PROXY$",
    re.IGNORECASE,
)

REAL = {"weights": (BUILT_IN, "mistralrs"), "encoder": (ENCODER, "safetensors")}
"""Markers of tests that need real weights: the model, and the package that reads it."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of weights that are not there."""
    left = [item for item in items if any(not _at_hand(marker) for marker in _real(item))]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _real(item: pytest.Item) -> list[str]:
    """The markers of `REAL` that a test bears."""
    return [marker for marker in REAL if item.get_closest_marker(marker)]


@cache
def _at_hand(marker: str) -> bool:
    name, package = REAL[marker]
    try:
        verified = any(entry.verified_at for entry in entries() if entry.name == name)
    except WeightsError:
        return False
    return verified and importlib.util.find_spec(package) is not None


@pytest.fixture(autouse=True)
def _own_home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's files, or sees their keys; tests of real weights still find those."""
    real = bool(_real(request.node))
    for name in os.environ:
        if PRIVATE.search(name) and not (real and name.startswith("SUMMARIZER_")):
            monkeypatch.delenv(name)
    for name in () if real else HOMES:
        monkeypatch.setenv(name, str(tmp_path / ".home" / name.lower()))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting or resolving beyond the loopback interface fails the test."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
        def guard(self: socket.socket, address: Any) -> Any:
            if isinstance(address, tuple):
                _refuse_beyond_loopback(address[0])
            return call(self, address)

        return guard

    def resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_beyond_loopback(host)
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """An OpenAI-compatible server; say `loopback.script(...)` and connect to `loopback.url`."""
    with Loopback() as server:
        yield server


class NetworkForbiddenError(BaseException):
    """Not an `Exception`, so that no code under test takes it for a failed connection and carries on."""


def _refuse_beyond_loopback(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        inside = ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NetworkForbiddenError(f"a test reached for {name!r}; tests speak to 127.0.0.1 only")
