"""Strategy `stepwise`: rules first, then one closed choice at a time on what they leave in doubt; for small models."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, create_model

from summarizer.engines.base import Extraction, Job
from summarizer.engines.edits import apply
from summarizer.engines.questions import Question, questions
from summarizer.engines.rules import draft_of
from summarizer.errors import AnswerError, EngineError, EngineTimeoutError, ProviderError, RefusedError, TruncatedError
from summarizer.progress import Progress
from summarizer.prompts import Prompt
from summarizer.schema import Chunk, ChunkStatus

if TYPE_CHECKING:
    from summarizer.engines.client import Answer, Client, Message

LETTERS = "ABCDEFGHIJ"
ANSWER_TOKENS = 16
MARGIN = 0.6
"""How much likelier (in log-probability) another choice must be than the rules' finding before it is taken."""

_FAILURES = (AnswerError, EngineTimeoutError, ProviderError, RefusedError, TruncatedError)


@dataclass(frozen=True)
class Stepwise:
    """The strategy for small models.

    Args:
        prompt: a prompt folder of strategy `stepwise`.
        margin: see `MARGIN`.
    """

    prompt: Prompt
    margin: float = MARGIN
    name: str = "stepwise"

    async def extract(self, job: Job, client: Client) -> Extraction:
        draft = draft_of(job.annotations)
        asked = questions(job.source, job.annotations)
        failures: list[EngineError] = []
        before = client.meter.tokens_in + client.meter.tokens_out
        for done, question in enumerate(asked):
            spent, seconds = client.meter.tokens_in + client.meter.tokens_out - before, client.meter.seconds
            speed = spent / seconds if seconds else None
            job.progress(Progress("asking the model", done, len(asked), speed, question.kind))
            try:
                chosen = await self._ask(question, job, client)
            except _FAILURES as error:
                failures.append(error)
                continue
            for edit in question.choices[chosen].edits:
                draft = apply(edit, draft)
        job.progress(Progress("asking the model", len(asked), len(asked)))
        if asked and len(failures) == len(asked):
            raise failures[0]
        return Extraction(draft, (), (_chunk(job, len(asked), failures),))

    def calls(self, job: Job) -> list[list[Message]]:
        return [self._messages(q, job) for q in questions(job.source, job.annotations)]

    async def _ask(self, question: Question, job: Job, client: Client) -> int:
        """The index of the choice to take: the model's, or the rules' where the model does not clearly object."""
        letters = LETTERS[: len(question.choices)]
        answer = await client.ask(
            self._messages(question, job), _answer_type(letters), max_tokens=ANSWER_TOKENS, logprobs=len(LETTERS)
        )
        given = letters.index(str(answer.value.answer))  # type: ignore[attr-defined]  # made by _answer_type
        scores = _scores(answer, letters)
        if scores is None or given == question.found:
            return given
        return given if scores[given] - scores[question.found] >= self.margin else question.found

    def _messages(self, question: Question, job: Job) -> list[Message]:
        """System text, worked examples of the same kind of question, then the question."""
        messages: list[Message] = [{"role": "system", "content": self.prompt.fill("system")}]
        for example in self.prompt.examples_for(question.kind):
            values = {k: str(v) for k, v in example["values"].items()}
            words = [str(c) for c in example["choices"]]
            asked = self.prompt.fill(question.kind, passage=str(example["passage"]), choices=_listed(words), **values)
            answer = LETTERS[words.index(example["answer"])]
            messages.append({"role": "user", "content": asked})
            messages.append({"role": "assistant", "content": json.dumps({"answer": answer}, separators=(",", ":"))})
        passage = " ".join(job.source.words(question.sentences).split())
        words = [c.words for c in question.choices]
        asked = self.prompt.fill(question.kind, passage=passage, choices=_listed(words), **question.values)
        return [*messages, {"role": "user", "content": asked}]


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
    end = len(job.source.text)
    if not failures:
        return Chunk(start=0, end=end, status=ChunkStatus.READ, detail=None)
    status = ChunkStatus.REFUSED if all(isinstance(f, RefusedError) for f in failures) else ChunkStatus.FAILED
    detail = f"{len(failures)} of {asked} questions went unanswered, and rules decided alone: {failures[0].what}"
    return Chunk(start=0, end=end, status=status, detail=detail)
