"""Invented notes: a small one that shows every kind of statement once, and large ones of any size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.note.model import (
    Change,
    ChangeKind,
    Changes,
    Conflict,
    ConflictKind,
    Family,
    FlowClaim,
    FlowItem,
    Gap,
    GapKind,
    Join,
    Judgement,
    Legend,
    Line,
    Note,
    NoteFlow,
    NoteParty,
    NoteQuote,
    NoteWarning,
    Omission,
    Passage,
    Prose,
    Reference,
    Scope,
    Section,
    Side,
    Source,
    Standing,
    Strength,
    Tally,
    Unknown,
)
from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind

VOICES = {
    Stance.ASSERTS: "Arno Vell (official)",
    Stance.SUSPECTS: "unnamed source",
    Stance.DENIES: "Norland foreign ministry (government)",
    Stance.FINDS_NO_EVIDENCE: "Arms Registry (international organisation)",
}


def ref(document: str, *sentences: int, part: str = "F1.1") -> Reference:
    return Reference(document=document, part=part, sentences=sentences or (1,))


def claim(stance: Stance, *dates: str, who: str = "", documents: Sequence[str] = ("D1",), roots: int = 1) -> FlowClaim:
    return FlowClaim(
        claimant=None,
        claimant_kind=ClaimantKind.OFFICIAL,
        who=who or VOICES[stance],
        stance=stance,
        stages=(Stage.DELIVERED,),
        reported_by=(),
        roots=roots,
        dates=dates,
        references=tuple(ref(d, 1, 2) for d in documents),
    )


def flow(number: int, supplier: str | None, recipient: str | None, *claims: FlowClaim, **changes: Any) -> NoteFlow:
    """A movement whose standing follows from its claims."""
    held = {stance: sum(c.roots for c in claims if c.stance is stance) for stance in Stance}
    days = sorted(day for c in claims for day in c.dates)
    given: dict[str, Any] = {
        "id": f"F{number}",
        "key": f"flow-{number}",
        "supplier": supplier,
        "recipient": recipient,
        "materiel": "rocket launchers",
        "categories": (Category.ARTILLERY,),
        "family": Family.DELIVERED,
        "stage": Stage.DELIVERED,
        "stages": (Stage.DELIVERED,),
        "items": (
            FlowItem(
                words="rocket launchers",
                quantity="dozens of",
                category=Category.ARTILLERY,
                figures=("P3",),
                references=(ref("D1", 2, part="F1.i1"),),
            ),
        ),
        "claims": claims,
        "strength": Strength.CONTESTED if held[Stance.DENIES] else Strength.SINGLE,
        "standing": Standing(**{stance.value: held[stance] for stance in Stance}),
        "roots": held[Stance.ASSERTS] + held[Stance.SUSPECTS],
        "circular": None,
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "joins": (),
    }
    return NoteFlow(**(given | changes))


def party(number: int, name: str, kind: PartyKind = PartyKind.STATE, **changes: Any) -> NoteParty:
    given: dict[str, Any] = {
        "id": f"P{number}",
        "key": f"party-{number}",
        "name": name,
        "kind": kind,
        "country": None,
        "role": None,
        "names": (name,),
        "documents": ("D1",),
        "joins": (),
    }
    return NoteParty(**(given | changes))


def source(number: int, title: str | None, published: str | None, **changes: Any) -> Source:
    sentences = (
        "Norland has delivered dozens of rocket launchers to Sudria, a Westmark spokesman said on Monday.",
        "“We have seen the crates,” he told reporters.",
        "Norland denied the accusation.",
    )
    given: dict[str, Any] = {
        "id": f"D{number}",
        "sha256": f"{number:x}".rjust(2, "a") * 32,
        "title": title,
        "outlet": "Coast Gazette",
        "published": published,
        "url": f"https://news.example/{number}",
        "language": "en",
        "locations": (f"articles/{number}.txt",),
        "complete": True,
        "engine": "openai",
        "model": "example-large",
        "story": f"D{number}",
        "root": f"D{number}",
        "tie": None,
        "cited": True,
        "sentences": tuple(Passage(number=n, text=words) for n, words in enumerate(sentences, start=1)),
    }
    return Source(**(given | changes))


PARTIES = (
    party(1, "Norland", country="NOR", names=("Norland", "the Norlanders")),
    party(2, "Sudria", joins=(Join(text="merged because both name the same state", references=(ref("D1", 1),)),)),
    party(3, "Westmark"),
    party(4, "Восточный край"),
    party(5, "جمهورية الجبل"),
    party(6, "Free Harbour Defence and Shipping Company of the Outer Islands", PartyKind.COMPANY),
)


def _flows() -> tuple[NoteFlow, ...]:
    a, s, d, n = Stance.ASSERTS, Stance.SUSPECTS, Stance.DENIES, Stance.FINDS_NO_EVIDENCE
    circular = Line(text="Three documents rest on one spokesman.", references=(ref("D1", 1), ref("D2", 1)))
    return (
        flow(1, "P1", "P2", claim(a, "2025-03-03", "2025-03-05", documents=("D1", "D2"), roots=3),
             claim(d, "2025-03-04", documents=("D2",)), circular=circular,
             joins=(Join(text="Joined because both name the same launchers.",
                         references=(ref("D1", 1), ref("D2", 1))),)),
        flow(2, "P1", "P6", claim(s, "2025-03-05", documents=("D2", "D3")), materiel="drones: Kestrel-2",
             stage=Stage.CONTRACTED),
        flow(3, "P6", "P5", claim(a, "2025-03-20")),
        flow(4, "P4", "P2", claim(d, "2025-02-11"), strength=Strength.DENIED_ONLY, stage=Stage.UNSPECIFIED),
        flow(5, None, "P2", claim(s, documents=("D3",)), claim(n, "2025-03-06"), materiel="spare parts | fuses"),
        flow(6, "P3", None, claim(a, "2025-03-06", roots=2)),
    )  # fmt: skip


SOURCES = (
    source(1, "Norland accused of shipping rockets", "2025-03-03"),
    source(2, "Norland denies it", "2025-03-05T08:00:00Z", root="D1", story="D1", tie="near copy 0.93 of D1"),
    source(3, None, None, complete=False, cited=False),
)


def note(**changes: Any) -> Note:
    """The small note, with some of its parts replaced."""
    at = (ref("D1", 1), ref("D2", 1, 3))
    given: dict[str, Any] = {
        "note_version": "1",
        "title": "Arms transfers: Norland and Sudria",
        "as_of": "2025-03-20",
        "scope": Scope(run="talks.run", query="rockets", since="2025-01-01", until=None, parties=("Norland",),
                       template="full", words="Documents about rockets since 2025-01-01."),
        "tally": Tally(documents=3, roots=2, stories=2, with_flows=2, flows=6, claims=11, gaps=2, undated=1,
                       words="3 documents of 2 independent roots claim 6 movements; 2 documents are not covered."),
        "sections": tuple(Section),
        "headline": (
            Judgement(text="Norland is said to have delivered dozens of rocket launchers to Sudria; Norland denies it.",
                      flow="F1", strength=Strength.CONTESTED, references=at,
                      lines=(Line(text="Norland denies it.", references=(ref("D2", 3),)),)),
            Judgement(text="A contract for Kestrel-2 drones is suspected.", flow="F2", strength=Strength.SUSPECTED,
                      references=(ref("D2", 2),), lines=()),
        ),
        "prose": Prose(model="example-large", sentences=(Line(text="The accusation is contested.", references=at),),
                       dropped=("a number is not in the cited sentences",)),
        "changes": Changes(previous_as_of="2025-03-01", previous_sha256="ab" * 32, changes=(
            Change(kind=ChangeKind.NEW_DENIAL, flow="F1", text="Norland now denies F1.", references=(ref("D2", 3),),
                   former=()),
            Change(kind=ChangeKind.GONE_FLOW, flow=None, text="Tanks from Ostria are no longer claimed.", references=(),
                   former=("D2 S4",)),
        )),
        "flows": _flows(),
        "conflicts": (
            Conflict(id="X1", kind=ConflictKind.DENIAL, flow="F1", other=None, text="One side says so, one denies it.",
                     sides=(Side(words="asserts", who="Arno Vell (official)", stance=Stance.ASSERTS,
                                 references=(ref("D1", 1),)),
                            Side(words="denies", who="Norland (government)", stance=Stance.DENIES,
                                 references=(ref("D2", 3),)))),
            Conflict(id="X2", kind=ConflictKind.NUMBERS, flow="F1", other="F2", text="The numbers differ.",
                     sides=(Side(words="dozens of", who="Arno Vell", stance=None, references=(ref("D1", 1),)),
                            Side(words="“twelve”", who="Coast Gazette", stance=None, references=(ref("D2", 1),)))),
        ),
        "quotes": (
            NoteQuote(id="Q1", speaker="P3", who="Arno Vell", role="spokesman",
                      stretches=("We have seen the crates,", "and we know the port."), fragment=False,
                      first="2025-03-03", flows=("F1",), references=(ref("D1", 2),)),
        ),
        "warnings": (
            NoteWarning(id="W1", kind=WarningKind.SANCTIONS, issuer="P3", target="P1",
                        gists=("Sanctions follow unless the shipments stop.",), first="2025-03-03", last="2025-03-05",
                        references=(ref("D1", 3),)),
        ),
        "unknowns": (
            Unknown(id="U1", kind=FlagKind.UNDISCLOSED, flow="F1", cue="was not disclosed",
                    sentence="The number of launchers was not disclosed.", references=(ref("D1", 3),)),
            Unknown(id="U2", kind=FlagKind.HEDGE, flow=None, cue="could", sentence="It could be more.",
                    references=(ref("D2", 2),)),
        ),
        "gaps": (
            Gap(kind=GapKind.REFUSED, document="D3", location="articles/3.txt", reason="the model declined to answer"),
            Gap(kind=GapKind.UNREAD, document=None, location="articles/4.bin", reason="bytes that are not text"),
        ),
        "parties": PARTIES,
        "sources": SOURCES,
        "omissions": (Omission(section=Section.QUOTES, text="3 more quotations are not listed."),),
        "legend": (Legend(word="contested", meaning="at least one voice affirms it and at least one denies it"),),
    }  # fmt: skip
    return Note(**(given | changes))


def many(flows: int, parties: int = 12) -> Note:
    """A note of `flows` movements between `parties`, some of which both give and get, spread over two years."""
    stances = tuple(Stance)
    made = []
    for n in range(1, flows + 1):
        supplier, recipient = n * 5 % parties + 1, n * n % (parties - 1) + 1
        spoken = [
            claim(
                stances[(n + k) % 4], f"{2024 + (n + k) % 2}-{(n * 7 + k) % 12 + 1:02}-{n * 3 % 28 + 1:02}", roots=k + 1
            )
            for k in range(n % 3 + 1)
        ]
        made.append(flow(n, f"P{supplier}", f"P{recipient}", *spoken, materiel=f"guided artillery rockets, lot {n}"))
    names = ("Norland", "Sudria", "Westmark", "Ostria", "Free Harbour Defence and Shipping Company", "Восточный край")
    people = tuple(party(n, f"{names[n % len(names)]} {n}") for n in range(1, parties + 1))
    return note(parties=people, flows=tuple(made))
