"""Named people: who is named in full or by title in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Form, Lexicon
from summarizer.annotate.parties import usage
from summarizer.annotate.parties.naming import Line, Naming, latin, slug
from summarizer.annotate.parties.organisations import Words, words_of
from summarizer.annotate.parties.roles import LABEL, LINK, PART, PEOPLE, Roles, roles_of, with_role
from summarizer.schema import PartyKind

NAMED = rf"{PART}(?:\s+(?:{LINK}\s+){{0,2}}(?:(?:al|el|ul|ad|as|ar|an)-)?{PART}){{1,4}}"
"""A name of two words or more."""
SPEECH = (
    r"(?:(?:has|had|have|also|then|later|earlier|since|would|will|did|does|once|again|only|simply|too|not|n't|\w+ly)\s+){0,3}"
    r"(?:said|says?|told|tells?|added|adds|warned|warns|wrote|writes|denied|denies|stated|states|announced|confirmed|"
    r"claimed|claims|argued|argues|noted|notes|explained|explains|tweeted|posted|insisted|insists|vowed|pledged|estimates|"
    r"estimated|urged|urges|called (?:on|for|the|it|them)|calls (?:on|for|the|it)|accused|accuses|replied|responded|"
    r"answered|countered|rejected|rejects|dismissed|dismisses|declared|promised|complained|conceded|acknowledged|"
    r"admitted|alleged|asked|asks|believes|reckons|point(?:s|ed) out|recalled|recalls|remarked|observed|stressed|"
    r"suggested|suggests|testified|threatened|thanked|disputed|disputes|described|predicted|predicts|cautioned|"
    r"condemned|criticised|criticized|offered|demanded|refused|declined|concluded|reported|joked|protested|boasted|"
    r"introduced|signed)\b"
)
OF_WHOM = latin(
    r"(?:\s+(?:of|from|at|with)\s+(?:the\s+)?[A-Z][\w'&-]*(?:\s+(?:(?:of|for|and|on|in|the)\s+){0,2}[A-Z][\w'&-]*){0,6})"
)
"""Whom the person speaks for: "Ana Ruiz" + " of the Harbour Institute"."""
SPEAKS = re.compile(rf"(?:(?<=^)|(?<=[\"\s,]))(?P<name>{NAMED}){OF_WHOM}?\s+{SPEECH}")
SAID = re.compile(
    r"\b(?:said|says|added|adds|warned|warns|replied|insisted|argued|argues|wrote|writes|noted|notes|explained|explains|asked|"
    rf"according to|in the words of)\s+(?P<name>{NAMED})"
    r"(?=[,.;:]|$|\s+(?:of|at|from|in|on|with|last|this|yesterday|today|after|before|when|as)\b)"
)
BETWEEN = re.compile(rf",\s+(?P<name>{NAMED}),\s+{SPEECH}")
PLACED = re.compile(r"\b(?:in|at|near|outside)\s+$")
STATEMENT_BY = re.compile(
    r"\s*(?:[A-Z][\w-]+\s+)?(?:Statement|Remarks|Briefing|Comment|Comments|Speech|Address|Answers?)\s+(?:by|of|from)\s+"
)
"""How the heading of a statement begins, which stands in capitals of a title."""
WHO_HEADS = re.compile(
    rf"(?P<name>{NAMED}),\s+who\s+(?:now\s+|also\s+|has\s+)?"
    r"(?:heads|headed|leads|led|chairs|chaired|runs|ran|commands|commanded|represents|represented|directs|"
    r"speaks for|spoke for)\b"
)
MATTERS = (
    r"(?:National|Foreign|Internal|External|Home|Public|Political|International|European|Strategic|Military|Domestic|Civil)?"
    r"\s*(?:Defen[cs]e|Affairs|Economy|Economics|Trade|Commerce|Industry|Interior|Finance|Justice|Security|Energy|"
    r"Transport|Infrastructure|Development|Technology|Planning|Sports?|Armaments?|Procurement|Cooperation|Relations|"
    r"Information|Communications?|Digitali[sz]ation|Health|Education|Labou?r|Order|Safety|Protection|Exports?|Investments?|"
    r"Armed Forces|Army|Veterans)"
)
OF_MATTERS = re.compile(
    latin(
        r"(?<![\w-])(?:[Mm]inister|[Ss]ecretary|[Dd]irector|[Cc]ommissioner|[Cc]hief|[Hh]ead)\s+(?:of|for)\s+(?:the\s+)?"
        rf"{MATTERS}(?:(?:,|\s+and|\s+&|,\s+and)\s+(?:the\s+)?{MATTERS})*\s+(?P<name>{NAMED})"
    )
)
"""The holder of an office, named right after what it is the office of: "Minister of Trade and Industry Jane Doe"."""
AS_FAR = 60
"""Characters before a name in which its office stands."""
BEFORE_COMMA = re.compile(rf"(?P<name>{NAMED})(?=,\s)")

Candidate = tuple[int, int, bool]
"""Start and end of a possible name, and whether its surroundings alone make the person take part."""


def name_people(line: Line, lexicon: Lexicon) -> None:
    """Put a naming for everybody whom the line names in full or by title, with the role it gives."""
    roles, outlets = roles_of(lexicon), words_of(lexicon)
    for start, end, sure in sorted(set(_candidates(line, roles, outlets)), key=lambda c: (c[0] - c[1], c[0], not c[2])):
        if not sure and outlets.is_outlet(line.text[start:end]):
            continue
        if _may_be_a_name(line, start, end, roles) and _place_is_free(line, start, end):
            line.put(with_role(line, _naming(line, start, end, sure), roles))
    for naming in [n for n in line.namings if n.key.startswith("person:") and n.role is None]:
        line.put(with_role(line, naming, roles))


def _naming(line: Line, start: int, end: int, sure: bool) -> Naming:
    name, token = line.text[start:end], line.token(start, end)
    acts = sure or (token is not None and usage.does(token) and not line.shout())
    return Naming(start, end, f"person:{slug(name)}", name, PartyKind.PERSON, acts=acts)


def _candidates(line: Line, roles: Roles, outlets: Words) -> Iterator[Candidate]:
    text = line.parsed.plain if line.capitals else line.text
    if (label := LABEL.match(line.text)) is not None:
        yield (*label.span("name"), True)
    if line.capitals or not line.shout():
        for match in roles.titled.finditer(text):
            if not outlets.is_outlet(match["name"]):
                yield (*_trimmed(text, *match.span("name"), roles), True)
    if line.shout() and not line.capitals and (issued := STATEMENT_BY.match(text)) is not None:
        for match in roles.titled.finditer(text, issued.end()):
            yield (*_trimmed(text, *match.span("name"), roles), True)
    if not line.shout():
        for pattern in (SPEAKS, SAID, BETWEEN, WHO_HEADS, OF_MATTERS, roles.offices_of):
            for match in pattern.finditer(text):
                if outlets.is_outlet(match["name"]):
                    continue
                yield (*_trimmed(text, *match.span("name"), roles), True)
    for entity in line.parsed.doc.ents:
        if entity.label_ == "PERSON":
            yield (*_trimmed(line.parsed.plain, entity.start_char, entity.end_char, roles), False)
    for match in BEFORE_COMMA.finditer(line.text):
        yield (*_trimmed(line.text, *match.span("name"), roles), False)


def _trimmed(text: str, start: int, end: int, roles: Roles) -> tuple[int, int]:
    """The stretch without role words and titles before the name, and without possessive or marks after it."""
    name = re.split(r"'s?(?=\s|$)|[,;:()\"\n]|\s[-—–]\s", text[start:end], maxsplit=1)[0]
    end = start + len(name.rstrip(" '" if re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", name) else " .'"))
    for lead in roles.lead.finditer(text, start, end):
        start = lead.end()
    office = OF_MATTERS.search(text, max(0, start - AS_FAR), end)
    return (office.start("name"), end) if office is not None and office.start("name") < end else (start, end)


def _may_be_a_name(line: Line, start: int, end: int, roles: Roles) -> bool:
    """Whether the words themselves can be a person's name."""
    text = line.parsed.plain[start:end]
    words = text.split()
    if end <= start or not words or len(words) > 6 or any(c.isdigit() for c in text) or not text[0].isupper():
        return False
    if any(
        e.label_ in ("GPE", "LOC") and (e.start_char, e.end_char) == (start, end) for e in line.parsed.doc.ents
    ) and PLACED.search(line.parsed.plain[:start]):
        return False
    if any(w.strip(".").casefold() in roles.not_names or w.casefold() in usage.words("matter") for w in words):
        return False
    if roles.anywhere.fullmatch(text) or roles.anywhere.fullmatch(words[-1]):
        return False
    return len(words) > 1 or _alone(line, start, roles)


