"""Sums over documents, the headline, and the outcomes that are not scores."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from summarizer.errors import InputError
from summarizer.schema import Brief
from summarizer.score import HEADLINE, Outcome, Section, score_document, total
from tests.score.minis import QUIET_TEXT, TEXT, Json, changed, gold, quiet, without

EMPTY: Json = {"parties": [], "arms_flows": [], "official_quotes": [], "warnings": [], "uncertainty": []}


def covered(*statuses: str) -> Json:
    chunks = [{"start": 0, "end": 9, "status": s, "detail": None} for s in statuses]
    return gold() | {"coverage": {"complete": set(statuses) == {"read"}, "chunks": chunks, "dropped": []}}


def test_gold_against_itself_is_one_everywhere() -> None:
    found = total([score_document(gold(), gold(), TEXT), score_document(quiet(), quiet(), QUIET_TEXT)])
    assert {f.f1 for f in found.sections.values()} == {1.0}
    assert found.headline == 1.0
    assert found.has_flow_accuracy == 1.0
    assert (found.false_flows, found.without_flows, found.invented, found.partial) == (0, 1, 0, 0)


def test_counts_are_summed_before_they_are_divided() -> None:
    """Three of three flows and two of three, one of them spurious: 5 found of 6 in gold and 6 predicted."""
    found = total(
        [
            score_document(gold(), gold(), TEXT),
            score_document(gold(), changed("arms_flows.2.supplier", None), TEXT),
            score_document(gold(), without("parties.4") | {"arms_flows": [], "uncertainty": []}, TEXT),
        ]
    )
    flows = found.sections[Section.FLOWS]
    assert (flows.n_gold, flows.n_pred, flows.tp) == (9, 6, 5)
    assert flows.precision == pytest.approx(5 / 6)
    assert flows.recall == pytest.approx(5 / 9)
    assert flows.f1 == pytest.approx(10 / 15)
    assert found.has_flow_accuracy == pytest.approx(2 / 3)


def test_headline_is_the_mean_of_its_sections() -> None:
    found = total([score_document(gold(), without("warnings.0"), TEXT)])
    assert found.sections[Section.WARNINGS].f1 == pytest.approx(2 / 3)
    assert found.headline == pytest.approx((5 + 2 / 3) / 6)
    assert len(HEADLINE) == 6


def test_no_data_is_neither_nought_nor_one() -> None:
    found = total([score_document(quiet(), quiet(), QUIET_TEXT)])
    flows = found.sections[Section.FLOWS]
    assert (flows.precision, flows.recall, flows.f1) == (None, None, None)
    assert found.sections[Section.PARTIES].f1 == 1.0
    assert found.headline == 1.0


def test_one_empty_side_is_nought() -> None:
    missed = total([score_document(gold(), EMPTY, TEXT)])
    assert missed.headline == 0
    assert missed.sections[Section.FLOWS].precision is None
    assert missed.sections[Section.FLOWS].recall == 0
    spurious = total([score_document(EMPTY, gold(), TEXT)])
    assert spurious.headline == 0
    assert spurious.sections[Section.FLOWS].precision == 0
    assert spurious.sections[Section.FLOWS].recall is None


def test_false_flows_are_counted_on_documents_without_any() -> None:
    found = total([score_document(EMPTY, gold(), TEXT), score_document(gold(), gold(), TEXT)])
    assert (found.false_flows, found.without_flows) == (3, 1)
    assert found.has_flow_accuracy == 0.5


def test_nothing_scored_gives_no_figures() -> None:
    found = total([])
    assert (found.headline, found.has_flow_accuracy, found.documents) == (None, None, 0)


OUTCOMES = {
    "not run": (None, Outcome.NOT_RUN),
    "not run, said so": (Outcome.NOT_RUN, Outcome.NOT_RUN),
    "refused": (Outcome.REFUSED, Outcome.REFUSED),
    "failed": (Outcome.FAILED, Outcome.FAILED),
    "every chunk refused": (covered("refused", "refused"), Outcome.REFUSED),
    "refused and failed": (covered("refused", "failed"), Outcome.REFUSED),
    "every chunk failed": (covered("failed"), Outcome.FAILED),
    "no chunk at all": (covered(), Outcome.FAILED),
    "read": (covered("read", "read"), Outcome.SCORED),
    "read in part": (covered("read", "refused"), Outcome.SCORED),
    "truncated": (covered("truncated"), Outcome.SCORED),
    "without coverage": (gold(), Outcome.SCORED),
}


@pytest.mark.parametrize(("predicted", "outcome"), [pytest.param(*c, id=n) for n, c in OUTCOMES.items()])
def test_outcomes(predicted: Any, outcome: Outcome) -> None:
    assert score_document(gold(), predicted, TEXT).outcome is outcome


def test_only_scored_documents_enter_the_figures_and_all_are_counted() -> None:
    kinds = [gold(), covered("read", "failed"), None, Outcome.REFUSED, Outcome.REFUSED, Outcome.FAILED]
    found = total(score_document(gold(), k, TEXT) for k in kinds)
    assert found.headline == 1.0
    assert found.sections[Section.FLOWS].n_gold == 6
    assert found.outcomes == {Outcome.SCORED: 2, Outcome.REFUSED: 2, Outcome.FAILED: 1, Outcome.NOT_RUN: 1}
    assert (found.documents, found.partial) == (6, 1)


def test_table_shows_the_figures_and_every_outcome() -> None:
    scores = [score_document(gold(), without("warnings.0"), TEXT), score_document(gold(), None, TEXT)]
    lines = total(scores).table().splitlines()
    assert lines[8].split() == ["warnings", "1.000", "0.500", "0.667", "2", "1", "1"]
    assert "headline                               0.944" in lines
    assert lines[-1] == "documents: 2 (1 scored, 0 refused, 0 failed, 1 not run; 0 scored in part)"
    assert total([]).table().splitlines()[1].split() == ["parties", "-", "-", "-", "0", "0", "0"]


def test_figures_are_flat_and_storable() -> None:
    found = total([score_document(gold(), without("warnings.0"), TEXT)]).figures()
    assert json.loads(json.dumps(found)) == found
    assert found["warnings.recall"] == 0.5
    assert found["outcome.not_run"] == 0


MALFORMED = {
    "section missing": ({k: v for k, v in gold().items() if k != "warnings"}, "warnings: Field required"),
    "unknown value": (changed("arms_flows.0.stage", "lost"), "arms_flows.0.stage"),
    "reference to nothing": (changed("arms_flows.0.supplier", "P9"), "references to nothing: P9"),
    "id used twice": (changed("parties.1.id", "P1"), "an id is used twice"),
    "no mapping": ([], "the whole"),
    "broken coverage": (gold() | {"coverage": {"chunks": [{"status": "lost"}]}}, "coverage is malformed"),
    "scored without a brief": (Outcome.SCORED, "without a predicted brief"),
}


@pytest.mark.parametrize(("predicted", "message"), [pytest.param(*c, id=n) for n, c in MALFORMED.items()])
def test_malformed_predictions_are_named(predicted: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        score_document(gold(), predicted, TEXT)


def test_gold_must_be_verbatim() -> None:
    with pytest.raises(InputError, match=r"gold brief has a span that is not verbatim at 0:60"):
        score_document(gold(), gold(), "x" + TEXT)


def test_whole_briefs_are_scored_like_their_json() -> None:
    info = {"id": "a", "sha256": "0" * 64, "title": None, "outlet": None, "published": None, "url": None}
    made = {"engine": "rules", "model": None, "strategy": "rules", "prompt": None, "prompt_sha256": None}
    spent = {"parameters": {}, "created_at": "2021", "seconds": 0, "calls": 0, "tokens_in": 0, "tokens_out": 0}
    data = covered("read") | {
        "document": info | {"language": None, "chars": len(TEXT)},
        "provenance": made | spent | {"cost_usd": None},
    }
    brief = Brief.model_validate(data, context={"text": TEXT})
    assert score_document(brief, brief, TEXT) == score_document(gold(), data, TEXT)


def test_a_thousand_documents_in_two_seconds() -> None:
    ours = gold()
    begin = time.process_time()
    found = total(score_document(ours, ours, TEXT) for _ in range(1000))
    assert time.process_time() - begin < 2
    assert found.outcomes[Outcome.SCORED] == 1000
