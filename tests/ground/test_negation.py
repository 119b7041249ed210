"""A retelling keeps the negation of what it tells, and of nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ground.negation import denied, mismatch, negated, stem


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Oman sent rifles to Chad, a diplomat said.",
         "A diplomat who was not authorised to speak publicly said Oman had sent rifles to Chad."),
        ("Oman could send ten more trucks.", "Ten more trucks could follow, Oman said, without giving a date."),
        ("The list names 12 ships.", "The list, which has not been updated since 2019, names 12 ships."),
        ("Oman sold howitzers to Chad.", "Never before had Oman sold howitzers to Chad."),
        ("Oman sold howitzers.", "Oman sold not only howitzers but shells."),
        ("Oman sold howitzers.", "Oman sold howitzers, said the minister, who would not say how many."),
        ("The minister would not say which.", "He would not be drawn on which states, and nothing was filed."),
        ("The ministry did not say how many.", "The ministry declined to say how many rifles it had sold."),
        ("Unless Chad pays, deliveries end.", "If Chad does not pay, deliveries end."),
        ("The ministry called the report false.", "The ministry dismissed the report as a fairy tale."),
        ("Oman denies sending rifles.", "Oman called the report that it had sent rifles a hoax."),
        ("Oman halted rifle exports to Chad.", "Oman suspended exports of rifles to Chad."),
        ("Oman threatens Chad with sanctions over drone supplies.",
         "Oman threatened sanctions unless Chad stops supplying drones."),
        ("Ties would suffer if Chad supplied lethal weapons to Oman.",
         "Chad says it supplies no lethal weapons to Oman. If not, ties will suffer."),
        ("The 31 permits for Oman, all of them old, remain suspended.",
         "In part (b), 31 permits for Oman remain suspended."),
        ("Chad says visitors were received but no offer was chosen.",
         "Chad said visitors had been received but that it had not chosen one."),
        ("The contract has not been signed.", "The contract is still to be signed."),
        ("Citing a source, the daily said Oman gave Chad drones.",
         "The daily said Oman had handed drones to Chad.\nIt relied on a source whose name it did not give."),
        ("Oman hinted that its rifle supplies may end.",
         "To a question whether the supply of rifles would be stopped, Oman gave no clear answer."),
        ("Rock House says it received no request from Oman.", "Rock House denies having received such a request."),
        ("In Oman there are radars.", "There are no radars in Chad, but in Oman there are radars."),
        ("Rifle sales could pause, Oman says.", "Oman says rifle sales could be halted."),
    ],
)  # fmt: skip
def test_the_negation_of_another_matter_may_go(text: str, evidence: str) -> None:
    assert mismatch(text, evidence) is None


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Chad received rifles.", "Chad has not received rifles."),
        ("Chad obtained rifles.", "Chad has not received rifles."),
        ("Oman sent rifles to Chad.", "Oman denied that it had sent rifles to Chad."),
        ("Oman sent rifles to Chad.", "Reports that Oman had sent rifles to Chad are false."),
        ("Oman sent rifles.", "There is no evidence that Oman sent rifles."),
        ("Oman's rifles were delivered.", "No rifles were delivered by Oman."),
        ("Oman's deliveries of rifles ended.", "Oman did not deliver rifles."),
        ("Rifle supplies go on.", "To a question whether the supply of rifles would be stopped, Oman gave no answer."),
        ("The daily gave the name of its source.", "The daily relied on a source whose name it did not give."),
        ("Rock House says it received a request.", "Rock House denies having received any such request."),
        ("Rock House says it made the sale.", "Rock House denies the sale."),
        ("Oman delivered tanks.", "Oman, whose tanks it did not deliver, has paid."),
        ("Oman spoke of radars: there are radars.", "About the radars Oman spoke otherwise.\nThere are no radars."),
        ("Oman sells rifles to Chad.", "Oman has suspended rifle sales to Chad."),
        ("The ministry said the sale was approved.", "The ministry said the sale was not approved."),
        ("A panel says Oman has sent drones; Oman says it has delivered them.",
         "A panel says Oman has sent drones.\n\"Oman has not delivered drones,\" its minister said."),
        ("An admiral wants boats; a yard said there were such talks.",
         "An admiral wants boats.\nA yard, Marsa, said there were no such talks."),
    ],
)  # fmt: skip
def test_a_lost_negation_is_noticed(text: str, evidence: str) -> None:
    assert mismatch(text, evidence) == "a negation was lost"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Oman did not sell howitzers.", "Oman sold howitzers."),
        ("Oman denied a sale to Chad.", "Oman confirmed a sale to Chad."),
        ("Oman did not send rifles to Chad.",
         "A diplomat who was not authorised to speak said Oman had sent rifles to Chad."),
        ("Oman will not answer it.", "Oman will answer it."),
        ("Oman has never received jets from Chad; the mission is late.",
         "Oman has received jets from Chad.\nThe mission has not left."),
    ],
)  # fmt: skip
def test_an_added_negation_is_noticed(text: str, evidence: str) -> None:
    assert mismatch(text, evidence) == "a negation was added"


WORDS = (
    "Oman Chad not sold rifles denied no never without and said , . ; but halted which to evidence did none that it "
    "has been who false report if"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_a_text_agrees_with_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert mismatch(text, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It didn’t sell.", True),
        ("Nobody sold it.", True),
        ("It denies the sale.", True),
        ("The sale was halted.", True),
        ("It sold a notebook.", False),
        ("Never before has it sold rifles.", False),
    ],
)
def test_negated(text: str, expected: bool) -> None:
    assert negated(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The report is wrong.",
        "It is untrue.",
        "That is not true.",
        "This is a fabrication.",
        "It was fabricated.",
        "It is a hoax.",
        "These are fairy tales.",
        "Such claims are groundless.",
        "The story is speculative and misleading.",
        "Nonsense, he said.",
        "He scoffed at it.",
        "The ministry disputed the account.",
        "The ministry refuted it.",
        "It is nothing but gossip.",
        "There is no such deal.",
        "There was no indication of it.",
        "No trace was seen.",
        "Inspectors found nothing.",
        "They have little evidence for it.",
        "They were unable to confirm it.",
    ],
)
def test_words_of_denial(text: str) -> None:
    assert denied(text)


@pytest.mark.parametrize(
    "text", ["Oman sold rifles to Chad.", "The ministry published the report.", "Little was sold."]
)
def test_no_words_of_denial(text: str) -> None:
    assert not denied(text)


@pytest.mark.parametrize(
    "forms",
    ["deliver delivers delivered delivering delivery deliveries", "sell sells sold sale sales", "ship ships shipped"],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1
