"""Who speaks: titles called again, forms of address, bodies that only act, relayed words, and turns of many forms."""

from __future__ import annotations

import pytest

from tests.annotate.test_quotes import told

CASES = [
    (
        "announced_in_the_sentence_before",
        'Strake spoke at the end of two long exercises. "We sold nothing," he said.',
        [("Owen Strake", ["We sold nothing,"])],
    ),
    (
        "one_word_after_a_colon",
        'Asked about the tanks, Strake replied in one word: "Never."',
        [("Owen Strake", ["Never."])],
    ),
    (
        "title_called_again",
        'Colonel Pavel Dorin said the rockets were gone. "They left at night," the colonel said.',
        [("Pavel Dorin", ["They left at night,"])],
    ),
    (
        "form_of_address",
        'Dorin met Ms. Halden in May. He warned that sales would have a price, "and not a small one".',
        [("Pavel Dorin", ["and not a small one"])],
    ),
    (
        "time_after_the_verb",
        'The talks ended, and the minister, Pavel Dorin, cautioned this week that new sales "would end the truce".',
        [("Pavel Dorin", ["would end the truce"])],
    ),
    (
        "sentence_of_paraphrase_between",
        '"We sold nothing to them," Strake said.\n\nHe accused Iran of a sale.\n\n"They will pay," Strake said.',
        [("Owen Strake", ["We sold nothing to them,"]), ("Owen Strake", ["They will pay,"])],
    ),
    (
        "body_that_only_acts",
        'Reuters reported the sale. The Pentagon was calmer. It said that any buyer "will lose our support".',
        [("Pentagon", ["will lose our support"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_quotes(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(text) == expected


TURNS = [
    (
        "accented_capitals",
        "REPORTER: Were the tanks sold?\n\nMINISTER STRAKÉ: No.\n\nREPORTER: When?\n\nMINISTER STRAKÉ: Never.",
        [["No."], ["Never."]],
    ),
    (
        "one_who_mostly_asks",
        "Courier: The tanks have come. How many?\n\nStrake: We have six.\n\nCourier: Thank you for that number.\n\n"
        "Strake: They stay in port.",
        [["We have six."], ["They stay in port."]],
    ),
    (
        "states_in_brackets",
        "Mr. Strake (Germany): We sold no tanks.\n\nMr. Dorin (Russia) (spoke in Russian): We bought none.\n\n"
        "Ms. Arat (Turkey): We saw none.",
        [["We sold no tanks."], ["We bought none."], ["We saw none."]],
    ),
    (
        "lines_of_a_table",
        "Supplier: Germany\n\nRecipient of the goods: Egypt\n\nSupplier: Turkey",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in TURNS], ids=[c[0] for c in TURNS])
def test_turns(text: str, expected: list[list[str]]) -> None:
    assert [spans for _, spans in told(text)] == expected
