"""Gold: documents with the brief that a careful analyst wrote by hand.

`NAME.txt` holds the document, `NAME.yaml` the gold in the author form (`summarizer.evaluate.author`): sentence numbers
and the words that stand there. Compiling it runs the same path that a model's answer takes, so gold that does not
stand on its document is found like any other answer that does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.annotate.model import Annotations
from summarizer.document import Document
from summarizer.evaluate import author
from summarizer.evaluate.author import GoldForm
from summarizer.evaluate.form import read_form
from summarizer.ground import Source, assemble, find, hold
from summarizer.ground.answer import resolve
from summarizer.schema import Brief, Chunk, ChunkStatus, Dropped, Provenance
from summarizer.segment import segment

SUFFIX = ".yaml"

_BY_HAND = Provenance(
    engine="gold",
    model=None,
    strategy="by hand",
    prompt=None,
    prompt_sha256=None,
    parameters={},
    created_at="2026-01-01T00:00:00+00:00",
    seconds=0,
    calls=0,
    tokens_in=0,
    tokens_out=0,
    cost_usd=0,
)


@dataclass(frozen=True)
class Gold:
    """One document and its gold brief; `problems` are what of the gold does not stand on the document.

    Documents that tell the same news share a `story`; most have one of their own, named like themselves. `genre` is
    what kind of text it is, None when nobody said.
    """

    name: str
    story: str
    document: Document
    brief: Brief
    problems: tuple[Dropped, ...]
    genre: str | None = None


def load(path: Path) -> Gold:
    """Read `NAME.txt` and the gold beside it.

    Raises:
        GoldError: there is no gold, or it is not of the form.
        InputError: the document cannot be read.
    """
    from summarizer.read import read

    document = read(path)
    form = read_form(path.with_suffix(SUFFIX)).form
    brief, problems = compiled(form, Source(document, segment(document.text)))
    return Gold(path.stem, form.story or path.stem, document, brief, problems, form.genre)


def load_folder(folder: Path) -> list[Gold]:
    """All gold of a folder, by name."""
    return [load(path) for path in sorted(folder.glob("*.txt")) if path.with_suffix(SUFFIX).exists()]


def compiled(form: GoldForm, source: Source) -> tuple[Brief, tuple[Dropped, ...]]:
    """The brief that a form tells, and what of it does not stand on the source."""
    draft, unresolved = resolve(form.answer(), source, Annotations())
    # A model's names are kept only when the text or the tables know their words; a person knows what a party is called.
    parties = tuple(replace(p, name=form.parties[p.ref].name) for p in draft.parties)
    held = hold(replace(draft, parties=parties), source)
    chunk = Chunk(start=0, end=len(source.text), status=ChunkStatus.READ, detail=None)
    strays = tuple(
        Dropped(section=str(path[0]), reason=told, answer=what) for path, told, what in strays_of(form, source)
    )
    # Whatever cannot be resolved is a stray; the resolver's own words are kept only should that ever not be so.
    return assemble(held, source, [chunk], _BY_HAND), (*(strays or unresolved), *held.dropped)


def strays_of(form: GoldForm, source: Source) -> Iterator[tuple[author.Way, str, str]]:
    """Every pointer of a form that points at nothing in the source: its place, what is wrong, and the pointer."""
    cut = source.segmentation
    last_sentence, last_quotation = len(cut.sentences), len(cut.quotations)
    for path, number in form.cited():
        if number > last_sentence:
            yield path, f"there is no S{number}, the last sentence is S{last_sentence}", f"S{number}"
    for q, quote in enumerate(form.official_quotes):
        for i, number in enumerate(quote.quotations):
            if number > last_quotation:
                there = f"the last quotation is Q{last_quotation}" if last_quotation else "the text has no quotations"
                yield ("official_quotes", q, "quotations", i), f"there is no Q{number}, {there}", f"Q{number}"
    for path, written in form.pointers():
        pointer = author.words(written)
        if pointer.sentence > last_sentence:
            yield path, f"there is no S{pointer.sentence}, the last sentence is S{last_sentence}", written
            continue
        sentence = cut.sentence(pointer.sentence)
        if find(pointer.words, source.text, sentence.start, sentence.end) is None:
            found = next((s.number for s in cut.sentences if find(pointer.words, source.text, s.start, s.end)), None)
            hint = f"; it stands in S{found}" if found else ""
            yield path, f"{pointer.words!r} does not stand in S{pointer.sentence}{hint}", written


def numbered(path: Path) -> str:
    """The document with its sentences and quotations numbered, as the person who writes its gold needs it."""
    from summarizer.read import read

    text = read(path).text
    cut = segment(text)
    lines = [f"S{s.number}| {' '.join(text[s.start : s.end].split())}" for s in cut.sentences]
    quoted = [f"Q{q.number} in S{q.sentences[0]}| {' '.join(text[q.start : q.end].split())}" for q in cut.quotations]
    return "\n".join([*lines, "", *quoted]) + "\n"
