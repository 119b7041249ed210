"""One parsed sentence together with the parties and the materiel that stand in it.

A scene answers the questions that the rules on transfers ask of a parse: who stands where, and which goods hang on a
word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summarizer.annotate.flows.deixis import pointed
from summarizer.annotate.lexicon import Form, Lexicon, load_table
from summarizer.annotate.model import Materiel, Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
OWNERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nummod", "det", "predet"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "attr", "oprd", "nsubjpass"})
CARRIED_BY = frozenset({"of", "with", "including", "like", "as", "containing", "besides"})
ACTORS = frozenset({PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.COMPANY, PartyKind.ARMED_GROUP})
SUMS = frozenset({"million", "billion", "dollar", "euro", "pound", "m", "bn", "$", "worth"})
"""What precedes "in military aid"."""
FIRST_PERSON = frozenset({"we", "us"})
DATES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
STEPS = 14


@cache
def words(table: str, section: str, key: str) -> frozenset[str]:
    """A list of the tables `lexicon/transfer.toml` and `lexicon/stage.toml`, as a set."""
    return frozenset(load_table(table)[section].get(key, ()))


def lemma(token: Token) -> str:
    return str(token.lemma_).lower()


@dataclass(frozen=True, slots=True)
class Placed:
    """A party mention and its place: `role` ("nsubj", "dobj", "to", "from", "poss", ...) at the word `governor`."""

    party: int
    mention: Mention
    head: Token
    role: str
    governor: Token


@dataclass(frozen=True, slots=True)
class Goods:
    """A materiel phrase and the token that heads it."""

    item: Materiel
    head: Token


@dataclass(frozen=True)
class Scene:
    """Build it with `scenes`. `named` maps token positions to parties, `goods_at` to materiel."""

    parsed: ParsedSentence
    named: dict[int, tuple[int, Mention]]
    goods_at: dict[int, Goods]
    goods: tuple[Goods, ...]
    placed: tuple[Placed, ...]
    groups: frozenset[int] = frozenset()
    """The parties that are armed groups: "Sudanese militias" are not Sudan, but "RSF militias" are the RSF."""
    firms: frozenset[int] = frozenset()
    """The parties that are companies: they sell, and do not buy, in a contract with a state."""
    speaker: int | None = None
    """Who says the sentence, and so whom "we" stands for."""
    home: int | None = None
    """Who gives when the sentence, in somebody's own paper or turn, does not say who does."""
    carried: int | None = None
    """The subject of the sentence before, for whom "it" and "they" may stand."""

    @property
    def number(self) -> int:
        return self.parsed.number

    def is_agent(self, token: Token, party: int | None = None) -> bool:
        """Whether a noun stands for the party that qualifies it ("Russian officials")."""
        if party in self.groups and lemma(token) in words("transfer", "agents", "bands"):
            return True
        if self.teaches(token):
            return True
        return lemma(token) in words("transfer", "agents", "nouns") and token.i not in self.goods_at

    @staticmethod
    def teaches(token: Token) -> bool:
        """Whether instructors stand for their state, as those who train do, and are not what is sent."""
        up = token.head
        taught = lemma(up) in words("transfer", "give", "train") or (
            lemma(up) in ("give", "provide", "offer", "hold", "run")
            and any(c.dep_ == "dobj" and lemma(c) in ("training", "course", "instruction") for c in up.children)
        )
        return token.dep_ == "nsubj" and taught and lemma(token) in words("transfer", "agents", "teachers")

    def actors(self, token: Token) -> list[Placed]:
        """The parties that `token` names, coordinated ones included; empty when it names none."""
        found: list[Placed] = []
        for part in (token, *(c for c in token.conjuncts if c.i > token.i)):
            named = self._actor(part)
            if named is not None and all(p.party != named.party for p in found):
                found.append(named)
            for child in part.children:
                other = self.named.get(child.i) if child.dep_ in ("det", "predet", "nummod") else None
                if other is not None and all(p.party != other[0] for p in found):
                    found.append(Placed(*other, child, part.dep_, part.head))
        return found

    def _actor(self, token: Token) -> Placed | None:
        if token.lower_ in FIRST_PERSON and self.speaker is not None:
            spoken = Mention(self.parsed.start(token), self.parsed.end(token), self.number)
            return Placed(self.speaker, spoken, token, token.dep_, token.head)
        here = self.named.get(token.i)
        if here is not None:
            return Placed(*here, token, token.dep_, token.head)
        own = lemma(token) == "country" and any(c.lower_ in ("his", "her", "my", "our") for c in token.children)
        if own and self.speaker is not None:
            spoken = Mention(self.parsed.start(token), self.parsed.end(token), self.number)
            return Placed(self.speaker, spoken, token, token.dep_, token.head)
        for child in token.children:
            owned = child.i in self.named and child.dep_ in OWNERS and self.is_agent(token, self.named[child.i][0])
            if owned or (child.dep_ == "appos" and child.i in self.named):
                return Placed(*self.named[child.i], child, token.dep_, token.head)
            if child.lower_ == "of" and self.is_agent(token):
                for below in child.children:
                    if below.i in self.named:
                        return Placed(*self.named[below.i], below, token.dep_, token.head)
        return None

    def carries(self, goods: Goods, trigger: Token, *extra: str) -> bool:
        """Whether the goods are what `trigger` moves: its object, or held by its object ("a shipment of rifles")."""
        cur = goods.head
        for _ in range(STEPS):
            if cur.i == trigger.i:
                return True
            if cur.head == cur or cur.dep_ in ("nsubj", "relcl", "advcl", "ccomp"):
                return False
            if cur.pos_ in VERBAL and cur.dep_ not in ("amod", "compound"):
                return False
            worth = cur.dep_ == "pobj" and cur.head.lower_ == "in" and lemma(cur.head.head) in SUMS
            if cur.dep_ == "pobj" and _dates(cur) and cur.head.head.i == trigger.i:
                return True
            if cur.dep_ == "pobj" and cur.head.lower_ not in CARRIED_BY and cur.head.lower_ not in extra and not worth:
                return False
            if cur.dep_ == "pobj" and lemma(cur.head.head) in words("transfer", "reject", "about"):
                return False
            cur = cur.head
        return False

    def reaches(self, governor: Token, trigger: Token) -> bool:
        """Whether a prepositional phrase at `governor` may belong to `trigger`: nothing but goods, carriers of goods
        and parties lies between."""
        cur = governor
        light = words("transfer", "noun", "light")
        for _ in range(STEPS):
            if cur.i == trigger.i:
                return True
            fits = cur.i in self.goods_at or cur.i in self.named or self.is_agent(cur) or _dates(cur)
            fits = fits or (lemma(cur) in light and cur.pos_ not in VERBAL)
            if not (fits or cur.pos_ in ("ADP", "NUM", "SYM") or cur.like_num) or cur.head == cur:
                return False
            if cur.dep_ in ("nsubj", "relcl", "advcl", "ccomp"):
                return False
            cur = cur.head
        return False


