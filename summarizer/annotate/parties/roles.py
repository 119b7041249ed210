"""The roles that titles and appositions give to people, and what they make of them: officials or private persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.lexicon import Entry, Form, Lexicon, any_of
from summarizer.annotate.matching import Opened
from summarizer.annotate.parties.naming import Line, Naming, latin
from summarizer.schema import PartyKind

PEOPLE = (PartyKind.OFFICIAL, PartyKind.PERSON)
OWNERS = (PartyKind.STATE, PartyKind.GOVERNMENT_BODY)
PART = latin(r"(?:[A-Z][\w'-]*[\w]|[A-Z]\.)")
LINK = (
    r"(?:al-|el-|al|el|ul|bin|ibn|ben|bint|binti|abu|ould|ag|walad|von|van|vander|de|der|den|del|della|dello|degli|da|di|do|dos|das|du|"
    r"des|la|le|los|ter|ten|zu|zur|af|av|y|e|op|'t|d')"
)
NAME = rf"{PART}(?:\s+(?:{LINK}\s+){{0,2}}(?:(?:al|el|ul|ad)-)?{PART}){{0,4}}"
OF_WHAT = (
    r"(?:of|for|to|at|in|from)\s+(?:the\s+)?(?:[A-Z][\w'&-]*\s+(?:of\s+|and\s+|for\s+)*(?:the\s+)?){0,6}[A-Z][\w'&-]*"
)
OF_MATTER = (
    r"(?:of|for|to|at|in|from|on|with)\s+(?![A-Z][\w-]+,)"
    r"(?:(?!(?:who|which|that|and said|said|says|told|was|is|were|are|has|had|have)\b)[\w'&/-]+\s+){0,9}?[\w'&-]+"
)
"""What a role is the role of, in words of any case: "commissioner" + " for peace and security"."""
AUXILIARY = "has|had|have|is|was|will|would|did|does|could|may|might|can"
LABEL_TITLES = (
    r"MR|MRS|MS|DR|GEN|COL|ADM|SEN|REP|AMB|LT|MAJ|CAPT|BRIG|SECRETARY|PRESIDENT|MINISTER|AMBASSADOR|GENERAL|ADMIRAL|SENATOR|"
    r"CHAIRMAN|CHAIRWOMAN|CHAIR|COLONEL|COMMANDER|SPEAKER|CONGRESSMAN|CONGRESSWOMAN|REPRESENTATIVE|DIRECTOR|GOVERNOR|MAJOR|"
    r"CAPTAIN|BRIGADIER|COMMODORE|COMMISSIONER|LORD|LADY|BARONESS|DAME|SIR|SPOKESPERSON|SPOKESMAN|SPOKESWOMAN|"
    r"Senator|Chairman|Chair|Secretary|Minister|Ambassador|General|Admiral|Colonel|Commander|Dr|Mr|Mrs|Ms|Sen|Rep|Gen|Adm"
)
NO_LABEL = (
    r"finally|meanwhile|separately|lastly|flash|urgent|breaking|alert|update|updated|exclusive|correct(?:ed|ion)|factbox|explainer|timeline|live|interview|"
    r"editorial|comment|opinion|analysis|summary|background|watch|read more|note|source|photo|video|subject|headline|"
    r"news|press release|statement|question|answer|date|from|to|re|cc|key points?|highlights|fact check|feature|report"
)
LABEL = re.compile(
    rf"^(?!(?i:{NO_LABEL})\b)(?P<title>(?:(?:{LABEL_TITLES})\b\.?\s+)+)?"
    + latin(r"(?P<name>[A-Z][\w'.-]+(?:\s+[A-Z][\w'.-]+){0,3})")
    + r"(?:\s*\((?P<role>[^)]{3,80})\))?\s*:(?=\s)"
)
"""The speaker's label of a transcript's turn: "MR. DOE:"."""
COPULA = re.compile(
    r"\s+(?:is|was|serves as|served as|became)\s+(?:an?|the|its|their|his|her)\s+(?P<role>[^,;:()\"—–]{3,110}?)"
    r"(?=,|;|\s[—–-]{1,2}\s|\s*[.?!]?\s*$|\s+(?:who|which|and)\b)"
)
RANK = re.compile(
    r"(?:(?:lieutenant|major|brigadier|rear|vice|general|colonel|captain|admiral|sergeant|commander|marshal|air|field)[\s-]*)+",
    re.IGNORECASE,
)
APPOSITION = re.compile(
    r",\s+(?:who\s+(?:is|was|serves as|heads as)\s+)?(?:then\s+)?(?:(?:an?|the|his|her|its|their|one of(?: the)?)\s+)?"
    r"(?P<role>[^,;:()\"—–]{3,110}?)(?=,|;|:\s[\"“«‘]|\s[—–-]{1,2}\s|\s*[.?!]?\s*$|"
    r"\s+(?:said|told|who|which|and (?:said|told|added)|has|have|had|is|was|will)\b)"
)
COLLEAGUE = re.compile(r"(?P<of>\s)(?:colleagues?|opposite number),?\s+$")
"""Somebody's "Russian colleague" holds the same office."""
BEFORE_ROLE = re.compile(r"(?:'[sS]?)?\s+(?:(?:the|former|new|then|outgoing|acting|top|chief)\s+)*")
AFTER_ROLE = re.compile(r"\s+(?:of|from|with|for|to|in|at)\s+(?:the\s+)?")


