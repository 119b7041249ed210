"""Quotations: pairing the marks of a paragraph, and carrying a quotation from one paragraph to the next.

Double marks (straight, curly, low-high, guillemets, the doubled single marks of old wire copy) pair even when a text
mixes them. Single marks count only when a pair really quotes: most of them are apostrophes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from summarizer.segment.marks import Family, Mark, Role, marks_of
from summarizer.segment.model import Quotation, Sentence


@dataclass(slots=True)
class Stretch:
    """The words `text[start:end]` inside a pair of marks. `opened_at` is the offset of the opening mark, or None
    when the paragraph before it left the quotation open and no mark opens it again."""

    start: int
    end: int
    symbol: str
    family: Family
    opened_at: int | None
    closed: bool = False
    parent: Stretch | None = None
    dropped: bool = False
    continues: Stretch | None = None


@dataclass(slots=True)
class Quoted:
    """All stretches of a text in order, and the offsets of the marks that open and close them."""

    stretches: list[Stretch] = field(default_factory=list)
    opening: set[int] = field(default_factory=set)
    closing: set[int] = field(default_factory=set)


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> Quoted:
    """Pair the quotation marks of a text, paragraph by paragraph, in linear time."""
    found = Quoted()
    pending: Stretch | None = None
    for at, (start, end) in enumerate(paragraphs):
        following = text[paragraphs[at + 1][0]] if at + 1 < len(paragraphs) else ""
        pairing = _Paragraph(text, start, end, following, pending)
        pairing.run()
        kept = [s for s in pairing.stretches if not s.dropped and s.start < s.end]
        found.stretches += kept
        found.opening.update(s.opened_at for s in kept if s.opened_at is not None)
        found.closing |= pairing.closing
        left_open = [s for s in kept if not s.closed and s.end == end]
        pending = left_open[-1] if left_open else None
    found.stretches.sort(key=lambda s: (s.start, -s.end))
    return found


def number_quotations(stretches: list[Stretch], sentences: list[Sentence]) -> tuple[Quotation, ...]:
    """Give stretches (sorted by start, longest first) their numbers, their enclosing quotation and their sentences."""
    numbers = {id(s): n for n, s in enumerate(stretches, 1)}
    starts = [s.start for s in sentences]
    ends = [s.end for s in sentences]
    around: list[Stretch] = []
    found = []
    for stretch in stretches:
        while around and around[-1].end <= stretch.start:
            around.pop()
        first, last = bisect_right(ends, stretch.start), bisect_left(starts, stretch.end)
        found.append(
            Quotation(
                number=numbers[id(stretch)],
                start=stretch.start,
                end=stretch.end,
                closed=stretch.closed,
                sentences=tuple(range(first + 1, last + 1)),
                continues=numbers.get(id(stretch.continues)),
                inside=numbers[id(around[-1])] if around else None,
            )
        )
        around.append(stretch)
    return tuple(found)


class _Paragraph:
    """The marks of one paragraph, paired with a stack."""

    def __init__(self, text: str, start: int, end: int, following: str, pending: Stretch | None) -> None:
        self.text, self.start, self.end = text, start, end
        self.following = following
        self.pending = pending
        self.stack: list[Stretch] = []
        self.stretches: list[Stretch] = []
        self.closing: set[int] = set()

    def run(self) -> None:
        marks = marks_of(self.text, self.start, self.end)
        for at, mark in enumerate(marks):
            self._take(mark, marks, at)
        self._finish()

    def _take(self, mark: Mark, marks: list[Mark], at: int) -> None:
        partner = self._partner(mark)
        if mark.family is Family.SINGLE:
            if partner and mark.may_close and not _is_possessive(mark, marks, at):
                self._close(partner, mark)
            elif mark.may_open and (partner is None or not mark.may_close):
                self._open(mark)
            return
        role = mark.role(partner is not None)
        if role is Role.CLOSE and mark.after_digit and self._open_doubles() < 2 and _next_closes(marks, at):
            return
        if role is Role.OPEN:
            self._open(mark)
        elif role is Role.CLOSE and partner:
            self._close(partner, mark)
        elif role is Role.CLOSE and self.pending and mark.symbol in _PARTNERS.get(self.pending.symbol, ""):
            self._carry_on(mark)
        self.pending = None

    def _partner(self, mark: Mark) -> Stretch | None:
        """The innermost open stretch that this mark could close."""
        for stretch in self.stack[: -_DEEPEST - 1 : -1]:
            if mark.symbol in _PARTNERS[stretch.symbol]:
                return stretch
            if mark.family is Family.SINGLE and stretch.family is not Family.SINGLE:
                return None
        return None

    def _open_doubles(self) -> int:
        return sum(s.family is Family.DOUBLE for s in self.stack[-4:])

    def _open(self, mark: Mark) -> None:
        start = mark.end
        while start < self.end and self.text[start].isspace():
            start += 1
        stretch = Stretch(start, self.end, mark.symbol, mark.family, mark.start)
        stretch.parent = self.stack[-1] if self.stack else None
        if self.pending and mark.start == self.start and mark.symbol == self.pending.symbol:
            stretch.continues = self.pending
        self.stack.append(stretch)
        self.stretches.append(stretch)

    def _close(self, partner: Stretch, mark: Mark) -> None:
        while self.stack[-1] is not partner:
            self._leave_open(self.stack.pop(), self._trimmed(mark.start))
        self.stack.pop()
        partner.end, partner.closed = self._trimmed(mark.start), True
        self.closing.add(mark.start)

    def _carry_on(self, mark: Mark) -> None:
        """The paragraph before was left open, and this mark closes it without a mark that opens it again."""
        assert self.pending is not None
        for stretch in self.stack:
            self._leave_open(stretch, self._trimmed(mark.start))
        self.stack.clear()
        end = self._trimmed(mark.start)
        carried = Stretch(self.start, end, self.pending.symbol, mark.family, None, True, continues=self.pending)
        self.stretches.append(carried)
        self.closing.add(mark.start)

    def _finish(self) -> None:
        for stretch in self.stack:
            continued = stretch.symbol == "‘" == self.following and stretch.opened_at == self.start
            if continued:
                stretch.end = self.end
            else:
                self._leave_open(stretch, self.end)
        self._end_at_next_opening()

    def _leave_open(self, stretch: Stretch, end: int) -> None:
        """A single mark that nothing closes was an apostrophe; a double one ends here, unclosed."""
        stretch.end = end
        stretch.dropped = stretch.family is Family.SINGLE

    def _end_at_next_opening(self) -> None:
        """An unclosed stretch ends where the same kind of mark opens another one directly inside it."""
        first: dict[int, int] = {}
        for child in self.stretches:
            parent = child.parent
            while parent is not None and parent.dropped:
                parent = parent.parent
            child.parent = parent
            if parent is None or parent.closed or child.dropped or child.family is not parent.family:
                continue
            if child.opened_at is not None:
                first.setdefault(id(parent), child.opened_at)
        for stretch in self.stretches:
            if id(stretch) in first:
                stretch.end = self._trimmed(first[id(stretch)])

    def _trimmed(self, end: int) -> int:
        while end > self.start and self.text[end - 1].isspace():
            end -= 1
        return end


_DEEPEST = 12
"""How many open stretches a mark is tried against; no text nests deeper."""

_PARTNERS = {
    '"': '"”',
    "“": '”"“',
    "”": "”",
    "‟": "”",
    "„": '“”"',
    "``": "''\"”",
    "''": "''",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
    "「": "」",
    "『": "』",
}
"""Opening mark -> the marks that may close it."""


def _is_possessive(mark: Mark, marks: list[Mark], at: int) -> bool:
    """Whether an apostrophe after a plural ("soldiers’ rifles") would be taken for the closing mark."""
    if not mark.after_s or not mark.before_word:
        return False
    for later in marks[at + 1 : at + 12]:
        if later.family is not Family.SINGLE or (later.may_open and not later.may_close):
            return False
        if later.may_close and not (later.after_s and later.before_word):
            return True
    return False


def _next_closes(marks: list[Mark], at: int) -> bool:
    """Whether the next double mark closes, so that this one, after a digit, stands for inches."""
    for later in marks[at + 1 : at + 12]:
        if later.family is not Family.SINGLE:
            return later.symbol in '"”' and later.may_close and not later.may_open
    return False
