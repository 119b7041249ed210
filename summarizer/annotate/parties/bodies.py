"""Namings by pattern: ministries and services of states, armed groups and companies that no table can list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Form, Found, Lexicon
from summarizer.annotate.parties import companies
from summarizer.annotate.parties.groups import group_after_state, name_groups
from summarizer.annotate.parties.naming import Line, Naming, slug
from summarizer.annotate.parties.patterns import BodyPatterns, body_patterns, firm_patterns, group_patterns
from summarizer.annotate.parties.silence import fell_silent
from summarizer.annotate.parties.states import HEADED, UNNAMED_BEFORE, of_somebody, touching, unnamed
from summarizer.annotate.parties.usage import Use, does, use_of
from summarizer.schema import PartyKind

FORCES = re.compile(r"(?:national\s+)?(?:military|army|(?:armed|defen[cs]e|self-defen[cs]e)\s+forces?)", re.IGNORECASE)
"""Names of a state's forces that a text uses for one and the same; of the United States, an army is one of several."""
ARMED_FORCES = "armed-forces"


def name_by_pattern(line: Line, lexicon: Lexicon) -> None:
    """Put namings for bodies, armed groups and companies that stand in the line by pattern."""
    for found in line.found:
        if found.alias.entry.kind is PartyKind.STATE and found.alias.form is not Form.MASK:
            naming = _after_state(line, found, lexicon)
            if naming is not None and _longest(line, naming):
                line.put(naming)
    patterns = body_patterns(lexicon)
    for rule in (_offices, _institutions_of, _courts):
        for naming in tuple(rule(line, patterns)):
            if not any(s < naming.end and naming.start < e for s, e in line.hidden):
                line.put(naming)
    name_groups(line, lexicon)
    companies.name_companies(line, lexicon)
    _set_letterhead_aside(line)


def _longest(line: Line, naming: Naming) -> bool:
    """Whether the naming is longer than every name of the tables that it overlaps."""
    covered = [
        n for n in line.namings if n.start < naming.end and naming.start < n.end and n.kind is not PartyKind.STATE
    ]
    return all(
        naming.start <= n.start and n.end <= naming.end and (n.start, n.end) != (naming.start, naming.end)
        for n in covered
    )


def _after_state(line: Line, found: Found, lexicon: Lexicon) -> Naming | None:
    text, country = line.text, found.alias.entry.country
    patterns = body_patterns(lexicon)
    if (match := patterns.topic_office.match(text, found.end)) is not None:
        topic = patterns.topics[match["topic"].casefold()]
        return _body(line, found.start, match.end(), f"{topic}-ministry", country)
    if (match := patterns.institution.match(text, found.end)) is not None:
        return _institution(line, found, match.end())
    if (naming := group_after_state(line, found, group_patterns(lexicon))) is not None:
        return naming
    if (naming := companies.after_state(line, found, firm_patterns(lexicon))) is not None:
        return naming
    match = patterns.authority.match(text, found.end)
    if match is not None and _unknown(line, found.end, match.end()) and line.bare(found.end, match.end()):
        return _institution(line, found, match.end())
    return None


def _unknown(line: Line, start: int, end: int) -> bool:
    """Whether no name of the tables begins in the stretch: "US State Department" is known, "Thai rice board" is not."""
    return not any(start <= f.start < end for f in line.found)


