"""Named people: their names, and the roles that titles and appositions give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.lexicon import Entry, Form, Lexicon
from summarizer.annotate.naming import Line, Naming, slug
from summarizer.annotate import usage
from summarizer.annotate.usage import does
from summarizer.schema import PartyKind

PEOPLE = (PartyKind.OFFICIAL, PartyKind.PERSON)
PART = r"(?:[A-Z][\w'-]*[\w]|[A-Z]\.)"
LINK = r"(?:al-|el-|bin|ibn|von|van|de|der|den|del|della|da|di|dos|du|la|le|abu|ben|ul|bint|zu)"
NAME = rf"{PART}(?:\s+(?:{LINK}\s+){{0,2}}(?:(?:al|el|ul|ad)-)?{PART}){{0,4}}"
SPEECH = r"(?:said|says|told|added|warned|wrote|denied|stated|announced|confirmed|claimed|argued|noted|explained|tweeted|posted|insisted|vowed|pledged)"
SPEAKS = re.compile(rf"(?:(?<=^)|(?<=[\"\s,]))(?P<name>{PART}(?:\s+{PART}){{1,3}})\s+{SPEECH}\b")
NAMED_FIRST = re.compile(rf"(?P<name>{PART}(?:\s+{PART}){{1,3}})(?=,\s)")
SAID = re.compile(rf"\b(?:said|says|added|warned|according to)\s+(?P<name>{PART}(?:\s+{PART}){{1,3}})(?=[,.]|$|\s+of\b|\s+at\b)")
LABEL = re.compile(r"^(?P<title>(?:MR|MRS|MS|DR|GEN|COL|ADM|SEN|REP|AMB|SECRETARY|PRESIDENT|MINISTER|AMBASSADOR|GENERAL|ADMIRAL)\b\.?\s+)?(?P<name>[A-Z][\w'.-]+(?:\s+[A-Z][\w'.-]+){0,3})(?:\s*\((?P<role>[^)]{3,80})\))?\s*:(?=\s)")


@dataclass(frozen=True)
class Roles:
    """The role words of a lexicon as patterns. `last` finds the role word that ends a phrase."""

    office: frozenset[str]
    business: frozenset[str]
    private: frozenset[str]
    ends: re.Pattern[str]
    ends_of: re.Pattern[str]
    anywhere: re.Pattern[str]
    title: re.Pattern[str]
    lead: re.Pattern[str]
    titled: re.Pattern[str]
    offices_of: re.Pattern[str]
    weighty: frozenset[str]
    family_first: frozenset[str]


@lru_cache(maxsize=4)
def roles_of(lexicon: Lexicon) -> Roles:
    """The lexicon's roles, compiled once per lexicon."""
    table = lexicon.patterns["roles"]
    every = sorted({*table["office"], *table["business"], *table["private"]}, key=lambda w: (-len(w), w))
    words = "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in every)
    titles = "|".join(re.escape(t) for t in sorted(table["titles"], key=lambda w: (-len(w), w)))
    return Roles(
        office=frozenset(w.replace("-", " ") for w in table["office"]),
        business=frozenset(table["business"]),
        private=frozenset(table["private"]),
        ends=re.compile(rf"(?<![\w-])({words})$", re.IGNORECASE),
        ends_of=re.compile(rf"(?<![\w-])((?i:{words}))\s+(?:of|for|to|at|in)\s+(?:the\s+)?(?:[A-Z][\w'&-]*\s+(?:of\s+|and\s+|for\s+)*(?:the\s+)?){{0,6}}[A-Z][\w'&-]*$"),
        anywhere=re.compile(rf"(?<![\w-])({words})(?!\w)", re.IGNORECASE),
        title=re.compile(rf"(?:(?<=^)|(?<=[\s\"(]))(?:{titles})\s+$"),
        lead=re.compile(rf"(?:(?<=\s)|(?<![\w-]))(?:(?i:{words})|{titles})\s+(?=[A-Z])"),
        offices_of=re.compile(
            rf"(?<![\w-])(?i:{words})\s+(?:of|for|to|in|at)\s+(?:the\s+)?(?:[A-Z][\w'&-]*\s+(?:of\s+|and\s+)?(?:the\s+)?){{0,5}}[A-Z][\w'&-]*,\s+(?P<name>{NAME})(?=,)"
        ),
        titled=re.compile(rf"(?<![\w-])(?P<role>(?i:{words})|{titles}),?\s+(?P<name>{NAME})"),
        weighty=frozenset(table["military_titles"]),
        family_first=frozenset(table["family_first"]),
    )


