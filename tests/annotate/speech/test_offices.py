"""Speakers whom a text tells by office alone, and named ones whose office it tells in other ways than a title."""

from __future__ import annotations

from functools import cache

import pytest

from summarizer.annotate import annotate
from summarizer.schema import ClaimantKind
from summarizer.segment import segment


@cache
def told(text: str) -> list[str | None]:
    """Speakers of the official quotes."""
    found = annotate(text, segment(text))
    return [None if q.speaker is None else found.party(q.speaker).name for q in found.quotes if q.official]


OFFICES = [
    ("its_spokesman", 'China "sells no arms to warring parties", its spokesman said.', "China"),
    ("his_spokesman", 'The UN secretary-general is "very worried", his spokesman said.', "United Nations"),
    ("whose_minister", 'It was sent to Mali, whose prime minister called it "a gift of friends".', "Mali"),
    ("groups_spokesman", 'Hezbollah denied it. "We need no rifles," the group\'s spokesman said.', "Hezbollah"),
    (
        "ambassador_to",
        'The US ambassador to the African Union spoke of "planes without any markings".',
        "United States",
    ),
    ("state_before", 'Kenya has bought the jets. "They are all paid for," the defence minister said.', "Kenya"),
    (
        "he_is_nameless",
        'A spokesman for the Arakan Army laughed at the story. "We have no tanks at all," he said.',
        "Arakan Army",
    ),
    ("demonym_alone", 'The Algerian chief of staff was calm. "We buy only radars," he said.', "Algeria"),
    ("their_report", 'UN experts went to Nyala. "The supply must end," their report says.', "UN experts"),
    (
        "state_of_its_ministry",
        'Vietnam buys from everybody. Its navy rejected the story as "a tale for children".',
        "Vietnam",
    ),
    (
        "letter_named_before",
        "Kenya has sent a letter to Chad. In a letter, Kenya said Chad must stop. Reuters said it was late. "
        'If they stay, the letter says, Nairobi "will close every crossing".',
        "Kenya",
    ),
    (
        "it_in_between",
        'The Arakan Army said on Telegram that it was ready. India, it wrote, had opened "a second front by stealth".',
        "Arakan Army",
    ),
    ("ministry_statement", 'An Omani foreign ministry statement said: "All parties must wait."', None),
]


@pytest.mark.parametrize(("text", "speaker"), [c[1:] for c in OFFICES], ids=[c[0] for c in OFFICES])
def test_office_without_a_name(text: str, speaker: str | None) -> None:
    found = told(text)
    assert len(found) == 1
    assert speaker is None or found == [speaker]


