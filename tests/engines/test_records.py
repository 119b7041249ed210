"""Kept answers: asked once, given again for the very same question, and never for another one."""

from __future__ import annotations

import asyncio
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import api, prompts
from summarizer.document import Document
from summarizer.engines import providers
from summarizer.engines.client import Client
from summarizer.engines.local import LocalModel
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.records import RecordsTransport, Run, name_of, prune, question_key
from summarizer.engines.select import choose
from summarizer.errors import (
    CredentialsError,
    NoEngineError,
    OutputError,
    ProviderError,
    RecordingError,
    RefusedError,
    SummarizerError,
    TruncatedError,
)
from summarizer.weights import BUILT_IN
from tests.engines.accounts import TEXT, full, saying
from tests.engines.asking import GOOD, VALUE, Pauses, Reading, ask
from tests.engines.doubts import TEXT as DOUBTFUL
from tests.engines.doubts import Asked, choosing, doubting
from tests.engines.local.conftest import FakeRuntime, Loader
from tests.loopback import Behaviour, Loopback, content_filter, error, ok, raw, refusal, truncated

OTHER = '{"flows": [], "title": "other"}'
NORLAND, SUDRIA = "d" * 64, "e" * 64


def keeping(path: Path, document: str = NORLAND, repeat: int = 0, meter: Meter | None = None) -> RecordsTransport:
    return RecordsTransport(httpx2.AsyncHTTPTransport(), path, Run(document, "p" * 64, repeat), meter)


def kept(path: Path, document: str = NORLAND, repeat: int = 0, meter: Meter | None = None) -> RecordsTransport:
    return RecordsTransport(None, path, Run(document, "p" * 64, repeat), meter)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().decode().split("\n") if line]


def titles(transport: RecordsTransport, times: int) -> list[str]:
    """The same question so many times within one run."""

    async def run() -> list[str]:
        connection = connect("openai/m", base_url="http://127.0.0.1:9/v1", transport=transport)
        async with Client(connection) as client:
            asked = [await client.ask([{"role": "user", "content": "Q"}], Reading) for _ in range(times)]
            return [answer.value.title for answer in asked]

    return asyncio.run(run())


def scripted(*contents: str) -> httpx2.MockTransport:
    """A model that says one thing after the other."""
    said = iter(contents)

    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=ok(next(said)).body(json.loads(request.content)))

    return httpx2.MockTransport(answer)


# One question ---------------------------------------------------------------------------------------------------


def test_a_question_is_asked_once_and_answered_as_then(loopback: Loopback, tmp_path: Path) -> None:
    path, live, again = tmp_path / "new" / "k.jsonl", Meter(), Meter()
    loopback.script(ok("not json"), ok(GOOD))
    first = ask(loopback, transport=keeping(path, meter=live), meter=live)
    second = ask(loopback, transport=keeping(path, meter=again), meter=again)
    assert second == first
    assert len(loopback.requests) == 2
    assert (live.asked, live.recorded) == (2, 0)
    assert (again.asked, again.recorded, again.calls, again.reasks, again.tokens_in) == (0, 2, 2, 1, 24)
    assert again.seconds == pytest.approx(sum(line["response"]["seconds"] for line in lines(path)))
    assert live.used == again.used == {name_of(line["key"], line["turn"]) for line in lines(path)}


def test_a_line_says_what_it_belongs_to_and_holds_no_secret(
    loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    path = tmp_path / "k.jsonl"
    ask(loopback.script(ok(GOOD)), transport=keeping(path, repeat=2), parameters={"temperature": 0.5}, max_tokens=9)
    assert loopback.requests[0].headers["authorization"] == "Bearer sk-very-secret"
    (line,) = lines(path)
    told = {name: line[name] for name in line if name not in ("key", "request", "response")}
    assert told == {
        "turn": 0,
        "repeat": 2,
        "document_sha256": NORLAND,
        "prompt_sha256": "p" * 64,
        "schema": "Reading",
        "model": "test-model",
        "parameters": {"temperature": 0.5},
    }
    assert line["request"]["body"] == loopback.requests[0].body
    assert not any(word in path.read_text() for word in ("secret", "127.0.0.1", "authorization"))


DIFFERENT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("another document", {"document": SUDRIA}, {}),
    ("another repeat", {"repeat": 1}, {}),
    ("another parameter", {}, {"parameters": {"temperature": 1}}),
    ("other words", {}, {"question": [{"role": "user", "content": "S1 Norland sent 12."}]}),
    ("another way to ask", {}, {"strict": False}),
]


