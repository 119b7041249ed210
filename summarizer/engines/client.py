"""The one way to ask a model: one question, one structured answer, every attempt counted.

instructor turns an answer type into a request and the reply into a value, and hands an invalid reply back once with
the reason. Below it, this module counts each attempt, sends transport failures again, and tells refusals and
truncation apart from answers. instructor's `context` is never used: it would render the document as a template.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from pydantic import BaseModel, ValidationError, create_model, model_validator

from summarizer.engines.chunks import message_tokens
from summarizer.engines.completion import RECORDED_SECONDS, TokenLogprob, finish_reason, raw_text, token_logprobs, usage
from summarizer.engines.failures import failure_of, unusable, was_sent
from summarizer.engines.meter import Meter
from summarizer.engines.retry import Gate, RetryPolicy, Transient
from summarizer.engines.strict import strict_schema
from summarizer.errors import AnswerError, ProviderError, SummarizerError, TruncatedError

if TYPE_CHECKING:
    from instructor import AsyncInstructor
    from instructor.core.exceptions import InstructorError

T = TypeVar("T", bound=BaseModel)
Message = Mapping[str, str]
Parameter = str | int | float | bool | None


@dataclass(frozen=True)
class Connection:
    """How one model is reached. Made by `summarizer.engines.providers.connect`.

    Args:
        instructor: the async instructor client.
        create: the SDK's own call below instructor, without any retries of its own.
        model: the model's name as the provider knows it.
        where: the endpoint or provider as a person would name it.
        strict: ask for OpenAI's strict structured output.
        chat: completions have the shape of OpenAI's chat completions.
        token_limit: the request's name for the longest answer in tokens.
        close: releases the connection.
    """

    instructor: AsyncInstructor
    create: Callable[..., Awaitable[Any]]
    model: str
    where: str
    strict: bool
    chat: bool = True
    token_limit: str = "max_tokens"
    close: Callable[[], Awaitable[None]] | None = None

    def through(self, create: Callable[..., Awaitable[Any]]) -> AsyncInstructor:
        """The same instructor client, with `create` in place of the SDK's own call."""
        import instructor

        mode, provider = self.instructor.mode, self.instructor.provider
        patched = instructor.patch(create=create, mode=mode, provider=provider)
        defaults = self.instructor.kwargs
        return instructor.AsyncInstructor(self.instructor.client, patched, mode=mode, provider=provider, **defaults)


@dataclass(frozen=True)
class Answer(Generic[T]):
    """A valid answer. Tokens are those of every attempt that this question took.

    `logprobs` follow the raw text of the answer; None unless they were asked for and given.
    """

    value: T
    finish_reason: str | None
    tokens_in: int
    tokens_out: int
    logprobs: tuple[TokenLogprob, ...] | None = None


@dataclass(frozen=True)
class Client:
    """Asks one model questions. Safe for many questions at a time.

    Args:
        connection: the model, from `connect`.
        parameters: sent with every request (temperature, seed, max_tokens...).
        timeout: seconds that one attempt may take, from sending to the last byte.
        meter: where calls, tokens and seconds are counted.
        retry: how often and when transport failures are sent again.
        gate: passed by every attempt, where many documents share a rate; the wait there is not part of `timeout`.
    """

    connection: Connection
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    timeout: float = 120.0
    meter: Meter = field(default_factory=Meter)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    gate: Gate | None = None

    @property
    def model(self) -> str:
        return self.connection.model

    def metered(self, meter: Meter) -> Self:
        """The same client, counting into `meter`: one meter per document on one connection."""
        return replace(self, meter=meter)

    async def ask(
        self,
        messages: Sequence[Message],
        answer: type[T],
        *,
        max_tokens: int | None = None,
        logprobs: int | None = None,
        check: Callable[[T], str | None] | None = None,
    ) -> Answer[T]:
        """One structured answer to `messages` (`{"role": ..., "content": ...}`, sent verbatim).

        An answer that does not fit its type, or for which `check` gives a reason, is handed back to the model once
        with that reason.

        Args:
            answer: the type of the answer; its JSON Schema goes with the request.
            max_tokens: the longest answer in tokens, in place of the client's parameter.
            logprobs: how many of the likeliest tokens to report in each place; None reports none.
            check: gives the reason why a valid answer is still wrong, or None when it is right.

        Raises:
            AnswerError: the answer was unusable twice; its `answer` is the last raw text.
            RefusedError: the model or the provider's content filter declined; never asked again.
            TruncatedError: the answer was cut at the token limit, or the request does not fit the context.
            CredentialsError, NoEngineError: the key or the model is not accepted.
            EngineTimeoutError, ProviderError: no usable answer after the last attempt.
            RecordingError: the connection replays, and the request is not in the recording.
        """
        from instructor.core.exceptions import InstructorError

        exchange = _Exchange(self, strict_schema(answer) if self.connection.strict else None)
        inner = self.connection.through(exchange.create)
        try:
            value, completion = await inner.create_with_completion(
                messages=cast(Any, [dict(message) for message in messages]),
                response_model=answer if check is None else _checked(answer, check),
                max_retries=1,
                model=self.connection.model,
                **self._request(max_tokens, logprobs),
            )
        except InstructorError as error:
            outcome = exchange.outcome(error)
            raise outcome from outcome.__cause__
        return Answer(
            value=_as(answer, value),
            finish_reason=finish_reason(completion),
            tokens_in=exchange.tokens_in,
            tokens_out=exchange.tokens_out,
            logprobs=token_logprobs(completion) if logprobs is not None else None,
        )

    async def aclose(self) -> None:
        """Release the connection."""
        if self.connection.close is not None:
            await self.connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _request(self, max_tokens: int | None, logprobs: int | None) -> dict[str, Any]:
        request: dict[str, Any] = dict(self.parameters)
        limit = request.pop("max_tokens", None) if max_tokens is None else max_tokens
        request.pop("max_tokens", None)
        if limit is not None:
            request[self.connection.token_limit] = limit
        if logprobs is not None:
            request |= {"logprobs": True, "top_logprobs": logprobs}
        return request


