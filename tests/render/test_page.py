"""The page: anchors that work without a script, marks for it, and nothing that is loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from summarizer.render import to_html
from summarizer.render.element import Html, join, tag
from summarizer.schema import Brief
from tests.render.page_text import Page
from tests.render.sample import ARTICLE, Article, coverage

HTML = to_html(ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation)
PAGE = Page(HTML)


def test_every_reference_has_its_anchor() -> None:
    ids = PAGE.attributes("id")
    assert ids == [f"s{n}" for n in range(1, 9)]
    targets = [href.removeprefix("#") for href in PAGE.attributes("href")]
    assert targets
    assert set(targets) <= set(ids)


def test_every_statement_names_what_it_rests_on() -> None:
    rests = PAGE.attributes("data-rests")
    assert "s2 s3" in rests
    assert {name for rest in rests for name in rest.split()} <= set(PAGE.attributes("id"))


def test_quotations_and_cues_are_marked_exactly() -> None:
    marked = {name for names in PAGE.attributes("data-marks") for name in names.split()}
    assert marked == {"Q1", "U1", "U2", "U3", "U4"}
    assert marked == set(PAGE.attributes("data-exact"))
    assert '<span data-marks="Q1">We have seen the crates,</span>' in HTML


def test_the_source_stands_there_whole() -> None:
    words = "".join(PAGE.words)
    shown = words[words.index("Source text") + len("Source text") :]
    assert re.sub(r"S\d+(?=[A-Z“])", "", shown).strip() == ARTICLE.document.text


def test_marks_that_cross_sentences_and_each_other_nest() -> None:
    article = Article(["“One went on.", "And on again,” he said."])
    text = article.document.text
    data = ARTICLE.data() | {
        "document": article.document.info().model_dump(),
        "key_points": [{"text": "He went on.", "evidence": [article.s(1)]}],
        "parties": [],
        "arms_flows": [],
        "warnings": [],
        "uncertainty": [],
        "coverage": coverage(len(text)),
        "official_quotes": [
            {
                "id": f"Q{n}",
                "spans": [article.document.span(start, end).model_dump()],
                "speaker": None,
                "speaker_name": None,
                "speaker_role": None,
                "fragment": False,
            }
            for n, (start, end) in enumerate([(1, text.index("”")), (5, 20)], start=1)
        ],
    }
    page = Page(to_html(Brief.model_validate(data, context={"text": text}), article.document, article.segmentation))
    assert set(page.attributes("data-marks")) == {"Q1", "Q1 Q2"}
    assert "speaker not named" in "".join(page.words)


def test_nothing_is_loaded_and_only_its_own_script_may_run() -> None:
    assert not PAGE.attributes("src")
    assert not re.search(r"url\(|@import|https?:", HTML)
    policy = next(value for value in PAGE.attributes("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'")
    for element in ("style", "script"):
        content = HTML.split(f"<{element}>")[1].split(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy


def test_light_and_dark() -> None:
    assert "color-scheme: light dark" in HTML
    assert "prefers-color-scheme: dark" in HTML
    assert ".sentence:target" in HTML


def test_stretches_that_were_not_read_are_hatched() -> None:
    chunks = [
        {"start": 0, "end": ARTICLE.s(6)["end"], "status": "read", "detail": None},
        {"start": ARTICLE.s(7)["start"], "end": ARTICLE.s(8)["end"], "status": "failed", "detail": "no answer"},
    ]
    brief = ARTICLE.brief(coverage=coverage(0, complete=False, chunks=chunks))
    page = Page(to_html(brief, ARTICLE.document, ARTICLE.segmentation))
    unread = [given["id"] for _, given in page.elements if given.get("class") == "sentence unread"]
    assert unread == ["s7", "s8"]


@pytest.mark.parametrize(
    ("element", "html"),
    [
        (tag("p", "a < b"), "<p>a &lt; b</p>"),
        (tag("p", tag("b", "&"), " c"), "<p><b>&amp;</b> c</p>"),
        (tag("a", href='"x"', lang=None), '<a href="&quot;x&quot;"></a>'),
        (tag("p", data_rests="s1", class_="flow"), '<p data-rests="s1" class="flow"></p>'),
        (join("<", Html("<br>")), "&lt;<br>"),
    ],
)
def test_words_are_escaped_when_they_enter_an_element(element: Html, html: str) -> None:
    assert element == html
