"""Lists of addresses, "@list", single addresses, and standard input."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from summarizer.document import Document
from summarizer.errors import FetchError, InputError
from tests.batch.inputs.gathering import fetcher, gather, outcome, places
from tests.read.samples import PAGE, response, serving

LIST = "# gathered on Monday\nhttps://g.example/1\n\n  https://g.example/2  \nhttps://g.example/1\n"
ONE_AND_TWO = ["https://g.example/1", "https://g.example/2"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "arg", "expected"),
    [
        ("a.txt", LIST, "a.txt", ONE_AND_TWO),
        ("a.urls", LIST, "a.urls", ONE_AND_TWO),
        ("a.urls", LIST, ".", ONE_AND_TWO),
        ("a.txt", LIST, ".", ONE_AND_TWO),
        ("a.txt", LIST, "@a.txt", ONE_AND_TWO),
        ("a.lst", LIST, "@a.lst", ONE_AND_TWO),
        ("a.txt", f"\ufeff{LIST}".replace("\n", "\r\n"), "a.txt", ONE_AND_TWO),
        ("a.txt", "https://g.example/1 says that guns were sold.\n", "a.txt", ["a.txt"]),
        ("a.txt", "https://g.example/1\nSays that guns were sold.\n", "a.txt", ["a.txt"]),
        ("a.txt", "Guns were sold.\nhttps://g.example/1\n", "a.txt", ["a.txt"]),
        ("a.md", LIST, "a.md", ["a.md"]),
        ("a.urls", "https://g.example/1\nb.txt\n", "a.urls", ["https://g.example/1", "a.urls#2"]),
        ("a.urls", "# nothing\n", "a.urls", ["a.urls"]),
        ("a.lst", "# nothing\n", "@a.lst", ["a.lst"]),
    ],
)
def test_lists(name: str, content: str, arg: str, expected: list[str]) -> None:
    Path(name).write_bytes(content.encode())
    found = outcome(arg, offline=True)
    assert [place.removeprefix("@") for place in found] == expected


def test_a_list_may_name_paths_and_patterns_but_no_other_list() -> None:
    os.mkdir("news")
    odd = b"news/\xff.txt"
    for name in (b"news/a.txt", b"news/b.md", odd):
        Path(os.fsdecode(name)).write_text("Guns were sold.")
    Path("list").write_bytes(b"news/*.md\n" + odd + b"\nhttps://g.example/1\nnews/a.txt\n@list\n-\nnews\n")
    found = outcome("@list", offline=True)
    assert list(found) == ["news/b.md", r"news/\xff.txt", "https://g.example/1", "news/a.txt", "@list", "-"]
    assert found["@list"] == "! @list does not exist."
    assert found["-"] == "! - does not exist."


def test_a_file_whose_name_begins_with_the_sign_of_a_list() -> None:
    Path("@a.txt").write_text("Guns were sold.")
    assert outcome("@a.txt") == {"@a.txt": "Guns were sold."}


def test_an_address_is_fetched_when_it_is_loaded_and_not_before() -> None:
    with serving(response(PAGE.encode(), "Content-Type: text/html")) as server:
        url = f"http://gazette.example:{server.port}/guns"
        Path("a.urls").write_text(url)
        assert places(url, fetcher=fetcher()) == [url]
        assert server.requests == []
        (got,) = gather(url, "a.urls", fetcher=fetcher()).values()
    assert isinstance(got, Document)
    assert "twelve field guns" in got.text
    assert len(server.requests) == 1


def test_offline_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_OFFLINE", "1")
    (error,) = gather("https://g.example/1").values()
    assert isinstance(error, FetchError)
    assert "Working offline" in str(error)


def test_a_password_in_an_address_is_not_shown() -> None:
    found = gather("https://user:secret@g.example/1")
    assert list(found) == ["https://g.example/1"]
    assert all(isinstance(error, InputError) and "secret" not in str(error) for error in found.values())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b'{"text": "One gun."}\n\n{"text": "Two guns."}\n', {"-#1": "One gun.", "-#3": "Two guns."}),
        (
            b'\n# rows\n{"text": "One gun."}\nnot json\n',
            {"-#3": "One gun.", "-#4": "! Row 4 of - is not JSON: Expecting value: line 1 column 1 (char 0)."},
        ),
        (b"a.txt\n\n# b\nb.txt\na.txt\n", {"a.txt": "Guns were sold.", "b.txt": "! b.txt does not exist."}),
        (b"a.txt", {"a.txt": "Guns were sold."}),
        ("a.txt\r\n".encode("utf-16"), {"a.txt": "Guns were sold."}),
        (b"", {"-": "! Standard input is empty."}),
        (
            b"Guns were sold.\nMany.\n",
            {"-": "! Standard input is neither JSON lines nor a list of sources: nothing is called 'Guns were sold.'."},
        ),
    ],
)
def test_standard_input(given: bytes, expected: dict[str, str]) -> None:
    Path("a.txt").write_text("Guns were sold.")
    assert outcome("-", stdin=io.BytesIO(given)) == expected


def test_standard_input_is_read_once() -> None:
    assert places("-", "-", stdin=io.BytesIO(b'{"text": "One gun."}\n')) == ["-#1", "-"]
