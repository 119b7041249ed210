"""From the records of a run to its briefing note: every sentence composed from briefs by template.

The same records give the same note, byte for byte, in whatever order they come: there is no clock, and every list has
a stated order. Documents are D1, D2... by date and then hash (undated last); movements F1, F2... with both sides named
first, then by independent roots, documents, newest date and key; parties P1, P2... by first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from summarizer.note import movements as rules
from summarizer.note import phrases, sections, warned
from summarizer.note import scope as asked
from summarizer.note.changes import changes
from summarizer.note.conflicts import conflicts
from summarizer.note.desk import Desk
from summarizer.note.gaps import NotRead, NotSolved, gaps
from summarizer.note.headline import headline
from summarizer.note.identity import identify
from summarizer.note.model import NOTE_VERSION, Gap, Note, Omission, Scope, Section, Unknown
from summarizer.note.options import NoteOptions
from summarizer.note.origins import Origins
from summarizer.note.reading import Filed, Reading, reading
from summarizer.note.sources import note_parties, note_sources
from summarizer.note.tell import note_flow
from summarizer.note.template import Template
from summarizer.note.weigh import Weighed, weigh
from summarizer.stories import Clusters

__all__ = ["NoteOptions", "compose"]

T = TypeVar("T")
EVERYTHING = NoteOptions()


def compose(
    records: Iterable[Filed],
    unread: Iterable[NotRead] = (),
    unsolved: Iterable[NotSolved] = (),
    clusters: Clusters | None = None,
    options: NoteOptions = EVERYTHING,  # frozen, and all its values are immutable
) -> Note:
    """The note of a run. `records` are gone through once; their texts are not kept.

    Args:
        clusters: what `summarizer.stories` found in the documents; None takes each for a story of its own.
    """
    chosen, left_out = _chosen(records, options)
    origins = Origins(clusters, chosen)
    identities = identify(chosen, story_of=origins.story)
    wanted, unmatched = asked.wanted(options.parties, identities)
    labels = {r.id: f"D{n}" for n, r in enumerate(chosen, 1)}
    desk = Desk(tuple(chosen), labels, identities, _Labels(), origins)
    weighed = [
        weigh(m, desk)
        for m in rules.movements(chosen, identities, options.window)
        if wanted(m.supplier) or wanted(m.recipient)
    ]
    flows = {f"F{n}": w for n, w in enumerate(sorted(weighed, key=Weighed.order), 1)}
    silent = gaps(chosen, labels, unread, unsolved)
    told = asked.scope(options, left_out, unmatched)
    return _note(flows, desk, wanted, silent, told, options)


def _note(
    flows: dict[str, Weighed],
    desk: Desk,
    wanted: asked.Wanted,
    silent: tuple[Gap, ...],
    scope: Scope,
    options: NoteOptions,
) -> Note:
    cut = _Cut(options.template)
    shown = dict(cut(Section.FLOWS, list(flows.items()), "movement"))
    homes = {(r.id, f.id): label for label, w in shown.items() for r, f in w.movement.members}
    told = tuple(note_flow(w, label) for label, w in shown.items())
    clashing = conflicts(shown, desk)
    judged = cut(Section.HEADLINE, headline(shown, clashing), "movement")
    clashes = cut(Section.CONFLICTS, clashing, "conflict")
    said = cut(Section.QUOTES, sections.quotes(desk, homes, wanted), "quotation")
    alerts = cut(Section.WARNINGS, warned.warnings(desk, wanted), "warning")
    doubts = _unknowns(cut, sections.unknowns(desk, homes, all_documents=not options.parties))
    parties = note_parties(desk)
    newest = max((r.day for r in desk.documents if r.day), default=None)
    note = Note(
        note_version=NOTE_VERSION,
        title=options.template.title,
        as_of=options.as_of or newest,
        scope=scope,
        tally=asked.tally(flows, desk, len(silent)),
        sections=tuple(s for s in options.template.sections if s not in (Section.PROSE, Section.CHANGES)),
        headline=judged,
        prose=None,
        changes=None,
        flows=told,
        conflicts=clashes,
        quotes=said,
        warnings=alerts,
        unknowns=doubts,
        gaps=cut(Section.GAPS, silent, "document"),
        parties=parties,
        sources=note_sources(desk, (*told, *judged, *clashes, *said, *alerts, *doubts, *parties)),
        omissions=tuple(cut.omissions),
        legend=asked.legend(options),
    )
    return note if options.previous is None else _compared(note, options.previous, options.template)


def _compared(note: Note, previous: Note, template: Template) -> Note:
    """The note with what changed since the previous one; shown first but for the headline unless the template says."""
    told, more = changes(note, previous, template.limit(Section.CHANGES))
    shown = [s for s in template.sections if s is not Section.PROSE]
    if Section.CHANGES not in shown:
        shown.insert(shown.index(Section.HEADLINE) + 1 if Section.HEADLINE in shown else 0, Section.CHANGES)
    omissions = list(note.omissions)
    if more:
        words = f"{phrases.count(more, 'further change')} {'is' if more == 1 else 'are'} not listed here."
        omissions.append(Omission(section=Section.CHANGES, text=phrases.capital(words)))
    return note.model_copy(update={"changes": told, "sections": tuple(shown), "omissions": tuple(omissions)})


class _Labels(dict[str, str]):
    """Labels of parties by key, given at first use."""

    def __missing__(self, key: str) -> str:
        self[key] = label = f"P{len(self) + 1}"
        return label


class _Cut:
    """Applies the limits of a template, and says what they leave out."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self.omissions: list[Omission] = []

    def __call__(self, section: Section, entries: Sequence[T], noun: str, plural: str = "") -> tuple[T, ...]:
        limit = self._template.limit(section)
        more = len(entries) - limit if limit is not None else 0
        if more > 0 and section in self._template.sections:
            told = phrases.count(more, f"further {noun}", f"further {plural}" if plural else "")
            words = f"{told} {'is' if more == 1 else 'are'} not listed here."
            self.omissions.append(Omission(section=section, text=phrases.capital(words)))
        return tuple(entries[:limit])


def _unknowns(cut: _Cut, found: tuple[Unknown, ...]) -> tuple[Unknown, ...]:
    """The limit holds for each kind; the ids stay in one sequence."""
    kept: list[Unknown] = []
    for kind in phrases.UNKNOWNS:
        told = [u for u in found if u.kind is kind]
        name = f"under “{phrases.FLAG[kind]}”"
        kept += cut(Section.UNKNOWNS, told, f"reason for doubt {name}", f"reasons for doubt {name}")
    return tuple(u.model_copy(update={"id": f"U{n}"}) for n, u in enumerate(kept, 1))


def _chosen(records: Iterable[Filed], options: NoteOptions) -> tuple[list[Reading], int]:
    """The documents that the options ask for, in order, and how many were left out for having no date."""
    chosen, undated = [], 0
    for record in records:
        if options.matching is not None and record.brief.document.sha256 not in options.matching:
            continue
        read = reading(record)
        if (options.since or options.until) and read.day is None:
            undated += 1
        elif (options.since or "") <= (read.day or "") <= (options.until or "9999") or read.day is None:
            chosen.append(read)
    return sorted(chosen, key=lambda r: r.order), undated
