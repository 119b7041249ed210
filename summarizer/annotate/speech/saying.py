"""What a speech verb must come with before it counts as saying something: a clause, a quotation, an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import trailing
from summarizer.annotate.speech.quoted import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

FEELINGS = frozenset("concern alarm fear worry doubt outrage anger unease regret dismay hope suspicion".split())

CLEAR = frozenset(
    "clear adamant firm explicit blunt categorical confident certain convinced emphatic unequivocal".split()
)
CLEAR_MADE = frozenset("clear plain known doubt".split())
"""What somebody is, and what he makes a thing, when he says it."""
PROOF = frozenset("evidence sign indication proof trace".split())


def takes(group: str, verb: Token, sentence: ParsedSentence, quoted: Quoted) -> bool:
    """Whether the verb has the content that its group needs."""
    children = list(verb.children)
    deps = {c.dep_ for c in children}
    clause = (
        any(c.dep_ == "ccomp" and trailing(c) is None for c in children)
        or verb.dep_ == "parataxis"
        or _closes(verb)
        or verb.doc[-1].text == ":"
    )
    clause = clause or _beside_quote(verb, sentence, quoted)
    prepositions = {c.lower_ for c in children if c.dep_ in ("prep", "prt", "agent")}
    if group == "finding":
        return "ccomp" in deps or ("dobj" in deps and "auxpass" not in deps)
    if group == "say":
        if verb.lemma_ in ("let", "consider", "deem", "regard", "hold"):
            return True
        if verb.lemma_ == "go":
            return clause or _interrupts(verb)
        if verb.lemma_ in ("release", "issue"):
            return bool(verb.doc[-1].text == ":")
        return clause or _of_doing(verb) or (verb.lemma_ in ("warn", "caution") and bool(deps & {"prep", "dobj"}))
    if group == "announce":
        return clause or "dobj" in deps or _of_doing(verb)
    if group == "clear":
        return _makes_clear(verb)
    if group == "manner":
        return "ccomp" in deps
    if group == "judge":
        return _beside_quote(verb, sentence, quoted)
    if group == "figure":
        return "dobj" in deps and ("at" in prepositions or _at_a_number(verb))
    if group == "deny":
        return bool(deps & {"dobj", "xcomp", "ccomp", "nsubjpass"}) or clause
    if group == "evidence":
        return any(c.dep_ == "dobj" and c.lemma_ in PROOF and _is_none(c) for c in children)
    if group == "accuse":
        return bool(deps & {"dobj", "nsubjpass"})
    if group == "ask":
        if verb.lemma_ in ("call", "appeal", "press"):
            asks = verb.lemma_ == "call" or "xcomp" in deps or (verb.lemma_ == "appeal" and "for" in prepositions)
            return asks and bool(prepositions & {"on", "upon", "for", "to"})
        wanted = {"ccomp", "xcomp"} if verb.lemma_ in ("ask", "request") else {"dobj", "ccomp", "xcomp"}
        return any(c.dep_ in wanted and trailing(c) is None for c in children)
    if group == "label":
        prepositions |= {p.lower_ for c in children if c.dep_ == "dobj" for p in c.children if p.dep_ == "prep"}
        quote = _beside_quote(verb, sentence, quoted)
        if verb.lemma_ in ("speak", "talk", "refer"):
            counted = verb.lemma_ == "speak" and _gives_a_number(verb)
            return counted or (quote and (bool(prepositions & {"of", "about", "to"}) or _of_quote(verb)))
        named = verb.lemma_ == "call" and ("ccomp" in deps or quote)
        return "oprd" in deps or "as" in prepositions or named or (quote and "dobj" in deps)
    return any(c.dep_ == "dobj" and c.lemma_ in FEELINGS for c in children)


def _makes_clear(verb: Token) -> bool:
    """ "Is clear that", "made it plain that", "left no doubt that"."""
    told = any(t.dep_ == "ccomp" and t.tag_ != "VB" and t.i > verb.i for c in verb.children for t in (c, *c.children))
    plain = {c.lemma_ for c in verb.children if c.dep_ in ("acomp", "oprd", "ccomp", "attr", "dobj", "amod")}
    plain |= {t.lemma_ for c in verb.children if c.dep_ == "ccomp" for t in c.children if t.dep_ == "acomp"}
    return told and bool(plain & (CLEAR if verb.lemma_ == "be" else CLEAR_MADE))


def _is_none(noun: Token) -> bool:
    """Whether a noun is denied: "no evidence", "did not see any evidence"."""
    return any(c.lower_ == "no" for c in noun.children) or any(c.dep_ == "neg" for c in noun.head.children)


def _interrupts(verb: Token) -> bool:
    """ "The crates, he went on, were counted"."""
    subjects = [c.i for c in verb.children if c.dep_ == "nsubj" and 0 < c.i < verb.i]
    inside = verb.dep_ in ("ccomp", "advcl", "parataxis", "csubj") and verb.head.i > verb.i
    return inside and any(verb.doc[i - 1].text == "," for i in subjects)


def _of_doing(verb: Token) -> bool:
    """ "Confirms having sold", "admits to having bought", "acknowledged receiving"."""
    if verb.lemma_ not in (
        "confirm",
        "admit",
        "acknowledge",
        "report",
        "disclose",
        "reveal",
        "own",
        "recall",
        "confess",
    ):
        return False
    under = [c for child in verb.children for c in (child, *child.children) if child.dep_ in ("xcomp", "prep")]
    doing = [c for c in under if c.dep_ in ("xcomp", "pcomp")]
    return any(c.tag_ == "VBG" or any(k.lower_ == "having" for k in c.children) for c in doing)


def _at_a_number(verb: Token) -> bool:
    """ "Put the number of shells sent since May at 40,000", where the parser hangs "at" on another word."""
    rights = (t for t in verb.doc[verb.i + 1 :] if t.lower_ == "at")
    return any(c.dep_ == "pobj" and (c.like_num or c.pos_ == "NUM") for t in rights for c in t.children)


def _gives_a_number(verb: Token) -> bool:
    """ "Spoke of nine drones"."""
    told = [p for c in verb.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
    return any(t.like_num or any(c.like_num or c.dep_ == "nummod" for c in t.children) for t in told)


def _of_quote(verb: Token) -> bool:
    """ "Spoke at a fair of 'our first customer'"."""
    after = [t for t in verb.doc[verb.i + 1 :] if t.lower_ in ("of", "about")]
    return any(t.i + 1 < len(t.doc) and t.doc[t.i + 1].text in ('"', "'", "``") for t in after)


def _closes(verb: Token) -> bool:
    """Whether the verb ends a sentence as ', X said' does, its content being all that stands before it."""
    if trailing(verb) is not None:
        return True
    if any(c.dep_ in ("dobj", "xcomp", "ccomp") and c.i > verb.i for c in verb.children):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    first = verb.left_edge.i if subject is None else subject.left_edge.i
    if verb.dep_ == "ROOT" and first == verb.left_edge.i:
        return any(t.text == "," for t in verb.doc[first : verb.i])
    return first > 1 and verb.doc[first - 1].text in (",", '"', "'")


def _beside_quote(verb: Token, sentence: ParsedSentence, quoted: Quoted) -> bool:
    """Whether a quotation follows the verb in its sentence, or stands right before its phrase."""
    number = sentence.number
    if not quoted.touching(number) or quoted.inside(number, sentence.start(verb)):
        return False
    return any(quoted.inside(number, sentence.start(t)) for t in verb.doc)
