"""The components run at once against spaCy's own way of running them."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from summarizer.annotate.components import BATCH, Components
from summarizer.annotate.pipeline import load

SENTENCES = (
    "Let's say that the ministry hasn't got to sign anything, but it's going to.",
    "There's a frigate that nobody has paid for, and there were two more.",
    "She'd said they'd done it; he ain't gonna deny it.",
    "  The  envoy\n did  what he\thad to do . ",
    "Both of them, which is odd, have had nothin' to report since 3 May.",
    "OSLO WILL SEND 40 MISSILES TO KIEV, IT SAID; THAT'S ALL, Y'ALL.",
    "I",
)


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_as_spacy_reads_it(sentence: str) -> None:
    (doc,) = Components(load()).docs([sentence])
    assert told(doc) == told(load()(sentence))


def test_more_sentences_than_a_batch_come_in_order() -> None:
    texts = [f"Ship {number} left the port." for number in range(2 * BATCH + 3)]
    assert [doc.text for doc in Components(load()).docs(texts)] == texts


def test_no_sentence_gives_no_doc() -> None:
    assert list(Components(load()).docs([])) == []


def test_what_is_kept_outlives_the_words_of_a_zone() -> None:
    components = Components(load())
    for _ in range(2):
        with load().memory_zone():
            (doc,) = components.docs(["The Zorblaxian frigates were gleaming \u3000 quietly."])
            assert told(doc) == told(load()(doc.text))