@dataclass(frozen=True)
class Roles:
    """The role words of a lexicon as patterns."""

    office: frozenset[str]
    business: frozenset[str]
    private: frozenset[str]
    weighty: frozenset[str]
    """Titles that are offices themselves: "Gen", "Senator"."""
    family_first: frozenset[str]
    not_names: frozenset[str]
    not_in_roles: frozenset[str]
    ends: Opened
    """A role word at the end of a text."""
    ends_of: Opened
    """A role word with what it is the role of, at the end of a text: "Minister of Defence"."""
    ends_of_matter: Opened
    """The same in words of any case, before the comma that a name follows: "head of the arms control unit,"."""
    anywhere: re.Pattern[str]
    title: re.Pattern[str]
    """A title at the end of a text."""
    lead: re.Pattern[str]
    """A role word or title before a capital."""
    titled: Opened
    """A role word or title and a name."""
    offices_of: Opened
    """A role, what it is the role of, and a name: "ambassador to Chad, Jane Moore,"."""


@lru_cache(maxsize=4)
def roles_of(lexicon: Lexicon) -> Roles:
    """The lexicon's roles, compiled once per lexicon."""
    table = lexicon.patterns["roles"]
    every = {*table["office"], *table["business"], *table["private"]}
    words = any_of(every).replace(r"\s+", r"[\s-]+")
    titles = any_of(table["titles"])
    return Roles(
        office=frozenset(w.replace("-", " ") for w in table["office"]),
        business=frozenset(table["business"]),
        private=frozenset(table["private"]),
        weighty=frozenset(table["military_titles"]),
        family_first=frozenset(table["family_first"]),
        not_names=frozenset(table["not_names"]),
        not_in_roles=frozenset(table["not_in_roles"]),
        ends=Opened.of(rf"(?<!\w)({words})$", every, re.IGNORECASE),
        ends_of=Opened.of(rf"(?<![\w-])((?i:{words}))\s+{OF_WHAT}$", every),
        ends_of_matter=Opened.of(rf"(?<![\w-])((?i:{words}))\s+{OF_MATTER},$", every),
        anywhere=re.compile(rf"(?<![\w-])({words})(?!\w)", re.IGNORECASE),
        title=re.compile(rf"(?:(?<=^)|(?<=[\s\"(]))(?:{titles})\s+$"),
        lead=re.compile(rf"(?:(?<=\s)|(?<![\w-]))(?:(?i:{words})|{titles})\s+(?={latin('[A-Z]')})"),
        titled=Opened.of(
            rf"(?<![\w-])(?!(?i:member)\b)(?:(?i:{words})|{titles}),?\s+(?P<name>{NAME})", every | {*table["titles"]}
        ),
        offices_of=Opened.of(
            rf"(?<![\w-])(?i:{words})\s+(?:{OF_WHAT}|{OF_MATTER}),\s+(?:(?:{titles}|(?i:{words}))\s+)*(?P<name>{NAME})"
            rf"(?=[,.;:]|$|\s+(?:{AUXILIARY}|[a-z]+(?:ed|s)|told|said|wrote)\b)",
            every,
        ),
    )