def name_people(line: Line, lexicon: Lexicon) -> None:
    """Put a naming for everybody whom the line names in full or by title, with the role it gives."""
    roles = roles_of(lexicon)
    for start, end, sure in sorted(set(_candidates(line, roles)), key=lambda c: (c[0] - c[1], c[0])):
        covered = [n for n in line.namings if n.start < end and start < n.end]
        if any(s < end and start < e for s, e in line.hidden) or not _may_be_a_name(line, start, end, lexicon, covered):
            continue
        if any(n.kind is not PartyKind.STATE and " " in line.text[n.start : n.end] for n in covered):
            continue
        if any(n.kind not in (PartyKind.STATE, *PEOPLE) or (n.start, n.end) == (start, end) for n in covered):
            continue
        line.put(_with_role(line, _naming(line, start, end, sure), lexicon, roles))
    for naming in [n for n in line.namings if n.key.startswith("person:") and n.role is None]:
        line.put(_with_role(line, naming, lexicon, roles))


def _naming(line: Line, start: int, end: int, sure: bool) -> Naming:
    name, token = line.text[start:end], line.token(start, end)
    acts = sure or (token is not None and does(token) and not line.shout())
    return Naming(start, end, f"person:{slug(name)}", name, PartyKind.PERSON, acts=acts)


def _candidates(line: Line, roles: Roles) -> Iterator[tuple[int, int, bool]]:
    """Stretches that may be people's names, and whether their surroundings alone make them take part."""
    if (label := LABEL.match(line.text)) is not None:
        yield (*label.span("name"), True)
    if line.capitals:
        text = line.parsed.doc.text
        for match in roles.titled.finditer(text):
            yield (*_trimmed(text, *match.span("name"), roles), True)
    if not line.shout():
        for match in roles.titled.finditer(line.text):
            yield (*_trimmed(line.text, *match.span("name"), roles), True)
        for pattern in (SPEAKS, SAID, roles.offices_of):
            for match in pattern.finditer(line.text):
                yield (*_trimmed(line.text, *match.span("name"), roles), True)
    for entity in line.parsed.doc.ents:
        if entity.label_ == "PERSON":
            start, end = _trimmed(line.parsed.doc.text, entity.start_char, entity.end_char, roles)
            yield start, end, False
    for match in NAMED_FIRST.finditer(line.text):
        yield (*_trimmed(line.text, *match.span("name"), roles), False)


