"""`summarizer eval`: run, record, report, compare, gate, bless, over real gold and a server in place of a provider."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summarizer.annotate.model import Annotations
from summarizer.cli.main import app
from tests.engines.accounts import TEXT, Json, full, saying
from tests.evaluate.sale import written
from tests.loopback import Loopback, ok, refusal

Eval = Callable[..., Result]
CASES = 8


def lossy() -> Json:
    """As the gold, without the second flow, and the quotation credited to the wrong party."""
    answer = full()
    answer["arms_flows"] = answer["arms_flows"][:1]
    answer["uncertainty"] = []
    answer["official_quotes"][0]["speaker"] = "N1"
    return answer


@pytest.fixture
def evaluate(loopback: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Eval:
    """`summarizer eval ...` in a folder with a folder `gold` of eight accounts; the provider is the loopback server."""
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: Annotations())
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold").mkdir()
    for n in range(CASES):
        written(tmp_path / "gold", name=f"case{n}", text=TEXT + "Finis. " * (n + 1) + "\n")

    def run(*args: str) -> Result:
        return CliRunner().invoke(app, ["eval", *args], prog_name="summarizer")

    return run


def ran(evaluate: Eval, server: Loopback, answer: Json, log: str, *more: str) -> Result:
    server.script(ok(saying(answer)))
    return evaluate("run", "gold", "--model", "openai/test", "--out", log, *more)


@pytest.fixture
def baseline(evaluate: Eval, loopback: Loopback) -> str:
    """A blessed run whose answers are all right."""
    assert ran(evaluate, loopback, full(), "good.jsonl", "--live").exit_code == 0
    told = evaluate("bless", "good.jsonl", "--baseline", "base.jsonl", "--by", "Ana", "--why", "first run")
    assert told.exit_code == 0
    return "base.jsonl"


def test_a_run_prints_its_scores_and_says_on_stderr_how_it_goes(evaluate: Eval, loopback: Loopback) -> None:
    told = ran(evaluate, loopback, full(), "log.jsonl", "--live")
    assert told.exit_code == 0
    assert "8 scored, 0 refused, 0 failed, 0 not run" in told.stdout
    assert "headline" in told.stdout
    assert "case7 scored" in told.stderr
    assert "scored" not in told.stdout.partition("8 documents")[0]
    assert not Path("evals").exists()


def test_a_quiet_run_says_nothing_and_a_format_is_a_format(evaluate: Eval, loopback: Loopback) -> None:
    told = ran(evaluate, loopback, full(), "log.jsonl", "--live", "-q", "--format", "json")
    assert told.stderr == ""
    assert isinstance(json.loads(told.stdout), dict)


def test_what_is_recorded_is_scored_without_a_model(evaluate: Eval, loopback: Loopback) -> None:
    loopback.script(ok(saying(full())))
    kept = evaluate("record", "gold", "--model", "openai/test", "--records", "kept")
    assert (kept.exit_code, kept.stdout) == (0, "kept: 8 answers new, 0 kept already, 8 documents\n")
    again = evaluate("record", "gold", "--model", "openai/test", "--records", "kept")
    assert again.stdout == "kept: 0 answers new, 8 kept already, 8 documents\n"
    asked = len(loopback.requests)
    told = evaluate("run", "gold", "--model", "openai/test", "--records", "kept", "--recorded")
    assert "8 scored" in told.stdout
    assert len(loopback.requests) == asked


def test_recording_what_refuses_ends_with_its_own_code(evaluate: Eval, loopback: Loopback) -> None:
    loopback.script(refusal())
    told = evaluate("record", "gold", "--model", "openai/test", "--records", "kept", "--only", "case0")
    assert told.exit_code == 17
    assert "refused" in told.stderr


def test_without_records_nothing_was_run_and_nothing_is_zero(evaluate: Eval) -> None:
    told = evaluate("run", "gold", "--model", "openai/test", "--records", "kept", "--recorded")
    assert "0 scored, 0 refused, 0 failed, 8 not run" in told.stdout
    assert "0.000" not in told.stdout


def test_the_same_answers_are_the_same(evaluate: Eval, baseline: str) -> None:
    told = evaluate("compare", baseline, "good.jsonl")
    assert told.exit_code == 0
    assert "same within margin" in told.stdout
    assert "worse" not in told.stdout.replace("better, worse", "")


def test_lost_entries_are_listed_with_their_sentences(evaluate: Eval, loopback: Loopback, baseline: str) -> None:
    ran(evaluate, loopback, lossy(), "new.jsonl", "--live")
    told = evaluate("compare", baseline, "new.jsonl", "--format", "json")
    assert "Lavria denied that it had received mines" in told.stdout
    figures = {f["name"]: f for f in json.loads(told.stdout)["comparison"]["figures"]}
    assert figures["flows"]["verdict"] == "worse"
    assert figures["warnings"]["verdict"] == "same within margin"


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [(full(), 0, "passed"), (lossy(), 16, "worse")],
)
def test_the_gate(evaluate: Eval, loopback: Loopback, baseline: str, answer: Json, code: int, words: str) -> None:
    ran(evaluate, loopback, answer, "new.jsonl", "--live")
    told = evaluate("gate", "new.jsonl", "--baseline", baseline)
    assert told.exit_code == code, told.output
    assert words in told.stdout.lower()


def test_the_gate_tells_missing_answers_from_worse_ones(evaluate: Eval, loopback: Loopback, baseline: str) -> None:
    loopback.script(*[ok(saying(full()))] * 7, refusal())
    evaluate("run", "gold", "--model", "openai/test", "--live", "--out", "new.jsonl")
    assert evaluate("gate", "new.jsonl", "--baseline", baseline).exit_code == 17
    assert evaluate("gate", "new.jsonl", "--baseline", baseline, "--tolerance", "0.2").exit_code == 0


def test_the_gate_does_not_judge_by_too_little(evaluate: Eval, loopback: Loopback) -> None:
    ran(evaluate, loopback, full(), "few.jsonl", "--live", "--sample", "3")
    evaluate("bless", "few.jsonl", "--baseline", "few-base.jsonl", "--by", "Ana", "--why", "a few")
    assert evaluate("gate", "few.jsonl", "--baseline", "few-base.jsonl").exit_code == 18


def test_a_run_nobody_blessed_is_no_baseline(evaluate: Eval, baseline: str) -> None:
    told = evaluate("gate", "good.jsonl", "--baseline", "good.jsonl")
    assert told.exit_code == 4
    assert "bless" in told.stderr


def test_a_blessing_says_who_why_and_from_where(evaluate: Eval, loopback: Loopback, baseline: str) -> None:
    ran(evaluate, loopback, full(), "new.jsonl", "--live")
    evaluate("bless", "new.jsonl", "--baseline", baseline, "--by", "Ben", "--why", "new prompt")
    blessing = json.loads(Path(baseline).read_text().partition("\n")[0])["blessing"]
    assert (blessing["by"], blessing["why"]) == ("Ben", "new prompt")
    assert len(blessing["prompt_sha256"]) == 64
    assert len(blessing["moved_from"]) == 16


@pytest.mark.parametrize("who", [("--by", " ", "--why", "x"), ("--by", "Ana", "--why", "")])
def test_a_blessing_without_name_or_reason_is_refused(evaluate: Eval, baseline: str, who: tuple[str, ...]) -> None:
    before = Path(baseline).read_bytes()
    assert evaluate("bless", "good.jsonl", "--baseline", baseline, *who).exit_code not in (0, 1)
    assert Path(baseline).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", "<!doctype html>"), ("r.json", "{"), ("r.xml", "<?xml"), ("r.md", "#"), ("r.txt", "Evaluation of")],
)
def test_a_report_is_written_as_its_name_says(
    evaluate: Eval, loopback: Loopback, baseline: str, name: str, begins: str
) -> None:
    ran(evaluate, loopback, lossy(), "new.jsonl", "--live")
    told = evaluate("report", "new.jsonl", "--against", baseline, "--out", name)
    assert (told.exit_code, told.stdout) == (0, "")
    assert Path(name).read_text().startswith(begins)
    if name == "r.xml":
        assert len(ET.parse(name).getroot().findall(".//testcase")) >= CASES


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("run", "nowhere"), 4, "no folder nowhere"),
        (("run", "gold", "--only", "casex"), 4, "no case 'casex'"),
        (("run", "gold", "--live", "--recorded"), 2, "exclude each other"),
        (("run", "gold", "--engine", "rules", "--out", "gold/case0.txt"), 11, "no log"),
        (("report", "nothing.jsonl"), 4, "cannot be read"),
        (("report", "gold/case0.txt"), 4, "not a log"),
        (("compare", "good.jsonl", "good.jsonl", "--gold", "elsewhere"), 4, "is not at elsewhere"),
        (("report", "good.jsonl", "--out", "report.odt"), 11, "does not tell its format"),
        (("report", "good.jsonl", "--out", "no/where.md"), 11, "no folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    evaluate: Eval, baseline: str, args: tuple[str, ...], code: int, words: str
) -> None:
    told = evaluate(*args)
    assert told.exit_code == code, told.output
    assert words in " ".join(told.stderr.replace("│", " ").split())
    assert "Traceback" not in told.output
