"""Frames of speech: which words of a sentence say who says something.

A frame is a speech verb with its speaker ("Kirby said", "said a senior official"), or a phrase that does the same
work ("according to the report", "citing two diplomats"). Nothing here knows parties; `speakers` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.quoted import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token


CLAUSES = frozenset({"relcl", "acl", "appos", "parataxis", "advcl", "ccomp", "punct", "cc", "conj"})
CONTENT = frozenset({"ccomp", "xcomp", "parataxis"})
DEGREES = ("main", "beside", "nested")
QUOTE_MARKS = frozenset({'"', "'", "''"})
ADDRESSED = frozenset({"tell", "inform", "brief", "assure", "notify", "remind"})
FORCED = frozenset({"compel", "force", "oblige", "push", "press", "hear", "quote"})
"""Verbs of which "was compelled to admit", "was heard to say" makes a saying."""
WRITES = frozenset({"write", "send", "complain", "appeal", "turn", "go"})
"""Verbs of saying whose object is who hears it, and verbs of turning to somebody."""
BREAKS = frozenset({",", "—", "–", "--", ")", ":"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in one sentence.

    `group` is the verb's group in the lexicon, or "according" or "citing"; in "X quoted Y as saying", "relays" is the
    group of X and "relayed" that of Y. `head` is the head of the speaker's
    phrase, `anchor` the verb (or "according"). `start:end` bound the words that attribute, in document offsets.
    `degree` is "main" when the frame governs the sentence, "beside" when it is coordinated with other matter,
    "nested" when it stands inside another frame's content or in a relative clause. `quoted` tells that it stands
    inside quotation marks.
    """

    sentence: int
    group: str
    verb: str
    anchor: Token
    head: Token
    start: int
    end: int
    degree: str
    quoted: bool


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A word list of `lexicon/speech.toml`."""
    table: dict[str, Any] = load_table("speech")
    return frozenset(table[section][name])


@cache
def groups_of(lemma: str) -> tuple[str, ...]:
    """The groups of speech verbs that a lemma belongs to."""
    return tuple(group for group, verbs in load_table("speech")["verbs"].items() if lemma in verbs)


def core(head: Token) -> list[Token]:
    """The words of a noun phrase without its clauses, appositions and conjuncts, in text order."""
    found = [head]
    for child in head.children:
        if child.dep_ not in CLAUSES and not child.is_space:
            found += core(child)
    return sorted(found, key=lambda t: int(t.i))


def subject_of(verb: Token) -> Token | None:
    """The head of the phrase that does what `verb` says: its own subject, or the one it shares."""
    own = _own_subject(verb)
    if own is not None:
        return own
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") and verb.head.i != verb.i:
        shared = verb.dep_ == "conj" or verb.tag_ in ("VBG", "VB")
        carrier = verb.head if verb.dep_ != "pcomp" and verb.head.pos_ != "ADV" else verb.head.head
        if (
            verb.dep_ == "conj"
            and verb.tag_ in ("VBD", "VBZ")
            and carrier.tag_ in ("VB", "VBP")
            and carrier.dep_ in ("ccomp", "xcomp")
        ):
            carrier = carrier.head
        set_off = verb.dep_ == "advcl" and carrier.dep_ == "ccomp" and verb.i and verb.nbor(-1).text == ","
        if set_off and groups_of(carrier.head.lemma_.lower()):
            carrier = carrier.head
        if carrier.lemma_ in FORCED and verb.tag_ == "VB":
            return next((c for c in carrier.children if c.dep_ == "nsubjpass"), None)
        return subject_of(carrier) if shared and carrier.i != verb.i else None
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        writer = writing(verb)
        return verb.head if writer is None else subject_of(writer)
    return verb.head if active_participle(verb) else None


def writing(verb: Token) -> Token | None:
    """The verb of "wrote to the council accusing X", where the parser hangs "accusing" on the council."""
    up = verb.head
    while verb.dep_ == "acl" and up.dep_ in ("pobj", "conj", "prep", "dative"):
        up = up.head
    return up if up.lemma_ in WRITES and up.i != verb.head.i else None


def active_participle(verb: Token) -> bool:
    """Whether "denied" in "Lee, their spokesman, denied by telephone that ..." is the verb that the parser missed."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or verb.head.dep_ != "ROOT":
        return False
    return any(c.dep_ in ("ccomp", "dobj") and c.i > verb.i for c in verb.children)


def trailing(verb: Token) -> Token | None:
    """The speaker in ", the daily reported last week" at the end of a sentence, however the parser hangs it on."""
    if verb.tag_ not in ("VBD", "VBZ") or verb.dep_ not in ("ccomp", "conj", "parataxis", "dep", "appos", "advcl"):
        return None
    if verb.head.i > verb.i or any(c.dep_ in ("cc", "mark") for c in verb.children):
        return None
    address = verb.lemma_ in ADDRESSED
    if any(
        c.i > verb.i and c.dep_ in ("ccomp", "xcomp", "dobj") and not (address and c.dep_ == "dobj")
        for c in verb.children
    ):
        return None
    head = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None) or name_before(verb)
    if head is None or head.pos_ not in ("PROPN", "NOUN", "PRON") or head.tag_ in ("WDT", "WP"):
        return None
    edges = [t.i for t in head.subtree if not t.is_punct]
    first = min(edges, default=head.i)
    return head if first > 2 and verb.doc[first - 1].text == "," and verb.head.i < first else None


