"""The last sections: what was not read, who is who, the documents themselves, and what the words mean."""

from __future__ import annotations

from summarizer.note.model import Gap, NoteParty, Source
from summarizer.note.render.blocks import Block, Bullets, Entry, Row, Table, Tone, Words, given, listed, own
from summarizer.note.render.context import Context
from summarizer.render import wording


def gaps(context: Context) -> list[Block]:
    if not context.note.gaps:
        return []
    rows = tuple(_gap(context, gap) for gap in context.note.gaps)
    return [Table("What was not read", ("", "What", "Why"), rows, (3, 10, 12))]


def _gap(context: Context, gap: Gap) -> Row:
    where: Words = (given(gap.location),)
    if gap.document:
        where = (*where, own(" ("), context.document(gap.document), own(")"))
    return Row((((own(gap.kind.value, Tone.STRONG),),), (where,), ((given(gap.reason),),)))


def parties(context: Context) -> list[Block]:
    return [Bullets(tuple(_party(context, p) for p in context.note.parties))] if context.note.parties else []


def _party(context: Context, party: NoteParty) -> Entry:
    known = [wording.plain(party.kind), party.country, party.role]
    facts = given(f"({', '.join(fact for fact in known if fact)})")
    also = [name for name in party.names if name != party.name]
    names = (own("; also "), *listed([(own("“"), given(name), own("”")) for name in also])) if also else ()
    where = listed([(context.document(ref),) for ref in party.documents])
    words = (own(f"{party.id} ", Tone.QUIET), given(party.name, Tone.STRONG), own(" "), facts, *names)
    more = tuple(((given(j.text, Tone.QUIET), *context.refs(j.references)), None) for j in party.joins)
    return Entry((*words, own("; in "), *where), party.id, more)


def sources(context: Context) -> list[Block]:
    return [Bullets(tuple(_source(s) for s in context.note.sources), evidence=True)] if context.note.sources else []


def _source(source: Source) -> Entry:
    known = [source.outlet if source.title else None, source.published or "undated", source.url]
    facts = "; ".join(fact for fact in known if fact)
    words = (own(f"{source.id} ", Tone.STRONG), given(source.name, Tone.STRONG), own(" "), given(f"({facts})"))
    more: list[tuple[Words, str | None]] = [((given(_made(source), Tone.QUIET),), None)]
    if source.tie:
        more.append(((own(f"not an independent root ({source.root}): ", Tone.QUIET), given(source.tie)), None))
    if not source.complete:
        more.append(((own("read only in part; silence about the rest means nothing", Tone.STRONG),), None))
    if not source.cited:
        more.append(((own("nothing of it is used in this note", Tone.QUIET),), None))
    more += [
        ((own(f"S{p.number} ", Tone.REFERENCE), given(p.text)), f"{source.id}-S{p.number}") for p in source.sentences
    ]
    return Entry(words, source.id, tuple(more))


def _made(source: Source) -> str:
    found = f"found at {', '.join(source.locations)}; " if source.locations else ""
    model = f", model {source.model}" if source.model else ""
    return f"{found}sha256 {source.sha256}; read by {source.engine}{model}"


def legend(context: Context) -> list[Block]:
    if not context.note.legend:
        return []
    rows = tuple(Row((((given(one.word, Tone.STRONG),),), ((given(one.meaning),),))) for one in context.note.legend)
    return [Table("What the words mean", ("Word", "Meaning"), rows, (1, 4))]
