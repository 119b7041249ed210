"""Denials told as what did not happen ("no shells had left", "it arms nobody") or as what is false ("a hoax")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, pattern, search
from summarizer.annotate.doubt.tellers import teller
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

DENIERS = ("official", "government", "armed_group", "company", "international_organisation", "anonymous_source")
CONDITIONS = frozenset({"if", "whether", "unless", "until", "so", "lest", "once"})
PROVING = frozenset("prove certify ensure guarantee verify check show demonstrate promise vow".split())
NOBODY = frozenset({"nobody", "nothing", "no-one", "none"})
PENDING = frozenset({"yet", "longer", "still", "more", "doubt", "only", "since"})
"""Words beside a negation that make it a state of things rather than a denial: "not yet", "no longer"."""


def find_absence(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """What somebody says did not happen, told as a bare "no" or "nobody" in what an official side says."""
    if sentence.plain.rstrip(" \"')").endswith("?"):
        return None
    for token in sentence.tokens:
        span = _absence(token)
        if span is None or is_open(span[0]) or _beside(token):
            continue
        proof = search(sentence, "no_evidence")
        if proof is not None and proof[0] < sentence.end(span[2]) and sentence.start(span[1]) < proof[1]:
            continue
        voice = teller(reading, sentence, token)
        if voice is not None and is_party_to(reading, sentence, voice):
            return sentence.start(span[1]), sentence.end(span[2]), voice.party
    return None


def is_side(voice: Voice) -> bool:
    """Whether the voice is one side of the matter rather than somebody who watches it."""
    return voice.kind.value.startswith(DENIERS) and not voice.document


def is_party_to(reading: Reading, sentence: ParsedSentence, voice: Voice) -> bool:
    """Whether the voice is a side of the matter, or whoever has the floor in an interview or a hearing."""
    return is_side(voice) or reading.holder(sentence.number) is voice


def _absence(token: Token) -> tuple[Token, Token, Token] | None:
    """The verb of which somebody says that it did not happen, and the first and last word that say so."""
    noun = _denied_noun(token)
    if noun is None:
        return None
    verb = noun.head
    while verb.dep_ in ("conj", "prep", "pobj") and verb.pos_ in ("NOUN", "PROPN", "ADP"):
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") or _is_modal(verb):
        return None
    lemma = verb.lemma_.lower()
    named = noun.lemma_.lower()
    if noun.dep_ in ("nsubj", "nsubjpass") and named in listed("denial", "materiel") and verb.tag_ in ("VBD", "VBN"):
        harmed = lemma in listed("denial", "harms") or (lemma in ("arrive", "come") and noun.i == token.i)
        return None if harmed else (verb, token, noun)
    whole = token.lower_ in ("none", "neither") or (noun.i == token.i + 1 and token.lower_ == "not")
    acted = lemma in listed("denial", "moves") or (
        whole and lemma in listed("denial", "courses") | listed("denial", "acts")
    )
    if noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and acted:
        habit = noun.i == token.i and noun.dep_ == "nsubj" and verb.tag_ in ("VBZ", "VBP")
        waiting = token.lower_ == "none" and lemma == "arrive"
        return (
            None
            if habit or waiting or named in listed("denial", "idle")
            else (verb, token, noun if noun.i > token.i else token)
        )
    if lemma in ("be", "have", "exist") and noun.dep_ in ("attr", "nsubj", "dobj", "conj"):
        there = any(c.dep_ == "expl" for c in verb.children)
        matter = named in listed("denial", "matters") or (
            there and (token.lower_ == "none" or named in listed("denial", "materiel"))
        )
        happened = verb.tag_ == "VBD" and named in listed("denial", "events")
        return (verb, token, noun) if matter or happened else None
    return None


def _denied_noun(token: Token) -> Token | None:
    """The noun that a "no" or "not one" belongs to, or the pronoun "nobody" itself."""
    if token.lower_ in NOBODY and token.pos_ in ("PRON", "NOUN", "DET"):
        return token
    if token.lower_ == "neither" and token.dep_ in ("preconj", "cc", "det") and token.head.dep_ in ("dobj", "nsubj"):
        return token.head
    if token.lower_ == "no" and token.dep_ == "det" and token.head.lower_ not in PENDING:
        return None if token.i + 1 < len(token.doc) and token.nbor().lower_ in PENDING else token.head
    if token.lower_ == "not" and token.i + 1 < len(token.doc):
        after = token.nbor()
        single = token.i + 2 < len(token.doc) and token.nbor(2).lower_ == "single"
        subject = after.head.dep_ in ("nsubj", "nsubjpass") and token.dep_ == "neg" and token.head.i == after.head.i
        if after.lower_ == "one" or (after.lower_ in ("a", "an") and (single or subject)):
            return after.head if after.head.pos_ in ("NOUN", "NUM", "PROPN") else after
    return None


def has_purpose(verb: Token) -> bool:
    """Whether only the reason is denied ("not bought to attack anyone", "in order to")."""
    if any(c.dep_ == "advcl" and any(g.tag_ == "TO" for g in c.children) for c in verb.children):
        return True
    return any(t.lower_ == "order" and t.i and t.nbor(-1).lower_ == "in" for t in verb.subtree)


def _is_modal(verb: Token) -> bool:
    """Whether the verb tells a wish, an order or a future rather than what is or was."""
    return any(
        (c.tag_ == "MD" and c.dep_ in ("aux", "auxpass")) or (c.tag_ == "TO" and c.i < verb.i) for c in verb.children
    )


def is_open(verb: Token) -> bool:
    """Whether the verb stands under a condition, or is what somebody is to prove or promise."""
    above = [verb, *verb.ancestors]
    marks = {c.lower_ for t in above for c in t.children if c.dep_ in ("mark", "advmod") and c.i < t.i}
    return bool(marks & CONDITIONS) or any(t.lemma_.lower() in PROVING for t in above)


def _beside(token: Token) -> bool:
    """Whether "yet" or "longer" stands in the same clause."""
    near = token.doc[max(0, token.i - 2) : token.i + 9]
    return any(t.lower_ in PENDING or (t.lower_ == "far" and t.nbor(-1).lower_ == "so") for t in near)


def find_falsity(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Called it a fairy tale", "the story was 'a hoax'": a claim is said to be false."""
    for match in pattern("denial", "falsities").finditer(sentence.plain):
        span = sentence.doc.char_span(*match.span(), alignment_mode="expand")
        if span is None or _is_negated(span.root):
            continue
        if not (_is_called(span.root) or _is_said_to_be(span.root) or _stands_alone(sentence, match.start())):
            continue
        voice = teller(reading, sentence, span.root)
        if voice is None or voice.official or is_party_to(reading, sentence, voice):
            party = None if voice is None else voice.party
            return sentence.sentence.start + match.start(), sentence.sentence.start + match.end(), party
    return None


