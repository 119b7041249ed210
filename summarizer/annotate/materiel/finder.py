"""Materiel phrases: the shortest words that name arms, ammunition, equipment or military services.

A phrase is a name or term of the table, widened by the words that belong to the name ("infantry" rockets, 155mm
artillery shells, Patriot "batteries"). A designation decides the category; else the last noun does, as English
compounds have their head at the end ("tank shells" are ammunition).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from summarizer.annotate.flows.echoes import echoes
from summarizer.annotate.flows.scene import words as listed
from summarizer.annotate.materiel.arsenal import LONGEST, Arsenal, Entry, Sort, Word, run, words_of
from summarizer.annotate.materiel.quantity import quantity
from summarizer.annotate.model import Materiel
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.schema import Category

CALIBRE = re.compile(r"\d+(?:\.\d+)?(?:mm|lb|kg)?")
UNIT = frozenset({"mm", "millimetre", "millimeter", "pound", "lb", "kg", "kilogram", "calibre", "caliber"})
DESIGNATION = re.compile(
    r"[A-Z][A-Za-z]{0,9}(?:-\d{1,4}[A-Za-z]{0,3})+|[A-Z]{1,4}\d{1,4}[A-Z]{0,3}|\d{1,2}[A-Z]\d{1,3}[A-Z]?"
)
VARIANT = re.compile(r"\d{1,3}[A-Z]{0,2}\d?|[IVX]{1,3}|[A-Z]\d{1,2}|Mk|Block")
MILITARY = re.compile(
    r"\b(?:military|militaries|defen[cs]e|army|armed|lethal|weapons?|weaponry|arms|war|warfare|combat|troops|soldiers"
    r"|munitions?|ammunition|naval|navy|air force|missiles?|drones?|tanks?|fighter|battlefield|dual-use|pilots?|crews?"
    r"|fighters|militants|rebels|militia|insurgents|forces|mine-clearing|minesweeping|armou?red|patrol boats?|warships?"
    r"|submarines?|radars?)\b",
    re.IGNORECASE,
)
BODY = re.compile(r"\b(?:his|her|my|your|our|baby|outstretched|bare|open|folded)\s+$", re.IGNORECASE)
ROUND_BEFORE = re.compile(
    r"(?:\d|hundred|thousand|million|mm|artillery|mortar|tank|howitzer|calib)\S*\s+(?:\S+\s+)?$", re.IGNORECASE
)
AGAINST = frozenset({Category.SERVICES, Category.AMMUNITION})


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first..last` (inclusive, within a sentence) and what they stand for."""

    first: int
    last: int
    entry: Entry


def find_materiel(parsed: Parsed, arsenal: Arsenal | None = None) -> tuple[Materiel, ...]:
    """Materiel phrases in text order, numbered from 1, never overlapping.

    Args:
        parsed: the parsed document; offsets of the result are into its text.
        arsenal: other tables than the package's own.
    """
    table = arsenal or Arsenal.load()
    found: list[Materiel] = []
    sure = _sure_names(parsed, table)
    for ps in parsed:
        found += sorted((*_phrases(parsed.text, ps, table, sure), *_training(ps)), key=lambda m: m.start)
    found = list(_apart(found))
    found = sorted((*found, *echoes(parsed, found)), key=lambda m: m.start)
    return tuple(replace(m, number=i) for i, m in enumerate(_apart(found), 1))


def _apart(found: list[Materiel]) -> Iterator[Materiel]:
    """The phrases without those that begin inside the one before."""
    end = 0
    for m in found:
        if m.start >= end:
            yield m
            end = m.end


def _sure_names(parsed: Parsed, table: Arsenal) -> frozenset[tuple[str, ...]]:
    """Ambiguous names that stand beside a plain materiel word or a number somewhere in the document."""
    sure: set[tuple[str, ...]] = set()
    for ps in parsed:
        text = parsed.text[ps.sentence.start : ps.sentence.end]
        words = words_of(text)
        for hit in _hits(words, table):
            if hit.entry.ambiguous and _beside(words, hit, table):
                sure.add(_key(words, hit))
    return frozenset(sure)


