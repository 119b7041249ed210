"""How parties stand in a text: capitals that only locate, armies, outlets and offices by pattern, bystanders."""

from __future__ import annotations

import pytest

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.parties.finder import find_everyone
from summarizer.annotate.pipeline import parse
from summarizer.schema import PartyKind
from summarizer.segment import segment
from tests.annotate.party_words import mentions, parties


def bystanders(text: str) -> dict[str, PartyCandidate]:
    return {p.key: p for p in find_everyone(parse(text, segment(text)), Lexicon.load())[1]}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The ambassador walked home through Lima.", "state:PER"),
        ("Crates lay in a yard outside Nairobi.", "state:KEN"),
        ("Gunners parked their Peruvian-built mortars by the river.", "state:PER"),
        ("A Danish corvette lay at anchor.", "state:DNK"),
        ("The jet is flown by the air forces of Chile and Ecuador.", "state:ECU"),
        ("Crates reached Sudan by way of Kenya.", "state:KEN"),
        ("Unrest there may destabilise Chad.", "state:TCD"),
        ("The Norwegian Defence Ministry would not comment.", "body:NOR:defence-ministry"),
        ("Milan Kovar spoke to a UN mission.", "organisation:un"),
        ("Drones sold by Poland were seen in Somaliland.", "organisation:somaliland"),
        ("Ocea repaired the boat that France had sold.", "other:ocea"),
        ("Rebels in the hills kept the rifles that Chad had sent.", "group:rebels"),
        ("Peru sold the ship to Rotor Works, and Milan Kovar wept.", "person:milan-kovar"),
    ],
)
def test_who_is_named_but_takes_no_part_stands_by(text: str, key: str) -> None:
    assert key in bystanders(text)
    assert key not in parties(text)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("Sudan's army received drones from Turkey.", "state:SDN", ["Sudan's army"]),
        (
            "The Danish military bought the guns. The military paid in May.",
            "state:DNK",
            ["Danish military", "military"],
        ),
        ("Chile sold rifles to the Hellenic Navy.", "body:GRC:navy", ["Hellenic Navy"]),
        (
            "Pyongyang gave shells. The Koreans sent men. North Korea said so.",
            "state:PRK",
            ["Pyongyang", "Koreans", "North Korea"],
        ),
        ("The Koreans sold Poland tanks.", "state:KOR", ["Koreans"]),
        ("Kenya bought rifles. The administration paid for them.", "state:KEN", ["Kenya", "administration"]),
    ],
)
def test_forces_and_demonyms_fold(text: str, key: str, words: list[str]) -> None:
    assert mentions(text, key) == words


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("A U.S. State Department official confirmed the sale.", "body:USA:state-department", "U.S. State Department"),
        ("The U.S. embassy in Lima said the jets would come.", "body:USA:embassy", "U.S. embassy in Lima"),
        ("A Defence Ministry source said the tanks were late.", "body:None:defence-ministry", "Defence Ministry"),
    ],
)
def test_bodies_have_the_name_that_the_text_gives(text: str, key: str, name: str) -> None:
    assert parties(text)[key].name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Radio Lumen reported that rifles had arrived.", "Radio Lumen"),
        ("The Dunlin Chronicle wrote that rifles had arrived.", "Dunlin Chronicle"),
        ("Rifles arrived, according to the newspaper Le Phare de Brest.", "Le Phare de Brest"),
        ("Rifles arrived, as the Sofia daily Kanal 9 reported.", "Kanal 9"),
        ("The tabloid Fakel published a list of the rifles.", "Fakel"),
        ("It told its own paper, the Lagos Lantern, of the rifles.", "Lagos Lantern"),
    ],
)
def test_outlets_that_no_table_knows(text: str, name: str) -> None:
    assert [p.name for p in parties(text).values() if p.kind is PartyKind.MEDIA] == [name]


@pytest.mark.parametrize("text", ["Dorin told the National Assembly that rifles had arrived.", "Finally: will he go?"])
def test_neither_outlets_nor_people(text: str) -> None:
    assert not [p for p in parties(text).values() if p.kind in (PartyKind.MEDIA, PartyKind.PERSON)]
