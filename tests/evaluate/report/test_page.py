"""The page: nothing from elsewhere, links that work without the script, and pieces of text that it can light up."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from summarizer.evaluate.report import report, to_html
from summarizer.evaluate.report.model import DocumentReport
from summarizer.evaluate.report.page import anchors
from summarizer.evaluate.report.source import Source
from summarizer.score import Outcome
from tests.evaluate.report import runs
from tests.evaluate.report.page_text import ReportPage
from tests.render.sample import ARTICLE

NAMES = [f"doc-{letter}" for letter in "abcdefgh"]
B: dict[str, list[runs.Answer]] = {
    **{name: [runs.right] for name in NAMES},
    "doc-a": [runs.no_warnings],
    "doc-b": [runs.one_more_flow],
    "doc-c": [Outcome.REFUSED],
}
A: dict[str, list[runs.Answer]] = {name: [runs.other_stage] for name in NAMES}
TOLD = runs.compared(A, B)
HTML = to_html(TOLD)
PAGE = ReportPage(HTML)


def test_nothing_is_loaded_and_only_its_own_script_may_run() -> None:
    assert not PAGE.attributes("src")
    assert not re.search(r"url\(|@import|https?:", HTML)
    assert {href[0] for href in PAGE.attributes("href")} == {"#"}
    policy = next(value for value in PAGE.attributes("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'")
    for element in ("style", "script"):
        content = HTML.split(f"<{element}>")[1].split(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert not PAGE.attributes("style")
    assert not any(key.startswith("on") for _, given in PAGE.elements for key in given)


def test_light_dark_and_narrow() -> None:
    for words in ("color-scheme: light dark", "prefers-color-scheme: dark", "max-width: 40rem", "width=device-width"):
        assert words in HTML


def test_every_link_has_its_anchor_and_no_anchor_is_twice() -> None:
    ids = PAGE.attributes("id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in PAGE.attributes("href")} <= set(ids)
    assert {f"doc-{name}" for name in NAMES} <= set(ids)


def test_every_document_is_there_with_its_outcome() -> None:
    documents = PAGE.of_class("document")
    assert [d["data-name"] for d in documents] == NAMES
    assert [d["data-outcome"] for d in documents].count("refused") == 1
    assert "open" not in {key for d in documents for key in d}


def test_the_text_stands_there_once_and_whole() -> None:
    sources = re.findall(r'<div class="text"[^>]*>(.*?)</div>', HTML, re.DOTALL)
    assert len(sources) == len(NAMES)
    bare = re.sub(r"<[^>]+>", "", re.sub(r"<sup[^>]*>S\d+</sup>", "", sources[0]))
    assert bare == ARTICLE.document.text


@pytest.mark.parametrize("word", ["missed", "found", "spurious", "lost", "won", "newly-spurious"])
def test_entries_can_be_filtered_by(word: str) -> None:
    assert PAGE.of_class(word)
    assert word in PAGE.attributes("value")


def test_filters_wait_for_their_script() -> None:
    (bar,) = PAGE.of_class("filters")
    assert "hidden" in bar


def test_a_run_alone_has_no_words_of_comparison() -> None:
    alone = ReportPage(to_html(report(runs.sheet({"doc-a": [runs.right]}))))
    assert not {"lost", "won", "newly-spurious"} & set(alone.attributes("value"))
    assert "Compared" not in alone.words


def test_entries_name_the_pieces_of_their_words() -> None:
    (case,) = runs.sheet({"one": [runs.one_more_flow]}).cases
    document = DocumentReport(case)
    source = Source(document, "doc-one")
    text = case.gold.document.text
    for row in document.rows:
        for item in (row.gold, row.predicted):
            if item is None:
                continue
            ranges = [range(int(a), int(b) + 1) for a, b in re.findall(r"(\d+)-(\d+)", source.ranges(item.places))]
            lit = "".join(text[slice(*source.pieces[n])] for numbers in ranges for n in numbers)
            wanted = "".join(text[start:end] for start, end in item.places)
            assert lit == wanted, item.label


def test_pieces_are_the_sentences_cut_up() -> None:
    (case,) = runs.sheet({"one": [runs.right]}).cases
    document = DocumentReport(case)
    pieces = Source(document, "x").pieces
    assert "".join(case.gold.document.text[a:b] for a, b in pieces) == "".join(
        case.gold.document.text[s.start : s.end] for s in document.segmentation.sentences
    )
    assert all(a < b for a, b in pieces)


def test_drawn_intervals_stay_inside_their_drawing() -> None:
    bars = [given for name, given in PAGE.elements if name == "rect"]
    assert bars
    for bar in bars:
        x, width = float(bar["x"] or 0), float(bar["width"] or 0)
        assert x >= -0.1
        assert x + width <= 121.1


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "b"], ["doc-a", "doc-b"]),
        (["a b", "a-b", "a.b"], ["doc-a-b", "doc-a-b-2", "doc-a-b-3"]),
        (["<>", "日本"], ["doc-x", "doc-x-2"]),
    ],
)
def test_anchors_are_plain_and_their_own(names: list[str], expected: list[str]) -> None:
    assert list(anchors(names).values()) == expected
    assert list(anchors(names)) == names
