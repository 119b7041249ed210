"""Training examples for the judge, from labelled passages and documents and the development half of the gold.

    python training/examples.py --vocabulary MODEL/vocab.txt --out build/examples.jsonl

One line is one window with what it tells: `flows` [supplier, recipient, stage], `claims` [supplier, recipient,
claimant, stance], `warnings` [issuer, target, kind], parties by slot and -1 for nobody; `unsure` pairs are left out of
the loss. `flags` are the kinds of uncertainty flags of the sentence, `part` says of each slot whether it is a
party of the gold brief; both are null where nobody has marked them (passages), and so is nobody the `voice` that the
sentence quotes as an official's. The held-back half is never read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from labelled import Passage, passages

from summarizer.annotate import Annotations, annotate
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.evaluate import load_folder
from summarizer.judge.pieces import Pieces
from summarizer.judge.window import Frames, Window
from summarizer.schema import Party, PartyKind, Span, Stance
from summarizer.score.match import folded
from summarizer.segment import Segmentation, segment

NOBODY = -1
UNSEEN = -2
PRONOUNS = frozenset(
    "it its itself they them their theirs he him his she her hers we us our ours i my me who whom which that this "
    "those these both you your one each all".split()
)
MOVES = re.compile(
    r"\b(?:s[eo]nd|sent|ship|suppl|deliver|provid|transfer|sell|sold|sale|buy|bought|purchas|order|export|import|arm(?:s|ed|ing)\b"
    r"|receiv|gave|giv|donat|equip|approv|licen|contract|sign|deal|train|smuggl|seiz|intercept|block|halt|suspend|acquir"
    r"|procur|offer|request|ask|pledg|promis|negotia|talk|hand|fl(?:y|own|ew|ight)|cargo|convoy|load|land|arriv|reach|came|bound)",
    re.IGNORECASE,
)
WARNS = re.compile(
    r"\b(?:warn|threat|must|demand|urg|call|sanction|risk|should|stop|halt|refrain|consequence|price|respon|answer|danger"
    r"|alarm|blacklist|penal|retaliat|regret|cease|escalat|fear|concern|press|appeal|will)",
    re.IGNORECASE,
)

Pair = tuple[int | None, int | None]


@dataclass
class Labels:
    """What one window tells, by party number (None for nobody)."""

    flows: dict[Pair, str] = field(default_factory=dict)
    unsure: set[Pair] = field(default_factory=set)
    claims: dict[Pair, dict[int | None, str]] = field(default_factory=dict)
    quiet: set[tuple[Pair, int | None]] = field(default_factory=set)
    warnings: dict[Pair, str] = field(default_factory=dict)
    unsure_warnings: set[Pair] = field(default_factory=set)
    flags: set[str] | None = None
    part: frozenset[int] | None = None
    voice: int | None = None


def of_gold(folder: Path) -> Iterator[tuple[str, Segmentation, Annotations, str, dict[int, Labels]]]:
    for gold in load_folder(folder):
        text = gold.document.text
        segmentation = segment(text)
        found = annotate(text, segmentation)
        number = _matched(gold.brief.parties, found, text)
        starts = {s.start: s.number for s in segmentation.sentences}
        part = frozenset(number.values())
        labels = {s.number: Labels(flags=set(), part=part) for s in segmentation.sentences}
        for flag in gold.brief.uncertainty:
            for n in _places([flag.sentence], starts):
                labels[n].flags = {*(labels[n].flags or ()), flag.kind.value}
        for quote in gold.brief.official_quotes:
            for sentence in segmentation.sentences:
                if any(s.start < sentence.end and sentence.start < s.end for s in quote.spans):
                    labels[sentence.number].voice = _number(quote.speaker, number)
        for flow in gold.brief.arms_flows:
            pair = (_number(flow.supplier, number), _number(flow.recipient, number))
            for label in labels.values():
                label.unsure.add(pair)
            if UNSEEN in pair:
                continue
            for claim in flow.claims:
                for n in _places(claim.evidence, starts):
                    told = claim.stance in (Stance.ASSERTS, Stance.SUSPECTS)
                    if told or _names(found, n, pair) == 2:
                        labels[n].flows.setdefault(pair, flow.stage.value)
                    claimant = _number(claim.claimant, number)
                    held = labels[n].claims.setdefault(pair, {})
                    if claimant != UNSEEN:
                        held.setdefault(claimant, claim.stance.value)
                    else:
                        labels[n].quiet.add((pair, None))
            last = max((n for c in flow.claims for n in _places(c.evidence, starts)), default=0)
            for n in range(last + 1, min(last + 3, len(labels) + 1)):
                labels[n].claims.setdefault(pair, {})
        for warning in gold.brief.warnings:
            pair = (_number(warning.issuer, number), _number(warning.target, number))
            for n in _places(warning.evidence, starts):
                if UNSEEN in pair:
                    labels[n].unsure_warnings.add(pair)
                else:
                    labels[n].warnings.setdefault(pair, warning.kind.value)
        yield text, segmentation, found, gold.name, labels


def _places(evidence: Iterable[Span], starts: dict[int, int]) -> list[int]:
    """The numbers of the sentences that are evidence."""
    return [n for s in evidence if (n := starts.get(s.start)) is not None]


def _number(party: str | None, number: dict[str, int]) -> int | None:
    return None if party is None else number.get(party, UNSEEN)


def _matched(parties: Iterable[Party], found: Annotations, text: str) -> dict[str, int]:
    """The candidate of each gold party: the one that shares most of its names."""

    def names(words: Iterable[str]) -> set[str]:
        return {folded(w) for w in words if w}

    own = {c.number: names([c.name, *c.aliases, *(text[m.start : m.end] for m in c.mentions)]) for c in found.everyone}
    matched = {}
    for party in parties:
        wanted = names([party.name, *(m.text for m in party.mentions)])
        best = max(own, key=lambda n: len(wanted & own[n]), default=None)
        if best is not None and wanted & own[best]:
            matched[party.id] = best
    return matched


def _names(found: Annotations, sentence: int, pair: Pair) -> int:
    named = _named(found, sentence)
    return sum(n is None or n in named for n in pair)


def _named(found: Annotations, sentence: int) -> set[int]:
    return {p.number for p in found.everyone for m in p.mentions if m.sentence == sentence}


def of_passages(path: Path) -> Iterator[tuple[str, Segmentation, Annotations, str, dict[int, Labels]]]:
    for passage in passages(path):
        segmentation = segment(passage.text)
        found, number = _with_marks(annotate(passage.text, segmentation), passage, segmentation)
        labels = {s.number: Labels() for s in segmentation.sentences}
        for told in passage.flows:
            pair = (_key(told.supplier, number), _key(told.recipient, number))
            if UNSEEN in pair:
                for label in labels.values():
                    label.unsure.update([pair, (None, pair[1]), (pair[0], None)])
                continue
            best = _best(passage, segmentation, found, [*pair, _key(told.claims[0][0], number)], MOVES, passage.goods)
            for n, label in labels.items():
                label.unsure.add(pair)
                if n == best:
                    label.flows.setdefault(pair, told.stage.value)
            for who, stance in told.claims:
                claimant = _key(who, number)
                if claimant == UNSEEN:
                    labels[best].quiet.add((pair, None))
                    continue
                place = best if claimant is None else _nearest(found, claimant, best)
                for n, label in labels.items():
                    held = label.claims.setdefault(pair, {})
                    if n == place:
                        held.setdefault(claimant, stance.value)
                    else:
                        label.quiet.add((pair, claimant))
        for warned in passage.warnings:
            pair = (_key(warned.issuer, number), _key(warned.target, number))
            best = _best(passage, segmentation, found, [*pair, pair[0]], WARNS, [])
            for n, label in labels.items():
                if n == best and UNSEEN not in pair:
                    label.warnings.setdefault(pair, warned.kind.value)
                else:
                    label.unsure_warnings.add(pair)
        yield passage.text, segmentation, found, passage.name, labels


def _key(key: str | None, number: dict[str, int]) -> int | None:
    return None if key is None else number.get(key, UNSEEN)


def _with_marks(found: Annotations, passage: Passage, segmentation: Segmentation) -> tuple[Annotations, dict[str, int]]:
    """The annotator's parties with the marked ones that it did not find; and the party number of each key."""
    owner = {}
    for party in found.everyone:
        for m in party.mentions:
            for i in range(m.start, m.end):
                owner[i] = party.number
    votes: dict[str, dict[int, int]] = {}
    strange: dict[str, list[tuple[int, int]]] = {}
    for start, end, key in passage.marks:
        words = passage.text[start:end]
        if words.lower() in PRONOUNS:
            continue
        hit = [owner[i] for i in range(start, end) if i in owner]
        if hit:
            votes.setdefault(key, {})
            votes[key][hit[-1]] = votes[key].get(hit[-1], 0) + 1
        elif any(w[:1].isupper() for w in words.removeprefix("The ").split()):
            strange.setdefault(key, []).append((start, end))
    number: dict[str, int] = {}
    for key, counts in votes.items():
        number[key] = max(counts, key=lambda n: counts[n])
    # Two keys on one party cannot be told apart: the second is not seen.
    taken: set[int] = set()
    for key in list(number):
        if number[key] in taken:
            del number[key]
        else:
            taken.add(number[key])
    parties = list(found.everyone)
    for key, places in strange.items():
        mentions = tuple(Mention(s, e, _sentence(segmentation, s)) for s, e in places)
        if key in number:
            i = number[key] - 1
            parties[i] = replace(
                parties[i], mentions=tuple(sorted((*parties[i].mentions, *mentions), key=lambda m: m.start))
            )
        else:
            name = passage.text[places[0][0] : places[0][1]]
            parties.append(
                PartyCandidate(len(parties) + 1, f"marked:{key}", name, PartyKind.OTHER, None, None, mentions)
            )
            number[key] = len(parties)
    return replace(found, parties=tuple(parties), bystanders=()), number


