"""Strategy `single` loses nothing of a right answer: request, strict schema, grounding, brief and score.

Each row is a document of `evals/gold/dev` with the answer that a first-rate model gives to the prompt, written by hand
in the form in which it travels (`single_proof/NAME.json`). It goes over HTTP twice: pointing at words alone, and by the
numbers of whatever candidates the prompt lists on that day. When the gold of a document changes, so does its answer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from summarizer import api
from summarizer.engines.strict import strict_schema
from summarizer.evaluate.gold import Gold, load
from summarizer.ground.answer import BriefAnswer
from summarizer.ground.pointers import plain
from summarizer.schema import Brief, Span
from summarizer.score import score_document, total
from summarizer.segment import segment
from tests.engines.accounts import Json
from tests.engines.pointing import by_number, cited, pointers, proof, quotations, sentences
from tests.loopback import Loopback, Received, ok

GOLD = Path(__file__).parents[2] / "evals" / "gold" / "dev"
LEAST = 0.97
"""The lowest headline figure of a right answer: two people who agree on all that matters still differ in places."""

DOCUMENTS = {
    "briefing_transcript": "press briefing: turns without quotation marks",
    "long_feature": "feature of 112 sentences, 15 flows",
    "ministry_statement": "statement of a ministry, in numbered paragraphs",
    "news-f-noflow": "round-up of a war, no flow in it",
    "news-g-doha": "newspaper report, two suppliers of one deal",
    "news-h-kathmandu": "translated report, a movement half admitted and half denied",
    "news-j-tindouf": "agency report, ten voices on one flow",
    "social_posts": "posts of a ministry and its minister",
    "un_panel": "UN panel of experts, seizure and resale",
    "wire_report": "wire report, five flows",
}

Pointing = Callable[[Json, str], Json]


def in_words(answer: Json, _: str) -> Json:
    return answer


@pytest.fixture
def model(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """The loopback server in place of OpenAI's endpoint, behind rules that find what they find."""
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    return loopback


def brief_of(name: str, model: Loopback, answer: Json, pointing: Pointing = in_words) -> Brief:
    """The brief of a document when the model answers so."""

    def say(asked: dict[str, Any]) -> str:
        return json.dumps(pointing(answer, asked["messages"][1]["content"]))

    model.script(ok(say))
    return api.run(GOLD / f"{name}.txt", model="openai/test-model").brief


@cache
def gold(name: str) -> Gold:
    return load(GOLD / f"{name}.txt")


@pytest.mark.parametrize("pointing", [in_words, by_number])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_right_answer_loses_nothing(name: str, pointing: Pointing, model: Loopback) -> None:
    answer, text = proof(name), gold(name).document.text
    brief = brief_of(name, model, answer, pointing)
    assert len(model.requests) == 1
    assert_all_was_shown(answer, model.requests[0], text)
    assert (brief.coverage.dropped, brief.coverage.complete) == ((), True)
    assert lost(answer, brief, text) == []
    score = total([score_document(gold(name).brief, brief, text)])
    assert score.invented == 0
    assert (score.headline or 0) >= LEAST, f"gold and single_proof/{name}.json differ:\n{score.table()}"


def assert_all_was_shown(answer: Json, request: Received, text: str) -> None:
    """The whole document was sent, with the strict schema, and the answer needs nothing that was not."""
    sent = request.body["response_format"]["json_schema"]
    assert (sent["strict"], sent["schema"]) == (True, strict_schema(BriefAnswer))
    jsonschema.validate(answer, sent["schema"])
    shown = sentences(request.said)
    assert bare("".join(shown.values())) == bare(text)
    assert set(cited(answer, "sentences")) <= shown.keys()
    assert set(cited(answer, "quotations")) <= quotations(request.said)
    assert [p for p in pointers(answer) if p["words"] not in shown[p["sentence"]]] == []