def _trimmed(text: str, start: int, end: int, roles: Roles) -> tuple[int, int]:
    """The stretch without role words and titles before the name, and without possessive or marks after it."""
    words = text[start:end]
    cut = re.split(r"'s?(?=\s|$)|[,;:()\"\n]|\s[-—–]\s", words, maxsplit=1)[0]
    end = start + len(cut.rstrip(" '" if re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", cut) else " .'"))
    for lead in roles.lead.finditer(text, start, end):
        start = lead.end()
    return start, end


def _may_be_a_name(line: Line, start: int, end: int, lexicon: Lexicon, covered: list[Naming]) -> bool:
    text = line.parsed.doc.text[start:end]
    words = text.split()
    if end <= start or not words or len(words) > 6 or any(c.isdigit() for c in text) or not text[0].isupper():
        return False
    if any(w.strip(".").casefold() in NOT_PEOPLE or w.casefold() in usage.words("matter") for w in words):
        return False
    if any(f.start < end and start < f.end and f.alias.form is not Form.NAME for f in line.found):
        return False
    roles = roles_of(lexicon)
    if roles.anywhere.fullmatch(text) or any(roles.anywhere.fullmatch(w) for w in words[-1:]):
        return False
    if len(words) == 1 and not _alone(line, start, roles):
        return False
    return not any(n.kind is PartyKind.STATE and (n.start, n.end) == (start, end) for n in covered)


def _alone(line: Line, start: int, roles: Roles) -> bool:
    """Whether a single word may be a surname: a title or a role stands before it, or it is a label."""
    before = line.parsed.doc.text[:start]
    return bool(roles.title.search(before) or roles.ends.search(before.rstrip(" ,")) or LABEL.match(line.text))


NOT_PEOPLE = frozenset(
    "missile missiles drone drones tank tanks system systems operation treaty act ministry department council committee agency university institute "
    "center centre foundation group company corporation inc ltd news times post daily journal street avenue airport base island islands sea war day "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december "
    "army navy force forces command brigade battalion house senate congress parliament white kremlin pentagon union nations republic kingdom the "
    "q a question answer moderator reporter operator note update exclusive analysis opinion watch factbox video photo statement contact date tel email "
    "defence defense foreign weapons arms aircraft airlines industries aerospace systems party movement front hezbollah hamas houthi houthis taliban "
    "assembly for against watch international rights human gen lt col maj brig capt adm sgt cmdr mr mrs ms dr sen rep gov prof patriot himars javelin stinger atacms leopard abrams bradley shahed kalashnikov iskander kinzhal gripen rafale typhoon eurofighter sukhoi mig storm shadow".split()
)


def _with_role(line: Line, naming: Naming, lexicon: Lexicon, roles: Roles) -> Naming:
    """The naming with role, kind and country as title and apposition give them."""
    span = _role_before(line, naming, roles)
    if span is None or _is_rank(line.text[span[0] : span[1]]):
        span = _role_after(line, naming, roles) or span
    titled = roles.title.search(line.text[: naming.start])
    if span is None:
        label = LABEL.match(line.text)
        if titled and titled.group().strip(" .").split()[-1].strip(".") in roles.weighty:
            return naming.but(kind=PartyKind.OFFICIAL, acts=True, role=titled.group().strip(), country=naming.country or _country(line, naming))
        if label and label.start("name") == naming.start:
            named = naming.but(name=naming.name.title() if naming.name.isupper() else naming.name, acts=True)
            if label["role"]:
                return _judged(line, named, label.span("role"), lexicon, roles)
            return named.but(kind=PartyKind.OFFICIAL if label["title"] else named.kind)
        if naming.kind is PartyKind.PERSON and (owner := _owner(line, naming)) is not None:
            return naming.but(kind=PartyKind.OFFICIAL, country=owner.country)
        return naming.but(acts=naming.acts or titled is not None)
    return _judged(line, naming, span, lexicon, roles)


def _owner(line: Line, naming: Naming) -> Entry | None:
    """The state or body whose possessive stands right before a bare name: "Britain's Jane Moore"."""
    for found in line.found:
        if found.alias.entry.kind in OWNERS and re.fullmatch(r"'s\s+", line.text[found.end : naming.start]):
            return found.alias.entry
    return None


OWNERS = (PartyKind.STATE, PartyKind.GOVERNMENT_BODY)
RANK = re.compile(r"(?:(?:lieutenant|major|brigadier|rear|vice|general|colonel|captain|admiral|sergeant|commander|marshal|air|field)[\s-]*)+", re.IGNORECASE)


def _is_rank(role: str) -> bool:
    """Whether a role is only a military rank, so that an office after the name says more."""
    return RANK.fullmatch(role) is not None


def _role_before(line: Line, naming: Naming, roles: Roles) -> tuple[int, int] | None:
    """The role phrase that ends where the name begins: "Russian Defense Minister" Sergei Shoigu."""
    before = line.text[: naming.start]
    titles = roles.title.search(before)
    end = naming.start
    if titles is not None:
        rank_after_office = _is_rank(titles.group().strip(" .")) and roles.ends.search(before[: titles.start()].rstrip())
        if rank_after_office or not roles.ends.search(before[: titles.end()].rstrip()):
            end = titles.start()
    stretch = before[:end].rstrip(" ,")
    head = roles.ends.search(stretch) or roles.ends_of.search(stretch)
    if head is None:
        return None
    start = _role_start(line, head.start(), roles)
    return (start, len(stretch)) if start < len(stretch) else None


def _role_start(line: Line, head: int, roles: Roles) -> int:
    """How far the role phrase reaches to the left of its head word."""
    doc = line.parsed.doc
    tokens = [t for t in doc if t.idx < head]
    start = head
    while tokens:
        token = tokens.pop()
        whole = next((f for f in line.found if f.start < token.idx < f.end), None)
        if whole is not None:
            tokens = [t for t in tokens if t.idx < whole.start]
            start = whole.start
            continue
        glued = start == token.idx + len(token)
        if token.text in ("-", "&", "–") and glued:
            start = token.idx
        elif token.text == "of" and tokens and roles.ends.search(doc.text[: token.idx].rstrip()):
            start = token.idx
        elif token.pos_ in ("NOUN", "PROPN", "ADJ") and token.tag_ not in ("PRP$",) and not token.is_punct and token.lower_ not in NOT_IN_ROLES:
            start = token.idx
        elif token.tag_ == "VBN" and glued:
            start = token.idx
        else:
            break
    return start


NOT_IN_ROLES = frozenset("late then meanwhile yesterday today monday tuesday wednesday thursday friday saturday sunday other its his her their our some many last next".split())
APPOSITION = re.compile(
    r",\s+(?:who\s+(?:is|was|serves as|heads as)\s+)?(?:then\s+)?(?:(?P<article>an?|the|his|her|its|their|one of(?: the)?)\s+)?(?P<role>[^,;:()\"—–]{3,110}?)"
    r"(?=,|;|\s[—–-]{1,2}\s|\s*[.?!]?\s*$|\s+(?:said|told|who|which|and (?:said|told|added)|has|have|had|is|was|will)\b)"
)


def _role_after(line: Line, naming: Naming, roles: Roles) -> tuple[int, int] | None:
    """The role phrase of an apposition: Adrienne Watson, a "spokeswoman for the National Security Council"."""
    match = APPOSITION.match(line.text, naming.end)
    if match is None:
        return None
    phrase = match["role"]
    # The role word must head the phrase: nothing but its own modifiers may stand before it.
    head = roles.anywhere.search(phrase)
    lead = re.match(r"(?:[\w'&./-]+\s+){0,7}", phrase[: head.start()]) if head else None
    if head is None or lead is None or lead.end() < head.start() or re.search(r"\b(?:of|in|at|said|by|to|from|and|with)\s", phrase[: head.start()]):
        return None
    if re.match(r"[A-Z]", phrase) and re.match(r"\s+[A-Z]", phrase[head.end() :]):
        return None  # the next name of a list with its own title
    return match.span("role")


def _judged(line: Line, naming: Naming, span: tuple[int, int], lexicon: Lexicon, roles: Roles) -> Naming:
    """Kind and country from the words of the role and what they belong to."""
    role = line.text[span[0] : span[1]]
    heads = [h.casefold().replace("-", " ") for h in re.findall(roles.anywhere, role)]
    entries = _entries(line, span, naming)
    country = naming.country or next((e.country for e in entries if e.country), None)
    kind = PartyKind.PERSON if naming.kind is PartyKind.PERSON and _private(heads, entries, roles) else PartyKind.OFFICIAL
    if kind is PartyKind.PERSON:
        country = naming.country
    _set_aside(line, span)
    return naming.but(role=role, kind=kind, country=country, acts=True)


def _set_aside(line: Line, span: tuple[int, int]) -> None:
    """Names inside a role only qualify it: the council in "council spokesman" does not act there."""
    start, end = span
    line.namings = [
        n.but(acts=False, modifier=True) if _belongs(line, n, start, end) and n.kind not in PEOPLE else n for n in line.namings
    ]


def _belongs(line: Line, naming: Naming, start: int, end: int) -> bool:
    inside = start <= naming.start and naming.end <= end
    return inside or (naming.end <= start and re.fullmatch(r"(?:'s?)?\s+", line.text[naming.end : start]) is not None)


def _private(heads: list[str], entries: list[Entry], roles: Roles) -> bool:
    if any(e.kind in (PartyKind.COMPANY, PartyKind.MEDIA) or e.think_tank for e in entries):
        return True
    if any(h in roles.office for h in heads) and not any(h in roles.business for h in heads):
        return False
    return not any(e.kind in (PartyKind.GOVERNMENT_BODY, PartyKind.ARMED_GROUP) for e in entries) or any(h in roles.private for h in heads)


def _entries(line: Line, span: tuple[int, int], naming: Naming) -> list[Entry]:
    """What the role belongs to: names in the phrase, then a possessive or an adjective right before it."""
    start, end = span
    inside = [f.alias.entry for f in line.found if start <= f.start and f.end <= end and f.alias.form is not Form.MASK]
    before = [
        f.alias.entry
        for f in line.found
        if f.end <= start and re.fullmatch(r"(?:'s?)?\s+(?:(?:the|former|new|then|outgoing|acting|top|chief)\s+)*", line.text[f.end : start])
    ]
    after = [
        f.alias.entry
        for f in line.found
        for at in (end, naming.end)
        if f.start >= at and re.fullmatch(r"\s+(?:of|from|with|for|to|in|at)\s+(?:the\s+)?", line.text[at : f.start])
    ]
    return [*inside, *before, *after]


def _country(line: Line, naming: Naming) -> str | None:
    """The state whose adjective or possessive stands right before the title."""
    for found in line.found:
        if found.end <= naming.start and re.fullmatch(r"(?:'s?)?\s+[\w. ]{0,20}", line.text[found.end : naming.start]):
            return found.alias.entry.country
    return None


def short_names(name: str, roles: Roles) -> tuple[str, ...]:
    """The forms in which a full name is repeated: its surname, or its family name when that stands first."""
    words = [w for w in name.split() if not re.fullmatch(r"(?:Jr|Sr|[A-Z])\.?|I{2,3}", w)]
    if len(words) < 2:
        return ()
    if words[0] in roles.family_first and (len(words) == 3 or "-" in words[1] or words[0] in ("Xi", "Kim", "Tsai")):
        return (words[0],)
    last = words[-1]
    links = re.search(rf"(?<=\s)((?:(?:bin|ibn|von|van|de|der|den|del|da|di|la|le|al|el)\s+)+{re.escape(last)})$", name, re.IGNORECASE)
    bare = re.sub(r"^(?:al|el|ad|ul)-", "", last, flags=re.IGNORECASE)
    linked = links[1] if links else ""
    return tuple(dict.fromkeys(n for n in (linked, linked[:1].upper() + linked[1:], last, bare if bare != last else None) if n))
