"""Find candidates for every part of a brief by rule, without a model and without a network."""

from __future__ import annotations

from pathlib import Path

from summarizer.annotate.model import Annotations
from summarizer.segment import Segmentation

__all__ = ["Annotations", "annotate"]


def annotate(text: str, segmentation: Segmentation, lexicon: Path | None = None) -> Annotations:
    """All candidates of one document.

    Args:
        text: the document's text.
        segmentation: the sentences and quotations of the same text.
        lexicon: a TOML file with an analyst's own names and terms, added to those that ship.

    Raises:
        InputError: the lexicon cannot be read.
    """
    # Imported here: the English pipeline takes a second to load, and not every command annotates.
    from summarizer.annotate.doubt.finder import find_cues
    from summarizer.annotate.flows.finder import find_flows
    from summarizer.annotate.instructions import find_instructions
    from summarizer.annotate.lexicon import Lexicon
    from summarizer.annotate.materiel.finder import find_materiel
    from summarizer.annotate.parties.finder import find_everyone
    from summarizer.annotate.pipeline import parse
    from summarizer.annotate.speech.attribution import find_attributions
    from summarizer.annotate.speech.promotion import with_speakers
    from summarizer.annotate.speech.quotes import find_quotes
    from summarizer.annotate.warnings.finder import find_warnings

    terms = Lexicon.load(lexicon)
    parsed = parse(text, segmentation)
    parties, bystanders = with_speakers(parsed, *find_everyone(parsed, terms))
    materiel = find_materiel(parsed)
    attributions = find_attributions(parsed, parties)
    cues = find_cues(parsed, parties)
    return Annotations(
        parties=parties,
        bystanders=bystanders,
        materiel=materiel,
        cues=cues,
        attributions=attributions,
        quotes=find_quotes(parsed, parties, attributions),
        flows=find_flows(parsed, parties, materiel, attributions, cues),
        warnings=find_warnings(parsed, parties, attributions),
        instructions=find_instructions(text, segmentation),
    )
