"""Warnings that the network reads in a document, laid beside those that the rules found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.annotate.model import Annotations, WarningCandidate
from summarizer.judge.network import Network
from summarizer.judge.tellings import Page
from summarizer.schema import PartyKind, WarningKind

KINDS = (WarningKind.SANCTIONS, WarningKind.CONSEQUENCES, WarningKind.DEMAND, WarningKind.RISK)
"""The answers of the head in order, after a first one that means none."""
NEAR = 2
"""Sentences within which a warning of the same kind by the same party is taken for the same one."""


@dataclass(frozen=True)
class Warned:
    """Somebody warns in a sentence: party numbers, with the chance from 0 to 1 that it is this issuer and kind."""

    sentence: int
    issuer: int
    target: int | None
    kind: WarningKind
    chance: float


def warned_in(page: Page, network: Network, least: float) -> list[Warned]:
    """Who warns in one sentence, at least as likely as `least`: of each party the likeliest kind."""
    table = network.pairs("warnings", page.reading)
    found = []
    for issuer in page.slots():
        party = page.party(issuer)
        if party is None:
            continue
        others = [b for b in page.slots() if b != issuer]
        kind, target = max(
            ((k, b) for k in range(len(KINDS)) for b in others), key=lambda p: float(table[issuer, p[1]][p[0] + 1])
        )
        chance = 1.0 - float(table[issuer, target][0])
        if chance >= least:
            found.append(Warned(page.window.sentence, party, page.party(target), KINDS[kind], chance))
    return sorted(found, key=lambda w: -w.chance)


def with_warned(found: Annotations, pages: Sequence[Page], network: Network, least: float) -> Annotations:
    """The annotations with the warnings of both. A sentence in which the rules found a warning of that kind has no
    second one; what repeats a warning near by is more evidence for it."""
    warnings = list(found.warnings)
    for page in pages:
        heard: list[Warned] = []
        for warned in warned_in(page, network, least):
            known = any(w.kind is warned.kind and warned.sentence in w.evidence for w in found.warnings)
            if known or warned.sentence in found.instructions or heard or not _may_warn(found, warned.issuer):
                continue
            heard.append(warned)
            _lay(warnings, warned)
    warnings.sort(key=lambda w: min(w.evidence))
    return replace(found, warnings=tuple(replace(w, number=i) for i, w in enumerate(warnings, 1)))


def _may_warn(found: Annotations, issuer: int) -> bool:
    return found.everyone[issuer - 1].kind not in (PartyKind.MEDIA, PartyKind.COMPANY)


def _lay(warnings: list[WarningCandidate], warned: Warned) -> None:
    for i, known in enumerate(warnings):
        same = (known.kind, known.issuer) == (warned.kind, warned.issuer)
        near = min(abs(n - warned.sentence) for n in known.evidence) <= NEAR
        if same and (known.target == warned.target or (near and None in (known.target, warned.target))):
            evidence = tuple(sorted({*known.evidence, warned.sentence}))
            warnings[i] = replace(known, evidence=evidence, target=known.target or warned.target)
            return
    warnings.append(WarningCandidate(0, warned.kind, warned.issuer, warned.target, (warned.sentence,)))