def test_numbers_of_candidates_are_used_where_there_are_any(model: Loopback) -> None:
    answers: list[Json] = []

    def kept(answer: Json, prompt: str) -> Json:
        answers.append(by_number(answer, prompt))
        return answers[-1]

    brief_of("wire_report", model, proof("wire_report"), kept)
    refs = [party["ref"] for party in answers[0]["parties"]]
    assert sum(ref.startswith("P") for ref in refs) > len(refs) / 2
    assert any(item["materiel"] for flow in answers[0]["arms_flows"] for item in flow["items"])


def _reworded(answer: Json, section: str, index: int, name: str, old: str, new: str) -> None:
    assert old in answer[section][index][name]
    answer[section][index][name] = answer[section][index][name].replace(old, new)


@pytest.mark.parametrize(
    ("name", "section", "index", "field", "old", "new", "reason"),
    [
        ("wire_report", "key_points", 0, "text", "40,000", "14,000", "the number '14000' is not in the cited words"),
        ("wire_report", "key_points", 2, "text", "Egypt", "Ethiopia", "the name 'ethiopia' is not in the cited words"),
        ("briefing_transcript", "key_points", 1, "text", "has not seen any", "has seen a", "a negation was lost"),
        ("social_posts", "key_points", 1, "text", "denies that NASAMS batteries went", "says NASAMS batteries went",
         "a negation was lost"),
        ("news-h-kathmandu", "key_points", 1, "text", "there are no radars", "there are radars",
         "a negation was lost"),
        ("news-j-tindouf", "warnings", 1, "gist", "Morocco", "Mauritania", "gist replaced: the name 'mauritania' is"
         " not in the cited words"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_asked_again_and_dropped(
    name: str, section: str, index: int, field: str, old: str, new: str, reason: str, model: Loopback
) -> None:
    answer = proof(name)
    _reworded(answer, section, index, field, old, new)
    brief = brief_of(name, model, answer)
    assert len(model.requests) == 2
    assert [(d.section, d.reason) for d in brief.coverage.dropped] == [(section, reason)]
    assert new not in json.dumps([brief.model_dump(mode="json")[section]])


def bare(text: str) -> str:
    return "".join(text.split())


def lost(answer: Json, brief: Brief, text: str) -> list[str]:
    """What the answer says and the brief does not."""
    cut = segment(text)

    def starts(spans: tuple[Span, ...]) -> set[int]:
        return {found.number for s in spans if (found := cut.sentence_at(s.start))}

    told = [
        *((f"headline {answer['headline']}",) if brief.headline != answer["headline"] else ()),
        *missing([p["text"] for p in answer["key_points"]], [p.text for p in brief.key_points]),
        *missing([w["gist"] for w in answer["warnings"]], [w.gist for w in brief.warnings]),
        *missing(
            [(u["kind"], u["cue"]["sentence"], plain(u["cue"]["words"])) for u in answer["uncertainty"]],
            [(u.kind.value, *starts((u.sentence,)), plain(u.cue.text)) for u in brief.uncertainty],
        ),
        *missing(
            [(q["fragment"], q["speaker_name"] and q["speaker_name"]["words"]) for q in answer["official_quotes"]],
            [(q.fragment, q.speaker_name) for q in brief.official_quotes],
        ),
        *missing([item for f in answer["arms_flows"] for item in items(f)], [i for f in brief.arms_flows for i in (
            (i.span.text, i.category.value, i.quantity and i.quantity.text) for i in f.items)]),
    ]  # fmt: skip
    claims = [(c.claimant_kind.value, c.stance.value, starts(c.evidence)) for f in brief.arms_flows for c in f.claims]
    for claim in (c for f in answer["arms_flows"] for c in f["claims"]):
        wanted = (claim["claimant_kind"], claim["stance"], set(claim["sentences"]))
        found = next((c for c in claims if c[:2] == wanted[:2] and c[2] >= wanted[2]), None)
        if found is None:
            told.append(f"claim {wanted}")
        else:
            claims.remove(found)
    return told


def items(flow: Json) -> list[tuple[str, str, str | None]]:
    return [(i["words"]["words"], i["category"], i["quantity"] and i["quantity"]["words"]) for i in flow["items"]]


def missing(wanted: list[Any], there: list[Any]) -> list[str]:
    return [str(one) for one in (Counter(wanted) - Counter(there)).elements()]