@pytest.mark.parametrize(("what", "run", "options"), DIFFERENT)
def test_another_question_is_asked_and_both_answers_stay(
    loopback: Loopback, tmp_path: Path, what: str, run: dict[str, Any], options: dict[str, Any]
) -> None:
    path = tmp_path / "k.jsonl"
    loopback.script(ok(GOOD), ok(OTHER))
    ask(loopback, transport=keeping(path))
    with pytest.raises(RecordingError):
        ask(loopback, transport=kept(path, **run), **options)
    assert ask(loopback, transport=keeping(path, **run), **options).value.title == "other", what
    assert len(loopback.requests) == len(lines(path)) == 2
    assert ask(loopback, transport=kept(path)).value == VALUE
    assert ask(loopback, transport=kept(path, **run), **options).value.title == "other"


def test_both_names_of_the_token_limit_ask_the_same() -> None:
    def key(**body: Any) -> str:
        return question_key({"method": "POST", "path": "chat/completions", "body": body}, Run(NORLAND))

    assert key(model="m", max_tokens=5) == key(model="m", max_completion_tokens=5)
    assert key(model="m", max_tokens=5) != key(model="m", max_completion_tokens=6)


def test_the_same_question_twice_in_a_run_has_two_turns(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    first = RecordsTransport(scripted(GOOD, OTHER), path, Run(NORLAND))
    assert titles(first, 2) == ["t", "other"]
    assert [line["turn"] for line in lines(path)] == [0, 1]
    assert titles(kept(path), 2) == ["t", "other"]
    assert titles(RecordsTransport(scripted('{"flows": [], "title": "third"}'), path, Run(NORLAND)), 3) == [
        "t",
        "other",
        "third",
    ]
    with pytest.raises(RecordingError):
        titles(kept(path), 4)


def test_of_two_runs_at_the_same_time_the_first_one_speaks(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    both = [RecordsTransport(scripted(content), path, Run(NORLAND)) for content in (GOOD, OTHER)]
    assert [titles(transport, 1) for transport in both] == [["t"], ["other"]]
    assert titles(kept(path), 1) == ["t"]


SENT_AGAIN = [error(429), error(503), raw(b"<html>"), raw(b'{"choices": []}'), raw(b'{"error": {"message": "busy"}}')]


@pytest.mark.parametrize("behaviour", SENT_AGAIN)
def test_what_is_sent_again_is_not_kept_and_takes_no_turn(
    loopback: Loopback, tmp_path: Path, behaviour: Behaviour
) -> None:
    path, pauses = tmp_path / "k.jsonl", Pauses()
    ask(loopback.script(behaviour, ok(GOOD)), transport=keeping(path))
    assert [line["turn"] for line in lines(path)] == [0]
    assert ask(loopback, transport=kept(path), pauses=pauses).value == VALUE
    assert pauses == []


OF_THE_ACCOUNT = [(error(401), CredentialsError), (error(404), NoEngineError), (error(400, "odd"), ProviderError)]


@pytest.mark.parametrize(("behaviour", "expected"), OF_THE_ACCOUNT)
def test_what_is_wrong_with_the_account_or_the_endpoint_is_not_kept(
    loopback: Loopback, tmp_path: Path, behaviour: Behaviour, expected: type[SummarizerError]
) -> None:
    path = tmp_path / "k.jsonl"
    with pytest.raises(expected):
        ask(loopback.script(behaviour), transport=keeping(path))
    assert not path.exists()
    assert ask(loopback.script(ok(GOOD)), transport=keeping(path)).value == VALUE


OF_THE_QUESTION = [
    (refusal(), RefusedError),
    (content_filter(), RefusedError),
    (error(400, "filtered", code="content_filter"), RefusedError),
    (error(403, "This goes against our usage policies."), RefusedError),
    (truncated('{"flows": ['), TruncatedError),
    (error(400, "This model's maximum context length is 8 tokens."), TruncatedError),
    (error(413, "too large"), TruncatedError),
]


@pytest.mark.parametrize(("behaviour", "expected"), OF_THE_QUESTION)
def test_an_outcome_that_is_no_answer_is_kept(
    loopback: Loopback, tmp_path: Path, behaviour: Behaviour, expected: type[SummarizerError]
) -> None:
    path, told, meter = tmp_path / "k.jsonl", [], Meter()
    loopback.script(behaviour)
    for made in (keeping, kept):
        with pytest.raises(expected) as failure:
            ask(loopback, transport=made(path, meter=meter), meter=meter)
        told.append(str(failure.value))
    assert told[0] == told[1]
    assert len(loopback.requests) == len(lines(path)) == meter.recorded


def test_a_question_without_answer_is_named_and_not_asked(loopback: Loopback, tmp_path: Path) -> None:
    path, pauses = tmp_path / "none.jsonl", Pauses()
    question = [{"role": "user", "content": "\nPassage: It rained.\n\nWho said so?\nA. nobody"}]
    with pytest.raises(RecordingError, match=r"none.jsonl keeps no answer to 'Passage: It rained. / Who said so\?' "):
        ask(loopback, transport=kept(path), question=question, pauses=pauses)
    assert (loopback.requests, pauses, path.exists()) == ([], [], False)


def test_half_a_surrogate_pair_is_kept_like_any_answer(loopback: Loopback, tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    broken = raw(json.dumps(ok('{"title": "x", "flows": []}').body({})).replace("loopback", "\\ud83d").encode())
    first = ask(loopback.script(broken), transport=keeping(path))
    assert ask(loopback, transport=kept(path)) == first
    assert lines(path)[0]["response"]["body"]["id"] == "chatcmpl-\ud83d"


# The file -------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A file of three answers."""
    path = tmp_path / "k.jsonl"
    titles(RecordsTransport(scripted(GOOD, OTHER, GOOD), path, Run(NORLAND)), 3)
    return path


DAMAGE: list[tuple[str, Callable[[list[str]], str], int]] = [
    ("cut in the middle", lambda ls: f"{ls[0]}\n{ls[1][:-9]}\n{ls[2]}\n", 2),
    ("cut, with a line break", lambda ls: f"{ls[0]}\n{ls[1][:-9]}\n", 2),
    ("blank", lambda ls: f"{ls[0]}\n\n{ls[1]}\n", 2),
    ("changed", lambda ls: ls[0].replace("POST", "GET") + "\n", 1),
    ("another document", lambda ls: ls[0].replace(NORLAND, SUDRIA) + "\n", 1),
    ("not an object", lambda ls: "[1]\n", 1),
    ("a status of words", lambda ls: ls[0].replace('"status": 200', '"status": "200"') + "\n", 1),
    ("no body", lambda ls: ls[0].replace('"body": {"id"', '"bodies": {"id"') + "\n", 1),
    ("another file", lambda ls: "The port is shut.", 1),
]


@pytest.mark.parametrize(("what", "spoil", "number"), DAMAGE)
def test_a_damaged_line_is_named_and_the_file_left_alone(
    three: Path, what: str, spoil: Callable[[list[str]], str], number: int
) -> None:
    content = spoil(three.read_text().splitlines())
    three.write_text(content)
    for read in (lambda: kept(three), lambda: keeping(three), lambda: prune(three, {"x"})):
        with pytest.raises(RecordingError, match=f"Line {number} of the kept answers .* is damaged"):
            read()
    assert three.read_text() == content, what


WHOLE: list[bytes] = []


def whole() -> bytes:
    """The bytes of a file of two answers, made once."""
    if not WHOLE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "k.jsonl"
            titles(RecordsTransport(scripted(GOOD, OTHER), path, Run(NORLAND)), 2)
            WHOLE.append(path.read_bytes())
    return WHOLE[0]


@given(st.floats(0, 1))
def test_a_run_killed_at_any_byte_costs_no_more_than_its_last_line(share: float) -> None:
    content = whole()
    cut = content[: round(share * len(content))]
    # All but the line break of a line is the line.
    stayed = sum(len(cut) >= end for end in (content.index(b"\n"), len(content) - 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "k.jsonl"
        path.write_bytes(cut)
        anew = [*["t", "other"][stayed:], "new"]
        again = [json.dumps({"flows": [], "title": title}) for title in anew]
        assert titles(RecordsTransport(scripted(*again), path, Run(NORLAND)), 3) == ["t", "other", "new"]
        assert [line["turn"] for line in lines(path)] == [0, 1, 2]
        assert titles(kept(path), 3) == ["t", "other", "new"]


APPEND = """
import asyncio, json, sys
from pathlib import Path
import httpx2
from summarizer.engines.records import RecordsTransport, Run

body = {"choices": [{"message": {"content": sys.argv[2] * 30_000}}]}
inner = httpx2.MockTransport(lambda request: httpx2.Response(200, json=body))

async def run():
    transport = RecordsTransport(inner, Path(sys.argv[1]), Run("d" * 64))
    async with httpx2.AsyncClient(transport=transport) as client:
        for n in range(40):
            await client.post("http://a.invalid/v1/chat/completions", json={"n": n, "who": sys.argv[2]})

asyncio.run(run())
"""


def test_two_processes_add_to_one_file_and_no_line_is_torn(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    both = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), who]) for who in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    asked = [line["request"]["body"] for line in lines(path)]
    assert sorted((a["who"], a["n"]) for a in asked) == [(who, n) for who in "ab" for n in range(40)]
    kept(path)
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".lock"] == []


def test_an_answer_that_cannot_be_kept_is_told_at_once(loopback: Loopback, three: Path) -> None:
    transport = keeping(three.parent / "new" / "k.jsonl")
    three.with_name("new").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        ask(loopback.script(ok(GOOD)), transport=transport)
    assert len(loopback.requests) == 1


def test_a_disk_that_is_full_leaves_no_half_line(loopback: Loopback, three: Path) -> None:
    before, limits = three.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    transport = keeping(three)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limits[1]))
    try:
        with pytest.raises(OutputError, match="No space left"):
            ask(loopback.script(ok(GOOD)), transport=transport)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert three.read_bytes() == before


