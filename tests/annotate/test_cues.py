"""Cues of uncertainty: which words raise a flag, and which look like it and do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.doubt.finder import find_cues
from summarizer.schema import FlagKind
from tests.annotate.cast import stage

ANON, SECOND, HEDGE, HIDDEN = FlagKind.ANONYMOUS_SOURCE, FlagKind.SECONDHAND, FlagKind.HEDGE, FlagKind.UNDISCLOSED
UNVERIFIED, NONE_SEEN, DENIAL, CONFLICT = (
    FlagKind.UNVERIFIED,
    FlagKind.NO_EVIDENCE,
    FlagKind.DENIAL,
    FlagKind.CONFLICT,
)


def cues(text: str) -> list[tuple[FlagKind, str | None]]:
    scene = stage(text)
    return [(c.kind, scene.words((c.start, c.end))) for c in find_cues(scene.parsed, scene.parties)]


FLAGGED = [
    ("Both officers asked for anonymity when they spoke of the tanks.", ANON, "asked for anonymity"),
    ("A crew member said the ship had carried rifles.", ANON, "A crew member"),
    ("The price of the tanks was redacted.", HIDDEN, "redacted"),
    ("The Pentagon would not be drawn on the price of the rockets.", HIDDEN, "would not be drawn"),
    ("I don't have anything to add on the date of the delivery.", HIDDEN, "n't have anything to add"),
    ("Egyptian media published pictures of the tanks.", SECOND, "Egyptian media published"),
    ("Dorin told Radio Kestrel that the tanks were for defence.", SECOND, "told Radio"),
    ("Pictures broadcast by state television show the tanks.", SECOND, "Pictures broadcast by state television"),
    ("Papers found on the ship suggest that the rifles came from Iran.", HEDGE, "Papers found on the ship suggest"),
    ("Halden doubts that the rockets will arrive.", HEDGE, "doubts"),
    ("As far as we know, the deal covers no tanks.", HEDGE, "As far as we know"),
    (
        "Neither account of shipments could be verified.",
        UNVERIFIED,
        "Neither account of shipments could be verified",
    ),
    ("Cairo rejects claim it armed rebels", DENIAL, "rejects claim"),
    ('Strake called the claim "simply false".', DENIAL, 'called the claim "simply false'),
    ('Dorin described the letter as "fiction".', DENIAL, 'described the letter as "fiction'),
    ("Dorin said the rifles had nothing to do with Russia.", DENIAL, "had nothing to do with"),
    ("Dorin said no equipment of any kind had been sent.", DENIAL, "no equipment of any kind had been sent"),
    (
        "Halden said the tanks could come in May, while the other thought they would take a year.",
        CONFLICT,
        "while the other thought",
    ),
    ("US officials said the rockets had left port.", ANON, "US officials"),
    ("The rockets had left port, according to a senior Pentagon official.", ANON, "a senior Pentagon official"),
    ("Reuters, citing two diplomats, said the rockets had left port.", ANON, "two diplomats"),
    ("Two people familiar with the talks said the price had doubled.", ANON, "Two people familiar with the talks"),
    (
        "Strake's aide, speaking on condition of anonymity, described the rocket talks.",
        ANON,
        "on condition of anonymity",
    ),
    ("Analysts say the deal is worth $2 billion.", ANON, "Analysts"),
    ("Reuters has reported that Egypt ordered rockets.", SECOND, "Reuters has reported"),
    ("Egypt ordered rockets, the Daily Courier reported on Sunday.", SECOND, "the Daily Courier reported"),
    ("Egypt ordered rockets, according to the report.", SECOND, "according to the report"),
    ("Egypt ordered rockets, according to Reuters.", SECOND, "according to Reuters"),
    ("Halden spoke following a report that Egypt had ordered rockets.", SECOND, "following a report"),
    ("Local media said the ship had carried rifles.", SECOND, "Local media said"),
    ("Egypt has reportedly ordered rockets.", SECOND, "reportedly"),
    ("Strake told Reuters that the howitzers had arrived.", SECOND, "told Reuters"),
    ("Media reports said the ship had carried rifles.", SECOND, "Media reports said"),
    ("The two sides discussed a possible sale of tanks.", HEDGE, "possible"),
    ("Potential Rocket Deal with Egypt", HEDGE, "Potential"),
    ("Egypt may have sent rifles to Sudan.", HEDGE, "may"),
    ("Egypt might send rifles to Sudan.", HEDGE, "might"),
    ("The deal could be signed this year.", HEDGE, "could"),
    ("Egypt is believed to have sent rifles to Sudan.", HEDGE, "is believed to"),
    ("The crates probably held shells.", HEDGE, "probably"),
    ("The ship appears to have carried shells.", HEDGE, "appears to"),
    ("Washington believes that Cairo sent rifles to Sudan.", HEDGE, "believes"),
    ("The shipment of shells is likely to arrive in May.", HEDGE, "likely"),
    ("Any deal that could help Russia's war is under review.", HEDGE, "could"),
    ("The tanks are expected to arrive in May.", HEDGE, "are expected to"),
    ("A suspected arms shipment was stopped.", HEDGE, "suspected"),
    ("The price of the tanks has not been disclosed.", HIDDEN, "has not been disclosed"),
    ("Strake did not say how many tanks were sent.", HIDDEN, "did not say"),
    ("Strake declined to say when the tanks would leave.", HIDDEN, "declined to say"),
    ("Egypt bought an undisclosed number of tanks.", HIDDEN, "undisclosed"),
    ("Egypt bought an unspecified number of tanks.", HIDDEN, "unspecified"),
    ("No details of the deal were given.", HIDDEN, "No details of the deal were given"),
    ("It was not immediately clear who had paid for the rifles.", HIDDEN, "It was not immediately clear"),
    ("The buyers of the tanks cannot be named.", HIDDEN, "cannot be named"),
    ("Strake did not wish to say who paid for the tanks.", HIDDEN, "did not wish to say"),
    ('"I am not going to get into the talks on tanks," Halden said.', HIDDEN, "not going to get into"),
    ("We do not publish the route of the tanks.", HIDDEN, "do not publish"),
    ("Inspectors could not determine who had bought the rifles.", UNVERIFIED, "could not determine"),
    ('"We have not seen that any tank was delivered," Halden said.', NONE_SEEN, "not seen"),
    ("Inspectors could not find a trace of the rifles.", NONE_SEEN, "could not find a trace"),
    ("The parts are consistent with those made in Iran for its drones.", HEDGE, "consistent with"),
    ("Claims by Turkish officers that rifles were sold went unheard.", ANON, "Turkish officers"),
    ("One of the officials said that the rockets were sold.", ANON, "One of the officials"),
    ("Papers seen by Reuters show that Egypt ordered rockets.", SECOND, "seen by"),
    ("Users on Telegram claimed that Egypt ordered rockets.", SECOND, "Users on Telegram claimed"),
    ("Norvik could not confirm reports of a second shipment.", SECOND, "reports of"),
    ("Reuters quoted Pavel Dorin as saying that rockets were sold.", SECOND, "Reuters quoted"),
    ("Dorin disputes this.", DENIAL, "disputes"),
    ("Egypt seeks rockets, Pentagon says; Moscow calls report false", DENIAL, "calls report false"),
    ('"We sell no missiles to that army," Dorin said.', DENIAL, "sell no missiles"),
    ("The Pentagon said that no missiles were shipped to Egypt.", DENIAL, "no missiles were shipped"),
    ("Norvik said there were no such talks.", DENIAL, "were no such talks"),
    ("The size of the order is disputed.", CONFLICT, "size of the order is disputed"),
    ("A US official put the price at $3 billion; Cairo says it paid $2 billion.", CONFLICT, ";"),
    ("Reuters could not independently verify the claim about the tanks.", UNVERIFIED, "could not independently verify"),
    ("The claim has not been independently verified.", UNVERIFIED, "has not been independently verified"),
    ("Unconfirmed accounts spoke of 40 tanks.", UNVERIFIED, "Unconfirmed"),
    ("There is no evidence that China sent shells.", NONE_SEEN, "There is no evidence"),
    ("We have seen no sign of a delivery, Halden said.", NONE_SEEN, "seen no sign"),
    ("Halden has not seen any evidence of a delivery.", NONE_SEEN, "not seen any evidence"),
    ("Iran denied sending drones to Russia.", DENIAL, "denied"),
    ("Beijing rejected the accusation.", DENIAL, "rejected"),
    ("Dorin dismissed the reports as nonsense.", DENIAL, "dismissed"),
    ("US officials put the number at 400, while Berlin says it is higher.", CONFLICT, "while"),
    ('"Iran has not delivered any drones," the Foreign Ministry said.', DENIAL, "has not delivered"),
    ("The letter did not give a price for the tanks.", HIDDEN, "did not give a price"),
    ("Dorin accused Berlin of arming Kyiv without providing evidence.", NONE_SEEN, "without providing evidence"),
    ("Iran said it had never supplied drones to Russia.", DENIAL, "had never supplied"),
    ("Dorin called the claim baseless.", DENIAL, "baseless"),
    ("Kyiv said 40 drones were launched, while Moscow said it was 12.", CONFLICT, "while"),
    ("The account contradicts what Halden said on Monday.", CONFLICT, "contradicts"),
    ("There were conflicting reports about the tanks.", CONFLICT, "conflicting reports"),
]


@pytest.mark.parametrize(("text", "kind", "words"), FLAGGED)
def test_flagged(text: str, kind: FlagKind, words: str) -> None:
    assert (kind, words) in cues(text)


TEMPTATIONS = [
    ("Prosecutors said the rifles had been bought in Texas.", ANON),
    ("US government figures show that rifles worth $2 million were sold.", ANON),
    ("Halden told this newspaper that the tanks had arrived.", SECOND),
    ("Dorin neither confirmed nor denied the sale of the rockets.", DENIAL),
    ("Halden called on all states to deny the ship the use of their ports.", DENIAL),
    ("Strake will block the sale until Cairo proves that it is not arming rebels.", DENIAL),
    ("Could you comment on the rockets?", HEDGE),
    ("Dorin does not think that the tanks matter.", HEDGE),
    ("Here is what is still unclear about the tanks.", HIDDEN),
    ("Norvik declined to comment on the sale.", HIDDEN),
    ("Cairo did not respond to requests for comment on the rockets.", HIDDEN),
    ("Two letters, seen by this newspaper, show that Egypt ordered rockets.", SECOND),
    ("The papers on the rockets were seen by the crew.", SECOND),
    ("According to a report of the Border Guard, rifles left the port.", SECOND),
    ("His lawyer said that no rocket was sold.", ANON),
    ('"People ask me about the rockets," Strake said.', ANON),
    ("Nobody thinks that the tanks will come.", HEDGE),
    ("It is a race for missiles that nobody could win.", HEDGE),
    ("The driver could remember the crates of rifles.", HEDGE),
    ("The rifles were sold contrary to article 7 of the treaty.", CONFLICT),
    ("Strake said 40 tanks left; Dorin said that crews were trained.", CONFLICT),
    ("No tanks were shipped in May.", DENIAL),
    ("Egypt disputes the price of the tanks.", DENIAL),
    ("The missile is a weapon that could reach Berlin.", HEDGE),
    ("The drones could carry 50 kilograms each.", HEDGE),
    ("The rocket can fly for an hour and could hit targets 150 km away.", HEDGE),
    ('"Stop spreading rumors about the tanks," Dorin said.', SECOND),
    ("Dorin accused Berlin of arming Kyiv without providing evidence.", HIDDEN),
    ("Germany will deliver the tanks in May.", HEDGE),
    ("Strake plans to visit the tank factory.", HEDGE),
    ("Pavel Dorin intends to discuss arms in Tehran.", HEDGE),
    ("The tanks arrived in Egypt on 4 May 2021.", HEDGE),
    ("Russia showed its military might with new tanks.", HEDGE),
    ("Egypt wants the tanks as soon as possible.", HEDGE),
    ("The army could not stop the tanks.", HEDGE),
    ("The bakery may open on Sunday.", HEDGE),
    ("A baker said the bread was fresh, according to two officials.", ANON),
    ("The export potential of the tank is high.", HEDGE),
    ("Russian officials visited Tehran to buy drones.", ANON),
    ("Owen Strake said the tanks had arrived.", ANON),
    ("The US said the tanks had arrived.", ANON),
    ("Officials from both states signed the contract.", ANON),
    ("Turkish authorities said the ship was stopped.", ANON),
    ("The Pentagon said in a statement that the rockets had left.", SECOND),
    ("Amnesty International said in a report that rifles had reached Sudan.", SECOND),
    ("According to the Pentagon, the rockets had left.", SECOND),
    ("A report by Amnesty International said rifles had reached Sudan.", SECOND),
    ("Norvik reported higher sales of launchers.", SECOND),
    ("Germany denied Norvik an export licence.", DENIAL),
    ("Egypt was denied access to the missile plans.", DENIAL),
    ("Parliament rejected the budget for new tanks.", DENIAL),
    ("The area denial weapons were shown at a fair.", DENIAL),
    ("Strake did not deny the sale of tanks.", DENIAL),
    ("Germany has not delivered the missiles.", DENIAL),
    ("Egypt disclosed the price of the tanks.", HIDDEN),
    ("The tanks were announced in May.", HIDDEN),
    ("The price was clear to both sides.", HIDDEN),
    ("Inspectors verified the number of tanks.", UNVERIFIED),
    ("The court saw evidence of the sale.", NONE_SEEN),
    ("Egypt said 40 tanks came, and Sudan said 12 trucks left.", CONFLICT),
    ("The tanks left port while the crews were trained.", CONFLICT),
    ("An armed conflict went on in Sudan.", CONFLICT),
]


@pytest.mark.parametrize(("text", "kind"), TEMPTATIONS)
def test_not_flagged(text: str, kind: FlagKind) -> None:
    assert kind not in {k for k, _ in cues(text)}


def test_one_flag_per_kind_and_sentence() -> None:
    found = cues(
        "US officials said Egypt may possibly send tanks and could send rifles, according to a Pentagon official."
    )
    assert [k for k, _ in found] == [ANON, HEDGE]


def test_an_ability_in_one_sentence_leaves_doubt_in_the_next() -> None:
    assert cues("The rocket could reach Berlin. Egypt could buy it.") == [(HEDGE, "could")]


def test_the_party_behind_a_cue() -> None:
    scene = stage("Reuters reported that tanks left. US officials said rifles left. Iran denied the report.")
    named = {c.kind: scene.name(c.party) for c in find_cues(scene.parsed, scene.parties)}
    assert named == {SECOND: "Reuters", ANON: "United States", DENIAL: "Iran"}


@given(st.lists(st.sampled_from([c[0] for c in FLAGGED] + [c[0] for c in TEMPTATIONS]), min_size=1, max_size=4))
def test_cues_lie_inside_their_sentences_and_are_numbered(pieces: list[str]) -> None:
    scene = stage("\n\n".join(pieces))
    found = find_cues(scene.parsed, scene.parties)
    assert [c.number for c in found] == list(range(1, len(found) + 1))
    assert len({(c.kind, c.sentence) for c in found}) == len(found)
    for cue in found:
        sentence = scene.parsed.segmentation.sentence(cue.sentence)
        assert sentence.start <= cue.start < cue.end <= sentence.end
