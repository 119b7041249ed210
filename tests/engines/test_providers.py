"""From a name to a connection, or to one sentence that says what is missing."""

from __future__ import annotations

import asyncio
import sys
import types
from typing import Any

import httpx2
import pytest
from openai.types.chat import ChatCompletion

from summarizer.engines.client import Client
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.retry import RetryPolicy
from summarizer.errors import CredentialsError, EngineError, NoEngineError
from tests.engines.asking import GOOD, QUESTION, VALUE, Pauses, Reading
from tests.loopback import Loopback, ok

REFUSED = [
    ("gpt-4.1", {}, NoEngineError, "PROVIDER/NAME"),
    ("openai/", {}, NoEngineError, "names no model"),
    ("/name", {}, NoEngineError, "names no model"),
    ("openai/m", {}, CredentialsError, "OPENAI_API_KEY is not set"),
    ("openai/m", {"base_url": "https://api.openai.com/v1/"}, CredentialsError, "OPENAI_API_KEY"),
    ("openai/m", {"mode": "xml"}, NoEngineError, "Choose one of: json_schema, tools"),
    ("nosuch/m", {}, NoEngineError, "Known providers: .*anthropic.*openai"),
    ("anthropic/m", {}, NoEngineError, r"pip install anthropic\.$"),
    ("google/m", {}, NoEngineError, r"pip install google-genai\.$"),
    ("mistral/m", {}, EngineError, "MISTRAL_API_KEY is not set|pip install mistralai"),
    ("cohere/m", {}, NoEngineError, r"pip install cohere\.$"),
    ("litellm/m", {}, NoEngineError, r"pip install litellm\.$"),
    ("azure_openai/m", {}, CredentialsError, "AZURE_OPENAI_API_KEY"),
    ("azure_openai/m", {"api_key": "k"}, CredentialsError, "AZURE_OPENAI_ENDPOINT"),
    ("deepseek/m", {}, CredentialsError, "DEEPSEEK_API_KEY"),
    ("together/m", {}, CredentialsError, "TOGETHER_API_KEY"),
]


@pytest.mark.parametrize(("model", "options", "expected", "words"), REFUSED)
def test_what_is_missing_is_named(
    model: str, options: dict[str, str], expected: type[EngineError], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(expected, match=words):
        connect(model, **options)  # type: ignore[arg-type]  # a table of options of several types
    assert capfd.readouterr() == ("", "")


def answered(loopback: Loopback, model: str, **options: str) -> Reading:
    async def run() -> Reading:
        async with Client(connect(model, **options)) as client:  # type: ignore[arg-type]  # as above
            return (await client.ask(QUESTION, Reading, max_tokens=50)).value

    loopback.script(ok(GOOD))
    return asyncio.run(run())


def test_an_endpoint_of_ones_own_needs_no_key(loopback: Loopback) -> None:
    assert answered(loopback, "openai/org/name", base_url=loopback.url) == VALUE
    request = loopback.requests[0]
    assert (request.body["model"], request.path) == ("org/name", "/v1/chat/completions")
    assert request.body["max_tokens"] == 50


def test_the_environment_is_honoured(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-env")
    assert answered(loopback, "openai/m") == VALUE
    assert answered(loopback, "openai/m", api_key="sk-given") == VALUE
    assert [r.headers["authorization"] for r in loopback.requests] == ["Bearer sk-env", "Bearer sk-given"]


def test_azure(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "az")
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", loopback.url.removesuffix("/v1"))
    assert answered(loopback, "azure_openai/my-deployment") == VALUE
    request = loopback.requests[0]
    assert request.path == "/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21"
    assert request.headers["api-key"] == "az"
    assert request.body["response_format"]["json_schema"]["strict"] is True
    assert request.body["max_completion_tokens"] == 50


@pytest.mark.parametrize("provider", ["ollama", "deepseek", "together", "perplexity", "openrouter"])
def test_other_providers_on_the_openai_sdk(loopback: Loopback, provider: str) -> None:
    assert answered(loopback, f"{provider}/llama3.1", base_url=loopback.url, api_key="k") == VALUE
    assert loopback.requests[0].body["model"] == "llama3.1"


def test_a_provider_with_an_sdk_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands for all of them: the SDK's call is counted, sent again and told apart like any other."""
    given: list[dict[str, Any]] = []

    async def acompletion(*_: object, **asked: Any) -> ChatCompletion:
        given.append(asked)
        if len(given) == 1:
            raise OverloadedError
        return ChatCompletion.model_validate_json(ok("bad" if len(given) == 2 else GOOD).bytes_for(asked))

    sdk = types.ModuleType("litellm")
    vars(sdk).update(acompletion=acompletion, completion=None)
    monkeypatch.setitem(sys.modules, "litellm", sdk)
    meter, pauses = Meter(), Pauses()
    client = Client(
        connect("litellm/vendor/model", mode="json"), {"seed": 1}, meter=meter, retry=RetryPolicy(sleep=pauses.sleep)
    )
    assert asyncio.run(client.ask(QUESTION, Reading)).value == VALUE
    assert [(asked["model"], asked["seed"]) for asked in given] == [("vendor/model", 1)] * 3
    assert (meter.calls, meter.retries, meter.reasks, meter.tokens_in) == (3, 1, 1, 24)
    with pytest.raises(NoEngineError, match="no base URL"):
        connect("litellm/m", base_url="http://127.0.0.1/v1")


class OverloadedError(Exception):
    status_code = 529


def test_openai_itself_gets_the_newer_name_of_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(500))
    connection = connect("openai/m", api_key="k", transport=transport)
    assert (connection.where, connection.token_limit) == ("https://api.openai.com/v1", "max_completion_tokens")
    assert connection.strict


def test_a_transport_stands_in_for_the_network() -> None:
    seen: list[str] = []

    async def run() -> Reading:
        def answer(request: httpx2.Request) -> httpx2.Response:
            seen.append(str(request.url))
            return httpx2.Response(200, content=ok(GOOD).bytes_for({}), headers={"content-type": "application/json"})

        connection = connect("openai/m", base_url="http://nowhere/v1", transport=httpx2.MockTransport(answer))
        async with Client(connection) as client:
            return (await client.ask(QUESTION, Reading)).value

    assert asyncio.run(run()) == VALUE
    assert seen == ["http://nowhere/v1/chat/completions"]
