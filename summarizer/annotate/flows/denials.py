"""Denials that name no transfer ("Tehran rejected the accusation", "no such sale was made"), and what they answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.annotate.flows.cast import CLAIMANTS, Cast
from summarizer.annotate.flows.control import subject
from summarizer.annotate.flows.merge import FACTS, UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.scene import VERBAL, Scene, lemma, words
from summarizer.annotate.model import Cue
from summarizer.schema import ClaimantKind, FlagKind, PartyKind, Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

PRO = (Stance.ASSERTS, Stance.SUSPECTS)
# What somebody may reject without denying a transfer.
CRITICISM = re.compile(r"\b(?:criticisms?|calls|demands?|appeals?|proposals?|requests?|ultimatum)\b", re.IGNORECASE)
# Who confirms, or says neither, denies nothing; unless "but denied" follows.
CONFIRMS = re.compile(r"\b(?:confirm|acknowledg|admit)\w*", re.IGNORECASE)
SILENT = re.compile(r"\b(?:discuss|comment|speculate)\w*\b", re.IGNORECASE)
DENIES = re.compile(r"(?<!nor )(?<!or )\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*)\b", re.IGNORECASE)
BOTH = re.compile(
    r"\b(?:both|neither|the two) (?:of the )?(?:governments?|countr(?:y|ies)|capitals?|sides?|states?)\b", re.IGNORECASE
)
ALL = re.compile(
    r"\b(?:any (?:support|involvement|role|military|part|links?|arms|weapons?|deliver\w+|transfers?|such)|both"
    r"|all (?:the |these |those |such )?(?:accusations|allegations|charges|claims|reports)|all of (?:it|this|them))\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(?:never|none|not (?:a|one) (?:single )?\w+|(?:do|does|has|have|had)(?: not|n['’]t))\b", re.IGNORECASE
)
THE_CHARGE = re.compile(
    r"\b(?:the|these|those|all) (?:\w+ )?(?:accusations?|allegations?|charges?|claims?|reports?|accounts?|story)\b",
    re.IGNORECASE,
)
REACH, CHARGED = 6, 15
"""How many sentences after a flow was told a denial that names neither its goods nor its other end may answer it; and
the same for one that speaks of "the charge"."""
OWN = frozenset({"we", "it", "i", "he", "she", "they"})
ENDS = frozenset({PartyKind.STATE, PartyKind.ARMED_GROUP, PartyKind.COMPANY})


def lay_denials(
    flows: list[Flow], stage: Sequence[Scene], cast: Cast, said: dict[int, Said], cues: Sequence[Cue], merger: Merger
) -> None:
    """A denial that names no transfer answers the flow of the denier that was told nearest before it."""
    cued = {c.sentence: c.party for c in cues if c.kind is FlagKind.DENIAL}
    for scene in stage:
        if any(m.sentence == scene.number and m.stance not in PRO for f in flows for m in f.moves):
            continue
        answered = [
            (flow, voice)
            for voice in _deniers(scene, flows, cast, cued, said)
            for flow in _answered(flows, scene, cast, voice, merger)
        ]
        for flow, voice in answered:
            doubts = frozenset({"stance"})
            flow.moves.append(Move(scene.number, *flow.pair, flow.stage, Stance.DENIES, (), voice, doubts))


def lay_echoed_denials(
    flows: list[Flow], stage: Sequence[Scene], directed: set[int], cast: Cast, said: dict[int, Said]
) -> None:
    """The quoted words that an official of the denier adds right after a denial, in the same paragraph, deny too.

    Args:
        directed: the sentences that tell of a transfer of their own, and so echo nothing.
    """
    paragraphs = {s.number: s.parsed.sentence.paragraph for s in stage}
    for scene in stage:
        voice = said.get(scene.number, UNATTRIBUTED)
        official = voice.kind in (ClaimantKind.OFFICIAL, ClaimantKind.ANONYMOUS_SOURCE) and voice.claimant is not None
        if not official or voice.claimant is None or scene.number in directed or SILENT.search(scene.parsed.plain):
            continue
        end, country = cast.end(voice.claimant), cast.parties[voice.claimant].country
        for flow in flows:
            if any(m.sentence == scene.number for m in flow.moves):
                continue
            before = [
                m
                for m in flow.moves
                if m.stance is Stance.DENIES
                and 0 < scene.number - m.sentence <= 2
                and paragraphs.get(m.sentence) == paragraphs[scene.number]
                and m.said.claimant not in (None, voice.claimant)
            ]
            of_denier = any(
                m.said.claimant is not None
                and (m.said.claimant == end or (country and cast.parties[m.said.claimant].country == country))
                for m in before
            )
            if of_denier:
                doubts = frozenset({"flow", "supplier", "recipient", "stage", "stance", "claimant"})
                flow.moves.append(Move(scene.number, *flow.pair, flow.stage, Stance.DENIES, (), voice, doubts))


def _deniers(
    scene: Scene, flows: list[Flow], cast: Cast, cued: dict[int, int | None], said: dict[int, Said]
) -> list[Said]:
    """Who denies something in a sentence: the subjects of its verb of denial, or whose words raise the flag."""
    text = scene.parsed.plain
    if (CONFIRMS.search(text) or SILENT.search(text)) and not DENIES.search(text):
        return []
    attributed = said.get(scene.number)
    if BOTH.search(text) and scene.number in cued:
        nearest = _nearest(flows, scene.number)
        ends = nearest.pair if nearest is not None else ()
        return [Said(n, CLAIMANTS[cast.kind(n)]) for n in ends if n is not None]
    parsed = _denied_by(scene, cast)
    if parsed:
        return [_merged_voice(d, attributed, cast) for d in parsed]
    if scene.number not in cued or CRITICISM.search(text):
        return []
    party = cued[scene.number]
    if party is None:
        party = _root_subject(scene) or (attributed.claimant if attributed is not None else None)
    if party is None or cast.kind(party) in (PartyKind.MEDIA, PartyKind.OTHER):
        return []
    return [_merged_voice(Said(party, CLAIMANTS[cast.kind(party)]), attributed, cast)]


def _root_subject(scene: Scene) -> int | None:
    """Who does what the sentence tells of: "the ministry described the story as baseless"."""
    root = next((t for t in scene.parsed.tokens if t.head == t), None)
    word = subject(root) if root is not None and root.pos_ in VERBAL else None
    named = scene.actors(word) if word is not None else []
    return named[0].party if named else None


def _merged_voice(denier: Said, attributed: Said | None, cast: Cast) -> Said:
    """The attribution when it names the denier more exactly (an official of the state that denies)."""
    if attributed is None or attributed.claimant is None or denier.claimant is None:
        return denier
    end = cast.end(denier.claimant)
    same = attributed.claimant == denier.claimant or (end is not None and cast.end(attributed.claimant) == end)
    return attributed if same else denier


def _answered(flows: list[Flow], scene: Scene, cast: Cast, voice: Said, merger: Merger) -> list[Flow]:
    """The flows a denial speaks of: of those with the denier on one side, the ones whose other end or goods it names,
    else the one told nearest before; all of that pair when it denies "any support"."""
    if voice.claimant is None:
        return []
    told = [f for f in flows if any(m.stance in PRO and m.said.claimant != voice.claimant for m in f.moves)]
    side = _side(scene, cast, voice.claimant)
    mine = [f for f in told if _stands(cast, f, voice.claimant, side) and not _strange(scene, f, cast, voice.claimant)]
    if DENIES.search(scene.parsed.plain) is None:
        mine = [f for f in mine if not any(m.sentence == scene.number for m in f.moves)]
    other = [f for f in mine if _names_other(scene, f, cast, voice.claimant)]
    reach = CHARGED if THE_CHARGE.search(scene.parsed.plain) else REACH
    goods = [g.item.number for g in scene.goods]
    of_goods = [f for f in other or mine if merger.groups(goods) & merger.groups(f.items())]
    close = other or of_goods or [f for f in mine if _after(f, scene.number) <= reach]
    nearest = _nearest([f for f in close if f in of_goods] or close, scene.number)
    if nearest is None:
        return []
    of_pair = [f for f in told if f.pair == nearest.pair]
    if ALL.search(scene.parsed.plain):
        return of_pair
    if NEVER.search(scene.parsed.plain):
        done = (*FACTS, Stage.HALTED)
        return [f for f in of_pair if f is nearest or (f.stage in done and nearest.stage in done)]
    return [nearest]


def _side(scene: Scene, cast: Cast, claimant: int) -> str | None:
    """On which side the denier says that it did not act: who "has never sold" anything is no recipient."""
    gives, gets = words("transfer", "give", "verbs"), words("transfer", "get", "verbs")
    house = {claimant, cast.end(claimant)}
    for token in scene.parsed.tokens:
        if token.pos_ not in VERBAL or lemma(token) not in gives ^ gets:
            continue
        word = subject(token) if not any(c.dep_ == "nsubjpass" for c in token.children) else None
        own = word is not None and (word.lower_ in OWN or any(p.party in house for p in scene.actors(word)))
        if own:
            return "supplier" if lemma(token) in gives else "recipient"
    return None


def _stands(cast: Cast, flow: Flow, claimant: int, side: str | None = None) -> bool:
    """Whether who denies is one end of the flow (that of `side`), or of the country of one that is no armed group."""
    country = cast.parties[claimant].country
    pair = {"supplier": (flow.supplier,), "recipient": (flow.recipient,)}.get(side or "", flow.pair)
    ends = [n for n in pair if n is not None]
    if {claimant, cast.end(claimant)} & set(ends):
        return True
    if country is None or cast.kind(claimant) is PartyKind.ARMED_GROUP:
        return False
    return any(cast.parties[n].country == country for n in ends if cast.kind(n) is not PartyKind.ARMED_GROUP)


def _names_other(scene: Scene, flow: Flow, cast: Cast, claimant: int) -> bool:
    """Whether the sentence names the end of the flow that is not the denier's."""
    home = {claimant, cast.end(claimant)}
    country = cast.parties[claimant].country
    ends = [n for n in flow.pair if n is not None and n not in home]
    others = [n for n in ends if country is None or cast.parties[n].country != country] or ends
    named = {p.party for p in scene.placed}
    countries = {cast.parties[n].country for n in named} - {country, None}
    return any(n in named or cast.parties[n].country in countries for n in others)


