"""Words that point back: to bodies, to governments, to holders of an office."""

from __future__ import annotations

import pytest

from tests.annotate.party_words import keys, mentions, parties


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (
            "Chad's army bought rifles. Chad's armed forces and the Chadian military use them. The army needs fuel.",
            "state:TCD",
            ["Chad's army", "Chad's armed forces", "Chadian military", "army"],
        ),
        (
            "Peru's Joint Chiefs of Staff said so. The Joint Chiefs gave no date.",
            "body:PER:joint-chiefs",
            ["Peru's Joint Chiefs of Staff", "Joint Chiefs"],
        ),
        (
            "The junta in Conakry fell. Mali's junta bought drones. The junta denied it.",
            "state:MLI",
            ["Mali's junta", "junta"],
        ),
        (
            "Defence Minister Ilse Brandt signed. The minister gave no price.",
            "person:ilse-brandt",
            ["Ilse Brandt", "minister"],
        ),
        (
            "Kim Jong Un toured a plant. The North Korean leader was pleased.",
            "person:kim-jong-un",
            ["Kim Jong Un", "North Korean leader"],
        ),
        (
            "The Police Security Service, known as PSS, followed him. PSS said he left.",
            "body:None:police-security-service",
            ["Police Security Service", "PSS", "PSS"],
        ),
        (
            "The UN Panel of Experts on Libya found crates. The Panel gave no date.",
            "organisation:un-panel",
            ["UN Panel of Experts on Libya", "Panel"],
        ),
        ("A panel of U.N. experts said so.", "organisation:un-panel", ["panel of U.N. experts"]),
        (
            "ALAN FROST: Good morning.\n\nQUESTION: Why?\n\nMR. FROST: No comment.",
            "person:alan-frost",
            ["ALAN FROST", "FROST"],
        ),
    ],
)
def test_words_point_back(text: str, key: str, words: list[str]) -> None:
    assert mentions(text, key) == words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("US Army units trained. Kenya's army bought rifles.", "body:USA:us-army"),
        ("Uganda's army and the Kenyan army signed it. The army bought rifles.", "state:UGA"),
        ("Minister Ana Ruiz met Minister Jan Kok. The minister smiled and signed.", "person:ana-ruiz"),
    ],
)
def test_words_that_may_mean_another_do_not(text: str, key: str) -> None:
    assert len(mentions(text, key)) == 1


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("OSLO, May 3 (Fjord Wire) - Norway will buy tanks, Prime Minister Kari Dahl said.", "Kari Dahl", "NOR"),
        ("OSLO, May 3 (Fjord Wire) - Russia has lied, Prime Minister Kari Dahl said.", "Kari Dahl", None),
        ("The Finnish Foreign Ministry objects. “No,” spokesman Ari Koski said.", "Ari Koski", "FIN"),
        ("Peru's army chief, General Luis Paz, objected.", "Luis Paz", "PER"),
    ],
)
def test_an_officials_country(text: str, name: str, country: str | None) -> None:
    assert {p.name: p.country for p in parties(text).values()}[name] == country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The newspaper Granica reported that Poland sold shells.", ["media:granica", "state:POL"]),
        ("The Warsaw daily Granica reported the sale.", ["media:granica"]),
        ("State media in Tehran reported the sale.", ["media:IRN:state-media"]),
        ("LIMA, May 3 (Andes Wire) - Peru bought jets. Andes Wire could not verify it.", ["state:PER"]),
        ("MINISTRY OF DEFENCE\n\nPeru bought jets.", ["state:PER"]),
        (
            "MINISTRY OF DEFENCE\n\nThe Ministry announces that Peru bought jets.",
            ["body:None:defence-ministry", "state:PER"],
        ),
        ("FLASH: Peru bought jets.", ["state:PER"]),
        ("Tern Watch, a monitoring group in Malta, counted the jets.", ["organisation:tern-watch"]),
        ("The Russian embassy in Lima did not respond. Peru bought jets.", ["state:PER"]),
        ("Greek army officers said Greenpeace lied.", ["state:GRC", "organisation:greenpeace"]),
        ("UK FM denies sending shells.", ["state:GBR"]),
        ("THE DPRK AND THE UAE DENIED IT, AND TOLD US WHO KNEW IT.", ["state:PRK", "state:ARE"]),
        ("US TO ARM UAE, WHO KNOWS WHY?", ["state:USA", "state:ARE"]),
    ],
)
def test_who_is_a_party_of_a_line(text: str, expected: list[str]) -> None:
    assert keys(text) == expected
