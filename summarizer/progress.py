"""What long work says of itself while it runs; the bottom layer, so that every part may speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One sign of life.

    `stage` names what is going on ("reading", "asking"); `done` of `total` steps of it are finished, `total` 0
    when their number is not known. `tokens_per_second` is the model's current speed, None when there is none.
    """

    stage: str
    done: int
    total: int
    tokens_per_second: float | None = None
    detail: str = ""
