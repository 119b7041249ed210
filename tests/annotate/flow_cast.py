"""Parties for the tests of flows, spotted by plain search, so that these tests do not lean on the rules that find them.

`told` runs the flow rules on a text and gives what they found in words: "IRN>RUS delivered asserts | drones".
"""

from __future__ import annotations

import re

from summarizer.annotate.flows.finder import find_flows
from summarizer.annotate.materiel.finder import find_materiel
from summarizer.annotate.model import Attribution, FlowCandidate, Materiel, Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed, parse
from summarizer.schema import ClaimantKind, PartyKind
from summarizer.segment import segment

STATES = {
    "USA": "United States,Washington,US,American",
    "GBR": "Britain,London,British",
    "FRA": "France,Paris,French",
    "DEU": "Germany,Berlin,German",
    "POL": "Poland,Warsaw,Polish",
    "NLD": "Netherlands,Dutch",
    "DNK": "Denmark,Copenhagen,Danish",
    "SWE": "Sweden,Swedish",
    "NOR": "Norway,Oslo,Norwegian",
    "UKR": "Ukraine,Kyiv,Ukrainian",
    "RUS": "Russia,Moscow,Kremlin,Russian",
    "BLR": "Belarus,Minsk,Belarusian",
    "IRN": "Iran,Tehran,Iranian",
    "PRK": "North Korea,Pyongyang,North Korean",
    "KOR": "South Korea,Seoul,South Korean",
    "CHN": "China,Beijing,Chinese",
    "TWN": "Taiwan,Taipei,Taiwanese",
    "JPN": "Japan,Tokyo,Japanese",
    "PHL": "Philippines,Manila,Philippine",
    "IND": "India,Indian",
    "IDN": "Indonesia,Jakarta,Indonesian",
    "TUR": "Turkey,Ankara,Turkish",
    "ISR": "Israel,Israeli",
    "SAU": "Saudi Arabia,Riyadh,Saudi",
    "ARE": "United Arab Emirates,UAE,Emirati",
    "EGY": "Egypt,Cairo,Egyptian",
    "ETH": "Ethiopia,Ethiopian",
    "SDN": "Sudan,Khartoum,Sudanese",
    "MLI": "Mali,Malian",
    "DZA": "Algeria,Algerian",
    "SRB": "Serbia,Belgrade,Serbian",
    "AZE": "Azerbaijan,Baku",
    "ARM": "Armenia,Yerevan,Armenian",
    "SYR": "Syria,Damascus,Syrian",
    "VEN": "Venezuela,Caracas,Venezuelan",
    "RWA": "Rwanda,Kigali,Rwandan",
    "CZE": "Czech Republic,Prague,Czech",
    "TCD": "Chad,Chadian",
    "CAN": "Canada,Ottawa,Canadian",
}
OTHERS = {
    "HOUTHIS": (PartyKind.ARMED_GROUP, "YEM", "Houthis,Houthi"),
    "HEZBOLLAH": (PartyKind.ARMED_GROUP, "LBN", "Hezbollah"),
    "RSF": (PartyKind.ARMED_GROUP, "SDN", "Rapid Support Forces,RSF"),
    "M23": (PartyKind.ARMED_GROUP, None, "M23"),
    "WAGNER": (PartyKind.ARMED_GROUP, "RUS", "Wagner"),
    "NORVIK": (PartyKind.COMPANY, "NOR", "Norvik Arms,Norvik"),
    "HALDEX": (PartyKind.COMPANY, "USA", "Haldex Aerospace,Haldex"),
    "EU": (PartyKind.INTERNATIONAL_ORGANISATION, None, "European Union,EU"),
    "UN": (PartyKind.INTERNATIONAL_ORGANISATION, None, "United Nations,UN"),
    "COURIER": (PartyKind.MEDIA, None, "Daily Courier"),
    "PENTAGON": (PartyKind.GOVERNMENT_BODY, "USA", "Pentagon"),
    "STATE-DEPT": (PartyKind.GOVERNMENT_BODY, "USA", "State Department"),
    "DORIN": (PartyKind.OFFICIAL, "RUS", "Pavel Dorin,Dorin"),
    "PAK": (PartyKind.OFFICIAL, "PRK", "Pak Il-sun,Pak"),
    "STRAKE": (PartyKind.OFFICIAL, "DEU", "Owen Strake,Strake"),
    "VANCE": (PartyKind.PERSON, None, "Tom Vance,Vance"),
}
ADJECTIVE = re.compile(r".*(?:ish|ch|an|ese|ean|i|Philippine)$")


def parties_in(parsed: Parsed) -> tuple[PartyCandidate, ...]:
    """The parties of the cast that stand in the text, longest names first, never overlapping."""
    taken: list[tuple[int, int]] = []
    mentions: dict[str, list[Mention]] = {}
    rows = [(code, name) for code, names in STATES.items() for name in names.split(",")]
    rows += [(code, name) for code, (_, _, names) in OTHERS.items() for name in names.split(",")]
    for code, name in sorted(rows, key=lambda row: -len(row[1])):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", parsed.text):
            sentence = parsed.segmentation.sentence_at(match.start())
            if sentence is None or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            adjective = code in STATES and ADJECTIVE.fullmatch(name) is not None
            mentions.setdefault(code, []).append(Mention(*match.span(), sentence.number, modifier=adjective))
    return tuple(_party(i, code, found) for i, (code, found) in enumerate(sorted(mentions.items()), 1))


def _party(number: int, code: str, found: list[Mention]) -> PartyCandidate:
    kind, country, _ = OTHERS.get(code, (PartyKind.STATE, code, ""))
    return PartyCandidate(
        number, f"test:{code}", code, kind, country, None, tuple(sorted(found, key=lambda m: m.start))
    )


def found_in(
    text: str, claims: dict[int, tuple[str | None, ClaimantKind]] | None = None
) -> tuple[tuple[FlowCandidate, ...], dict[int, str], dict[int, Materiel]]:
    """Flows of a text, names of its parties by number, and its materiel by number.

    Args:
        claims: who says a sentence, by its number; the outlet says the others.
    """
    parsed = parse(text, segment(text))
    parties = parties_in(parsed)
    number = {p.name: p.number for p in parties}
    materiel = find_materiel(parsed)
    attributions = tuple(
        Attribution(s, number[name] if name else None, kind) for s, (name, kind) in sorted((claims or {}).items())
    )
    flows = find_flows(parsed, parties, materiel, attributions)
    return flows, {p.number: p.name for p in parties}, {m.number: m for m in materiel}


def told(text: str, claims: dict[int, tuple[str | None, ClaimantKind]] | None = None) -> list[str]:
    """The flows of a text in words: "IRN>RUS delivered asserts | drones", stances and items sorted."""
    flows, names, materiel = found_in(text, claims)
    lines = []
    for flow in flows:
        ends = f"{names.get(flow.supplier or 0, '-')}>{names.get(flow.recipient or 0, '-')}"
        stances = "+".join(sorted({c.stance.value for c in flow.claims}))
        items = ", ".join(text[materiel[n].start : materiel[n].end] for n in flow.items)
        lines.append(f"{ends} {flow.stage.value} {stances} | {items}".rstrip())
    return sorted(lines)
