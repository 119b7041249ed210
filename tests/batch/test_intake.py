"""Sources whose end was not seen stay with their run."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batch import intake
from summarizer.store import open_run

READING = {"only": ("*.txt",), "limit": None, "feed_text": False}


def test_what_was_begun_is_pending_until_it_is_ended(tmp_path: Path) -> None:
    with open_run(tmp_path / "a.run", create=True, write=True) as store:
        one = intake.begin(store, ["articles", "b.csv"], READING)
        assert intake.begin(store, ["articles", "b.csv"], READING) == one
        other = intake.begin(store, ["more"], READING)
    with open_run(tmp_path / "a.run", write=True) as store:
        assert sorted(i.sources for i in intake.pending(store)) == [("articles", "b.csv"), ("more",)]
        assert intake.pending(store)[0].reading == READING
        intake.end(store, one)
        assert intake.pending(store) == [other]
        intake.end(store, other)
        assert intake.pending(store) == []


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("articles", "{folder}/articles"),
        ("news/*.txt", "{folder}/news/*.txt"),
        ("/data/x.csv", "/data/x.csv"),
        ("@list.txt", "@{folder}/list.txt"),
        ("https://example.org/a", "https://example.org/a"),
        ("feed:https://example.org/rss", "feed:https://example.org/rss"),
        ("-", "-"),
    ],
)
def test_from_another_folder_it_is_the_same_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, seen: str
) -> None:
    (tmp_path / "then").mkdir()
    monkeypatch.chdir(tmp_path / "then")
    with open_run(tmp_path / "a.run", create=True, write=True) as store:
        assert intake.begin(store, [given], {}).sources == (given,)
        monkeypatch.chdir(tmp_path)
        (again,) = intake.pending(store)
        assert again.sources == (seen.format(folder=tmp_path / "then"),)
        assert again.can_be_read_again == (given != "-")
