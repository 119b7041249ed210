"""Document text is data: nothing in it is obeyed by a terminal, a Markdown reader or a browser."""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from summarizer.render import to_html, to_json, to_markdown, to_rich, to_text
from summarizer.render.markdown import escape
from summarizer.render.neutral import neutral, one_line
from summarizer.schema import Brief
from tests.render.page_text import Page
from tests.render.sample import ARTICLE, Article, coverage, provenance

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066\u2067]")

ATTACKS = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;owned\x07",
    "\x9b2Jgone",
    "back\x08\x08\x08space",
    "over\rwritten",
    "\u202egnirts\u202c",
    "\u2066isolate\u2069",
    "[bold red]markup[/bold red] [link=http://example.org]x[/link]",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    "# heading *stars* _under_ `code` [a](javascript:x) ![i](http://example.org/i.png) | a | b |",
    "&lt;b&gt; &amp;amp;",
    'quote" onclick="x',
    "http://example.org/track www.example.org me@example.org $x^2$ ~~gone~~",
    "1. one",
    "- dash",
    "====",
    "[^S2]: stolen footnote",
]


def article_of(attack: str) -> tuple[Article, Brief]:
    """An article whose every sentence, name and note carries the attack."""
    article = Article(
        [attack, f"{attack} was said.", f"They could {attack} it."], title=attack, outlet=attack, url=attack
    )
    one = [article.s(1)]
    parties = [
        {"id": "P1", "name": attack, "kind": "state", "country": None, "role": attack, "mentions": one},
    ]
    item = {"span": article.s(1), "category": "other", "quantity": article.s(1)}
    said = {"claimant": "P1", "claimant_kind": "media", "stance": "denies", "reported_by": "P1", "evidence": one}
    data: dict[str, Any] = {
        "schema_version": "1",
        "document": article.document.info().model_dump(),
        "headline": " ".join(attack.split()[:15]) or "x",
        "key_points": [{"text": attack, "evidence": one}],
        "parties": parties,
        "arms_flows": [
            {"id": "F1", "supplier": "P1", "recipient": None, "stage": "sought", "items": [item], "claims": [said]}
        ],
        "official_quotes": [
            {
                "id": "Q1",
                "spans": one,
                "speaker": "P1",
                "speaker_name": attack,
                "speaker_role": attack,
                "fragment": True,
            }
        ],
        "warnings": [
            {"id": "W1", "kind": "risk", "issuer": "P1", "target": "P1", "gist": "risk", "evidence": one},
        ],
        "uncertainty": [
            {"kind": "hedge", "sentence": article.s(3), "cue": article.words(3, attack), "about": "F1"},
        ],
        "coverage": coverage(
            0,
            complete=False,
            chunks=[{"start": 0, "end": len(attack), "status": "failed", "detail": attack}],
            dropped=[{"section": attack, "reason": attack, "answer": attack}],
        ),
        "provenance": provenance(model=attack, prompt=attack),
    }
    return article, Brief.model_validate(data, context={"text": article.document.text})


def every_format(article: Article, brief: Brief) -> dict[str, str]:
    given = (brief, article.document, article.segmentation)
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system=None, _environ={})
    with console.capture() as captured:
        console.print(to_rich(*given, show_evidence=True))
    return {
        "rich": captured.get(),
        "text": to_text(*given, show_evidence=True),
        "text, short": to_text(*given, width=50),
        "markdown": to_markdown(*given),
        "markdown, long": to_markdown(*given, show_evidence=True),
        "html": to_html(*given),
        "json": to_json(brief),
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_format_passes_on_what_a_terminal_obeys(attack: str) -> None:
    article, brief = article_of(attack)
    for name, shown in every_format(article, brief).items():
        assert not OBEYED.search(shown), name


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_keeps_words_as_words(attack: str) -> None:
    article, brief = article_of(attack)
    for show_evidence in (False, True):
        shown = to_markdown(brief, article.document, article.segmentation, show_evidence=show_evidence)
        reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        blocks = reader.parse(shown)
        inside = [token.type for block in blocks for token in block.children or ()]
        kinds = {block.type for block in blocks} | set(inside)
        forbidden = {"link_open", "image", "html_block", "html_inline", "code_inline", "fence", "table_open", "s_open"}
        assert not kinds & forbidden
        assert "ordered_list_open" not in kinds
        headings = [b.content for before, b in pairwise(blocks) if before.type == "heading_open"]
        assert len(headings) == (10 if show_evidence else 11)
        words = "".join(t.content for block in blocks for t in block.children or () if t.type.startswith("text"))
        assert one_line(attack) in words


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_keeps_words_as_words(attack: str) -> None:
    article, brief = article_of(attack)
    page = Page(to_html(brief, article.document, article.segmentation))
    plain = Page(to_html(ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation))
    assert {name for name, _ in page.elements} <= {name for name, _ in plain.elements} | {
        "div",
        "strong",
        "details",
        "summary",
    }
    assert [name for name, _ in page.elements].count("script") == 1
    assert not any(key.startswith("on") for _, given in page.elements for key in given)
    assert neutral(attack) in "".join(page.words)


@pytest.mark.parametrize("bare", ["http://example.org", "www.example.org", "me@example.org", "$5 and $6"])
def test_bare_addresses_and_mathematics_are_broken_up(bare: str) -> None:
    assert bare not in escape(bare)
    assert MarkdownIt().renderInline(escape(bare)) == bare


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("\x9b2J", "<U+009B>2J"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u2028b\r\nc\rd", "a b\nc d"),
        ("tab\tand line\n", "tab\tand line\n"),
        ("naïve 日本 می‌روم 👩‍👩", "naïve 日本 می‌روم 👩‍👩"),
    ],
)
def test_controls_become_signs(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_words_that_run_right_to_left_are_isolated() -> None:
    assert one_line("  ab  c ") == "ab c"
    assert one_line("שלום") == "\u2068שלום\u2069"


WILD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\x07\x08\x1b\x9b\r\n\t\u202e\u2066\u2028[]<>&*_`|#\\$@:\"'"),
    ),
    min_size=1,
    max_size=40,
).filter(lambda words: re.search(r"\S", words.strip()) is not None)


@settings(max_examples=60, deadline=None)
@given(WILD)
def test_rendering_never_fails(words: str) -> None:
    article, brief = article_of(words)
    for name, shown in every_format(article, brief).items():
        assert not OBEYED.search(shown), name
        assert "\n" in shown
    assert Brief.parse(to_json(brief), article.document.text) == brief
    Page(to_html(brief, article.document, article.segmentation))


@given(WILD)
def test_neutral_text_keeps_its_letters(words: str) -> None:
    def letters(text: str) -> str:
        return "".join(c for c in text if unicodedata.category(c)[0] == "L")

    shown = re.sub(r"<U\+[0-9A-F]{4,6}>", "", neutral(words))
    assert letters(shown) == letters(re.sub(r"<U\+[0-9A-F]{4,6}>", "", words))
