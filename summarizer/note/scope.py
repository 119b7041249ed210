"""What the note is about, in words: the documents and parties asked for, the first line's numbers, and the legend."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.annotate.lexicon import Lexicon
from summarizer.note import phrases
from summarizer.note.desk import Desk
from summarizer.note.identity import Entity, Identities, fold
from summarizer.note.model import Legend, Scope, Tally
from summarizer.note.options import NoteOptions
from summarizer.note.strength import table
from summarizer.note.weigh import Weighed
from summarizer.schema import PartyKind

Wanted = Callable[[Entity | None], bool]


def wanted(names: tuple[str, ...], identities: Identities) -> tuple[Callable[[Entity | None], bool], tuple[str, ...]]:
    """Whether a party is among those asked for; and the names that no party of the documents has."""
    if not names:
        return lambda entity: True, ()
    lexicon = Lexicon.load()
    keys: set[str] = set()
    countries: set[str] = set()
    unmatched = []
    for name in names:
        found = {e.key for e in identities.entities.values() if fold(name) in {fold(n) for n in (*e.names, e.key)}}
        state = next((f.alias.entry for f in lexicon.find(name) if f.alias.text.casefold() == name.casefold()), None)
        code = state.country if state is not None and state.kind is PartyKind.STATE else name
        if f"state:{code}" in identities.entities:
            countries.add(str(code))
            found.add(f"state:{code}")
        keys |= found
        if not found:
            unmatched.append(name)
    return lambda entity: entity is not None and (entity.key in keys or entity.country in countries), tuple(unmatched)


def scope(options: NoteOptions, undated: int, unmatched: tuple[str, ...]) -> Scope:
    words = ["all documents" if options.query is None else f"the documents that match “{options.query}”"]
    if options.run:
        words.append(f"of {options.run}")
    if options.since or options.until:
        words.append(" ".join(f"{w} {d}" for w, d in (("from", options.since), ("to", options.until)) if d))
    if options.parties:
        words.append(f"as far as they concern {phrases.listed(options.parties, most=9)}")
    told = phrases.sentence(" ".join(words))
    if undated:
        told += f" {phrases.sentence(phrases.count(undated, 'document') + ' without a date left out')}"
    if unmatched:
        told += f" No document names {phrases.listed(unmatched, most=9)}."
    return Scope(
        run=options.run,
        query=options.query,
        since=options.since,
        until=options.until,
        parties=options.parties,
        template=options.template.name,
        words=told,
    )


def tally(flows: dict[str, Weighed], desk: Desk, gaps: int) -> Tally:
    documents = len(desk.documents)
    roots = len({desk.origins.root(r.id) for r in desk.documents})
    stories = len({desk.origins.story(r.id) for r in desk.documents})
    telling = len({r.id for w in flows.values() for r, _ in w.movement.members})
    claims = sum(len(f.claims) for w in flows.values() for _, f in w.movement.members)
    words = f"{phrases.count(documents, 'document')}"
    if stories < documents:
        words += f" in {phrases.count(stories, 'story', 'stories')}"
    if roots < documents:
        words += f", {phrases.count(documents - roots, 'of them a copy', 'of them copies')}"
    if flows:
        told = phrases.count(telling, "tells", "tell")
        words += f"; {told} of {phrases.count(len(flows), 'movement')} of arms in {phrases.count(claims, 'claim')}"
    elif documents:
        words += "; none tells of a movement of arms"
    if gaps:
        words += f"; {phrases.count(gaps, 'document')} not read or not read in full"
    return Tally(
        documents=documents,
        roots=roots,
        stories=stories,
        with_flows=telling,
        flows=len(flows),
        claims=claims,
        gaps=gaps,
        undated=sum(r.day is None for r in desk.documents),
        words=phrases.sentence(words),
    )


def legend(options: NoteOptions) -> tuple[Legend, ...]:
    """The table of strength words, and what the numbers and labels mean."""
    terms = {
        "independent root": "one origin of a claim, however many documents carry it: copies of one text, and all who "
        "speak for one state or organisation, are one root; what a document says in its own voice, and unnamed "
        "officials, add none beside somebody who says so by name",
        "items as told in the article": "materiel that the article tells of the movement, and that the cited words of "
        "a voice do not hold; it is put in nobody's mouth",
        "one movement": "the same supplier, recipient and stage family (planned, delivered, halted) with materiel that "
        f"does not differ, told without a gap of more than {options.window} days; planned and delivered stay apart",
        "[D3 S12]": "the twelfth sentence of the third document of the list of sources",
        "said to, may": "an assertion and a suspicion of those who are named; neither is a finding of this note",
    }
    return (*table(), *(Legend(word=word, meaning=meaning) for word, meaning in terms.items()))