def _place_is_free(line: Line, start: int, end: int) -> bool:
    """Whether no other name stands there, but for a state's within a longer name ("Chad Miller")."""
    if any(s < end and start < e for s, e in line.hidden):
        return False
    if any(f.start < end and start < f.end and f.alias.form is not Form.NAME for f in line.found):
        return False
    covered = [n for n in line.namings if n.start < end and start < n.end]
    if any((n.start, n.end) == (start, end) for n in covered):
        return False
    single = all(" " not in line.text[n.start : n.end] for n in covered if n.kind is not PartyKind.STATE)
    return single and all(n.kind in (PartyKind.STATE, *PEOPLE) for n in covered)


def _alone(line: Line, start: int, roles: Roles) -> bool:
    """Whether a single word may be a surname: a title or a role stands before it, or it is a label."""
    before = line.parsed.plain[:start]
    return bool(roles.title.search(before) or roles.ends.search(before.rstrip(" ,")) or LABEL.match(line.text))


NATIONAL = re.compile(
    r"(?:deputy |vice )?(?:president|prime minister|premier|chancellor|king|"
    r"(?:foreign|defen[cs]e|interior|economy|trade|finance) (?:minister|secretary)|"
    r"minister(?: of (?:the )?[A-Za-z ]+)?|army chief|chief of (?:the )?(?:general )?staff)",
    re.IGNORECASE,
)
CITY = re.compile(r"\s*(?P<city>[A-Z][A-Z' .]+?)(?=[,—(]|\s+[-—–(])")


