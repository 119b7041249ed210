"""Namings by the tables: states as governments or places, bodies, groups, companies, and their unnamed people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import Form, Found, Lexicon
from summarizer.annotate.parties.naming import Line, Naming
from summarizer.annotate.parties.silence import fell_silent
from summarizer.annotate.parties.usage import MADE_SUFFIX, Use, use_of, words
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

RANKS = (
    r"(?:(?:senior|top|high-ranking|high-level|unnamed|unidentified|defen[cs]e|intelligence|military|security|government|"
    r"administration|army|naval|embassy|trade|customs|law enforcement|law-enforcement|export-control|diplomatic|"
    r"congressional|foreign|foreign-policy|nuclear|state|federal|party|cabinet|counter-?terrorism|national security|"
    r"foreign ministry|defen[cs]e ministry|energy|procurement|ministry|western|allied)\s+){0,3}"
)
SPOKES = r"spokes(?:man|woman|person|people|men)"
PEOPLE = (
    rf"(?:officials?|diplomats?|sources?|officers?|negotiators?|lawmakers?|legislators?|representatives?|envoys?|{SPOKES}|"
    r"aides?|advis[eo]rs?|inspectors?|investigators?|delegates?|insiders?|generals)\b"
)
UNNAMED_AFTER = re.compile(rf"(?:'s?)?\s+(?:(?:and|or)\s+[\w-]+\s+)?{RANKS}{PEOPLE}", re.IGNORECASE)
UNNAMED_BEFORE = re.compile(
    rf"\b(?:officials?|diplomats?|sources?|lawmakers|representatives|{SPOKES})\s+(?:in|from|of|at|for|within)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
GOVERNMENT_AFTER = re.compile(
    r"(?:'s?)?\s+(?:(?:federal|central|national|new|interim|transitional|coalition|military|communist|conservative|current|"
    r"previous|former|internationally recogni[sz]ed|puppet|labour)\s+)?"
    r"(?:governments?|regime|authorities|administration|leadership|side|delegation|(?:ruling\s+|military\s+)?junta|(?-i:(?:PM|FM)(?!\s+[A-Z])))\b",
    re.IGNORECASE,
)
GOVERNMENT_BEFORE = re.compile(r"\b[Gg]overnment of (?:the )?$")
NAME_NEXT = re.compile(r"\s+(?:[A-Z][a-z]+\s+)?[A-Z][\w'-]+")
ASIDE_AFTER_BODY = re.compile(
    r"(?:'s)?[\s-]+(?:led|backed|brokered|mandated|run|standards?|calibre|caliber|members?|resolutions?|charter|summit|"
    r"(?:arms\s+)?embargo|peacekeep\w+|blue helmets|missions?|force|convoys?|compound|camps?|special rapporteur|"
    r"human rights|aid|"
    r"foreign policy chief|committee|headquarters|allies|ally|countries|country|territory|bases?|membership|"
    r"states?|nations?|accession)\b",
    re.IGNORECASE,
)
DESIGNATION_AFTER = re.compile(r"(?:'s)?[\s-]+(?:[A-Z]{1,4}-?\d|\d{2,}|[A-Z][a-z]+-?\d)")
FORMAL = frozenset({PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION})


def name_all(line: Line) -> None:
    """Put a naming for every alias found in the line that names a party there."""
    for i, found in enumerate(line.found):
        if found.alias.form is Form.MASK or not line.free(found.start, found.end) or _part_of_a_name(line, found):
            continue
        before = line.found[i - 1] if i else None
        naming = _state(line, found) if found.alias.entry.kind is PartyKind.STATE else _other(line, found, before)
        if naming is not None:
            line.put(naming)


def plain(found: Found) -> Naming:
    """The naming that the alias alone makes."""
    entry = found.alias.entry
    return Naming(found.start, found.end, entry.key, entry.name, entry.kind, entry.country)


def touching(line: Line, before: Found | None, start: int) -> bool:
    """Whether `before` stands right before `start`: "Ukraine's", "Russian" and nothing else between."""
    return before is not None and re.fullmatch(r"(?:'[sS]?)?\s+", line.text[before.end : start]) is not None


def unnamed(line: Line, end: int) -> int | None:
    """The end of words for unnamed people that follow at `end` ("US" + " intelligence officials"), if any do."""
    match = UNNAMED_AFTER.match(line.text, end)
    if match is None or (not line.shout() and NAME_NEXT.match(line.text, match.end())):
        return None
    return match.end()


def _state(line: Line, found: Found) -> Naming | None:
    form, naming = found.alias.form, plain(found)
    if form is Form.SEAT:
        end = unnamed(line, found.end)
        return naming.but(end=end or found.end, anonymous=end is not None)
    if (end := unnamed(line, found.end)) is not None:
        return naming.but(end=end, anonymous=True)
    if (match := GOVERNMENT_AFTER.match(line.text, found.end)) is not None and _clear(line, found.end, match.end()):
        return naming.but(end=match.end())
    if (match := GOVERNMENT_BEFORE.search(line.text[: found.start])) is not None:
        return naming.but(start=match.start())
    if UNNAMED_BEFORE.search(line.text[: found.start]):
        return naming.but(anonymous=True)
    use = Use.ASIDE if _before_outlet(line, found) else use_of(line, found.start, found.end)
    if form is Form.CAPITAL:
        return naming.but(acts=use is Use.ACTS and _government(line, found))
    if form is Form.ADJECTIVE and SOMEBODY.search(line.text[: found.start]) and _ends_there(line, found):
        use = Use.ASIDE
    if form is Form.ADJECTIVE and use is Use.ACTS:
        use = _adjective_use(line, found)
    if found.alias.text.startswith("Soviet") and form is Form.ADJECTIVE:
        use = Use.ASIDE
    token = line.token(found.start, found.end)
    qualifies = token is not None and token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i
    qualifies = qualifies or MADE_SUFFIX.match(line.text, found.end) is not None
    return naming.but(acts=use is not Use.ASIDE, modifier=use is Use.QUALIFIES or qualifies)


SOMEBODY = re.compile(r"\b(?:an?|another|one|two|three|four|five|several|some|young)\s+$", re.IGNORECASE)
"""What makes of a people's name some private person of it: "a" + " Ukrainian who"."""


