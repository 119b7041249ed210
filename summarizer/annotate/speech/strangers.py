"""Strangers: people who are quoted under a name, and whom the search for parties has not taken for anybody.

A person who speaks within quotation marks and of whom the text gives a first name and a surname is a party of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.crediting import Credit
from summarizer.annotate.speech.frames import words
from summarizer.annotate.speech.labels import ADDRESS
from summarizer.annotate.speech.turns import Turn
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import ClaimantKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PART = r"[^\W\d_][\w'’-]*"
LINK = r"(?:al|bin|ibn|de|del|della|da|dos|van|von|der|el|la)"
LONGEST = 4
FORMS = frozenset(
    "hon honourable honorable rt right reply replies answer by the prof professor rear vice air chief".split()
)
"""What may stand before the name in a label, besides offices and forms of address."""
NOT_NAMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday the in on at by when while but and as said says told asked a an his her its our "
    "their mr ms mrs dr sir senator general colonel captain deputy foreign defence defense vice prime chief radio tv "
    "news daily times post agency wire press company committee council ministry party group government united "
    "states".split()
)
"""Capitalised words before a surname that are no part of a person's name, or show that it is none."""


def strangers_in(
    parsed: Parsed,
    credits: Iterable[Credit],
    parties: tuple[PartyCandidate, ...],
    bystanders: tuple[PartyCandidate, ...],
) -> Iterator[PartyCandidate]:
    """The people whom quotations are credited to and who are no parties; unnumbered, each once.

    A bystander of no known kind may be such a person.
    """
    stray = {p.number for p in bystanders if p.kind is PartyKind.OTHER}
    settled = [p for p in (*parties, *bystanders) if p.number not in stray]
    taken = {part.casefold() for p in settled for alias in (p.name, *p.aliases) for part in alias.split()}
    for credit in credits:
        head = None if credit.spoken is None else credit.spoken.frame.head
        unknown = _is_unknown(credit) or credit.voice.party in stray
        if head is None or credit.spoken is None or not unknown or head.pos_ != "PROPN":
            continue
        surname = _word(parsed.sentence(credit.spoken.frame.sentence), head)
        name = None if surname.casefold() in taken else _full_name(parsed.text, surname, taken)
        if name is None:
            continue
        taken.add(surname.casefold())
        kind = PartyKind.OFFICIAL if credit.voice.kind is ClaimantKind.OFFICIAL else PartyKind.PERSON
        key = f"person:{name.casefold().replace(' ', '-')}"
        yield PartyCandidate(0, key, name, kind, None, None, tuple(_mentions(parsed, name, surname)))


def named_in_labels(
    parsed: Parsed, turns: Sequence[tuple[Turn, PartyCandidate | None]], everyone: tuple[PartyCandidate, ...]
) -> Iterator[PartyCandidate]:
    """The people whom the labels of a transcript name and who are none of `everyone`; unnumbered, each once.

    `turns` gives each turn with the party that is known to have the floor in it.
    """
    known = {p.name.casefold().split()[-1] for p in everyone if p.kind in PERSONS}
    taken = {alias.casefold() for p in everyone for alias in (p.name, *p.aliases)}
    for turn, holder in turns:
        name = None if turn.asks or turn.nameless else name_in(turn.label)
        told = holder is not None and holder.kind in PERSONS
        if name is None or name.casefold() in taken or name.casefold().split()[-1] in known:
            continue
        if told and holder is not None and holder.name.casefold().split()[0] == name.casefold().split()[0]:
            continue
        known.add(name.casefold().split()[-1])
        key = f"person:{name.casefold().replace(' ', '-')}"
        mentions = tuple(_mentions(parsed, name, name.split()[-1]))
        yield PartyCandidate(0, key, name, PartyKind.OFFICIAL, None, None, mentions)


def name_in(label: str) -> str | None:
    """The name of a person in a turn's label, without titles, office and what he speaks for; None when none is."""
    brackets = re.findall(r"[(\[]([^()\[\]]+)[)\]]", label)
    plain = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", label).split(",")[0]
    for part in (plain, *(b.split(",")[0] for b in brackets)):
        told = re.split(r" (?:OF|of) ", part.strip())[0].split()
        while told and told[0].strip(".").casefold() in FORMS | ADDRESS | _titles():
            told.pop(0)
        plausible = all((w[0].isupper() or re.fullmatch(LINK, w)) and re.fullmatch(PART + r"\.?", w) for w in told)
        other = {w.strip(".").casefold() for w in told} & (_titles() | NOT_NAMES)
        if told and len(told) <= LONGEST and plausible and not other and len(told[-1]) > 2:
            return " ".join(told)
    return None


def _is_unknown(credit: Credit) -> bool:
    voice = credit.voice
    told = voice.kind in (ClaimantKind.EXPERT, ClaimantKind.OFFICIAL) and not voice.certain
    return voice.party is None and told and not (voice.anonymous or voice.document)


def _word(sentence: ParsedSentence, head: Token) -> str:
    """The whole word that a token is a part of: "Do-yeong" for "yeong"."""
    start, end = head.idx, head.idx + len(head)
    text = sentence.plain
    while start and re.match(r"[\w-]", text[start - 1]):
        start -= 1
    while end < len(text) and re.match(r"[\w-]", text[end]):
        end += 1
    return text[start:end]


def _full_name(text: str, surname: str, taken: set[str]) -> str | None:
    """The first name and surname under which the text introduces somebody."""
    for found in re.finditer(rf"((?:{PART} ){{1,3}}){re.escape(surname)}\b", text):
        parts: list[str] = []
        for part in reversed(found.group(1).split()):
            small = re.fullmatch(LINK, part) is not None
            if not (small or part[0].isupper()) or part.casefold() in NOT_NAMES | _titles() | taken:
                break
            parts.insert(0, part)
        while parts and parts[0].islower():
            parts.pop(0)
        if parts:
            return " ".join([*parts, surname])
    return None


def _titles() -> frozenset[str]:
    titles = frozenset(t for t in load_table("speech")["people"]["titles"])
    return titles | words("people", "office") | words("offices", "nameless") | words("offices", "bodies")


def _mentions(parsed: Parsed, name: str, surname: str) -> Iterator[Mention]:
    """Where the person is named, in full or by the surname."""
    for found in re.finditer(rf"\b(?:{re.escape(name)}|{re.escape(surname)})\b", parsed.text):
        sentence = parsed.segmentation.sentence_at(found.start())
        if sentence is not None:
            yield Mention(found.start(), found.end(), sentence.number)
