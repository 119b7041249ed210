"""Articles, answers and engines are not trusted: nothing in them is obeyed by any format."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.evaluate.cases import score_log
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Log
from summarizer.evaluate.report import Report, report, to_html, to_json, to_junit, to_markdown, to_text
from summarizer.evaluate.report.markdown import BREAK, LIMIT
from summarizer.render.neutral import neutral, one_line
from summarizer.schema import Brief
from summarizer.score import Outcome
from tests.evaluate.report import runs
from tests.evaluate.report.page_text import ReportPage
from tests.render.sample import SENTENCES, Article, coverage
from tests.render.test_untrusted import ATTACKS, OBEYED, article_of

MORE = [
    "</script><script>alert(1)</script>",
    "]]><x/><![CDATA[",
    "```\nfence\n```",
    "a | b | c",
    "</details> <details open>",
    "@everyone see #12 and GH-3",
    "\ufffe\uffff no characters",
    "مرحبا بالعالم said so",
    "\x00\x01\x0b\x0c\x1f",
]
ISOLATES = "\u2068\u2069"
FORMATS = {"text": to_text, "markdown": to_markdown, "html": to_html, "json": to_json, "junit": to_junit}


@cache
def told(attack: str) -> Report:
    """A comparison in which the attack stands in the text, the entries, the names, the reasons and the head."""
    article, brief = article_of(attack)
    read = {**brief.model_dump(), "coverage": coverage(len(article.document.text))}
    brief = Brief.model_validate(read, context={"text": article.document.text})
    names = [f"{attack} {n}" for n in range(7)]
    golds = [runs.gold(name, article, brief) for name in names]

    def lose(answer: dict[str, Any]) -> None:
        answer["arms_flows"], answer["uncertainty"], answer["warnings"] = [], [], []

    a: dict[str, list[runs.Answer]] = {name: [runs.right] for name in names}
    b: dict[str, list[runs.Answer]] = {name: [lose] for name in names[:5]}
    return runs.compared(a, {**b, names[5]: [Outcome.REFUSED], names[6]: [Outcome.FAILED]}, golds)


@cache
def reasoned(attack: str) -> Report:
    """A run whose head and whose reasons carry the attack, and one invented span that does."""
    golds = [runs.gold(name) for name in ("one", "two", "three")]

    def invent(answer: dict[str, Any]) -> None:
        answer["warnings"][0]["evidence"][0]["text"] = attack

    log = runs.log({"one": [runs.right], "two": [runs.right], "three": [invent]}, golds, model=attack, prompt=attack)
    entries = (
        runs.entry(golds[0], Outcome.REFUSED, reason=attack),
        runs.entry(golds[1], Outcome.FAILED, reason=attack),
        *log.entries[2:],
    )
    return report(score_log(Log(log.head, entries), golds))


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
@pytest.mark.parametrize("name", FORMATS)
def test_no_format_passes_on_what_a_terminal_obeys(name: str, attack: str) -> None:
    for one in (told(attack), reasoned(attack)):
        assert not OBEYED.search(FORMATS[name](one))


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
def test_a_page_keeps_words_as_words(attack: str) -> None:
    names = {name for name, _ in ReportPage(to_html(runs.compared({"a": [runs.right]}, {"a": [runs.right]}))).elements}
    for one in (told(attack), reasoned(attack)):
        html = to_html(one)
        page = ReportPage(html)
        assert {name for name, _ in page.elements} <= names | {"li", "b"}
        assert [name for name, _ in page.elements].count("script") == 1
        assert not any(key.startswith("on") for _, given in page.elements for key in given)
        assert neutral(attack) in "".join(page.words) or one_line(attack) in "".join(page.words)


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
def test_markdown_keeps_words_as_words(attack: str) -> None:
    for one in (told(attack), reasoned(attack)):
        shown = to_markdown(one)
        own = re.sub(r"^</?details>(<summary>[^<]*</summary>)?$", "", shown, flags=re.MULTILINE).replace("<br>", " ")
        blocks = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(own)
        inside = [token for block in blocks for token in block.children or ()]
        kinds = {token.type for token in (*blocks, *inside)}
        assert not kinds & {"link_open", "image", "html_block", "html_inline", "code_inline", "fence", "s_open"}
        assert sum(block.type == "table_open" for block in blocks) == 1
        assert sum(block.type == "heading_open" for block in blocks) == 1
        words = "".join(token.content for token in inside if token.type.startswith("text"))
        assert not re.search(r"@\w|#\d|\bGH-\d", words)
        assert one_line(attack).strip(ISOLATES) in words.replace("\u200b", "")
        assert shown.count("<details>") == shown.count("</details>")


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
def test_xml_keeps_words_as_words(attack: str) -> None:
    for one in (told(attack), reasoned(attack)):
        root = ET.fromstring(to_junit(one))
        tags = {element.tag for element in root.iter()}
        assert tags <= {
            *("testsuites", "testsuite", "properties", "property", "testcase"),
            *("failure", "error", "skipped", "system-out"),
        }
        names = [case.get("name") for case in root.findall("testsuite")[0].findall("testcase")]
        assert len(names) == len(one.documents)


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
def test_json_alters_nothing(attack: str) -> None:
    for one in (told(attack), reasoned(attack)):
        data = json.loads(to_json(one))
        assert [d["name"] for d in data["documents"]] == [d.name for d in one.documents]
        assert data["run"]["model"] == one.sheet.head.model


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if neutral(attack) == attack])
def test_text_keeps_words_as_words(attack: str) -> None:
    assert one_line(attack) in to_text(reasoned(attack), width=400)


def long_gold(name: str) -> Gold:
    article = Article([f"{sentence} {'日本 & @more ' * 60}." for sentence in SENTENCES])
    return runs.gold(name, article)


def test_the_attack_reaches_every_place() -> None:
    one = told(ATTACKS[0])
    assert one.outcomes[Outcome.SCORED] == 5
    assert {change.item.section.value for _, change in one.changes("lost")} >= {"flows", "claims", "uncertainty"}


def test_markdown_is_bounded_and_says_what_it_leaves_out() -> None:
    names = [f"{'long @name & ' * 30}{n}" for n in range(120)]
    golds = [long_gold(name) for name in names]
    answers: dict[str, list[runs.Answer]] = {name: [runs.no_flows] for name in names[:-40]}
    refused: dict[str, list[runs.Answer]] = {name: [Outcome.REFUSED] for name in names[-40:]}
    shown = to_markdown(runs.compared({name: [runs.right] for name in names}, {**answers, **refused}, golds))
    assert len(shown.encode("utf-8")) <= LIMIT
    assert re.search(r"- and \d+ more", shown)
    assert shown.count("<details>") == shown.count("</details>")


WILD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\x07\x08\x1b\x9b\r\n\t\u202e\u2066\u2028\ufffe[]<>&*_`|#\\$@:\"'"),
    ),
    min_size=1,
    max_size=30,
).filter(lambda words: bool(words.strip()))


@settings(max_examples=25, deadline=None)
@given(WILD)
def test_no_words_break_a_report(words: str) -> None:
    one = reasoned(words)
    for name, render in FORMATS.items():
        assert not OBEYED.search(render(one)), name
    ReportPage(to_html(one))
    ET.fromstring(to_junit(one))
    assert json.loads(to_json(one))["run"]["model"] == words


def test_a_break_has_no_width() -> None:
    assert MarkdownIt().renderInline(f"@{BREAK}name") == "@\u200bname"
