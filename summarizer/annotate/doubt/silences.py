"""Details kept back: "did not say how many", "neither side has published the text", "the price I keep to myself"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, pattern, search
from summarizer.annotate.doubt.sources import find_source
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import words
from summarizer.annotate.speech.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

NEITHER = frozenset({"neither", "nobody", "none", "no-one"})
REFUSING = frozenset({"refuse", "decline"})
QUESTIONS = frozenset("how what when where which who whom whose whether why if".split())
NAMING = frozenset({"name", "identify"})
THEM = frozenset({"it", "them", "him", "her", "any", "either", "one", "that", "this", "which", "whom"})
ON = frozenset({"on", "about", "into", "of", "for"})


def find_silence(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """The words that say that a detail is not given. A source left unnamed is no detail, but `anonymous_source`."""
    found = search(sentence, "undisclosed") or _untold(sentence)
    if found is None:
        return None
    if any(
        o and found[0] < o[1] and o[0] < found[1]
        for o in (search(sentence, "unverified"), search(sentence, "no_evidence"))
    ):
        return None
    ordered = found[0] == sentence.sentence.start and sentence.plain.lower().startswith(("do not", "don't"))
    return None if ordered or _is_source(reading, sentence, found) else found


def _untold(sentence: ParsedSentence) -> Found | None:
    for verb in sentence.tokens:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in listed("undisclosed", "tells"):
            continue
        silence = _silence(verb)
        if silence is not None and _keeps(verb):
            first, last = min(silence.i, verb.i), max(silence.i, verb.i)
            if last - first > 6 and silence.dep_ == "det" and silence.head.i > silence.i:
                last = silence.head.i
            if last - first <= 6:
                return sentence.start(sentence.doc[first]), sentence.end(sentence.doc[last]), None
    return None


def _silence(verb: Token) -> Token | None:
    """The word that leaves the telling undone: "not", "neither", "no", "without", "refused"."""
    for child in verb.children:
        if child.dep_ == "neg" and child.i < verb.i:
            return child
        if child.dep_ in ("nsubj", "nsubjpass"):
            inside = [child, *child.children]
            nobody = next((t for t in inside if t.lower_ in NEITHER or (t.lower_ == "no" and t.dep_ == "det")), None)
            if nobody is not None:
                return nobody
    lacking = next((t for c in verb.children if c.dep_ == "dobj" for t in c.children if t.lower_ == "no"), None)
    if lacking is not None:
        return lacking
    if verb.dep_ == "xcomp":
        unwilling = next((c for c in verb.head.children if c.dep_ == "neg"), None)
        dares = verb.head.lemma_ in ("dare", "wish", "want", "care", "choose", "like", "bother")
        return verb.head if verb.head.lemma_ in REFUSING else unwilling if dares else None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return verb.head
    return None


def _keeps(verb: Token) -> bool:
    """Whether what is not told is a detail: a question ("how many"), a price, a date, a name."""
    lemma = verb.lemma_.lower()
    after = [
        t
        for t in verb.doc[verb.i + 1 : verb.i + 4]
        if t.lower_ not in ("me", "us", "him", "them", "exactly", "publicly")
    ]
    if after and after[0].lower_ in QUESTIONS:
        return True
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "attr")]
    links = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ON]
    objects += [p for c in links for p in c.children if p.dep_ == "pobj"]
    if any(o.lemma_.lower() in listed("undisclosed", "details") for o in objects):
        return lemma != "give" or not any(o.lemma_ == "time" for o in objects)
    if any(o.lower_ in QUESTIONS for o in objects if o.lower_ != "who"):
        return lemma not in ("make", "go", "say")
    if lemma in NAMING or lemma in ("publish", "disclose", "divulge", "specify"):
        return bool(objects)
    bare = lemma in listed("undisclosed", "bare") and not objects
    return bare and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children) and (not after or after[0].is_punct)


def _is_source(reading: Reading, sentence: ParsedSentence, found: Found) -> bool:
    """Whether it is a source that is not named: "officers whom it did not name", "that he was not named"."""
    start, end = found[0] - sentence.sentence.start, found[1] - sentence.sentence.start
    if any(m.start() < end and start < m.end() for m in pattern("anonymous_source").finditer(sentence.plain)):
        return True
    if sentence.plain[start:end].lower().startswith("withheld"):
        return "name" in sentence.plain[max(0, start - 25) : end + 20].lower()
    naming = next((t for t in sentence.tokens if start <= t.idx < end and t.lemma_.lower() in (*NAMING, "give")), None)
    if naming is None:
        return False
    if naming.lemma_ == "give" and naming.dep_ == "relcl" and "name" in {c.lower_ for c in naming.children}:
        return _is_teller(naming.head)
    for child in naming.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            if child.lower_ in ("whom", "who", "which", "that") and naming.dep_ == "relcl":
                known = _is_teller(naming.head)
                return known or (child.lower_ == "whom" and find_source(reading, sentence) is not None)
            person = child.lower_ in ("he", "she", "him", "her")
            return (
                person
                or (child.i > naming.i and _is_teller(child))
                or (child.dep_ == "nsubjpass" and _is_teller(child))
            )
    return False


def _is_teller(noun: Token) -> bool:
    people = noun.lower_ in words("people", "unnamed") or noun.lower_ in ("agencies", "services", "contacts")
    return people and noun.lower_ not in ("figure", "figures", "member", "members")