def _ends_there(line: Line, found: Found) -> bool:
    return (
        re.match(r"s?(?:,|\s+(?:who|whose|in|with|from|had|has|was|said|says)\b)", line.text[found.end :]) is not None
    )


KOREA = re.compile(r"Korea")


def settle_korea(lines: list[Line], lexicon: Lexicon) -> None:
    """Give bare "Korea" and "Korean" to the North in a text that names it and never the South."""
    north, south = lexicon.entries["state:PRK"], lexicon.entries["state:KOR"]
    named = any(n.key == north.key for line in lines for n in line.namings)
    sure = any(n.key == south.key and not KOREA.match(line.text, n.start) for line in lines for n in line.namings)
    if not named or sure:
        return
    for line in lines:
        line.namings = [
            n.but(key=north.key, name=north.name, country=north.country) if n.key == south.key else n
            for n in line.namings
        ]


def _clear(line: Line, start: int, end: int) -> bool:
    """Whether no other alias begins between the two ends."""
    return not any(start <= f.start < end for f in line.found)


def _before_outlet(line: Line, found: Found) -> bool:
    """Whether the name only tells where an outlet or firm is from: "Germany's Der Spiegel", "Italy's Leonardo"."""
    after = re.match(r"(?:'s?)?\s+(?:[a-z-]+\s+){0,3}(?=[A-Z])", line.text[found.end :])
    at = found.end + after.end() if after else -1
    return any(f.start == at and f.alias.entry.kind in (PartyKind.MEDIA, PartyKind.COMPANY) for f in line.found)


def _adjective_use(line: Line, found: Found) -> Use:
    """Adjectives act only as nouns ("the British said"); before another noun the parser may have missed it."""
    follows = re.match(r"\s+(?:and|or)?\s*[a-z]", line.text[found.end :])
    token = line.token(found.start, found.end)
    if token is not None and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return Use.ACTS
    return Use.QUALIFIES if follows else Use.ASIDE


