"""Authors of posts and letters, and signatories: made parties of the text under the name that the form gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.accounts import OFFICE, Post
from summarizer.annotate.speech.letters import own_words
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import PartyKind

ENDS = re.compile(r"^[^\w(]+|[^\w).]+$")
NARROW = frozenset({PartyKind.STATE, PartyKind.OTHER, PartyKind.PERSON})
"""Kinds of a party that is named inside an account's name, and that the account need not be."""
Cast = tuple[tuple[PartyCandidate, ...], tuple[PartyCandidate, ...]]


def with_authors(parsed: Parsed, parties: tuple[PartyCandidate, ...], bystanders: tuple[PartyCandidate, ...]) -> Cast:
    """The parties and bystanders of a text, the official authors of its posts or letter among the parties.

    An author that a party or bystander is named for in full is that one; others are parties of their own.
    """
    posts = [post for post in own_words(parsed) if post.official]
    named: dict[str, list[Post]] = {}
    for post in posts:
        named.setdefault(_name(parsed, post), []).append(post)
    cast, rest = list(parties), list(bystanders)
    for name, own in named.items():
        if name:
            _enrol(parsed, name, own, cast, rest)
    if cast == list(parties):
        return parties, bystanders
    cast.sort(key=lambda p: min((m.start for m in p.mentions), default=0))
    everyone = tuple(replace(p, number=number) for number, p in enumerate((*cast, *rest), start=1))
    return everyone[: len(cast)], everyone[len(cast) :]


def _name(parsed: Parsed, post: Post) -> str:
    return ENDS.sub("", parsed.text[post.author[0] : post.author[1]].split(" | ")[0]).strip()


def _enrol(
    parsed: Parsed, name: str, own: Sequence[Post], cast: list[PartyCandidate], rest: list[PartyCandidate]
) -> None:
    """Put the author among the cast, with a mention for the head of each of the posts."""
    mentions = []
    for post in own:
        start = parsed.text.index(name, post.author[0])
        mentions.append(Mention(start, start + len(name), post.heads[0]))
    for people in (cast, rest):
        for at, party in enumerate(people):
            if not _is_named_for(parsed, party, mentions, name):
                continue
            kept = [m for m in party.mentions if not _inside(m, mentions)]
            full = replace(party, mentions=tuple(sorted([*kept, *mentions], key=lambda m: m.start)))
            people.pop(at)
            cast.append(_in_office(full, name, own[0]))
            return
    body = _is_body(name)
    inside = [p for p in cast if p.kind is PartyKind.STATE and any(_inside(m, mentions) for m in p.mentions)]
    country = inside[0].country if inside else None
    kind = PartyKind.GOVERNMENT_BODY if body else PartyKind.OFFICIAL
    key = f"{'body' if body else 'person'}:{name.casefold().replace(' ', '-')}"
    cast.append(PartyCandidate(0, key, name, kind, country, None, tuple(mentions)))


def _is_body(name: str) -> bool:
    """Whether a name is that of a body: a word for one stands in it, or capitals that shorten one."""
    person = re.match(r"(?:Minister|President|Ambassador|Senator|Governor|Secretary|Chancellor)\b(?! of\b)", name)
    return OFFICE.search(name) is not None and person is None


def _is_named_for(parsed: Parsed, party: PartyCandidate, heads: Sequence[Mention], name: str) -> bool:
    """Whether a party is the author: its name is the author's, or it is a body or person named at the head of it."""
    if party.name == name or name in party.aliases:
        return True
    inside = [m for m in party.mentions if _inside(m, heads)]
    whole = any(m.start == h.start and m.end == h.end for m in inside for h in heads)
    if whole:
        return True
    leads = any(m.start == h.start and m.end - m.start > (h.end - h.start) // 2 for m in inside for h in heads)
    surname = party.kind in PERSONS and any(h.end == m.end for m in inside for h in heads)
    return surname or (leads and party.kind not in NARROW)


def _inside(mention: Mention, heads: Sequence[Mention]) -> bool:
    return any(h.start <= mention.start and mention.end <= h.end for h in heads)


def _in_office(party: PartyCandidate, name: str, post: Post) -> PartyCandidate:
    """The author with the kind that the head of the post shows when the party's own says nothing."""
    if party.kind not in (PartyKind.OTHER, PartyKind.PERSON, PartyKind.OFFICIAL) or not post.official:
        return party
    if _is_body(name):
        return replace(party, kind=PartyKind.GOVERNMENT_BODY, name=name)
    return replace(party, kind=PartyKind.OFFICIAL)
