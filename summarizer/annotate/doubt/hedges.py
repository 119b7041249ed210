"""Hedges: words of possibility and belief on a matter of arms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, pattern
from summarizer.annotate.doubt.matters import is_arms
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

NOT_POSSIBLE = re.compile(
    r"(?:as \w+ as|where|if|not|wherever|whenever|ma[dk]es?(?: it)?|making(?: it)?|all|everything|everyone|anything)"
    r" possible"
    r"|possible (?:to|for \w+ to)\b",
    re.IGNORECASE,
)

WHATEVER = frozenset("whatever whoever however wherever whichever whomever whenever".split())
NOBODY = frozenset({"no", "nobody", "no-one", "none", "nothing", "neither"})


def find_hedge(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = min(_hedges(sentence), default=None)
    if found is None:
        return None
    return sentence.sentence.start + found[0], sentence.sentence.start + found[1], None


def _hedges(sentence: ParsedSentence) -> Iterator[tuple[int, int]]:
    text = sentence.plain
    for token in sentence.tokens:
        word = token.lower_
        if (word in listed("hedge", "modals") and _is_possibility(token)) or (
            word in listed("hedge", "words") and _is_doubt(token, text)
        ):
            yield token.idx, token.idx + len(token)
            break
    match = pattern("hedge").search(text)
    if match is not None and not _is_nobodys(sentence, match.start()) and not _is_opinion(sentence, match.start()):
        yield match.span()


def _is_nobodys(sentence: ParsedSentence, at: int) -> bool:
    """ "Nobody thinks that": no belief at all."""
    verb = next((t for t in sentence.tokens if t.idx == at), None)
    return verb is not None and any(c.dep_ == "nsubj" and c.lower_ in NOBODY for c in verb.children)


def _is_opinion(sentence: ParsedSentence, at: int) -> bool:
    """ "I think the better one is this": a judgement, not a belief about what was done or is under way."""
    verb = next((t for t in sentence.tokens if t.idx == at), None)
    if verb is None or verb.lemma_.lower() not in ("think", "believe"):
        return False
    content = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if content is None or any(c.tag_ == "MD" for c in content.children):
        return False
    told = is_arms(sentence.doc[content.left_edge.i : content.right_edge.i + 1].text)
    judged = content.lemma_ == "be" and any(c.dep_ in ("acomp", "attr") for c in content.children)
    owns = content.lemma_ == "have" and content.tag_ in ("VBZ", "VBP")
    return not told and bool(judged or owns)


def _is_doubt(token: Token, text: str) -> bool:
    word = token.lower_
    if word == "possible":
        around = text[max(0, token.idx - 22) : token.idx + 24]
        return NOT_POSSIBLE.search(around) is None
    if word == "alleged":
        return bool(token.dep_ == "amod" or (token.i + 1 < len(token.doc) and token.nbor().lower_ == "to"))
    if word == "potential":
        return token.dep_ not in ("dobj", "pobj", "nsubj") or token.pos_ == "ADJ"
    return not (word == "likely" and token.i > 0 and token.nbor(-1).lower_ in ("as", "not") and token.dep_ == "cc")


def _is_possibility(modal: Token) -> bool:
    """Whether a modal speaks of what may happen, not of what somebody could not do or a weapon is able to do."""
    if (
        modal.text == "May"
        and modal.i
        and (modal.nbor(-1).like_num or modal.i + 1 == len(modal.doc) or modal.nbor().like_num)
    ):
        return False
    if modal.tag_ != "MD" or modal.dep_ not in ("aux", "auxpass", "ROOT", "ccomp", "conj"):
        return False
    verb = modal.head
    negated = any(c.dep_ == "neg" for c in verb.children)
    if modal.lower_ == "could" and negated and verb.lemma_ != "rule":
        return False
    if modal.lower_ == "may" and verb.lemma_ == "well" and not list(verb.children):
        return False
    subject = _doer(verb)
    if subject is not None and ({subject.lower_} | {c.lower_ for c in subject.children if c.dep_ == "det"}) & NOBODY:
        return False
    if subject is not None and subject.i > modal.i and subject.lower_ in ("you", "we", "i"):
        return False
    if modal.lower_ == "could" and verb.lemma_ in listed("hedge", "powers"):
        return False
    if modal.lower_ == "could" and any(c.dep_ == "mark" and c.lower_ == "before" for c in verb.children):
        return False
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if passive and verb.lemma_ in listed("hedge", "formulas"):
        return False
    if any(c.lower_ in WHATEVER for c in verb.children):
        return False
    purpose = any(c.lower_ == "so" and c.dep_ in ("mark", "advmod") for c in verb.children)
    return not purpose and not (
        subject is not None and verb.lemma_ in listed("hedge", "abilities") and _is_weapon(subject, verb)
    )


def _is_month(word: Token) -> bool:
    """Whether a figure beside "May" makes it the month."""
    last = word.i + 1 == len(word.doc)
    return bool(word.nbor(-1).like_num or last or word.nbor().like_num or word.nbor().is_punct)


def _doer(verb: Token) -> Token | None:
    """The subject of a verb, shared with the verb it is coordinated with."""
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return _doer(verb.head) if own is None and verb.dep_ == "conj" else own


def _is_weapon(subject: Token, verb: Token) -> bool:
    if subject.lower_ in ("that", "which") and subject.head.dep_ == "relcl":
        subject = subject.head.head
    return subject.lemma_.lower() in listed("hedge", "carriers")
