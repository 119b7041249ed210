"""A fixed cast of parties for the tests of attribution, quotes, cues and warnings.

The parties are found by plain search, so that these tests do not lean on the rules that find parties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed, parse
from summarizer.schema import PartyKind
from summarizer.segment import segment


@dataclass(frozen=True)
class Member:
    kind: PartyKind
    country: str | None
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    role: str | None = None


def _state(code: str, *names: str, adjectives: tuple[str, ...]) -> Member:
    return Member(PartyKind.STATE, code, names, adjectives)


CAST = (
    _state("IRN", "Iran", "Tehran", adjectives=("Iranian",)),
    _state("RUS", "Russia", "Moscow", "Kremlin", adjectives=("Russian",)),
    _state("USA", "United States", "US government", "US", "Washington", adjectives=("American",)),
    _state("UKR", "Ukraine", "Kyiv", adjectives=("Ukrainian",)),
    _state("DEU", "Germany", "Berlin", adjectives=("German",)),
    _state("TUR", "Turkey", "Ankara", adjectives=("Turkish",)),
    _state("CHN", "China", "Beijing", adjectives=("Chinese",)),
    _state("PRK", "North Korea", "Pyongyang", adjectives=("North Korean",)),
    _state("SDN", "Sudan", adjectives=("Sudanese",)),
    _state("EGY", "Egypt", "Cairo", adjectives=("Egyptian",)),
    Member(PartyKind.GOVERNMENT_BODY, "USA", ("Pentagon",)),
    Member(PartyKind.GOVERNMENT_BODY, "USA", ("State Department",)),
    Member(PartyKind.GOVERNMENT_BODY, "IRN", ("Iranian foreign ministry", "Foreign Ministry")),
    Member(PartyKind.OFFICIAL, "USA", ("Mira Halden", "Halden"), role="State Department spokeswoman"),
    Member(PartyKind.OFFICIAL, "DEU", ("Owen Strake", "Strake"), role="defence minister"),
    Member(PartyKind.OFFICIAL, "RUS", ("Pavel Dorin", "Dorin"), role="foreign minister"),
    Member(PartyKind.OFFICIAL, "TUR", ("Selin Arat", "Arat"), role="president"),
    Member(PartyKind.ARMED_GROUP, "YEM", ("Houthis", "Houthi")),
    Member(PartyKind.INTERNATIONAL_ORGANISATION, None, ("United Nations", "UN")),
    Member(PartyKind.INTERNATIONAL_ORGANISATION, None, ("Amnesty International", "Amnesty")),
    Member(PartyKind.COMPANY, "NOR", ("Norvik Arms", "Norvik")),
    Member(PartyKind.MEDIA, None, ("Reuters",)),
    Member(PartyKind.MEDIA, None, ("Daily Courier",)),
    Member(PartyKind.PERSON, None, ("Tom Vance", "Vance"), role="analyst at the Harbour Institute"),
    Member(PartyKind.PERSON, None, ("Nora Lind", "Lind"), role="chief executive of Norvik Arms"),
)


@dataclass(frozen=True)
class Scene:
    """A parsed text with its parties; `name` turns a party number into a name."""

    parsed: Parsed
    parties: tuple[PartyCandidate, ...]

    def name(self, number: int | None) -> str | None:
        return None if number is None else self.parties[number - 1].name

    def words(self, span: tuple[int, int] | None) -> str | None:
        return None if span is None else self.parsed.text[slice(*span)]


@cache
def stage(text: str) -> Scene:
    """The text, segmented, parsed, and with its cast."""
    parsed = parse(text, segment(text))
    taken: list[tuple[int, int]] = []
    mentions: dict[Member, list[Mention]] = {}
    forms = [(form, member, form in member.adjectives) for member in CAST for form in member.names + member.adjectives]
    for form, member, adjective in sorted(forms, key=lambda entry: -len(entry[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE if len(form) > 3 else 0):
            sentence = parsed.segmentation.sentence_at(match.start())
            if sentence is None or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            mention = Mention(match.start(), match.end(), sentence.number, modifier=adjective)
            mentions.setdefault(member, []).append(mention)
    parties = tuple(
        PartyCandidate(
            number=number,
            key=f"{member.kind}:{member.names[0]}",
            name=member.names[0],
            kind=member.kind,
            country=member.country,
            role=member.role,
            mentions=tuple(sorted(found, key=lambda m: m.start)),
            aliases=member.names,
        )
        for number, (member, found) in enumerate(mentions.items(), start=1)
    )
    return Scene(parsed, parties)
