"""The form in which people write gold: short YAML beside the document.

Words are written as one string, the number of their sentence and then the words exactly as they stand there:
`S3 artillery shells`. Parties go by keys of the author's choice, flows and warnings by their order (F1, F2 ..., W1,
W2 ...). What is null, false, empty or "document" may be left out. Names are those of `summarizer.schema`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from summarizer.ground.answer import (
    BriefAnswer,
    ClaimAnswer,
    FlagAnswer,
    FlowAnswer,
    ItemAnswer,
    PartyAnswer,
    PointAnswer,
    QuoteAnswer,
    WarningAnswer,
    Words,
)
from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind

Way = tuple[str | int, ...]
"""The way to a value in the YAML: names and 0-based places in lists."""

GoldWords = Annotated[
    str,
    StringConstraints(pattern=r"^S[1-9][0-9]{0,4} \S"),
    Field(
        description="The number of a sentence, then the exact words as they stand in it, as few as possible.",
        examples=["S3 artillery shells"],
    ),
]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")]
PartyKey = Annotated[Key, Field(description="Key of a party of this file.")]
Number = Annotated[int, Field(strict=True, ge=1)]
Sentences = Annotated[tuple[Number, ...], Field(min_length=1, description="Numbers of sentences: [3, 4] for S3, S4.")]
Line = Annotated[str, StringConstraints(pattern=r"\S")]
Country = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{3}$"),
    Field(description="ISO 3166-1 alpha-3. Left out for international organisations and when unstated."),
]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartyForm(_Form):
    """Everyone who gives, gets, claims, denies, warns, is warned, is quoted, or reports; one for each real entity."""

    name: Annotated[Line, Field(description="Common English name of the entity.")]
    kind: Annotated[PartyKind, Field(description="official: a named person who speaks or acts for a state or body.")]
    country: Country | None = None
    role: Annotated[GoldWords | None, Field(description="Office as the text gives it, officials only.")] = None
    mentions: Annotated[
        tuple[GoldWords, ...], Field(min_length=1, description="Every way in which the text names it, each once.")
    ]


class ItemForm(_Form):
    """One kind of materiel."""

    words: Annotated[GoldWords, Field(description="The shortest words that name the materiel.")]
    category: Annotated[Category, Field(description="Unguided rockets: artillery; shells, bombs, mines: ammunition.")]
    quantity: Annotated[GoldWords | None, Field(description="The words of the same sentence that count it.")] = None


class ClaimForm(_Form):
    """What one claimant says of the movement. No claimant: the outlet says it in its own voice."""

    claimant: PartyKey | None = None
    claimant_kind: Annotated[
        ClaimantKind,
        Field(
            description="unattributed: the outlet's own voice. anonymous_source: unnamed people, claimant their body."
        ),
    ]
    stance: Annotated[Stance, Field(description="suspects: hedged (may, possible, believed, likely).")]
    reported_by: Annotated[
        PartyKey | None, Field(description="Outlet or body that relays the claim, if the text names one.")
    ] = None
    sentences: Sentences


class FlowForm(_Form):
    """One claimed movement from supplier to recipient at one stage. Its place in the list gives its name: F1, F2 ..."""

    supplier: PartyKey | None = None
    recipient: PartyKey | None = None
    stage: Annotated[Stage, Field(description="The furthest point that the claim says the movement reached.")]
    items: Annotated[tuple[ItemForm, ...], Field(description="What moves; each must stand in a claim's sentence.")] = ()
    claims: Annotated[tuple[ClaimForm, ...], Field(min_length=1, description="One for each claimant and stance.")]


class QuoteForm(_Form):
    """One direct quotation of an official voice."""

    quotations: Annotated[
        tuple[Number, ...], Field(description="Numbers of the stretches: [2, 3] for Q2 and Q3 that make one quote.")
    ] = ()
    sentences: Annotated[
        tuple[Number, ...], Field(description="Instead, for a transcript turn or block quotation without marks.")
    ] = ()
    speaker: PartyKey | None = None
    speaker_name: Annotated[GoldWords | None, Field(description="The speaker's name as the text gives it.")] = None
    speaker_role: Annotated[GoldWords | None, Field(description="The speaker's office as the text gives it.")] = None
    fragment: Annotated[bool, Field(strict=True, description="True when the words are no clause of their own.")] = False


class WarningForm(_Form):
    """A threat, demand or alert. Its place in the list gives its name: W1, W2 ..."""

    kind: Annotated[
        WarningKind, Field(description="consequences: any other threat. risk: an alert without threat or demand.")
    ]
    issuer: PartyKey | None = None
    target: PartyKey | None = None
    gist: Annotated[Line, Field(description="At most 20 words in plain language.")]
    sentences: Sentences


class FlagForm(_Form):
    """One reason for doubt; one for each kind and sentence."""

    kind: Annotated[FlagKind, Field(description="conflict: two sources set against each other in one sentence.")]
    cue: Annotated[GoldWords, Field(description="The shortest words that show it.")]
    about: Annotated[
        str,
        StringConstraints(pattern=r"^([FW][1-9][0-9]*|document)$"),
        Field(description="F1, F2 ..., W1, W2 ... by the order of the lists of this file."),
    ] = "document"


class PointForm(_Form):
    """One sentence of the summary."""

    text: Annotated[Line, Field(description="One plain sentence whose names and numbers stand in the cited ones.")]
    sentences: Sentences


class GoldForm(_Form):
    """The brief that a careful analyst makes of one document."""

    model_config = ConfigDict(title="Gold")

    story: Annotated[
        Line | None, Field(description="Name shared by documents that tell the same news. Default: the file's name.")
    ] = None
    genre: Annotated[Line | None, Field(description="What kind of text it is: wire report, transcript ...")] = None
    notes: Annotated[Line | None, Field(description="Free text for annotators.")] = None
    headline: Annotated[Line, Field(description="One neutral line of at most 15 words that names the claimant.")]
    key_points: Annotated[tuple[PointForm, ...], Field(min_length=1, max_length=5, description="2 to 5.")]
    parties: Annotated[
        dict[Key, PartyForm],
        Field(
            description="Parties by short keys of your choice: korea, minister ...",
            json_schema_extra={"additionalProperties": False},
        ),
    ] = Field(default_factory=dict)
    arms_flows: Annotated[tuple[FlowForm, ...], Field(description="F1, F2 ... by their order.")] = ()
    official_quotes: Annotated[tuple[QuoteForm, ...], Field(description="Direct quotations of official voices.")] = ()
    warnings: Annotated[tuple[WarningForm, ...], Field(description="W1, W2 ... by their order.")] = ()
    uncertainty: Annotated[tuple[FlagForm, ...], Field(description="One for each kind and sentence.")] = ()

    def answer(self) -> BriefAnswer:
        """The same in the form in which a model answers; parties keep their keys as references."""
        return BriefAnswer(
            parties=[_party(key, party) for key, party in self.parties.items()],
            arms_flows=[_flow(flow) for flow in self.arms_flows],
            official_quotes=[_quote(quote) for quote in self.official_quotes],
            warnings=[WarningAnswer(**_plain(w)) for w in self.warnings],
            uncertainty=[FlagAnswer(kind=u.kind, cue=words(u.cue), about=u.about) for u in self.uncertainty],
            headline=self.headline,
            key_points=[PointAnswer(text=p.text, sentences=list(p.sentences)) for p in self.key_points],
        )

    def pointers(self) -> Iterator[tuple[Way, str]]:
        """Every "S3 artillery shells" of the form and the way to it."""
        for key, party in self.parties.items():
            yield from ((("parties", key, "mentions", i), m) for i, m in enumerate(party.mentions))
            yield from _given(("parties", key), role=party.role)
        for f, flow in enumerate(self.arms_flows):
            for i, item in enumerate(flow.items):
                yield from _given(("arms_flows", f, "items", i), words=item.words, quantity=item.quantity)
        for q, quote in enumerate(self.official_quotes):
            yield from _given(("official_quotes", q), speaker_name=quote.speaker_name, speaker_role=quote.speaker_role)
        for u, flag in enumerate(self.uncertainty):
            yield ("uncertainty", u, "cue"), flag.cue

    def references(self) -> Iterator[tuple[Way, str]]:
        """Every use of a party's key and the way to it."""
        for f, flow in enumerate(self.arms_flows):
            yield from _given(("arms_flows", f), supplier=flow.supplier, recipient=flow.recipient)
            for c, claim in enumerate(flow.claims):
                at = ("arms_flows", f, "claims", c)
                yield from _given(at, claimant=claim.claimant, reported_by=claim.reported_by)
        for q, quote in enumerate(self.official_quotes):
            yield from _given(("official_quotes", q), speaker=quote.speaker)
        for w, warning in enumerate(self.warnings):
            yield from _given(("warnings", w), issuer=warning.issuer, target=warning.target)

    def cited(self) -> Iterator[tuple[Way, int]]:
        """Every sentence number that stands in a list, and the way to it."""
        for f, flow in enumerate(self.arms_flows):
            for c, claim in enumerate(flow.claims):
                yield from _listed(("arms_flows", f, "claims", c, "sentences"), claim.sentences)
        lists: dict[str, Sequence[QuoteForm | WarningForm | PointForm]] = {
            "official_quotes": self.official_quotes,
            "warnings": self.warnings,
            "key_points": self.key_points,
        }
        for name, entries in lists.items():
            for i, entry in enumerate(entries):
                yield from _listed((name, i, "sentences"), entry.sentences)