@pytest.mark.parametrize("path", ["/dev/zero", "/tmp"])
def test_what_is_no_file_is_not_read(path: str) -> None:
    with pytest.raises(RecordingError, match="are no file"):
        kept(Path(path))


@pytest.mark.parametrize(("turns", "left"), [({0, 1, 2}, 3), ({0, 2}, 2), ({1}, 1)])
def test_pruning_leaves_the_lines_in_use(three: Path, turns: set[int], left: int) -> None:
    before = three.read_bytes()
    used = {name_of(line["key"], line["turn"]) for line in lines(three) if line["turn"] in turns}
    assert prune(three, used | {"f" * 32 + ":0"}) == 3 - left
    assert [line["turn"] for line in lines(three)] == sorted(turns)
    assert all(line in before.split(b"\n") for line in three.read_bytes().split(b"\n"))
    assert list(three.parent.glob("k.jsonl*")) == [three]


def test_pruning_takes_out_doubles_torn_ends_and_files_without_use(three: Path, tmp_path: Path) -> None:
    before = three.read_bytes()
    used = {name_of(line["key"], line["turn"]) for line in lines(three)}
    three.write_bytes(before * 2)
    assert prune(three, used) == 3
    assert three.read_bytes() == before
    three.write_bytes(before + before[:50])
    assert prune(three, used) == 0
    assert titles(kept(three), 3) == ["t", "other", "t"]
    assert prune(three, set()) == 3
    assert not three.exists()
    assert prune(three, used) == 0


