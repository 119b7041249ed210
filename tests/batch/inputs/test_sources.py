"""Files, folders and patterns; order, doubles, `only` and `limit`; and that nothing vanishes."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from summarizer.batch.inputs import expand, spill
from summarizer.batch.sources import SourceOptions, sources
from summarizer.document import Document
from summarizer.errors import EmptyInputError, InputError, UnsupportedInputError
from tests.batch.inputs.gathering import gather, outcome, places
from tests.read.samples import PAGE, make_docx, make_pdf

NOTE = "A freighter with twelve field guns left the northern port on Monday.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")


def write(*paths: str, text: str = NOTE) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


TREE = (
    "news/b.txt",
    "news/a.md",
    "news/a/z.txt",
    "news/a/deep/y.html",
    "news/C.txt",
    "news/.hidden/x.txt",
    "news/.x.txt",
)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["news"], ["news/C.txt", "news/a/deep/y.html", "news/a/z.txt", "news/a.md", "news/b.txt"]),
        (["news/"], ["news/C.txt", "news/a/deep/y.html", "news/a/z.txt", "news/a.md", "news/b.txt"]),
        (["./news/b.txt"], ["news/b.txt"]),
        (["news/b.txt", "news/a.md"], ["news/b.txt", "news/a.md"]),
        (["news/*.txt"], ["news/C.txt", "news/b.txt"]),
        (["news/[ab].*"], ["news/a.md", "news/b.txt"]),
        (["news/?.txt"], ["news/C.txt", "news/b.txt"]),
        (["news/*"], ["news/C.txt", "news/a/deep/y.html", "news/a/z.txt", "news/a.md", "news/b.txt"]),
        (["news/**"], ["news/C.txt", "news/a.md", "news/b.txt", "news/a/z.txt", "news/a/deep/y.html"]),
        (["**/*.txt"], ["news/C.txt", "news/b.txt", "news/a/z.txt"]),
        (["news/**/deep/*"], ["news/a/deep/y.html"]),
        (["*/a/*.txt"], ["news/a/z.txt"]),
        (["news/.*.txt"], ["news/.x.txt"]),
        (["news/.x.txt"], ["news/.x.txt"]),
        (["news/a", "news/a/z.txt", "./news/a"], ["news/a/deep/y.html", "news/a/z.txt"]),
        (["news/../news/b.txt", "news/b.txt"], ["news/../news/b.txt"]),
    ],
)
def test_what_is_found_and_in_which_order(args: list[str], expected: list[str]) -> None:
    write(*TREE)
    assert places(*args) == expected


def test_a_folder_may_be_named_by_a_full_path_or_be_the_one_here(tmp_path: Path) -> None:
    write("a.txt", "b/c.txt")
    assert places(".") == ["a.txt", "b/c.txt"]
    assert places("*") == ["a.txt", "b/c.txt"]
    assert places(tmp_path / "desk") == [f"{tmp_path}/desk/a.txt", f"{tmp_path}/desk/b/c.txt"]
    assert places(f"file://{tmp_path}/desk/b") == [f"{tmp_path}/desk/b/c.txt"]
    assert places(f"{tmp_path}/desk/*.txt", "a.txt") == [f"{tmp_path}/desk/a.txt"]


def test_documents_of_every_kind_are_read() -> None:
    write("a.txt", "b.html", text=PAGE)
    Path("c.pdf").write_bytes(make_pdf(["The quay was empty by nightfall, the harbour office said."]))
    Path("d.docx").write_bytes(make_docx("The quay was empty by nightfall."))
    write("README", text="The quay was empty by nightfall.")
    found = gather(".")
    assert sorted(found) == ["README", "a.txt", "b.html", "c.pdf", "d.docx"]
    assert all(isinstance(got, Document) and "." in got.text for got in found.values())


def test_kinds_that_are_not_read_are_told_once_and_are_no_items() -> None:
    write("news/a.txt", "news/b.jpg", "news/c.JPG", "news/d/e.xlsx", "news/f.xml", "news/g.json")
    os.mkfifo("news/pipe.txt")
    told: list[str] = []
    assert places("news", tell=told.append) == ["news/a.txt"]
    assert told == [
        "news: passed over 2 .jpg, 1 .json, 1 .xlsx, 1 .xml, 1 pipes, sockets and devices, which are not read here."
    ]


@pytest.mark.parametrize("name", ["pipe", "pipe.txt", "pipe.md"])
def test_a_pipe_that_is_named_is_read_once(name: str) -> None:
    os.mkfifo(name)
    writer = Thread(target=Path(name).write_text, args=(NOTE,), daemon=True)
    writer.start()
    assert outcome(name) == {name: NOTE}
    writer.join(timeout=5)


def test_a_kind_that_is_not_read_fails_when_it_is_named_itself() -> None:
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 and so on")
    assert isinstance(gather("photo.jpg")["photo.jpg"], UnsupportedInputError)


@pytest.mark.parametrize(
    ("arg", "kind", "says"),
    [
        ("nowhere", InputError, "nowhere does not exist"),
        ("nowhere.txt", InputError, "nowhere.txt does not exist"),
        ("nowhere.csv", InputError, "nowhere.csv does not exist"),
        ("nowhere/*.txt", EmptyInputError, "nowhere/*.txt holds nothing that is read here"),
        ("full.txt/*.txt", EmptyInputError, "full.txt/*.txt holds nothing that is read here"),
        ("empty", EmptyInputError, "empty holds nothing that is read here"),
        ("hidden", EmptyInputError, "hidden holds nothing that is read here"),
        ("blank.txt", EmptyInputError, "blank.txt is empty"),
        ("@nowhere.txt", InputError, "nowhere.txt does not exist"),
        ("a\0b", InputError, "no path"),
        ("", InputError, "no path"),
        ("gopher://host/x", InputError, "'gopher', which is no store"),
    ],
)
def test_what_cannot_be_enumerated_is_an_item_that_says_why(arg: str, kind: type[InputError], says: str) -> None:
    write("full.txt", "hidden/.a.txt")
    write("blank.txt", text=" \n")
    Path("empty/below").mkdir(parents=True)
    found = gather(arg, "full.txt")
    assert list(found)[1] == "full.txt"
    error = next(iter(found.values()))
    assert isinstance(error, kind)
    assert says in str(error)


def test_a_folder_that_may_not_be_listed_does_not_hide_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    write("news/a.txt", "news/shut/b.txt", "news/z.txt")
    real = os.scandir

    def scandir(path: str) -> Any:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    found = outcome("news")
    assert list(found) == ["news/a.txt", "news/shut", "news/z.txt"]
    assert found["news/shut"].startswith("! news/shut cannot be listed: [Errno 13] Permission denied")
    assert outcome("shut")["shut"].startswith("!")


def test_a_file_that_may_not_be_read_is_unread_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    write("news/a.md", "news/b.txt", "news/c.csv")
    real = open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> Any:
        if str(path).startswith("news/"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", refuse)
    assert outcome("news") == {
        f"news/{name}": f"! news/{name} may not be read: permission denied." for name in ("a.md", "b.txt", "c.csv")
    }


def test_links_are_followed_but_never_round_and_round() -> None:
    write("news/a.txt", "other/b.txt")
    os.symlink("..", "news/up", target_is_directory=True)
    os.symlink(".", "news/self", target_is_directory=True)
    os.symlink("../other", "news/aside", target_is_directory=True)
    os.symlink("nowhere", "news/dangling.txt")
    found = outcome("news")
    assert list(found) == ["news/a.txt", "news/aside/b.txt", "news/dangling.txt", "news/up/other/b.txt"]
    assert found["news/dangling.txt"] == "! news/dangling.txt is a link that leads nowhere."
    assert places("news/**/*.txt")[0] == "news/a.txt"


@pytest.mark.parametrize(
    ("name", "location"),
    [
        (b"two\nlines.txt", r"odd/two\x0alines.txt"),
        (b"\xff\xfe.txt", r"odd/\xff\xfe.txt"),
        (b"back\\slash.txt", r"odd/back\\slash.txt"),
        ("naïve – “x”.txt".encode(), "odd/naïve – “x”.txt"),
        ("next\u0085line.txt".encode(), r"odd/next\u0085line.txt"),
        (b"a#17.txt", "odd/a#17.txt"),
        (b"[x]*.txt", "odd/[x]*.txt"),
        (b"-", "odd/-"),
        (b"@x.txt", "odd/@x.txt"),
    ],
)
def test_odd_names(name: bytes, location: str) -> None:
    os.mkdir("odd")
    with open(b"odd/" + name, "w") as file:
        file.write(NOTE)
    assert outcome("odd") == {location: NOTE}
    assert outcome(os.fsdecode(b"odd/" + name)) == {location: NOTE}
    location.encode("utf-8")
    assert location.isprintable()


def test_different_odd_names_stay_apart() -> None:
    os.mkdir("odd")
    for name in (b"\\xff.txt", b"\xff.txt", b"\\\\xff.txt"):
        with open(b"odd/" + name, "wb") as file:
            file.write(name)
    assert len(outcome("odd")) == 3


@pytest.mark.parametrize("sources_named", [["."], ["*"], ["talks.run", "talks.run-wal", "a.txt"]])
def test_the_run_is_no_source_of_itself(sources_named: list[str]) -> None:
    write("a.txt", "talks.run", "talks.run-wal", "talks.run-shm", "talks.run.lock")
    found = outcome(*sources_named, run=Path("talks.run"))
    assert [place for place, got in found.items() if not got.startswith("!")] == ["a.txt"]


def test_a_run_without_an_extension_is_no_source_of_itself_either() -> None:
    write("a.txt", "talks", "talks-wal")
    assert places(".", run=Path("talks")) == ["a.txt"]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (("*.md",), ["news/a.md"]),
        (("news/a*",), ["news/a/deep/y.html", "news/a/z.txt", "news/a.md"]),
        (("*.md", "*/C*"), ["news/C.txt", "news/a.md"]),
        (("nothing",), []),
    ],
)
def test_only(only: tuple[str, ...], expected: list[str]) -> None:
    write(*TREE)
    assert places("news", only=only) == expected


def test_a_source_that_cannot_be_enumerated_is_named_whatever_only_says() -> None:
    assert places("nowhere*", only=("*.md",)) == ["nowhere*"]


@pytest.mark.parametrize(("limit", "count"), [(None, 5), (9, 5), (2, 2), (1, 1), (0, 0)])
def test_limit(limit: int | None, count: int) -> None:
    write(*TREE)
    assert len(places("news", "news", limit=limit)) == count


def test_a_limit_looks_no_further_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = expand.Expansion.of

    def watched(self: expand.Expansion, source: str, *, listed: bool = False) -> Iterator[Any]:
        asked.append(source)
        return real(self, source, listed=listed)

    monkeypatch.setattr(expand.Expansion, "of", watched)
    write("a.txt", "b.txt")
    assert places("a.txt", "b.txt", "c.txt", limit=1) == ["a.txt"]
    assert asked == ["a.txt"]


def test_items_can_be_sent_to_another_process() -> None:
    write("a.txt")
    write("t.jsonl", text='{"text": "Row one."}\n{"title": "no text"}\n')
    write("u.urls", text="https://gazette.example/1\n")
    for item in sources([".", "nowhere"], SourceOptions(offline=True)):
        again = pickle.loads(pickle.dumps(item))
        assert again.location == item.location
        assert _said(again.load) == _said(item.load)


def _said(load: Callable[[], Document]) -> object:
    try:
        return load()
    except InputError as error:
        return type(error), str(error)


def test_a_folder_with_very_many_files_is_sorted_without_holding_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "IN_MEMORY", 10)
    names = [f"many/{number * 7919 % 1000:03}.txt" for number in range(1000)]
    write(*names)
    assert places("many") == sorted(names)