def _dates(word: Token) -> bool:
    """ "The transfer in March of ten guns": parsers hang the goods on the date."""
    dated = word.lower_ in DATES or (word.like_num and len(word.text) == 4)
    return dated and word.dep_ == "pobj" and word.head.lower_ in ("in", "on", "during", "since")


def scenes(
    parsed: Parsed,
    parties: Sequence[PartyCandidate],
    materiel: Sequence[Materiel],
    speakers: Mapping[int, int | None] | None = None,
    homes: Mapping[int, int] | None = None,
) -> list[Scene]:
    """A scene for every sentence, in order. `speakers` gives who says it, and `homes` for whom, by sentence."""
    mentions: dict[int, list[tuple[int, Mention]]] = {}
    for party in parties:
        for mention in party.mentions:
            mentions.setdefault(mention.sentence, []).append((party.number, mention))
    _recall(parsed, parties, mentions)
    for number, mention in list(pointed(parsed, parties, mentions)):
        mentions.setdefault(mention.sentence, []).append((number, mention))
    items: dict[int, list[Materiel]] = {}
    for item in materiel:
        items.setdefault(item.sentence, []).append(item)
    groups = frozenset(p.number for p in parties if p.kind is PartyKind.ARMED_GROUP)
    firms = frozenset(p.number for p in parties if p.kind is PartyKind.COMPANY)
    said, home, found = speakers or {}, homes or {}, list[Scene]()
    for ps in parsed:
        bare = _scene(ps, mentions.get(ps.number, []), items.get(ps.number, []), groups)
        before = found[-1] if found and found[-1].parsed.sentence.paragraph == ps.sentence.paragraph else None
        carried = _subject_of(before, parties) if before is not None else None
        found.append(replace(bare, firms=firms, speaker=said.get(ps.number), home=home.get(ps.number), carried=carried))
    return found


