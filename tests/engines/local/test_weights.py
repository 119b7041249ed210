"""The real model. Collected only when its verified weights are in the cache."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from summarizer.engines.local import open_client
from summarizer.weights import BUILT_IN, locate

pytestmark = pytest.mark.weights

SCHEMA = {
    "type": "object",
    "properties": {"choice": {"enum": ["A", "B"]}},
    "required": ["choice"],
    "additionalProperties": False,
}
AS_JSON = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True}}
RULES = "Answer with one letter. A) the sentence tells of a sale of weapons, B) it does not."
SENTENCES = ("Norland sold forty tanks to Sudland.", "The minister opened a school.")


def test_the_model_answers_repeatably_and_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    async def run() -> list[Any]:
        async with open_client(locate(), name=BUILT_IN) as client:

            def ask(sentence: str, **parameters: Any) -> Any:
                messages: Any = [{"role": "system", "content": RULES}, {"role": "user", "content": sentence}]
                return client.chat.completions.create(model=BUILT_IN, messages=messages, max_tokens=20, **parameters)

            choose: dict[str, Any] = {"extra_body": {"guided_choice": ["A", "B"]}, "logprobs": True, "top_logprobs": 5}
            slow = asyncio.ensure_future(ask("Tell me a long story."))
            await asyncio.sleep(0.5)
            slow.cancel()
            return [
                *[await ask(sentence, response_format=AS_JSON) for sentence in (*SENTENCES, *SENTENCES)],
                *[await ask(sentence, **choose) for sentence in (*SENTENCES, *SENTENCES)],
            ]

    answers = asyncio.run(run())
    said = [answer.choices[0].message.content for answer in answers]
    assert said[:2] == said[2:4]
    assert {json.loads(text)["choice"] for text in said[:4]} <= {"A", "B"}
    assert said[4:6] == said[6:8]
    assert set(said[4:]) <= {"A", "B"}
    chances = [answer.choices[0].logprobs.content[0] for answer in answers[4:]]
    assert [each.logprob for each in chances[:2]] == [each.logprob for each in chances[2:]]
    assert {"A", "B"} <= {each.token for each in chances[0].top_logprobs}
    assert all(answer.usage.completion_tokens == 1 for answer in answers[4:])
    assert capfd.readouterr().out == ""
