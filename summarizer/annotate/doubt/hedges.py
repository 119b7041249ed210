"""Hedges: words of possibility and belief on a matter of arms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, pattern
from summarizer.annotate.doubt.matters import near_arms
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

NOT_POSSIBLE = re.compile(
    r"(?:as \w+ as|where|if|not|wherever|whenever|ma[dk]e it|makes it|all|everything|everyone|anything) possible"
    r"|possible (?:to|for \w+ to)\b",
    re.IGNORECASE,
)

NOBODY = frozenset({"nobody", "no-one", "none", "nothing", "neither"})


def find_hedge(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = min(_hedges(sentence), default=None)
    if found is None or not near_arms(reading.parsed, sentence):
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
    if match is not None and not _is_nobodys(sentence, match.start()):
        yield match.span()


def _is_nobodys(sentence: ParsedSentence, at: int) -> bool:
    """ "Nobody thinks that": no belief at all."""
    verb = next((t for t in sentence.tokens if t.idx == at), None)
    return verb is not None and any(c.dep_ == "nsubj" and c.lower_ in NOBODY for c in verb.children)


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