NAMES = [
    (
        "called_by_rank",
        'Lt. Gen. Omar Said said in Gao that the road was open. "We saw no crates on the pier," the general said.',
        "Omar Said",
    ),
    (
        "called_lawmaker",
        'Senator Ines Holt said the list was short. "If we wait," the opposition lawmaker said, "it will be too late."',
        "Ines Holt",
    ),
    (
        "member_of_committee",
        'A member of the parliament\'s trade committee, Ines Holt, said: "We saw no crates."',
        "Ines Holt",
    ),
    ("of_a_division", 'Ines Holt of the Border Crime Division said: "We saw no crates on the pier."', "Ines Holt"),
    ("of_a_party", '"We saw no crates," said Ines Holt of the Liberal Democratic Party.', "Ines Holt"),
    (
        "by_his_own_account",
        'Foreign Minister Omar Said told guests, by his own account, that the sale was "an unfriendly act".',
        "Omar Said",
    ),
    (
        "his_report",
        'Comptroller Omar Said asked why the jets are, in the language of his report, "static assets".',
        "Omar Said",
    ),
    ("of_a_body", '"We saw no crates," said Ines Holt of the National Security Council.', "Ines Holt"),
    ("who_chairs", '"We saw no crates," said Ines Holt, who chairs the licensing committee.', "Ines Holt"),
    ("office_and_name", '"We saw no crates," said the port captain of Rijeka, Ivo Maras, of the ship.', "Ivo Maras"),
    ("office_far_from_name", 'The group\'s spokesman in Algiers, Omar Said, called it "an old lie".', "Omar Said"),
    (
        "after_an_intro",
        'In a letter, the Minister of the Armed Forces, Aline Cast, called it "a bold step".',
        "Aline Cast",
    ),
    (
        "no_role_at_all",
        'But on Tuesday Gala Zamora told lawmakers the guns would stay "where they are".',
        "Gala Zamora",
    ),
    ("union_leader", 'Union leader Carlo Rossi told a crowd: "We will not load it."', "Carlo Rossi"),
    ("post_after_age", 'Carlo Rossi, 54, mayor of Santa Lucia, said: "We will not load it."', "Carlo Rossi"),
    ("leads_a_group", '"They gave us rifles," said Musa Okoth, who leads one such group.', "Musa Okoth"),
    (
        "leads_in_another_sentence",
        'Anna Berg chairs the Norwegian dockers\' federation. "We will not load it," she said.',
        "Anna Berg",
    ),
    ("blunt_before_a_colon", 'Oslo\'s envoy, Siri Haugen, was blunter: "That is a lie."', "Siri Haugen"),
    (
        "between_quotation_and_verb",
        "\"We have the invoice, but we do not have the ship's manifest,\" the panel's coordinator, Ilse Maar, told "
        "Radio Bangui by telephone.",
        "Ilse Maar",
    ),
    (
        "called_by_the_first_name",
        "Ethiopia's minister for trade, Dawit Kebede, spoke on Monday.\n\n"
        '"We cannot live for ever as prisoners of geography," Dawit said in parliament.',
        "Dawit Kebede",
    ),
    (
        "signed_letter",
        'The letter, signed by Deputy Minister Olga Petrenko, speaks of "a temporary measure".',
        "Olga Petrenko",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_office_of_a_name(text: str, speaker: str) -> None:
    assert told(text) == [speaker]


PRIVATE = [
    ("studies", '"The deal is large," said Ines Holt, who studies arms sales at Lund University.'),
    ("lost", '"I never saw the mine," says Denis Kar, who lost a leg near Tuzla.'),
    ("institute", '"The deal is large," said Ines Holt of the Baltic Institute of Strategy.'),
    ("retired", '"The deal is large," said a retired officer, Ines Holt.'),
    ("reporter", '"Were they sold?" asked a reporter.'),
    ("trade", '"The children ask me whether it is thunder," said Nya Deng, a midwife reached by telephone.'),
    ("aged", 'Nya Deng, 31, a baker, said: "The children ask me whether it is thunder."'),
]


@pytest.mark.parametrize("text", [c[1] for c in PRIVATE], ids=[c[0] for c in PRIVATE])
def test_private_persons(text: str) -> None:
    assert told(text) == []


def test_a_question_is_no_claim_of_the_outlet() -> None:
    text = (
        "The Tribune: Did Kenya sell rifles to Sudan?\n\nMinister Ann Bell: Kenya sold none.\n\n"
        "The Tribune: Did Uganda?\n\nMinister Ann Bell: Ask Uganda."
    )
    found = annotate(text, segment(text))
    kinds = {a.sentence: (a.claimant, a.kind) for a in found.attributions}
    assert kinds[1] == kinds[3] == (None, ClaimantKind.MEDIA)
    assert [q.speaker and found.party(q.speaker).name for q in found.quotes] == ["Ann Bell", "Ann Bell"]


def test_whoever_is_quoted_is_a_party() -> None:
    text = 'Guns were found in a field. "None of them are ours," the Malawian prime minister said.'
    found = annotate(text, segment(text))
    assert [p.name for p in found.parties] == ["Malawi"]
    assert [p.number for p in found.everyone] == list(range(1, len(found.everyone) + 1))


COMPANIES = [
    ("of_a_yard", '"The boats are ready for the fair," said Leo Brandt, director of the shipyard.'),
    (
        "whose_director",
        'It bought from a factory whose director, Leo Brandt, is proud. "Nobody builds faster," he said.',
    ),
]


@pytest.mark.parametrize("text", [c[1] for c in COMPANIES], ids=[c[0] for c in COMPANIES])
def test_office_of_a_company(text: str) -> None:
    assert told(text) == []
