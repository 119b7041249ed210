"""Whole paragraphs of different styles, and the parties that a careful reader would list."""

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
    "wire with dateline": (
        "WARSAW, May 3 (Reuters) - Poland has agreed to buy 96 attack helicopters from Boeing, Defence "
        "Minister Anna Kowalczyk "
        "said on Friday.\n\nThe Pentagon confirmed the sale. “It strengthens the alliance,” Pentagon "
        "spokesman Mark Ellery told "
        "Reuters in Warsaw. Germany's Der Spiegel had reported earlier that Warsaw was close to a deal.\n\n"
        "(Reporting by Jan Nowak; Editing by Sue Field)",
        {
            "Poland": (STATE, "POL"),
            "Boeing": (COMPANY, "USA"),
            "Anna Kowalczyk": (OFFICIAL, "POL"),
            "Pentagon": (BODY, "USA"),
            "Mark Ellery": (OFFICIAL, "USA"),
            "Der Spiegel": (MEDIA, None),
        },
    ),
    "capitals": (
        "IRAN DENIES SENDING DRONES TO RUSSIA\n\nTEHRAN'S FOREIGN MINISTRY SPOKESMAN NASSER KANANI SAID IRAN "
        "HAD NOT SUPPLIED "
        "WEAPONS TO EITHER SIDE. U.S. OFFICIALS SAID MOSCOW RECEIVED SHIPMENTS BY SEA.",
        {
            "Iran": (STATE, "IRN"),
            "Russia": (STATE, "RUS"),
            "Nasser Kanani": (OFFICIAL, "IRN"),
            "United States": (STATE, "USA"),
        },
    ),
    "ministry statement": (
        "The Ministry of Foreign Affairs of the Republic of Serbia rejects the claims made by Ankara. The "
        "Ministry states that no "
        "export licence for mortar shells has been issued to Armenia since 2020. Minister Milos Petrovic will "
        "meet the "
        "Ambassador of Turkey, Leyla Demir, on Monday.",
        {
            "Ministry of Foreign Affairs of the Republic of Serbia": (BODY, "SRB"),
            "Turkey": (STATE, "TUR"),
            "Armenia": (STATE, "ARM"),
            "Milos Petrovic": (OFFICIAL, None),
            "Leyla Demir": (OFFICIAL, "TUR"),
        },
    ),
    "transcript": (
        "Q: Has Chad received the armoured vehicles?\n\nMR. HARGROVE: I can confirm that the United Arab "
        "Emirates told us so. "
        "We have asked Abu Dhabi to stop.\n\nMR. HARGROVE: Next question.",
        {
            "Chad": (STATE, "TCD"),
            "Hargrove": (OFFICIAL, None),
            "United Arab Emirates": (STATE, "ARE"),
        },
    ),
    "panel report": (
        "The Panel of Experts observed that the Rapid Support Forces (RSF) obtained anti-tank missiles "
        "through Amdjarass. Three "
        "Member States informed the Panel that flights from the United Arab Emirates carried the "
        "consignments. The Emirati "
        "government denied the finding. In Darfur, the Sudanese Armed Forces seized two launchers.",
        {
            "Panel of Experts": (ORGANISATION, None),
            "Rapid Support Forces": (GROUP, "SDN"),
            "United Arab Emirates": (STATE, "ARE"),
            "Sudanese Armed Forces": (BODY, "SDN"),
        },
    ),
    "company release": (
        "Nordwall Systems AB today announced a contract with the Finnish Defence Forces for counter-drone "
        "radars. “We are proud to "
        "equip Finland,” said Eva Lindqvist, chief executive of Nordwall Systems AB. Deliveries will begin in "
        "2026.",
        {
            "Nordwall Systems AB": (COMPANY, None),
            "Finnish Defence Forces": (BODY, "FIN"),
            "Finland": (STATE, "FIN"),
            "Eva Lindqvist": (PERSON, None),
        },
    ),
    "think tank": (
        "According to the Stockholm International Peace Research Institute (SIPRI), India remained the "
        "largest buyer of Russian "
        "weapons. “Delhi is diversifying,” said Tomas Berg, a senior researcher at SIPRI. France has "
        "delivered 36 fighter jets "
        "to the Indian Air Force.",
        {
            "Stockholm International Peace Research Institute": (OTHER, None),
            "India": (STATE, "IND"),
            "Russia": (STATE, "RUS"),
            "Tomas Berg": (PERSON, None),
            "France": (STATE, "FRA"),
            "Indian Air Force": (BODY, "IND"),
        },
    ),
    "rebels and neighbours": (
        "Congolese officials accuse Rwanda of arming the M23 rebels. Kigali denies it. Human Rights Watch "
        "said fighters used "
        "new mortars near Goma. The group's spokesman, Willy Ngoma, told Al Jazeera that the weapons were "
        "captured.",
        {
            "Democratic Republic of the Congo": (STATE, "COD"),
            "Rwanda": (STATE, "RWA"),
            "M23": (GROUP, None),
            "Human Rights Watch": (ORGANISATION, None),
            "Willy Ngoma": (OFFICIAL, None),
            "Al Jazeera": (MEDIA, None),
        },
    ),
    "names that are words": (
        "Jordan and Turkey discussed the sale of armoured vehicles. Michael Jordan was not there, and Chad "
        "Miller served roast "
        "turkey. Georgia asked Ankara for drones; polish on the table shone. Niger has bought six of them.",
        {
            "Jordan": (STATE, "JOR"),
            "Turkey": (STATE, "TUR"),
            "Georgia": (STATE, "GEO"),
            "Niger": (STATE, "NER"),
        },
    ),
    "only places": (
        "The frigate crossed the Indian Ocean and the South China Sea on its way to a fair in Singapore. "
        "Visitors from Paris "
        "arrived in New Mexico. The Washington Post said Norway had ordered the ship.",
        {"The Washington Post": (MEDIA, None), "Norway": (STATE, "NOR")},
    ),
    "anonymous and secondhand": (
        "A senior Pentagon official said Beijing was weighing a sale of howitzers. Two European diplomats in "
        "Brussels confirmed "
        "the talks, the Financial Times reported, citing Ukrainian intelligence officials.",
        {
            "Pentagon": (BODY, "USA"),
            "China": (STATE, "CHN"),
            "Financial Times": (MEDIA, None),
            "Ukraine": (STATE, "UKR"),
        },
    ),
    "administration and congress": (
        "The Trump administration notified Congress of a possible sale of Javelin missiles to Morocco. Sen. "
        "Ruth Calloway urged "
        "Secretary of State Marco Rubio to withhold it. The State Department declined to comment.",
        {
            "United States": (STATE, "USA"),
            "Morocco": (STATE, "MAR"),
            "Ruth Calloway": (OFFICIAL, None),
            "Marco Rubio": (OFFICIAL, "USA"),
        },
    ),
    "two ministries": (
        "Ukraine's Defence Ministry said Russian forces had fired North Korean missiles. The Russian Defense "
        "Ministry did not "
        "respond. Igor Sokolov, a spokesman for the Russian ministry, later denied the report by the Kyiv "
        "Independent.",
        {
            "Defence Ministry": (BODY, "UKR"),
            "Russia": (STATE, "RUS"),
            "North Korea": (STATE, "PRK"),
            "Igor Sokolov": (OFFICIAL, "RUS"),
            "Kyiv Independent": (MEDIA, None),
        },
    ),
    "militia supply": (
        "Iran has smuggled rockets to Hezbollah through Syria, the Israeli military said. Gen. Amir Tal, who "
        "heads the army's "
        "northern command, showed the crates. Iran-backed militias in Iraq received drones as well.",
        {
            "Iran": (STATE, "IRN"),
            "Hezbollah": (GROUP, "LBN"),
            "Israel": (STATE, "ISR"),
            "Amir Tal": (OFFICIAL, None),
            "Iran-backed militias": (GROUP, None),
        },
    ),
    "kremlin and capital": (
        "The Kremlin said on Tuesday that Moscow would deliver S-400 systems to New Delhi next year. Peskov "
        "said nothing about "
        "the price. Western officials in Moscow were surprised. Talks with Hanoi continue.",
        {
            "Russia": (STATE, "RUS"),
            "India": (STATE, "IND"),
            "Peskov": (OFFICIAL, "RUS"),
            "Vietnam": (STATE, "VNM"),
        },
    ),
    "unnamed firms": (
        "Washington imposed sanctions on Chinese chip companies and on Turkish defence contractors. The "
        "Treasury Department named "
        "Silverline Trading FZE, a Dubai firm. Turkish officials called the step unfair.",
        {
            "United States": (STATE, "USA"),
            "Chinese chip companies": (COMPANY, "CHN"),
            "Turkish defence contractors": (COMPANY, "TUR"),
            "Treasury Department": (BODY, "USA"),
            "Silverline Trading FZE": (COMPANY, "ARE"),
            "Turkey": (STATE, "TUR"),
        },
    ),
    "bystanders": (
        "Germany will train Ukrainian crews on the Leopard 2. Olena Shevchenko, a teacher from Lviv, welcomed "
        "the news. The plan "
        "bears the name of Konrad Adenauer. Rheinmetall chief executive Armin Papperger promised spare parts.",
        {
            "Germany": (STATE, "DEU"),
            "Ukraine": (STATE, "UKR"),
            "Olena Shevchenko": (PERSON, None),
            "Armin Papperger": (PERSON, None),
        },
    ),
    "brussels": (
        "The European Union will pay for one million shells, EU foreign policy chief Josep Borrell said. NATO "
        "Secretary-General "
        "Jens Stoltenberg thanked the bloc. Hungary blocked the plan; Viktor Orban's government called it "
        "reckless.",
        {
            "European Union": (ORGANISATION, None),
            "Josep Borrell": (OFFICIAL, None),
            "Jens Stoltenberg": (OFFICIAL, None),
            "Hungary": (STATE, "HUN"),
            "Viktor Orban": (OFFICIAL, "HUN"),
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_parties_of_a_paragraph(name: str) -> None:
    text, expected = CASES[name]
    found = find_parties(parse(text, segment(text)), Lexicon.load())
    assert {p.name: (p.kind.value, p.country) for p in found} == expected