def _key(words: list[Word], hit: Hit) -> tuple[str, ...]:
    *first, last = (w.folded for w in words[hit.first : hit.last + 1])
    return (*first, last.removesuffix("s"))


def _beside(words: list[Word], hit: Hit, table: Arsenal) -> bool:
    after = hit.last + 1
    if after < len(words) and words[after].linked:
        if len(words[after].folded) <= 2 and words[after].folded.isdigit():
            return True
        follow = table.longest(words, after)
        if follow is not None and follow[1].sort in (Sort.TERM, Sort.NAME):
            return True
        if any(tuple(w.folded for w in words[after : after + n]) in table.heads for n in (1, 2)):
            return True
    before = words[hit.first - 1] if hit.first and words[hit.first].linked else None
    return before is not None and (
        before.folded.isdigit() or before.folded in ("two", "three", "four", "five", "six", "ten", "dozen")
    )


def _hits(words: list[Word], table: Arsenal) -> Iterator[Hit]:
    at = 0
    while at < len(words):
        match = table.longest(words, at)
        if match is None:
            at += 1
            continue
        size, entry = match
        if entry.sort is not Sort.EXCLUDED:
            yield Hit(at, at + size - 1, entry)
        at += size


def _phrases(text: str, ps: ParsedSentence, table: Arsenal, sure: frozenset[tuple[str, ...]]) -> Iterator[Materiel]:
    base, high = ps.sentence.start, ps.sentence.end
    sentence = text[base:high]
    words = words_of(sentence)
    hits = [h for h in _hits(words, table) if _means_materiel(sentence, words, h, sure) and not _is_verb(ps, words, h)]
    weak_may_stand = MILITARY.search(sentence) is not None
    for hit in _merged(words, hits):
        if hit.entry.sort is Sort.WEAK and not weak_may_stand:
            continue
        wide = _widened(sentence, words, hit, table)
        start, end = base + words[wide.first].start, base + words[wide.last].end
        category = wide.entry.category or Category.UNSPECIFIED
        yield Materiel(0, start, end, ps.number, category, quantity(text, base, start, end, high))


def _means_materiel(sentence: str, words: list[Word], hit: Hit, sure: frozenset[tuple[str, ...]]) -> bool:
    """Whether an ordinary word, or an ordinary name, stands for materiel here."""
    before = sentence[: words[hit.first].start]
    only = words[hit.first].folded if hit.first == hit.last else ""
    if only == "part":
        return False
    if only in ("arms", "gun", "guns") and BODY.search(before):
        return False
    if only in ("round", "rounds"):
        if sentence.startswith(" of ", words[hit.last].end):
            return False
        return ROUND_BEFORE.search(before) is not None
    if only in (
        "charge",
        "charges",
        "processor",
        "bearing",
        "bearings",
        "mine",
        "fuse",
        "cutter",
        "cutters",
        "sensor",
        "radio",
    ):
        return _beside_military(before, sentence, words[hit.last].end) and not before.endswith(("of ", "’s ", "'s "))
    if only in (
        "engine",
        "engines",
        "electronics",
        "chip",
        "chips",
        "cannon",
        "uniform",
        "uniforms",
        "helmet",
        "helmets",
        "optics",
        "anti-tank",
    ):
        return MILITARY.search(sentence) is not None
    if hit.entry.ambiguous:
        return _key(words, hit) in sure or (only.isupper() and len(only) > 4)
    return True


def _beside_military(before: str, sentence: str, end: int) -> bool:
    return MILITARY.search(before[-40:] + sentence[end : end + 40]) is not None


