"""The sections of voices: quotations by speaker, warnings by issuer, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from summarizer.note.model import NoteQuote, NoteWarning, Unknown
from summarizer.note.render.blocks import Block, Bullets, Entry, Heading, Run, Tone, Words, given, listed, own
from summarizer.note.render.context import Context
from summarizer.render import wording

One = TypeVar("One")


def quotes(context: Context) -> list[Block]:
    return _grouped(context.note.quotes, _speaker, lambda quote: _quote(context, quote))


def _speaker(quote: NoteQuote) -> str:
    return f"{quote.who}, {quote.role}" if quote.role else quote.who


def _quote(context: Context, quote: NoteQuote) -> Entry:
    words: list[Words] = [(own("“"), given(stretch), own("”")) for stretch in quote.stretches]
    facts: list[Words] = [(own("fragment", Tone.QUIET),)] if quote.fragment else []
    facts += [(own(quote.first, Tone.QUIET),)] if quote.first else []
    facts += [(own("on ", Tone.QUIET), *listed([(context.flow(ref),) for ref in quote.flows]))] if quote.flows else []
    about = (own(" ("), *listed(facts, "; "), own(")")) if facts else ()
    return Entry((_id(quote.id), *listed(words, " … "), *about, *context.refs(quote.references)), quote.id)


def warnings(context: Context) -> list[Block]:
    def issuer(warning: NoteWarning) -> str:
        return context.note.name(warning.issuer) if warning.issuer else "Issuer not named"

    return _grouped(context.note.warnings, issuer, lambda warning: _warning(context, warning))


def _warning(context: Context, warning: NoteWarning) -> Entry:
    target = context.party(warning.target) if warning.target else own("nobody in particular", Tone.QUIET)
    kind = own(f"{wording.plain(warning.kind)}", Tone.STRONG)
    days = " to ".join(dict.fromkeys(day for day in (warning.first, warning.last) if day))
    when = (own(f" ({days})", Tone.QUIET),) if days else ()
    words = (_id(warning.id), kind, own(", to "), target, own(": "), given(warning.gists[0]), *when)
    others = tuple(((own("also told as: ", Tone.QUIET), given(gist)), None) for gist in warning.gists[1:])
    return Entry((*words, *context.refs(warning.references)), warning.id, others)


def unknowns(context: Context) -> list[Block]:
    return _grouped(context.note.unknowns, lambda u: wording.FLAG[u.kind], lambda u: _unknown(context, u))


def _unknown(context: Context, unknown: Unknown) -> Entry:
    cue = (own("“"), given(unknown.cue, Tone.STRONG), own("”"))
    about = (own(" on "), context.flow(unknown.flow)) if unknown.flow else ()
    words = (_id(unknown.id), *cue, *about, own(": "), given(unknown.sentence))
    return Entry((*words, *context.refs(unknown.references)), unknown.id)


def _grouped(parts: Iterable[One], name: Callable[[One], str], entry: Callable[[One], Entry]) -> list[Block]:
    """A heading for each name, in the order of its first part, and its parts below."""
    groups: dict[str, list[Entry]] = {}
    for part in parts:
        groups.setdefault(name(part), []).append(entry(part))
    found: list[Block] = []
    for title, entries in groups.items():
        found += [Heading(3, (given(title),)), Bullets(tuple(entries))]
    return found


def _id(ref: str) -> Run:
    return own(f"{ref} ", Tone.QUIET)
