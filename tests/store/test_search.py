"""Whatever a person types is a search and never an error; what it finds names its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.store import MATCH_END, MATCH_START, Outcome, Run, open_run
from summarizer.store.search import understood
from tests.store.sample import SETTINGS, article, fill


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(tmp_path_factory.mktemp("search") / "talks.run", create=True, write=True) as run:
        fill(run, run.generation(SETTINGS), 3)
        run.add(Document("Two F-16 jets and «Café» crates.", title="Zephyr engines"), "unread.txt")
        yield run


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("rocket launchers", '"rocket" AND "launchers"', None),
        ('"rocket launchers" F-16', '"rocket launchers" AND "F-16"', None),
        ("rock* -tank", '"rock"*', '"tank"'),
        ('-"no evidence" x -y', '"x"', '"no evidence" OR "y"'),
        ('"never closed', '"never closed"', None),
        ("a a a", '"a"', None),
        ("AND OR NOT NEAR(x)", '"AND" AND "OR" AND "NOT" AND "NEAR(x)"', None),
        ('title:x ^y a"b', '"title:x" AND "^y" AND "a" AND "b"', None),
        ("a\0b", '"a" AND "b"', None),
    ],
)
def test_words_become_a_query(query: str, wanted: str, unwanted: str | None) -> None:
    asked = understood(query)
    assert asked is not None
    assert (asked.wanted, asked.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize("query", ["", " ", '"', "***", "-", "-tanks", "()", "'", "\0", "“”", "\ud800"])
def test_a_query_that_asks_for_nothing_finds_nothing(run: Run, query: str) -> None:
    assert (run.search(query), run.matching(query)) == ([], frozenset())


@pytest.mark.parametrize(
    ("query", "where", "marked"),
    [
        ("inspector tanks", "F3", "tanks"),
        ("ostria", "F3", "Ostria"),
        ('"we know the port"', "Q1", "we know the port"),
        ("sanctions follow", "W1", "Sanctions"),
        ('"westmark saying"', "headline", "Westmark says"),
        ("entry log", "text", "entry"),
        ("engine", "title", "engines"),
        ("f-16", "text", "F-16"),
        ("cafe", "text", "Café"),
        ("zeph*", "title", "Zephyr"),
    ],
)
def test_a_hit_names_its_place_and_marks_the_words(run: Run, query: str, where: str, marked: str) -> None:
    hit = run.search(query)[0]
    assert hit.where == where
    assert f"{MATCH_START}{marked}{MATCH_END}" in hit.snippet


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Norland", {0, 1, 2}),
        ('"entry 1"', {1}),
        ("norland -sanctions", set()),
        ('norland -"entry 1"', {0, 2}),
        ("norland zephyr", set()),
        ("Vell -nonesuch", {0, 1, 2}),
    ],
)
def test_all_words_must_be_there_and_unwanted_ones_must_not(run: Run, query: str, found: set[int]) -> None:
    ids = {article(number).document.sha256 for number in found}
    assert run.matching(query) == ids
    assert {hit.document_id for hit in run.search(query)} == ids


def test_a_document_is_one_hit_and_the_limit_holds(run: Run) -> None:
    assert [len(run.search("norland", limit)) for limit in (-1, 0, 1, 2, 99)] == [0, 0, 1, 2, 3]


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(alphabet="\"*-() AND:^a.{}+,\\'") | st.lists(st.text(min_size=1)).map(" ".join))
def test_no_query_is_an_error(run: Run, query: str) -> None:
    assert len(run.search(query)) <= 20
    assert {hit.document_id for hit in run.search(query)} <= run.matching(query)


def test_a_thousand_words_are_no_error(run: Run) -> None:
    assert run.search(" ".join(f"w{n} -v{n}" for n in range(1000))) == []


def test_only_the_brief_that_stands_is_searched(tmp_path: Path) -> None:
    one, other = article(1), article(1).brief(headline="Quicksilver is said to move")
    with open_run(tmp_path / "x.run", create=True, write=True) as run:
        generation = run.generation(SETTINGS)
        run.add(one.document, "a")
        run.finish(generation, one.document.sha256, Outcome.DONE, brief=other)
        assert run.search("quicksilver")[0].where == "headline"
        run.finish(generation, one.document.sha256, Outcome.DONE, brief=one.brief())
        assert run.search("quicksilver") == []
        run.check()
