"""Quotes: which stretches make one, who speaks them, and which are no quotes at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import QuoteCandidate
from summarizer.annotate.pipeline import parse
from summarizer.annotate.speech.attribution import find_attributions
from summarizer.annotate.speech.quotes import find_quotes
from summarizer.annotate.speech.turns import turns_in
from summarizer.segment import segment
from tests.annotate.cast import stage


def quotes(text: str) -> tuple[QuoteCandidate, ...]:
    scene = stage(text)
    return find_quotes(scene.parsed, scene.parties, find_attributions(scene.parsed, scene.parties))


def told(text: str) -> list[tuple[str | None, list[str]]]:
    """Speaker and words of each official quote."""
    scene = stage(text)
    return [(scene.name(q.speaker), [str(scene.words(s)) for s in q.spans]) for q in quotes(text) if q.official]


STRAKE, HALDEN, DORIN = "Owen Strake", "Mira Halden", "Pavel Dorin"

GROUPS = [
    (
        "judging",
        'Pavel Dorin thanked Berlin for its "sincere partnership" over the tanks.',
        [("Pavel Dorin", ["sincere partnership"])],
    ),
    (
        "as_hailing",
        'Reuters quoted the minister, Pavel Dorin, as hailing "a new phase of cooperation".',
        [("Pavel Dorin", ["a new phase of cooperation"])],
    ),
    (
        "conjoined_past",
        'Mira Halden demanded that Egypt stop the sale and warned that Germany would respond "on the ground".',
        [("Mira Halden", ["on the ground"])],
    ),
    ("simple", '"We sold the tanks," Owen Strake said.', [(STRAKE, ["We sold the tanks,"])]),
    ("curly", "“We sold the tanks,” Owen Strake said.", [(STRAKE, ["We sold the tanks,"])]),
    ("before", 'Owen Strake said: "We sold the tanks."', [(STRAKE, ["We sold the tanks."])]),
    ("inverted", '"We sold the tanks," said Owen Strake, the defence minister.', [(STRAKE, ["We sold the tanks,"])]),
    (
        "interrupted",
        '"The tanks," Strake said, "left the port in May."',
        [(STRAKE, ["The tanks,", "left the port in May."])],
    ),
    (
        "two_sentences",
        '"We sold them," Owen Strake said. "They left the port in May."',
        [(STRAKE, ["We sold them,", "They left the port in May."])],
    ),
    (
        "two_paragraphs",
        '"We sold them," Owen Strake said in an interview.\n\n"They left the port in May," Strake added.',
        [(STRAKE, ["We sold them,", "They left the port in May,"])],
    ),
    (
        "parted_by_paraphrase",
        '"We sold them," Owen Strake said. He said the crews were trained. "They left in May," Strake added.',
        [(STRAKE, ["We sold them,"]), (STRAKE, ["They left in May,"])],
    ),
    (
        "parted_by_adding_that",
        '"We sold them," Strake said, adding that crews were trained. "They left the port in May."',
        [(STRAKE, ["We sold them,"]), (STRAKE, ["They left the port in May."])],
    ),
    (
        "adding_a_quote",
        '"We sold them," Strake said, adding: "They left the port in May."',
        [(STRAKE, ["We sold them,", "They left the port in May."])],
    ),
    (
        "parted_by_narration",
        '"We sold them," Strake said. The crowd cheered. "They left the port in May."',
        [(STRAKE, ["We sold them,"]), (STRAKE, ["They left the port in May."])],
    ),
    (
        "two_speakers",
        '"We sold them," Strake said. "We never got them," Dorin said.',
        [(STRAKE, ["We sold them,"]), (DORIN, ["We never got them,"])],
    ),
    (
        "reopened",
        'Owen Strake said: "We sold the tanks.\n\n"They left the port in May."',
        [(STRAKE, ["We sold the tanks.", "They left the port in May."])],
    ),
    (
        "sentences_in_one_stretch",
        '"We sold them. They left in May," Strake said.',
        [(STRAKE, ["We sold them. They left in May,"])],
    ),
    ("question", '"Why would we sell them?" Strake asked.', [(STRAKE, ["Why would we sell them?"])]),
    ("pronoun", 'Owen Strake opened the fair. "We sold the tanks," he said.', [(STRAKE, ["We sold the tanks,"])]),
    (
        "follows_speech",
        'Owen Strake said the sale was off. "We will not sell them."',
        [(STRAKE, ["We will not sell them."])],
    ),
    ("tail_participle", '"We sold them," Strake said, using the German name.', [(STRAKE, ["We sold them,"])]),
    ("unnamed_official", '"We sold them," a Pentagon official said.', [("Pentagon", ["We sold them,"])]),
    ("statement", '"The tanks are ours," the Pentagon said in a statement.', [("Pentagon", ["The tanks are ours,"])]),
    (
        "the_statement_said",
        'The Pentagon confirmed it. "The tanks are ours," the statement said.',
        [("Pentagon", ["The tanks are ours,"])],
    ),
    ("armed_group", '"Our missiles are ready," the Houthis said.', [("Houthis", ["Our missiles are ready,"])]),
    (
        "ngo",
        '"These rifles came from Turkey," Amnesty International said.',
        [("Amnesty International", ["These rifles came from Turkey,"])],
    ),
    (
        "embedded_fragment",
        'The Pentagon said Iran wants "high-level talks" on the drones.',
        [("Pentagon", ["high-level talks"])],
    ),
    ("called_it", 'Dorin called the sale "a grave mistake" by Berlin.', [(DORIN, ["a grave mistake"])]),
    ("one_word_verdict", 'Dorin dismissed the report as "nonsense" on Friday.', [(DORIN, ["nonsense"])]),
    ("nested_speaker", 'Halden said Dorin had called the sale "a grave mistake".', [(DORIN, ["a grave mistake"])]),
    (
        "fragments_parted",
        'Strake said the sale was "a grave mistake" and that crews deserved "much better tanks".',
        [(STRAKE, ["a grave mistake"]), (STRAKE, ["much better tanks"])],
    ),
    ("according_to", '"The tanks are ours," according to the Pentagon.', [("Pentagon", ["The tanks are ours,"])]),
    (
        "verb_before_according",
        'Strake told his guests the sale "would be a grave mistake", according to a Pentagon official.',
        [(STRAKE, ["would be a grave mistake"])],
    ),
    (
        "governing_verb_before_nearer_one",
        'Russia called the report "utter nonsense" and Dorin dismissed it: "They sold nothing."',
        [("Russia", ["utter nonsense"]), (DORIN, ["They sold nothing."])],
    ),
    (
        "fragment_in_the_next_sentence",
        '"We sold them," Strake said. He called on Russia to "leave the port at once".',
        [(STRAKE, ["We sold them,"]), (STRAKE, ["leave the port at once"])],
    ),
    (
        "said_when_asked",
        '"We sold them," Strake said when asked whether tanks had left. "They left the port in May."',
        [(STRAKE, ["We sold them,", "They left the port in May."])],
    ),
    (
        "quoted_as_saying",
        'Reuters quoted a Pentagon official as saying that "the rockets are in port".',
        [("Pentagon", ["the rockets are in port"])],
    ),
    (
        "cited_by_a_paper",
        'Reuters reported, citing Russia, that the crews had gone home with "a few old crates" of rockets.',
        [("Russia", ["a few old crates"])],
    ),
    (
        "meanwhile",
        '"We sold them," said Strake, waving the list in front of the sheds on Monday. "They left the port in May."',
        [(STRAKE, ["We sold them,", "They left the port in May."])],
    ),
    (
        "question_in_between",
        '"We sold them," Strake said. Asked whether more would go, Strake said: "They left the port in May."',
        [(STRAKE, ["We sold them,"]), (STRAKE, ["They left the port in May."])],
    ),
    (
        "next_paragraph_after_a_fragment",
        'Strake said the tanks were "for the harbour police."\n\n"We sold them in May," he added.',
        [(STRAKE, ["for the harbour police."]), (STRAKE, ["We sold them in May,"])],
    ),
    ("label", 'Owen Strake in Berlin: "The tanks are in port."', [(STRAKE, ["The tanks are in port."])]),
    ("quote_in_quote", "\"They said 'no' to us twice,\" Strake said.", [(STRAKE, ["They said 'no' to us twice,"])]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in GROUPS], ids=[c[0] for c in GROUPS])
def test_stretches_and_speakers(text: str, expected: list[tuple[str | None, list[str]]]) -> None:
    assert told(text) == expected


NONE = [
    ("scare", 'The ship belongs to a "shadow" fleet that carries shells.'),
    ("scare_phrase", 'Moscow said its "special military operation" would go on.'),
    ("so_called", 'Dorin said the so-called "friends of peace" had sold rockets.'),
    ("operation", 'Halden said Operation "Quiet Harbour" had stopped two ships.'),
    ("exercise", 'Russia said the exercise "Northern Shield 24" would use live rockets.'),
    ("nickname", 'The drone is nicknamed "the moped" by Ukrainian crews.'),
    ("designation", 'Iran showed the "Storm-2" rocket at a fair in Tehran.'),
    ("title", 'Tom Vance, author of "The Long Trade", said the deal was large.'),
    ("irony", 'Moscow sent "volunteers" with new rifles.'),
    ("company", '"The launchers are ready," Nora Lind said.'),
    ("expert", '"The deal is large," Tom Vance said.'),
    ("analyst_unnamed", '"The deal is large," one analyst said.'),
    ("outlet", '"The deal is large," the Daily Courier wrote.'),
    ("resident", '"We heard the rockets at night," one resident said.'),
    ("headline_scraps", "Halden Sees 'Small Steps' in Rocket Talks"),
    ("measure", 'Strake showed a list. Somebody has typed "40 mm" beside a number, Strake said.'),
    ("one_of_a_people", '"Nobody sends rockets in such boxes," says a Russian who saw them at the port.'),
    ("no_speaker_scrap", 'The two states keep a "very close" bond.'),
    ("answer_of_nobody", "Q: Were they sold?\n\nA: No tank was sold.\n\nQ: When?\n\nA: In May."),
    ("no_quotes", "Owen Strake said the sale was off."),
]


@pytest.mark.parametrize("text", [c[1] for c in NONE], ids=[c[0] for c in NONE])
def test_no_official_quote(text: str) -> None:
    assert told(text) == []


NAMES = [
    (
        "role_before",
        '"We sold them," State Department spokeswoman Mira Halden said.',
        "Mira Halden",
        "State Department spokeswoman",
    ),
    (
        "role_after",
        '"We sold them," said Owen Strake, the German defence minister.',
        "Owen Strake",
        "German defence minister",
    ),
    (
        "full_name_elsewhere",
        'Defence Minister Owen Strake came. "We sold them," Strake said.',
        "Owen Strake",
        "Defence Minister",
    ),
    ("possessive", '"We sold them," Russia\'s Foreign Minister Pavel Dorin said.', "Pavel Dorin", "Foreign Minister"),
    ("bare", '"We sold them," Dorin said.', "Dorin", None),
    ("body", '"The tanks are ours," the Pentagon said.', "Pentagon", None),
    ("unnamed", '"We sold them," a senior Pentagon official said.', None, "senior Pentagon official"),
]


@pytest.mark.parametrize(("text", "name", "role"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names_and_roles(text: str, name: str | None, role: str | None) -> None:
    scene, found = stage(text), quotes(text)[0]
    assert (scene.words(found.speaker_name), scene.words(found.speaker_role)) == (name, role)


FRAGMENTS = [
    ('"We sold them," Strake said.', False),
    ('Strake said: "Stop the shipments."', False),
    ('"Not one tank," Strake said.', True),
    ('"The tanks from Berlin," Strake said, "left the port in May."', False),
    ('Strake called it "a grave mistake".', True),
    ('Strake said the tanks "left the port in May" by ship.', True),
    ('Strake spoke of "a war that nobody wants".', True),
    ('Strake said that "the tanks are in port" now.', False),
]


@pytest.mark.parametrize(("text", "fragment"), FRAGMENTS)
def test_fragments(text: str, fragment: bool) -> None:
    assert [q.fragment for q in quotes(text)] == [fragment]


def test_a_quote_inside_a_question_is_its_speakers() -> None:
    text = (
        "MR. STRAKE: The tanks are ours.\n\n"
        'QUESTION: Russia called the sale "a very sad day for trade." Do you agree?\n\n'
        "MR. STRAKE: No."
    )
    assert ("Russia", ["a very sad day for trade."]) in told(text)


def test_initials_are_the_name_they_stand_for() -> None:
    text = (
        "Defence Minister Owen Strake told the Harbour Weekly about the sale.\n\n"
        "HW: How many tanks left?\n\nOS: Forty of them.\n\nHW: And who paid for them?\n\nOS: We did not."
    )
    parsed = parse(text, segment(text))
    assert [(t.label, t.asks) for t in turns_in(parsed)] == [("HW", True), ("Owen Strake", False)] * 2


def test_transcript_turns_are_quotes_without_their_labels() -> None:
    text = (
        "MS. HALDEN: We have seen the reports.\n\nThe rockets are in port.\n\n"
        'QUESTION: Did Iran pay for "them"?\n\nMS. HALDEN: I have nothing to add.'
    )
    assert told(text) == [
        (HALDEN, ["We have seen the reports.", "The rockets are in port."]),
        (HALDEN, ["I have nothing to add."]),
    ]


def test_block_quotation() -> None:
    text = "The Pentagon said in a statement:\n\nThe rockets are in port. They will stay there.\n\nIt rained."
    assert told(text) == [("Pentagon", ["The rockets are in port. They will stay there."])]


def test_an_announced_statement_runs_until_somebody_else_speaks() -> None:
    text = (
        "The Iranian foreign ministry issued the following statement:\n\nWe never sold drones.\n\n"
        "We warn Russia to stop.\n\nOwen Strake said the sale was off."
    )
    assert told(text) == [("Iranian foreign ministry", ["We never sold drones.", "We warn Russia to stop."])]


def test_unknown_speaker_is_doubtful() -> None:
    found = quotes('"We have never sold a single rocket to anybody in that war."')
    assert [(q.speaker, q.official, q.doubt) for q in found] == [(None, False, True)]


PIECES = st.sampled_from([c[1] for c in GROUPS] + [c[1] for c in NONE])


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_quotations_are_used_once_and_spans_are_theirs(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    found = quotes(text)
    used = [n for q in found for n in q.quotations]
    assert len(used) == len(set(used))
    assert [q.number for q in found] == list(range(1, len(found) + 1))
    for q in found:
        bounds = [stage(text).parsed.segmentation.quotation(n) for n in q.quotations]
        assert not bounds or q.spans == tuple((b.start, b.end) for b in bounds)
