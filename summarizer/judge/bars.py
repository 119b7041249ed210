"""How likely something must be before the trained reader's judgement counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

NEVER = 2.0


@dataclass(frozen=True)
class Bars:
    """How likely something must be. Set on documents of the development half that a reader was not trained on."""

    whole: float = 0.85
    """A flow that the rules did not find."""
    first: float = 0.97
    """The same where nothing else speaks for it: the rules found none in the document, and the network none in any
    other sentence."""
    second: float = 0.98
    """A flow that shares an end with a likelier one of the same sentence."""
    other: float = 0.98
    """The same when the sentence does not name its other end."""
    far: float = 0.95
    """A flow of which the sentence itself names neither end."""
    alike: float = 0.15
    """A stage of a movement between two parties that another sentence tells of: above this it is the same movement."""
    kept: float = 0.02
    """A flow of the rules is dropped when it is less likely than this in every sentence that is its evidence."""
    rival: float = 0.9
    """How sure the network is of another flow with one of the same ends,"""
    beside: float = 0.6
    """and how likely a flow of the rules must be beside that."""
    sure: float = 0.8
    """A flow of the rules about which nobody else is asked."""
    voice: float = 0.6
    """A claimant of a flow."""
    answer: float = 0.95
    """A claimant that the rules did not find for a flow of theirs."""
    outlet: float = 0.3
    """How likely the outlet may be at most where somebody else is heard in what the rules took for its words."""
    reply: float = 0.97
    """A claimant in a sentence that does not tell of the flow itself."""
    warning: float = 0.6
    """A warning that the rules did not find."""

    flag: float = 0.1
    """A flag of the rules is dropped when it is less likely than this."""
    speaks: float = 0.95
    """The speaker of a quotation for which the rules found none."""
    corrected: float = 0.95
    """The same where they found another one."""
    stays: float = 0.3
    """Whom the rules take for a party, and nothing else of the brief speaks of, is left out below this."""
    rises: float = 0.8
    """Whom the rules take for a bystander is a party above this."""

    def without(self, parts: Collection[str]) -> Bars:
        """The bars with some of `summarizer.judge.PARTS` switched off."""
        bars = self
        if "judge-flows" in parts:
            bars = replace(bars, whole=NEVER, first=NEVER)
        if "judge-claims" in parts:
            bars = replace(bars, answer=NEVER, reply=NEVER)
        if "judge-warnings" in parts:
            bars = replace(bars, warning=NEVER)
        if "judge-flags" in parts:
            bars = replace(bars, flag=0.0)
        if "judge-quotes" in parts:
            bars = replace(bars, speaks=NEVER, corrected=NEVER)
        if "judge-parties" in parts:
            bars = replace(bars, stays=0.0, rises=NEVER)
        if "judge-doubt" in parts:
            bars = replace(bars, kept=0.0, beside=0.0)
        return bars


BARS = Bars()
