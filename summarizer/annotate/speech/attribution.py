"""Attribution: the claimant of each sentence, the outlet's own voice being none."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.annotate.model import Attribution, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.crediting import Spoken
from summarizer.annotate.speech.frames import writing
from summarizer.annotate.speech.reading import Reading, read
from summarizer.annotate.speech.voices import Voice
from summarizer.schema import ClaimantKind, PartyKind

PREFIX = re.compile(r"^([^:\n]{2,60}):\s+\S")
SUFFIX = re.compile(r"\s[-–—]\s*([^-–—:\n]{2,60})$|:\s*([^-–—:\n]{2,40})$")
SHORT = 8
"""Tokens up to which an opening sentence is a place, a date or a byline."""
SHARED = 3
"""Content words that a headline must share with the first sentence to be taken for the same matter."""
TELLS = frozenset(
    "say claim report allege write state tell accuse deny admit announce insist maintain reject dismiss declare "
    "concede acknowledge argue respond reply assert inform testify boast let contend refute".split()
)
"""Verbs whose subject speaks for itself; what "suggests" or "shows" something in a paper does so for its issuer."""
HANGING = frozenset({"as", "while", "after", "before", "when", "because", "since", "although", "though", "despite"})
"""Words that hang a clause with a saying of its own on a sentence that says something else."""
SMALL = frozenset("the a an and of from in official officials report sources source government says said".split())


def find_attributions(parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> tuple[Attribution, ...]:
    """Who says what each sentence says, at most one attribution per sentence, in text order.

    Sentences in the outlet's own voice have none. Sentences that stand wholly inside a quotation, and the
    sentences of a transcript turn, carry the attribution of their speaker without words of their own.
    """
    reading = read(parsed, parties)
    found = {s.number: _of_sentence(reading, s) or _of_paper(reading, s.number) for s in parsed}
    for block in reading.blocks:
        found |= {number: replace(_attribution(number, block.voice), doubt=True) for number in block.sentences}
    _carry_on(reading, found)
    _head(reading, found)
    for index, turn in enumerate(reading.turns):
        voice = reading.turn_voices.get(index)
        for number in turn.sentences:
            if _told_of_others(reading, number, voice, turn.asks):
                continue
            carried = None if voice is None else _attribution(number, voice)
            found[number] = Attribution(number, None, ClaimantKind.MEDIA) if turn.asks else carried
    return tuple(a for a in found.values() if a is not None)


def _of_sentence(reading: Reading, sentence: ParsedSentence) -> Attribution | None:
    number = sentence.number
    if reading.quoted.covers(sentence):
        return _of_quotation(reading, number)
    spoken = reading.main(number)
    if spoken is None:
        return _citing(reading, number, None) or _labelled(reading, sentence)
    if _beside_the_point(spoken):
        return None
    return _citing(reading, number, spoken) or _relayed(reading, sentence, spoken) or _plain(spoken)


def _carry_on(reading: Reading, found: dict[int, Attribution | None]) -> None:
    """A sentence between two of the same paragraph that one voice says is taken to be that voice's too."""
    for before, sentence, after in zip(
        reading.parsed.sentences, reading.parsed.sentences[1:], reading.parsed.sentences[2:], strict=False
    ):
        one, other = found[before.number], found[after.number]
        together = len({s.sentence.paragraph for s in (before, sentence, after)}) == 1
        if found[sentence.number] is not None or not together or one is None or other is None:
            continue
        same = (one.claimant, one.kind) == (other.claimant, other.kind) and one.claimant is not None
        same = same and one.kind is not ClaimantKind.ANONYMOUS_SOURCE
        if same and not reading.spoken[sentence.number] and not reading.quoted.touching(sentence.number):
            found[sentence.number] = Attribution(sentence.number, one.claimant, one.kind, one.reported_by, doubt=True)


def _head(reading: Reading, found: dict[int, Attribution | None]) -> None:
    """A headline that says in short what the first sentence has from somebody is that somebody's too."""
    sentences = reading.parsed.sentences
    lead = next((s for s in sentences if not s.sentence.heading and len(s.doc) > SHORT), None)
    said = None if lead is None else found[lead.number]
    if lead is None or said is None or said.start is None:
        return
    for heading in sentences[: lead.number - 1]:
        shared = _content(heading) & _content(lead)
        if heading.sentence.heading and found[heading.number] is None and len(shared) >= SHARED:
            found[heading.number] = replace(said, sentence=heading.number, start=None, end=None, doubt=True)


def _content(sentence: ParsedSentence) -> set[str]:
    return {t.lemma_.lower() for t in sentence.tokens if t.pos_ in ("NOUN", "PROPN", "VERB") and not t.is_stop}


def _of_paper(reading: Reading, number: int) -> Attribution | None:
    """The issuer of a statement or the author of a post, for what it says in its own voice."""
    voice = reading.letterheads.get(number)
    if voice is None or reading.quoted.touching(number):
        return None
    frames = reading.frames[number]
    others = any(f.degree == "main" and f.verb in TELLS and f.head.pos_ in ("NOUN", "PROPN") for f in frames)
    return None if others else _attribution(number, voice)


def _told_of_others(reading: Reading, number: int, holder: Voice | None, asks: bool) -> bool:
    """Whether a sentence of a transcript reports what somebody else said, who is named."""
    spoken = reading.main(number)
    if spoken is None or spoken.voice.party is None or not spoken.voice.certain:
        return False
    if spoken.frame.degree != "main" and not (asks and spoken.frame.group in ("say", "announce", "noun")):
        return False
    named = spoken.frame.head.pos_ in ("NOUN", "PROPN")
    return named and (holder is None or holder.party != spoken.voice.party)