class _Exchange:
    """What goes over the wire for one question: one request, and one more when instructor asks again."""

    def __init__(self, client: Client, schema: dict[str, Any] | None) -> None:
        self.client = client
        self.schema = schema
        self.requests = 0
        self.tokens_in = 0
        self.tokens_out = 0
        self.raw: str | None = None

    async def create(self, *args: Any, **kwargs: Any) -> Any:
        """Stands in for the SDK's call: instructor awaits it once per request."""
        meter = self.client.meter
        if self.requests > 0:
            meter.reasks += 1
            if "messages" in kwargs:
                kwargs["messages"] = _without_links(kwargs["messages"])
        self.requests += 1
        if self.schema is not None and "response_format" in kwargs:
            described = kwargs["response_format"]["json_schema"]
            strict = {**described, "strict": True, "schema": self.schema}
            kwargs["response_format"] = {"type": "json_schema", "json_schema": strict}

        def on_retry() -> None:
            meter.retries += 1

        return await self.client.retry.run(lambda: self._in_turn(args, kwargs), on_retry)

    async def _in_turn(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        gate = self.client.gate
        if gate is None:
            return await self._attempt(args, kwargs)
        ticket = await gate.enter(message_tokens(kwargs.get("messages") or kwargs.get("contents") or ()))
        before, failure = self.tokens_in + self.tokens_out, None
        try:
            return await self._attempt(args, kwargs)
        except Transient as error:
            failure = error
            raise
        finally:
            gate.leave(ticket, self.tokens_in + self.tokens_out - before, failure)

    async def _attempt(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        connection, meter = self.client.connection, self.client.meter
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self.client.timeout):
                completion = await connection.create(*args, **kwargs)
        except Exception as error:
            failure = failure_of(error, connection.model, connection.where)
            if was_sent(error):
                meter.calls += 1
                meter.seconds += time.perf_counter() - began
            raise failure from error
        self._count(completion, time.perf_counter() - began)
        problem = unusable(completion, connection.model, connection.where, chat=connection.chat)
        if problem is not None:
            raise problem
        self.raw = raw_text(completion)
        return completion

    def _count(self, completion: Any, seconds: float) -> None:
        # Counted here, before instructor overwrites the usage of each completion with its running total.
        tokens_in, tokens_out = usage(completion)
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out
        meter = self.client.meter
        meter.calls += 1
        meter.tokens_in += tokens_in
        meter.tokens_out += tokens_out
        recorded = getattr(completion, RECORDED_SECONDS, None)
        meter.seconds += recorded if isinstance(recorded, int | float) else seconds

    def outcome(self, error: InstructorError) -> SummarizerError:
        """What to tell the user when instructor gave up."""
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        model, cause = self.client.model, error.__cause__
        if isinstance(cause, SummarizerError):
            return cause
        if isinstance(error, IncompleteOutputException):
            limit = f"after {self.tokens_out} tokens"
            return TruncatedError(f"The answer of {model!r} was cut {limit}.", "Use smaller chunks, or a higher limit.")
        if isinstance(error, InstructorRetryException) and self.raw is not None:
            return AnswerError(f"The answer of {model!r} was unusable twice: {_reason(cause)}.", answer=self.raw)
        return ProviderError(f"The request to {self.client.connection.where} failed: {cause or error}.")


def _checked(answer: type[T], check: Callable[[T], str | None]) -> type[T]:
    """`answer` with one more validator, so that a failed check is asked again like any invalid answer."""

    def validate(value: T) -> T:
        reason = check(value)
        if reason is not None:
            raise ValueError(reason)
        return value

    validators: dict[str, Any] = {"_check": model_validator(mode="after")(validate)}
    return create_model(answer.__name__, __base__=answer, __doc__=answer.__doc__, __validators__=validators)


def _without_links(messages: list[Any]) -> list[Any]:
    """The messages without pydantic's links in the last: dead weight, and new with each of its versions."""
    last = messages[-1]
    if not isinstance(last, dict) or not isinstance(last.get("content"), str):
        return messages
    lines = (line for line in last["content"].split("\n") if "https://errors.pydantic.dev/" not in line)
    return [*messages[:-1], {**last, "content": "\n".join(lines)}]


def _as(answer: type[T], value: T) -> T:
    """`value`, which instructor made of a subclass, as an `answer` and nothing more."""
    fields = {name: getattr(value, name) for name in answer.model_fields}
    return answer.model_construct(_fields_set=set(value.model_fields_set), **fields)


def _reason(cause: BaseException | None) -> str:
    if isinstance(cause, ValidationError):
        first = cause.errors(include_url=False, include_input=False)[0]
        place, told = ".".join(str(part) for part in first["loc"]), first["msg"].removeprefix("Value error, ")
        return f"{place}: {told}" if place else told
    return " ".join(str(cause).split())[:200]
