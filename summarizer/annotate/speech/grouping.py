"""Which stretches of quoted words make one quotation: those that nothing but an attribution parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.clauses import FINITE, is_clause
from summarizer.annotate.speech.crediting import LETTERS, Credit
from summarizer.annotate.speech.frames import Frame, groups_of
from summarizer.annotate.speech.reading import Reading
from summarizer.segment.model import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKING = frozenset({"asked", "question", "questions", "questioned", "pressed", "whether"})
"""Words that tell of a question."""
OPENING = " \n\"“‘«„'”’»"


def grouped(reading: Reading, stretches: list[Quotation]) -> list[list[Quotation]]:
    groups: list[list[Quotation]] = []
    for quotation in stretches:
        if groups and _carries_on(reading, groups[-1][-1], quotation):
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return groups


def _carries_on(reading: Reading, before: Quotation, after: Quotation) -> bool:
    """Whether nothing but an attribution to the same speaker lies between two stretches."""
    if after.continues == before.number:
        return True
    one, other = reading.credits.get(before.number), reading.credits.get(after.number)
    if one is None or other is None or not _same(one, other) or after.sentences[0] - before.sentences[-1] > 2:
        return False
    between = reading.parsed.text[before.end : after.start]
    if _runs_on(reading, after, between):
        return False
    if not LETTERS.search(between):
        last, first = (reading.parsed.sentence(n) for n in (before.sentences[-1], after.sentences[0]))
        if last.sentence.paragraph != first.sentence.paragraph:
            return reading.quoted.covers(last)
        return (
            before.sentences[-1] == after.sentences[0]
            or reading.quoted.covers(last)
            or is_clause(reading.parsed, ((before.start, before.end),))
        )
    anchors = _anchors_between(reading, before, after)
    if not anchors or _answers(reading, before, after) or _sentence_between(reading, before, after):
        return False
    clauses = all(is_clause(reading.parsed, ((q.start, q.end),)) for q in (before, after))
    if not clauses and not _interrupts(reading, before, after):
        return False
    return not any(_tells(t, anchors) for t in _tokens_between(reading, before, after))


def _runs_on(reading: Reading, after: Quotation, between: str) -> bool:
    """Whether words outside the marks open the clause that a stretch ends ('calling the charge "a clumsy lie"')."""
    told = between.rstrip(OPENING)
    return told[-1:].isalnum() and not is_clause(reading.parsed, ((after.start, after.end),))


def _sentence_between(reading: Reading, before: Quotation, after: Quotation) -> bool:
    """Whether a sentence without quoted words stands between two stretches and announces neither."""
    for number in range(before.sentences[-1] + 1, after.sentences[0]):
        sentence = reading.parsed.sentence(number).sentence
        if not reading.parsed.text[sentence.start : sentence.end].rstrip().endswith(":"):
            return True
    return False


def _interrupts(reading: Reading, before: Quotation, after: Quotation) -> bool:
    """Whether a tag interrupts one statement: '"The tanks," he said, "left."', '"The tanks," he said. "All left."'"""
    number = before.sentences[-1]
    fills = all(reading.quoted.covers(reading.parsed.sentence(n)) for n in after.sentences)
    return (number == after.sentences[0] or fills) and any(
        before.end <= s.frame.start <= before.end + 4 for s in reading.spoken.get(number, ())
    )


def _same(one: Credit, other: Credit) -> bool:
    if one.voice.party is not None or other.voice.party is not None:
        return one.voice.party == other.voice.party
    return one.voice.head == other.voice.head or other.spoken is None


def _anchors_between(reading: Reading, before: Quotation, after: Quotation) -> set[tuple[int, int]]:
    """Sentence and token numbers of the speech verbs between two stretches."""
    return {
        (number, s.frame.anchor.i)
        for number in range(before.sentences[-1], after.sentences[0] + 1)
        for s in reading.spoken.get(number, ())
        if before.end <= s.frame.start < after.start
    }


def _tokens_between(reading: Reading, before: Quotation, after: Quotation) -> list[tuple[int, Token]]:
    found: list[tuple[int, Token]] = []
    for number in range(before.sentences[-1], after.sentences[0] + 1):
        sentence = reading.parsed.sentence(number)
        tail = _tail(sentence, [s.frame for s in reading.spoken.get(number, ())], before.end)
        found += [(number, t) for t in sentence.tokens if before.end <= sentence.start(t) < min(after.start, tail)]
    return found


def _tail(sentence: ParsedSentence, frames: list[Frame], after: int) -> int:
    """Where a tag's tail begins that tells what the speaker did meanwhile ('..." he said, waving the report.')."""
    ends = [f.end for f in frames if after <= f.start <= after + 4]
    rest = [t for t in sentence.tokens if ends and sentence.start(t) >= ends[0]]
    meanwhile = len(rest) > 1 and rest[0].text == "," and rest[1].tag_ == "VBG"
    if not meanwhile or {"say", "manner", "announce"} & set(groups_of(rest[1].lemma_.lower())):
        return sentence.sentence.end
    return sentence.start(rest[0])


def _tells(entry: tuple[int, Token], anchors: set[tuple[int, int]]) -> bool:
    """Whether a word between two stretches is the verb of a clause that is no attribution: then it is paraphrase."""
    number, token = entry
    if token.tag_ not in FINITE or token.pos_ not in ("VERB", "AUX"):
        return False
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    if (number, verb.i) in anchors:
        return False
    while verb.dep_ != "ROOT":
        after = verb.dep_ == "advcl" and verb.i > verb.head.i
        aside = after and verb.tag_ != "VBG" and (number, verb.head.i) in anchors
        if aside or verb.dep_ in ("relcl", "acl"):
            return False
        verb = verb.head
    return True


def _answers(reading: Reading, before: Quotation, after: Quotation) -> bool:
    """Whether a question that a later sentence tells parts two stretches ('"A," she said. Asked who, she said "B"')."""
    own = before.sentences[-1]
    between = _tokens_between(reading, before, after)
    return any(number > own and t.lower_ in ASKING and t.dep_ != "ROOT" for number, t in between)
