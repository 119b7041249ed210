"""Warnings: who threatens, demands or alerts, whom it addresses, and in which sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from summarizer.annotate.model import Attribution, PartyCandidate, WarningCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.addressees import Hit, Scene
from summarizer.annotate.speech.reading import read
from summarizer.annotate.warnings.demands import demands_in
from summarizer.annotate.warnings.issuers import together
from summarizer.annotate.warnings.risks import risks_in
from summarizer.annotate.warnings.sanctions import sanctions_in
from summarizer.annotate.warnings.threats import consequences_in
from summarizer.schema import WarningKind

NEAR = 2
"""Sentences within which repeated wording without an addressee is taken for the same warning."""
MOST = 4
"""Demands that one sentence is taken to make, of several states by several others."""
COMMON = 2
"""Content words that two such sentences further apart must share."""


def find_warnings(
    parsed: Parsed, parties: tuple[PartyCandidate, ...], attributions: tuple[Attribution, ...]
) -> tuple[WarningCandidate, ...]:
    """The warnings of a text in text order, one per kind, issuer, target and matter.

    What the outlet says in its own voice warns nobody, nor does a heading without a claimant.
    """
    reading = read(parsed, parties)
    by_sentence = {a.sentence: a for a in attributions}
    hits: list[Hit] = []
    for sentence in parsed:
        attribution = by_sentence.get(sentence.number)
        if attribution is not None or not sentence.sentence.heading:
            hits += _in_sentence(Scene(reading, sentence, attribution))
    return tuple(_candidate(number, group) for number, group in enumerate(_merged(parsed, hits), start=1))


def _in_sentence(scene: Scene) -> Iterator[Hit]:
    demands = list(demands_in(scene))[:MOST]
    asked = next((hit.target for hit in demands if hit.target is not None), None)
    sanctions = list(sanctions_in(scene))
    demander = demands[0].issuer if demands else None
    consequences = list(consequences_in(scene, asked, demander, sanctions=bool(sanctions)))
    found = [*demands, *sanctions, *consequences]
    risks = list(risks_in(scene, bool(found), all(hit.kind is WarningKind.DEMAND for hit in found)))
    yield from found
    for hit in [hit for hit in (*sanctions, *consequences, *risks) if hit.issuer is not None]:
        joined = together(scene, hit.issuer or 0)
        known = {h.issuer for h in found if h.kind is hit.kind}
        yield from (replace(hit, issuer=n) for n in joined if n not in known and n != hit.target)


def _merged(parsed: Parsed, hits: Iterable[Hit]) -> list[list[Hit]]:
    groups: list[list[Hit]] = []
    for hit in hits:
        group = next((g for g in groups if _repeats(parsed, g, hit)), None)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    return groups


def _repeats(parsed: Parsed, group: list[Hit], hit: Hit) -> bool:
    """Whether a hit says again what a group says: same kind, issuer and target, or the same matter without target."""
    first, last = group[0], group[-1]
    if (first.kind, first.issuer) != (hit.kind, hit.issuer):
        return False
    targets = {h.target for h in group} | {hit.target}
    if len(targets - {None}) > 1:
        return False
    if None not in targets:
        return True
    if hit.kind is WarningKind.DEMAND and len(targets) > 1 and hit.sentence == last.sentence:
        return False
    if hit.kind is WarningKind.SANCTIONS:
        return True
    near = hit.sentence - last.sentence <= NEAR
    return near or (len(targets) == 1 and len(_content(parsed, last) & _content(parsed, hit)) >= COMMON)


def _content(parsed: Parsed, hit: Hit) -> set[str]:
    doc = parsed.sentence(hit.sentence).doc
    return {t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "VERB") and not t.is_stop and not t.ent_type_}


def _candidate(number: int, group: list[Hit]) -> WarningCandidate:
    target = next((h.target for h in group if h.target is not None), None)
    evidence = tuple(sorted({h.sentence for h in group}))
    doubts = group[0].doubts.intersection(*(h.doubts for h in group[1:]))
    return WarningCandidate(number, WarningKind(group[0].kind), group[0].issuer, target, evidence, doubts)
