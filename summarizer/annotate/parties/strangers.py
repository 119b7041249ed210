"""Names that no other rule takes for a party: they stand by as bystanders, so that nothing named is out of sight.

None of these namings acts; a party is never made of them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Form, Lexicon
from summarizer.annotate.parties.naming import Line, Naming, naming_of, slug
from summarizer.annotate.parties.organisations import Words, words_of
from summarizer.annotate.parties.patterns import group_patterns
from summarizer.annotate.parties.roles import roles_of
from summarizer.annotate.parties.usage import does, words
from summarizer.schema import PartyKind

KINDS = {"ORG": PartyKind.OTHER, "PERSON": PartyKind.PERSON, "NORP": PartyKind.OTHER}
"""What the parser calls a name, and the kind that it is taken for when its words tell none."""
LEAD = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
TAIL = re.compile(r"(?:'s?|[\s.,\"'])+$")
NO_NAME = re.compile(
    r"(?i:january|february|march|april|may|june|july|august|september|october|november|december|\w+day|am|pm|gmt|utc|christmas|ramadan|"
    r"christian|muslim|islamic|islamist|arab|western|kurdish|soviet|jewish|cyrillic|arabic|english|french|latin|nordic|baltic|balkan|"
    r"asian|african|european|american)"
)


def name_strangers(lines: list[Line], lexicon: Lexicon) -> None:
    """Put namings that do not act for names of organisations, people and groups that nothing else has named."""
    telling, people = words_of(lexicon), roles_of(lexicon).not_names
    described = group_patterns(lexicon).heads
    for line in lines:
        if line.shout():
            continue
        for naming in (*_entities(line, telling), *_doers(line, telling), *_described(line, described)):
            parts = naming.name.casefold().split()
            person = naming.kind is PartyKind.PERSON and any(p.strip(".") in people for p in parts)
            if not person and line.free(naming.start, naming.end) and not _known(line, naming):
                line.put(naming.but(acts=False))


def _known(line: Line, naming: Naming) -> bool:
    """Whether a name of the tables stands there that the rules have left out on purpose: "Indian Ocean"."""
    return any(f.start < naming.end and naming.start < f.end for f in line.found if f.alias.form is Form.MASK)


def _entities(line: Line, telling: Words) -> Iterator[Naming]:
    for entity in line.parsed.doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is not None:
            naming = _naming(line, entity.start_char, entity.end_char, kind, telling)
            if naming is not None:
                yield naming


def _doers(line: Line, telling: Words) -> Iterator[Naming]:
    """Capitalised names that do something of an arms matter or have it done to them, whatever the parser says."""
    for token in line.parsed.tokens:
        if token.pos_ == "PROPN" and token.dep_ not in ("compound", "appos", "npadvmod") and does(token):
            start = token
            while start.i and start.nbor(-1).pos_ == "PROPN" and start.nbor(-1).head in (token, start):
                start = start.nbor(-1)
            naming = _naming(line, start.idx, token.idx + len(token), PartyKind.OTHER, telling)
            if naming is not None:
                yield naming


def _naming(line: Line, start: int, end: int, kind: PartyKind, telling: Words) -> Naming | None:
    lead, tail = LEAD.match(line.text, start, end), TAIL.search(line.text[start:end])
    start = lead.end() if lead else start
    end -= len(tail.group()) if tail else 0
    name = line.text[start:end]
    parts = name.split()
    if not parts or any(c.isdigit() for c in name) or not name[0].isupper() or not parts[-1][0].isupper():
        return None
    goods = words("matter")
    if NO_NAME.fullmatch(name) or all(p.casefold() in goods for p in parts) or (len(parts) == 1 and len(name) < 3):
        return None
    if kind is PartyKind.PERSON:
        return Naming(start, end, f"person:{slug(name)}", name, kind)
    if telling.not_names.search(name) and telling.kind_of(parts[-1]) is None:
        return None
    return naming_of(line, start, end, telling.kind_of(name) or kind)


def _described(line: Line, heads: re.Pattern[str]) -> Iterator[Naming]:
    """ "Rebels", "a militia in the hills": groups without a name."""
    for match in heads.finditer(line.text):
        token = line.token(*match.span())
        named = match.start() > 0 and match.group()[0].isupper()
        if token is None or named or token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        first = next((c for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")), token)
        start, end = first.idx, token.idx + len(token)
        yield Naming(start, end, f"group:{slug(line.text[start:end])}", line.text[start:end], PartyKind.ARMED_GROUP)
