from __future__ import annotations

import json
from typing import Any

import pytest

from summarizer.engines.local.protocol import (
    MAX_TOKENS,
    Answer,
    ApiError,
    ChatRequest,
    TokenLogprob,
    completion,
    models,
    parse,
)

HELLO = {"model": "m", "messages": [{"role": "user", "content": "Hello."}]}
SCHEMA = {"type": "object", "properties": {"a": {"enum": ["x"]}}, "required": ["a"]}


def fmt(**json_schema: Any) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "n", **json_schema}}


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({}, "messages", (("user", "Hello."),)),
        ({}, "max_tokens", MAX_TOKENS),
        ({}, "temperature", 0.0),
        ({}, "top_logprobs", None),
        ({"max_tokens": 5}, "max_tokens", 5),
        ({"max_completion_tokens": 6}, "max_tokens", 6),
        ({"temperature": 0.5}, "temperature", 0.5),
        ({"stop": "."}, "stop", (".",)),
        ({"stop": [".", "\n"]}, "stop", (".", "\n")),
        ({"logprobs": True}, "top_logprobs", 0),
        ({"logprobs": True, "top_logprobs": 20}, "top_logprobs", 20),
        ({"seed": 7, "temperature": 0}, "temperature", 0.0),
        ({"n": 1, "stream": False, "tools": None, "user": None}, "model", "m"),
        ({"messages": [{"role": "developer", "content": "Be brief."}]}, "messages", (("system", "Be brief."),)),
        (
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]},
            "messages",
            (("user", "ab"),),
        ),
        (
            {"messages": [{"role": "assistant", "content": "Yes.", "refusal": None, "tool_calls": None}]},
            "messages",
            (("assistant", "Yes."),),
        ),
        ({"response_format": {"type": "text"}}, "grammar", None),
    ],
)
def test_what_is_supported_is_read(given: dict[str, Any], field: str, value: object) -> None:
    assert getattr(parse(HELLO | given), field) == value


@pytest.mark.parametrize(
    ("given", "param", "code"),
    [
        ({"tools": []}, "tools", "unsupported_parameter"),
        ({"logit_bias": {"1": 2}}, "logit_bias", "unsupported_parameter"),
        ({"n": 2}, "n", "unsupported_parameter"),
        ({"stream": True}, "stream", "unsupported_parameter"),
        ({"seed": 1, "temperature": 1}, "seed", "unsupported_parameter"),
        ({"messages": []}, "messages", "invalid_value"),
        ({"messages": [{"role": "user"}]}, "messages.0.content", "invalid_value"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages.0.role", "invalid_value"),
        ({"messages": [{"role": "user", "content": "x", "name": "Ann"}]}, "messages.0.name", "unsupported_parameter"),
        ({"messages": None}, "messages", "invalid_value"),
        ({"model": None}, "model", "invalid_value"),
        ({"max_tokens": 0}, "max_tokens", "invalid_value"),
        ({"temperature": 3}, "temperature", "invalid_value"),
        ({"logprobs": True, "top_logprobs": 21}, "top_logprobs", "invalid_value"),
        ({"top_logprobs": 2}, "top_logprobs", None),
        ({"guided_choice": []}, "guided_choice", "invalid_value"),
        ({"guided_choice": ["A"], "response_format": fmt(schema=SCHEMA)}, "guided_choice", "unsupported_parameter"),
        ({"response_format": {"type": "json_schema"}}, "response_format", None),
        ({"response_format": {"type": "xml"}}, "response_format.type", "invalid_value"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(given: dict[str, Any], param: str, code: str | None) -> None:
    with pytest.raises(ApiError) as caught:
        parse(HELLO | given)
    body = caught.value.body()["error"]
    assert (caught.value.status, body["param"], body["code"]) == (400, param, code)
    assert param.rpartition(".")[2] in body["message"] or code is None
    assert body["type"] == "invalid_request_error"


@pytest.mark.parametrize("body", [None, [], "text", 3])
def test_a_body_must_be_an_object(body: object) -> None:
    with pytest.raises(ApiError, match="not a JSON object"):
        parse(body)


def test_a_completion_has_openai_s_shape() -> None:
    request = ChatRequest("m", (("user", "Hello."),))
    token = TokenLogprob("é", -0.5, (("é", -0.5), ("e", float("-inf"))))
    body = completion(request, Answer("é", "stop", 9, 1, (token,)), id="c1", created=5)
    assert json.loads(json.dumps(body, allow_nan=False)) == {
        "id": "c1",
        "object": "chat.completion",
        "created": 5,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "é"},
                "finish_reason": "stop",
                "logprobs": {
                    "content": [
                        {
                            "token": "é",
                            "logprob": -0.5,
                            "bytes": [195, 169],
                            "top_logprobs": [
                                {"token": "é", "logprob": -0.5, "bytes": [195, 169]},
                                {"token": "e", "logprob": -9999.0, "bytes": [101]},
                            ],
                        }
                    ]
                },
            }
        ],
        "usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10},
    }


def test_without_logprobs_there_are_none() -> None:
    body = completion(ChatRequest("m", ()), Answer("a", "length", 1, 1), id="c1", created=5)
    assert body["choices"][0]["logprobs"] is None


def test_the_list_of_models_has_one() -> None:
    assert [each["id"] for each in models("m")["data"]] == ["m"]