def _government(line: Line, found: Found) -> bool:
    """Whether a capital stands for its government: it does something, or something is done to it."""
    token = line.token(found.start, found.end)
    if token is None or token.dep_ in ("compound", "amod", "nmod", "ROOT", "dep", "appos", "npadvmod", "attr"):
        return False
    after = line.text[found.end :]
    if re.match(r",\s+[A-Z][a-z]+", after) and token.dep_ == "pobj":
        return False
    if token.dep_ == "pobj" and token.head.lower_ in ("of", "from", "outside", "on", "to") and not line.capitals:
        return token.head.lower_ in ("from", "to", "on") and _of_a_deal(token.head.head)
    return True


def _of_a_deal(governor: Token) -> bool:
    """Whether what governs "to Moscow" or "from Moscow" is a deal, or materiel that one deals in."""
    if governor.pos_ == "NOUN" and governor.dep_ == "dobj" and governor.head.lemma_.lower() in words("deals"):
        return True
    return governor.lemma_.lower() in words("deals")


def _other(line: Line, found: Found, before: Found | None) -> Naming | None:
    naming = plain(found)
    if found.alias.form is Form.CAPITAL:
        acts = use_of(line, found.start, found.end) is Use.ACTS and _government(line, found)
        return naming if acts else None
    if naming.kind in FORMAL:
        naming = _body(line, found, before, naming)
    elif naming.kind is PartyKind.COMPANY and DESIGNATION_AFTER.match(line.text, found.end):
        naming = naming.but(acts=False, modifier=True)
    if fell_silent(line, naming.end) or re.match(r"(?:'s)?\s+(?:shares|stock)\b", line.text[naming.end :]):
        naming = naming.but(acts=False)
    if naming.kind not in (PartyKind.MEDIA, PartyKind.OFFICIAL, PartyKind.PERSON):
        end = unnamed(line, naming.end)
        if end is not None:
            named = line.text[naming.start : naming.end] if naming.kind in FORMAL else naming.name
            naming = naming.but(end=end, anonymous=True, name=named)
    return naming


def _body(line: Line, found: Found, before: Found | None, naming: Naming) -> Naming:
    """A body's naming; "Peru's Congress" is Peru's, whatever country the table gives."""
    own = before is not None and before.alias.entry.kind is PartyKind.STATE and touching(line, before, found.start)
    if own and before is not None:
        country = before.alias.entry.country
        if country == naming.country:
            return naming.but(start=before.start)
        if naming.kind is PartyKind.GOVERNMENT_BODY or found.alias.text == "Security Council":
            slug = naming.key.rsplit(":", 1)[-1]
            key, kind = f"body:{country}:{slug}", PartyKind.GOVERNMENT_BODY
            return naming.but(start=before.start, key=key, name=found.alias.text, kind=kind, country=country)
    if naming.kind is PartyKind.GOVERNMENT_BODY and (owner := _owner_after(line, found)) is not None:
        country = owner.alias.entry.country
        key = naming.key.replace(f"body:{naming.country}:", f"body:{country}:")
        return naming.but(end=owner.end, key=key, name=line.text[found.start : owner.end], country=country)
    if ASIDE_AFTER_BODY.match(line.text, found.end):
        return naming.but(acts=False, modifier=True)
    if UNNAMED_BEFORE.search(line.text[: found.start]):
        return naming.but(anonymous=True)
    if HEADED.search(line.text[: found.start]) or of_somebody(line, found.start):
        return naming.but(acts=False)
    if ASSEMBLY.search(found.alias.text) and HALL.search(line.text[: found.start]):
        return naming.but(acts=False)
    if naming.kind is PartyKind.INTERNATIONAL_ORGANISATION and VENUE.search(line.text[: found.start]):
        return naming.but(acts="Council" not in found.alias.text and "Assembly" not in found.alias.text)
    if naming.kind is PartyKind.INTERNATIONAL_ORGANISATION and INSIDE.search(line.text[: found.start]):
        return naming.but(acts=False)
    return naming


