"""What every format must say, whatever it looks like."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from summarizer.render import to_html, to_json, to_markdown, to_rich, to_text
from summarizer.schema import Brief
from tests.render.page_text import words_of_page
from tests.render.sample import ARTICLE, SENTENCES, Article, claim, coverage, flow, provenance

Render = Callable[[Brief, Article], str]


def text(brief: Brief, article: Article) -> str:
    return to_text(brief, article.document, article.segmentation, width=1000)


def markdown(brief: Brief, article: Article) -> str:
    return to_markdown(brief, article.document, article.segmentation)


def page(brief: Brief, article: Article) -> str:
    return words_of_page(to_html(brief, article.document, article.segmentation))


def terminal(brief: Brief, article: Article) -> str:
    console = Console(file=io.StringIO(), width=105, force_terminal=True, color_system="truecolor", _environ={})
    with console.capture() as captured:
        console.print(to_rich(brief, article.document, article.segmentation))
    return captured.get()


EVERY = pytest.mark.parametrize("render", [text, markdown, page], ids=["text", "markdown", "html"])

READ_IN_PART = coverage(
    0,
    complete=False,
    chunks=[
        {"start": 0, "end": ARTICLE.s(2)["end"], "status": "read", "detail": None},
        {"start": ARTICLE.s(3)["start"], "end": ARTICLE.s(5)["end"], "status": "refused", "detail": "it declined"},
        {"start": ARTICLE.s(6)["start"], "end": ARTICLE.s(8)["end"], "status": "truncated", "detail": None},
    ],
)


@EVERY
@pytest.mark.parametrize(
    "words",
    [
        "Norland accused of shipping rockets to Sudria",
        "Coast Gazette",
        "2025-03-03",
        ARTICLE.document.sha256[:12],
        "Westmark says Norland delivered rocket launchers to Sudria; Norland denies it",
        "rocket launchers (artillery, quantity: dozens of)",
        "unnamed source",
        "reported by The Harbour Courier",
        "“We have seen the crates,” … “and we know the port.”",
        "Arno Vell, spokesman",
        "Westmark to Norland: Sanctions follow unless the shipments stop.",
        "Unnamed sources",
        "The number of launchers was not disclosed.",
        "Arms Registry (international organisation)",
        "openai/example-large",
        "cost unknown",
        "brief-1 (abababab)",
        "2 calls",
    ],
)
def test_a_reader_meets(render: Render, words: str) -> None:
    assert words in render(ARTICLE.brief(), ARTICLE)


@EVERY
def test_sections_stand_in_reading_order(render: Render) -> None:
    names = [
        "key points",
        "claimed flows",
        "official quotes",
        "warnings",
        "what is not certain",
        "parties",
        "answered and dropped",
        "made by",
    ]
    dropped = coverage(10, dropped=[{"section": "arms_flows", "reason": "no such number", "answer": "F9"}])
    shown = render(ARTICLE.brief(coverage=dropped), ARTICLE).lower()
    places = [shown.index(name) for name in names]
    assert places == sorted(places)


@EVERY
def test_what_was_not_read_comes_before_what_was(render: Render) -> None:
    shown = render(ARTICLE.brief(coverage=READ_IN_PART), ARTICLE)
    assert shown.index("NOT READ") < shown.index("Westmark says Norland")
    first, last = ARTICLE.s(3)["start"], ARTICLE.s(5)["end"]
    assert f"S3 to S5 of 8 (characters {first} to {last}): refused, it declined" in shown
    assert "S6 to S8 of 8" in shown
    assert ": truncated" in shown


@EVERY
def test_a_reading_without_any_chunk_says_so(render: Render) -> None:
    shown = render(ARTICLE.brief(coverage=coverage(0, complete=False, chunks=[])), ARTICLE)
    assert "NOT READ" in shown
    assert "the whole document" in shown


@EVERY
def test_a_whole_reading_has_no_banner(render: Render) -> None:
    shown = render(ARTICLE.brief(), ARTICLE)
    assert "NOT READ" not in shown
    assert "RULES ALONE" not in shown
    assert "LEFT OUT" not in shown


@EVERY
def test_rules_alone_are_named(render: Render) -> None:
    by_rules = provenance(engine="rules", model=None, prompt=None, prompt_sha256=None, cost_usd=0.0)
    shown = render(ARTICLE.brief(provenance=by_rules), ARTICLE)
    assert shown.index("made by rules alone, no model") < shown.index("Westmark says Norland")
    assert "model none" in shown
    assert "cost 0.0000 USD" in shown


@EVERY
def test_losses_of_reading_are_told(render: Render) -> None:
    article = Article(SENTENCES, notes=("2 pages hold no text",))
    shown = render(article.brief(), article)
    assert "LEFT OUT" in shown
    assert "2 pages hold no text" in shown


@EVERY
def test_silence_is_said_aloud(render: Render) -> None:
    empty: dict[str, Any] = {"arms_flows": [], "official_quotes": [], "warnings": [], "uncertainty": []}
    assert render(ARTICLE.brief(**empty), ARTICLE).count("none found") == 4
    in_part = render(ARTICLE.brief(**empty, coverage=READ_IN_PART), ARTICLE)
    assert in_part.count("none found in the part that was read") == 4


@pytest.mark.parametrize(
    ("stances", "drawn", "standing"),
    [
        (["asserts"], ("──▶", "→"), "asserted"),
        (["asserts", "suspects"], ("──▶", "→"), "asserted, suspected"),
        (["suspects"], ("┈┈▶", "⇢"), "suspected"),
        (["asserts", "denies"], ("╌?╌▶", "⇢?"), "asserted, denied"),
        (["suspects", "finds_no_evidence"], ("╌?╌▶", "⇢?"), "suspected, no evidence found"),
        (["denies"], ("╌x╌▶", "↛"), "denied"),
        (["finds_no_evidence"], ("╌x╌▶", "↛"), "no evidence found"),
        (["denies", "finds_no_evidence"], ("╌x╌▶", "↛"), "denied, no evidence found"),
    ],
)
def test_a_denial_is_never_drawn_as_a_fact(stances: list[str], drawn: tuple[str, str], standing: str) -> None:
    claims = [claim("P1", "government", stance, [ARTICLE.s(2)]) for stance in stances]
    brief = ARTICLE.brief(arms_flows=[flow("F1", "P1", "P2", "delivered", [], claims)], uncertainty=[])
    assert f"Norland {drawn[0]} Sudria  [delivered: {standing}]" in text(brief, ARTICLE)
    assert f"### F1: Norland {drawn[1]} Sudria (delivered: {standing})" in markdown(brief, ARTICLE)
    assert f"to (delivered: {standing})" in to_html(brief, ARTICLE.document, ARTICLE.segmentation)


@EVERY
@pytest.mark.parametrize(
    ("stage", "beside", "line"),
    [
        ("halted", "halted: asserted", "halted"),
        ("negotiating", "negotiating: asserted", "negotiating"),
        ("unspecified", "asserted", "not stated"),
    ],
)
def test_how_far_it_got_stands_beside_the_arrow(render: Render, stage: str, beside: str, line: str) -> None:
    claims = [claim("P1", "government", "asserts", [ARTICLE.s(2)])]
    shown = render(ARTICLE.brief(arms_flows=[flow("F1", "P1", "P2", stage, [], claims)], uncertainty=[]), ARTICLE)
    heading = shown[shown.index("F1") :].partition("materiel not named")[0].lower()
    assert beside in heading
    assert heading.count(line) == (2 if stage != "unspecified" else 1)


@EVERY
@pytest.mark.parametrize(
    ("given", "words"),
    [
        (claim("P3", "official", "asserts", []), "Arno Vell (official) asserts"),
        (claim("P1", "government", "denies", []), "Norland (government) denies"),
        (claim("P5", "international_organisation", "finds_no_evidence", []), "organisation) finds no evidence"),
        (claim("P7", "anonymous_source", "suspects", []), "unnamed source (Westmark) suspects"),
        (claim(None, "anonymous_source", "asserts", []), "unnamed source asserts"),
        (claim(None, "unattributed", "asserts", []), "the document itself (unattributed) asserts"),
        (claim(None, "expert", "suspects", []), "not named (expert) suspects"),
        (claim("P3", "official", "asserts", [], "P4"), "asserts, reported by The Harbour Courier"),
    ],
)
def test_who_says_it_and_how(render: Render, given: dict[str, Any], words: str) -> None:
    claims = [{**given, "evidence": [ARTICLE.s(2)]}]
    shown = render(ARTICLE.brief(arms_flows=[flow("F1", None, None, "sought", [], claims)], uncertainty=[]), ARTICLE)
    assert words in shown.replace("**", "")
    assert shown.count("not named") >= 2
    assert "materiel not named" in shown


def test_references_lead_to_the_sentences() -> None:
    shown = text(ARTICLE.brief(), ARTICLE)
    assert "Arno Vell (official) asserts [S2] [S3]" in shown
    evidence = shown[shown.index("EVIDENCE") :]
    assert all(words in evidence for words in SENTENCES[1:])
    assert f"S1   {SENTENCES[0]}" not in evidence


def test_markdown_references_are_footnotes() -> None:
    shown = markdown(ARTICLE.brief(), ARTICLE)
    assert "(official) **asserts** [^S2] [^S3]" in shown
    assert f"[^S4]: Sentence 4: {SENTENCES[3]}" in shown


def test_evidence_written_out_stands_beneath_its_claim() -> None:
    shown = to_text(ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation, width=1000, show_evidence=True)
    assert f"Norland (government) denies [S4]\n        S4   {SENTENCES[3]}" in shown
    assert "EVIDENCE" not in shown
    shown = to_markdown(ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation, show_evidence=True)
    assert f"**denies** \\[S4\\]\n  - S4: {SENTENCES[3]}" in shown
    assert "[^" not in shown


def test_dropped_answers_are_counted_and_listed_on_demand() -> None:
    dropped = [{"section": "arms_flows", "reason": "no such number", "answer": f"F{n}: 12 tanks"} for n in (8, 9)]
    brief = ARTICLE.brief(coverage=coverage(10, dropped=dropped))
    short = text(brief, ARTICLE)
    assert "2 answers were dropped" in short
    assert "2 × arms flows: no such number" in short
    assert "12 tanks" not in short
    full = to_text(brief, ARTICLE.document, ARTICLE.segmentation, width=1000, show_evidence=True)
    assert "F8: 12 tanks" in full
    assert "F9: 12 tanks" in full


@pytest.mark.parametrize("width", [40, 72, 100])
def test_text_keeps_to_its_width(width: int) -> None:
    shown = to_text(ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation, width=width, show_evidence=True)
    assert max(len(line) for line in shown.splitlines()) <= width
    assert shown.endswith("\n")
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_plain_text_is_the_coloured_text_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "33")
    shown = to_text(ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation)
    assert "\x1b" not in shown
    assert max(len(line) for line in shown.splitlines()) > 33
    assert "\x1b[" in terminal(ARTICLE.brief(), ARTICLE)


def test_json_is_the_brief_and_nothing_else() -> None:
    brief = ARTICLE.brief()
    shown = to_json(brief)
    assert shown.endswith("}\n")
    assert list(json.loads(shown)) == list(Brief.model_fields)
    assert Brief.parse(shown, ARTICLE.document.text) == brief
    assert to_json(ARTICLE.brief()) == shown