def _is_called(token: Token) -> bool:
    """Whether a verb of naming governs the word: "call", "describe as", "dismiss as"."""
    for above in list(token.ancestors)[:3]:
        if above.lemma_.lower() in listed("denial", "labels"):
            return True
        if above.pos_ in ("VERB", "NOUN") and above.dep_ not in ("ccomp", "xcomp", "oprd", "conj", "acl"):
            return False
    return False


def _is_said_to_be(token: Token) -> bool:
    """Whether it is said what a claim is: for words that may be said of deeds too, only "it" and words of saying."""
    if token.dep_ not in ("attr", "acomp", "oprd", "appos") or token.head.lemma_ not in ("be", "seem", "sound"):
        return False
    if token.lower_ not in listed("denial", "errors"):
        return True
    claim = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    bare = not any(c.dep_ in ("xcomp", "ccomp", "advcl", "prep") for t in (token, token.head) for c in t.children)
    said = claim is not None and (
        claim.lower_ in ("it", "that", "this") or claim.lemma_.lower() in listed("denial", "claims")
    )
    return said and bare


def _stands_alone(sentence: ParsedSentence, at: int) -> bool:
    """Whether the word opens what is said: "'Fiction,' said the minister"."""
    return not sentence.plain[:at].strip(" \"'-—") or _is_lead(sentence.plain[:at])


def _is_lead(before: str) -> bool:
    return before.strip(" \"'-—").lower() in ("a", "an", "pure", "sheer", "utter", "complete", "total", "absolute")


def _is_negated(token: Token) -> bool:
    verb = token.head
    return any(c.dep_ == "neg" for t in (token, verb) for c in t.children) or any(
        c.lower_ in ("no", "not") for c in token.children
    )
