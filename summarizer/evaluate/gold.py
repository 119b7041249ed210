"""Gold: documents with the brief that a careful analyst wrote by hand.

`NAME.txt` holds the document, `NAME.json` the gold in the form in which people write it, which is the form in which a
capable model answers: sentence numbers and the words that stand there (`summarizer.ground.answer.BriefAnswer`, all
references being N1, N2 ...). Compiling it runs the same path that a model's answer takes, so gold that does not
stand on its document is found like any other answer that does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from summarizer.annotate.model import Annotations
from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.ground import Source, assemble, hold
from summarizer.ground.answer import BriefAnswer, resolve
from summarizer.schema import Brief, Chunk, ChunkStatus, Dropped, Provenance
from summarizer.segment import segment

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

    Documents that tell the same news share a `story`; most have one of their own, named like themselves.
    """

    name: str
    story: str
    document: Document
    brief: Brief
    problems: tuple[Dropped, ...]


def load(path: Path) -> Gold:
    """Read `NAME.txt` and the gold beside it.

    Raises:
        InputError: a file is missing, or the gold is not of the form.
    """
    from summarizer.read import read

    document = read(path)
    beside = path.with_suffix(".json")
    try:
        answer = BriefAnswer.model_validate_json(beside.read_bytes())
    except OSError as error:
        raise InputError(f"The gold of {path} cannot be read: {error}.") from error
    except ValidationError as error:
        raise InputError(f"{beside} is not of the gold form: {error}") from error
    source = Source(document, segment(document.text))
    draft, dropped = resolve(answer, source, Annotations())
    held = hold(draft, source)
    chunk = Chunk(start=0, end=len(document.text), status=ChunkStatus.READ, detail=None)
    return Gold(path.stem, path.stem, document, assemble(held, source, [chunk], _BY_HAND), (*dropped, *held.dropped))


def load_folder(folder: Path) -> list[Gold]:
    """All gold of a folder, by name."""
    return [load(path) for path in sorted(folder.glob("*.txt")) if path.with_suffix(".json").exists()]


def numbered(path: Path) -> str:
    """The document with its sentences and quotations numbered, as the person who writes its gold needs it."""
    from summarizer.read import read

    text = read(path).text
    cut = segment(text)
    lines = [f"S{s.number}| {' '.join(text[s.start : s.end].split())}" for s in cut.sentences]
    quoted = [f"Q{q.number} in S{q.sentences[0]}| {' '.join(text[q.start : q.end].split())}" for q in cut.quotations]
    return "\n".join([*lines, "", *quoted]) + "\n"
