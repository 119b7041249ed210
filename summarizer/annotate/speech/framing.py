"""All frames of a sentence: those of verbs, of phrases, and of what stands right beside a quotation mark."""

from __future__ import annotations

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import Frame
from summarizer.annotate.speech.nouns import noun_frames
from summarizer.annotate.speech.phrases import phrase_frames
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.tags import tag_frames
from summarizer.annotate.speech.verbs import verb_frames


def frames_in(sentence: ParsedSentence, quoted: Quoted) -> tuple[Frame, ...]:
    """All frames of a sentence, in text order; a tag only where no other frame stands at its verb."""
    found = [*verb_frames(sentence, quoted), *phrase_frames(sentence, quoted), *noun_frames(sentence, quoted)]
    anchors = {frame.anchor.i for frame in found}
    found += [frame for frame in tag_frames(sentence, quoted) if frame.anchor.i not in anchors]
    return tuple(sorted(found, key=lambda frame: frame.start))
