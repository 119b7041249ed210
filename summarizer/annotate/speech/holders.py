"""Holders of the floor: whom the label of each turn stands for.

A surname, a first name or initials stand for the one person of that name; an office ("SPOKESPERSON:", "The
Minister:") for its holder whom the heading or an earlier label names; "A:" for the one person who is announced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.floor import FORMER, Floor
from summarizer.annotate.speech.frames import words
from summarizer.annotate.speech.labels import ADDRESS, BRACKET, LINKS
from summarizer.annotate.speech.offices import told_office
from summarizer.annotate.speech.turns import Turn
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.annotate.speech.written import TO_ASK
from summarizer.schema import ClaimantKind, PartyKind

ASKED = re.compile(
    r"\b(?:interview(?:s|ed)?|(?:spoke|speaks?|talk(?:s|ed)?|sat down|conversation|Q ?& ?A|questions) (?:to"
    r"|with|for)|answers (?:by|of|from)"
    r"|answered by|replies (?:by|of|from)|asked)\b[^.!?]*$",
    re.I,
)
ANSWERS = re.compile(
    r"[^.!?\n]{0,120}?\b(?:answers?|answered|replie[sd]|spoke|speaks|talks|talked|told|(?:take|took"
    r"|taken) (?:a few |some |our )?questions|explains)\b"
)
ANSWER_OF = re.compile(r"\b(?:answers?|repl(?:y|ies)|responses?)(?: given)? (?:of|by|from)\b", re.I)
ASKS = re.compile(r"\W{1,3}(?:asked|to ask)\b")
HOME, STEM = 3, 5
"""Lines of a heading that name the parliament, and the letters that a state's name shares with "German"."""
DEPARTMENT = re.compile(r"\b(?:Department|Ministry|Office|Agency|Authority|Commission)\b", re.I)
GOVERNMENT = re.compile(r"\s*(?:the )?(?:[A-Z]\w+ )?(?:Government|Cabinet|Council of Ministers|Administration)\b")
TRADE = re.compile(
    r"\b(?:Pty|Ltd|Limited|LLC|Inc|GmbH|PLC|plc|Corp|Oy|CEO|[Cc]hief [Ee]xecutive|[Mm]anaging [Dd]irector|Sales"
    r"|[Ff]ounder|PT|Institute|University"
    r"|Cent(?:re|er) for|College|[Ii]ndependent [Aa]nalyst"
    r"|Industries|Shipyards?|Boatworks|Manufacturing|[Mm]anufacturer)\b"
)
PUBLIC = re.compile(
    r"\b(?:[Mm]inist\w+|[Uu]ndersecretary|[Ss]ecretary|[Aa]mbassador|Department|[Gg]overnment|Parliament|[Cc]ommittee)\b"
)
ENTRY = re.compile(r"(?:,| \(| [–-] )[^:;\n•.?!]{0,100}")
"""What shows that somebody in a list of speakers is of a company, and what the list says of one speaker."""
ASKED_REACH = 120
"""Who is interviewed: what the heading says before and after the name, and how far before."""
INITIALS = 3
"""The most letters of a label that gives a speaker's initials."""
BESIDE = 60
"""Characters between an office and the name of its holder in a heading."""
CHAMBER = re.compile(
    r"\b(?:House of (?:Commons|Lords|Representatives|Assembly|Councillors)|Parliament|Senate|National Assembly"
    r"|Bundestag"
    r"|Knesset|Congress|Hansard|Legislative (?:Council|Assembly|Yuan)|Chamber of Deputies|Rajya Sabha|Lok Sabha"
    r"|Riksdag"
    r"|Storting|Folketing|Sejm|Diet|State Duma|Verkhovna Rada|Oireachtas|D[áa]il|Plenary|Assembl[ée]e)\b",
    re.I,
)
HEADING = 400
"""Characters of a transcript's heading in which the chamber is named."""
BENCHES = re.compile(
    r"\((?:[A-Z][A-Za-z/&]{0,5}(?:[-–][A-Z][A-Za-z]{0,12})?|Labour|Conservative|Liberal|Greens?|Ind\.?|Democrat"
    r"|Republican"
    r"|Labour/Co-op|independent)\)"
)
"""The party that a member of parliament sits for: "(Lab)", "(D-VA)", "(CDU/CSU)"."""


