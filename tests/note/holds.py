"""Whether a note says anything that the briefs it cites do not: an independent walk over every composed sentence.

Names (words with a capital), figures, number words and quoted stretches of a sentence must stand in the sentences or
in the brief parts that its references name. Counts of documents and roots are the note's own, and are told apart by
the noun that follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer.note.model import Note, Reference
from summarizer.schema import Brief
from tests.note.reports import Filed

NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty hundred thousand million billion dozen"
).split()
_NOUNS = "independent roots?|documents?|others?|further|articles?|roots?|outlets?"
COUNTED = re.compile(rf"\b(?:\d+|no|{'|'.join(NUMBER_WORDS)}) (?:{_NOUNS})\b", re.IGNORECASE)
LABELS = re.compile(r"\b[DFXQWUP]\d+\b")
OWN = frozenset("a the an talks nobody that what media unnamed all no none both".split())
"""Words that open a sentence of the templates."""


def problems(note: Note, records: Iterable[Filed]) -> list[str]:
    """Every word of a composed sentence that nothing it cites holds."""
    briefs = {r.brief.document.sha256: r.brief for r in records}
    found = []
    for text, references in composed(note):
        allowed = " ".join(_grounds(note, briefs, references))
        found += [f"{text!r}: {word!r} stands in nothing that it cites" for word in _strange(text, allowed)]
    return found


def composed(note: Note) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """Every sentence that the program wrote, with what it cites."""
    for judgement in note.headline:
        yield judgement.text, judgement.references
        yield from ((line.text, line.references) for line in judgement.lines)
    for conflict in note.conflicts:
        cited = tuple(r for side in conflict.sides for r in side.references)
        yield conflict.text, cited
        yield from ((f"{side.who}: {side.words}", side.references) for side in conflict.sides)
    for flow in note.flows:
        if flow.circular is not None:
            yield flow.circular.text, flow.circular.references
        yield from ((claim.who, claim.references) for claim in flow.claims)
        yield from ((f"{item.quantity or ''} {item.words}", item.references) for item in flow.items)
    for quote in note.quotes:
        yield f"{quote.who} {quote.role or ''}", quote.references
        yield from ((f"“{stretch}”", quote.references) for stretch in quote.stretches)
    for warning in note.warnings:
        yield from ((gist, warning.references) for gist in warning.gists)
    for unknown in note.unknowns:
        yield f"“{unknown.cue}” “{unknown.sentence}”", unknown.references


def _strange(text: str, allowed: str) -> Iterator[str]:
    held = _folded(allowed)
    for stretch in re.findall(r"“([^”]*)”", text):
        if _folded(stretch) not in held:
            yield stretch
    plain = LABELS.sub(" ", COUNTED.sub(" ", re.sub(r"“[^”]*”", " ", text)))
    words = set(re.findall(r"\w+", held))
    for number, match in enumerate(re.finditer(r"[\w’'-]+", plain)):
        word = match.group()
        telling = word[0].isupper() or any(c.isdigit() for c in word) or word.lower() in NUMBER_WORDS
        if not telling or (number == 0 and word.lower() in OWN):
            continue
        if not set(re.findall(r"\w+", _folded(word))) <= words | {"s"}:
            yield word


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _grounds(note: Note, briefs: dict[str, Brief], references: Iterable[Reference]) -> Iterator[str]:
    for reference in references:
        source = note.source(reference.document)
        yield from (source.sentence(n) for n in reference.sentences)
        yield from _part(note, reference.document, briefs[source.sha256], reference.part)


def _part(note: Note, document: str, brief: Brief, part: str) -> Iterator[str]:
    """The words of one part of a brief; of its parties all names, also those that other documents give."""
    sort, number = part[0], int(part[1:].partition(".")[0])
    parties: list[str | None] = []
    if sort == "F":
        flow = next(f for f in brief.arms_flows if f.id == f"F{number}")
        parties = [flow.supplier, flow.recipient, *(p for c in flow.claims for p in (c.claimant, c.reported_by))]
        for item in flow.items:
            yield f"{item.span.text} {item.quantity.text if item.quantity else ''}"
    elif sort == "Q":
        quote = next(q for q in brief.official_quotes if q.id == part)
        parties = [quote.speaker]
        yield f"{quote.speaker_name or ''} {quote.speaker_role or ''} " + " ".join(s.text for s in quote.spans)
    elif sort == "W":
        warning = next(w for w in brief.warnings if w.id == part)
        parties = [warning.issuer, warning.target]
        yield warning.gist
    elif sort == "U":
        yield brief.uncertainty[number - 1].sentence.text
    for party in (p for p in brief.parties if p.id in parties):
        yield f"{party.name} {party.role or ''}"
        for known in note.parties:
            if document in known.documents and party.name in known.names:
                yield f"{' '.join(known.names)} {known.role or ''}"
    if brief.document.outlet:
        yield brief.document.outlet
