"""The chat-completions protocol, as far as the embedded engine speaks it: requests in, bodies out.

A parameter is either honoured or refused by name; nothing is ignored in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.engines.local.grammar import Grammar, choice_grammar, object_grammar, schema_grammar

MAX_TOKENS = 1024
"""Length of an answer when the request sets none."""
TOP_LOGPROBS = 20
NO_CHANCE = -9999.0
"""What the protocol writes for the log probability of a token that could not be chosen."""


class ApiError(Exception):
    """A request that is answered with an error body, shaped like OpenAI's."""

    def __init__(self, status: int, message: str, *, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param

    def body(self) -> dict[str, Any]:
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {"error": {"message": str(self), "type": kind, "param": self.param, "code": self.code}}


@dataclass(frozen=True)
class ChatRequest:
    """One question to the model. `messages` are (role, text), `top_logprobs` is None when none are wanted."""

    model: str
    messages: tuple[tuple[str, str], ...]
    max_tokens: int = MAX_TOKENS
    temperature: float = 0.0
    top_p: float | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    stop: tuple[str, ...] = ()
    top_logprobs: int | None = None
    grammar: Grammar | None = None


@dataclass(frozen=True)
class TokenLogprob:
    """One token of the answer and, when asked for, the likeliest tokens at its place, as (text, log probability)."""

    token: str
    logprob: float
    top: tuple[tuple[str, float], ...] = ()

    def body(self) -> dict[str, Any]:
        return _logprob(self.token, self.logprob) | {"top_logprobs": [_logprob(*each) for each in self.top]}


@dataclass(frozen=True)
class Answer:
    """What the model said. `finish_reason` is "stop" or "length"; the counts are tokens."""

    text: str
    finish_reason: str
    prompt_tokens: int
    completion_tokens: int
    logprobs: tuple[TokenLogprob, ...] | None = None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Text(_Strict):
    type: Literal["text"]
    text: str


class _Message(_Strict):
    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[_Text]

    def plain(self) -> tuple[str, str]:
        content = self.content if isinstance(self.content, str) else "".join(part.text for part in self.content)
        return "system" if self.role == "developer" else self.role, content


class _JsonSchema(_Strict):
    name: str = ""
    description: str = ""
    schema_: dict[str, Any] = Field(alias="schema")
    strict: bool = False


class _ResponseFormat(_Strict):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: _JsonSchema | None = None


class _Body(_Strict):
    model: str
    messages: Annotated[list[_Message], Field(min_length=1)]
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    seed: int | None = None
    stop: str | Annotated[list[str], Field(max_length=4)] | None = None
    logprobs: bool = False
    top_logprobs: Annotated[int, Field(ge=0, le=TOP_LOGPROBS)] | None = None
    response_format: _ResponseFormat | None = None
    guided_choice: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)] | None = None
    n: Literal[1] = 1
    stream: Literal[False] = False


def parse(body: object) -> ChatRequest:
    """The request in the body of a POST; null counts as absent, as in OpenAI's service.

    Beside the standard parameters there is `guided_choice`, a list of texts of which the answer is exactly one.

    Raises:
        ApiError: 400, naming the parameter that is malformed or not supported.
    """
    if not isinstance(body, dict):
        raise ApiError(400, "The request body is not a JSON object.")
    given = {name: value for name, value in body.items() if value is not None}
    if isinstance(messages := given.get("messages"), list):
        given["messages"] = [_without_nulls(message) for message in messages]
    try:
        checked = _Body.model_validate(given)
    except ValidationError as error:
        raise _refusal(error) from None
    if checked.seed is not None and checked.temperature > 0:
        raise _unsupported("seed", "a seed with a temperature above 0; at temperature 0 every answer is repeatable")
    if checked.top_logprobs is not None and not checked.logprobs:
        raise ApiError(400, "'top_logprobs' needs 'logprobs': true.", param="top_logprobs")
    return ChatRequest(
        model=checked.model,
        messages=tuple(message.plain() for message in checked.messages),
        max_tokens=checked.max_completion_tokens or checked.max_tokens or MAX_TOKENS,
        temperature=checked.temperature,
        top_p=checked.top_p,
        frequency_penalty=checked.frequency_penalty,
        presence_penalty=checked.presence_penalty,
        stop=(checked.stop,) if isinstance(checked.stop, str) else tuple(checked.stop or ()),
        top_logprobs=(checked.top_logprobs or 0) if checked.logprobs else None,
        grammar=_grammar(checked),
    )


def completion(request: ChatRequest, answer: Answer, *, id: str, created: int) -> dict[str, Any]:
    """The body of a successful answer. `created` is seconds since the epoch."""
    logprobs = None if answer.logprobs is None else {"content": [each.body() for each in answer.logprobs]}
    message = {"role": "assistant", "content": answer.text}
    choice = {"index": 0, "message": message, "finish_reason": answer.finish_reason, "logprobs": logprobs}
    usage = {
        "prompt_tokens": answer.prompt_tokens,
        "completion_tokens": answer.completion_tokens,
        "total_tokens": answer.prompt_tokens + answer.completion_tokens,
    }
    head = {"id": id, "object": "chat.completion", "created": created, "model": request.model}
    return head | {"choices": [choice], "usage": usage}


def models(name: str) -> dict[str, Any]:
    """The body of GET /models: the one model there is."""
    return {"object": "list", "data": [{"id": name, "object": "model", "created": 0, "owned_by": "local"}]}


def _grammar(body: _Body) -> Grammar | None:
    wanted = body.response_format
    if body.guided_choice is not None:
        if wanted is not None and wanted.type != "text":
            raise _unsupported("guided_choice", "'guided_choice' together with a 'response_format'")
        return choice_grammar(tuple(dict.fromkeys(body.guided_choice)))
    if wanted is None or wanted.type == "text":
        return None
    if wanted.type == "json_object":
        return object_grammar()
    if wanted.json_schema is None:
        raise ApiError(400, "Missing required parameter: 'response_format.json_schema'.", param="response_format")
    return schema_grammar(wanted.json_schema.schema_, strict=wanted.json_schema.strict)


def _refusal(error: ValidationError) -> ApiError:
    first = error.errors(include_url=False)[0]
    param = ".".join(str(step) for step in first["loc"])
    if first["type"] == "extra_forbidden" or param in ("n", "stream"):
        return _unsupported(param, f"the parameter '{param}'" if first["type"] == "extra_forbidden" else None)
    return ApiError(400, f"Invalid value for '{param}': {first['msg']}.", code="invalid_value", param=param)


def _unsupported(param: str, what: str | None) -> ApiError:
    named = what or f"this value of '{param}'"
    return ApiError(400, f"The embedded engine does not support {named}.", code="unsupported_parameter", param=param)


def _without_nulls(message: object) -> object:
    return {k: v for k, v in message.items() if v is not None} if isinstance(message, dict) else message


def _logprob(token: str, logprob: float) -> dict[str, Any]:
    return {"token": token, "logprob": max(logprob, NO_CHANCE), "bytes": list(token.encode())}
