"""Paragraphs of ordinary news from many regions, and the parties that a careful reader would list."""

from __future__ import annotations

import pytest

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.parties.finder import find_parties
from summarizer.annotate.pipeline import parse
from summarizer.segment import segment

STATE, BODY, OFFICIAL, GROUP = "state", "government_body", "official", "armed_group"
COMPANY, ORGANISATION, MEDIA, PERSON, OTHER = "company", "international_organisation", "media", "person", "other"

Expected = dict[str, tuple[str, str | None]]

CASES: dict[str, tuple[str, Expected]] = {
    "africa": (
        "NIAMEY, Feb 9 (Sahel Wire) - Niger has taken delivery of four surveillance drones from Turkey, "
        "Defence Minister Moussa Idi said on Sunday. The army will use them against jihadists near the "
        "Malian border, he said. Two diplomats at the French embassy said a Kenyan logistics firm had "
        "flown the crates from Istanbul. Sahel Wire could not confirm that, and the embassy declined to "
        "comment.",
        {
            "Niger": (STATE, "NER"),
            "Turkey": (STATE, "TUR"),
            "Moussa Idi": (OFFICIAL, "NER"),
            "French embassy": (BODY, "FRA"),
            "Kenyan logistics firm": (COMPANY, "KEN"),
        },
    ),
    "gulf": (
        "Dubai-based traders shipped microchips to Iran through Oman, the U.S. Treasury Department said, "
        "naming Falcon Reef Trading LLC and two of its managers. “Tehran depends on such networks,” Brian "
        "Coyle, the department's under secretary for terrorism and financial intelligence, said in a "
        "statement. The Iranian mission to the United Nations called the charges absurd. The UAE did not "
        "immediately respond.",
        {
            "Dubai-based traders": (COMPANY, "ARE"),
            "Iran": (STATE, "IRN"),
            "Treasury Department": (BODY, "USA"),
            "Falcon Reef Trading LLC": (COMPANY, None),
            "Brian Coyle": (OFFICIAL, "USA"),
            "Iranian mission to the United Nations": (BODY, "IRN"),
            "United Arab Emirates": (STATE, "ARE"),
        },
    ),
    "east asia": (
        "Taiwan's military said on Wednesday it had received the last 38 Abrams tanks from the United "
        "States. The Ministry of National Defense in Taipei declined to give a price. China's Taiwan "
        "Affairs Office condemned the delivery, and spokeswoman Lin Mei urged Washington to stop arming "
        "the island. The Liberty Daily, a Taipei newspaper, reported that a further 60 howitzers are on "
        "order.",
        {
            "Taiwan": (STATE, "TWN"),
            "United States": (STATE, "USA"),
            "Ministry of National Defense": (BODY, "TWN"),
            "Taiwan Affairs Office": (BODY, "CHN"),
            "Lin Mei": (OFFICIAL, "CHN"),
            "Liberty Daily": (MEDIA, "TWN"),
        },
    ),
    "latin america": (
        "Brazil's Embraer will deliver six transport planes to the Colombian Air Force, President Gustavo "
        "Petro wrote on X. The Brazilian planemaker confirmed the order. Venezuela's foreign minister, "
        "Luis Ramos, called it a provocation. “Colombia is arming itself at the behest of others,” the "
        "minister told state television.",
        {
            "Embraer": (COMPANY, "BRA"),
            "Colombian Air Force": (BODY, "COL"),
            "Gustavo Petro": (OFFICIAL, "COL"),
            "Luis Ramos": (OFFICIAL, "VEN"),
            "Colombia": (STATE, "COL"),
        },
    ),
    "balkans": (
        "A Bulgarian arms maker, Kamen Arsenal, sold mortar rounds to a broker in Limassol, the "
        "investigative outlet Svetlina reported. The Sofia daily Trud 24 said prosecutors had opened an "
        "inquiry. The broker, Meridian Brokers Ltd, denied wrongdoing. Bulgaria's economy ministry said it "
        "had revoked the company's licence.",
        {
            "Kamen Arsenal": (COMPANY, "BGR"),
            "Meridian Brokers Ltd": (COMPANY, None),
            "Svetlina": (MEDIA, None),
            "Trud 24": (MEDIA, "BGR"),
            "broker in Limassol": (COMPANY, "CYP"),
            "Bulgaria's economy ministry": (BODY, "BGR"),
        },
    ),
    "south asia": (
        "India and Russia are close to a deal on air defence systems, two people familiar with the talks "
        "told Bloomberg. India's Defence Acquisition Council approved the purchase in March. "
        "Rosoboronexport said nothing of the price, and the Indian defence ministry did not reply to "
        "requests for comment. Pakistan's army chief, General Bilal Qureshi, warned of an arms race.",
        {
            "India": (STATE, "IND"),
            "Russia": (STATE, "RUS"),
            "Bloomberg": (MEDIA, None),
            "Defence Acquisition Council": (BODY, "IND"),
            "Rosoboronexport": (COMPANY, "RUS"),
            "Bilal Qureshi": (OFFICIAL, "PAK"),
        },
    ),
    "horn of africa": (
        "U.N. sanctions monitors accused Eritrea of sending rifles to al-Shabaab, a charge the government "
        "in Asmara rejects. The monitors cited satellite images from a London-based research firm. "
        "Somalia's president asked the Security Council to act. Amnesty International called for an "
        "embargo.",
        {
            "U.N. sanctions monitors": (ORGANISATION, None),
            "Eritrea": (STATE, "ERI"),
            "al-Shabaab": (GROUP, "SOM"),
            "London-based research firm": (COMPANY, "GBR"),
            "Somalia": (STATE, "SOM"),
            "Security Council": (ORGANISATION, None),
            "Amnesty International": (ORGANISATION, None),
        },
    ),
    "north korea": (
        "The North Korean leader, Kim Jong Un, toured a shell factory, state media reported on Monday. "
        "South Korea's spy agency told lawmakers that Pyongyang had sent 12,000 containers to Russia. The "
        "Kremlin dismissed the estimate. Kim has denied any sale, and the North Korean leader vowed to "
        "defend his country's sovereignty.",
        {
            "Kim Jong Un": (OFFICIAL, "PRK"),
            "state media": (MEDIA, None),
            "South Korea's spy agency": (BODY, "KOR"),
            "North Korea": (STATE, "PRK"),
            "Russia": (STATE, "RUS"),
        },
    ),
    "europe": (
        "BERLIN, 3 July 2025 - Germany will hand two frigates to Greece, the Defence Ministry announced. "
        "Chancellor Anke Vogel said Athens would pay half. Greenpeace protested outside the shipyard in "
        "Kiel, and the opposition accused the government of secrecy. The Greek navy expects the first ship "
        "in 2027.",
        {
            "Germany": (STATE, "DEU"),
            "Greece": (STATE, "GRC"),
            "Defence Ministry": (BODY, None),
            "Anke Vogel": (OFFICIAL, "DEU"),
            "Greenpeace": (ORGANISATION, None),
        },
    ),
    "court": (
        "A federal court in Miami sentenced Ramon Ortiz, the owner of Caribe Parts Inc, to five years for "
        "shipping rifle parts to Haiti. Prosecutors said the parts reached the G9 gang. “He armed killers "
        "for cash,” U.S. Attorney Dana Whitlock said. Ortiz pleaded guilty in May.",
        {
            "federal court in Miami": (BODY, None),
            "Ramon Ortiz": (PERSON, None),
            "Haiti": (STATE, "HTI"),
            "Prosecutors": (BODY, None),
            "G9 alliance": (GROUP, "HTI"),
            "Dana Whitlock": (OFFICIAL, "USA"),
        },
    ),
    "capitals": (
        "UK TO SEND UAE 20 JETS, US OFFICIALS SAY\n\nLONDON, JUNE 2 (THAMES WIRE) - THE UK WILL SELL 20 JETS "
        "TO THE UAE, DEFENCE SECRETARY ALAN PIKE SAID. THE DPRK CALLED THE SALE A THREAT. TURKISH "
        "OFFICIALS TOLD US THAT THE EU HAD OBJECTED.",
        {
            "United Kingdom": (STATE, "GBR"),
            "United Arab Emirates": (STATE, "ARE"),
            "United States": (STATE, "USA"),
            "Alan Pike": (OFFICIAL, "GBR"),
            "North Korea": (STATE, "PRK"),
            "Turkey": (STATE, "TUR"),
            "European Union": (ORGANISATION, None),
        },
    ),
    "libya": (
        "Russian cargo planes landed at Benghazi with crates for the Libyan National Army, flight trackers "
        "at the Sahara Arms Observatory said. Khalifa Haftar's forces denied receiving weapons. The "
        "Government of National Unity in Tripoli demanded that Moscow stop. Egypt's foreign ministry said "
        "Cairo respects the embargo.",
        {
            "Russia": (STATE, "RUS"),
            "Libyan National Army": (GROUP, "LBY"),
            "Sahara Arms Observatory": (OTHER, None),
            "Khalifa Haftar": (OFFICIAL, "LBY"),
            "Government of National Unity": (BODY, "LBY"),
            "Egypt's foreign ministry": (BODY, "EGY"),
            "Egypt": (STATE, "EGY"),
        },
    ),
    "factions": (
        "Rifles for lake rebels came by boat, ministry says\n\nThe Volta Liberation Army received rifles from a "
        "Ghanaian yard, Togo's defence ministry said. Commodore Ama Dogbe, who heads the navy, told the newspaper "
        "Le Temps that Togo would answer. The opposition Reed Alliance and the Greens want an inquiry. Togo's export "
        "agency, Vientrade, said that Turkey's Ilgaz Yachts and a Dutch yard were paid. Kenya gave trucks to the "
        "Rwandan-led security mission.",
        {
            "Volta Liberation Army": (GROUP, None),
            "Ghanaian yard": (COMPANY, "GHA"),
            "Togo's defence ministry": (BODY, "TGO"),
            "Ama Dogbe": (OFFICIAL, None),
            "Le Temps": (MEDIA, None),
            "Togo": (STATE, "TGO"),
            "Reed Alliance": (OTHER, None),
            "Greens": (OTHER, None),
            "Vientrade": (BODY, "TGO"),
            "Ilgaz Yachts": (COMPANY, "TUR"),
            "Dutch yard": (COMPANY, "NLD"),
            "Kenya": (STATE, "KEN"),
            "Rwandan-led security mission": (ORGANISATION, None),
        },
    ),
    "statement": (
        "Statement by Treasury Spokesperson Nora Quill on Peru’s Radar Purchase\n\nU.S. Customs and Border "
        "Protection stopped the radars, Nora Quill said. Peruvian customs officers had cleared them under a UN "
        "embargo. The Morning Ledger newspaper reported that Colonel Luis Vega told the Security Council of the case.",
        {
            "Nora Quill": (OFFICIAL, "USA"),
            "Customs and Border Protection": (BODY, "USA"),
            "Peru": (STATE, "PER"),
            "Morning Ledger": (MEDIA, None),
            "Luis Vega": (OFFICIAL, None),
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_parties_of_a_news_paragraph(name: str) -> None:
    text, expected = CASES[name]
    found = find_parties(parse(text, segment(text)), Lexicon.load())
    assert {p.name: (p.kind.value, p.country) for p in found} == expected