def name_before(verb: Token) -> Token | None:
    """The name before a verb whose subject the parser missed, an apposition between commas passed over."""
    at = verb.i - 1
    while at > 0 and verb.doc[at].pos_ in ("AUX", "ADV"):
        at -= 1
    if at > 0 and verb.doc[at].text == ",":
        at -= 1
        while at > 0 and verb.doc[at].text != ",":
            at -= 1
        at -= 1
    if at < 0 or verb.doc[at].pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    head: Token = verb.doc[at]
    while head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head.head
    return head


def _own_subject(verb: Token) -> Token | None:
    children = list(verb.children)
    passive = any(c.dep_ == "auxpass" for c in children) or any(c.dep_ == "nsubjpass" for c in children)
    if passive:
        for child in children:
            if child.dep_ == "agent":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        return None
    subjects = [c for c in children if c.dep_ == "nsubj"]
    if subjects:
        nearest: Token = min(subjects, key=lambda c: abs(c.i - verb.i))
        return verb.head if nearest.lower_ in ("who", "which", "that") and verb.dep_ == "relcl" else nearest
    return _after_quotation(verb) or _inverted(verb)


def _after_quotation(verb: Token) -> Token | None:
    """The speaker between a quotation and the verb ('"...," the envoy, Jane Doe, told the daily'), where the parser
    takes the phrase for the end of what is quoted."""
    if verb.dep_ != "ROOT" or verb.tag_ != "VBD" or "say" not in groups_of(verb.lemma_.lower()):
        return None
    head = name_before(verb)
    first = -1 if head is None else head.left_edge.i
    return head if first > 0 and verb.doc[first - 1].text in QUOTE_MARKS else None


def _inverted(verb: Token) -> Token | None:
    """The speaker after the verb in ', said the minister', where the parser may not call it a subject."""
    if verb.i + 1 >= len(verb.doc) or verb.tag_ not in ("VBD", "VBZ"):
        return None
    before = verb.nbor(-1).text if verb.i else ""
    if before not in (",", '"', "'", "''", "?", "!", "—", "–", "-"):
        return None
    tag = {before, verb.doc[max(0, verb.i - 2)].text} & QUOTE_MARKS
    if not tag and verb.lemma_ in ADDRESSED:
        return None
    if not tag and not {"say", "manner"} & set(groups_of(verb.lemma_.lower())):
        return None
    for child in verb.rights:
        dated = child.ent_type_ in ("DATE", "TIME")  # "Jane Doe, the envoy, cautioned this week that"
        named = child.pos_ in ("NOUN", "PROPN", "PRON") and not dated
        if child.dep_ in ("dobj", "attr", "oprd", "npadvmod", "dep") and named:
            return child
    if not tag:
        return None
    after = verb.doc[verb.i + 1 : verb.i + 8]
    return next((t for t in after if t.pos_ in ("NOUN", "PROPN") and t.left_edge.i == verb.i + 1), None)


def frame_at(sentence: ParsedSentence, quoted: Quoted, group: str, lemma: str, anchor: Token, head: Token) -> Frame:
    phrase = core(head)
    verb = [anchor, *(c for c in anchor.children if c.dep_ in ("aux", "neg", "prt") and c.i < anchor.i)]
    near = [t for t in phrase if t.i <= head.i] if head.i < anchor.i else phrase
    commas = [i for i, t in enumerate(near[:-1]) if t.text in BREAKS or anchor.doc[t.i + 1].text == ","]
    near = near[commas[-1] + 1 :] if commas and head.i < anchor.i else near
    while len(near) > 1 and near[0].pos_ in ("SYM", "PUNCT", "X"):
        near = near[1:]
    if head.i > anchor.i or anchor.i - max(t.i for t in near) <= 4:
        verb += near
    return Frame(
        sentence=sentence.number,
        group=group,
        verb=lemma,
        anchor=anchor,
        head=head,
        start=min(sentence.start(t) for t in verb),
        end=max(sentence.end(t) for t in verb),
        degree=_degree(anchor),
        quoted=quoted.inside(sentence.number, sentence.start(anchor)),
    )


def _degree(anchor: Token) -> str:
    if _trails(anchor) or active_participle(anchor) or trailing(anchor) is not None:
        return "main"
    if writing(anchor) is not None:
        return "beside"
    token, degree = anchor, 0
    while token.dep_ != "ROOT":
        content = token.dep_ in ("ccomp", "xcomp") and any(g != "clear" for g in groups_of(token.head.lemma_.lower()))
        relayed = token.dep_ == "pcomp" and token.head.lower_ == "as"
        if content or token.dep_ in ("relcl", "acl") or (token.dep_ == "pcomp" and not relayed):
            degree = 2
        elif token.dep_ in ("conj", "advcl") and token.i > token.head.i:
            degree = max(degree, 1)
        token = token.head
    return DEGREES[degree]


def _trails(verb: Token) -> bool:
    """Whether ", X said" at the end is parsed as if it were a relative clause of the noun before it."""
    if verb.dep_ != "relcl" or any(t.tag_ in ("WDT", "WP", "WP$", "WRB") for t in verb.doc[verb.left_edge.i : verb.i]):
        return False
    first = min(t.i for t in verb.subtree if not t.is_punct)
    content = any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.children)
    return first > 0 and verb.doc[first - 1].text == "," and not content
