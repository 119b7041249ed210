"""The briefing note as data: what a run of briefs says, taken together. Renderers read this and nothing else.

A note adds no claim. Every `Line` is composed by template from the brief parts that its references name, and every
reference resolves inside the note itself: `note.source("D3")` is the document, its `sentence(12)` the verbatim words.

    Note
      scope       what was asked for, and how much was read      tally      the numbers of the first line
      parties     [NoteParty "P1"]   one per real-world entity, with the reason for every merge
      headline    [Judgement]        what stands out, strongest first
      flows       [NoteFlow "F1"]    who to whom, what, how much, how far, who says so; [FlowClaim], [FlowItem]
      conflicts   [Conflict "X1"]    the same movement, told in ways that cannot both be true; two or more sides
      quotes      [NoteQuote "Q1"]   warnings [NoteWarning "W1"]   unknowns [Unknown "U1"]
      changes     Changes | null     against the previous note      prose  Prose | null   written by a model, grounded
      gaps        [Gap]              what was not read, refused, failed or read in part
      sources     [Source "D1"]      every document, with hash, date and the cited sentences
      sections    the sections to show, in this order                legend [Legend]       what the words mean
      omissions   [Omission]         what a section left out because of a limit of the template

Ids are numbered in the order in which the parts stand; `key` fields are the same in every note about the same thing.
Dates are ISO 8601 days ("2024-05-31") or null; texts are verbatim and untrusted (`render.neutral` before showing).
"""

from summarizer.note.model.base import (
    BriefPart,
    Day,
    DocumentRef,
    FlowRef,
    Join,
    Line,
    Part,
    PartyRef,
    Reference,
    Text,
    references_in,
)
from summarizer.note.model.flows import FlowClaim, FlowItem, Judgement, NoteFlow, NoteParty, Standing
from summarizer.note.model.sources import Gap, Legend, Omission, Passage, Scope, Source, Tally
from summarizer.note.model.terms import ChangeKind, ConflictKind, Family, GapKind, Section, Strength
from summarizer.note.model.voices import Change, Changes, Conflict, NoteQuote, NoteWarning, Prose, Side, Unknown
from summarizer.note.model.whole import NOTE_VERSION, Note

__all__ = [
    "NOTE_VERSION",
    "BriefPart",
    "Change",
    "ChangeKind",
    "Changes",
    "Conflict",
    "ConflictKind",
    "Day",
    "DocumentRef",
    "Family",
    "FlowClaim",
    "FlowItem",
    "FlowRef",
    "Gap",
    "GapKind",
    "Join",
    "Judgement",
    "Legend",
    "Line",
    "Note",
    "NoteFlow",
    "NoteParty",
    "NoteQuote",
    "NoteWarning",
    "Omission",
    "Part",
    "PartyRef",
    "Passage",
    "Prose",
    "Reference",
    "Scope",
    "Section",
    "Side",
    "Source",
    "Standing",
    "Strength",
    "Tally",
    "Text",
    "Unknown",
    "references_in",
]
