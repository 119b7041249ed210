"""Headline, key points and gists by template, from grounded records alone: they add nothing to what is held."""

from __future__ import annotations

import re

from summarizer.draft import Draft, DraftClaim, DraftFlow, DraftPoint, DraftWarning
from summarizer.ground.pointers import fold
from summarizer.ground.source import Source
from summarizer.schema import Stage, Stance, WarningKind

HEADLINE_WORDS = 15
GIST_WORDS = 20
POINT_WORDS = 45
KEY_POINTS = 5

_MOVEMENT = {
    Stage.SOUGHT: "a transfer of {item} from {supplier} to {recipient} was sought",
    Stage.NEGOTIATING: "talks are under way on {item} from {supplier} to {recipient}",
    Stage.PLEDGED: "{supplier} pledged {item} to {recipient}",
    Stage.APPROVED: "{supplier} approved {item} for {recipient}",
    Stage.CONTRACTED: "{recipient} ordered {item} from {supplier}",
    Stage.DELIVERING: "{supplier} is delivering {item} to {recipient}",
    Stage.DELIVERED: "{supplier} delivered {item} to {recipient}",
    Stage.HALTED: "a transfer of {item} from {supplier} to {recipient} was halted",
    Stage.UNSPECIFIED: "{supplier} supplies {item} to {recipient}",
}
_VERB = {
    Stance.ASSERTS: "says",
    Stance.SUSPECTS: "suspects that",
    Stance.DENIES: "denies that",
    Stance.FINDS_NO_EVIDENCE: "finds no evidence that",
}
_OWN_VOICE = {
    Stance.ASSERTS: "the text says",
    Stance.SUSPECTS: "the text says it is possible that",
    Stance.DENIES: "the text denies that",
    Stance.FINDS_NO_EVIDENCE: "the text says there is no evidence that",
}
_WARNING = {
    WarningKind.SANCTIONS: "{issuer} speaks of sanctions{target}",
    WarningKind.CONSEQUENCES: "{issuer} threatens consequences{target}",
    WarningKind.DEMAND: "{issuer} makes a demand{target}",
    WarningKind.RISK: "{issuer} warns of a risk{target}",
}

# Names that English sets an article before. Names that begin with an owner ("Mali's army") never take one.
_ARTICLE = re.compile(
    r"^(?:United (?:States|Kingdom|Nations|Arab Emirates)|European (?:Union|Commission)|Netherlands|Philippines"
    r"|Czech Republic|Dominican Republic|Central African Republic|African Union|New York Times"
    r"|(?!.*['’]s? )(?!the ).*\b(?:Ministry|Council|Department|Agency|Office|Commission|Army|Navy|Air Force|Forces"
    r"|Service|Directorate|Authority|Committee|Institute|Ministry of .*|Department of .*))$",
    re.IGNORECASE,
)


def headline(draft: Draft, source: Source) -> str:
    """One neutral line of at most 15 words that names the claimant when the matter is a claim."""
    names = _names(draft)
    for flow in by_weight(draft):
        claim = _leading(flow)
        for items, short in ((2, False), (1, False), (1, True), (0, False)):
            line = _capital(_claim_sentence(flow, claim, names, source, items, short))
            if len(line.split()) <= HEADLINE_WORDS:
                return line
    title = source.document.title
    if not title:
        first = source.segmentation.sentences[0]
        title = source.text[first.start : first.end]
    return clip(title, HEADLINE_WORDS)


def key_points(draft: Draft, source: Source) -> tuple[DraftPoint, ...]:
    """Up to five points: the weightiest flows and their denials, then warnings, then leading sentences verbatim."""
    names = _names(draft)
    points: list[DraftPoint] = []
    for flow in by_weight(draft):
        for stance in Stance:
            claims = [c for c in flow.claims if c.stance is stance]
            if claims:
                cited = tuple(sorted({n for c in claims for n in c.evidence}))
                points.append(DraftPoint(_point(flow, claims, names, source), cited))
    for warning in draft.warnings:
        issuer = names.get(warning.issuer or "", "the text")
        words = _WARNING[warning.kind].format(
            issuer=issuer, target=f" to {names[warning.target]}" if warning.target else ""
        )
        told = warning.gist or gist(warning, source)
        # A gist that names its issuer is a sentence of its own: nobody is named twice in one point.
        named = told.lower().removeprefix("the ").startswith(issuer.lower().removeprefix("the "))
        point = told if named else f"{words}: {told}"
        points.append(DraftPoint(_capital(point), warning.evidence))
    distinct = list({p.text: p for p in points}.values())[:KEY_POINTS]
    for sentence in source.segmentation.sentences:
        if len(distinct) >= 2:
            break
        if not sentence.heading and not any(sentence.number in p.evidence for p in distinct):
            distinct.append(_verbatim(sentence.number, source))
    for sentence in source.segmentation.sentences:
        if len(distinct) < 2 and not any(sentence.number in p.evidence for p in distinct):
            distinct.append(_verbatim(sentence.number, source))
    return tuple(distinct)


