"""Columns of the registers are filled from words that say so, and are empty otherwise."""

from __future__ import annotations

import pytest

from summarizer.schema import Category
from summarizer.store.export import register
from tests.store.export.sample import flow, item, party


@pytest.mark.parametrize(
    ("kind", "country", "expected"),
    [
        ("state", "PRK", "North Korea"),
        ("state", None, "Norland"),
        ("company", "TUR", "Turkey"),
        ("company", None, None),
        ("official", "FRA", "France"),
        ("government_body", "USA", "United States"),
        ("armed_group", None, "Norland"),
        ("armed_group", "YEM", "Norland"),
        ("international_organisation", None, None),
        ("person", "USA", None),
        ("media", "GBR", None),
        ("other", "THA", None),
    ],
)
def test_a_party_becomes_a_state_or_an_armed_group(kind: str, country: str | None, expected: str | None) -> None:
    assert register.state(party(kind, country=country)) == expected


def test_nobody_becomes_nothing() -> None:
    assert register.state(None) is None


@pytest.mark.parametrize(
    ("quantity", "is_number"),
    [
        ("12", True),
        ("up to 24", True),
        ("dozens of", True),
        ("two dozen", True),
        ("3 million rounds of", True),
        ("three batteries of", True),
        ("half a million", True),
        ("a number of", False),
        ("several", False),
        ("$500 million worth of", False),
        ("two billion euros of", False),
        ("27 tonnes of", False),
        ("six containers of", False),
        ("two lorryloads", False),
        ("40% of", False),
        ("a second", False),
        (None, False),
    ],
)
def test_a_number_counts_pieces(quantity: str | None, is_number: bool) -> None:
    assert register.number(item("tanks", quantity=quantity)) == (quantity if is_number else None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("F-16 fighters", "F-16"),
        ("F-16 Block 70 aircraft", "F-16 Block 70"),
        ("S-400s", "S-400s"),
        ("Patriot launchers", "Patriot"),
        ("Osa-AKM air defence systems", "Osa-AKM"),
        ("F-16 Barak aircraft", "F-16"),
        ("2K12 Kub batteries", "2K12 Kub"),
        ("Bayraktar TB2 drones", "Bayraktar TB2"),
        ("YLC-8E radars", "YLC-8E"),
        ("Kiowa Warriors", None),
        ("assault rifles", None),
        ("155mm shells", None),
        ("weapons", None),
        ("caesar salad", None),
    ],
)
def test_a_designation_is_verbatim_or_empty(words: str, expected: str | None) -> None:
    assert register.designation(item(words)) == expected
    assert expected is None or expected in words


@pytest.mark.parametrize(
    ("stage", "stance", "evidence", "published", "expected"),
    [
        ("delivered", "asserts", "Norland delivered 6 tanks in 2031.", "2031-05-01", (None, 2031)),
        ("delivered", "asserts", "Norland delivered 6 tanks in May 2031.", "2031", (None, 2031)),
        ("delivered", "asserts", "On 3 May 2031 the tanks came.", "2031-05-01T00:00:00Z", (None, 2031)),
        ("delivered", "asserts", "The tanks came earlier this year.", "2031-05-01", (None, 2031)),
        ("contracted", "asserts", "Norland signed for tanks in March 2031.", "2031-05-01", (2031, None)),
        ("delivered", "asserts", "OSLO, May 3, 2031 - Norland has delivered tanks.", "2031-05-03", (None, None)),
        ("delivered", "asserts", "Norland delivered 6 tanks in 2030.", "2031-05-01", (None, None)),
        ("delivered", "asserts", "The tanks, ordered in 2029, came in 2031.", "2031-05-01", (None, None)),
        ("delivered", "asserts", "Norland has delivered 6 tanks.", "2031-05-01", (None, None)),
        ("delivered", "asserts", "Norland delivered 6 tanks in 2031.", None, (None, None)),
        ("delivered", "asserts", "Norland delivered 6 tanks in 2031.", "May 2031", (None, None)),
        ("delivered", "denies", "Norland delivered no tanks in 2031.", "2031-05-01", (None, None)),
        ("delivered", "suspects", "Norland may have delivered tanks in 2031.", "2031-05-01", (None, None)),
        ("delivering", "asserts", "Norland began to ship tanks in 2031.", "2031-05-01", (None, None)),
        ("pledged", "asserts", "The tanks come in 2031.", "2031-05-01", (None, None)),
        ("delivered", "asserts", "Norland delivered 2031 tanks.", "2031-05-01", (None, None)),
    ],
)
def test_a_year_is_given_only_where_stage_and_words_say_so(
    stage: str, stance: str, evidence: str, published: str | None, expected: tuple[int | None, int | None]
) -> None:
    assert register.years(*flow(stage, stance, evidence, "tanks"), published) == expected


@pytest.mark.parametrize(
    ("words", "category", "expected"),
    [
        ("tanks", "battle_tanks", "I"),
        ("T-72B3 tanks", "battle_tanks", "I"),
        ("tank engines", "battle_tanks", None),
        ("BTR-82A armoured personnel carriers", "armoured_vehicles", "II"),
        ("armoured trucks", "armoured_vehicles", None),
        ("armoured vehicles", "armoured_vehicles", None),
        ("self-propelled howitzers", "artillery", "III"),
        ("mortars", "artillery", None),
        ("rockets", "artillery", None),
        ("Su-30SME jets", "combat_aircraft", "IV"),
        ("stealth fighters", "combat_aircraft", "IV"),
        ("transport aircraft", "combat_aircraft", None),
        ("jet trainers", "combat_aircraft", None),
        ("UCAVs", "drones", "IV"),
        ("drones", "drones", None),
        ("attack helicopters", "helicopters", "V"),
        ("transport helicopters", "helicopters", None),
        ("frigate", "warships", "VI"),
        ("patrol boats", "warships", None),
        ("ballistic missiles", "missiles", "VII"),
        ("anti-tank missiles", "missiles", None),
        ("missiles", "missiles", None),
        ("MANPADS", "air_defence", "VII"),
        ("S-400", "air_defence", None),
        ("assault rifles", "small_arms", "VIII"),
        ("guns", "small_arms", None),
        ("howitzer shells", "ammunition", None),
        ("howitzers", "unspecified", None),
        ("rifle training", "services", None),
    ],
)
def test_a_category_of_the_register_is_sure_or_empty(words: str, category: str, expected: str | None) -> None:
    assert register.unroca(item(words, category)) == expected


def test_the_table_names_categories_of_the_brief_and_of_the_register() -> None:
    table = register._unroca()
    assert table.keys() - {"never"} <= {category.value for category in Category}
    assert {row["register"] for name, row in table.items() if name != "never"} == set(
        "I II III IV V VI VII VIII".split()
    )