def words(written: str) -> Words:
    """`S3 artillery shells` as sentence 3 and its words."""
    number, _, said = written.partition(" ")
    return Words(sentence=int(number[1:]), words=said)


def _maybe(written: str | None) -> Words | None:
    return None if written is None else words(written)


def _plain(form: ClaimForm | WarningForm) -> dict[str, Any]:
    fields = {name: getattr(form, name) for name in type(form).model_fields}
    return {**fields, "sentences": list(form.sentences)}


def _party(key: str, party: PartyForm) -> PartyAnswer:
    return PartyAnswer(
        ref=key,
        name=party.name,
        kind=party.kind,
        country=party.country,
        role=_maybe(party.role),
        mentions=[words(m) for m in party.mentions],
    )


def _flow(flow: FlowForm) -> FlowAnswer:
    return FlowAnswer(
        supplier=flow.supplier,
        recipient=flow.recipient,
        stage=flow.stage,
        items=[
            ItemAnswer(materiel=None, words=words(i.words), category=i.category, quantity=_maybe(i.quantity))
            for i in flow.items
        ],
        claims=[ClaimAnswer(**_plain(c)) for c in flow.claims],
    )


def _quote(quote: QuoteForm) -> QuoteAnswer:
    return QuoteAnswer(
        quotations=list(quote.quotations),
        sentences=list(quote.sentences),
        speaker=quote.speaker,
        speaker_name=_maybe(quote.speaker_name),
        speaker_role=_maybe(quote.speaker_role),
        fragment=quote.fragment,
    )


def _given(at: Way, **fields: str | None) -> Iterator[tuple[Way, str]]:
    return (((*at, name), value) for name, value in fields.items() if value is not None)


def _listed(at: Way, numbers: tuple[int, ...]) -> Iterator[tuple[Way, int]]:
    return (((*at, i), number) for i, number in enumerate(numbers))
