from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from summarizer.engines.local import memory
from summarizer.engines.local.grammar import choice_grammar
from summarizer.engines.local.protocol import ApiError, ChatRequest, TokenLogprob
from summarizer.engines.local.runtime import Piece, load_runtime
from summarizer.errors import NoEngineError, WeightsError


class PanicException(BaseException):
    """Named as the runtime's own."""


class FakeRunner:
    """Answers with `chunks`, or raises `error`; `asked` is the last request."""

    error: BaseException | None = None
    load_error: BaseException | None = None
    chunks: tuple[Any, ...] = ()
    asked: Any = None
    settings: dict[str, Any] | None = None
    log_level: str | None = None

    def __init__(self, **settings: Any) -> None:
        if self.load_error is not None:
            raise self.load_error
        type(self).settings = settings
        type(self).log_level = os.environ.get("RUST_LOG")

    def tokenize_text(self, text: str, add_special_tokens: bool, enable_thinking: bool | None) -> list[int]:
        return [0] * len(text.split())

    def send_chat_completion_request(self, request: Any) -> Iterator[Any]:
        type(self).asked = request
        if self.error is not None:
            raise self.error
        return iter(self.chunks)


def chunk(text: str | None, finish: str | None = None, logprobs: Any = None) -> Any:
    choice = SimpleNamespace(delta=SimpleNamespace(content=text), finish_reason=finish, logprobs=logprobs)
    return SimpleNamespace(choices=[choice])


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> type[FakeRunner]:
    """The runner of a stand-in for the mistralrs package."""
    fresh = type("Runner", (FakeRunner,), {})
    package = ModuleType("mistralrs")
    package.__spec__ = ModuleSpec("mistralrs", None)
    package.__dict__.update(
        Runner=fresh, ChatCompletionRequest=SimpleNamespace, Which=SimpleNamespace(GGUF=SimpleNamespace)
    )
    monkeypatch.setitem(sys.modules, "mistralrs", package)
    monkeypatch.setenv("RUST_LOG", "debug")
    return fresh


REQUEST = ChatRequest("m", (("user", "Hello."),), max_tokens=9, stop=("\n",), grammar=choice_grammar(("A", "B")))


def test_the_file_is_loaded_in_silence(runner: type[FakeRunner], tmp_path: Path) -> None:
    load_runtime(tmp_path / "m.gguf")
    assert runner.log_level == "off"
    assert runner.settings is not None
    which = runner.settings["which"]
    assert (which.quantized_model_id, which.quantized_filename) == (str(tmp_path), "m.gguf")
    assert runner.settings["max_seqs"] == 1


def test_tokens_are_streamed(runner: type[FakeRunner], tmp_path: Path) -> None:
    top = [SimpleNamespace(bytes="A", logprob=-0.1), SimpleNamespace(bytes=None, logprob=-2.0)]
    found = SimpleNamespace(token="A", logprob=-0.1, top_logprobs=top)
    runner.chunks = (chunk("A", None, found), chunk(None, "stop"))
    request = ChatRequest("m", (("user", "Hello."),), top_logprobs=2)
    pieces = list(load_runtime(tmp_path / "m.gguf").stream(request, max_tokens=9, endless=False))
    assert pieces == [Piece("A", TokenLogprob("A", -0.1, (("A", -0.1), ("", -2.0)))), Piece("", None, "stop")]


def test_a_request_is_passed_on_whole(runner: type[FakeRunner], tmp_path: Path) -> None:
    list(load_runtime(tmp_path / "m.gguf").stream(REQUEST, max_tokens=11, endless=True))
    asked = runner.asked
    assert asked.messages == [{"role": "user", "content": "Hello."}]
    assert (asked.max_tokens, asked.temperature, asked.stop_seqs) == (11, 0.0, ["\n"])
    assert (asked.grammar, asked.grammar_type) == ('start: "A" | "B"', "lark")
    assert (asked.stream, asked.ignore_eos, asked.logprobs, asked.top_logprobs) == (True, True, False, None)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ValueError("Invalid grammar. Unknown format: odd\nmore"), 400, "Unknown format: odd"),
        (ValueError("out of memory"), 500, "out of memory"),
        (PanicException("index out of bounds"), 500, "index out of bounds"),
    ],
)
def test_a_failure_is_an_error_body(
    runner: type[FakeRunner], tmp_path: Path, error: BaseException, status: int, words: str
) -> None:
    runner.error = error
    with pytest.raises(ApiError, match=words) as caught:
        list(load_runtime(tmp_path / "m.gguf").stream(REQUEST, max_tokens=9, endless=False))
    assert caught.value.status == status
    assert "\n" not in str(caught.value)


def test_an_interruption_is_not_a_failure(runner: type[FakeRunner], tmp_path: Path) -> None:
    runner.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        list(load_runtime(tmp_path / "m.gguf").stream(REQUEST, max_tokens=9, endless=False))


@pytest.mark.parametrize("error", [ValueError("unknown architecture"), PanicException("unknown architecture")])
def test_a_file_that_cannot_be_loaded_is_one_sentence(
    runner: type[FakeRunner], tmp_path: Path, error: BaseException
) -> None:
    runner.load_error = error
    with pytest.raises(WeightsError, match=r"cannot load .*m\.gguf \(unknown architecture\)"):
        load_runtime(tmp_path / "m.gguf")


def test_without_the_runtime_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NoEngineError, match=r"summarizer\[local\]"):
        load_runtime(Path("m.gguf"))


def test_giving_memory_back_is_harmless(tmp_path: Path) -> None:
    memory.trim()
    memory.release_pages(tmp_path / "not mapped.gguf")
    memory.wait_until_unmapped(tmp_path / "not mapped.gguf")


def test_released_pages_are_read_again_from_the_file(tmp_path: Path) -> None:
    import mmap

    path = tmp_path / "mapped.gguf"
    path.write_bytes(b"GGUF" * 5000)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        before = bytes(mapped)
        memory.release_pages(path)
        assert bytes(mapped) == before