def _of_quotation(reading: Reading, number: int) -> Attribution | None:
    for quotation in reading.quoted.touching(number):
        if quotation.number in reading.credits:
            credit = reading.credits[quotation.number]
            carried = _attribution(number, credit.voice)
            return replace(carried, doubt=carried.doubt or not credit.near)
    return None


def _beside_the_point(spoken: Spoken) -> bool:
    """Whether the frame only hangs on a sentence that tells something else in the outlet's voice."""
    frame = spoken.frame
    if frame.degree != "beside":
        return False
    own = {c.dep_ for c in frame.anchor.children} & {"dobj", "ccomp", "xcomp"}
    marks = {c.lower_ for c in frame.anchor.children if c.dep_ in ("mark", "advmod")}
    aims = frame.anchor.tag_ == "VB"  # "went so far as to allege"
    hangs = frame.anchor.dep_ == "advcl" and bool(marks & HANGING) and not aims
    passing = frame.group in ("label", "accuse", "express") and writing(frame.anchor) is None
    return passing or (hangs and bool(own))


def _citing(reading: Reading, number: int, spoken: Spoken | None) -> Attribution | None:
    """ "X, citing Y, reported": Y claims and X relays."""
    for other in reading.spoken.get(number, ()):
        source = other.voice
        if other.frame.group != "citing" or other.frame.quoted:
            continue
        relay = spoken.voice if spoken else None
        if relay is not None and relay.kind is not ClaimantKind.MEDIA and not relay.document:
            continue
        if source.party is None and not source.anonymous:
            continue
        attribution = _attribution(number, source, other if spoken is None else spoken)
        return replace(attribution, reported_by=relay.party if relay else None)
    return None


def _relayed(reading: Reading, sentence: ParsedSentence, spoken: Spoken) -> Attribution | None:
    """ "The outlet reported that officials said", "X told the outlet": the outlet relays."""
    number, anchor = sentence.number, spoken.frame.anchor
    if spoken.frame.group == "relayed":
        relay = next((s for s in reading.spoken[number] if s.frame.group == "relays"), None)
        return replace(_plain(spoken), reported_by=relay.voice.party if relay else None)
    others = [s for s in reading.spoken[number] if s is not spoken and not s.frame.quoted]
    if spoken.voice.kind is ClaimantKind.MEDIA and spoken.voice.party is not None:
        for inner in others:
            direct = inner.frame.anchor.head.i == anchor.i and inner.frame.anchor.dep_ == "ccomp"
            if direct and inner.voice.kind is not ClaimantKind.MEDIA:
                return replace(_attribution(number, inner.voice, spoken), reported_by=spoken.voice.party)
        return None
    for outer in others:
        if outer.frame.group == "according" and outer.voice.kind is ClaimantKind.MEDIA:
            return replace(_plain(spoken), reported_by=outer.voice.party)
    for child in anchor.children:
        outlet = reading.speakers.covering(sentence, child) if child.dep_ in ("dobj", "dative", "pobj") else None
        if spoken.frame.verb == "tell" and outlet is not None and outlet.kind is PartyKind.MEDIA:
            return replace(_plain(spoken), reported_by=outlet.number)
    return None


def _labelled(reading: Reading, sentence: ParsedSentence) -> Attribution | None:
    """Headlines that put the claimant before a colon or after a dash ("Pentagon: ...", "... - Kyiv")."""
    text = reading.parsed.text[sentence.sentence.start : sentence.sentence.end]
    for match in (PREFIX.search(text), SUFFIX.search(text) if sentence.sentence.heading else None):
        if match is None:
            continue
        group = 1 if match.group(1) is not None else 2
        start, end = (sentence.sentence.start + match.start(group), sentence.sentence.start + match.end(group))
        inside = [(m, p) for m, p in reading.speakers.mentions(sentence.number) if start <= m.start and m.end <= end]
        left = reading.parsed.text[start:end]
        for mention, _ in inside:
            left = left.replace(reading.parsed.text[mention.start : mention.end], " ")
        if inside and all(w.lower() in SMALL for w in re.findall(r"\w+", left)):
            voice = reading.speakers.voice_of(inside[-1][1])
            unnamed = re.search(r"\b(officials?|sources?)\b", text[match.start(group) : match.end(group)])
            kind = ClaimantKind.ANONYMOUS_SOURCE if unnamed else voice.kind
            return Attribution(sentence.number, voice.party, kind, None, start, end)
    return None


def _plain(spoken: Spoken) -> Attribution:
    attribution = _attribution(spoken.frame.sentence, spoken.voice, spoken)
    return replace(attribution, doubt=attribution.doubt or spoken.frame.degree == "beside")


def _attribution(number: int, voice: Voice, spoken: Spoken | None = None) -> Attribution:
    return Attribution(
        sentence=number,
        claimant=voice.party,
        kind=ClaimantKind.ANONYMOUS_SOURCE if _unnamed(voice) else voice.kind,
        start=spoken.frame.start if spoken else None,
        end=spoken.frame.end if spoken else None,
        doubt=not voice.certain,
    )


def _unnamed(voice: Voice) -> bool:
    named_kinds = (ClaimantKind.EXPERT, ClaimantKind.MEDIA)
    return voice.anonymous and voice.kind not in named_kinds and not voice.document
