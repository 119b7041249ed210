"""Materiel phrases: the shortest words that name it, its category, and what counts it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.materiel.arsenal import Arsenal, words_of
from summarizer.annotate.materiel.finder import find_materiel
from summarizer.annotate.pipeline import parse
from summarizer.schema import Category
from summarizer.segment import segment

Found = list[tuple[str, str, str | None]]


def found_in(text: str) -> Found:
    found = find_materiel(parse(text, segment(text)))
    return [(text[m.start : m.end], m.category.value, text[slice(*m.quantity)] if m.quantity else None) for m in found]


PHRASES: list[tuple[str, Found]] = [
    ("Lisbon sent drones and artillery.", [("drones", "drones", None), ("artillery", "artillery", None)]),
    ("Lima delivered infantry rockets.", [("infantry rockets", "artillery", None)]),
    ("It bought 155mm artillery shells.", [("155mm artillery shells", "ammunition", None)]),
    ("It bought 122 mm rockets.", [("122 mm rockets", "artillery", None)]),
    ("They sold tank shells.", [("tank shells", "ammunition", None)]),
    ("They sold anti-tank guided missiles.", [("anti-tank guided missiles", "missiles", None)]),
    ("They sold surface-to-air missile systems.", [("surface-to-air missile systems", "air_defence", None)]),
    ("Oslo ordered a S-300PMU-2 battery.", [("S-300PMU-2 battery", "air_defence", None)]),
    ("Oslo ordered S300 systems.", [("S300 systems", "air_defence", None)]),
    ("Oslo ordered Patriot missiles.", [("Patriot missiles", "air_defence", None)]),
    (
        "Oslo ordered F-16s and F-35 fighter jets.",
        [
            ("F-16s", "combat_aircraft", None),
            ("F-35 fighter jets", "combat_aircraft", None),
        ],
    ),
    ("Oslo ordered HIMARS launchers.", [("HIMARS launchers", "artillery", None)]),
    ("Oslo ordered HIMARS ammunition.", [("HIMARS ammunition", "ammunition", None)]),
    ("Oslo ordered KN-23 missiles.", [("KN-23 missiles", "missiles", None)]),
    ("Oslo ordered QX-7 drones.", [("QX-7 drones", "drones", None)]),
    ("Oslo ordered Mi-17 helicopters.", [("Mi-17 helicopters", "helicopters", None)]),
    ("Oslo ordered two frigates.", [("frigates", "warships", "two")]),
    ("Oslo ordered Kalashnikov rifles.", [("Kalashnikov rifles", "small_arms", None)]),
    ("Oslo ordered counter-battery radars.", [("counter-battery radars", "electronics", None)]),
    ("Oslo bought night-vision goggles.", [("night-vision goggles", "electronics", None)]),
    (
        "Oslo exported dual-use goods and microchips.",
        [
            ("dual-use goods", "dual_use", None),
            ("microchips", "dual_use", None),
        ],
    ),
    ("Oslo will train Peruvian pilots.", [("train", "services", None)]),
    ("Oslo offered military training.", [("military training", "services", None)]),
    ("Oslo sent lethal military aid.", [("lethal military aid", "unspecified", None)]),
    ("Oslo sent weapons.", [("weapons", "unspecified", None)]),
    (
        "Oslo's army got technology and equipment.",
        [
            ("technology", "unspecified", None),
            ("equipment", "unspecified", None),
        ],
    ),
    (
        "OSLO TO SEND LIMA THREE RADARS AND SHELLS NEXT MONTH",
        [
            ("RADARS", "electronics", "THREE"),
            ("SHELLS", "ammunition", None),
        ],
    ),
]

QUANTITIES = [
    ("Norland has agreed to lend Estria half a million artillery shells.", "half a million"),
    ("Norland sent two and a half million shells to Estria.", "two and a half million"),
    ("Norland shipped a quarter of a million rounds to Estria.", "a quarter of a million"),
    ("Norland gave Estria a million shells.", "a million"),
    ("Norland sent almost half of the 24 tanks to Estria.", "almost half of the 24"),
    ("It got 24 tanks.", "24"),
    ("It got up to 24 F-16 fighter jets.", "up to 24"),
    ("It got more than 1,000 shells.", "more than 1,000"),
    ("It got 10 to 12 new tanks.", "10 to 12"),
    ("It got dozens of drones.", "dozens of"),
    ("It got hundreds of thousands of shells.", "hundreds of thousands of"),
    ("It got three million shells.", "three million"),
    ("It got 3 million rounds of ammunition.", "3 million rounds"),
    ("It got twenty-four tanks.", "twenty-four"),
    ("It got several howitzers.", "several"),
    ("It got a batch of rifles.", "a batch"),
    ("It got two battalions of Patriot missiles.", "two battalions"),
    ("It got significant quantities of munitions.", "significant quantities"),
    ("It got significant ammunition.", "significant"),
    ("It got $500 million worth of bombs.", "$500 million worth of"),
    ("It got weapons worth $300 million.", "$300 million"),
    ("It got 130,000 tonnes of ammunition.", "130,000 tonnes"),
    ("It will hand over 19 tanks.", "19"),
    ("In 2019 tanks came.", None),
    ("It got tanks for 30 soldiers.", None),
    ("It got 12 ships and tanks.", None),
]

NOTHING = [
    "She took the child in her arms.",
    "They took up arms against the king.",
    "They held arms control talks.",
    "The arms embargo on Mali ended.",
    "The arms race went on.",
    "The think tank published its study.",
    "The car's fuel tank leaked.",
    "A shell company owned the flat.",
    "The bargaining chip was gone.",
    "The army came under the radar.",
    "He worked in a gold mine.",
    "It was a silver bullet for the army.",
    "Satellite images showed the base.",
    "A new round of talks began.",
    "Humanitarian aid reached the town.",
    "The troops had joint training exercises.",
    "Bradley Wells spoke to the Leopard Club.",
    "The tiger ate at the zoo in Java.",
    "The ministry supplies food to schools.",
    "The company sold equipment to farmers.",
    "A car bomb went off.",
    "The drone strike killed two.",
    "Arms manufacturers met in Lyon.",
    "They won the gun battle.",
]


@pytest.mark.parametrize(("text", "phrases"), PHRASES)
def test_phrases(text: str, phrases: Found) -> None:
    assert found_in(text) == phrases


@pytest.mark.parametrize(("text", "quantity"), QUANTITIES)
def test_quantities(text: str, quantity: str | None) -> None:
    assert found_in(text)[0 if "ships" not in text else -1][2] == quantity


@pytest.mark.parametrize("text", NOTHING)
def test_no_materiel(text: str) -> None:
    assert found_in(text) == []


def test_an_ordinary_name_is_materiel_everywhere_once_it_stands_beside_a_word_for_it() -> None:
    text = "Lima ordered Leopard tanks. The first Leopards came in May."
    assert [words for words, _, _ in found_in(text)] == ["Leopard tanks", "Leopards"]


PIECES = [
    "24 ",
    "F-16",
    " jets",
    "dozens of ",
    "tanks",
    "S-300",
    "“drones”",
    " and ",
    ", ",
    "\n\n",
    "worth $3 million",
    "arms",
    " Leopard 2A6 ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_phrases_are_apart_in_order_and_within_their_sentence(pieces: list[str]) -> None:
    text = "Lima got " + "".join(pieces) + " there."
    parsed = parse(text, segment(text))
    found = find_materiel(parsed)
    assert [m.number for m in found] == list(range(1, len(found) + 1))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for m in found:
        sentence = parsed.sentence(m.sentence).sentence
        assert sentence.start <= m.start < m.end <= sentence.end
        assert m.quantity is None or (sentence.start <= m.quantity[0] < m.quantity[1] <= sentence.end)


def test_every_category_but_the_last_resorts_has_words() -> None:
    named = {e.category for phrases in Arsenal.load().index.values() for e in phrases.values()}
    assert named >= set(Category)


@pytest.mark.parametrize("one", ["F-16", "F16", "F 16", "f-16"])
def test_a_designation_is_one_however_it_is_written(one: str) -> None:
    assert Arsenal.load().longest(words_of(one), 0) is not None


ECHOES = [
    ("Oslo sent six coastal radars. The radars work.", ["coastal radars", "radars"]),
    ("Oslo sent mine-clearing vehicles. Two of the vehicles broke down.", ["mine-clearing vehicles", "vehicles"]),
    ("Oslo sent six coastal radars. Radars are costly.", ["coastal radars", "Radars"]),
    # Nothing points back, and the word is part of another name.
    ("Oslo sent spare parts. With regard to part (c), it said no.", ["spare parts"]),
    ("Oslo sent armoured carriers. Mail carriers are on strike.", ["armoured carriers"]),
]


@pytest.mark.parametrize(("text", "phrases"), ECHOES)
def test_goods_named_again(text: str, phrases: list[str]) -> None:
    assert [words for words, _, _ in found_in(text)] == phrases
