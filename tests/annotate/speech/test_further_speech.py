"""Who speaks: strangers, fragments of what somebody goes on telling, headlines, announced blocks, interviews."""

from __future__ import annotations

import pytest

from summarizer.annotate import annotate
from summarizer.annotate.speech.labels import labels_in
from summarizer.annotate.speech.strangers import name_in
from summarizer.segment import segment
from tests.annotate.test_quotes import told

CASES = [
    (
        "object_after_an_apposition",
        '"The tanks stayed," a spokesman for the German navy, Owen Strake, told Harbour Radio, adding nothing.',
        [("Owen Strake", ["The tanks stayed,"])],
    ),
    (
        "reporters_are_no_speakers",
        '"One cook is enough," the vice-minister, Pavel Dorin, told reporters.',
        [("Pavel Dorin", ["One cook is enough,"])],
    ),
    (
        "title_and_name_after_the_verb",
        'The Germans, wrote Colonel Pavel Dorin of the Russian navy, should "stay in the harbour".',
        [("Pavel Dorin", ["stay in the harbour"])],
    ),
    (
        "asked_the_sentence_before",
        '"No," the Pentagon said. The Courier asked Colonel Pavel Dorin, a Russian spokesman. "We sold two," he said.',
        [("Pentagon", ["No,"]), ("Pavel Dorin", ["We sold two,"])],
    ),
    (
        "what_is_told_further_on",
        'Defence Minister Pavel Dorin said the visitors were farmers. There were no drones, "neither flown nor built".',
        [("Pavel Dorin", ["neither flown nor built"])],
    ),
    (
        "in_whose_eyes",
        'Five firms were named. For the Pentagon this is "a stab from behind" of the plainest sort.',
        [("Pentagon", ["a stab from behind"])],
    ),
    (
        "what_a_body_will_not_do",
        'The Pentagon would not discuss "the load of single flights".',
        [("Pentagon", ["the load of single flights"])],
    ),
    (
        "minutes_that_record",
        "The minutes record the minister, Pavel Dorin, as saying:\n\n"
        "        We have a signature. A signature is no inspection.\n\nThe permit was granted.",
        [("Pavel Dorin", ["We have a signature. A signature is no inspection."])],
    ),
    (
        "alert_with_a_name",
        "10:04 ALERT – DEFENCE MINISTER DORIN: “OUR TANKS HAVE LEFT FOR GOOD”\n\n"
        "10:09 UPDATE – Russia says tanks are gone\nDefence Minister Pavel Dorin said the tanks had left.",
        [("Pavel Dorin", ["OUR TANKS HAVE LEFT FOR GOOD"])],
    ),
    (
        "headline_of_nothing_but_words",
        "“We would rather wait than pay”\n\nDefence Minister Pavel Dorin on tanks, ships and patience\n\n"
        "Pavel Dorin met us in the harbour. He has bought no tank this year.",
        [("Pavel Dorin", ["We would rather wait than pay"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_quotes(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(text) == expected


TURNS = [
    (
        "only_the_answers_are_labelled",
        "Defence Minister Pavel Dorin talks to us.\n\nHow many tanks came?\n\nP.D.: We have six.\n\n"
        "Your critics doubt that.\n\nP.D.: They cannot count.\n\nYou sold two.\n\nP.D.: We sold none.",
        [["We have six."], ["They cannot count."], ["We sold none."]],
    ),
    (
        "story_after_the_last_answer",
        "Courier: How many tanks came?\n\nDorin: We have six.\n\nCourier: Did you pay?\n\nDorin: We paid in May.\n\n"
        "Dorin then walked us to the gate.",
        [["We have six."], ["We paid in May."]],
    ),
    (
        "numbered_questions",
        "Answers by Minister Pavel Dorin of Russia\n\nQuestion 1\nHave the tanks come?\n\nAnswer\nYes.\n\n"
        "Question 2\nWere they paid for?\n\nAnswer\nThey were paid for in May. The bank writes:\n\n"
        "    The sum was received.\n\nI have nothing to add to that.\n\n"
        "Question 3\nWho drove them?\n\nAnswer\nOur crews did.",
        [["They were paid for in May. The bank writes:", "I have nothing to add to that."], ["Our crews did."]],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in TURNS], ids=[c[0] for c in TURNS])
def test_turns(text: str, expected: list[list[str]]) -> None:
    assert [spans for _, spans in told(text)] == expected


def test_a_stranger_who_is_quoted_is_a_party() -> None:
    text = (
        "The envoy has left.\n\nMaarten Oldenzeel met Prime Minister Pavel Dorin and two bankers before flying on.\n\n"
        '"We ask them to stop," Oldenzeel told journalists at the airport.'
    )
    found = annotate(text, segment(text))
    quotes = [(found.parties[q.speaker - 1].name, text[slice(*q.spans[0])]) for q in found.quotes if q.speaker]
    assert [(name.split()[-1], words) for name, words in quotes] == [("Oldenzeel", "We ask them to stop,")]


NAMES = [
    ("title_and_capitals", "Mr. QUILLON-ABERT", "QUILLON-ABERT"),
    ("office_and_bracket", "THE PRINCIPAL SECRETARY (MR. PETER LOAM)", "PETER LOAM"),
    ("name_and_office", "Gregor Vale, Undersecretary of Defence, Norway", "Gregor Vale"),
    ("of_a_state", "Mrs. HALL OF OHIO", "HALL"),
    ("office_alone", "The Minister for Trade", None),
]


@pytest.mark.parametrize(("label", "name"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_name_in_a_label(label: str, name: str | None) -> None:
    assert name_in(label) == name


def test_whom_a_label_names_is_a_party() -> None:
    text = (
        "HEARING OF THE COMMITTEE\n\nThe CHAIR. The committee will come to order.\n\n"
        "Mr. QUILLON-ABERT. How many tanks have come?\n\nAdmiral VESTERBY. We counted six of them.\n\n"
        "Mr. QUILLON-ABERT. I have seen nine.\n\nAdmiral VESTERBY. Then three were painted."
    )
    found = annotate(text, segment(text))
    names = [found.parties[q.speaker - 1].name.title() for q in found.quotes if q.speaker]
    assert names.count("Quillon-Abert") == names.count("Vesterby") == 2


LABELS = [
    (
        "datelines",
        "OSLO – The tanks have come.\n\nBERN – Nobody knows.\n\nOSLO – They left again.\n\nROME – All is calm.",
        [],
    ),
    ("digest", "1. SUDAN: The radio was silent.\n\n2. CHAD: The radio spoke.\n\n3. SUDAN: The radio spoke again.", []),
    (
        "surname_and_full_stop",
        "Mrs. HALL OF OHIO. Let us begin now.\n\nMs. ASHE. I thank you.\n\n"
        "Mrs. HALL. How many came?\n\nMs. ASHE. Six came.",
        ["Mrs. HALL OF OHIO", "Ms. ASHE", "Mrs. HALL", "Ms. ASHE"],
    ),
    (
        "offices_with_their_holders",
        "Written Answers, 3 May\n\nMinister for Trade (Deputy Ann Lee):\n\nSix licences were issued.\n\n"
        "Minister for Transport (Deputy Jo Rusk):\n\nNo flight was seen.",
        ["Minister for Trade (Deputy Ann Lee)", "Minister for Transport (Deputy Jo Rusk)"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in LABELS], ids=[c[0] for c in LABELS])
def test_labels(text: str, expected: list[str]) -> None:
    assert [label.words for label in labels_in(text)] == expected
