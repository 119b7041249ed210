"""All frames of a sentence: those of verbs, of phrases, and of what stands right beside a quotation mark."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.frames import Frame
from summarizer.annotate.speech.nouns import noun_frames
from summarizer.annotate.speech.phrases import phrase_frames
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.tags import tag_frames
from summarizer.annotate.speech.verbs import verb_frames


@lru_cache(maxsize=2)
def frames_of(parsed: Parsed) -> Mapping[int, tuple[Frame, ...]]:
    """The frames of every sentence of a text, by its number. Kept for the last two texts, as readings share them."""
    quoted = Quoted(parsed)
    return {sentence.number: frames_in(sentence, quoted) for sentence in parsed}


def frames_in(sentence: ParsedSentence, quoted: Quoted) -> tuple[Frame, ...]:
    """All frames of a sentence, in text order; a tag only where no other frame stands at its verb."""
    found = [*verb_frames(sentence, quoted), *phrase_frames(sentence, quoted), *noun_frames(sentence, quoted)]
    anchors = {frame.anchor.i for frame in found}
    found += [frame for frame in tag_frames(sentence, quoted) if frame.anchor.i not in anchors]
    return tuple(sorted(found, key=lambda frame: frame.start))
