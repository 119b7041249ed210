"""What the tests of the party finder ask for: the keys found in a text, and the words of one party."""

from __future__ import annotations

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.parties.finder import find_parties
from summarizer.annotate.pipeline import parse
from summarizer.segment import segment


def parties(text: str) -> dict[str, PartyCandidate]:
    """The parties of a text by key, in the order of first mention."""
    return {p.key: p for p in find_parties(parse(text, segment(text)), Lexicon.load())}


def keys(text: str) -> list[str]:
    return list(parties(text))


def mentions(text: str, key: str) -> list[str]:
    return [text[m.start : m.end] for m in parties(text)[key].mentions]
