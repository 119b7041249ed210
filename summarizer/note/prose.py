"""Connecting text by a model, on demand: every sentence cites ids of the note and is held against what they tell.

What does not stand (see `prose_check`) is dropped and counted; the note says why, and with which prompt it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from summarizer.engines.client import Client, Message
from summarizer.errors import AnswerError, RefusedError, TruncatedError
from summarizer.note.model import Line, Note, Prose, Section
from summarizer.note.prose_check import objection
from summarizer.note.statements import Statement, statements
from summarizer.prompts import Prompt

TOGETHER = 5
"""Statements of one question: a small model loses its way among many."""
LONGEST = 700
"""Tokens of one answer."""
_IDS = re.compile(r"^[FWX]\d+:\s*|\s*[\[(](?:[FWX]\d+(?:,\s*)?)+[\])]")


class Written(BaseModel):
    """One sentence, and the ids of the statements it rests on."""

    model_config = ConfigDict(extra="forbid")

    text: str
    cites: list[str]


class Paragraph(BaseModel):
    """A short paragraph, sentence by sentence."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[Written]


async def write(note: Note, client: Client, prompt: Prompt) -> Note:
    """The note with connecting text, and with its section right after the headline when the template has none.

    Args:
        prompt: one of strategy "note" (`prompts.load`).

    Raises:
        EngineError: the model cannot be reached or used. An answer that is cut, refused or of no form loses only the
            statements it was asked about.
        PromptError: a template of the prompt cannot be filled.
    """
    told = statements(note)
    if not told:
        return note
    written: list[Written] = []
    failed: list[str] = []
    for at in range(0, len(told), TOGETHER):
        part = told[at : at + TOGETHER]
        try:
            answer = await client.ask(messages(part, prompt), Paragraph, max_tokens=LONGEST, check=_missing)
            written += answer.value.sentences
        except (AnswerError, RefusedError, TruncatedError) as error:
            failed.append(f"nothing was written on {part[0].id} to {part[-1].id}: {error.what}")
    prose = checked(told, Paragraph(sentences=written), client.model, prompt)
    return with_prose(note, prose.model_copy(update={"dropped": (*prose.dropped, *failed)}))


def _missing(paragraph: Paragraph) -> str | None:
    return None if paragraph.sentences else "It has no sentence. Write at least one, and say which ids it cites."


def with_prose(note: Note, prose: Prose) -> Note:
    shown = list(note.sections)
    if Section.PROSE not in shown:
        shown.insert(shown.index(Section.HEADLINE) + 1 if Section.HEADLINE in shown else 0, Section.PROSE)
    return note.model_copy(update={"prose": prose, "sections": tuple(shown)})


def messages(told: Iterable[Statement], prompt: Prompt) -> list[Message]:
    """What the model is asked. The statements come from documents: they are set apart as data."""
    lines = "\n".join(f"{s.id}: {s.text}" for s in told)
    return [
        {"role": "system", "content": prompt.fill("system")},
        {"role": "user", "content": prompt.fill("statements", statements=lines)},
    ]


def checked(told: Iterable[Statement], paragraph: Paragraph, model: str, prompt: Prompt) -> Prose:
    """The sentences that stand, with the references of what they cite; and why each of the others does not."""
    by_id = {s.id: s for s in told}
    kept: dict[str, Line] = {}
    dropped = []
    for written in paragraph.sentences:
        text = " ".join(_IDS.sub("", written.text).split())
        cited = [by_id[c] for c in dict.fromkeys(written.cites) if c in by_id]
        reason = objection(text, written.cites, cited) if text not in kept else "it is written twice"
        if reason is not None:
            dropped.append(reason)
            continue
        references = {(r.document, r.part): r for s in cited for r in s.references}
        kept[text] = Line(text=text, references=tuple(references.values()))
    return Prose(
        model=model,
        prompt=prompt.id,
        prompt_sha256=prompt.sha256,
        sentences=tuple(kept.values()),
        dropped=tuple(dropped),
    )