def _sentence(segmentation: Segmentation, place: int) -> int:
    return next((s.number for s in segmentation.sentences if s.start <= place < s.end), 1)


def _best(
    passage: Passage,
    segmentation: Segmentation,
    found: Annotations,
    parties: Iterable[int | None],
    words: re.Pattern[str],
    goods: Iterable[tuple[int, int]],
) -> int:
    """The sentence that most likely tells it: who is named there, the goods, and the verbs of such matters."""
    wanted = [n for n in parties if n is not None and n != UNSEEN]

    def weight(n: int) -> float:
        s = segmentation.sentences[n - 1]
        named = _named(found, n)
        hold = any(s.start <= a < s.end for a, _ in goods)
        return sum(w in named for w in wanted) + 2.0 * hold + 1.5 * bool(words.search(passage.text[s.start : s.end]))

    return max((s.number for s in segmentation.sentences), key=lambda n: (weight(n), -n))


def _nearest(found: Annotations, party: int, sentence: int) -> int:
    """The sentence that names a party, nearest to another: that sentence itself, else after it, else before."""
    places = {m.sentence for m in found.everyone[party - 1].mentions}
    return min(places, key=lambda n: (abs(n - sentence), n < sentence), default=sentence)


def lines(
    source: str,
    text: str,
    segmentation: Segmentation,
    found: Annotations,
    name: str,
    labels: dict[int, Labels],
    pieces: Pieces,
) -> Iterator[dict[str, object]]:
    frames = Frames(text, segmentation, found)
    for window in frames.each():
        yield {"source": source, "name": name, "sentence": window.sentence} | _line(
            window, labels[window.sentence], pieces
        )
    if source == "gold":
        for window, label in _replies(frames, labels):
            yield {"source": "reply", "name": name, "sentence": window.sentence} | _line(window, label, pieces)


