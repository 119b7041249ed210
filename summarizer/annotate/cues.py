"""Cues of uncertainty: the shortest words of a sentence that raise each kind of flag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.model import Cue, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.reading import Reading, Spoken, read
from summarizer.annotate.speech import core, subject_of, words
from summarizer.annotate.voices import Voice
from summarizer.schema import ClaimantKind, FlagKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

Found = tuple[int, int, int | None]
"""Document offsets of a cue, and the number of the party it points to."""

GAP, GAP_LOOSE = r"[\w'&.-]+(?: [\w'&.-]+){0,2}", r"(?:[\w'&.-]+ ){0,3}"
NOT_POSSIBLE = re.compile(
    r"(?:as \w+ as|where|if|not|wherever|whenever|ma[dk]e it|makes it|all|everything|everyone|anything) possible"
    r"|possible (?:to|for \w+ to)\b",
    re.IGNORECASE,
)
OWN = frozenset({"we", "it", "they", "i", "he", "she", "country"})
CONTRAST = re.compile(r"\b(?:while|whereas|but|although|though|however)\b", re.I)
NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|million|billion|none|higher|lower|fewer|less|only)\b",
    re.I,
)


def find_cues(parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> tuple[Cue, ...]:
    """All cues of a text in text order, at most one per kind and sentence.

    Hedges count only near a matter of arms, and never for what a weapon is able to do.
    """
    reading = read(parsed, parties)
    found: list[tuple[int, FlagKind, Found]] = []
    for sentence in parsed:
        for kind, finder in FINDERS.items():
            hit = finder(reading, sentence)
            if hit is not None:
                found.append((sentence.number, kind, hit))
    found.sort(key=lambda entry: (entry[0], entry[2][0]))
    return tuple(
        Cue(number, kind, start, end, sentence, party)
        for number, (sentence, kind, (start, end, party)) in enumerate(found, start=1)
    )


@cache
def pattern(section: str, name: str = "patterns") -> re.Pattern[str]:
    """The patterns of one section of `lexicon/cues.toml` as one expression, in their order."""
    entries = load_table("cues")[section][name]
    body = "|".join(e.replace("(?:~ )?", GAP_LOOSE).replace("~", GAP) for e in entries)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """A word list of `lexicon/cues.toml`."""
    return frozenset(load_table("cues")[section][name])


def _search(sentence: ParsedSentence, section: str, name: str = "patterns") -> Found | None:
    match = pattern(section, name).search(sentence.doc.text)
    if match is None:
        return None
    return sentence.sentence.start + match.start(), sentence.sentence.start + match.end(), None


def _plain(section: str) -> Callable[[Reading, ParsedSentence], Found | None]:
    def find(_: Reading, sentence: ParsedSentence) -> Found | None:
        return _search(sentence, section)

    return find


def _undisclosed(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = _search(sentence, "undisclosed")
    others = (_search(sentence, "unverified"), _search(sentence, "no_evidence"))
    return None if found and any(o and found[0] < o[1] and o[0] < found[1] for o in others) else found


def _anonymous(reading: Reading, sentence: ParsedSentence) -> Found | None:
    for spoken in reading.spoken[sentence.number]:
        voice, head = spoken.voice, spoken.frame.head
        if voice.anonymous and not voice.document and head.pos_ != "PRON" and voice.kind is not ClaimantKind.MEDIA:
            phrase = core(head)
            return sentence.start(phrase[0]), sentence.end(phrase[-1]), voice.party
    return _search(sentence, "anonymous_source")


def _secondhand(reading: Reading, sentence: ParsedSentence) -> Found | None:
    for spoken in reading.spoken[sentence.number]:
        if _relays(reading, spoken):
            return spoken.frame.start, spoken.frame.end, spoken.voice.party
        outlet = _told(reading, sentence, spoken)
        if outlet is not None:
            return outlet
    return _search(sentence, "secondhand")


def _relays(reading: Reading, spoken: Spoken) -> bool:
    """Whether the voice passes on words of others: an outlet, or a report that nobody's own name stands on."""
    voice = spoken.voice
    if voice.kind is ClaimantKind.MEDIA:
        return not voice.anonymous
    if voice.party is None:
        return voice.document and spoken.frame.head.lower_ in words("documents", "report")
    return spoken.frame.group == "citing" and voice.document


def _told(reading: Reading, sentence: ParsedSentence, spoken: Spoken) -> Found | None:
    """ "told the outlet": the words reach this text through another outlet."""
    if spoken.frame.verb != "tell":
        return None
    for child in spoken.frame.anchor.children:
        outlet = reading.speakers.covering(sentence, child) if child.dep_ in ("dobj", "dative") else None
        if outlet is not None and outlet.kind is PartyKind.MEDIA:
            return sentence.start(spoken.frame.anchor), sentence.end(child), outlet.number
    return None


def _denial(reading: Reading, sentence: ParsedSentence) -> Found | None:
    main = reading.main(sentence.number)
    party = main.voice.party if main else None
    for token in sentence.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and _denies(token, lemma):
            denier = subject_of(token)
            own = None if denier is None else reading.speakers.covering(sentence, denier)
            return sentence.start(token), sentence.end(token), own.number if own else party
    other = any(phrase in sentence.doc.text.lower() for phrase in listed("denial", "other"))
    found = None if other else _search(sentence, "denial")
    return (found[0], found[1], party) if found else _own_negation(reading, sentence)


