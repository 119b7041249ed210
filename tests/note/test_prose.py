"""Connecting text: what a model writes stands only as far as the statements it cites hold it."""

from __future__ import annotations

import asyncio
import json

import pytest

from summarizer.engines.client import Client
from summarizer.engines.providers import connect
from summarizer.note.compose import compose
from summarizer.note.model import Note, Section
from summarizer.note.prose import Paragraph, Written, checked, messages, statements, write
from tests.loopback import Loopback, ok
from tests.note.reports import radars

GOOD = "Norway is said to have delivered radars to Peru, which denies it."


def result(text: str, *cites: str) -> tuple[list[str], tuple[str, ...]]:
    note = compose(radars())
    prose = checked(note, statements(note), Paragraph(sentences=[Written(text=text, cites=list(cites))]), "m")
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
    ],
)
def test_what_is_dropped(text: str, cites: list[str], reason: str) -> None:
    kept, dropped = result(text, *cites)
    assert kept == []
    assert reason in dropped[0]


def test_through_a_model(loopback: Loopback) -> None:
    written = {"sentences": [{"text": GOOD, "cites": ["F1"]}, {"text": "Sweden says so.", "cites": ["F1"]}]}
    loopback.script(ok(json.dumps(written)))

    async def run() -> Note:
        connection = connect("openai/test-model", base_url=loopback.url, api_key="none")
        async with Client(connection) as client:
            return await write(compose(radars()), client)

    note = asyncio.run(run())
    assert note.prose is not None
    assert [s.text for s in note.prose.sentences] == [GOOD]
    assert len(note.prose.dropped) == 1
    assert Section.PROSE in note.sections
    assert Note.from_json(note.to_json()) == note


def test_a_note_without_movements_asks_nobody(loopback: Loopback) -> None:
    async def run() -> Note:
        async with Client(connect("openai/test-model", base_url=loopback.url, api_key="none")) as client:
            return await write(compose([]), client)

    assert asyncio.run(run()).prose is None
    assert loopback.requests == []


def test_the_model_is_shown_statements_and_no_texts() -> None:
    note = compose(radars())
    shown = messages(statements(note))[-1]["content"]
    assert "F1: Norway is said to have delivered" in shown
    assert "The price was not disclosed" not in shown
