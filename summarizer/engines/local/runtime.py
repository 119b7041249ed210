"""The inference runtime behind the embedded engine: mistralrs, seen through a face small enough to fake."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from summarizer.engines.local import memory
from summarizer.engines.local.protocol import ApiError, ChatRequest, TokenLogprob
from summarizer.errors import NoEngineError, WeightsError


@dataclass(frozen=True)
class Piece:
    """The next token of an answer. `finish` says why the runtime ended here, when it did: "stop" or "length"."""

    text: str
    logprob: TokenLogprob | None = None
    finish: str | None = None


class Runtime(Protocol):
    """A loaded model. Not thread-safe; one request at a time."""

    def count(self, text: str) -> int:
        """How many tokens `text` is, markers included."""

    def stream(self, request: ChatRequest, *, max_tokens: int, endless: bool) -> Generator[Piece]:
        """Tokens one by one. Closing the iterator ends the request; `endless` keeps it from ending by itself.

        Raises:
            ApiError: the runtime does not take the request, or failed.
        """


def load_runtime(path: Path) -> Runtime:
    """Load the GGUF file at `path`; seconds of work, during which no other Python thread runs.

    Raises:
        NoEngineError: the runtime is not installed.
        WeightsError: it cannot load this file.
    """
    if importlib.util.find_spec("mistralrs") is None:
        raise NoEngineError(
            "The embedded engine's runtime is not installed.",
            "Install it with `pip install summarizer[local]`, or use a provider's model with `--model openai/NAME`.",
        )
    # Before the import: the runtime logs to stdout unless told otherwise, and stdout is for data.
    os.environ["RUST_LOG"] = "off"
    import mistralrs

    # Which.GGUF is a variant of Which at run time; the package's stub makes it an unrelated class.
    which: Any = mistralrs.Which.GGUF(quantized_model_id=str(path.parent), quantized_filename=path.name)
    try:
        runner = mistralrs.Runner(which=which, max_seqs=1, prefix_cache_n=1, token_source="none")
    except BaseException as error:
        if not _is_failure(error):
            raise
        raise WeightsError(
            f"The runtime cannot load {path} ({_first_line(error)}).", "Give a GGUF model that it knows."
        ) from error
    # The weights have been repacked into memory of their own; the file's pages are not needed any more.
    memory.release_pages(path)
    memory.trim()
    return MistralRuntime(mistralrs, runner)


class MistralRuntime:
    """`Runtime` on mistralrs. It streams, because a stream can be dropped: see `prefixes`."""

    def __init__(self, mistralrs: Any, runner: Any) -> None:
        self._mistralrs = mistralrs
        self._runner = runner

    def count(self, text: str) -> int:
        return len(self._runner.tokenize_text(text, False, None))

    def stream(self, request: ChatRequest, *, max_tokens: int, endless: bool) -> Generator[Piece]:
        grammar = request.grammar
        asked = self._mistralrs.ChatCompletionRequest(
            model="default",
            messages=[{"role": role, "content": content} for role, content in request.messages],
            max_tokens=max_tokens,
            temperature=request.temperature,
            top_p=request.top_p,
            frequency_penalty=request.frequency_penalty,
            presence_penalty=request.presence_penalty,
            stop_seqs=list(request.stop) or None,
            logprobs=request.top_logprobs is not None,
            top_logprobs=max(request.top_logprobs, 1) if request.top_logprobs is not None else None,
            grammar=grammar.text if grammar else None,
            grammar_type=grammar.kind if grammar else None,
            ignore_eos=endless,
            stream=True,
        )
        try:
            for chunk in self._runner.send_chat_completion_request(asked):
                yield _piece(chunk.choices[0], request.top_logprobs or 0)
        except BaseException as error:
            if not _is_failure(error):
                raise
            raise _api_error(error) from error


def _piece(choice: Any, top: int) -> Piece:
    found = choice.logprobs
    logprob = None
    if found is not None:
        likeliest = tuple((each.bytes or "", each.logprob) for each in found.top_logprobs[:top])
        logprob = TokenLogprob(found.token, found.logprob, likeliest)
    return Piece(choice.delta.content or "", logprob, choice.finish_reason)


def _api_error(error: BaseException) -> ApiError:
    message = _first_line(error)
    if message.startswith("Invalid grammar"):
        return ApiError(400, message, code="invalid_json_schema", param="response_format")
    return ApiError(500, f"The runtime failed: {message}")


def _is_failure(error: BaseException) -> bool:
    # A Rust panic arrives as a BaseException of its own, defined nowhere that could be imported.
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
