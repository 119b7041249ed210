"""The sections of voices: quotations by speaker, warnings by issuer, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from summarizer.note.model import NoteQuote, NoteWarning, Unknown
from summarizer.note.render.blocks import Block, Bullets, Entry, Heading, Run, Tone, Words, given, listed, own
from summarizer.note.render.context import Context
from summarizer.render import wording
from summarizer.schema import WarningKind

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
    def issuer(same: Sequence[NoteWarning]) -> str:
        return context.note.name(same[0].issuer) if same[0].issuer else "Issuer not named"

    return _grouped(_one_sentence(context.note.warnings), issuer, lambda same: _warning(context, same))


def _one_sentence(found: Iterable[NoteWarning]) -> list[list[NoteWarning]]:
    """Warnings that one issuer gives in the very same sentences stand as one, with all their kinds and targets."""
    places: dict[tuple[object, ...], list[NoteWarning]] = {}
    for warning in found:
        cited = frozenset((r.document, r.sentences) for r in warning.references)
        places.setdefault((warning.issuer, cited), []).append(warning)
    return list(places.values())


def _warning(context: Context, same: Sequence[NoteWarning]) -> Entry:
    first = same[0]
    days = " to ".join(dict.fromkeys(day for w in same for day in (w.first, w.last) if day))
    when = (own(f" ({days})", Tone.QUIET),) if days else ()
    words = (_id(", ".join(w.id for w in same)), *_aims(context, same), own(": "), given(first.gists[0]), *when)
    gists = list(dict.fromkeys(gist for w in same for gist in w.gists))[1:]
    others = [((own("also told as: ", Tone.QUIET), given(gist)), None) for gist in gists]
    return Entry((*words, *context.refs(first.references)), first.id, tuple(others))


def _aims(context: Context, same: Sequence[NoteWarning]) -> Words:
    """Of which kind, to whom: "demand, risk, to Norland"; one after the other where both differ."""
    targets = list(dict.fromkeys(w.target for w in same))
    kinds = list(dict.fromkeys(w.kind for w in same))
    if len(targets) == 1 or len(kinds) == 1:
        return _aim(context, kinds, [t for t in targets if t] or targets)
    aims = {t: [w.kind for w in same if w.target == t] for t in sorted(targets, key=lambda t: t is None)}
    return listed([_aim(context, told, [target]) for target, told in aims.items()], "; ")


def _aim(context: Context, kinds: Sequence[WarningKind], targets: Sequence[str | None]) -> Words:
    named: list[Words] = [(context.party(t) if t else own("nobody in particular", Tone.QUIET),) for t in targets]
    what = ", ".join(wording.plain(kind) for kind in dict.fromkeys(kinds))
    return own(what, Tone.STRONG), own(", to "), *listed(named, " and ")


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