def _strange(scene: Scene, flow: Flow, cast: Cast, claimant: int) -> bool:
    """Whether the sentence tells of a dealing with somebody who has no part in the flow, and not with its other end."""
    dealing = words("transfer", "give", "verbs") | words("transfer", "get", "verbs")
    if not any(t.pos_ in VERBAL and lemma(t) in dealing for t in scene.parsed.tokens):
        return False
    known = {n for n in (*flow.pair, claimant, *(m.said.claimant for m in flow.moves)) if n is not None}
    countries = {cast.parties[n].country for n in known} - {None}
    named = {p.party for p in scene.placed if cast.kind(p.party) in ENDS}
    strangers = [n for n in named if n not in known and cast.parties[n].country not in countries]
    return bool(strangers) and not _names_other(scene, flow, cast, claimant)


def _after(flow: Flow, sentence: int) -> int:
    """How many sentences after the flow was last told a sentence stands; a great many when it stands before."""
    return min((sentence - m.sentence for m in flow.moves if m.sentence <= sentence), default=1000)


def _nearest(flows: list[Flow], sentence: int) -> Flow | None:
    def distance(flow: Flow) -> tuple[bool, int]:
        at = [m.sentence for m in flow.moves]
        before = [sentence - n for n in at if n <= sentence]
        return (not before, min(before) if before else min(at) - sentence)

    return min(flows, key=distance, default=None)