def with_role(line: Line, naming: Naming, roles: Roles) -> Naming:
    """The naming of a person with role, kind and country as title, apposition, label and possessive give them."""
    span = _role_before(line, naming, roles)
    if span is None or RANK.fullmatch(line.text[span[0] : span[1]]):
        span = _role_after(line, naming, roles) or span
    if span is not None:
        return _judged(line, naming, span, roles)
    titled = roles.title.search(line.text[: naming.start])
    if titled and titled.group().strip(" .").split()[-1].strip(".") in roles.weighty:
        country = naming.country or _country_before(line, titled.start())
        return naming.but(kind=PartyKind.OFFICIAL, acts=True, role=titled.group().strip(), country=country)
    label = LABEL.match(line.text)
    if label and label.start("name") == naming.start:
        return _labelled(line, naming, label, roles)
    beside = COLLEAGUE.search(line.text[: naming.start])
    if beside is not None and (country := _country_before(line, beside.end("of"))) is not None:
        return naming.but(kind=PartyKind.OFFICIAL, acts=True, country=country)
    if naming.kind is PartyKind.PERSON and (owner := _owner(line, naming)) is not None:
        return naming.but(kind=PartyKind.OFFICIAL, country=owner.country)
    return naming.but(acts=naming.acts or titled is not None)


def _labelled(line: Line, naming: Naming, label: re.Match[str], roles: Roles) -> Naming:
    named = naming.but(name=naming.name.title() if naming.name.isupper() else naming.name, acts=True)
    if label["role"]:
        return _judged(line, named, label.span("role"), roles)
    return named.but(kind=PartyKind.OFFICIAL if label["title"] else named.kind)


def _owner(line: Line, naming: Naming) -> Entry | None:
    """The state or body whose possessive stands right before a bare name: "Britain's Jane Moore"."""
    for found in line.found:
        if found.alias.entry.kind in OWNERS and re.fullmatch(r"'s\s+", line.text[found.end : naming.start]):
            return found.alias.entry
    return None


def _country_before(line: Line, start: int) -> str | None:
    """The country of a state whose adjective or possessive stands right before `start`."""
    for found in line.found:
        if found.end <= start and re.fullmatch(r"(?:'[sS]?)?\s+(?:\w+\s+)?", line.text[found.end : start]):
            return found.alias.entry.country
    return None


def _role_before(line: Line, naming: Naming, roles: Roles) -> tuple[int, int] | None:
    """The role phrase that ends where the name begins: "Russian Defense Minister" Sergei Shoigu."""
    before, end = line.text[: naming.start], naming.start
    titles = roles.title.search(before)
    if titles is not None:
        rank = RANK.fullmatch(titles.group().strip(" .")) is not None
        rank_after_office = rank and roles.ends.search(before[: titles.start()].rstrip(" ,"))
        if rank_after_office or not roles.ends.search(before[: titles.end()].rstrip()):
            end = titles.start()
    stretch = before[:end].rstrip(" ,")
    head = (
        roles.ends.search(stretch)
        or roles.ends_of.search(stretch)
        or roles.ends_of_matter.search(before[:end].rstrip())
    )
    if head is None:
        return None
    return _role_start(line, head.start(), roles), len(stretch)


def _role_start(line: Line, head: int, roles: Roles) -> int:
    """How far the role phrase reaches to the left of its head word."""
    doc = line.parsed.doc
    tokens = [t for t in doc if t.idx < head]
    start = head
    while tokens:
        token = tokens.pop()
        name = next((f for f in line.found if f.start < token.idx < f.end), None)
        if name is not None:
            tokens, start = [t for t in tokens if t.idx < name.start], name.start
            continue
        glued = start == token.idx + len(token)
        after_role = token.text == "of" and roles.ends.search(doc.text[: token.idx].rstrip()) is not None
        noun = token.pos_ in ("NOUN", "PROPN", "ADJ") and token.tag_ != "PRP$" and not token.is_punct
        joint = glued and (token.text in ("-", "&", "–") or token.tag_ == "VBN")
        if not (after_role or joint or (noun and token.lower_ not in roles.not_in_roles)):
            break
        start = token.idx
    return start