def _merged(words: list[Word], hits: list[Hit]) -> Iterator[Hit]:
    """Hits that follow each other without a gap are one phrase."""
    open_: Hit | None = None
    for hit in hits:
        if open_ is not None and hit.first == open_.last + 1 and words[hit.first].linked:
            open_ = Hit(open_.first, hit.last, _head_of(open_.entry, hit.entry))
            continue
        if open_ is not None:
            yield open_
        open_ = hit
    if open_ is not None:
        yield open_


def _head_of(first: Entry, last: Entry) -> Entry:
    if first.sort is Sort.NAME and last.category not in AGAINST:
        return first
    if last.sort is Sort.WEAK and first.category is not None:
        return first if last.category is not Category.SERVICES else Entry(Sort.TERM, Category.SERVICES)
    if first.category is Category.AIR_DEFENCE and last.category is Category.MISSILES:
        return first
    return replace(last, sort=max(first.sort, last.sort))


def _widened(sentence: str, words: list[Word], hit: Hit, table: Arsenal) -> Hit:
    first, last = hit.first, hit.last
    while last + 1 < len(words):
        size = _head_size(sentence, words, last, hit, table)
        if not size:
            break
        last += size
    while first > 0 and words[first].linked:
        size = _modifier_size(sentence, words, first, table)
        if not size:
            break
        first -= size
    return Hit(first, last, hit.entry)


def _head_size(sentence: str, words: list[Word], last: int, hit: Hit, table: Arsenal) -> int:
    """How many words behind the phrase belong to it: a head ("systems"), or the mark of a variant ("2A6")."""
    for size in range(min(3, run(words, last) - 1), 0, -1):
        if tuple(w.folded for w in words[last + 1 : last + 1 + size]) in table.heads:
            return size
    follow = words[last + 1]
    if hit.entry.sort is Sort.NAME and follow.linked and VARIANT.fullmatch(sentence[follow.start : follow.end]):
        return 1
    return 0


def _modifier_size(sentence: str, words: list[Word], first: int, table: Arsenal) -> int:
    for size in range(min(LONGEST - 3, first), 0, -1):
        part = words[first - size : first]
        if all(w.linked for w in part[1:]) and tuple(w.folded for w in part) in table.modifiers:
            return size
    before = words[first - 1]
    if before.folded in UNIT and first > 1 and before.linked and CALIBRE.fullmatch(words[first - 2].folded):
        return 2
    if CALIBRE.fullmatch(before.folded) and before.folded.endswith(("mm", "lb")):
        return 1
    size = 2 if first > 1 and before.linked and sentence[before.start - 1] == "-" else 1
    part = words[first - size : first]
    return size if DESIGNATION.fullmatch(sentence[part[0].start : part[-1].end]) else 0


def _is_verb(ps: ParsedSentence, words: list[Word], hit: Hit) -> bool:
    """True for verbs that look like materiel ("supplies weapons", "rockets to fame")."""
    if hit.first != hit.last or hit.entry.sort is Sort.NAME:
        return False
    span = ps.span(ps.sentence.start + words[hit.first].start, ps.sentence.start + words[hit.last].end)
    if span is None or span[-1].tag_ not in ("VBZ", "VB", "VBP", "VBD", "VBN", "VBG"):
        return False
    verb = span[-1]
    return verb.tag_ in ("VB", "VBD", "VBN") or any(c.dep_ in ("nsubj", "dobj", "aux", "prep") for c in verb.children)


def _training(ps: ParsedSentence) -> Iterator[Materiel]:
    """The verb "train" with soldiers as its object names a service by itself."""
    for token in ps.tokens:
        if token.lemma_ != "train" or token.tag_[:2] != "VB":
            continue
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        objects += [token.head] if token.dep_ in ("acl", "amod") else []
        if any(
            o.lemma_.lower() in listed("transfer", "train", "objects") for obj in objects for o in (obj, *obj.conjuncts)
        ):
            yield Materiel(0, ps.start(token), ps.end(token), ps.number, Category.SERVICES)