def _of_dealing(verb: Token) -> bool:
    """Whether what is denied in a clause is a dealing at all, and not some detail of it."""
    dealing = words("transfer", "give", "verbs") | words("transfer", "get", "verbs")
    dealing |= words("transfer", "deny", "dealing")
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
    return any(lemma(t) in dealing for c in clauses for t in (c, *c.children))


def _of_charge(verb: Token) -> bool:
    """ "An accusation that Kigali has heard before and rejected", "a report both deny"."""
    top = verb
    while top.dep_ == "conj" and top.head.pos_ in VERBAL:
        top = top.head
    return top.dep_ == "relcl" and lemma(top.head) in words("transfer", "deny", "objects")


def _denied_by(scene: Scene, cast: Cast) -> list[Said]:
    """The subjects of a verb of denial whose object is a charge, or a dealing."""
    for token in scene.parsed.tokens:
        if token.pos_ not in VERBAL or lemma(token) not in words("transfer", "deny", "verbs"):
            continue
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        charged = any(lemma(o) in words("transfer", "deny", "objects") or lemma(o).endswith("ing") for o in objects)
        charged = charged or (lemma(token) == "deny" and _of_dealing(token)) or _of_charge(token)
        if not charged:
            continue
        agents = [p for p in scene.placed if p.role == "by" and p.governor.i == token.i]
        word = subject(token) if not any(c.dep_ == "nsubjpass" for c in token.children) else None
        named = agents or (scene.actors(word) if word is not None else [])
        if named:
            return [
                Said(p.party, ClaimantKind.ANONYMOUS_SOURCE if p.mention.anonymous else CLAIMANTS[cast.kind(p.party)])
                for p in named
            ]
    return []
