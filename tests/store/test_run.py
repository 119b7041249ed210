"""What goes into a run comes out again: documents, places, attempts, and the brief that stands."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.errors import FetchError, ProviderError, RefusedError, StoreError, SummarizerError
from summarizer.schema import Brief
from summarizer.store import Attempt, Counts, Outcome, Place, Run, Unread, Usage, open_run
from tests.store.sample import SETTINGS, USAGE, article, fill, partial

DONE, PARTIAL, REFUSED, FAILED = Outcome


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with open_run(tmp_path / "talks.run", create=True, write=True) as run:
        yield run
        run.check()


def test_a_text_found_twice_is_one_document_with_two_places(run: Run) -> None:
    first, again = article(1).document, replace(article(1).document, outlet="Coast Gazette", url="https://x.example/1")
    assert [run.add(first, "a.txt"), run.add(again, "b.txt"), run.add(first, "a.txt")] == [True, False, False]
    assert run.document(first.sha256) == first
    assert run.places(first.sha256) == (
        Place("a.txt", "Report 1", "Harbour Courier", "2031-05-02", None),
        Place("b.txt", "Report 1", "Coast Gazette", "2031-05-02", "https://x.example/1"),
    )
    assert [run.knows(place) for place in ("a.txt", "b.txt", "c.txt")] == [True, True, False]


ODD = "".join(
    ["a\0b ", "\r\n\u2028\x1b[31m ", "e\u0301 \ufffe \ufeff ", "\U0001f680 نص ", "{{7*7}} '; DROP TABLE documents;--"]
)


@pytest.mark.parametrize(
    "document",
    [
        Document(ODD, title=ODD, outlet=ODD, published="2031-01-01", url="x", language="en", notes=(ODD, "two")),
        Document(" \n x \n ", media_type="text/html", title=""),
        Document("long " * 200_000),
    ],
)
def test_a_document_comes_back_as_it_was(run: Run, document: Document) -> None:
    run.add(document, "here")
    assert run.document(document.sha256) == document


def test_any_text_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)

    with open_run(tmp_path / "any.run", create=True, write=True) as run:

        @settings(max_examples=150, deadline=None)
        @given(texts, st.one_of(st.none(), texts))
        def check(text: str, title: str | None) -> None:
            document = Document(text, title=title)
            if run.add(document, "somewhere"):
                assert run.document(document.sha256) == document

        check()
        run.check()


def test_a_file_name_that_is_not_text_is_kept_as_far_as_it_can_be(run: Run) -> None:
    run.add(article(1).document, "odd\udcff\nname.txt")
    run.unread("worse\udcfe", FetchError("\udcfd is not there."))
    assert run.places(article(1).document.sha256)[0].location == "odd\\udcff\nname.txt"
    assert list(run.unread_sources()) == [Unread("worse\\udcfe", "FetchError", "\\udcfd is not there.")]
    assert run.knows("odd\udcff\nname.txt")


def test_what_was_not_read_is_kept_until_it_was(run: Run) -> None:
    run.unread("b", FetchError("No answer.", "Try again."))
    run.unread("a", SummarizerError("Odd."))
    run.unread("b", FetchError("Still no answer."))
    assert list(run.unread_sources()) == [
        Unread("a", "SummarizerError", "Odd."),
        Unread("b", "FetchError", "Still no answer."),
    ]
    run.add(article(1).document, "b")
    assert [unread.location for unread in run.unread_sources()] == ["a"]


def test_a_document_is_found_by_the_start_of_its_id(run: Run) -> None:
    for number in range(40):
        run.add(article(number).document, str(number))
    sha256 = article(7).document.sha256
    assert {run.find(start) for start in (sha256, sha256[:16], f" {sha256[:12].upper()} ")} == {sha256}
    for start, words in [("", "no document"), ("zz", "no document"), ("%", "no document"), ("0" * 64, "no document")]:
        with pytest.raises(StoreError, match=words):
            run.find(start)
    with pytest.raises(StoreError, match="Several documents"):
        run.find(next(d for d in "0123456789abcdef" if sum(article(n).document.sha256[0] == d for n in range(40)) > 1))


@pytest.mark.parametrize("call", [lambda run: run.document("0" * 64), lambda run: run.places("0" * 64)])
def test_a_document_that_is_not_there_is_said_to_be_so(run: Run, call: Any) -> None:
    with pytest.raises(StoreError, match="holds no document"):
        call(run)


def test_equal_settings_are_one_generation_and_changed_ones_another(run: Run) -> None:
    assert (run.newest(), run.generations()) == (None, ())
    first = run.generation(SETTINGS)
    second = run.generation(replace(SETTINGS, prompt_sha256="cd" * 32))
    assert run.generation(SETTINGS) == first
    assert [first.number, second.number] == [1, 2]
    assert run.generations() == (first, second)
    assert run.newest() == second
    assert second.settings.prompt_sha256 == "cd" * 32


def test_generations_stand_beside_each_other(run: Run) -> None:
    fill(run, run.generation(SETTINGS), 3)
    second = run.generation(replace(SETTINGS, prompt="brief-2"))
    ids = list(run.todo(second))
    assert len(ids) == 3
    run.finish(second, ids[0], REFUSED, error=RefusedError("No."))
    assert [len(list(run.records(g))) for g in run.generations()] == [3, 0]
    assert list(run.records()) == []
    assert (run.counts(second).refused, run.counts(second).left) == (1, 2)


@pytest.mark.parametrize(
    ("outcomes", "stands", "attempt"),
    [
        ([FAILED, DONE], DONE, 2),
        ([PARTIAL, DONE], DONE, 2),
        ([DONE, PARTIAL], DONE, 1),
        ([DONE, DONE], DONE, 2),
        ([PARTIAL, FAILED], PARTIAL, 1),
        ([PARTIAL, PARTIAL], PARTIAL, 2),
        ([REFUSED, FAILED], FAILED, 2),
        ([FAILED, REFUSED], REFUSED, 2),
        ([DONE, FAILED, REFUSED, PARTIAL], DONE, 1),
    ],
)
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "out of order"])
def test_the_best_attempt_stands(
    run: Run, outcomes: list[Outcome], stands: Outcome, attempt: int, backwards: bool
) -> None:
    generation, one = run.generation(SETTINGS), article(1)
    run.add(one.document, "a.txt")
    tries = list(enumerate(outcomes, start=1))
    for number, outcome in reversed(tries) if backwards else tries:
        finish(run, one, outcome, number)
    counts = run.counts(generation)
    assert getattr(counts, stands) == counts.documents == 1
    record = run.record(one.document.sha256)
    assert (record.outcome, record.attempt) == (stands, attempt) if record else not stands.briefed
    assert [a.outcome for a in run.attempts(generation, one.document.sha256)] == outcomes
    assert counts.usage.calls == len(outcomes)
    assert len(run.search("crates", 5)) == 1


def finish(run: Run, one: Any, outcome: Outcome, attempt: int | None = None) -> bool:
    brief = {DONE: one.brief, PARTIAL: lambda: partial(one)}.get(outcome, lambda: None)()
    error = None if outcome.briefed else ProviderError("Overloaded.", "Try later.")
    generation = run.generation(SETTINGS)
    return run.finish(generation, one.document.sha256, outcome, brief=brief, usage=USAGE, error=error, attempt=attempt)


def test_an_attempt_counts_once(run: Run) -> None:
    one, generation = article(1), run.generation(SETTINGS)
    run.add(one.document, "a.txt")
    assert run.next_attempt(generation, one.document.sha256) == 1
    assert finish(run, one, FAILED, 1)
    assert not finish(run, one, DONE, 1)
    assert run.next_attempt(generation, one.document.sha256) == 2
    assert finish(run, one, DONE)
    first, second = run.attempts(generation, one.document.sha256)
    assert first == Attempt(1, FAILED, first.finished_at, USAGE, "ProviderError", "Overloaded. Try later.")
    assert (second.number, second.outcome, second.kind, second.reason) == (2, DONE, None, None)


def test_a_record_is_what_was_finished(run: Run) -> None:
    one = article(1)
    run.add(one.document, "a.txt")
    run.add(one.document, "b.txt")
    finish(run, one, DONE)
    (record,) = run.records()
    assert (record.document, record.brief) == (one.document, one.brief())
    assert (record.outcome, record.attempt, record.locations) == (DONE, 1, ("a.txt", "b.txt"))


def _changed(one: Any) -> Brief:
    return article(2).brief()


@pytest.mark.parametrize(
    ("outcome", "brief", "attempt", "words"),
    [
        (DONE, lambda one: None, None, "has a brief"),
        (PARTIAL, lambda one: None, None, "has a brief"),
        (FAILED, lambda one: one.brief(), None, "has no brief"),
        (REFUSED, lambda one: one.brief(), None, "has no brief"),
        (DONE, partial, None, "partial, not done"),
        (DONE, _changed, None, "the brief is of document"),
        (FAILED, lambda one: None, 0, "counted from 1"),
    ],
)
def test_what_makes_no_sense_is_not_stored(run: Run, outcome: Outcome, brief: Any, attempt: Any, words: str) -> None:
    one, generation = article(1), run.generation(SETTINGS)
    run.add(one.document, "a.txt")
    with pytest.raises(ValueError, match=words):
        run.finish(generation, one.document.sha256, outcome, brief=brief(one), attempt=attempt)
    assert run.attempts(generation, one.document.sha256) == ()


def test_todo_gives_each_document_without_a_final_answer_once(run: Run) -> None:
    generation = run.generation(SETTINGS)
    ids = []
    for number, outcome in enumerate([None, DONE, PARTIAL, REFUSED, FAILED, None]):
        run.add(article(number).document, str(number))
        ids.append(article(number).document.sha256)
        if outcome:
            finish(run, article(number), outcome)
    table: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [0, 4, 5]),
        ({"again": ()}, [0, 5]),
        ({"again": (FAILED, REFUSED)}, [0, 3, 4, 5]),
        ({"again": (PARTIAL,)}, [0, 2, 5]),
        ({"again": tuple(Outcome)}, [0, 1, 2, 3, 4, 5]),
        ({"limit": 2}, [0, 4]),
        ({"limit": 0}, []),
        ({"limit": 9}, [0, 4, 5]),
    ]
    for options, expected in table:
        assert list(run.todo(generation, **options)) == [ids[n] for n in expected], options


def test_todo_goes_on_while_documents_come_and_answers_are_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.store.answers.PAGE", 2)
    generation, seen = run.generation(SETTINGS), []
    for number in range(5):
        run.add(article(number).document, str(number))
    for document_id in run.todo(generation):
        seen.append(document_id)
        run.finish(generation, document_id, FAILED)
        if len(seen) == 5:
            run.add(article(5).document, "late")
    assert seen == [article(n).document.sha256 for n in range(6)]


def test_records_come_by_date_and_id_undated_last(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.store.answers.PAGE", 3)
    dates = ["2031-02-01", None, "2030-12-31", "2031-02-01T08:00:00Z", "", "2031-02-01", "2029-01-01"]
    articles = [article(n, published=date) for n, date in enumerate(dates)]
    for one in articles:
        run.add(one.document, "x")
        finish(run, one, DONE)
    expected = sorted((one.document.published or "~", one.document.sha256) for one in articles)
    assert [record.document.sha256 for record in run.records()] == [sha256 for _, sha256 in expected]
    some = {sha256 for _, sha256 in expected[::2]}
    assert [record.document.sha256 for record in run.records(ids=some)] == [sha256 for _, sha256 in expected[::2]]
    assert list(run.records(ids=())) == []


def test_unsolved_are_all_documents_without_a_brief(run: Run) -> None:
    generation = run.generation(SETTINGS)
    for number, outcome in enumerate([DONE, REFUSED, None, FAILED, PARTIAL]):
        run.add(article(number).document, f"{number}.txt")
        if outcome:
            finish(run, article(number), outcome)
    finish(run, article(3), FAILED)
    found = [(u.title, u.locations, u.outcome, u.kind, u.attempts) for u in run.unsolved(generation)]
    assert found == [
        ("Report 1", ("1.txt",), REFUSED, "ProviderError", 1),
        ("Report 2", ("2.txt",), None, None, 0),
        ("Report 3", ("3.txt",), FAILED, "ProviderError", 2),
    ]
    assert run.failures(generation) == {"ProviderError": 2}


@pytest.mark.parametrize(
    ("usages", "cost"),
    [
        ([], 0.0),
        ([Usage(2, 10, 5, 0.5, 1.0), Usage(0, 0, 0, None, 0.25)], 0.5),
        ([Usage(2, 10, 5, 0.5, 1.0), Usage(1, 1, 1, None, 0.25)], None),
    ],
)
def test_counts_add_up_what_every_attempt_cost(run: Run, usages: list[Usage], cost: float | None) -> None:
    generation = run.generation(SETTINGS)
    run.add(article(1).document, "a")
    run.unread("b", FetchError("No."))
    for usage in usages:
        run.finish(generation, article(1).document.sha256, FAILED, usage=usage)
    total = sum(usages, Usage())
    expected = Usage(total.calls, total.tokens_in, total.tokens_out, cost, total.seconds)
    assert run.counts(generation) == Counts(failed=bool(usages), left=not usages, unread=1, usage=expected)


def test_small_state_is_kept_by_name(run: Run) -> None:
    for name, value in [("batch/2", "b"), ("batch/1", "a"), ("other", "{}"), ("batch/1", "new"), ("batch/2", None)]:
        run.keep(name, value)
    assert run.kept("batch/") == {"batch/1": "new"}
    assert run.kept() == {"batch/1": "new", "other": "{}"}


def test_threads_share_a_run(run: Run) -> None:
    generation = run.generation(SETTINGS)
    articles = [article(number) for number in range(40)]

    def work(part: list[Any]) -> int:
        for one in part:
            run.add(one.document, one.document.title)
            finish(run, one, FAILED)
            finish(run, one, DONE)
            assert run.record(one.document.sha256) is not None
        return len(list(run.records()))

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(work, [articles[start::4] for start in range(4)]))
    assert max(seen) == run.counts(generation).done == 40
