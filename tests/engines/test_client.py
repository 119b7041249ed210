"""One question, one answer: what goes over the wire, what comes back, and what every failure is called."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import Any

import jsonschema
import pytest

from summarizer.engines.client import Answer, Client
from summarizer.engines.completion import TokenLogprob
from summarizer.engines.meter import Meter, Prices
from summarizer.engines.providers import connect
from summarizer.errors import (
    AnswerError,
    CredentialsError,
    EngineError,
    EngineTimeoutError,
    NoEngineError,
    ProviderError,
    RefusedError,
    TruncatedError,
)
from tests.engines.asking import GOOD, QUESTION, VALUE, Pauses, Reading, ask
from tests.loopback import (
    Behaviour,
    Loopback,
    broken_stream,
    content_filter,
    error,
    ok,
    raw,
    refusal,
    reset,
    silence,
    slow,
    truncated,
)

TEMPLATES = "Cost: {{7*7}} and {% if %} {# note #} {braces} %s ${x} \\n – “quoted”"


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "md_json"])
def test_an_answer_in_every_mode(loopback: Loopback, mode: str) -> None:
    loopback.script(ok(f"```json\n{GOOD}\n```" if mode == "md_json" else GOOD))
    answer = ask(loopback, mode=mode)
    assert answer == Answer(VALUE, "stop", tokens_in=12, tokens_out=5)
    assert type(answer.value) is Reading


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "md_json"])
def test_the_document_arrives_verbatim(loopback: Loopback, mode: str) -> None:
    loopback.script(ok("no json"), ok(f"```json\n{GOOD}\n```" if mode == "md_json" else GOOD))
    question = [{"role": "system", "content": "s"}, {"role": "user", "content": TEMPLATES}]
    ask(loopback, question=question, mode=mode)
    assert len(loopback.requests) == 2
    for request in loopback.requests:
        assert any(message["content"].startswith(TEMPLATES) for message in request.body["messages"])


def test_strict_schema_on_the_wire(loopback: Loopback) -> None:
    loopback.script(ok(GOOD))
    ask(loopback)
    sent = loopback.requests[0].body["response_format"]
    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["strict"] is True
    assert sent["json_schema"]["name"] == "Reading"
    schema = sent["json_schema"]["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(GOOD), schema)
    assert schema["required"] == ["flows", "title"]
    assert schema["properties"]["title"] == {"type": "string"}


def test_a_schema_that_is_not_strict_keeps_its_bounds(loopback: Loopback) -> None:
    loopback.script(ok(GOOD))
    ask(loopback, strict=False)
    sent = loopback.requests[0].body["response_format"]["json_schema"]
    assert "strict" not in sent
    assert sent["schema"]["properties"]["flows"]["maxItems"] == 3


def test_parameters_and_limit(loopback: Loopback) -> None:
    loopback.script(ok(GOOD))
    ask(loopback, parameters={"temperature": 0, "seed": 7, "max_tokens": 90})
    ask(loopback, parameters={"max_tokens": 90}, max_tokens=20)
    first, second = (request.body for request in loopback.requests)
    assert (first["temperature"], first["seed"], first["max_tokens"]) == (0, 7, 90)
    assert second["max_tokens"] == 20
    assert {"context", "logprobs"}.isdisjoint(first)


def test_logprobs(loopback: Loopback) -> None:
    given = [
        {"token": "A", "logprob": -0.1, "bytes": None, "top_logprobs": [{"token": "B", "logprob": -2.3, "bytes": None}]}
    ]
    loopback.script(ok(GOOD, logprobs=given))
    assert ask(loopback, logprobs=1).logprobs == (TokenLogprob("A", -0.1, {"B": -2.3}),)
    assert loopback.requests[0].body["top_logprobs"] == 1
    assert ask(loopback.script(ok(GOOD)), logprobs=1).logprobs is None


REASKED = [
    pytest.param(ok("Certainly!"), id="prose"),
    pytest.param(ok(""), id="nothing"),
    pytest.param(ok('{"flows": [{"sentence": 0}]}'), id="a bound broken"),
    pytest.param(ok('{"flows": [], "colour": 1}'), id="a field too many"),
]


@pytest.mark.parametrize("bad", REASKED)
def test_an_invalid_answer_is_handed_back_once(loopback: Loopback, bad: Behaviour) -> None:
    meter = Meter()
    answer = ask(loopback.script(bad, ok(GOOD)), meter=meter)
    assert answer.value == VALUE
    assert (answer.tokens_in, answer.tokens_out) == (24, 10)
    assert (meter.calls, meter.retries, meter.reasks) == (2, 0, 1)
    assert (meter.tokens_in, meter.tokens_out) == (24, 10)
    first, second = (request.body["messages"] for request in loopback.requests)
    assert second[: len(first)] == first
    assert second[-1]["role"] == "user"
    assert "pydantic.dev" not in second[-1]["content"]


@pytest.mark.parametrize("bad", REASKED)
def test_an_answer_invalid_twice_is_an_error_with_the_raw_text(loopback: Loopback, bad: Behaviour) -> None:
    meter = Meter()
    with pytest.raises(AnswerError, match="unusable twice") as caught:
        ask(loopback.script(ok("x"), bad), meter=meter)
    assert caught.value.answer == bad.body({})["choices"][0]["message"]["content"]
    assert (meter.calls, meter.tokens_in) == (2, 24)


def test_a_failed_check_is_handed_back_with_its_reason(loopback: Loopback) -> None:
    loopback.script(ok('{"flows": []}'), ok(GOOD))
    answer = ask(loopback, check=lambda reading: None if reading.flows else "S2 denies {{something}}")
    assert answer.value == VALUE
    assert type(answer.value) is Reading
    assert "S2 denies {{something}}" in loopback.requests[1].said
    assert loopback.requests[0].body["response_format"] == loopback.requests[1].body["response_format"]


def test_a_check_that_fails_twice(loopback: Loopback) -> None:
    with pytest.raises(AnswerError, match=r"twice: not in the text\.$") as caught:
        ask(loopback.script(ok(GOOD)), check=lambda _: "not in the text")
    assert caught.value.answer == GOOD
    assert len(loopback.requests) == 2


POLICY: dict[str, Any] = {"innererror": {"code": "ResponsibleAIPolicyViolation"}}
ONCE = [
    (Behaviour(status=307, headers={"location": "http://localhost:1/v1"}), ProviderError, "redirects .* not followed"),
    (refusal("I can't help with weapons."), RefusedError, "I can't help with weapons"),
    (ok(GOOD, refusal="No."), RefusedError, "declined"),
    (content_filter(), RefusedError, "content filter"),
    (content_filter(GOOD), RefusedError, "content filter"),
    (error(400, "filtered", code="content_filter", **POLICY), RefusedError, "filtered"),
    (error(400, "Your prompt was flagged.", code="invalid_prompt"), RefusedError, "flagged"),
    (error(403, "Your input was flagged by moderation"), RefusedError, "flagged by moderation"),
    (error(400, "No.", code="content_policy_violation"), RefusedError, "declined"),
    (truncated('{"flows": [{"sen'), TruncatedError, "cut after 5 tokens"),
    (truncated(GOOD), TruncatedError, "cut"),
    (error(400, "too long", code="context_length_exceeded"), TruncatedError, "does not fit"),
    (error(400, "the request exceeds the available context size"), TruncatedError, "does not fit"),
    (error(413, "too large"), TruncatedError, "does not fit"),
    (error(401, "Incorrect API key provided: sk-secret123"), CredentialsError, "does not accept the API key"),
    (error(403, "no access with sk-secret123"), CredentialsError, "denies access to 'test-model'"),
    (error(404, "model not found", code="model_not_found"), NoEngineError, "no model 'test-model'"),
    (error(400, "Unsupported parameter: seed"), ProviderError, "Unsupported parameter: seed"),
    (error(422, "bad value"), ProviderError, "HTTP 422: bad value"),
    (error(429, "no money", code="insufficient_quota"), ProviderError, "no quota left"),
]


@pytest.mark.parametrize(("behaviour", "expected", "words"), ONCE)
def test_failures_that_are_told_at_once(
    loopback: Loopback, behaviour: Behaviour, expected: type[EngineError], words: str
) -> None:
    pauses, meter = Pauses(), Meter()
    with pytest.raises(EngineError, match=words) as caught:
        ask(loopback.script(behaviour, ok(GOOD)), pauses=pauses, meter=meter)
    assert type(caught.value) is expected
    assert "secret" not in str(caught.value)
    assert caught.value.what.endswith(".")
    assert (len(loopback.requests), meter.calls, meter.retries, pauses) == (1, 1, 0, [])


def no_choices(**more: Any) -> Behaviour:
    return Behaviour(body={"id": "x", "object": "chat.completion", "created": 1, "model": "m", **more})


TRANSPORT = [
    pytest.param(error(429, "slow down"), ProviderError, "HTTP 429: slow down", id="429"),
    pytest.param(error(500, "oops"), ProviderError, "HTTP 500", id="500"),
    pytest.param(error(503, "overloaded"), ProviderError, "HTTP 503", id="503"),
    pytest.param(raw(b"<html>bad gateway</html>", 502, "text/html"), ProviderError, "HTTP 502", id="502 of a proxy"),
    pytest.param(error(408, "late"), ProviderError, "HTTP 408", id="408"),
    pytest.param(reset(GOOD), ProviderError, "cannot be reached, or hung up", id="reset mid-body"),
    pytest.param(raw(b'{"choices": [{"mess'), ProviderError, "not JSON", id="JSON cut short"),
    pytest.param(raw(b"<html>hi</html>", 200, "text/html"), ProviderError, "no answer", id="a page in place of JSON"),
    pytest.param(broken_stream(GOOD), ProviderError, "not JSON", id="an unasked, broken stream"),
    pytest.param(no_choices(choices=[]), ProviderError, "no answer", id="empty choices"),
    pytest.param(no_choices(choices=None, error={"message": "upstream"}), ProviderError, "upstream", id="error in 200"),
    pytest.param(no_choices(choices=[{"index": 0, "message": None}]), ProviderError, "no answer", id="no message"),
    pytest.param(silence(), EngineTimeoutError, "no answer in time", id="silence"),
    pytest.param(slow(0.3, ok(GOOD)), EngineTimeoutError, "no answer in time", id="too slow"),
]


@pytest.mark.parametrize(("behaviour", "expected", "words"), TRANSPORT)
def test_transport_failures_are_sent_again_then_told(
    loopback: Loopback, behaviour: Behaviour, expected: type[EngineError], words: str
) -> None:
    meter = Meter()
    with pytest.raises(EngineError, match=words) as caught:
        ask(loopback.script(behaviour), meter=meter, timeout=0.1, attempts=2)
    assert type(caught.value) is expected
    assert (len(loopback.requests), meter.calls, meter.retries, meter.reasks) == (2, 2, 1, 0)


@pytest.mark.parametrize(("behaviour", "expected", "words"), TRANSPORT)
def test_a_transport_failure_leaves_the_question_as_it_was(
    loopback: Loopback, behaviour: Behaviour, expected: type[EngineError], words: str
) -> None:
    assert ask(loopback.script(behaviour, ok(GOOD)), timeout=0.1).value == VALUE
    first, second = loopback.requests
    assert first.body == second.body


def test_a_server_that_is_not_there() -> None:
    with Loopback() as gone:
        pass
    meter = Meter()
    with pytest.raises(ProviderError, match="cannot be reached"):
        ask(gone, meter=meter)
    assert (meter.calls, meter.retries) == (0, 2)


def test_every_attempt_is_counted(loopback: Loopback) -> None:
    meter = Meter(prices=Prices(million_in_usd=2.0, million_out_usd=10.0))
    loopback.script(error(503), ok("bad"), error(429), ok(GOOD, tokens_in=30, tokens_out=7))
    answer = ask(loopback, meter=meter)
    assert (meter.calls, meter.retries, meter.reasks) == (4, 2, 1)
    assert (meter.tokens_in, meter.tokens_out) == (answer.tokens_in, answer.tokens_out) == (42, 12)
    assert meter.seconds > 0
    assert meter.cost_usd == pytest.approx(42 * 2e-6 + 12 * 10e-6)
    assert Meter().cost_usd is None


def test_many_questions_at_a_time_and_a_meter_for_each(loopback: Loopback) -> None:
    def content(asked: dict[str, Any]) -> str:
        return json.dumps({"flows": [{"sentence": int(asked["messages"][-1]["content"])}]})

    loopback.script(ok(content))

    async def run() -> list[tuple[int, int]]:
        async with Client(connect("openai/m", base_url=loopback.url)) as client:
            meters = [Meter() for _ in range(8)]
            asked = (
                client.metered(meter).ask([{"role": "user", "content": str(number)}], Reading)
                for number, meter in enumerate(meters, start=1)
            )
            answers = await asyncio.gather(*asked)
            assert client.meter.calls == 0
            return [(a.value.flows[0].sentence, m.calls) for a, m in zip(answers, meters, strict=True)]

    assert asyncio.run(run()) == [(number, 1) for number in range(1, 9)]


def test_a_cancelled_question_stays_cancelled(loopback: Loopback) -> None:
    loopback.script(silence())

    async def run() -> None:
        async with Client(connect("openai/m", base_url=loopback.url)) as client:
            async with asyncio.timeout(0.1):
                await client.ask(QUESTION, Reading)

    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert len(loopback.requests) == 1


def test_nothing_is_printed(loopback: Loopback, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AnswerError):
        ask(loopback.script(error(500), ok("bad")))
    assert capfd.readouterr() == ("", "")


def test_importing_the_client_does_not_import_the_sdks() -> None:
    code = (
        "import sys, summarizer.engines.client, summarizer.engines.providers;"
        "sys.exit(any(m in sys.modules for m in ('openai', 'instructor', 'httpx2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
