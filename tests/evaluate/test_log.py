"""The log of a run: what is written is read again, and a run cut short keeps what it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import InputError, OutputError
from summarizer.evaluate.log import Blessing, Entry, Head, LogWriter, read_log
from summarizer.score import Outcome
from tests.evaluate.golds import gold, head, log, scored, unscored

A, B = gold("a"), gold("b")
ENTRIES = (scored(A), unscored(B, Outcome.REFUSED, "It declined.\nWith “words” and \u2028 a strange break."))


def written(path: Path, *entries: Entry, made: Head | None = None) -> Path:
    with LogWriter(path, made or head([A, B])) as writer:
        for entry in entries:
            writer.add(entry)
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    found = read_log(written(tmp_path / "deep" / "run.jsonl", *ENTRIES))
    assert (found.head, found.entries) == (head([A, B]), ENTRIES)
    assert found.to_text() == (tmp_path / "deep" / "run.jsonl").read_text()


def test_every_entry_is_on_disk_before_the_next_case_begins(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with LogWriter(path, head([A, B])) as writer:
        for n, entry in enumerate(ENTRIES, start=1):
            writer.add(entry)
            assert len(read_log(path).entries) == n


@pytest.mark.parametrize("cut", [1, 20, 400])
def test_a_run_killed_in_the_middle_of_a_line_keeps_the_lines_before(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path / "run.jsonl", *ENTRIES)
    path.write_text(path.read_text() + ENTRIES[0].model_dump_json()[:cut])
    assert read_log(path).entries == ENTRIES


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is not a log"),
        ("{}\n", "is not a log"),
        ('{"format": "summarizer-eval-2"}\n', "format"),
        (log([A], scored(A)).to_text() + '{"case": "a"\n{}\n', "is not a log"),
        (log([A], scored(A)).to_text() + '{"case": "a", "score": 1}\n', "is not a log"),
    ],
)
def test_what_is_no_log_is_refused_with_its_name(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(content)
    with pytest.raises(InputError, match=told) as raised:
        read_log(path)
    assert str(path) in str(raised.value)


def test_a_missing_log_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_log(tmp_path / "nowhere.jsonl")


def test_a_log_goes_over_an_older_log_but_over_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path / "run.jsonl", *ENTRIES)
    assert read_log(written(path, ENTRIES[0])).entries == ENTRIES[:1]
    other = tmp_path / "article.txt"
    other.write_text("Not a log.")
    with pytest.raises(OutputError, match="no log"):
        LogWriter(other, head([A]))
    assert other.read_text() == "Not a log."


def test_entries_of_a_case_come_by_repeat() -> None:
    found = log([A, B], scored(A, repeat=1), scored(B), scored(A, repeat=0), repeats=2)
    assert [e.repeat for e in found.of("a")] == [0, 1]


@pytest.mark.parametrize(
    ("changed", "label"),
    [
        ({}, "local tiny, stepwise-v1 (abababab)"),
        ({"engine": "rules", "model": None, "prompt": None, "prompt_sha256": None}, "rules"),
    ],
)
def test_a_run_in_a_few_words(changed: dict[str, str | None], label: str) -> None:
    assert head([A], **changed).label == label


def test_a_blessing_travels_with_the_log(tmp_path: Path) -> None:
    blessing = Blessing(by="Ana", why="first run", at="2026-01-02T00:00:00+00:00", prompt_sha256="ab" * 32)
    path = tmp_path / "base.jsonl"
    path.write_text(log([A], scored(A)).blessed(blessing).to_text())
    assert read_log(path).head.blessing == blessing
