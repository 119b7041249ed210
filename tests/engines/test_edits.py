"""One change to a draft: a table of edits, and that nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.draft import Draft, DraftClaim, DraftFlow, DraftQuote, DraftWarning
from summarizer.engines.edits import Edit, apply
from summarizer.schema import ClaimantKind, Stage, Stance, WarningKind

CLAIM = DraftClaim("P3", ClaimantKind.GOVERNMENT, Stance.ASSERTS, None, (1,))
DENIAL = DraftClaim("P1", ClaimantKind.GOVERNMENT, Stance.DENIES, None, (2,))
ONE = DraftFlow("F1", "P1", "P2", Stage.DELIVERED, (), (CLAIM, DENIAL))
TWO = DraftFlow("F2", None, "P2", Stage.PLEDGED, (), (CLAIM,))
EMPTY = DraftFlow("F3", None, "P2", Stage.PLEDGED, (), ())
QUOTES = (DraftQuote(((0, 4),), "P1", None, None, False), DraftQuote(((9, 12),), None, None, None, False))
WARNING = DraftWarning("W1", WarningKind.RISK, None, None, None, (3,))
DRAFT = Draft(flows=(ONE, TWO, EMPTY), quotes=QUOTES, warnings=(WARNING,))


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (Edit("flows", "F1", "supplier", "P4"), {"flows": (replace(ONE, supplier="P4"), TWO, EMPTY)}),
        (Edit("flows", "F2", "stage", Stage.HALTED), {"flows": (ONE, replace(TWO, stage=Stage.HALTED), EMPTY)}),
        (Edit("flows", "F1", None), {"flows": (TWO, EMPTY)}),
        (Edit("flows", "F9", None), {}),
        (
            Edit("claims", "F1", "claimant", None),
            {"flows": (replace(ONE, claims=(replace(CLAIM, claimant=None), DENIAL)), TWO, EMPTY)},
        ),
        (Edit("claims", "F1", None), {}),
        (Edit("claims", "F3", "claimant", "P1"), {}),
        (Edit("claims", "F9", "claimant", "P1"), {}),
        (Edit("quotes", 1, "speaker", "P2"), {"quotes": (QUOTES[0], replace(QUOTES[1], speaker="P2"))}),
        (Edit("quotes", 7, "speaker", "P2"), {}),
        (Edit("warnings", "W1", "issuer", "P2"), {"warnings": (replace(WARNING, issuer="P2"),)}),
        (Edit("warnings", "W1", None), {"warnings": ()}),
    ],
)
def test_an_edit_changes_what_it_names_and_nothing_else(edit: Edit, changed: dict[str, object]) -> None:
    assert apply(edit, DRAFT) == replace(DRAFT, **changed)  # type: ignore[arg-type]  # parts of a table
