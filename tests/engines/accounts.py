"""An account of invented states, the answers a capable model might give to it, and a server that reads it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

from summarizer import api, prompts
from summarizer.annotate.model import Annotations
from summarizer.document import Document
from summarizer.engines.base import Extraction, Job
from summarizer.engines.client import Client
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.retry import RetryPolicy
from summarizer.engines.single import Single
from summarizer.ground import Held, Source, assemble, hold
from summarizer.schema import Brief, Provenance
from summarizer.segment import segment
from tests.loopback import Behaviour, Loopback, Received

TEXT = (
    "Norland sold 12 howitzers to Estria in May, Defence Minister Kari Dahl said.\n\n"
    '"We keep our word," Dahl said.\n\n'
    "Lavria denied that it had received mines from Norland. Dahl urged Lavria to pay.\n"
)
SOLD, WORD, DENIED, URGED = 1, 2, 3, 4
PROMPT = prompts.load("single-v1")

Json = dict[str, Any]


def words(sentence: int, phrase: str) -> Json:
    return {"sentence": sentence, "words": phrase}


def party(ref: str, name: str, kind: str, *mentions: Json, country: str | None = None) -> Json:
    return {"ref": ref, "name": name, "kind": kind, "country": country, "role": None, "mentions": list(mentions)}


def item(sentence: int, phrase: str, category: str, quantity: str | None = None) -> Json:
    counted = None if quantity is None else words(sentence, quantity)
    return {"materiel": None, "words": words(sentence, phrase), "category": category, "quantity": counted}


def claim(claimant: str | None, kind: str, stance: str, *sentences: int) -> Json:
    return {
        "claimant": claimant,
        "claimant_kind": kind,
        "stance": stance,
        "reported_by": None,
        "sentences": list(sentences),
    }


def flow(supplier: str | None, recipient: str | None, stage: str, items: list[Json], *claims: Json) -> Json:
    return {"supplier": supplier, "recipient": recipient, "stage": stage, "items": items, "claims": list(claims)}


def answer(**parts: Any) -> Json:
    """An answer that says nothing, with some of its parts replaced."""
    empty: Json = {
        name: [] for name in ("parties", "arms_flows", "official_quotes", "warnings", "uncertainty", "key_points")
    }
    return {**empty, "headline": "", **parts}


def full() -> Json:
    """Everything that stands in `TEXT`."""
    return answer(
        parties=[
            party("N1", "Norland", "state", words(SOLD, "Norland")),
            party("N2", "Estria", "state", words(SOLD, "Estria")),
            party("N3", "Lavria", "state", words(DENIED, "Lavria")),
            party("N4", "Kari Dahl", "official", words(SOLD, "Kari Dahl"), words(WORD, "Dahl"), words(URGED, "Dahl")),
        ],
        arms_flows=[
            flow(
                "N1",
                "N2",
                "delivered",
                [item(SOLD, "howitzers", "artillery", "12")],
                claim("N4", "official", "asserts", SOLD),
            ),
            flow(
                "N1",
                "N3",
                "delivered",
                [item(DENIED, "mines", "ammunition")],
                claim("N3", "government", "denies", DENIED),
            ),
        ],
        official_quotes=[
            {
                "quotations": [1],
                "sentences": [],
                "speaker": "N4",
                "speaker_name": words(WORD, "Dahl"),
                "speaker_role": None,
                "fragment": False,
            }
        ],
        warnings=[
            {
                "kind": "demand",
                "issuer": "N4",
                "target": "N3",
                "gist": "Dahl urges Lavria to pay.",
                "sentences": [URGED],
            }
        ],
        uncertainty=[{"kind": "denial", "cue": words(DENIED, "denied"), "about": "F2"}],
        headline="Dahl says Norland sold howitzers to Estria",
        key_points=[
            {"text": "Dahl says Norland sold 12 howitzers to Estria in May.", "sentences": [SOLD]},
            {"text": "Lavria denies receiving mines from Norland.", "sentences": [DENIED]},
        ],
    )


def wrong_count() -> Json:
    """As `full`, but one item is not in the words it cites."""
    wrong = full()
    wrong["arms_flows"][0]["items"][0] = item(SOLD, "18 howitzers", "artillery")
    return wrong


def depots(count: int, *, of: str = "mortars") -> str:
    """So many sentences of about the same length, each of them evidence of one and the same flow."""
    return "\n".join(f"Depot {n} in Norland has sent {of} by rail to Sudria." for n in range(1, count + 1))


def listed(request: Received) -> dict[int, str]:
    """The numbered sentences of a request, by number."""
    asked = request.body["messages"][1]["content"]
    block = asked.partition("\nSENTENCES\n")[2].partition("\n\nQUOTATIONS\n")[0]
    return {int(number): said for number, said in re.findall(r"^S(\d+)\| (.*)$", block, re.MULTILINE)}


def of_depots(sentences: dict[int, str]) -> Json:
    """The flow of `depots`, as somebody reports it who was shown these sentences."""
    numbers = sorted(sentences)
    return answer(
        parties=[
            party("N1", "Norland", "state", words(numbers[0], "Norland")),
            party("N2", "Sudria", "state", words(numbers[0], "Sudria")),
        ],
        arms_flows=[
            flow(
                "N1",
                "N2",
                "delivered",
                [item(n, "mortars", "artillery") for n in numbers],
                claim(None, "unattributed", "asserts", *numbers),
            )
        ],
        uncertainty=[{"kind": "hedge", "cue": words(numbers[-1], "by rail"), "about": "F1"}],
        key_points=[{"text": f"Norland sent mortars from depot {n}.", "sentences": [n]} for n in numbers],
    )


class Reader(Loopback):
    """Answers each request as `react` says, in whatever order they arrive."""

    def __init__(self, react: Callable[[Received], Behaviour]) -> None:
        super().__init__()
        self.react = react

    def receive(self, request: Received) -> Behaviour:
        with self._lock:
            self.requests.append(request)
        return self.react(request)


def job(text: str, annotations: Annotations | None = None) -> Job:
    document = Document(text)
    return Job(Source(document, segment(text)), annotations or Annotations())


def read(
    work: Job, server: Loopback, *, meter: Meter | None = None, timeout: float = 20.0, **options: Any
) -> Extraction:
    """Read with strategy `single`; a failed request is not sent again."""

    async def run() -> Extraction:
        connection = connect("openai/test-model", base_url=server.url)
        async with Client(connection, {}, timeout, meter or Meter(), RetryPolicy(attempts=1)) as client:
            return await Single(PROMPT, **options).extract(work, client)

    return asyncio.run(run())


def saying(content: Json) -> str:
    return json.dumps(content)


BY_TEST = Provenance(
    engine="test",
    model=None,
    strategy="single",
    prompt=None,
    prompt_sha256=None,
    parameters={},
    created_at="2026-01-01T00:00:00+00:00",
    seconds=0,
    calls=0,
    tokens_in=0,
    tokens_out=0,
    cost_usd=0,
)


def brief_from(work: Job, extraction: Extraction) -> Brief:
    """What becomes of an extraction in the end."""
    held = hold(extraction.draft, work.source)
    whole = Held(held.draft, (*extraction.dropped, *held.dropped))
    return assemble(whole, work.source, extraction.chunks, BY_TEST)


def brief_of(text: str, **options: Any) -> Brief:
    """The brief of a text by the model that stands in for OpenAI's."""
    return api.run(Document(text), model="openai/test-model", **options).brief


GOOD = saying(full())
