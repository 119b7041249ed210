"""How a movement is drawn: line style by stance, width by independent roots, a mark where somebody objects.

Solid is asserted, dashed is suspected, dotted is affirmed by nobody. A cross says that somebody denies it, a ring that
somebody finds no evidence. Colours only repeat what the style says.
"""

from __future__ import annotations

from summarizer.note.model import Note, NoteFlow, Standing
from summarizer.note.render.picture import Dash, Disc, Ink, Point, Shape, Stroke
from summarizer.render.wording import count

WIDEST = 5
"""From this many roots on, lines are all equally wide."""
REACH = 4.5
"""From the middle of a mark to its edge, in pixels."""
HEAD = 9
"""Length of an arrowhead."""


def line_width(roots: int) -> float:
    """1.5 pixels for one root (or none), 1.25 more for each further one."""
    return 1.5 + 1.25 * (min(max(roots, 1), WIDEST) - 1)


def style(standing: Standing) -> tuple[Dash, Ink]:
    if standing.asserts:
        return Dash.SOLID, Ink.ASSERTED
    if standing.suspects:
        return Dash.DASHED, Ink.SUSPECTED
    return Dash.DOTTED, Ink.DENIED


def marks(standing: Standing, at: Point) -> tuple[Shape, ...]:
    """The objections to a movement, side by side on its line from `at` on."""
    x, y = at
    shown: list[Shape] = []
    if standing.denies:
        shown.extend(cross((x, y)))
        x += 3 * REACH
    if standing.finds_no_evidence:
        shown.append(Disc((x, y), REACH, Ink.DENIED, Ink.PAPER))
    return tuple(shown)


def cross(at: Point, reach: float = REACH) -> tuple[Shape, ...]:
    """A cross on a patch of paper, so that it stays one on a thick line."""
    x, y = at
    patch = Disc(at, reach + 1.5, Ink.PAPER, Ink.PAPER)
    falling = Stroke((x - reach, y - reach), ((x + reach, y + reach),), Ink.DENIED, 2)
    rising = Stroke((x - reach, y + reach), ((x + reach, y - reach),), Ink.DENIED, 2)
    return patch, falling, rising


def arrowhead(at: Point, ink: Ink) -> Stroke:
    """A filled triangle with its point at `at`, pointing right."""
    x, y = at
    return Stroke(at, ((x - HEAD, y - 4.5), (x - HEAD, y + 4.5)), None, fill=ink)


def best(note: Note, most: int) -> tuple[NoteFlow, ...]:
    """The best supported movements, at most `most`, in the order of the note."""
    chosen = sorted(note.flows, key=lambda f: (-f.roots, -len(f.claims), int(f.id[1:])))[:most]
    return tuple(sorted(chosen, key=lambda f: int(f.id[1:])))


def left_out(note: Note, most: int) -> str | None:
    """What a picture says about the others; None when it shows all."""
    others = len(note.flows) - most
    return f"and {count(others, 'more movement')}, none of them better supported" if others > 0 else None


def roots_of(flow: NoteFlow) -> int:
    """Independent roots that the width shows: of those who affirm, else of those who speak at all."""
    standing = flow.standing
    return flow.roots or max(standing.denies, standing.finds_no_evidence)


def standing_words(standing: Standing) -> str:
    """Every stance with its roots: "asserted by 2 independent roots, denied by 1"."""
    words = (
        (standing.asserts, "asserted"),
        (standing.suspects, "suspected"),
        (standing.denies, "denied"),
        (standing.finds_no_evidence, "no evidence found"),
    )
    told = [(roots, word) for roots, word in words if roots]
    first = [f"{word} by {roots} independent {'root' if roots == 1 else 'roots'}" for roots, word in told[:1]]
    return ", ".join([*first, *(f"{word} by {roots}" for roots, word in told[1:])])
