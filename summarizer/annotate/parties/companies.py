"""Namings of companies: by legal form, by description ("a trading firm in Istanbul"), and again by short name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Form, Found, Lexicon
from summarizer.annotate.parties.naming import Line, Naming, slug
from summarizer.annotate.parties.patterns import CAPITALISED, FirmPatterns, firm_patterns
from summarizer.annotate.parties.usage import does
from summarizer.schema import PartyKind

COMPANY, STATE = PartyKind.COMPANY, PartyKind.STATE
NAME_AFTER = re.compile(
    rf"(?:,\s+|\s+(?:called|named|known as)\s+|\s+)[\"']?(?P<name>{CAPITALISED}(?:\s+(?:&\s+|of\s+)?{CAPITALISED})*)"
)
NAME_BEFORE = re.compile(
    rf"(?P<name>{CAPITALISED}(?:\s+(?:&\s+|of\s+)?{CAPITALISED})*),\s+(?:an?|the|one of the)\s+(?:[\w-]+\s+){{0,3}}$"
)
EXPLAINS = re.compile(r",\s+(?:an?|the|one of the)\s+(?:[\w-]+\s+){0,3}")
DEALERS = frozenset("traders trader dealers dealer brokers businesses operator maker makers".split())
"""Words that alone are people of a place rather than firms."""
NOT_A_FIRM = re.compile(r"\b(?:Monitoring|Contact|Working|Air|Missile|Weapons?|Rocket|Launch|Combat)\b")
LEAD = re.compile(r"(?:The|A|An|But|And|When|While|If|As|In|At|For|With|Under|Both|Two|By|From|About)\s+")
OF_THE = re.compile(r"[\s,'\"]*(?:(?:of|from|in)\s+)?(?:the\s+)?")
DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Janu|Febru)ary|March|April|May|June|July|August|\w+ber\b"
)


def company_key(name: str, patterns: FirmPatterns) -> str:
    """The key of a company that no table knows: its name without legal forms."""
    core = name
    while (stripped := patterns.legal_forms.sub("", core).strip(" ,\"'")) != core and stripped:
        core = stripped
    return f"company:{slug(core)}"


def name_companies(line: Line, lexicon: Lexicon) -> None:
    """Put namings for companies that stand in the line by pattern."""
    patterns = firm_patterns(lexicon)
    for rule in (_by_form, _by_place, _by_city):
        for naming in tuple(rule(line, patterns)):
            if not any(s < naming.end and naming.start < e for s, e in line.hidden):
                line.put(_with_home(line, naming))


def _with_home(line: Line, naming: Naming) -> Naming:
    """The company with the country whose possessive stands before it and only tells where it is from."""
    for home in line.namings:
        if home.kind is STATE and re.fullmatch(r"'s\s+", line.text[home.end : naming.start]):
            line.put(home.but(acts=False, modifier=True))
            return naming.but(country=naming.country or home.country)
    return naming


def after_state(line: Line, found: Found, patterns: FirmPatterns) -> Naming | None:
    """A company, or dealers, that a state's name describes: "Turkish" + " drone makers", "UAE" + "-based firms"."""
    text, country = line.text, found.alias.entry.country
    if (match := patterns.after_state.match(text, found.end)) is not None and line.bare(found.end, match.end()):
        seated = text[found.end] == "-"
        if found.alias.form is Form.CAPITAL and not seated:
            return None
        return _described(line, found.start, match.end(), country, patterns)
    if (match := patterns.traffickers.match(text, found.end)) is not None:
        words = text[found.start : match.end()]
        token = line.token(found.start, match.end())
        acts = token is not None and does(token)
        return Naming(found.start, match.end(), f"other:{slug(words)}", words, PartyKind.OTHER, country, acts=acts)
    return None


def named_after(line: Line, end: int, kind: PartyKind) -> bool:
    """Whether a description that ends at `end` is followed by a known name: "mercenary company" Wagner."""
    after = (f for f in line.found if f.start >= end and f.alias.entry.kind is kind)
    return any(OF_THE.fullmatch(line.text[end : f.start]) for f in after)


def _described(line: Line, start: int, end: int, country: str | None, patterns: FirmPatterns) -> Naming | None:
    """A company known by its description, or by the unknown name beside it; the description is then put as well."""
    if named_after(line, end, COMPANY):
        return None
    if (known := explained_by(line, start, (COMPANY, PartyKind.OTHER))) is not None:
        return known.but(start=start, end=end, country=known.country or country)
    name = None if line.shout() else NAME_AFTER.match(line.text, end)
    if name is not None and _may_name(line, name):
        words = re.sub(r"(?:'s)?[.']*$", "", name["name"])
        at = name.start("name")
        naming = Naming(at, at + len(words), company_key(words, patterns), words, COMPANY, country)
        line.put(naming.but(start=start, end=end))
        return naming
    if (before := named_before(line, start)) is not None:
        words = line.text[before[0] : before[1]]
        naming = Naming(*before, company_key(words, patterns), words, COMPANY, country)
        line.put(naming.but(start=start, end=end))
        return naming
    words = re.sub(r"\s+", " ", line.text[start:end])
    return Naming(start, end, f"company:{slug(words)}", words, COMPANY, country)