# The whole way --------------------------------------------------------------------------------------------------


def only(options: api.Options, **more: Any) -> api.Options:
    """The same options, with nobody to ask."""
    changed: Any = {**options, "recorded_only": True, **more}
    return cast(api.Options, changed)


def same(one: api.Result, other: api.Result) -> bool:
    """Two results with the same brief, but for when it was made and how long that took."""
    made = {"provenance": {"created_at", "seconds"}}
    return one.brief.model_dump(exclude=made) == other.brief.model_dump(exclude=made)


def test_a_provider_is_asked_once_and_then_neither_key_nor_network_is_needed(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options: api.Options = {"model": "openai/test-model", "records": str(tmp_path / "k.jsonl")}
    document, meter = Document(TEXT, title="Sale"), Meter()
    server.script(ok(saying(full())))
    first = api.run(document, **options)
    monkeypatch.delenv("OPENAI_BASE_URL")
    with pytest.raises(CredentialsError):
        api.run(document, **options)
    again = api.run(document, **only(options, offline=True, meter=meter))
    assert same(first, again)
    assert (first.asked, first.recorded, again.asked, again.recorded) == (1, 0, 0, 1)
    assert (again.brief.provenance.engine, again.brief.provenance.model) == ("openai", "openai/test-model")
    assert (meter.recorded, len(meter.used), len(server.requests)) == (1, 1, 1)
    (line,) = lines(tmp_path / "k.jsonl")
    assert line["document_sha256"] == document.sha256
    assert line["prompt_sha256"] == prompts.load("single-v1").sha256
    assert line["schema"] == "BriefAnswer"
    changes: list[dict[str, Any]] = [{"repeat": 1}, {"title": "Deal"}, {"model": "openai/other"}]
    for change in changes:
        with pytest.raises(RecordingError, match="keeps no answer to 'TITLE: "):
            api.run(document, **only(options, **change))


def test_what_an_official_endpoint_was_asked_needs_no_address_later(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options: api.Options = {"model": "openai/test-model", "records": tmp_path / "k.jsonl"}
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setattr(providers, "OPENAI_URL", server.url)
    server.script(ok(saying(full())))
    first = api.run(Document(TEXT), **options)
    assert "max_completion_tokens" in server.requests[0].body
    monkeypatch.delenv("OPENAI_API_KEY")
    assert same(first, api.run(Document(TEXT), **only(options)))


def test_a_refusal_and_the_fallback_after_it_are_both_kept(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "k.jsonl"
    options: api.Options = {"model": "openai/shy", "fallback": "openai/bold", "records": path}
    server.script(refusal(), ok(saying(full())))
    first = api.run(Document(TEXT), **options)
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert same(first, api.run(Document(TEXT), **only(options)))
    assert [line["model"] for line in lines(path)] == ["shy", "bold"]


def test_what_a_failed_reading_cost_is_on_the_meter(server: Loopback, tmp_path: Path) -> None:
    server.script(refusal())
    meters = Meter(), Meter()
    for meter in meters:
        with pytest.raises(RefusedError):
            api.run(Document(TEXT), model="openai/shy", records=tmp_path / "k.jsonl", meter=meter)
    assert [(m.calls, m.asked, m.recorded) for m in meters] == [(1, 1, 0), (1, 0, 1)]
    assert meters[0].used == meters[1].used != set()


def test_a_changed_template_asks_its_own_questions_anew_and_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "summarizer.annotate.annotate", lambda *_: doubting("supplier", "stage", "claimant").annotations
    )
    folder, path = tmp_path / "mine", tmp_path / "k.jsonl"
    shutil.copytree(prompts.root() / "stepwise-v1", folder)
    options: api.Options = {
        "model": "openai/small", "strategy": "stepwise", "prompt": str(folder), "records": path, "meter": None,
    }  # fmt: skip

    def run() -> tuple[int, int]:
        result = api.run(Document(DOUBTFUL), **options)
        return result.asked, result.recorded

    with choosing(lambda asked: next(iter(asked.choices.values()))) as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.url)
        assert [run(), run()] == [(3, 0), (0, 3)]
        template = folder / "stage.md"
        before = template.read_text()
        template.write_text(before.replace("How far", "Just how far"))
        model.requests.clear()
        assert run() == (1, 2)
        assert [Asked.of(r).words[:12] for r in model.requests] == ["Just how far"]
        template.write_text(before)
        options["meter"] = meter = Meter()
        assert run() == (0, 3)
    assert [len(lines(path)), prune(path, meter.used), len(lines(path))] == [4, 1, 3]


def test_answers_of_the_embedded_model_need_neither_its_weights_nor_its_runtime(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: doubting("supplier", "stage").annotations)
    loader = Loader(FakeRuntime(words=('{"answer":"', "A", '"}')))
    model = LocalModel(tmp_path / "tiny.gguf", load=loader)
    monkeypatch.setattr("summarizer.engines.local.shared_model", lambda _: model)
    monkeypatch.setattr("summarizer.weights.locate", lambda _: model.path)
    options: api.Options = {"engine": "local", "records": tmp_path / "k.jsonl"}
    first = api.run(Document(DOUBTFUL), **options)
    assert (first.asked, first.recorded, loader.loads) == (2, 0, 1)

    def never(*_: Any) -> None:
        raise AssertionError("reached for the model")

    monkeypatch.setattr("summarizer.weights.locate", never)
    monkeypatch.setattr("summarizer.engines.local.shared_model", never)
    monkeypatch.setitem(sys.modules, "mistralrs", None)
    again = api.run(Document(DOUBTFUL), **only(options))
    assert same(first, again)
    assert (again.asked, again.recorded, loader.loads) == (0, 2, 1)
    assert (again.brief.provenance.engine, again.brief.provenance.model) == ("local", BUILT_IN)


def test_recorded_only_imports_nothing_of_the_embedded_model(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from summarizer import api; from summarizer.document import Document\n"
        "r = api.run(Document('It rained.'), engine='local', records=Path(sys.argv[1]), "
        "recorded_only=True, ablate=['judge'])\n"
        "local = [m for m in sys.modules if m == 'mistralrs' or m.startswith('summarizer.engines.local')]\n"
        "print(r.asked, r.recorded, local)"
    )
    path = tmp_path / "k.jsonl"
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert (ran.stdout, path.exists()) == ("0 0 []\n", False)


K, R = Path("k.jsonl"), Path("r.jsonl")
TOGETHER: list[tuple[dict[str, Any], str]] = [
    ({"engine": "rules", "records": K}, "engine rules keeps no answers"),
    ({"engine": "rules", "records": K, "recorded_only": True}, "engine rules keeps no answers"),
    ({"replay": R, "records": K}, "engine replay keeps no answers"),
    ({"engine": "local", "record": R, "records": K}, "do not go together"),
    ({"engine": "local", "recorded_only": True}, "no file of kept answers"),
    ({"model": "openai/m", "offline": True, "records": K}, "Working offline"),
]


@pytest.mark.parametrize(("options", "told"), TOGETHER)
def test_what_does_not_go_together_is_told(options: dict[str, Any], told: str) -> None:
    with pytest.raises(NoEngineError, match=told):
        choose(**options)


def test_offline_kept_answers_are_enough() -> None:
    choice = choose(model="openai/m", fallback="openai/n", offline=True, records=K, recorded_only=True, repeat=3)
    assert (choice.engine, choice.records, choice.recorded_only, choice.repeat) == ("openai", K, True, 3)


def test_replayed_answers_count_as_recorded(server: Loopback, tmp_path: Path) -> None:
    server.script(ok(saying(full())))
    live = api.run(Document(TEXT), model="openai/m", record=tmp_path / "r.jsonl")
    again = api.run(Document(TEXT), replay=tmp_path / "r.jsonl")
    assert (live.asked, live.recorded, again.asked, again.recorded) == (1, 0, 0, 1)