def _denies(verb: Token, lemma: str) -> bool:
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "pobj", "dative")]
    if lemma in listed("denial", "verbs"):
        refused = any(c.lemma_.lower() in listed("denial", "refused") or c.dep_ == "dative" for c in objects)
        return not refused and not any(c.dep_ == "neg" for c in verb.children)
    if lemma in listed("denial", "rejections"):
        named = [c for o in objects for c in (o, *o.conjuncts)]
        return any(c.lemma_.lower() in listed("denial", "claims") for c in named)
    return False


def _own_negation(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Said it had never supplied", "we do not sell": a speaker denies an act of his own side."""
    match = pattern("denial", "negations").search(sentence.doc.text)
    if match is None:
        return None
    start = sentence.sentence.start + match.start()
    voice = _voice(reading, sentence, start)
    before = [t for t in sentence.doc if t.idx < match.start()][-1:]
    if voice is None or not before:
        return None
    named = reading.speakers.covering(sentence, before[0])
    speaker = None if voice.party is None else reading.speakers.party(voice.party)
    own = named is not None and speaker is not None and named.country is not None and named.country == speaker.country
    if not own and before[0].lower_ not in OWN:
        return None
    return start, sentence.sentence.start + match.end(), voice.party


def _voice(reading: Reading, sentence: ParsedSentence, at: int) -> Voice | None:
    """Who says what stands at an offset: the speaker of the quotation around it, or of the sentence."""
    for quotation in reading.quoted.touching(sentence.number):
        if quotation.start <= at < quotation.end:
            credit = reading.credits.get(quotation.number)
            return credit.voice if credit else None
    main = reading.main(sentence.number)
    return main.voice if main else None


def _conflict(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = _search(sentence, "conflict")
    if found is not None:
        return found
    frames = [s for s in reading.spoken[sentence.number] if not s.frame.quoted and s.voice.party is not None]
    for one, other in pairwise(frames):
        if one.voice.party == other.voice.party or {one.frame.group, other.frame.group} & {"deny", "ask", "accuse"}:
            continue
        for match in CONTRAST.finditer(sentence.doc.text):
            at = sentence.sentence.start + match.start()
            parted = one.frame.start < at < other.frame.start or match.start() == 0
            halves = sentence.doc.text[: match.start()], sentence.doc.text[match.end() :]
            if match.start() == 0:
                cut = other.frame.start - sentence.sentence.start
                halves = sentence.doc.text[:cut], sentence.doc.text[cut:]
            if parted and all(NUMBER.search(half) for half in halves):
                return at, at + len(match.group()), other.voice.party
    return None


def _hedge(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = min(_hedges(sentence), default=None)
    if found is None or not _on_matter(reading.parsed, sentence):
        return None
    return sentence.sentence.start + found[0], sentence.sentence.start + found[1], None


def _hedges(sentence: ParsedSentence) -> Iterator[tuple[int, int]]:
    text = sentence.doc.text
    for token in sentence.doc:
        word = token.lower_
        if (word in listed("hedge", "modals") and _is_possibility(token)) or (
            word in listed("hedge", "words") and _is_doubt(token, text)
        ):
            yield token.idx, token.idx + len(token)
            break
    match = pattern("hedge").search(text)
    if match is not None:
        yield match.span()


def _is_doubt(token: Token, text: str) -> bool:
    word = token.lower_
    if word == "possible":
        around = text[max(0, token.idx - 22) : token.idx + 24]
        return NOT_POSSIBLE.search(around) is None
    if word == "potential":
        return token.dep_ not in ("dobj", "pobj", "nsubj") or token.pos_ == "ADJ"
    return not (word == "likely" and token.i > 0 and token.nbor(-1).lower_ in ("as", "not") and token.dep_ == "cc")


def _is_possibility(modal: Token) -> bool:
    """Whether a modal speaks of what may happen, not of what somebody could not do or a weapon is able to do."""
    if modal.tag_ != "MD" or modal.dep_ not in ("aux", "auxpass", "ROOT", "ccomp", "conj"):
        return False
    verb = modal.head
    negated = any(c.dep_ == "neg" for c in verb.children)
    if modal.lower_ == "could" and negated and verb.lemma_ != "rule":
        return False
    if modal.lower_ == "may" and verb.lemma_ == "well" and not list(verb.children):
        return False
    subject = _doer(verb)
    purpose = any(c.lower_ == "so" and c.dep_ in ("mark", "advmod") for c in verb.children)
    return not purpose and not (
        subject is not None and verb.lemma_ in listed("hedge", "abilities") and _is_weapon(subject, verb)
    )


def _doer(verb: Token) -> Token | None:
    """The subject of a verb, shared with the verb it is coordinated with."""
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return _doer(verb.head) if own is None and verb.dep_ == "conj" else own


def _is_weapon(subject: Token, verb: Token) -> bool:
    if subject.lower_ in ("that", "which") and subject.head.dep_ == "relcl":
        subject = subject.head.head
    return subject.lemma_.lower() in listed("hedge", "carriers")


@cache
def _matters() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(listed("hedge", "matters"))) + ")", re.IGNORECASE)


def _on_matter(parsed: Parsed, sentence: ParsedSentence) -> bool:
    beside = parsed.sentences[max(0, sentence.number - 2) : sentence.number + 1]
    return any(_matters().search(s.doc.text) for s in beside)


FINDERS: dict[FlagKind, Callable[[Reading, ParsedSentence], Found | None]] = {
    FlagKind.ANONYMOUS_SOURCE: _anonymous,
    FlagKind.SECONDHAND: _secondhand,
    FlagKind.HEDGE: _hedge,
    FlagKind.UNDISCLOSED: _undisclosed,
    FlagKind.UNVERIFIED: _plain("unverified"),
    FlagKind.NO_EVIDENCE: _plain("no_evidence"),
    FlagKind.DENIAL: _denial,
    FlagKind.CONFLICT: _conflict,
}
