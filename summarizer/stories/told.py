"""Roots in words."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.schema import ClaimantKind, Stance
from summarizer.stories.model import ClaimRef, RootGroup

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_WITH_ARTICLE = frozenset(
    {"Netherlands", "Philippines", "Maldives", "Bahamas", "Houthis", "Taliban", "Kremlin", "Pentagon"}
)
_FIRST = ("United ", "European ", "Democratic ", "Central African ", "Dominican ", "Russian Federation", "White House")
_LAST = ("Ministry", "Department", "Council", "Government", "Republic", "Union", "Army", "Command", "Office", "Agency")

MOST_NAMED = 4
"""Roots, and voices of a root, that the sentence names."""


def sentence_of(groups: Sequence[RootGroup], echoes: Sequence[ClaimRef]) -> str:
    """How many articles there are, on how many roots they rest, and who those are."""
    saying = [g for g in groups if g.supports]
    denying = [g for g in groups if not g.supports]
    echoing = {c.document for c in echoes if c.stance in (Stance.ASSERTS, Stance.SUSPECTS)}
    parts = [_saying(saying, echoing)] if saying or echoing else []
    parts += [_denying(denying)] if denying else []
    return " ".join(parts)


def _saying(groups: Sequence[RootGroup], echoing: set[str]) -> str:
    articles = len({d for g in groups for d in g.documents} | echoing)
    many = _counted(articles, "article").capitalize()
    if len(groups) == 1:
        return f"{many}, one root: {_only(groups[0], articles, len(echoing - set(groups[0].documents)))}"
    named = [f"{_the(g.name)} ({_counted(len(g.documents), 'article')}{_kind(g)})" for g in groups[:MOST_NAMED]]
    if len(groups) > MOST_NAMED:
        named.append(f"{_number(len(groups) - MOST_NAMED)} more")
    return f"{many}, {_number(len(groups))} roots: {'; '.join(named)}."


def _only(group: RootGroup, articles: int, sourceless: int) -> str:
    """Who the one root is; `sourceless` counts the articles beside it that name nobody who says so."""
    if group.own_reporting:
        named = (
            "in its own voice"
            if all(c.claimant_kind is ClaimantKind.UNATTRIBUTED for c in group.claims)
            else "from unnamed sources"
        )
        if articles == 1:
            return f"{group.name} says so {named}."
        return f"all go back to {_the(group.name)}, which says so {named}; none reports it independently."
    what = "report" if all(c.claimant_kind is ClaimantKind.MEDIA for c in group.claims) else "statement"
    voices = sorted({c.claimant_name for c in group.claims if c.claimant_name and not c.behind} - {group.name})
    speaking = f" ({', '.join(voices[:MOST_NAMED])})" if voices else ""
    statement = (
        f"the {what} of {_the(group.name)}{speaking}" if len(voices) < 2 else f"{what}s of {_the(group.name)}{speaking}"
    )
    if articles == 1:
        return f"it rests on {statement}."
    if sourceless:
        resting = articles - sourceless
        own = "its" if sourceless == 1 else "their"
        said = f"{_number(resting)} rest{_s(resting)} on {statement}"
        return f"{said}; {_number(sourceless)} name{_s(sourceless)} no source of {own} own."
    return f"all rest on {statement}; none reports it independently."


def _denying(groups: Sequence[RootGroup]) -> str:
    parts = []
    for verb, stance in (("denied by", True), ("no evidence found by", False)):
        those = [g for g in groups if any(c.stance is Stance.DENIES for c in g.claims) is stance]
        if those:
            named = [f"{_the(g.name)} ({_counted(len(g.documents), 'article')})" for g in those]
            parts.append(f"{verb} {', '.join(named)}")
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}."


def _kind(group: RootGroup) -> str:
    return ", its own reporting" if group.own_reporting else ""


def _counted(count: int, what: str) -> str:
    return f"{_number(count)} {what}{'' if count == 1 else 's'}"


def _s(count: int) -> str:
    return "s" if count == 1 else ""


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _the(name: str) -> str:
    """The name as it stands within a sentence."""
    plain = name in _WITH_ARTICLE or name.startswith(_FIRST) or name.endswith(_LAST)
    return f"the {name}" if plain else name
