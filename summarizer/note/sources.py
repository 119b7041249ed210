"""The parties and the documents of a note, with what they are cited for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from summarizer.note import phrases
from summarizer.note.desk import Desk
from summarizer.note.identity import Why
from summarizer.note.model import Join, NoteParty, Part, Passage, Source, references_in
from summarizer.note.reading import Reading


def note_parties(desk: Desk) -> tuple[NoteParty, ...]:
    """Every party that the note has given a label."""
    by_id = {r.id: r for r in desk.documents}
    found = []
    for key, label in desk.parties.items():
        entity = desk.identities.entities[key]
        documents = [by_id[d] for d in entity.documents]
        found.append(
            NoteParty(
                id=label,
                key=key,
                name=entity.name,
                kind=entity.kind,
                country=entity.country,
                role=entity.role,
                names=(entity.name, *(n for n in entity.names if n != entity.name)),
                documents=tuple(desk.labels[r.id] for r in sorted(documents, key=lambda r: r.order)),
                joins=tuple(_join(why, desk, by_id) for why in entity.why),
            )
        )
    return tuple(found)


def _join(why: Why, desk: Desk, by_id: dict[str, Reading]) -> Join:
    cited = desk.ordered(desk.cite(by_id[d], p.id, p.sentences) for d, p in why.where)
    return Join(text=phrases.sentence(f"taken for one because {why.text}"), references=cited)


def note_sources(desk: Desk, parts: Iterable[Part]) -> tuple[Source, ...]:
    """Every document, with the sentences that the parts cite."""
    cited: dict[str, set[int]] = defaultdict(set)
    for reference in references_in(tuple(parts)):
        cited[reference.document].update(reference.sentences)
    stories, roots = _firsts(desk, desk.origins.story), _firsts(desk, desk.origins.root)
    return tuple(
        Source(
            id=desk.labels[r.id],
            sha256=r.info.sha256,
            title=r.info.title,
            outlet=r.info.outlet,
            published=r.info.published,
            url=r.info.url,
            language=r.info.language,
            locations=r.locations,
            complete=r.complete,
            engine=r.engine,
            model=r.model,
            story=stories[r.id],
            root=roots[r.id],
            tie=_tie(r, desk),
            cited=desk.labels[r.id] in cited,
            sentences=tuple(Passage(number=n, text=r.sentences[n]) for n in sorted(cited[desk.labels[r.id]])),
        )
        for r in desk.documents
    )


def _firsts(desk: Desk, group_of: Callable[[str], str]) -> dict[str, str]:
    """Label of the first document of each document's group."""
    first: dict[str, str] = {}
    for document in desk.documents:
        first.setdefault(group_of(document.id), desk.labels[document.id])
    return {r.id: first[group_of(r.id)] for r in desk.documents}


def _tie(document: Reading, desk: Desk) -> str | None:
    """Why it shares a story or a root with an earlier document, with that document's label."""
    for other, why in desk.origins.ties(document.id):
        if other in desk.labels:
            return f"{desk.labels[other]}: {why.replace(other[:12], desk.labels[other])}"
    return None
