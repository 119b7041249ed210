"""A note as blocks: its title and scope, then its sections in the order that the note gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from summarizer.note.model import Note, Section
from summarizer.note.render import outline_flows as flows
from summarizer.note.render import outline_sources as sources
from summarizer.note.render import outline_voices as voices
from summarizer.note.render.blocks import Block, Bullets, Entry, Heading, Paragraph, Tone, given, own
from summarizer.note.render.context import Context
from summarizer.note.render.flows_svg import MOST
from summarizer.render.wording import count

NAMES = {
    Section.HEADLINE: "Judgements",
    Section.PROSE: "In connected words",
    Section.CHANGES: "What changed",
    Section.PICTURE: "Who to whom",
    Section.FLOWS: "Claimed movements",
    Section.TIMELINE: "Who spoke when",
    Section.CONFLICTS: "Where accounts differ",
    Section.QUOTES: "Quotations",
    Section.WARNINGS: "Warnings",
    Section.UNKNOWNS: "What is not known",
    Section.GAPS: "What was not read",
    Section.PARTIES: "Parties",
    Section.SOURCES: "Sources",
    Section.LEGEND: "What the words mean",
}
NOTHING = "None found in what was read."


def outline(note: Note, *, most: int = MOST, narrow: bool = False) -> tuple[Block, ...]:
    """Every block of the note, from top to bottom. A section without anything says so.

    `most` is how many movements its pictures hold, `narrow` whether they stand on an upright page.
    """
    context = Context(note, most, narrow)
    found: list[Block] = list(_top(context))
    for section in note.sections:
        if (section is Section.PROSE and note.prose is None) or (section is Section.CHANGES and note.changes is None):
            continue
        found.append(Heading(2, (own(NAMES[section]),), section.value))
        found.extend(_SECTIONS[section](context) or [Paragraph((own(NOTHING, Tone.QUIET),))])
        left_out = [o for o in note.omissions if o.section is section]
        found.extend(Paragraph((given(o.text, Tone.QUIET),)) for o in left_out)
    return tuple(found)


def _top(context: Context) -> Iterator[Block]:
    note = context.note
    yield Heading(1, (given(note.title),))
    facts = [f"as of {note.as_of}"] if note.as_of else ["without a date"]
    facts += [f"run {note.scope.run}"] if note.scope.run else []
    facts += [f"template {note.scope.template}", f"note format {note.note_version}"]
    yield Paragraph((given(note.scope.words),))
    yield Paragraph((given(note.tally.words),))
    yield Paragraph((given("; ".join(facts), Tone.QUIET),))
    if note.gaps:
        link = Section.GAPS.value if Section.GAPS in note.sections else None
        said = f"{count(len(note.gaps), 'document was', 'documents were')} not read, refused or read only in part"
        yield Paragraph((own(said, Tone.STRONG, link), own("; silence about them means nothing.")), notice=True)


def _headline(context: Context) -> list[Block]:
    entries = []
    for judgement in context.note.headline:
        words = (given(judgement.text, Tone.STRONG), *context.refs(judgement.references), own(" "))
        about = (context.flow(judgement.flow), own(f", {judgement.strength.value}", Tone.QUIET))
        more = tuple(((given(line.text), *context.refs(line.references)), None) for line in judgement.lines)
        entries.append(Entry((*words, *about), None, more))
    return [Bullets(tuple(entries))] if entries else []


def _prose(context: Context) -> list[Block]:
    prose = context.note.prose
    assert prose is not None, "left out above"
    kept = count(len(prose.sentences), "sentence")
    asked = f" with the prompt {prose.prompt} (sha256 {(prose.prompt_sha256 or '')[:12]})" if prose.prompt else ""
    said = f"Written by the model {prose.model}{asked}; {kept} stood up to the check against the cited parts, "
    found: list[Block] = [
        Paragraph(
            (
                given(said),
                own(f" {len(prose.dropped)} did not."),
            )
        )
    ]
    for sentence in prose.sentences:
        found.append(Paragraph((given(sentence.text), *context.refs(sentence.references))))
    if prose.dropped:
        found.append(Paragraph((own("Dropped, and why:", Tone.QUIET),)))
        found.append(Bullets(tuple(Entry((given(reason, Tone.QUIET),)) for reason in prose.dropped)))
    return found


def _changes(context: Context) -> list[Block]:
    changes = context.note.changes
    assert changes is not None, "left out above"
    of = f"of {changes.previous_as_of}" if changes.previous_as_of else "without a date"
    against = f"Against the note {of} (sha256 {changes.previous_sha256[:12]})."
    entries = []
    for change in changes.changes:
        former = (own(" "), given(f"(before: {', '.join(change.former)})", Tone.QUIET)) if change.former else ()
        kind = own(f"{change.kind.value.replace('_', ' ').capitalize()}: ", Tone.STRONG)
        entries.append(Entry((kind, given(change.text), *former, *context.refs(change.references))))
    nothing = Paragraph((own("Nothing changed."),))
    return [Paragraph((own(against, Tone.QUIET),)), Bullets(tuple(entries)) if entries else nothing]


_SECTIONS: dict[Section, Callable[[Context], list[Block]]] = {
    Section.HEADLINE: _headline,
    Section.PROSE: _prose,
    Section.CHANGES: _changes,
    Section.PICTURE: flows.picture,
    Section.FLOWS: flows.table,
    Section.TIMELINE: flows.timeline,
    Section.CONFLICTS: flows.conflicts,
    Section.QUOTES: voices.quotes,
    Section.WARNINGS: voices.warnings,
    Section.UNKNOWNS: voices.unknowns,
    Section.GAPS: sources.gaps,
    Section.PARTIES: sources.parties,
    Section.SOURCES: sources.sources,
    Section.LEGEND: sources.legend,
}
