"""Words for offices: what makes a phrase one, when it is one of a state, and when two are the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.speech.frames import core, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_office(head: Token) -> bool:
    """Whether a phrase holds a word for somebody who speaks for an office."""
    return any(t.lower_ in words("people", "office") or t.lower_ in words("offices", "nameless") for t in core(head))


def is_national(head: Token) -> bool:
    """Whether an office is one of a state: "the foreign minister", "the army's chief of staff"."""
    plain = {t.lower_ for t in core(head)}
    spokes = head.lower_.startswith("spokes") and bool(plain & {"government", "military", "army", "presidential"})
    return head.lower_ in words("offices", "national") or spokes or (head.lower_ == "chief" and "staff" in plain)


def same_office(head: Token, role: str) -> bool:
    """Whether a role is one that the phrase may call by another word: "the general" for "Lt. Gen.", "the lawmaker"
    for "senator", "the official" for "deputy minister"."""
    held = set(role.lower().replace("-", " ").replace(".", "").split())
    return any(head.lower_ in row[0] and held & row[1] for row in _kin())


@cache
def _kin() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """What an office is called again, and the words of the roles that it is said of."""
    rows = load_table("speech")["kin"].values()
    return tuple((frozenset(row["called"]), frozenset(row["roles"])) for row in rows)


def same_portfolio(head: Token, role: str) -> bool:
    """Whether a phrase and a role do not tell two offices of one name ("foreign minister", "defence minister")."""
    one = {t.lower_.replace("defense", "defence") for t in core(head)} & words("offices", "portfolios")
    other = set(role.lower().replace("defense", "defence").split()) & words("offices", "portfolios")
    return not one or not other or bool(one & other)