SOFT = re.compile(
    r"(?:military|army|navy|air force|(?:\w+\s+)*forces|police|marines|customs|intelligence)$", re.IGNORECASE
)
STATES_OWN = re.compile(r"(?:customs (?:officers|agents|officials)|border guards|police officers|coast ?guard|troops)$")
SPOKEN_FOR = re.compile(
    r"\b(?:spokes\w+|officials?|diplomats?|members?|representatives?)\s+(?:for|of|at|from|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


OF_A_PERSON = re.compile(r"\s+(?:spokes\w+|official|chief|head|director|adviser|aide)\s+[A-Z]")
"""What makes a ministry part of somebody's role."""
ARMY = re.compile(
    r"(?:national\s+)?(?:military|army|armed forces|navy|air forces?|marines|special forces|general staff)"
)
"""Forces in lower case: a way to speak of the state."""
MISSION = re.compile(r"(?:embassy|consulate)$", re.IGNORECASE)
SEAT = re.compile(r"\s+(?:in|to|at)\s+(?:the\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?")


def _army(line: Line, found: Found, body: Naming) -> Naming:
    """The state whose army is spoken of; it takes part where the army does."""
    entry = found.alias.entry
    there = line.token(body.start, body.end) is not None and use_of(line, body.start, body.end) is not Use.ASIDE
    acts = body.acts and there and not fell_silent(line, body.end)
    state = Naming(found.start, body.end, entry.key, entry.name, entry.kind, entry.country)
    return state.but(acts=acts, anonymous=body.anonymous)


def _institution(line: Line, found: Found, end: int) -> Naming | None:
    start = found.start - len("Royal ") if line.text[: found.start].endswith("Royal ") else found.start
    name = re.sub(r"^(?:'s?)?\s+", "", line.text[found.end : end])
    country = found.alias.entry.country
    naming = _body(line, start, end, body_slug(name, country), country)
    if (seat := SEAT.match(line.text, end)) is not None and MISSION.search(name):
        naming = naming.but(name=line.text[start : seat.end()])
    if name[0].islower() and ARMY.fullmatch(name):
        return _army(line, found, naming)
    if name[0].islower() and unnamed(line, end) is not None:
        return None  # "Greek army officials" are unnamed people of the state
    if name[0].isupper() or naming.anonymous:
        return naming
    if (called := _called(line, naming)) is not None:
        return called
    if SPOKEN_FOR.search(line.text[:start]):
        return naming.but(anonymous=True)
    if STATES_OWN.search(name) is not None:
        return None  # unnamed people of the state too
    # "the Russian army" in lower case is a body when it acts, else it is a way to speak of the state.
    token = line.token(start, end)
    if token is None:
        return None
    acts = (does(token) and not fell_silent(line, end)) or (
        SOFT.search(name) is None and token.dep_ in ("nsubj", "nsubjpass") and naming.acts
    )
    return naming.but(acts=acts)


AGENCY = re.compile(r"(?:agency|authority|directorate|inspectorate|regulator)$")
AGENCY_NAME = re.compile(r"(?:\s+|,\s+)(?P<name>[^\W\d_a-z][\w-]{2,}(?:\s+[A-Z][\w-]+){0,3})(?=[,.;)]|\s+[a-z]|$)")


def _called(line: Line, described: Naming) -> Naming | None:
    """The name that follows a described office: "procurement agency NORVAK", "export agency, Vientrade,"."""
    match = AGENCY_NAME.match(line.text, described.end) if AGENCY.search(described.name) else None
    if match is None or line.shout() or not line.free(*match.span("name")):
        return None
    span = line.span(*match.span("name"))
    if span is None or any(e.label_ in ("DATE", "GPE") for e in span.ents):
        return None
    name = match["name"]
    naming = described.but(key=f"body:{described.country}:{slug(name)}", name=name, acts=True)
    line.put(naming)
    return naming.but(start=match.start("name"), end=match.end("name"))


def body_slug(name: str, country: str | None) -> str:
    """The last part of a body's key; one for all the names of a state's armed forces."""
    return ARMED_FORCES if FORCES.fullmatch(name) and country != "USA" else slug(name)


def _body(line: Line, start: int, end: int, key: str, country: str | None) -> Naming:
    name = _core(line, start, end)
    people = unnamed(line, end)
    among = UNNAMED_BEFORE.search(line.text[:start]) is not None
    post = HEADED.search(line.text[:start]) is not None or of_somebody(line, start)
    acts = (
        among
        or people is not None
        or (not post and use_of(line, start, end) is not Use.ASIDE and not fell_silent(line, people or end))
    )
    kind, anonymous = PartyKind.GOVERNMENT_BODY, among or people is not None
    return Naming(start, people or end, f"body:{country}:{key}", name, kind, country, None, acts, anonymous)


def _core(line: Line, start: int, end: int) -> str:
    """The body's name without a state's possessive: "Ukraine's Defence Ministry" is the "Defence Ministry"."""
    for found in line.found:
        owned = re.compile(r"'s?\s+(?=[A-Z])").match(line.text, found.end) if found.start == start else None
        if owned is not None:
            return line.text[owned.end() : end]
    return line.text[start:end]


def _offices(line: Line, patterns: BodyPatterns) -> Iterator[Naming]:
    """ "Ministry of X of Y", and ministries without a state: "the foreign ministry"."""
    for match in patterns.find_office_of.finditer(line.text):
        topic = patterns.topics.get(re.sub(r"\s+", " ", match["topic"]).casefold())
        if topic is None and (line.shout() or line.text[match.start()].islower()):
            continue
        start, end, country = _with_state(line, match.start(), _end_of_office(match))
        known = any(n.start <= match.start() and match.end() <= n.end for n in line.namings)
        if not known or country is not None:
            name = line.text[match.start() : _end_of_office(match)]
            yield _body(line, start, end, f"{topic}-ministry" if topic else slug(name), country)
    for match in patterns.find_bare.finditer(line.text):
        bare = "body" if match["body"] else "bare"
        in_role = bare == "bare" and (line.shout() or OF_A_PERSON.match(line.text, match.end()) is not None)
        if line.free(*match.span(bare)) and not in_role:
            topic = patterns.topics[(match["topic"] or match["bare_topic"]).casefold()]
            yield _body(line, *match.span(bare), f"{topic}-ministry", None)


def _end_of_office(match: re.Match[str]) -> int:
    """Where the office's name ends: a comma goes on only to a list ("Economy, Trade and Industry"), else to a name."""
    comma = match["more"].find(",")
    listed = comma < 0 or re.search(r"\s(?:and|&)\s", match["more"]) is not None
    return match.end() if listed else match.start("more") + comma


def _with_state(line: Line, start: int, end: int) -> tuple[int, int, str | None]:
    """A body's stretch widened over the state before it or after its "of", and that state's country."""
    country = None
    for found in line.found:
        if found.alias.entry.kind is not PartyKind.STATE:
            continue
        between = line.text[end : found.start] if found.start >= end else " of "
        if touching(line, found, start):
            start, country = found.start, found.alias.entry.country
        elif found.start > start and re.fullmatch(r"\s*(?:of|in)\s+(?:the\s+)?", between):
            end = end if " in" in f" {between}" else max(end, found.end)
            country = found.alias.entry.country
    return start, end, country


def _institutions_of(line: Line, patterns: BodyPatterns) -> Iterator[Naming]:
    """ "the Armed Forces of Chile", "the parliament of Kosovo"."""
    for match in patterns.find_institution_of.finditer(line.text):
        state = next((f for f in line.found if f.start == match.end() and f.alias.entry.kind is PartyKind.STATE), None)
        if state is not None and state.alias.form in (Form.NAME, Form.CAPITAL):
            country = state.alias.entry.country
            yield _body(line, match.start(), state.end, body_slug(match["body"], country), country)


def _courts(line: Line, patterns: BodyPatterns) -> Iterator[Naming]:
    """ "the District Court of Utrecht", "a federal court in Boston"."""
    for match in patterns.find_court.finditer(line.text):
        if not any(n.start <= match.start() and match.end() <= n.end for n in line.namings):
            state = next((f for f in line.found if match.start() <= f.start < match.end()), None)
            country = state.alias.entry.country if state else None
            end = match.start() + len(match.group().rstrip("."))
            yield _body(line, match.start(), end, slug(match.group()), country)


def _set_letterhead_aside(line: Line) -> None:
    """A heading that is a body's name and no more says who issues the text; the body must act to be a party."""
    if not any(t.pos_ in ("VERB", "AUX") for t in line.parsed.tokens) and len(line.text) < 90:
        formal = (PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION)
        line.namings = [n.but(acts=False) if n.kind in formal else n for n in line.namings]
    if line.parsed.sentence.heading:
        whole = len(line.text.strip(" .:"))
        bodies = (PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION)
        line.namings = [
            n.but(acts=False) if n.kind in bodies and n.end - n.start > 0.7 * whole else n for n in line.namings
        ]
