"""Strategy `stepwise`, for small models: rules first, then one small question at a time.

Asked are closed choices on what the rules leave in doubt, and the gist of each warning.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, create_model

from summarizer.draft import Draft, DraftWarning
from summarizer.engines import writing
from summarizer.engines.base import Extraction, Job
from summarizer.engines.edits import apply
from summarizer.engines.questions import Question, questions
from summarizer.engines.rules import draft_of, foreign, whole
from summarizer.errors import AnswerError, EngineError, EngineTimeoutError, ProviderError, RefusedError, TruncatedError
from summarizer.ground import hold
from summarizer.judge import PARTS as JUDGE
from summarizer.judge import judged
from summarizer.progress import Progress
from summarizer.prompts import Prompt
from summarizer.schema import Chunk, ChunkStatus, Dropped

if TYPE_CHECKING:
    from summarizer.engines.client import Answer, Client, Message

T = TypeVar("T")

LETTERS = "ABCDEFGHIJ"
ANSWER_TOKENS = 16
MARGIN = 3.0
"""How much likelier (in log-probability) another choice must be than the rules' finding before it is taken, where the
prompt says nothing of it.
"""

PARTS = {
    **JUDGE,
    "choices": "closed choices of the model on what rules leave in doubt",
    "gists": "the model's gists of warnings; templates stand in for them",
}
"""What can be switched off, and what it is."""

_FAILURES = (AnswerError, EngineTimeoutError, ProviderError, RefusedError, TruncatedError)


@dataclass(frozen=True)
class Stepwise:
    """The strategy for small models.

    Args:
        prompt: a prompt folder of strategy `stepwise`; it brings its own margins.
        without: parts to switch off, of `PARTS`.
    """

    prompt: Prompt
    name: str = "stepwise"
    without: frozenset[str] = frozenset()

    async def extract(self, job: Job, client: Client) -> Extraction:
        job = await asyncio.to_thread(self._judged, job)
        draft = draft_of(job.annotations)
        asked = self._questions(job)
        tally = _Tally(job, client, len(asked) + len(self._gists(hold(draft, job.source).draft)))
        for question in asked:
            given = await tally.answer(self._ask(question, job, client), question.kind)
            if given is None or given.choice == question.found:
                continue
            if given.clear:
                for edit in question.choices[given.choice].edits:
                    draft = apply(edit, draft)
            else:
                tally.dropped.append(_unclear(question, given.choice))
        held = hold(draft, job.source).draft
        for warning in self._gists(held):
            gist = await tally.answer(self._write(warning, held, job, client), "gist")
            reason = writing.objection(gist, warning, held, job.source) if gist is not None else None
            if gist is not None and reason is None:
                draft = writing.with_gist(draft, warning.ref, gist.strip())
            elif reason is not None:
                tally.dropped.append(Dropped(section="warnings", reason=f"gist replaced: {reason}", answer=gist or "-"))
        if tally.asked and len(tally.failures) == tally.asked:
            raise tally.failures[0]
        return Extraction(draft, tuple(tally.dropped), (_chunk(job, tally.asked, tally.failures),))

    def calls(self, job: Job) -> list[list[Message]]:
        job = self._judged(job)
        held = hold(draft_of(job.annotations), job.source).draft
        choices = [self._messages(q, job) for q in self._questions(job)]
        return [*choices, *(self._gist_messages(w, held, job) for w in self._gists(held))]

    def _judged(self, job: Job) -> Job:
        if "judge" in self.without:
            return job
        from summarizer.weights import ENCODER, locate

        source = job.source
        found = judged(source.text, source.segmentation, job.annotations, locate(ENCODER), self.without)
        return replace(job, annotations=found)

    def _questions(self, job: Job) -> list[Question]:
        return [] if "choices" in self.without else questions(job.source, job.annotations)

    def _gists(self, held: Draft) -> list[DraftWarning]:
        return [] if "gists" in self.without else writing.questions(held)

    async def _ask(self, question: Question, job: Job, client: Client) -> _Given:
        """The model's choice, and whether it is clear enough to stand against the rules' finding."""
        letters = LETTERS[: len(question.choices)]
        answer = await client.ask(
            self._messages(question, job), _answer_type(letters), max_tokens=ANSWER_TOKENS, logprobs=len(LETTERS)
        )
        choice = letters.index(str(answer.value.answer))  # type: ignore[attr-defined]  # made by _answer_type
        scores = _scores(answer, letters)
        margins = self.prompt.margins
        margin = margins.get(question.kind, margins.get("default", MARGIN))
        return _Given(choice, scores is None or scores[choice] - scores[question.found] >= margin)

    async def _write(self, warning: DraftWarning, held: Draft, job: Job, client: Client) -> str:
        messages = self._gist_messages(warning, held, job)
        answer = await client.ask(messages, writing.Gist, max_tokens=writing.GIST_TOKENS)
        return answer.value.text

    def _gist_messages(self, warning: DraftWarning, held: Draft, job: Job) -> list[Message]:
        messages = self._examples("gist", lambda e: {"text": e["answer"]})
        asked = self.prompt.fill("gist", **writing.values(warning, held, job.source))
        return [*messages, {"role": "user", "content": asked}]

    def _messages(self, question: Question, job: Job) -> list[Message]:
        messages = self._examples(question.kind, lambda e: {"answer": LETTERS[e["choices"].index(e["answer"])]})
        passage = " ".join(job.source.words(question.sentences).split())
        words = [c.words for c in question.choices]
        asked = self.prompt.fill(question.kind, passage=passage, choices=_listed(words), **question.values)
        return [*messages, {"role": "user", "content": asked}]

    def _examples(self, kind: str, answer: Callable[[dict[str, Any]], dict[str, str]]) -> list[Message]:
        """The system text and the worked examples of one kind of question: what all its prompts begin with."""
        messages: list[Message] = [{"role": "system", "content": self.prompt.fill("system")}]
        for example in self.prompt.examples_for(kind):
            values = {k: str(v) for k, v in example["values"].items()} | {"passage": str(example["passage"])}
            if "choices" in example:
                values["choices"] = _listed([str(c) for c in example["choices"]])
            messages.append({"role": "user", "content": self.prompt.fill(kind, **values)})
            messages.append({"role": "assistant", "content": json.dumps(answer(example), separators=(",", ":"))})
        return messages


@dataclass(frozen=True)
class _Given:
    """The index of a choice, and whether it stands against the rules; without log-probabilities it always does."""

    choice: int
    clear: bool


def _unclear(question: Question, choice: int) -> Dropped:
    """The record of a choice that did not stand: rules were in doubt and the model disagreed."""
    asked = ", ".join(f"{name}: {words}" for name, words in question.values.items())
    answer = f"{question.choices[choice].words} (rules: {question.choices[question.found].words}; {asked})"
    return Dropped(section=question.kind, reason="the model chose otherwise, but not clearly", answer=answer[:500])


class _Tally:
    """What came of the questions so far."""

    def __init__(self, job: Job, client: Client, expected: int) -> None:
        self.job = job
        self.meter = client.meter
        self.expected = expected
        self.asked = 0
        self.failures: list[EngineError] = []
        self.dropped: list[Dropped] = []

    async def answer(self, asking: Awaitable[T], kind: str) -> T | None:
        """The answer, or None when the question failed; failures that end the whole run are raised."""
        seconds, tokens = self.meter.seconds, self.meter.tokens_in + self.meter.tokens_out
        speed = tokens / seconds if seconds else None
        self.job.progress(Progress("asking the model", self.asked, max(self.expected, self.asked + 1), speed, kind))
        self.asked += 1
        try:
            return await asking
        except _FAILURES as error:
            self.failures.append(error)
            return None


def _answer_type(letters: str) -> type[BaseModel]:
    choices: Any = Literal[tuple(letters)]
    return create_model("Choice", __config__=ConfigDict(extra="forbid"), answer=(choices, ...))


def _listed(choices: list[str]) -> str:
    return "\n".join(f"{letter}. {words}" for letter, words in zip(LETTERS, choices, strict=False))


def _scores(answer: Answer[Any], letters: str) -> list[float] | None:
    """Log-probabilities of the letters at the place where the answer chose one; None when they are not told."""
    chosen = str(answer.value.answer)
    for token in reversed(answer.logprobs or ()):
        if token.token.strip(' "') == chosen and token.top:
            told: dict[str, float] = {}
            for top, logprob in token.top.items():
                # One letter may stand there as several tokens ("A", " A"); the likeliest speaks for it.
                if math.isfinite(logprob):
                    letter = top.strip(' "')
                    told[letter] = max(logprob, told.get(letter, logprob))
            floor = min(told.values(), default=0.0)
            return [told.get(letter, floor) for letter in letters]
    return None


def _chunk(job: Job, asked: int, failures: list[EngineError]) -> Chunk:
    strange = foreign(job)
    if strange is not None or not failures:
        return strange or whole(job, ChunkStatus.READ, None)
    status = ChunkStatus.REFUSED if all(isinstance(f, RefusedError) for f in failures) else ChunkStatus.FAILED
    detail = f"{len(failures)} of {asked} questions went unanswered, and rules decided alone: {failures[0].what}"
    return whole(job, status, detail)
