"""Ties in words."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.stories.copies import Overlap
from summarizer.stories.credit import folded
from summarizer.stories.links import Likeness
from summarizer.stories.model import SharedQuote, TieKind
from summarizer.stories.sketch import Sketch
from summarizer.stories.words import words

LONGEST = 90
"""Characters of a quotation that an explanation repeats."""

MOST_NAMED = 5


def why(
    earlier: Sketch, later: Sketch, copied: Overlap | None, quoted: Sequence[SharedQuote], like: Likeness | None
) -> str:
    """Why two documents are tied: a clause whose subject is the later one."""
    parts = []
    other = earlier.outlet or (f"“{earlier.title}”" if earlier.title else earlier.document[:12])
    if copied is not None:
        parts.append(_copied(earlier, later, copied, other))
    elif like is not None:
        parts.append(f"tells the same event as {other}: {_shared(like)}")
    if quoted and (copied is None or copied.kind is TieKind.PART):
        parts += [
            _quotation(q, other if copied is None and like is None and n == 0 else "") for n, q in enumerate(quoted[:2])
        ]
    parts += _credits(earlier, later)
    return "; ".join(parts)


def _copied(earlier: Sketch, later: Sketch, copied: Overlap, other: str) -> str:
    about = "about " if earlier.sampled or later.sampled else ""
    share = f"{about}{_percent(copied.share)}"
    if copied.kind is TieKind.SAME:
        return f"same text as {other}"
    if copied.kind is TieKind.NEAR:
        return f"nearly the same text as {other}: {share} of the word shingles of both stand in both"
    if copied.kind is TieKind.PART:
        return f"{copied.run} consecutive sentences are the same as in {other}"
    if len(later.shingles) >= len(earlier.shingles):
        return f"contains {other}: {share} of its word shingles stand here"
    return f"{share} of its word shingles stand in {other}"


def _percent(share: float) -> str:
    return "all" if share == 1 else f"{int(share * 100)} %"


def _shared(like: Likeness) -> str:
    named = list(like.names[:MOST_NAMED])
    more = len(like.names) - len(named)
    told = f"both name {_listed(named + ([f'{more} more'] if more else []))}"
    if like.figures:
        told += f", both give {_listed([_figure(f) for f in like.figures[:3]])}"
    if like.days is not None:
        told += {0: ", on the same day", 1: ", a day apart"}.get(like.days, f", {like.days} days apart")
    return told


def _figure(figure: str) -> str:
    value = float(figure)
    for name, size in (("billion", 1e9), ("million", 1e6)):
        if value >= size:
            return f"{value / size:g} {name}"
    return f"{value:,g}" if value < 1e6 else figure


def _quotation(shared: SharedQuote, other: str) -> str:
    said = " ".join(shared.words.split())
    if len(said) > LONGEST:
        said = said[:LONGEST].rsplit(" ", 1)[0] + " …"
    speaker = shared.speaker or shared.other_speaker
    return (
        f"shares the quotation “{said}”" + (f" of {speaker}" if speaker else "") + (f" with {other}" if other else "")
    )


def _credits(earlier: Sketch, later: Sketch) -> list[str]:
    """Credit lines, and the other document's outlet named in the text, are hints that stand beside a tie."""
    theirs, ours = {folded(c): c for c in earlier.credits}, {folded(c): c for c in later.credits}
    both = [theirs[c] for c in ours if c in theirs]
    if earlier.outlet and folded(earlier.outlet) in ours:
        return [f"credits {earlier.outlet}"]
    if later.outlet and folded(later.outlet) in theirs:
        return [f"is credited there as {later.outlet}"]
    if both:
        return [f"both credit {_listed(both)}"]
    if earlier.outlet and names_outlet(later, earlier.outlet):
        return [f"names {earlier.outlet}"]
    return []


def names_outlet(article: Sketch, outlet: str) -> bool:
    """Whether the names in an article include those of an outlet that is not its own."""
    named = [w for w in words(outlet) if len(w) > 2 and w != "the"]
    return bool(named) and article.outlet != outlet and all(w in article.facts.names for w in named)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
