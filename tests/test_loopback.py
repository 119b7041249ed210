"""The test bed itself: the loopback server streams and lists, and no test gets out of this machine."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import httpx2
import openai
import pytest

from tests.conftest import NetworkForbiddenError
from tests.loopback import Loopback, broken_stream, ok

CONTENT = "a few words, more than one piece"


def streamed(server: Loopback) -> str:
    async def run() -> str:
        async with openai.AsyncOpenAI(api_key="k", base_url=server.url, max_retries=0) as client:
            stream = await client.chat.completions.create(
                model="m", messages=[{"role": "user", "content": "?"}], stream=True
            )
            return "".join([c.choices[0].delta.content or "" async for c in stream if c.choices])

    return asyncio.run(run())


def test_streams(loopback: Loopback) -> None:
    assert streamed(loopback.script(ok(CONTENT))) == CONTENT


def test_broken_streams(loopback: Loopback) -> None:
    loopback.script(broken_stream(CONTENT))
    assert streamed(loopback) == CONTENT
    assert b"[DONE]" not in broken_stream(CONTENT).bytes_for({})


def test_models_and_scripts() -> None:
    with Loopback("one", "two") as server, httpx2.Client(base_url=server.url) as client:
        assert [model["id"] for model in client.get("/models").json()["data"]] == ["one", "two"]
        asked = {"model": "m", "messages": [{"role": "user", "content": "say"}]}
        assert client.post("/chat/completions", json=asked).status_code == 418
        server.script(ok("1"), ok(lambda body: body["model"]))
        replies = [client.post("/chat/completions", json=asked).json() for _ in range(3)]
        assert [reply["choices"][0]["message"]["content"] for reply in replies] == ["1", "m", "m"]
        assert server.requests[-1].said == "say"


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_no_test_reaches_beyond_this_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as endpoint, pytest.raises(NetworkForbiddenError):
        endpoint.connect((host, 80))
    with pytest.raises(NetworkForbiddenError):
        socket.getaddrinfo(host, 80)


def test_homes_and_keys_are_not_the_users(tmp_path: Path) -> None:
    assert Path.home().is_relative_to(tmp_path)
    assert not [name for name in os.environ if name.startswith("OPENAI_") or name.endswith("_API_KEY")]