def gist(warning: DraftWarning, source: Source) -> str:
    """The words of the first evidence sentence, cut to 20; those it quotes, when they are most of it."""
    sentence = source.segmentation.sentence(warning.evidence[0])
    start, end = sentence.start, sentence.end
    for quotation in source.segmentation.quotations:
        first, last = max(start, quotation.start), min(end, quotation.end)
        if 2 * (last - first) > end - start:
            return clip(source.text[first:last], GIST_WORDS)
    return clip(source.text[start:end], GIST_WORDS)


def clip(text: str, words: int) -> str:
    """The text on one line, without enclosing quotation marks, cut after so many words with an ellipsis."""
    line = _unquoted(re.sub(r"^\(?\d{1,3}[.)]\s+", "", " ".join(text.split())))
    parts = line.split(" ")
    if len(parts) <= words:
        return line.rstrip(" ,;:–—-")
    return " ".join(parts[:words]).rstrip(" ,;:–—-") + "…"


def _unquoted(line: str) -> str:
    """Without the marks around all of it, or the one mark at an end whose partner stands in another sentence."""
    inner = line.strip(" \"“”'«»")
    return line.strip() if any(mark in inner for mark in '"“”«»') else inner


def _verbatim(number: int, source: Source) -> DraftPoint:
    return DraftPoint(clip(source.words((number,)), POINT_WORDS), (number,))


def _names(draft: Draft) -> dict[str, str]:
    return {party.ref: with_article(party.name) for party in draft.parties}


def with_article(name: str) -> str:
    """The name as it stands inside an English sentence: "the United States", "Norway"."""
    return f"the {name}" if _ARTICLE.search(name) else name


def by_weight(draft: Draft) -> list[DraftFlow]:
    """The flows of a draft, the one that most of the text speaks of first."""
    return sorted(draft.flows, key=_weight, reverse=True)


def _weight(flow: DraftFlow) -> tuple[int, int, int]:
    """Named on both sides first, then by how much of the text speaks of it."""
    both = int(flow.supplier is not None and flow.recipient is not None)
    return both, len(flow.evidence), -min(flow.evidence)


def _leading(flow: DraftFlow) -> DraftClaim:
    return max(flow.claims, key=lambda c: (c.claimant is not None, len(c.evidence)))


def _movement(
    flow: DraftFlow, names: dict[str, str], source: Source, items: int, speaker: str | None, short: bool = False
) -> str:
    """The movement in words; a speaker who is one of its sides is "it" in their own mouth. `short` keeps heads only."""
    words = [_item(flow, i, source) for i in range(min(items, len(flow.items)))]
    words = [w.split()[-1] for w in words] if short else words
    own = {speaker: "it"} if speaker is not None else {}
    return _MOVEMENT[flow.stage].format(
        supplier=own.get(flow.supplier or "") or names.get(flow.supplier or "", "a supplier not named"),
        recipient=own.get(flow.recipient or "") or names.get(flow.recipient or "", "a recipient not named"),
        item=" and ".join(words) or "arms",
    )


def _item(flow: DraftFlow, index: int, source: Source) -> str:
    start, end = flow.items[index].words
    words = fold(source.text[start:end])[0]
    return "training" if words.lower() in ("train", "trains", "trained") else words


def _claim_sentence(
    flow: DraftFlow, claim: DraftClaim, names: dict[str, str], source: Source, items: int, short: bool
) -> str:
    movement = _movement(flow, names, source, items, claim.claimant, short)
    if claim.claimant is None:
        return f"{_OWN_VOICE[claim.stance]} {movement}"
    return f"{names[claim.claimant]} {_verb(claim.stance, many=is_many(names[claim.claimant]))} {movement}"


def _point(flow: DraftFlow, claims: list[DraftClaim], names: dict[str, str], source: Source) -> str:
    claimants = {c.claimant for c in claims}
    movement = _movement(flow, names, source, 3, claims[0].claimant if len(claimants) == 1 else None)
    who = list(dict.fromkeys(names[c.claimant] for c in claims if c.claimant is not None))
    stance = claims[0].stance
    if not who:
        return _capital(f"{_OWN_VOICE[stance]} {movement}.")
    voices = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]}"
    if len(who) > 3:
        voices = f"{', '.join(who[:3])} and others"
    verb = _verb(stance, many=len(who) > 1 or is_many(who[0]))
    own = "; the text says so too" if any(c.claimant is None for c in claims) else ""
    return _capital(f"{voices} {verb} {movement}{own}.")


def _verb(stance: Stance, many: bool) -> str:
    first, _, rest = _VERB[stance].partition(" ")
    plural = {"says": "say", "suspects": "suspect", "denies": "deny", "finds": "find"}
    return f"{plural[first] if many else first} {rest}".strip()


def is_many(name: str) -> bool:
    """Whether a name takes the plural: "the Armed Forces of Chile say", but "a panel of experts says"."""
    head = name.partition(" of ")[0]
    many = r"(?:forces|houthis|rebels|militants|militias|companies|experts|fighters|officials)$"
    return re.search(many, head, re.IGNORECASE) is not None


def _capital(sentence: str) -> str:
    return re.sub(r"^\w", lambda m: m.group().upper(), sentence)
