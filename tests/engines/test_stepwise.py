"""Strategy `stepwise`: what is asked, when an answer counts, and what failures leave behind."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from summarizer import api, prompts
from summarizer.document import Document
from summarizer.draft import Draft, DraftParty, DraftWarning
from summarizer.engines import writing
from summarizer.engines.base import Extraction, Job
from summarizer.engines.client import Client
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.questions import NOBODY, questions
from summarizer.engines.retry import RetryPolicy
from summarizer.engines.rules import draft_of
from summarizer.engines.stepwise import Stepwise
from summarizer.errors import (
    AnswerError,
    CredentialsError,
    EngineError,
    EngineTimeoutError,
    ProviderError,
    RefusedError,
)
from summarizer.ground import Source
from summarizer.progress import Progress
from summarizer.schema import ChunkStatus, PartyKind, Stage, WarningKind
from summarizer.segment import segment
from tests.engines.accounts import Reader
from tests.engines.doubts import GIST, TEXT, Asked, choosing, doubting, saying
from tests.loopback import Behaviour, Loopback, Received, error, ok, refusal, reset, silence

PROMPT = prompts.load("stepwise-v1")


def extract(
    work: Job, server: Loopback, *, meter: Meter | None = None, timeout: float = 20.0, prompt: prompts.Prompt = PROMPT
) -> Extraction:
    async def run() -> Extraction:
        connection = connect("openai/small", base_url=server.url, strict=False)
        async with Client(connection, {}, timeout, meter or Meter(), RetryPolicy(attempts=1)) as client:
            return await Stepwise(prompt).extract(work, client)

    return asyncio.run(run())


def answered(work: Job, choice: str) -> Draft:
    with choosing(lambda _: choice) as server:
        return extract(work, server).draft


def test_without_doubt_there_is_no_call_and_the_brief_says_so(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: doubting().annotations)
    brief = api.run(Document(TEXT), model="openai/small", strategy="stepwise").brief
    assert loopback.requests == []
    assert (brief.provenance.calls, brief.provenance.tokens_in) == (0, 0)
    assert (brief.provenance.strategy, brief.provenance.prompt) == ("stepwise", "stepwise-v1")
    assert brief.coverage.complete
    assert len(brief.arms_flows) == 1


def test_only_what_is_in_doubt_is_asked() -> None:
    with choosing(lambda asked: next(iter(asked.choices.values()))) as server:
        extract(doubting("stage", "speaker"), server)
    assert [Asked.of(r).words for r in server.requests] == [
        'Who said "It is our right,"?',
        "How far did the transfer of mortars from Norland to Sudria get?",
    ]


def test_a_request_is_the_examples_of_its_kind_and_then_the_question() -> None:
    with choosing(lambda _: "Norland") as server:
        extract(doubting("supplier"), server)
    (request,) = server.requests
    messages = request.body["messages"]
    shown = PROMPT.examples_for("supplier")
    assert [m["role"] for m in messages] == ["system", *["user", "assistant"] * len(shown), "user"]
    for example, asked, replied in zip(shown, messages[1::2], messages[2::2], strict=False):
        assert asked["content"].startswith(f"Passage: {example['passage']}\n")
        letter = "ABCDEFGHIJ"[example["choices"].index(example["answer"])]
        assert replied["content"] == f'{{"answer":"{letter}"}}'
    assert request.said == (
        "Passage: Norland sent mortars to Sudria last week, Ola Strand said. "
        "Estria had asked for them, the Harbour Post wrote.\n\n"
        "Who gives or would give the mortars to Sudria?\n"
        "A. Norland\nB. Ola Strand\nC. Estria\nD. none of them"
    )
    assert request.body["max_tokens"] == 16
    assert (request.body["logprobs"], request.body["top_logprobs"]) == (True, 10)
    schema = request.body["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["answer"]["enum"] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("doubt", "choice", "part", "expected"),
    [
        ("supplier", "Estria", "supplier", "P4"),
        ("supplier", NOBODY, "supplier", None),
        ("supplier", "Norland", "supplier", "P1"),
        ("recipient", "Estria", "recipient", "P4"),
        ("stage", "promised or planned", "stage", Stage.PLEDGED),
    ],
)
def test_an_answer_changes_the_flow(doubt: str, choice: str, part: str, expected: object) -> None:
    (flow,) = answered(doubting(doubt), choice).flows
    assert getattr(flow, part) == expected


def test_an_answer_changes_speaker_claimant_and_issuer() -> None:
    assert answered(doubting("speaker"), "Estria").quotes[0].speaker == "P4"
    claim = answered(doubting("claimant"), NOBODY).flows[0].claims[0]
    assert (claim.claimant, claim.kind.value) == (None, "unattributed")
    (warning,) = answered(doubting("issuer"), NOBODY).warnings
    assert (warning.issuer, warning.gist) == (None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GIST, None),
        ("Lavria warns of 40 years of war.", "gist replaced: the number '40' is not in the cited words"),
        ("Sudria warns of a longer war.", "gist replaced: it does not begin with the issuer"),
        ("Lavria warns Norland of a longer war.", "gist replaced: it addresses somebody who is not the target"),
        ("Lavria does not warn of a war.", "gist replaced: a negation was added"),
        ("Lavria warns it will wage a longer war.", "gist replaced: it tells as coming what the text does not"),
        ("Lavria " * 21, "gist replaced: it has more than 20 words"),
        ("", "gist replaced: it is not one line"),
    ],
)
def test_a_written_gist_stands_only_on_the_words_of_its_warning(text: str, reason: str | None) -> None:
    with Loopback() as server:
        server.script(ok(json.dumps({"text": text})))
        extraction = extract(doubting("nothing of the warning"), server)
    assert extraction.draft.warnings[0].gist == (text if reason is None else None)
    assert [d.reason for d in extraction.dropped] == ([] if reason is None else [reason])


@pytest.mark.parametrize(
    ("gist", "evidence", "stands"),
    [
        ("Norland warns Sudria will halt talks.", "Norland urged Sudria to halt talks, and will act itself.", False),
        ("Norland will act itself.", "Norland urged Sudria to halt talks, and will act itself.", True),
        ("Norland says it will answer.", "Norland vowed to answer.", True),
        ("Norland says Sudria will answer.", "Norland told Sudria to answer.", False),
        ("Norland warns of a war.", "Norland told Sudria to beware of a war.", True),
    ],
)
def test_a_gist_tells_as_coming_only_what_the_text_does(gist: str, evidence: str, stands: bool) -> None:
    norland, sudria = evidence.index("Norland"), evidence.find("Sudria")
    mentions = ((sudria, sudria + 6),) if sudria >= 0 else ()
    draft = Draft(
        parties=(
            DraftParty("P1", "Norland", PartyKind.STATE, None, None, ((norland, norland + 7),)),
            DraftParty("P2", "Sudria", PartyKind.STATE, None, None, mentions),
        )
    )
    warning = DraftWarning("W1", WarningKind.DEMAND, "P1", "P2", None, (1,))
    found = writing.objection(gist, warning, draft, Source(Document(evidence), segment(evidence)))
    assert (found != "it tells as coming what the text does not") is stands


def test_a_no_takes_the_entry_out() -> None:
    assert answered(doubting("flow"), "no").flows == ()
    assert answered(doubting("warning"), "no").warnings == ()


# Supplier: A. Norland (the rules' finding), B. Ola Strand, C. Estria, D. none of them.
@pytest.mark.parametrize(
    ("given", "logprobs", "supplier"),
    [
        ("C", None, "P4"),
        ("C", {"C": -0.2, "A": -5.0}, "P4"),
        ("C", {"C": -0.5, "A": -3.5}, "P4"),
        ("C", {"C": -0.5, "A": -3.4}, "P1"),
        ("C", {"C": -0.6, "A": -0.8, "B": -9.0}, "P1"),
        ("A", {"A": -0.9, "C": -0.8}, "P1"),
        ("C", {"C": -0.2, "B": -3.9}, "P4"),
        ("C", {"C": -0.2, "B": -0.5}, "P1"),
        ("C", {"C": -0.2, "A": -5.0, " C": -7.0, "A ": -8.0}, "P4"),
        ("C", {"C": -0.2, "A": -0.4, " A": -9.0}, "P1"),
        ("C", {"C": -0.2, "A": -9999.0}, "P4"),
    ],
)
def test_the_rules_stand_unless_another_choice_is_clearly_likelier(
    given: str, logprobs: dict[str, float] | None, supplier: str
) -> None:
    work = doubting("supplier")
    with Loopback() as server:
        draft = extract(work, server.script(saying(given, logprobs))).draft
    assert draft.flows[0].supplier == supplier


@pytest.mark.parametrize(("distance", "stage"), [(4.0, Stage.DELIVERED), (9.0, Stage.PLEDGED)])
def test_a_stage_takes_more_to_be_changed(distance: float, stage: Stage) -> None:
    work = doubting("stage")
    letters = "ABCDEFGH"
    choices = [c.words for c in questions(work.source, work.annotations)[0].choices]
    given, found = letters[choices.index("promised or planned")], letters[choices.index("sent, given or received")]
    with Loopback() as server:
        draft = extract(work, server.script(saying(given, {given: -0.1, found: -0.1 - distance}))).draft
    assert draft.flows[0].stage is stage


@pytest.mark.parametrize(
    ("margins", "supplier"),
    [
        ({"default": 2.0}, "P4"),
        ({"default": 9.0, "supplier": 2.0}, "P4"),
        ({"default": 2.0, "supplier": 9.0}, "P1"),
        ({"stage": 0.0}, "P1"),
        ({}, "P1"),
    ],
)
def test_a_prompt_brings_its_own_margins(margins: dict[str, float], supplier: str) -> None:
    with Loopback() as server:
        server.script(saying("C", {"C": -0.5, "A": -3.0}))
        draft = extract(doubting("supplier"), server, prompt=replace(PROMPT, margins=margins)).draft
    assert draft.flows[0].supplier == supplier


def test_a_choice_that_was_not_clear_enough_is_told() -> None:
    with Loopback() as server:
        extraction = extract(doubting("supplier"), server.script(saying("C", {"C": -0.6, "A": -0.8})))
    (dropped,) = extraction.dropped
    assert (dropped.section, dropped.reason) == ("supplier", "the model chose otherwise, but not clearly")
    assert "Estria (rules: Norland" in dropped.answer


FAILURES = [
    (refusal(), RefusedError),
    (ok('{"answer":"Z"}'), AnswerError),
    (reset(), ProviderError),
    (error(400), ProviderError),
]


@pytest.mark.parametrize(("behaviour", "expected"), FAILURES)
def test_when_every_question_fails_the_first_failure_is_raised(
    behaviour: Behaviour, expected: type[EngineError]
) -> None:
    with Loopback() as server, pytest.raises(expected):
        extract(doubting("supplier", "stage"), server.script(behaviour))


def test_a_model_that_never_answers_is_a_timeout() -> None:
    with Loopback() as server, pytest.raises(EngineTimeoutError):
        extract(doubting("supplier"), server.script(silence()), timeout=0.3)


@pytest.mark.parametrize(
    ("behaviour", "status"), [(refusal("No."), ChunkStatus.REFUSED), (ok("never json"), ChunkStatus.FAILED)]
)
def test_when_some_fail_rules_decide_those_and_the_chunk_says_so(behaviour: Behaviour, status: ChunkStatus) -> None:
    def react(request: Received) -> Behaviour:
        asked = Asked.of(request)
        return behaviour if asked.words.startswith("How far") else saying(asked.letter("Estria"))

    work = doubting("supplier", "stage")
    with Reader(react) as server:
        extraction = extract(work, server)
    (chunk,) = extraction.chunks
    assert (chunk.start, chunk.end, chunk.status) == (0, len(TEXT), status)
    assert (chunk.detail or "").startswith("1 of 2 questions went unanswered, and rules decided alone: ")
    assert extraction.draft.flows[0].supplier == "P4"
    assert extraction.draft.flows[0].stage is Stage.DELIVERED


def test_a_key_that_is_not_accepted_ends_the_run_at_once() -> None:
    with Loopback() as server, pytest.raises(CredentialsError):
        extract(doubting("supplier", "stage"), server.script(error(401)))
    assert len(server.requests) == 1


def test_agreeing_with_every_finding_leaves_the_draft_of_the_rules() -> None:
    doubts = ("supplier", "recipient", "stage", "claimant", "speaker", "issuer", "flow", "warning")
    found = {"Norland", "Sudria", "sent, given or received", "Ola Strand", "Lavria", "yes"}
    wanted = {"Who gives": "Norland", "Who gets": "Sudria"}

    def pick(asked: Asked) -> str:
        named = next((choice for opening, choice in wanted.items() if asked.words.startswith(opening)), None)
        return named or next(c for c in ("Ola Strand", *found) if c in asked.choices.values())

    work, meter = doubting(*doubts), Meter()
    with choosing(pick) as server:
        extraction = extract(work, server, meter=meter)
    rules = draft_of(work.annotations)
    assert replace(extraction.draft, warnings=()) == replace(rules, warnings=())
    assert extraction.draft.warnings == (replace(rules.warnings[0], gist=GIST),)
    assert meter.calls == len(server.requests) == len(doubts) + 1


def test_progress_tells_how_many_questions_there_are() -> None:
    seen: list[Progress] = []
    work: Any = doubting("supplier", "stage")
    heard = Job(work.source, work.annotations, seen.append)
    with choosing(lambda asked: next(iter(asked.choices.values()))) as server:
        extract(heard, server)
    assert [(p.done, p.total) for p in seen[:2]] == [(0, 2), (1, 2)]


def test_the_calls_of_a_plan_are_the_calls_of_a_run() -> None:
    work = doubting("supplier", "stage", "speaker", "nothing of the warning")
    planned = [[dict(m) for m in call] for call in Stepwise(PROMPT).calls(work)]
    with choosing(lambda asked: next(iter(asked.choices.values()))) as server:
        extract(work, server)
    assert planned == [r.body["messages"] for r in server.requests]
