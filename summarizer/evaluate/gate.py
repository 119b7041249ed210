"""May a change land? A run held against a blessed baseline, with one answer and the reasons for it.

What weighs more comes first: a regression, then answers that are missing, then too little to judge by. A run is not
let through for what it left out: cases of the baseline that it was not to do count as missing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from summarizer.errors import InputError
from summarizer.evaluate.compare import Comparison, Unscored
from summarizer.evaluate.log import Blessing, Log
from summarizer.evaluate.pairs import Why
from summarizer.evaluate.statistics import HEADLINE_NAME
from summarizer.evaluate.swaps import MIN_STORIES
from summarizer.evaluate.verdict import LEAST_SCORED, Verdict

_ROUNDING = 1e-9
"""Numbers that differ by less are the same."""
_NAMED = 5
"""Cases that are named in one sentence before it says how many more there are."""


class GateResult(StrEnum):
    PASS = "pass"
    REGRESSION = "regression"
    ERRORS = "errors"
    INSUFFICIENT = "insufficient data"

    @property
    def exit_code(self) -> int:
        return {"pass": 0, "regression": 16, "errors": 17, "insufficient data": 18}[self.value]


@dataclass(frozen=True)
class Gate:
    """The answer. `reasons` are all that speak against the run, the weightiest first; `notes` are worth knowing."""

    passed: bool
    result: GateResult
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 pass, 16 regression, 17 errors, 18 insufficient data."""
        return self.result.exit_code

    def to_json(self) -> dict[str, Any]:
        """Everything, as plain JSON values."""
        return asdict(self) | {"result": self.result.value, "reasons": list(self.reasons), "notes": list(self.notes)}


def gate(comparison: Comparison, tolerance: float = 0.0) -> Gate:
    """Judge run B of a comparison by its baseline, run A.

    Args:
        comparison: its margin is the one that counts.
        tolerance: the share of answers that may be missing: refused, failed, not run, or not among the run's cases.

    Raises:
        InputError: nobody blessed A as a baseline.
    """
    if comparison.a.head.blessing is None:
        raise InputError(
            "The baseline was never blessed, so nothing can be judged by it.", "Make it one with `eval bless`."
        )
    found = {
        GateResult.REGRESSION: _regressions(comparison),
        GateResult.ERRORS: _errors(comparison, tolerance),
        GateResult.INSUFFICIENT: _insufficient(comparison),
    }
    result = next((result for result, reasons in found.items() if reasons), GateResult.PASS)
    reasons = tuple(reason for several in found.values() for reason in several)
    return Gate(result is GateResult.PASS, result, reasons, tuple(_notes(comparison, tolerance)))


def bless(log: Log, by: str, why: str, old: Log | None = None) -> Log:
    """The log with a blessing on it: who made it the baseline, why, when, and in place of which old one.

    Raises:
        InputError: who or why is blank.
    """
    if not by.strip() or not why.strip():
        raise InputError("A baseline needs the name of who decides and the reason.", "Give both --by and --why.")
    return log.blessed(
        Blessing(
            by=by.strip(),
            why=why.strip(),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            prompt_sha256=log.head.prompt_sha256,
            moved_from=sha256(old.to_text().encode("utf-8")).hexdigest()[:16] if old else None,
        )
    )


def _regressions(comparison: Comparison) -> list[str]:
    reasons = []
    if comparison.b.invented:
        spans = "1 span is" if comparison.b.invented == 1 else f"{comparison.b.invented} spans are"
        reasons.append(f"{spans} not verbatim in the text: {_named(comparison.b.invented_in)}.")
    reasons += [f"Worse: {figure.sentence}" for figure in comparison.figures if figure.verdict is Verdict.WORSE]
    flows = comparison.false_flows
    new = [change.case for change in flows.changed if not change.a]
    if new:
        reasons.append(f"Flows are reported where there is none, and the baseline reported none: {_named(new)}.")
    elif flows.b > flows.a + _ROUNDING:
        reasons.append(
            f"More false flows: {flows.b:g} against {flows.a:g} in the {flows.documents} documents without any flow."
        )
    return reasons