def give_countries(lines: list[Line], lexicon: Lexicon) -> None:
    """Give officials the country that the text tells elsewhere, where it is certain.

    The body in the role, or beside it, has one ("the agency's director"); a bare spokesman speaks for the only body
    named just before; a minister is of the state whose capital is in the dateline, if it acts in the sentence.
    """
    home = next((key for line in lines[:4] if (key := _home(line, lexicon)) is not None), None)
    known = {n.key for line in lines for n in line.namings if n.country is not None}
    for at, line in enumerate(lines):
        near = [n for other in lines[max(0, at - 1) : at + 1] for n in other.namings]
        changed = []
        for naming in line.namings:
            if naming.kind is PartyKind.OFFICIAL and naming.role and naming.key not in known:
                country = _of_body(line, naming) or _of_neighbour(line.namings, naming) or _of_neighbour(near, naming)
                if country is None and home is not None and NATIONAL.fullmatch(naming.role):
                    acts = any(n.key == home and n.acts and not n.modifier for n in near)
                    country = lexicon.entries[home].country if acts else None
                naming = naming.but(country=country)
            changed.append(naming)
        line.namings = changed


def _of_body(line: Line, naming: Naming) -> str | None:
    """The country of a body in the role or right before it."""
    at = line.text.find(naming.role or "")
    end = at + len(naming.role or "")
    for body in line.namings:
        if body.kind is PartyKind.GOVERNMENT_BODY and body.country:
            beside = body.end <= at and re.fullmatch(r"(?:'[sS]?)?\s+", line.text[body.end : at]) is not None
            if beside or (at <= body.start and body.end <= end):
                return body.country
    return None


def _of_neighbour(near: list[Naming], naming: Naming) -> str | None:
    if not re.fullmatch(r"(?:ministry )?spokes(?:man|woman|person)", naming.role or "", re.IGNORECASE):
        return None
    bodies = {n.key: n.country for n in near if n.kind is PartyKind.GOVERNMENT_BODY}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _home(line: Line, lexicon: Lexicon) -> str | None:
    """The key of the state in whose capital the line's dateline stands."""
    for start, end in line.hidden:
        city = CITY.match(line.text, start, end)
        if city is not None:
            return lexicon.capitals.get(city["city"].title().strip())
    return None
