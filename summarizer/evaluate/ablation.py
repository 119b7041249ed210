"""What parts of an engine are worth: the same gold with all of it, and without each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.evaluate.cases import Sheet
from summarizer.evaluate.compare import compare
from summarizer.score import HEADLINE


@dataclass(frozen=True)
class Trial:
    """A run over the gold and what was left out of it, or the name of an engine."""

    name: str
    sheet: Sheet


def table(trials: Sequence[Trial], parts: Mapping[str, str]) -> str:
    """The figures of each trial as lines of text; the first trial is the whole, the others stand against it.

    The verdict is that of `compare`: whether the difference of the headline figure is more than chance.
    """
    whole = trials[0]
    names = [section.value for section in HEADLINE]
    rows = [
        f"{'':<22}{'headline':>9}{'change':>8}" + "".join(f"{n:>13}" for n in names) + f"{'false flows':>13}  verdict"
    ]
    for trial in trials:
        figures = trial.sheet.totals.figures()
        change, verdict = "", ""
        if trial is not whole:
            figure = compare(whole.sheet, trial.sheet).figure("headline")
            change = f"{(figures['headline'] or 0) - (whole.sheet.totals.figures()['headline'] or 0):+.3f}"
            verdict = str(figure.verdict.value)
        label = "everything" if trial is whole else f"without {trial.name}" if trial.name in parts else trial.name
        shown = "".join(f"{_shown(figures[f'{n}.f1']):>13}" for n in names)
        rows.append(
            f"{label:<22}{_shown(figures['headline']):>9}{change:>8}{shown}{figures['false_flows']:>13g}  {verdict}"
        )
    return "\n".join([*rows, "", *(f"{name:<14}{what}" for name, what in parts.items())])


def _shown(figure: float | int | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
