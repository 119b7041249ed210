"""The rules of the party finder, one sentence each."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.parties.finder import find_parties
from summarizer.annotate.pipeline import parse
from summarizer.segment import segment


def parties(text: str) -> dict[str, PartyCandidate]:
    found = find_parties(parse(text, segment(text)), Lexicon.load())
    return {p.key: p for p in found}


def words(text: str, party: PartyCandidate) -> list[str]:
    return [text[m.start : m.end] for m in party.mentions]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Moscow denied the report.", "state:RUS"),
        ("Moscow's denial surprised nobody.", "state:RUS"),
        ("Talks with Moscow have stalled.", "state:RUS"),
        ("Iran sent the shipments to Moscow in May.", "state:RUS"),
        ("The generals bought rifles from Minsk last year.", "state:BLR"),
        ("The Kremlin kept silent.", "state:RUS"),
        ("The White House confirmed the deal.", "state:USA"),
        ("Militants fired Iranian-supplied drones.", "state:IRN"),
        ("Chinese components were found in the wreck.", "state:CHN"),
        ("The Netanyahu government signed the order.", "state:ISR"),
        ("The Government of Japan asked for it.", "state:JPN"),
        ("Sanctions on Belarus were widened.", "state:BLR"),
        ("Peru's Congress approved the loan.", "body:PER:congress"),
        ("The Ukrainian parliament voted on it.", "body:UKR:parliament"),
        ("NATO promised more shells.", "organisation:nato"),
        ("Brussels will pay for the shells.", "organisation:eu"),
        ("Rosoboronexport signed the contract.", "company:rosoboronexport"),
        ("Tigrayan rebels received the rifles.", "group:tigrayan-rebels"),
        ("The deal was struck by Ostara Defence GmbH.", "company:ostara-defence"),
        ("The Iranian state media reported the launch.", "media:IRN:state-media"),
    ],
)
def test_who_takes_part_is_a_party(text: str, key: str) -> None:
    assert key in parties(text)


@pytest.mark.parametrize(
    "text",
    [
        "The delegation travelled to Moscow on Monday.",
        "They landed in Minsk at night.",
        "The factory stands near Kyiv.",
        "A long Russian winter lay ahead.",
        "The vessel crossed the Black Sea and the Sea of Japan.",
        "The company showed a model at the Paris Air Show.",
        "He quoted the Treaty of Moscow.",
        "The fair was held in Abu Dhabi.",
        "Fighting in Yemen and Syria went on.",
        "Most of them live in New Jersey.",
        "Pro-Russian voices were loud.",
        "They met in Vladivostok, Russia.",
        "The shells were of NATO calibre.",
        "Soviet-era tanks stood in the field.",
    ],
)
def test_what_only_locates_or_colours_is_none(text: str) -> None:
    assert {k for k in parties(text) if not k.startswith(("company:", "person:"))} == set()


@pytest.mark.parametrize(
    ("text", "key", "mention", "anonymous", "modifier"),
    [
        ("US officials said so.", "state:USA", "US officials", True, False),
        ("Two senior Israeli defence officials confirmed it.", "state:ISR", "Israeli defence officials", True, False),
        ("A Pentagon official declined to comment.", "body:USA:pentagon", "Pentagon official", True, False),
        ("Officials in Seoul were silent.", "state:KOR", "Seoul", True, False),
        ("The Iranian government denied it.", "state:IRN", "Iranian government", False, False),
        ("Ukrainian authorities opened a case.", "state:UKR", "Ukrainian authorities", False, False),
        ("They used Iranian drones.", "state:IRN", "Iranian", False, True),
        ("NATO diplomats confirmed the plan.", "organisation:nato", "NATO diplomats", True, False),
    ],
)
def test_how_a_mention_is_meant(text: str, key: str, mention: str, anonymous: bool, modifier: bool) -> None:
    first = parties(text)[key].mentions[0]
    assert (text[first.start : first.end], first.anonymous, first.modifier) == (mention, anonymous, modifier)


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "role"),
    [
        (
            "Czech Defence Minister Jana Novotna signed it.",
            "Jana Novotna",
            "official",
            "CZE",
            "Czech Defence Minister",
        ),
        (
            "“No,” said Paul Reed, a spokesman for the State Department.",
            "Paul Reed",
            "official",
            "USA",
            "spokesman for the State Department",
        ),
        ("Kenya's President Daniel Otieno signed.", "Daniel Otieno", "official", "KEN", "President"),
        ("Gen. Omar Haddad led the talks.", "Omar Haddad", "official", None, "Gen."),
        (
            "Hezbollah spokesman Ali Nasser denied it.",
            "Ali Nasser",
            "official",
            "LBN",
            "Hezbollah spokesman",
        ),
        (
            "Oxfam campaign manager Lucy Grant protested.",
            "Lucy Grant",
            "official",
            None,
            "Oxfam campaign manager",
        ),
        ("Boeing chief executive Tim Wells was pleased.", "Tim Wells", "person", None, "Boeing chief executive"),
        (
            "Nina Frost, a senior fellow at Chatham House, doubts it.",
            "Nina Frost",
            "person",
            None,
            "senior fellow at Chatham House",
        ),
        ("The Pentagon's Carla Boone said so.", "Carla Boone", "official", "USA", None),
        (
            "The Russian ambassador to Chad, Igor Belov, left.",
            "Igor Belov",
            "official",
            "RUS",
            "Russian ambassador to Chad",
        ),
    ],
)
def test_people_and_their_roles(text: str, name: str, kind: str, country: str | None, role: str | None) -> None:
    found = {p.name: p for p in parties(text).values()}[name]
    assert (found.kind.value, found.country, found.role) == (kind, country, role)


@pytest.mark.parametrize(
    "text",
    [
        "The street bears the name of Otto Brandt.",
        "Olga Petrova was in the room.",
        "The Bayraktar TB2 flew over the field.",
    ],
)
def test_people_in_passing_are_left_out(text: str) -> None:
    assert not [p for p in parties(text).values() if p.kind.value in ("person", "official")]


@pytest.mark.parametrize(
    ("text", "key", "mentions"),
    [
        (
            "Foreign Minister Sam Okoro met reporters. Okoro’s aide smiled. “Never,” Mr. Okoro said.",
            "person:sam-okoro",
            ["Sam Okoro", "Okoro", "Okoro"],
        ),
        (
            "President Park Min-ho signed it. Park gave no date.",
            "person:park-min-ho",
            ["Park Min-ho", "Park"],
        ),
        (
            "Poland's Defence Ministry ordered tanks. The ministry gave no price.",
            "body:POL:defence-ministry",
            ["Poland's Defence Ministry", "ministry"],
        ),
        (
            "Saab won the order. The company will deliver in May.",
            "company:saab",
            ["Saab", "company"],
        ),
        (
            "The Northern Arms Monitor Network (NAMN) reported it. NAMN gave no source.",
            "organisation:northern-arms-monitor-network",
            ["Northern Arms Monitor Network", "NAMN", "NAMN"],
        ),
        (
            "The Russian Defence Ministry denied it. The Ministry of Defence of Russia sent a note.",
            "body:RUS:defence-ministry",
            ["Russian Defence Ministry", "Ministry of Defence of Russia"],
        ),
        (
            "North Korea sent shells, and Pyongyang wants fuel. The DPRK denies it.",
            "state:PRK",
            ["North Korea", "Pyongyang", "DPRK"],
        ),
    ],
)
def test_namings_of_one_entity_are_folded(text: str, key: str, mentions: list[str]) -> None:
    assert words(text, parties(text)[key]) == mentions


def test_two_people_with_one_surname_stay_apart() -> None:
    text = "President Ana Silva and Defence Minister Rui Silva signed the order."
    assert {"person:ana-silva", "person:rui-silva"} <= set(parties(text))


def test_words_that_could_mean_two_parties_mean_none() -> None:
    text = "Saab and Boeing compete. The company that wins will deliver in May."
    assert [words(text, p) for p in parties(text).values()] == [["Saab"], ["Boeing"]]


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, May 3 (Reuters) - Norway will buy submarines, an official told Reuters.",
        "Norway will buy submarines.\n\nReporting by Kari Dahl for Reuters; Editing by Jo Lind",
        "By Kari Dahl and Jo Lind\n\nNorway will buy submarines.",
        "(Bloomberg) -- Norway will buy submarines.",
        "Norway will buy submarines.\n\n© 2024 The Associated Press",
        "Norway will buy submarines.\n\nAssociated Press writer Kari Dahl contributed to this report.",
    ],
)
def test_the_documents_own_credit_is_no_party(text: str) -> None:
    assert list(parties(text)) == ["state:NOR"]


def test_a_name_inside_a_role_alone_is_no_party() -> None:
    assert list(parties("“We are watching,” NATO spokeswoman Ida Lund said.")) == ["person:ida-lund"]


PIECES = (
    "Iran’s Defence Ministry told TASS that the U.S. was wrong.",
    "“We warned them,” said Gen. Lars Holm, the Norwegian army chief.",
    "MOSCOW SAID IT WOULD ARM MALI.",
    "Mr. Holm met Hezbollah’s envoy in Beirut.",
    "Acme Rocket Industries Ltd. shipped engines to Ankara via Georgia.",
    "The company denied it; the ministry did not.",
    "Kim Jong-un and Xi Jinping exchanged letters.",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from((" ", "\n\n")))
@settings(max_examples=25, deadline=None)
def test_mentions_are_sound_whatever_the_order_of_sentences(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    segmentation = segment(text)
    found = find_parties(parse(text, segmentation), Lexicon.load())
    assert [p.number for p in found] == list(range(1, len(found) + 1))
    assert len({p.key for p in found}) == len(found)
    spans = sorted((m.start, m.end) for p in found for m in p.mentions)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    firsts = [p.mentions[0].start for p in found]
    assert firsts == sorted(firsts)
    for party in found:
        for mention in party.mentions:
            sentence = segmentation.sentence(mention.sentence)
            assert sentence.start <= mention.start < mention.end <= sentence.end
            words_there = text[mention.start : mention.end]
            assert words_there == words_there.strip(" ’'\"“”,;")
            assert not words_there.endswith(("’s", "'s"))
