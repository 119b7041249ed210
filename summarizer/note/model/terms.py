"""The closed lists of words that a note uses beside those of a brief."""

from __future__ import annotations

from enum import StrEnum


class Section(StrEnum):
    """What a note is made of; `Note.sections` says which are shown, and in which order."""

    HEADLINE = "headline"
    PROSE = "prose"
    CHANGES = "changes"
    PICTURE = "picture"
    """The drawing of who to whom, made by the renderer from `flows`."""
    FLOWS = "flows"
    TIMELINE = "timeline"
    """The drawing of claims by date, made by the renderer from `flows[].claims[].dates`."""
    CONFLICTS = "conflicts"
    QUOTES = "quotes"
    WARNINGS = "warnings"
    UNKNOWNS = "unknowns"
    GAPS = "gaps"
    PARTIES = "parties"
    SOURCES = "sources"
    LEGEND = "legend"


class Family(StrEnum):
    """How far a movement is said to have got, in the four steps that are never told as one movement."""

    PLANNED = "planned"
    """sought, negotiating, pledged, approved, contracted"""
    DELIVERED = "delivered"
    """delivering, delivered"""
    HALTED = "halted"
    UNSPECIFIED = "unspecified"


class Strength(StrEnum):
    """How well a movement is supported, by the table in `Note.legend`. It counts voices; it does not weigh them."""

    CORROBORATED = "corroborated"
    SINGLE = "single"
    CONTESTED = "contested"
    SUSPECTED = "suspected"
    CONTESTED_SUSPICION = "contested suspicion"
    DENIED_ONLY = "denied only"


class ConflictKind(StrEnum):
    NUMBERS = "numbers"
    DENIAL = "denial"
    NO_EVIDENCE = "no_evidence"
    HALTED = "halted"
    """One source says it went on, another that it was halted."""
    TOLD = "told"
    """A document itself sets two accounts against each other (a `conflict` flag)."""


class ChangeKind(StrEnum):
    NEW_FLOW = "new_flow"
    GONE_FLOW = "gone_flow"
    NEW_DENIAL = "new_denial"
    NEW_CLAIM = "new_claim"
    STAGE = "stage"
    QUANTITY = "quantity"
    STRENGTH = "strength"
    NEW_WARNING = "new_warning"


class GapKind(StrEnum):
    UNREAD = "unread"
    """The source could not be opened: there is no text."""
    REFUSED = "refused"
    FAILED = "failed"
    PARTIAL = "partial"
    """Read in part: silence about the rest means nothing."""
    WAITING = "waiting"
    """Not asked about yet."""
