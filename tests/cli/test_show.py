"""`summarizer show`: a run in a dozen lines, a search in it, one brief of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.document import Document
from summarizer.errors import FetchError, ProviderError
from summarizer.render import to_json, to_text
from summarizer.segment import segment
from summarizer.store import Outcome, Usage, open_run
from tests.cli.conftest import Invoke
from tests.store.sample import SETTINGS, article, fill, partial

FAILED = Document("Nothing came of this \x1b[31mone.", title="Lost at sea")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    path = tmp_path / "talks.run"
    with open_run(path, create=True, write=True) as opened:
        generation = opened.generation(SETTINGS)
        fill(opened, generation, 3)
        one = article(3)
        opened.add(one.document, "3.txt")
        opened.finish(generation, one.document.sha256, Outcome.PARTIAL, brief=partial(one))
        opened.add(FAILED, "lost.txt")
        usage, error = Usage(1, 5, 0, None, 1.0), ProviderError("Overloaded \x1b[2J.")
        opened.finish(generation, FAILED.sha256, Outcome.FAILED, usage=usage, error=error)
        opened.add(Document("Not tried."), "later.txt")
        for number in range(7):
            opened.unread(f"gone{number}", FetchError("It is \x1b[31mgone."))
    return path


def test_a_run_in_a_dozen_lines(invoke: Invoke, run: Path) -> None:
    ran = invoke("show", run)
    assert ran.exit_code == 0
    assert "\x1b" not in ran.stdout
    for words in (
        "documents  6: 3 done, 1 partial, 1 failed, 1 left",
        "sources    7 not read",
        "generation 1 of 1",
        "model openai/example-large, strategy single, prompt brief-1 (abababab), seed 1, temperature 0.0",
        "4 calls, 2,705 tokens in, 360 out, cost unknown",
        "failures   ProviderError 1",
        "not read   gone0: FetchError: It is ␛[31mgone.",
        "and 2 more",
        "Norland denies it  (read in part)",
    ):
        assert words in ran.stdout, words
    newest = ran.stdout.split("newest documents\n")[1].splitlines()
    assert [line.split()[1] for line in newest] == ["2031-05-04", "2031-05-03", "2031-05-02", "2031-05-01"]


def test_the_same_as_json(invoke: Invoke, run: Path) -> None:
    told = json.loads(invoke("show", run, "--json").stdout)
    assert told["counts"]["done"] == 3
    assert told["settings"] == SETTINGS.data
    assert told["failures"] == {"ProviderError": 1}
    assert [head["title"] for head in told["newest"]] == ["Report 3", "Report 2", "Report 1", "Report 0"]


def test_a_run_without_answers(invoke: Invoke, tmp_path: Path) -> None:
    with open_run(tmp_path / "new.run", create=True, write=True) as opened:
        opened.add(FAILED, "lost.txt")
    ran = invoke("show", tmp_path / "new.run")
    assert ran.exit_code == 0
    assert "documents  1: 1 left" in ran.stdout
    assert "answers    none yet" in ran.stdout
    assert json.loads(invoke("show", tmp_path / "new.run", "--json").stdout)["settings"] is None
    assert invoke("show", tmp_path / "new.run", "--document", FAILED.id).exit_code == 3


def test_hits_name_document_place_and_words(invoke: Invoke, run: Path) -> None:
    lines = invoke("show", run, '"entry 2"').stdout.splitlines()
    assert lines[0] == f"{article(2).document.sha256[:12]}  text      Report 2"
    assert "entry 2 of the log" in lines[1]
    hits = json.loads(invoke("show", run, "ostria inspector", "--json", "--limit", "2").stdout)
    assert [(hit["where"], sorted(set(hit["matches"]))) for hit in hits] == [("F3", ["Ostria", "inspector"])] * 2
    assert "\ue000" not in hits[0]["snippet"]


@pytest.mark.parametrize("query", ["nonesuch", '"', "NOTHERE OR (", "-norland"])
def test_nothing_found_is_no_failure(invoke: Invoke, run: Path, query: str) -> None:
    ran = invoke("show", run, "--", query)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "matches" in ran.stderr
    assert invoke("show", run, "--json", "--", query).stdout == "[]\n"


@pytest.mark.parametrize("digits", [6, 12, 16, 64])
def test_a_brief_is_shown_as_summarize_shows_it(invoke: Invoke, run: Path, digits: int) -> None:
    one = article(2)
    ran = invoke("show", run, "--document", one.document.sha256[:digits])
    given = (one.brief(), one.document, segment(one.document.text))
    assert (ran.exit_code, ran.stdout) == (0, to_text(*given))
    with_evidence = invoke("show", run, "--document", one.document.sha256, "--show-evidence").stdout
    assert with_evidence == to_text(*given, show_evidence=True)
    assert invoke("show", run, "--document", one.document.id, "--json").stdout == to_json(one.brief())


def test_a_brief_of_a_part_exits_3(invoke: Invoke, run: Path) -> None:
    ran = invoke("show", run, "--document", article(3).document.id)
    assert ran.exit_code == 3
    assert "NOT READ" in ran.stdout


def test_a_document_without_a_brief_tells_what_became_of_it(invoke: Invoke, run: Path) -> None:
    ran = invoke("show", run, "--document", FAILED.id)
    assert ran.exit_code == 3
    assert ran.stdout.splitlines() == [
        f"{FAILED.sha256[:12]}  Lost at sea",
        "  found at   lost.txt",
        "  attempt 1  failed: ProviderError: Overloaded ␛[2J.",
        "  no brief",
    ]
    told = json.loads(invoke("show", run, "--document", FAILED.id, "--json").stdout)
    assert [attempt["outcome"] for attempt in told["attempts"]] == ["failed"]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--document", "ffffffffffff"], 19, "holds no document whose id begins with"),
        (["words", "--document", "ff"], 2, "not both"),
        (["--generation", "2"], 19, "has no generation 2"),
    ],
)
def test_what_is_not_there_is_said(invoke: Invoke, run: Path, args: list[str], code: int, words: str) -> None:
    ran = invoke("show", run, *args)
    assert (ran.exit_code, ran.stdout) == (code, "")
    assert words in ran.stderr