def of_somebody(line: Line, start: int) -> bool:
    """Whether a body only tells whom a named person is of: "General Ito of" + " Northern Command"."""
    people = (n for n in line.namings if n.kind in (PartyKind.OFFICIAL, PartyKind.PERSON))
    return any(re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?", line.text[n.end : start]) for n in people)


HEADED = re.compile(
    r"\b(?:who|which)\s+(?:\w+ly\s+)?(?:heads?|headed|leads?|led|chairs?|chaired|commands?|commanded|runs?|ran|directs?|directed|joined|"
    r"left|(?:speaks?|spoke|works?|worked|tracks? \w+|studies \w+) (?:for|at))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What makes of a body only somebody's post: "who heads" + " Central Command"."""
ASSEMBLY = re.compile(
    r"\b(?:Council|Assembly|Congress|Senate|Parliament|House|Commons|Lords|Bundestag|Bundesrat|Duma|Knesset|Riksdag|Sejm|Rada|Diet|Storting|"
    r"Folketing|Majlis|Sabha|Cortes|Committee|UNSC)\b"
)
HALL = re.compile(
    r"\b(?:told|tells|telling|notified|notif(?:y|ies|ying)|informed|inform|addressed|addressing|briefed|briefing|reached|before|in|at|inside|through|"
    r"(?:reporting|reports?|letters?|notes?|petition|complaint|statement|speech|testimony|presented|submitted|evidence|address|briefing|said)\s+(?:to|in|before)|"
    r"(?:resolutions?|session|consent|permission|floor|meeting|sitting)\s+(?:of|by|in))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What makes of an assembly only the place where one speaks: "told the" + " Senate"."""
VENUE = re.compile(r"\b(?:told|addressed|addressing|telling|briefed|briefing)\s+(?:the\s+)?$", re.IGNORECASE)
INSIDE = re.compile(r"\b(?:in|inside|outside|within|across|throughout|around)\s+(?:the\s+)?$", re.IGNORECASE)


def _owner_after(line: Line, found: Found) -> Found | None:
    """The state whose body it is, told after it: "Senate" + " of Spain"."""
    states = (f for f in line.found if f.start > found.end and f.alias.entry.kind is PartyKind.STATE)
    return next((f for f in states if re.fullmatch(r"\s+of\s+(?:the\s+)?", line.text[found.end : f.start], re.I)), None)


def _part_of_a_name(line: Line, found: Found) -> bool:
    """Whether the word belongs to a person's name ("Chad Miller", "Richard Wagner") or to an alien place."""
    alias = found.alias
    single = len(alias.words) == 1
    if not single or alias.entry.key.startswith("person:") or line.capitals:
        return False
    span = line.span(found.start, found.end)
    if span is None:
        return False
    person = next((e for e in line.parsed.doc.ents if e.label_ == "PERSON" and e.start <= span.start < e.end), None)
    careful = alias.wary or alias.form is Form.CAPITAL or alias.entry.kind in (PartyKind.ARMED_GROUP, PartyKind.COMPANY)
    if not careful:
        return False
    if person is not None and len(person) > 1 and person[0].is_title and person.text.replace(" ", "").isalpha():
        return True
    return alias.wary and _beside_capital(line, found)


def _beside_capital(line: Line, found: Found) -> bool:
    """For names that are ordinary ones too: a neighbouring proper noun makes another name of them."""
    after = line.text[found.end :]
    if HOME_STATE_AFTER.match(after) or HOME_STATE_BEFORE.search(line.text[: found.start]):
        return True
    span = line.span(found.start, found.end)
    if span is None or line.shout():
        return False
    doc = line.parsed.doc
    beside = [doc[i] for i in (span.start - 1, span.end) if 0 <= i < len(doc)]
    known = [f for f in line.found if f.alias.entry.kind is PartyKind.STATE and f is not found]
    return any(t.pos_ == "PROPN" and t.is_title and not any(f.start <= t.idx < f.end for f in known) for t in beside)


HOME_STATE_AFTER = re.compile(
    r",\s*a (?:Republican|Democrat)|'s (?:Fulton|Republican|Democratic|Supreme Court|Senate)|"
    r"\s+(?:senator|congress\w+|Republican|Democrat)"
)
HOME_STATE_BEFORE = re.compile(r"\b(?:Atlanta|Savannah|Augusta|Columbus|Marietta|Macon),\s*$")