class Holders:
    """Resolves the labels of one transcript; `of` is asked once per turn, in text order."""

    def __init__(self, parsed: Parsed, floor: Floor, turns: tuple[Turn, ...]) -> None:
        self.parsed = parsed
        self.floor = floor
        self.turns = turns
        self.first = turns[0].start if turns else 0
        self.persons = [p for p in floor.parties if p.kind in PERSONS and not _is_office(p.name)]
        heading = parsed.text[: min(self.first, HEADING)]
        self.chamber = CHAMBER.search(heading) is not None or TO_ASK.search(parsed.text) is not None
        self.asking = {
            p.number for p in self.persons for m in p.mentions for t in turns if t.asks and t.start <= m.start < t.end
        }
        self._offices: list[tuple[frozenset[str], PartyCandidate]] = []

    def of(self, turn: Turn) -> Voice | None:
        """Who has the floor in a turn, None when the text does not tell."""
        person = self._person(turn)
        if person is not None:
            self._offices.append((_content(turn.label), person))
            return self._in_office(person, turn.label)
        inside = [p for p in self.floor.parties for m in p.mentions if turn.start <= m.start and m.end <= turn.end]
        if turn.nameless and not inside:
            inside = self._answering() or self._department()
        return self.floor.voice_of(inside[0]) if inside else None

    def _answering(self) -> list[PartyCandidate]:
        """The government or body that the heading says the answers are of ("Answer of the Federal Government")."""
        ahead = self.parsed.text[: self.first]
        found = []
        for said in ANSWER_OF.finditer(ahead):
            line = ahead.find("\n", said.end())
            end = min(said.end() + BESIDE, line if line >= 0 else len(ahead))
            near = [(m.start, p) for p in self.floor.parties for m in p.mentions if said.end() <= m.start < end]
            found += [p for _, p in sorted(near, key=lambda pair: pair[0])[:1]]
            if not near and GOVERNMENT.match(ahead, said.end()):
                found += self._home()
        return found

    def _asks(self, person: PartyCandidate) -> bool:
        """Whether a person is one who puts the questions ("Senator Jane Doe asked:")."""
        return any(ASKS.match(self.parsed.text, m.end) for m in person.mentions)

    def _department(self) -> list[PartyCandidate]:
        """The body that has a line of the heading to itself, or ends one."""
        public = [p for p in self.floor.parties if p.kind is PartyKind.GOVERNMENT_BODY]
        alone = [
            p
            for p in public
            for m in p.mentions
            if m.end <= self.first and self.parsed.text[m.end : m.end + 1] == "\n" and DEPARTMENT.search(p.name)
        ]
        return alone[:1]

    def _home(self) -> list[PartyCandidate]:
        """The state whose parliament or government the heading names first."""
        head = " ".join(self.parsed.text[: self.first].split("\n")[:HOME]).casefold().split()
        states = [p for p in self.floor.parties if p.kind is PartyKind.STATE]
        return [p for p in states if any(w.startswith(p.name.casefold()[:STEM]) for w in head)][:1]

    def _person(self, turn: Turn) -> PartyCandidate | None:
        if turn.nameless:
            before = [p for p in self.persons if any(m.end <= self.first for m in p.mentions)]
            before = [p for p in before if p.number not in self.asking and not self._asks(p)]
            public = [p for p in before if p.kind is PartyKind.OFFICIAL] or [p for p in before if self._has_office(p)]
            asked = [p for p in public if self._is_asked(p)]
            return next((only[0] for only in (before, public, asked) if len(only) == 1), None)
        return self._by_initials(turn.label) or self._by_name(turn) or self._by_office(turn.label)

    def _by_initials(self, label: str) -> PartyCandidate | None:
        written = "".join(c for c in label if c.isalpha())
        if not written.isupper() or not 1 < len(written) <= INITIALS:
            return None
        meant = [p for p in self.persons if _initials(p.name) == written and p.name != label]
        return meant[0] if len(meant) == 1 else None

    def _by_name(self, turn: Turn) -> PartyCandidate | None:
        """The person whose surname ends the label or a bracket of it, in full; else of that first name."""
        parts = [part.split()[-1].casefold().strip(".,") for part in re.split(r"[()\[\],]", turn.label) if part.split()]
        named = [p for p in self.persons if p.name.casefold().split()[-1] in parts]
        told = [w for w in re.sub(BRACKET, " ", turn.label).casefold().split() if w.strip(".") not in ADDRESS]
        if named and not (len(told) == 1 and all(" " not in p.name for p in named)):
            return max(named, key=lambda p: (len(_shared(p.name, turn.label)), len(p.name)))
        called = [
            p for p in self.persons if len(told) == 1 and " " in p.name and p.name.casefold().split()[0] == told[0]
        ]
        return called[0] if len(called) == 1 else next(iter(named), None)

    def _by_office(self, label: str) -> PartyCandidate | None:
        """The one holder of the office that a label is: by an earlier label, by his role, or by the heading."""
        office = _content(re.sub(r"\((?:spoke|speaking|interpretation)[^()]*\)", " ", label))
        if not office & (words("people", "office") | words("offices", "nameless")):
            return None
        told = {p.number: p for held, p in self._offices if office <= held}
        if not told:
            told = {p.number: p for p in self.persons if office <= _content(p.role or "")}
        if not told:
            told = {p.number: p for p in self.persons if self._is_headed(office, p)}
        return next(iter(told.values())) if len(told) == 1 else None

    def _is_headed(self, office: frozenset[str], person: PartyCandidate) -> bool:
        """Whether the heading names a person right beside an office ("by the Spokesperson, Ambassador Lee")."""
        return any(office <= words_beside for words_beside in self._beside(person))

    def _is_asked(self, person: PartyCandidate) -> bool:
        """Whether the heading says that a person is the one who is interviewed."""
        ahead = self.parsed.text[: self.first]
        return any(
            ASKED.search(ahead[max(0, m.start - ASKED_REACH) : m.start]) or ANSWERS.match(ahead, m.end)
            for m in person.mentions
            if m.end <= self.first
        )

    def _has_office(self, person: PartyCandidate) -> bool:
        return any(words("offices", "nameless") & words_beside for words_beside in self._beside(person))

    def _beside(self, person: PartyCandidate) -> Iterator[frozenset[str]]:
        """The words on either side of a person's name in the heading, in the same line."""
        for mention in person.mentions:
            if mention.end > self.first:
                continue
            line = self.parsed.text.rfind("\n", 0, mention.start) + 1
            yield _content(self.parsed.text[max(line, mention.start - BESIDE) : mention.start])
            yield _content(self.parsed.text[mention.end : mention.end + BESIDE].split("\n")[0])

    def _in_office(self, person: PartyCandidate, label: str) -> Voice:
        """The person's voice, an official one when the label gives an office or a state, or a member of a chamber."""
        voice = self.floor.in_office(self.floor.voice_of(person), label)
        if self._sells(person):
            return replace(voice, kind=ClaimantKind.COMPANY, official=False)
        plain = person.role is None or not _content(person.role) & (
            words("people", "expert") | words("people", "press")
        )
        member = BENCHES.search(label) is not None or (self.chamber and plain)
        if voice.kind is ClaimantKind.EXPERT and (member or self._is_introduced(person)):
            return replace(voice, kind=ClaimantKind.OFFICIAL, official=True)
        return voice

    def _sells(self, person: PartyCandidate) -> bool:
        """Whether the list of speakers gives a person as one of a company ("Jane Doe, Director, Norvik Ltd")."""
        text = self.parsed.text
        firms = [m for p in self.floor.parties if p.kind is PartyKind.COMPANY for m in p.mentions]
        for mention in person.mentions:
            told = ENTRY.match(text, mention.end)
            if told is None or (mention.end > self.first and not self._in_label(mention.start)):
                continue
            named = any(mention.end <= m.start < told.end() for m in firms) and not PUBLIC.search(told.group())
            if named or TRADE.search(told.group()) is not None:
                return True
        surname = person.name.split()[-1].casefold()
        listed = (line for line in text[: self.first].split("\n") if line.casefold().startswith(surname + ","))
        return any(TRADE.search(line) is not None for line in listed)

    def _in_label(self, at: int) -> bool:
        return any(t.start <= at < t.end for t in self.turns)

    def _is_introduced(self, person: PartyCandidate) -> bool:
        """Whether what stands ahead of the first turn tells of an office, and of nothing that private persons are."""
        ahead = replace(person, mentions=tuple(m for m in person.mentions if m.end <= self.first))
        if person.role is not None or told_office(self.floor, ahead) is False:
            return False
        told = set(re.findall(r"[\w-]+", self.parsed.text[: self.first].lower()))
        others = words("people", "expert") | words("people", "private") | words("people", "company") | FORMER
        offices = words("offices", "nameless") | words("offices", "bodies") | words("people", "bench")
        return bool(told & offices) and not told & others


def _content(words_of: str) -> frozenset[str]:
    told = {w.casefold().strip(".") for w in re.findall(r"[\w.’'\-]+", words_of)}
    return frozenset(w for w in told if w not in LINKS | ADDRESS or w in ("state", "affairs", "deputy"))


def _is_office(name: str) -> bool:
    """Whether what was taken for a name is an office ("Spokesperson"), so that the label is no name of its own."""
    return _content(name) <= words("people", "office") | words("offices", "nameless")


def _shared(name: str, label: str) -> set[str]:
    full = {w for w in name.casefold().split() if not w.endswith(".")}  # "Min. Doe" is no fuller than "Doe"
    return full & set(re.findall(r"[\w.’'\-]+", label.casefold()))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