def _subject_of(scene: Scene, parties: Sequence[PartyCandidate]) -> int | None:
    """The first subject of a sentence, when it is a party that "it" may stand for; what it carries on itself else."""
    for p in scene.placed:
        if p.role in SUBJECTS or (p.role == "attr" and any(c.lower_ == "it" for c in p.governor.children)):
            kind = parties[p.party - 1].kind
            return p.party if kind in ACTORS and not p.mention.anonymous else None
    opens = next((t for t in scene.parsed.tokens if t.dep_ in SUBJECTS), None)
    return scene.carried if opens is not None and opens.lower_ in ("it", "they") else None


def _recall(parsed: Parsed, parties: Sequence[PartyCandidate], mentions: dict[int, list[tuple[int, Mention]]]) -> None:
    """Add the places where a party's names stand without being listed as mentions: "to Kyiv" may be a destination, and
    only the words of transfer beside it tell that it is also a recipient."""
    numbers = {p.key: p.number for p in parties if p.kind is not PartyKind.MEDIA}
    tables = Lexicon.load()
    for ps in parsed:
        here = mentions.setdefault(ps.number, [])
        base = ps.sentence.start
        for found in tables.find(parsed.text[base : ps.sentence.end]):
            number = numbers.get(found.alias.entry.key)
            start, end = base + found.start, base + found.end
            if number is None or found.alias.form is Form.MASK or any(m.start < end and start < m.end for _, m in here):
                continue
            here.append((number, Mention(start, end, ps.number, modifier=found.alias.form is Form.ADJECTIVE)))


def _scene(
    ps: ParsedSentence, mentions: list[tuple[int, Mention]], items: list[Materiel], groups: frozenset[int]
) -> Scene:
    named: dict[int, tuple[int, Mention]] = {}
    heads: list[tuple[int, Mention, Token]] = []
    for number, mention in sorted(mentions, key=lambda pair: pair[1].start - pair[1].end):
        span = ps.span(mention.start, mention.end)
        if span is None or any(t.i in named for t in span):
            continue
        named.update((t.i, (number, mention)) for t in span)
        heads.append((number, mention, span.root))
    goods = tuple(_goods(ps, items, named))
    at = {t.i: g for g in goods for t in ps.span(g.item.start, g.item.end) or ()}
    bare = Scene(ps, named, at, goods, (), groups)
    placed = [_placed(bare, *row) for row in sorted(heads, key=lambda row: row[1].start)]
    return Scene(ps, named, at, goods, tuple(placed), groups)


def _goods(ps: ParsedSentence, items: Iterable[Materiel], named: dict[int, tuple[int, Mention]]) -> Iterator[Goods]:
    """Goods whose words are no part of a party's name."""
    for item in items:
        span = ps.span(item.start, item.end)
        if span is not None and span.root.i not in named:
            yield Goods(item, span.root)


def _placed(scene: Scene, number: int, mention: Mention, head: Token) -> Placed:
    cur = head
    for _ in range(STEPS):
        dep, up = cur.dep_, cur.head
        listed = dep in ("conj", "appos") and up.pos_ not in VERBAL
        other = dep == "appos" and up.pos_ == "PROPN" and up.i not in scene.named
        if (dep in OWNERS and scene.is_agent(up, number)) or (listed and not other):
            cur = up
        elif dep == "pobj":
            if up.lower_ == "of" and scene.is_agent(up.head):
                cur = up.head
            else:
                return Placed(number, mention, head, "by" if up.dep_ == "agent" else up.lower_, up.head)
        else:
            return Placed(number, mention, head, dep, up)
    return Placed(number, mention, head, cur.dep_, cur.head)
