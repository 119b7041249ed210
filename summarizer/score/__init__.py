"""Hold predicted briefs against gold briefs."""

from summarizer.score.outcome import DocumentScore, Outcome, score_document
from summarizer.score.scorable import BriefLike, Scorable
from summarizer.score.sections import Counts, Section
from summarizer.score.totals import HEADLINE, Figures, Totals, total

__all__ = [
    "HEADLINE",
    "BriefLike",
    "Counts",
    "DocumentScore",
    "Figures",
    "Outcome",
    "Scorable",
    "Section",
    "Totals",
    "score_document",
    "total",
]