def _replies(frames: Frames, labels: dict[int, Labels]) -> Iterator[tuple[Window, Labels]]:
    """Every sentence in which somebody may take a stance, beside the sentences that tell of each pair; what it does
    not say of the pair is a lesson too."""
    evidence: dict[Pair, list[int]] = {}
    for n, label in labels.items():
        for pair in label.flows:
            evidence.setdefault(pair, []).append(n)
    for pair, told in evidence.items():
        shown = frames.told(pair, told)
        for n in frames.voiced:
            if not shown or n in shown:
                continue
            own = Labels(claims={pair: labels[n].claims.get(pair, {})})
            own.quiet = {q for q in labels[n].quiet if q[0] == pair}
            yield frames.reply(n, shown), own


def _line(window: Window, labels: Labels, pieces: Pieces) -> dict[str, object]:
    slot = {number: i for i, number in enumerate(window.parties)}
    encoded = pieces.encode(window)
    slot = {n: i for n, i in slot.items() if encoded.marks[i]}

    def seen(pair: Pair) -> tuple[int, int] | None:
        if any(n is not None and n not in slot for n in pair):
            return None
        return half(pair)

    def half(pair: Pair) -> tuple[int, int]:
        a, b = (NOBODY if n is None else slot.get(n, NOBODY) for n in pair)
        return a, b

    flows: dict[tuple[int, int], str] = {}
    unsure: set[tuple[int, int]] = set()
    for pair, stage in labels.flows.items():
        place = half(pair)
        if place != (NOBODY, NOBODY):
            flows.setdefault(place, stage)
    for pair in labels.unsure:
        place = half(pair)
        if place not in flows:
            unsure.add(place)
    for a, b in list(flows):
        # A whole pair also holds for each of its ends alone.
        unsure.update(p for p in ((NOBODY, b), (a, NOBODY)) if p not in flows)
    claims = []
    for pair, held in labels.claims.items():
        whole = seen(pair)
        if whole is None:
            continue
        quiet = {k for p, k in labels.quiet if p == pair}
        for k in [None, *slot]:
            stance = held.get(k, "none")
            if stance != "none" or k not in quiet:
                claims.append([*whole, NOBODY if k is None else slot[k], stance])
    warnings = {half(p): kind for p, kind in labels.warnings.items()}
    unsure_warnings = {half(p) for p in labels.unsure_warnings} - set(warnings)
    return {
        "ids": encoded.ids,
        "target": encoded.target,
        "marks": encoded.marks,
        "inside": encoded.inside,
        "flows": [[*p, s] for p, s in flows.items()],
        "unsure": sorted(unsure),
        "claims": claims,
        "warnings": [[*p, k] for p, k in warnings.items()],
        "unsure_warnings": sorted(unsure_warnings),
        "flags": None if labels.flags is None else sorted(labels.flags),
        "part": None if labels.part is None else [n in labels.part for n in window.parties],
        "voice": NOBODY if labels.voice is None else slot.get(labels.voice, NOBODY),
    }


def main() -> None:
    root = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=root / "build" / "examples.jsonl")
    parser.add_argument("--vocabulary", type=Path, required=True, help="the encoder's vocab.txt")
    parser.add_argument("--documents", action="store_true", help="learn from training/documents too")
    options = parser.parse_args()
    words = options.vocabulary.read_text(encoding="utf-8").split("\n")
    pieces = Pieces({w: i for i, w in enumerate(words) if w})
    options.out.parent.mkdir(exist_ok=True)
    count: dict[str, int] = {}
    with options.out.open("w", encoding="utf-8") as out:
        folders = [root / "evals" / "gold" / "dev", *([root / "training" / "documents"] if options.documents else [])]
        sources = (("gold", item) for folder in folders for item in of_gold(folder))
        paths = sorted((root / "training" / "passages").glob("*.txt"))
        short = (("passages", item) for path in paths for item in of_passages(path))
        for source, (text, segmentation, found, name, labels) in chain(sources, short):
            for line in lines(source, text, segmentation, found, name, labels, pieces):
                out.write(json.dumps(line) + "\n")
                count[source] = count.get(source, 0) + 1
    print(", ".join(f"{n} windows from {s}" for s, n in count.items()), file=sys.stderr)


if __name__ == "__main__":
    main()