def explained_by(line: Line, start: int, kinds: tuple[PartyKind, ...]) -> Naming | None:
    """The known party that a description at `start` explains: "Baykar, a" + " Turkish drone maker"."""
    for naming in line.namings:
        named = naming.end < start and naming.kind in kinds and not naming.anonymous
        if named and EXPLAINS.fullmatch(line.text[naming.end : start]):
            return naming.but(role=None)
    return None


def named_before(line: Line, start: int) -> tuple[int, int] | None:
    """Where the name stands that the description explains: "Orbita Avia, a" + " Turkish freight company"."""
    match = NAME_BEFORE.search(line.text[:start])
    if match is None or line.shout():
        return None
    at, end = match.span("name")
    at = _without_article(line.text, at)
    known = [n for n in line.namings if n.start < end and at < n.end]
    other = any(n.kind not in (COMPANY, PartyKind.PERSON) for n in known) or DAY.match(line.text, at)
    return None if other or any(at <= f.start < end for f in line.found) else (at, end)


def _may_name(line: Line, match: re.Match[str]) -> bool:
    start, end = match.span("name")
    if DAY.match(match["name"]) or any(f.start < end and start < f.end for f in line.found):
        within = [f for f in line.found if f.start < end and start < f.end]
        longer = all(end - start > f.end - f.start and f.alias.entry.kind is not STATE for f in within)
        if DAY.match(match["name"]) or not (longer or any(f.alias.entry.kind is COMPANY for f in within)):
            return False
    closed = re.match(r"\s*(?:[,.;:)\"(]|'s\b|$)", line.text[end:]) is not None
    return closed if match.group().startswith(",") else True


def _by_place(line: Line, patterns: FirmPatterns) -> Iterator[Naming]:
    """ "a trading company in Dubai", "firms registered in Hong Kong"."""
    for match in patterns.find_firm_in.finditer(line.text):
        place = match.start("place")
        state = next((f for f in line.found if f.start == place and f.alias.entry.kind is STATE), None)
        city = next((c for c in patterns.cities if match["place"].startswith(c)), None)
        if not line.free(*match.span("firm")) or match["firm"].lower() in DEALERS:
            continue
        unknown = place + len(match["place"].rstrip(".'"))
        end = state.end if state else place + len(city) if city else unknown
        country = state.alias.entry.country if state else patterns.cities.get(city or "")
        naming = _described(line, match.start(), end, country, patterns)
        if naming is None or (naming.start == match.start() and _only_aside(line, match)):
            continue
        yield naming


def _only_aside(line: Line, match: re.Match[str]) -> bool:
    """Whether a described company does nothing in the sentence: "a company in Lyon was once burgled"."""
    token = line.token(*match.span("firm"))
    return token is None or not does(token)


def _by_city(line: Line, patterns: FirmPatterns) -> Iterator[Naming]:
    for match in patterns.find_city_firm.finditer(line.text):
        if line.free(*match.span()):
            naming = _described(line, *match.span(), patterns.cities[match["city"]], patterns)
            if naming is not None:
                yield naming


def _by_form(line: Line, patterns: FirmPatterns) -> Iterator[Naming]:
    """Names with a legal form ("Ltd") or a word of the trade ("Shipyards")."""
    if line.capitals:
        return
    for match in patterns.find_firm.finditer(line.text):
        start, end = _without_home(line, _without_article(line.text, match.start())), match.end()
        strong = match["form"] is not None or match["before"] is not None
        taken = [n for n in line.namings if n.start < end and start < n.end]
        if any(n.kind is not STATE and n.end - n.start >= end - start for n in taken):
            continue
        if not strong and (" " not in line.text[start:end].strip() or not _organisation(line, start, end)):
            continue
        if any(n.kind not in (STATE, COMPANY, PartyKind.PERSON) for n in taken):
            continue
        known = next((n for n in taken if n.kind is COMPANY), None)
        if known is not None:
            yield known.but(start=start, end=end)
        else:
            name = line.text[start:end]
            yield Naming(start, end, company_key(name, patterns), name, COMPANY)


def _without_article(text: str, start: int) -> int:
    match = LEAD.match(text, start)
    return match.end() if match else start


def _without_home(line: Line, start: int) -> int:
    """Where the name begins after a state's possessive: "Turkey's" + " Ilgaz Yachts"."""
    home = next((f for f in line.found if f.start == start and f.alias.entry.kind is STATE), None)
    owned = re.compile(r"'s\s+").match(line.text, home.end) if home else None
    return owned.end() if owned else start


def _organisation(line: Line, start: int, end: int) -> bool:
    """Whether the parse agrees that a name with a weak legal form ("Systems") is an organisation that takes part."""
    if line.shout() or NOT_A_FIRM.search(line.text[start:end]):
        return False
    span = line.span(start, end)
    found = (e for e in line.parsed.doc.ents if e.label_ == "ORG")
    return span is not None and any(e.start <= span.start and span.end - 1 <= e.end <= span.end + 1 for e in found)