def _errors(comparison: Comparison, tolerance: float) -> list[str]:
    missing, planned = _missing(comparison)
    if not planned or missing <= tolerance * planned + _ROUNDING:
        return []
    allowed = f", and {tolerance:.0%} may be" if tolerance else ""
    told = [f"{missing} of {planned} answers are missing ({missing / planned:.0%}){allowed}."]
    for outcome in dict.fromkeys(one.outcome for one in comparison.b.unscored):
        cases = [one for one in comparison.b.unscored if one.outcome is outcome]
        told.append(f"{outcome.value.replace('_', ' ').capitalize()}: {_named([_with_reason(one) for one in cases])}.")
    if unplanned := _unplanned(comparison):
        told.append(f"Cases of the baseline that this run was not to do: {_named(unplanned)}.")
    return told


def _missing(comparison: Comparison) -> tuple[int, int]:
    """Answers that B owes, and how many it should have given: one per case and repeat."""
    repeats = comparison.b.head.repeats
    unplanned = len(_unplanned(comparison)) * repeats
    planned = sum(comparison.b.outcomes.values()) * repeats + unplanned
    return sum(one.missing for one in comparison.b.unscored) + unplanned, planned


def _unplanned(comparison: Comparison) -> list[str]:
    return [left.case for left in comparison.left_out if left.b is None]


def _insufficient(comparison: Comparison) -> list[str]:
    if not comparison.cases:
        return ["There is no document that both runs scored."]
    reasons = []
    if comparison.stories < MIN_STORIES:
        stories = "1 story" if comparison.stories == 1 else f"{comparison.stories} stories"
        reasons.append(f"The documents that both runs scored tell only {stories}; at least {MIN_STORIES} are needed.")
    if comparison.a_scored < LEAST_SCORED * comparison.planned:
        reasons.append(f"The baseline scored only {comparison.a_scored} of the {comparison.planned} documents.")
    elif comparison.figure(HEADLINE_NAME).verdict is Verdict.UNRELIABLE:
        reasons.append(comparison.figure(HEADLINE_NAME).sentence)
    return reasons


def _notes(comparison: Comparison, tolerance: float) -> list[str]:
    blessing = comparison.a.head.blessing
    assert blessing is not None
    notes = [f"The baseline was blessed by {blessing.by} at {blessing.at}: {blessing.why}"]
    for figure in comparison.figures:
        if figure.verdict is Verdict.BETTER:
            notes.append(f"Better: {figure.sentence}")
        elif figure.verdict in (Verdict.INSUFFICIENT, Verdict.UNRELIABLE) and figure.cases:
            notes.append(f"Not judged: {figure.sentence}")
    for why, told in _WHY_NOT_COMPARED.items():
        if cases := [left.case for left in comparison.left_out if left.why is why]:
            notes.append(f"{told}: {_named(cases)}.")
    if comparison.a.without_gold:
        notes.append(f"Not judged, because the gold does not hold them: {_named(comparison.a.without_gold)}.")
    missing, planned = _missing(comparison)
    if 0 < missing <= tolerance * planned + _ROUNDING:
        cases = [_with_reason(one) for one in comparison.b.unscored]
        notes.append(f"Within the tolerance, {missing} of {planned} answers are missing: {_named(cases)}.")
    return notes


_WHY_NOT_COMPARED = {
    Why.B_ONLY: "Not judged, because the baseline did not score them",
    Why.DOCUMENT: "Not judged, because their text has changed since",
    Why.GOLD: "Not judged, because the runs were scored against different gold",
}


def _with_reason(one: Unscored) -> str:
    share = f" {one.missing} of {one.repeats}" if one.repeats > 1 else ""
    return f"{one.case}{share}" + (f" ({one.reason})" if one.reason else "")


def _named(cases: list[str] | tuple[str, ...]) -> str:
    more = len(cases) - _NAMED
    return ", ".join(cases[:_NAMED]) + (f" and {more} more" if more > 0 else "")
