"""Persons whom the text gives no role, but whose office it tells otherwise.

"..., said Jane Doe of the National Security Council"       a body or group that she is of
"..., said Jane Doe, who chairs the licensing committee"    what she heads or sits on
Doe said ...                                                nothing at all: news introduces private persons
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.antecedents import institution_before, possessor
from summarizer.annotate.speech.floor import FORMER, Floor
from summarizer.annotate.speech.frames import core, words
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OFFICIAL_OWNERS = frozenset({PartyKind.GOVERNMENT_BODY, PartyKind.ARMED_GROUP, PartyKind.INTERNATIONAL_ORGANISATION})
STATE_OWNED = frozenset({"state", "state-owned", "state-run", "owned", "government", "national", "central"})
LEARNED = re.compile(
    r"\b(?:institute|university|college|school|cent(?:re|er)|think[- ]tank|foundation|academy|forum)\b", re.I
)
PUBLIC = re.compile(
    r"\b(?:Party|Front|Alliance|Movement|Bloc|Coalition|Congress|Assembly|Parliament|Senate|Division|Directorate"
    r"|Department|Ministry|Agency|Authority|Bureau|Commission|Committee|Council|Police|Guard|Customs|Prosecution"
    r"|Inspectorate|Secretariat|Task Force|Command|Embassy)\b"
    r"|^(?:\w+ )?(?:Democratic|Democrats|Liberals?|Conservatives?|Labour|Socialists?|Social Democrats?|Republicans?"
    r"|Greens|National|People['’]s|Popular|Patriotic) (?:Forum|Union|Party|League|Rally|Unity)\b"
)
BODY_AFTER = re.compile(
    r",? (?:of|from) (?:the )?([A-Z][\w'’\-]*(?: (?:(?:of|for|and|the|against) )*[A-Z][\w'’\-]*){0,7})"
)
"""What a person is of who speaks for a party or a public body, though the text knows no party of that name."""

POSTS = (
    r"(?:leader|head|chief|boss|founder|co-founder|chair(?:man|woman|person)?|president|secretary(?: general)?"
    r"|director|coordinator|organi[sz]er|delegate|representative|spokes(?:man|woman|person)|official"
    r"|shop steward|steward|member|convenor|campaigner)"
)
LEAGUES = (
    r"(?:union|federation|association|movement|party|opposition|campaign(?: group)?|charity|relief group|aid group"
    r"|rights group|non-governmental organi[sz]ation|NGO|coalition|militia|rebel group|rebel|faction|front|committee)"
)
MEMBERS_BEFORE = re.compile(rf"\b(?:\w+ )?{LEAGUES}(?:['’]s)? (?:[a-z]+ )?{POSTS},? $", re.I)
MEMBERS_AFTER = re.compile(
    rf",? (?:an?|the|its|co-)? ?(?:[\w-]+ )?{POSTS} (?:of|for|with|in|at) (?:an?|the|its)"
    rf" (?:[\w'’-]+ ){{0,3}}?{LEAGUES}\b",
    re.I,
)
AGED = re.compile(r", \d{2}, ((?:[\w'’-]+ ){0,4}?[\w'’-]+)(?= (?:of|for|in|at|with|on)\b|,|\.)")
"""Who speaks for people that have banded together: a post before or after "union", "charity"; a post after an age."""
SERVICES = frozenset({"diplomat", "officer", "soldier"})
"""What officials are told to have been before."""
BODIES = r"(?:ministry|department|government|cabinet|administration|secretariat|brigade|battalion|fleet)\b"
OWN_OFFICE = re.compile(rf"['’]s (?:own )?(?:[a-z]+ )?{BODIES}")
WHOSE_OFFICE = re.compile(rf", (?:whose|under whose|in whose) (?:own )?(?:[a-z]+ )?{BODIES}")
"""What belongs to somebody who holds an office: "Doe's own department", "Doe, whose ministry pays for it"."""
STRETCH = 60


def holds_office(floor: Floor, person: PartyCandidate) -> bool:
    """Whether the text shows that a person without an official role speaks for a body, group or organisation.

    A person of whom it tells nothing at all counts too, when it tells nothing that private persons are told by.
    """
    told = told_office(floor, person)
    if told is not None:
        return told
    spoken = any(_speaks(floor, mention) for mention in person.mentions)
    return spoken and person.kind is not PartyKind.OFFICIAL and person.role is None


def _speaks(floor: Floor, mention: Mention) -> bool:
    span = floor.parsed.sentence(mention.sentence).span(mention.start, mention.end)
    return span is not None and span.root.dep_ == "nsubj" and span.root.head.pos_ == "VERB"


def told_office(floor: Floor, person: PartyCandidate) -> bool | None:
    """Whether the text tells that a person holds an office or is a private one; None when it tells neither."""
    past = person.kind is PartyKind.OFFICIAL
    if any(pattern.match(floor.parsed.text, m.end) for m in person.mentions for pattern in (OWN_OFFICE, WHOSE_OFFICE)):
        return True
    for mention in person.mentions:
        sentence = floor.parsed.sentence(mention.sentence)
        span = sentence.span(mention.start, mention.end)
        if span is None:
            continue
        name = span.root
        body = BODY_AFTER.match(floor.parsed.text, mention.end)
        if body is not None and not past and PUBLIC.search(body.group(1)):
            return True
        if not past and _speaks_for_members(floor, mention):
            return True
        if _heads(floor, sentence, name) or (not past and _is_of(floor, sentence, name)):
            return True
        if _is_private(floor, sentence, name):
            return False
        if not past and _is_officer(name):
            return True
    return None


def _speaks_for_members(floor: Floor, mention: Mention) -> bool:
    """ "The campaign group's founder, Jane Doe", "union leader Jane Doe", "Jane Doe, 54, mayor of Norwick"."""
    text = floor.parsed.text
    before = MEMBERS_BEFORE.search(text[max(0, mention.start - STRETCH) : mention.start])
    after = MEMBERS_AFTER.match(text, mention.end)
    told = [m.group().lower() for m in (before, after) if m is not None]
    if any(not FORMER & set(re.findall(r"\w+", t)) for t in told):
        return True
    aged = AGED.match(text, mention.end)
    post = [] if aged is None else aged.group(1).lower().replace("-", " ").split()
    named = [w for w in post if w in words("offices", "nameless") | words("offices", "members")]
    others = words("people", "expert") | words("people", "private") | words("people", "company") | FORMER
    return bool(named) and not others & set(post)


def serves_company(floor: Floor, person: PartyCandidate) -> bool:
    """Whether an office that companies have too is told to be one of a company ("Norvik's export director", "the
    yard, whose director Jane Doe ...")."""
    role = set((person.role or "").lower().replace("-", " ").split())
    if not role & words("offices", "commercial") or role & words("offices", "national"):
        return False
    for mention in person.mentions:
        sentence = floor.parsed.sentence(mention.sentence)
        span = sentence.span(mention.start, mention.end)
        if span is None:
            continue
        name = span.root
        posts = [name, *(c for c in name.children if c.dep_ == "appos")]
        posts += [name.head] if name.dep_ == "appos" else []
        if any(_of_company(floor, sentence, post) for post in posts):
            return True
    return False


def _of_company(floor: Floor, sentence: ParsedSentence, post: Token) -> bool:
    owner = floor.owner(sentence, post)
    if owner is not None:
        return owner.kind is PartyKind.COMPANY
    links = [c for c in post.children if c.lower_ in ("of", "at", "for")]
    owners = [p for link in links for p in link.children if p.dep_ == "pobj"]
    whose = possessor(post)
    if whose is not None and whose.tag_ == "WP$":
        owners += [a.head for a in post.ancestors if a.dep_ == "relcl"]
    elif whose is not None and whose.tag_ == "PRP$":
        meant = institution_before(floor, sentence, post)
        return meant is not None and meant.kind is PartyKind.COMPANY
    elif whose is not None:
        owners.append(whose)
    private = (o for o in owners if not STATE_OWNED & {t.lower_ for t in core(o)})
    return any(o.lower_ in words("offices", "companies") for o in private)


def _is_officer(name: Token) -> bool:
    """ "Jane Doe is deputy minister of fisheries"."""
    return name.dep_ == "nsubj" and name.head.lemma_ == "be" and name.head.tag_ != "VBD" and _in_office(name.head)


def _in_office(verb: Token) -> bool:
    """Whether a form of "be" tells of an office, and not one of a company."""
    posts = (c for c in verb.children if c.dep_ == "attr")
    return any(p.lower_ in words("offices", "nameless") | words("offices", "members") | SERVICES for p in posts)


def _is_private(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """Whether a name has an age, or a clause or phrase that tells what no official is told by."""
    if name.i + 1 < len(name.doc) and name.nbor().text == ":":
        return False  # a label, under which the parser hangs what is said
    for child in name.children:
        aged = child.dep_ in ("appos", "nummod", "npadvmod") and child.like_num
        career = child.dep_ == "relcl" and child.lemma_ == "be" and _in_office(child)
        verb = child.dep_ == "acl" and child.i == name.i + 1  # "Doe read out a list", which the parser takes amiss
        if aged or (child.dep_ in ("relcl", "acl") and not career and not verb):
            return True
        if child.dep_ == "appos" and _is_trade(child):
            return True
        objects = [p for p in child.children if p.dep_ == "pobj"] if child.dep_ == "prep" else [child]
        for head in objects:
            owner = floor.owner(sentence, head) if child.dep_ in ("prep", "appos", "poss") else None
            phrase = " ".join(t.text for t in core(head))
            learned = child.dep_ in ("prep", "appos") and LEARNED.search(phrase)
            if learned or (owner is not None and owner.kind in (PartyKind.COMPANY, PartyKind.MEDIA)):
                return True
    return any(c.dep_ == "prep" and c.lower_ in ("for", "at", "with") for c in name.children)


def _is_trade(noun: Token) -> bool:
    """Whether "a midwife" beside a name tells what somebody is, and that this is no office."""
    plain = noun.tag_ == "NN" and noun.i > noun.head.i and {"a", "an"} & {c.lower_ for c in noun.children}
    offices = words("people", "office") | words("people", "unnamed") | words("offices", "members")
    return bool(plain) and noun.lower_ not in offices | words("offices", "nameless")


def _is_of(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """ "Doe of the National Security Council", "the organisation's campaigner Jane Doe"."""
    if name.dep_ == "appos" and _is_member(name.head):
        return True
    post = _post(name)
    office = name.dep_ == "appos" and post.lower_ in words("offices", "nameless")
    links = [c for c in name.children if c.lower_ in ("of", "from", "for")]
    objects = [p for link in links for p in link.children if p.dep_ == "pobj"]
    owners = [floor.owner(sentence, p) for p in objects]
    whose = possessor(name)
    if whose is not None:
        owners.append(floor.owner(sentence, whose))
    if office:
        if FORMER & {t.lower_ for t in core(post)}:
            return False
        own = floor.owner(sentence, post)
        return own is None or (own.kind in OFFICIAL_OWNERS | {PartyKind.STATE} and not LEARNED.search(own.name))
    return any(o is not None and o.kind in OFFICIAL_OWNERS and not LEARNED.search(o.name) for o in owners)


def _post(name: Token) -> Token:
    """What a name is put beside: the office, also where the parser hangs it on what the office is of."""
    beside = name.head
    links = beside.dep_ == "pobj" and beside.head.lower_ in ("of", "for") and beside.head.head.pos_ == "NOUN"
    above: Token = beside.head.head if links else beside
    return above if above.lower_ in words("offices", "nameless") else beside


def _is_member(beside: Token) -> bool:
    """ "A member of the defence committee, Jane Doe": the parser hangs the name on either noun."""
    above = beside.head.head if beside.dep_ == "pobj" and beside.head.lower_ == "of" else beside
    bodies = {p.lower_ for c in above.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"}
    return above.lower_ in words("offices", "members") and bool(bodies & words("offices", "bodies"))


def _heads(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """ "Who chairs the committee", "who sits on the defence council"."""
    if name.dep_ == "pobj" and name.head.dep_ == "agent" and name.head.head.lemma_ in words("offices", "verbs"):
        subjects = (c for c in name.head.head.children if c.dep_ == "nsubjpass")
        return any(s.lower_ in words("offices", "bodies") for s in subjects)
    clauses = [c for c in name.children if c.dep_ == "relcl"]
    clauses += [name.head] if name.dep_ == "nsubj" and name.head.i > name.i else []
    for clause in clauses:
        objects = [c for c in clause.children if c.dep_ in ("dobj", "attr")]
        objects += [p for c in clause.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
        if clause.lemma_ not in words("offices", "verbs"):
            continue
        for head in objects:
            phrase = " ".join(t.text for t in core(head))
            owner = floor.owner(sentence, head)
            if owner is not None and owner.kind is PartyKind.COMPANY:
                continue
            known = owner is not None and owner.kind in OFFICIAL_OWNERS | {PartyKind.STATE}
            if (known or head.lower_ in words("offices", "bodies")) and not LEARNED.search(phrase):
                return True
    return False
