"""A small trained reader: it judges, sentence by sentence, which parties a text says move arms between them, and who
says so. It adds to what rules find, and doubts it; every judgement points at the sentence it was made on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from summarizer.annotate import Annotations
from summarizer.segment import Segmentation

__all__ = ["PARTS", "SHA256", "judged"]

SHA256 = "67781ff8b46ac5b8d16e9045d77a83eab83fc852cf973d6c33503a8aafd1787e"
"""The hash of what training made and ships, `judge.npz`."""

PARTS = {
    "judge": "the trained reader, all of it",
    "judge-flows": "flows that only the trained reader finds",
    "judge-claims": "claimants that only the trained reader finds, on flows of the rules and in replies",
    "judge-warnings": "warnings that only the trained reader finds",
    "judge-flags": "flags of the rules that the trained reader does not see are left out",
    "judge-quotes": "speakers of quotations that only the trained reader hears",
    "judge-parties": "parties that only the trained reader takes for such, or does not take for such",
    "judge-doubt": "flows of the rules that the trained reader does not believe are left out",
}
"""What can be switched off, and what it is."""


def judged(
    text: str, segmentation: Segmentation, annotations: Annotations, encoder: Path, without: Collection[str] = ()
) -> Annotations:
    """The annotations as the rules and the trained reader find them together.

    Args:
        text, segmentation, annotations: of one document.
        encoder: the file of the sentence encoder that the reader is built on.
        without: parts to switch off, of `PARTS`.

    Raises:
        WeightsError: the reader's own file of weights is not the one that was shipped.
    """
    if "judge" in without or not annotations.everyone:
        return annotations
    # Imported here: the weights take a moment to load, and the rules alone do without them.
    from summarizer.judge.bars import BARS
    from summarizer.judge.combine import Combiner
    from summarizer.judge.network import load
    from summarizer.judge.tellings import pages
    from summarizer.judge.window import Frames

    network = load(encoder)
    frames = Frames(text, segmentation, annotations)
    return Combiner(frames, pages(frames, network), network, BARS.without(without)).combined()
