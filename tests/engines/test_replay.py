"""Recorded answers come back as they were, at no cost, and never for another request."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.client import Client
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.replay import RecordingTransport, ReplayTransport, key_of
from summarizer.errors import AnswerError, OutputError, RecordingError, RefusedError
from tests.engines.asking import GOOD, VALUE, Pauses, Reading, ask
from tests.loopback import Behaviour, Loopback, error, ok, refusal

OTHER = '{"flows": [], "title": "other"}'


def recording(path: Path) -> RecordingTransport:
    return RecordingTransport(httpx2.AsyncHTTPTransport(), path)


def closed() -> Loopback:
    with Loopback() as server:
        return server


def test_a_recording_answers_like_the_model_did(loopback: Loopback, tmp_path: Path) -> None:
    path, live, replayed = tmp_path / "new" / "r.jsonl", Meter(), Meter()
    loopback.script(ok("not json"), ok(GOOD))
    first = ask(loopback, transport=recording(path), meter=live)
    second = ask(closed(), transport=ReplayTransport(path), meter=replayed)
    assert second == first
    assert (replayed.calls, replayed.reasks, replayed.tokens_in) == (2, 1, 24)
    seconds = [json.loads(line)["response"]["seconds"] for line in path.read_text().splitlines()]
    assert replayed.seconds == pytest.approx(sum(seconds))


FAILURES = [
    (refusal(), RefusedError),
    (error(400, "filtered", code="content_filter"), RefusedError),
    (ok("never json"), AnswerError),
]


@pytest.mark.parametrize(("behaviour", "expected"), FAILURES)
def test_an_outcome_that_is_no_answer_is_recorded_too(
    loopback: Loopback, tmp_path: Path, behaviour: Behaviour, expected: type[Exception]
) -> None:
    path = tmp_path / "r.jsonl"
    with pytest.raises(expected):
        ask(loopback.script(behaviour), transport=recording(path))
    with pytest.raises(expected):
        ask(closed(), transport=ReplayTransport(path))


def test_what_was_sent_again_is_not_recorded(loopback: Loopback, tmp_path: Path) -> None:
    loopback.script(error(429), error(503), ok(GOOD))
    ask(loopback, transport=recording(tmp_path / "r.jsonl"))
    pauses = Pauses()
    assert ask(closed(), transport=ReplayTransport(tmp_path / "r.jsonl"), pauses=pauses).value == VALUE
    assert pauses == []


def test_repeats_come_in_their_order_and_then_again(loopback: Loopback, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"

    async def titles(transport: httpx2.AsyncBaseTransport, times: int) -> list[str]:
        connection = connect("openai/m", base_url=loopback.url, transport=transport)
        async with Client(connection) as client:
            asked = [await client.ask([{"role": "user", "content": "Q"}], Reading) for _ in range(times)]
            return [answer.value.title for answer in asked]

    loopback.script(ok(GOOD), ok(OTHER))
    assert asyncio.run(titles(recording(path), 2)) == ["t", "other"]
    assert asyncio.run(titles(ReplayTransport(path), 4)) == ["t", "other", "t", "other"]


def test_an_unknown_request_is_told_by_its_key_and_its_words(loopback: Loopback, tmp_path: Path) -> None:
    path, pauses = tmp_path / "r.jsonl", Pauses()
    ask(loopback.script(ok(GOOD)), transport=recording(path))
    question = [{"role": "user", "content": "\nS1 Something new.\nS2 More."}, {"role": "assistant", "content": "x"}]
    with pytest.raises(RecordingError, match=r"request [0-9a-f]{32} \('S1 Something new.'\).*record again"):
        ask(loopback, transport=ReplayTransport(path), question=question, pauses=pauses)
    assert pauses == []
    with pytest.raises(RecordingError, match="record again"):
        ask(loopback, transport=ReplayTransport(path), parameters={"temperature": 1})


def test_no_secret_is_recorded(loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    ask(loopback.script(ok(GOOD)), transport=recording(tmp_path / "r.jsonl"))
    assert loopback.requests[0].headers["authorization"] == "Bearer sk-very-secret"
    text = (tmp_path / "r.jsonl").read_text()
    assert "secret" not in text
    assert "127.0.0.1" not in text


def test_a_recording_starts_anew(loopback: Loopback, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    for content in (OTHER, GOOD):
        ask(loopback.script(ok(content)), transport=recording(path))
    assert ask(closed(), transport=ReplayTransport(path)).value == VALUE


def test_odd_line_ends_in_a_document_do_not_break_lines(loopback: Loopback, tmp_path: Path) -> None:
    question = [{"role": "user", "content": "a\u2028b\u0085c\r\nd\x0be\U0001f680"}]
    path = tmp_path / "r.jsonl"
    ask(loopback.script(ok(GOOD)), transport=recording(path), question=question)
    assert ask(closed(), transport=ReplayTransport(path), question=question).value == VALUE


LINE = json.dumps(
    {
        "key": key_of({"method": "POST"}),
        "repeat": 0,
        "request": {"method": "POST"},
        "response": {"status": 200, "seconds": 1, "body": {}},
    }
)
DAMAGED = [
    ("cut", f"{LINE}\n{LINE[:-9]}", 2),
    ("blank", f"\n{LINE}\n", 1),
    ("changed", LINE.replace("POST", "GET"), 1),
    ("a line lost", LINE.replace('"repeat": 0', '"repeat": 1'), 1),
    ("not an object", "[1]", 1),
    ("a status of words", LINE.replace("200", '"200"'), 1),
    ("no status", LINE.replace("200", "7"), 1),
    ("no answer", LINE.replace('"seconds"', '"second"'), 1),
]


@pytest.mark.parametrize(("what", "text", "line"), DAMAGED)
def test_a_damaged_recording_names_its_line(tmp_path: Path, what: str, text: str, line: int) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(text)
    with pytest.raises(RecordingError, match=f"Line {line} of the recording .* is damaged"):
        ReplayTransport(path)


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="cannot be read"):
        ReplayTransport(tmp_path / "none.jsonl")
    with pytest.raises(OutputError, match="cannot be written"):
        recording(tmp_path)


def test_a_recording_does_not_destroy_another_file(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("The port is shut.\n")
    with pytest.raises(OutputError, match="no recording"):
        recording(path)
    assert path.read_text() == "The port is shut.\n"


def test_a_full_disk_is_told_at_once_and_as_what_it_is(loopback: Loopback) -> None:
    with pytest.raises(OutputError, match="/dev/full cannot be written: No space left"):
        ask(loopback.script(ok(GOOD)), transport=recording(Path("/dev/full")))
    assert len(loopback.requests) == 1


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda part: st.lists(part), max_leaves=5)


@given(st.dictionaries(st.text(), JSON))
def test_the_key_does_not_depend_on_the_order_of_fields(body: dict[str, object]) -> None:
    backwards = dict(reversed(body.items()))
    assert key_of({"body": body}) == key_of({"body": backwards})
    assert key_of({"body": body}) != key_of({"body": {**body, "one more": len(body)}})
