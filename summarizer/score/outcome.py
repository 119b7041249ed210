"""The score of one document, and what became of the document when there is nothing to score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from summarizer.errors import InputError
from summarizer.schema import Brief, ChunkStatus
from summarizer.score.scorable import BriefLike, Scorable, Words
from summarizer.score.sections import Comparison, Counts, Section


class Outcome(StrEnum):
    """What became of a document. Only `scored` documents enter the figures; the others are counted beside them."""

    SCORED = "scored"
    REFUSED = "refused"
    FAILED = "failed"
    NOT_RUN = "not_run"


@dataclass(frozen=True)
class DocumentScore:
    """One document, held against its gold brief.

    `sections` is empty unless `outcome` is `scored`. `complete` is false when part of the document was not read.
    `invented` are the predicted spans whose words do not stand at their offsets: there must be none.
    """

    outcome: Outcome
    gold_flows: int
    predicted_flows: int = 0
    complete: bool = True
    sections: dict[Section, Counts] = field(default_factory=dict)
    invented: tuple[Words, ...] = ()

    @property
    def has_flow_right(self) -> bool:
        """Whether the prediction is right about there being any flow at all."""
        return bool(self.gold_flows) == bool(self.predicted_flows)

    @property
    def false_flows(self) -> int:
        """Flows predicted for a document that has none."""
        return 0 if self.gold_flows else self.predicted_flows


def score_document(gold: BriefLike, predicted: BriefLike | Outcome | None, text: str) -> DocumentScore:
    """Hold a predicted brief against the gold brief of the same document.

    Args:
        gold: the gold brief, as a mapping of its JSON (it needs no document, coverage or provenance) or as a `Brief`.
        predicted: the same for the prediction; or the outcome when there is none (None means `not_run`). A brief whose
            coverage says that nothing of the document was read is not scored as an empty one: it is `refused` or
            `failed`.
        text: the text of the document, which all offsets point into.

    Raises:
        InputError: a brief is malformed, the gold brief has a span that is not verbatim in the text, or the outcome is
            `scored` without a brief.
    """
    ours = Scorable.of(gold, "gold brief")
    for span in ours.invented(text):
        raise InputError(
            f"The gold brief has a span that is not verbatim at {span.start}:{span.end}: {span.text[:60]!r}.",
            "Check that it belongs to this text, and correct its offsets.",
        )
    if predicted is Outcome.SCORED:
        raise InputError("A document cannot count as scored without a predicted brief.", "Give the brief.")
    if predicted is None or isinstance(predicted, Outcome):
        return DocumentScore(predicted or Outcome.NOT_RUN, len(ours.arms_flows), complete=False)
    statuses = _statuses(predicted)
    if statuses is not None and not {ChunkStatus.READ, ChunkStatus.TRUNCATED} & set(statuses):
        unread = Outcome.REFUSED if ChunkStatus.REFUSED in statuses else Outcome.FAILED
        return DocumentScore(unread, len(ours.arms_flows), complete=False)
    theirs = Scorable.of(predicted, "predicted brief")
    return DocumentScore(
        outcome=Outcome.SCORED,
        gold_flows=len(ours.arms_flows),
        predicted_flows=len(theirs.arms_flows),
        complete=all(status is ChunkStatus.READ for status in statuses or ()),
        sections=Comparison(ours, theirs).counts(),
        invented=theirs.invented(text),
    )


def _statuses(brief: BriefLike) -> list[ChunkStatus] | None:
    """The status of every chunk, None when the brief has no coverage (gold, and briefs of other programs)."""
    if isinstance(brief, Brief):
        return [chunk.status for chunk in brief.coverage.chunks]
    if not isinstance(brief, Mapping) or brief.get("coverage") is None:
        return None
    try:
        return [ChunkStatus(chunk["status"]) for chunk in brief["coverage"]["chunks"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            "The predicted brief cannot be scored: its coverage is malformed.", "Check it against the schema of briefs."
        ) from error