def _role_after(line: Line, naming: Naming, roles: Roles) -> tuple[int, int] | None:
    """The role phrase of an apposition: Adrienne Watson, a "spokeswoman for the National Security Council"."""
    match = APPOSITION.match(line.text, naming.end) or COPULA.match(line.text, naming.end)
    head = roles.anywhere.search(match["role"]) if match else None
    if match is None or head is None:
        return None
    # The role word must head the phrase: nothing but its own modifiers may stand before it.
    phrase, lead = match["role"], match["role"][: head.start()]
    if not re.fullmatch(r"(?:[\w'&./-]+\s+){0,7}", lead) or re.search(
        r"\b(?:of|in|at|said|by|to|from|and|with)\s", lead
    ):
        return None
    if re.match(r"[A-Z]", phrase) and re.match(r"\s+[A-Z]", phrase[head.end() :]):
        return None  # the next name of a list, with its own title
    return match.span("role")


def _judged(line: Line, naming: Naming, span: tuple[int, int], roles: Roles) -> Naming:
    """Kind and country from the words of the role and what they belong to."""
    role = line.text[span[0] : span[1]]
    heads = [h.casefold().replace("-", " ") for h in roles.anywhere.findall(role)]
    entries = _entries(line, span, naming)
    country = naming.country or next((e.country for e in entries if e.country), None)
    _set_aside(line, span)
    if naming.kind is PartyKind.PERSON and _private(heads, entries, roles):
        return naming.but(role=role, acts=True)
    return naming.but(role=role, kind=PartyKind.OFFICIAL, country=country, acts=True)


def _private(heads: list[str], entries: list[Entry], roles: Roles) -> bool:
    if any(e.kind in (PartyKind.COMPANY, PartyKind.MEDIA) or e.think_tank for e in entries):
        return True
    if any(h in roles.office for h in heads) and not any(h in roles.business for h in heads):
        return False
    bodies = any(e.kind in (PartyKind.GOVERNMENT_BODY, PartyKind.ARMED_GROUP) for e in entries)
    return not bodies or any(h in roles.private for h in heads)


def _entries(line: Line, span: tuple[int, int], naming: Naming) -> list[Entry]:
    """What the role belongs to: names in the phrase, then right before it, then after it or after the name."""
    start, end = span
    found = [f for f in line.found if f.alias.form is not Form.MASK]
    inside = [f for f in found if start <= f.start and f.end <= end]
    before = [f for f in found if f.end <= start and BEFORE_ROLE.fullmatch(line.text[f.end : start])]
    after = [
        f for f in found for at in (end, naming.end) if f.start >= at and AFTER_ROLE.fullmatch(line.text[at : f.start])
    ]
    return [f.alias.entry for f in (*inside, *before, *after)]


def _set_aside(line: Line, span: tuple[int, int]) -> None:
    """Names inside a role only qualify it: the council in "council spokesman" does not act there."""
    line.namings = [
        n.but(acts=False, modifier=True) if n.kind not in PEOPLE and _belongs(line, n, span) else n
        for n in line.namings
    ]


def _belongs(line: Line, naming: Naming, span: tuple[int, int]) -> bool:
    inside = naming.start < span[1] and span[0] < naming.end
    between = line.text[naming.end : span[0]]
    return inside or (naming.end <= span[0] and re.fullmatch(r"(?:'[sS]?)?\s+", between) is not None)


def short_names(name: str, roles: Roles) -> tuple[str, ...]:
    """The forms in which a full name is repeated: its surname, or its family name when that stands first."""
    words = [w for w in name.split() if not re.fullmatch(r"(?:Jr|Sr|[A-Z])\.?|I{2,3}", w)]
    if len(words) < 2:
        return ()
    if words[0] in roles.family_first and (len(words) == 3 or "-" in words[1] or words[0] in ("Xi", "Kim", "Tsai")):
        return (words[0],)
    last = words[-1]
    links = r"bin|ibn|von|van|de|der|den|del|da|di|la|le|al|el"
    linked = re.search(rf"(?<=\s)((?:(?:{links})\s+)+{re.escape(last)})$", name, re.IGNORECASE)
    long = linked[1] if linked else last
    bare = re.sub(r"^(?:al|el|ad|ul)-", "", last, flags=re.IGNORECASE)
    return tuple(dict.fromkeys((long, long[:1].upper() + long[1:], last, bare)))
