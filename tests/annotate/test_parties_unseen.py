"""People, bodies and outlets told as ordinary reports tell them: one construction to a row."""

from __future__ import annotations

import pytest

from summarizer.schema import PartyKind
from tests.annotate.party_words import parties

PEOPLE = [
    ("Comrade Tarek Odum rejected the claim.", "Tarek Odum", None),
    ("A congressman from Iowa, Dale Pruitt, introduced a bill on rifles.", "Dale Pruitt", "official"),
    ("A member of the assembly's budget committee, Olha Marchuk, would say no more.", "Olha Marchuk", "official"),
    (
        "The union's commissioner for trade and security, Ama Boateng, has offered to mediate.",
        "Ama Boateng",
        "official",
    ),
    ("Two batteries are, according to a former navy planner, Hugo Lavigne, on their way.", "Hugo Lavigne", "person"),
    ("Miriam Kohl of the Harbour Bureau said that the crates were empty.", "Miriam Kohl", None),
    ("The spokesman of the Ministry of Foreign Affairs, Dr Sina Rahbar, denied it.", "Sina Rahbar", "official"),
    ("SENATOR HOLLIS: My question is about the frigates.", "Hollis", "official"),
    ("General Đorđe Šćepan said the rifles had come by rail.", "Đorđe Šćepan", "official"),
    ("Mohamed Ould Sidi said that the column had been armed from abroad.", "Mohamed Ould Sidi", None),
]


@pytest.mark.parametrize(("text", "name", "kind"), PEOPLE)
def test_people_by_office_or_speech(text: str, name: str, kind: str | None) -> None:
    found = {p.name: p.kind.value for p in parties(text).values()}
    assert name in found
    assert kind is None or found[name] == kind


BODIES = [
    ("Peru sent a note. Its foreign ministry asked Chile for the papers.", "foreign-ministry"),
    ("The Ministry of Economy, Trade and Industry refused the licence.", "economy-ministry"),
]


@pytest.mark.parametrize(("text", "key"), BODIES)
def test_ministries_end_where_a_name_begins(text: str, key: str) -> None:
    found = [p for p in parties(text).values() if p.kind is PartyKind.GOVERNMENT_BODY]
    assert [p.key.split(":")[-1] for p in found] in ([key], ["meti"])


@pytest.mark.parametrize(
    "text",
    [
        "General Ana Prado told the Senate that the pilots had left.",
        "General Ana Prado, who heads the Central Command, praised the crew.",
        "A report to the Security Council names two brokers.",
        "That breaks resolutions of the Security Council.",
    ],
)
def test_halls_and_posts_take_no_part(text: str) -> None:
    kinds = {p.kind for p in parties(text).values()}
    assert not kinds & {PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("But the Oporto Courier reports that the army asked for shells.", "Oporto Courier"),
        ("The Tulsa Courier had a story on the rifles.", "Tulsa Courier"),
    ],
)
def test_outlets_without_what_leads_in(text: str, name: str) -> None:
    assert [p.name for p in parties(text).values() if p.kind is PartyKind.MEDIA] == [name]


@pytest.mark.parametrize(
    ("text", "key", "country"),
    [
        ("Beltechexport will deliver the shells.", "company:beltechexport", "BLR"),
        ("IATA warned airlines of the route.", "organisation:international-air-transport-association", None),
        ("Jaish al-Adl received the rifles.", "group:jaish-al-adl", "IRN"),
    ],
)
def test_names_of_the_tables(text: str, key: str, country: str | None) -> None:
    assert parties(text)[key].country == country
