"""An account that rules have read with doubts, and a server that answers questions about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from summarizer.annotate.model import (
    Annotations,
    ClaimCandidate,
    FlowCandidate,
    Materiel,
    Mention,
    PartyCandidate,
    QuoteCandidate,
    WarningCandidate,
)
from summarizer.engines.base import Job
from summarizer.schema import Category, ClaimantKind, PartyKind, Stage, Stance, WarningKind
from tests.engines.accounts import Reader, job
from tests.loopback import Behaviour, Received, ok

TEXT = (
    "Norland sent mortars to Sudria last week, Ola Strand said. Estria had asked for them, the Harbour Post wrote. "
    '"It is our right," he told the chamber. Lavria warned of a longer war.'
)
SENT, ASKED, RIGHT, WARNED = 1, 2, 3, 4
NORLAND, SUDRIA, STRAND, ESTRIA, POST, LAVRIA = range(1, 7)
NAMES = ("Norland", "Sudria", "Ola Strand", "Estria", "Harbour Post", "Lavria")
KINDS = (
    PartyKind.STATE,
    PartyKind.STATE,
    PartyKind.OFFICIAL,
    PartyKind.STATE,
    PartyKind.MEDIA,
    PartyKind.STATE,
)
SENTENCES = (SENT, SENT, SENT, ASKED, ASKED, WARNED)


def at(phrase: str) -> tuple[int, int]:
    start = TEXT.index(phrase)
    return start, start + len(phrase)


PARTIES = tuple(
    PartyCandidate(number, f"k:{name}", name, kind, None, None, (Mention(*at(name), sentence),))
    for number, (name, kind, sentence) in enumerate(zip(NAMES, KINDS, SENTENCES, strict=True), start=1)
)
MORTARS = Materiel(1, *at("mortars"), SENT, Category.ARTILLERY)
CLAIM = ClaimCandidate(STRAND, ClaimantKind.OFFICIAL, Stance.ASSERTS, None, (SENT,))
FLOW = FlowCandidate(1, NORLAND, SUDRIA, Stage.DELIVERED, (1,), (CLAIM,))
QUOTE = QuoteCandidate(1, (1,), STRAND, None, None, fragment=False, official=True, spans=(at("It is our right,"),))
WARNING = WarningCandidate(1, WarningKind.RISK, LAVRIA, None, (WARNED,))
GIST = "Lavria warns of a longer war."


def doubting(*doubts: str, flow: FlowCandidate = FLOW, quote: QuoteCandidate = QUOTE) -> Job:
    """The account with doubts about the flow ("supplier"), the quote ("speaker") or the warning ("issuer").

    The warning is there only when it is in doubt, or when "nothing of the warning" is: its gist is always asked for.
    """
    warned = {"issuer", "warning", "nothing of the warning"} & set(doubts)
    found = Annotations(
        parties=PARTIES,
        materiel=(MORTARS,),
        quotes=(replace(quote, doubt=quote.doubt or "speaker" in doubts),),
        flows=(replace(flow, doubts=frozenset(doubts) & {"flow", "supplier", "recipient", "stage", "claimant"}),),
        warnings=(replace(WARNING, doubts=frozenset(doubts) & {"issuer", "warning"}),) if warned else (),
    )
    return job(TEXT, found)


@dataclass(frozen=True)
class Asked:
    """The question of one request: its first line after the passage, and the choices by letter."""

    words: str
    choices: dict[str, str]

    @classmethod
    def of(cls, request: Received) -> Asked:
        lines = request.said.split("\n")
        choices = {m[1]: m[2] for line in lines if (m := re.fullmatch(r"([A-J])\. (.*)", line))}
        return cls(lines[2], choices)

    def letter(self, choice: str) -> str:
        return next(letter for letter, words in self.choices.items() if words == choice)


def saying(letter: str, logprobs: dict[str, float] | None = None) -> Behaviour:
    """An answer in one letter; `logprobs` are those of the tokens that might have stood in its place."""
    if logprobs is None:
        return ok(f'{{"answer":"{letter}"}}')
    top = [{"token": token, "logprob": p, "bytes": None} for token, p in logprobs.items()]
    own = logprobs.get(letter, -0.1)
    chosen = {"token": letter, "logprob": own, "bytes": None, "top_logprobs": top}
    return ok(f'{{"answer":"{letter}"}}', logprobs=[_frame('{"answer":"'), chosen, _frame('"}')])


def _frame(token: str) -> dict[str, Any]:
    return {"token": token, "logprob": 0.0, "bytes": None, "top_logprobs": []}


def choosing(pick: Callable[[Asked], str]) -> Reader:
    """A server that answers each question with the letter of the choice that `pick` names, and writes one gist."""

    def react(request: Received) -> Behaviour:
        asked = Asked.of(request)
        if not asked.choices:
            return ok(f'{{"text":"{GIST}"}}')
        return saying(asked.letter(pick(asked)))

    return Reader(react)
