"""What went wrong with a request, told in this program's own errors.

Failures are told apart by HTTP status, and by class names where there is none: the SDKs of the many providers that
instructor speaks to share these names, and none of them may be imported here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from summarizer.engines.retry import Transient, retry_after
from summarizer.errors import (
    CredentialsError,
    EngineTimeoutError,
    NoEngineError,
    ProviderError,
    RefusedError,
    SummarizerError,
    TruncatedError,
)

TIMEOUTS = {"TimeoutError", "APITimeoutError", "TimeoutException"}
NETWORK = {"APIConnectionError", "TransportError", "ClientConnectionError", "OSError"}
NEVER_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ConnectionRefusedError"}
RETRIED_STATUSES = {408, 409, 425, 429}
THROTTLING_STATUSES = {429, 503, 529}
OUT_OF_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
POLICY_STATUSES = {400, 403, 422, 451}
POLICY_CODES = {"content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation"}
POLICY_WORDS = re.compile(r"content management policy|content policy|usage polic|safety system|flagged", re.IGNORECASE)
TOO_LONG = re.compile(r"maximum context length|context (size|window|length)|too many tokens", re.IGNORECASE)


def failure_of(error: Exception, model: str, where: str) -> SummarizerError | Transient:
    """The failure behind an exception that a provider's SDK raised.

    Args:
        error: what the SDK raised.
        model: the model's name as the provider knows it.
        where: the endpoint or provider, as a person would name it.

    Returns:
        A `Transient` when another attempt may mend it, otherwise the error to raise.
    """
    own = next((link for link in _chain(error) if isinstance(link, SummarizerError)), None)
    if own is not None:
        return own
    status = _status(error)
    if status is not None:
        return _by_status(status, error, model, where)
    names = {name for link in _chain(error) for name in _names(link)}
    if names & TIMEOUTS:
        return Transient(EngineTimeoutError(f"{where} gave no answer in time.", "Try again, or allow more time."))
    if isinstance(error, json.JSONDecodeError):
        return Transient(ProviderError(f"{where} sent an answer that is not JSON."))
    if names & NETWORK:
        return Transient(ProviderError(f"{where} cannot be reached, or hung up: {_cause(error)}.", "Is it running?"))
    return ProviderError(f"The request to {where} failed: {type(error).__name__}: {_line(str(error))}.")


def unusable(completion: Any, model: str, where: str, *, chat: bool) -> SummarizerError | Transient | None:
    """What makes a completion unusable whatever the schema says: a refusal, or nothing in it; None when it is usable.

    `chat` says that the completion must have the shape of OpenAI's chat completions.
    """
    choices = getattr(completion, "choices", None)
    if choices:
        message, reason = getattr(choices[0], "message", None), getattr(choices[0], "finish_reason", None)
        refusal = getattr(message, "refusal", None)
        if refusal or reason == "content_filter":
            return _refused(model, _line(refusal) if refusal else "the provider's content filter stopped it")
        return None if message is not None else _empty(completion, where)
    if chat:
        return _empty(completion, where)
    if getattr(completion, "stop_reason", None) == "refusal":
        return _refused(model, "it gave no reason")
    return None


def was_sent(error: Exception) -> bool:
    """Whether the request of a failed attempt may have reached the provider."""
    return not any(name in NEVER_SENT for link in _chain(error) for name in _names(link))


def _by_status(status: int, error: Exception, model: str, where: str) -> SummarizerError | Transient:
    codes, detail = _codes(error), _detail(error)
    if status < 400:
        return ProviderError(
            f"{where} redirects to another address (HTTP {status}), which is not followed.", "Name that one itself."
        )
    if status == 401:
        return CredentialsError(f"{where} does not accept the API key (HTTP 401).", "Check the key and its variable.")
    if status in POLICY_STATUSES and (codes & POLICY_CODES or POLICY_WORDS.search(detail)):
        return _refused(model, detail)
    if status == 403:
        return CredentialsError(f"{where} denies access to {model!r} (HTTP 403): {detail}.", "Check the key's rights.")
    if status == 404:
        return NoEngineError(f"{where} knows no model {model!r} (HTTP 404): {detail}.", "Check the name and the URL.")
    if "context_length_exceeded" in codes or status == 413 or (status == 400 and TOO_LONG.search(detail)):
        return TruncatedError(f"The request does not fit the context of {model!r}: {detail}.", "Use smaller chunks.")
    if codes & OUT_OF_QUOTA:
        return ProviderError(f"The account at {where} has no quota left: {detail}.", "Check its plan and billing.")
    told = ProviderError(f"{where} answered HTTP {status}: {detail}.")
    if status in RETRIED_STATUSES or status >= 500:
        headers = getattr(getattr(error, "response", None), "headers", None)
        pause = None if headers is None else retry_after(headers)
        return Transient(told, pause, throttled=status in THROTTLING_STATUSES)
    return told


def _refused(model: str, reason: str) -> RefusedError:
    return RefusedError(f"The model {model!r} declined to answer: {reason}.", "Try another model.")


def _empty(completion: Any, where: str) -> Transient:
    error = getattr(completion, "error", None)
    told = error.get("message") if isinstance(error, dict) else None
    return Transient(ProviderError(f"{where} sent no answer: {_line(str(told or completion))}."))


def _status(error: Exception) -> int | None:
    for name in ("status_code", "code", "http_status"):
        value = getattr(error, name, None)
        if isinstance(value, int) and 300 <= value < 600:
            return value
    return None


def _codes(error: Exception) -> set[str]:
    """The error codes of a response body, wherever the provider keeps them."""
    body = getattr(error, "body", None)
    codes: set[str] = set()
    while isinstance(body, dict):
        codes |= {value for key in ("code", "type") if isinstance(value := body.get(key), str)}
        body = body.get("error") or body.get("innererror")
    return codes


def _detail(error: Exception) -> str:
    body = getattr(error, "body", None)
    if isinstance(body, dict) and isinstance(message := body.get("message"), str):
        return _line(message)
    return _line(str(error))


def _line(text: str) -> str:
    """One short line, with anything that looks like a key masked."""
    plain = re.sub(r"\b(sk|pk|key)-[\w-]{6,}", r"\1-…", " ".join(text.split()))
    return plain[:197].rstrip(" .") + "…" if len(plain) > 200 else plain.rstrip(" .")


def _cause(error: Exception) -> str:
    last = list(_chain(error))[-1]
    return _line(str(last)) or type(last).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__


def _names(error: BaseException) -> set[str]:
    return {kind.__name__ for kind in type(error).__mro__}
