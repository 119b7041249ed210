"""Which parties of different documents are one entity, by rule, and why.

    state      the same ISO 3166-1 code
    others     the same words of the name (case, accents, articles and titles folded; for a body, without its state's
               name), the same class (people, or organisations) and country; a country that one document does not
               give is taken from the others when they agree on one
    story      a name that many bear ("Defence Ministry", "the rebels", a surname alone), without a country, is one
               party only within one story
    tables     both names are entries of the same line of the lexicon ("RSF", "Rapid Support Forces")
    acronym    one name is the initials of the other, or a document uses both for one party; only one long form fits
    surname    a surname alone is the one full name that ends in it, of the same country, or of the same role where a
               document gives no country; never with a rival, nor where one document tells the two apart

Whatever no rule joins stays apart: two lines too many mislead less than two entities in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from summarizer.annotate.lexicon import Lexicon
from summarizer.note.entity import Entity, Why
from summarizer.note.joining import Joined, acronyms, surnames, unknown_country
from summarizer.note.names import PEOPLE, first_key, fold
from summarizer.note.reading import Reading

__all__ = ["PEOPLE", "Entity", "Identities", "Why", "fold", "identify"]


class Identities:
    """The entity of every party of every document."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {e.key: e for e in entities}
        self._of = {(d, p.id): e for e in self.entities.values() for d, p in e.seen}

    def of(self, document: str, party: str) -> Entity:
        return self._of[document, party]


def identify(
    readings: Iterable[Reading], lexicon: Lexicon | None = None, story_of: Callable[[str], str] = str
) -> Identities:
    """Every entity of the documents; the same whatever their order.

    Args:
        story_of: the story of a document, by id; left out, each document is a story of its own.
    """
    lexicon = lexicon or Lexicon.load()
    nodes: dict[str, Entity] = {}
    for document in sorted(readings, key=lambda r: r.order):
        for party in document.parties.values():
            key, country, why = first_key(party, story_of(document.id), lexicon)
            node = nodes.setdefault(key, Entity(key, party.kind, country))
            node.seen.append((document.id, party))
            if why is not None:
                node.why.append(Why(why, ((document.id, party),)))
    joined = Joined(nodes)
    for rule in (unknown_country, acronyms, surnames):
        rule(joined)
    return Identities(joined.entities())
