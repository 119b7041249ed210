"""Connecting text: what a model writes stands only as far as the statements it cites hold it."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from summarizer.engines.client import Client
from summarizer.engines.providers import connect
from summarizer.note.compose import compose
from summarizer.note.model import Note, Section
from summarizer.note.prose import Paragraph, Written, checked, messages, write
from summarizer.note.statements import statements
from summarizer.prompts import DEFAULTS, NOTE, load
from tests.loopback import Loopback, ok
from tests.note.reports import radars

PROMPT = load(DEFAULTS[NOTE])
GOOD = "Norway is said to have delivered radars to Peru, which denies it."


def result(text: str, *cites: str) -> tuple[list[str], tuple[str, ...]]:
    note = compose(radars())
    prose = checked(statements(note), Paragraph(sentences=[Written(text=text, cites=list(cites))]), "m", PROMPT)
    return [s.text for s in prose.sentences], prose.dropped


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        (GOOD, ["F1"]),
        ("Talks on helicopters for Ghana may be under way, unnamed sources suspect.", ["F2"]),
        ("Chile warned Peru that the radars could start an arms race.", ["W1"]),
        (f"{GOOD[:-1]} [F1].", ["F1"]),
    ],
)
def test_what_stands(text: str, cites: list[str]) -> None:
    kept, dropped = result(text, *cites)
    assert dropped == ()
    assert kept == [text.replace(" [F1]", "")]


@pytest.mark.parametrize(
    ("text", "cites", "reason"),
    [
        (GOOD, [], "it cites nothing"),
        (GOOD, ["F77"], "it cites nothing"),
        (GOOD, ["F1", "F77"], "it cites an id that the note does not have"),
        ("", ["F1"], "it is empty"),
        ("Norway delivered radars to Peru.", ["F1"], "it tells a claim as a fact"),
        ("Norway is said to have delivered radars to Peru.", ["F1"], "it leaves out that somebody denies it"),
        (
            "Unnamed sources say that talks on helicopters for Ghana are under way.",
            ["F2"],
            "it makes more of a suspicion",
        ),
        (
            "Norway is said to have delivered 17 radars to Peru, which denies it.",
            ["F1"],
            "'17' is not in the cited words",
        ),
        (
            "Sweden is said to have delivered radars to Peru, which denies it.",
            ["F1"],
            "'sweden' is not in the cited words",
        ),
        ("Peru is said to have delivered radars to Norway, which is denied.", ["F1"], "it turns who gives"),
        ("Radars are said to have been delivered to Norway from Peru, which is denied.", ["F1"], "turns|swapped"),
        ("GM400 radars are said to have been delivered by Peru, which is denied.", ["F1"], "turns who gives"),
        ("Peru is said to have delivered radars, which is denied.", ["F1"], "not in its role"),
        ("Norway is said to have delivered radars to Peru, denied by Ingrid Solum.", ["F1"], "does not say that"),
        ("Ingrid Solum denies that Norway delivered radars to Peru.", ["F1"], "does not say that"),
        ("Norway is said to have delivered radars to Peru, confirmed by Peru.", ["F1"], "'confirmed' is no word of F1"),
        ("Norway is said to have delivered modern radars to Peru, which denies it.", ["F1"], "'modern' is no word"),
        ("Norway is said to have delivered helicopters to Peru, which denies it.", ["F1", "F2"], "is no word of F1"),
        ("Norway is said to have delivered radars to Peru, which denies it.", ["F1", "F2"], "says nothing of F2"),
        (
            "Talks on helicopters from Norway may be under way, denied by unnamed sources.",
            ["F2"],
            "a negation was added|nobody gives",
        ),
        ("We are told that Norway is said to have delivered radars to Peru.", ["F1"], "first person"),
        ("Peru warned Chile that the radars could start an arms race.", ["W1"], "who warns"),
        ("Chile warned Peru that the radars had started a war.", ["W1"], "is no word of W1|tense|'had'"),
    ],
)
def test_what_is_dropped(text: str, cites: list[str], reason: str) -> None:
    kept, dropped = result(text, *cites)
    assert kept == []
    assert re.search(reason, dropped[0])


@pytest.mark.parametrize(
    "text",
    [
        "Norway is said to have delivered radars to Peru, as asserted by Ingrid Solum, but this is denied by Peru.",
        "Norway is said to have delivered radars to Peru, which Peru denies, while talks on helicopters from Norway "
        "for Ghana may be under way.",
    ],
)
def test_two_clauses_may_rest_on_two_statements(text: str) -> None:
    cites = ["F1", "F2"] if "Ghana" in text else ["F1"]
    assert result(text, *cites) == ([text], ())


def test_a_sentence_stands_once() -> None:
    told = statements(compose(radars()))
    prose = checked(told, Paragraph(sentences=[Written(text=GOOD, cites=["F1"])] * 2), "m", PROMPT)
    assert ([s.text for s in prose.sentences], prose.dropped) == ([GOOD], ("it is written twice",))


def test_an_answer_that_is_cut_loses_only_its_own_statements(loopback: Loopback) -> None:
    loopback.script(ok('{"sentences": [', finish_reason="length"))

    async def run() -> Note:
        async with Client(connect("openai/test-model", base_url=loopback.url, api_key="none")) as client:
            return await write(compose(radars()), client, PROMPT)

    note = asyncio.run(run())
    assert note.prose is not None
    assert note.prose.sentences == ()
    assert note.prose.dropped[0].startswith("nothing was written on F1 to W1: ")


def test_through_a_model(loopback: Loopback) -> None:
    written = {"sentences": [{"text": GOOD, "cites": ["F1"]}, {"text": "Sweden says so.", "cites": ["F1"]}]}
    loopback.script(ok(json.dumps(written)))

    async def run() -> Note:
        connection = connect("openai/test-model", base_url=loopback.url, api_key="none")
        async with Client(connection) as client:
            return await write(compose(radars()), client, PROMPT)

    note = asyncio.run(run())
    assert note.prose is not None
    assert [s.text for s in note.prose.sentences] == [GOOD]
    assert len(note.prose.dropped) == 1
    assert (note.prose.prompt, note.prose.prompt_sha256) == (PROMPT.id, PROMPT.sha256)
    assert Section.PROSE in note.sections
    assert Note.from_json(note.to_json()) == note


def test_a_note_without_movements_asks_nobody(loopback: Loopback) -> None:
    async def run() -> Note:
        async with Client(connect("openai/test-model", base_url=loopback.url, api_key="none")) as client:
            return await write(compose([]), client, PROMPT)

    assert asyncio.run(run()).prose is None
    assert loopback.requests == []


def test_the_model_is_shown_statements_and_no_texts() -> None:
    note = compose(radars())
    shown = messages(statements(note), PROMPT)[-1]["content"]
    assert "F1: Norway is said to have delivered" in shown
    assert "The price was not disclosed" not in shown
