"""One change to a draft, as data: which entry, which field, what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from summarizer.draft import Draft, DraftFlow


@dataclass(frozen=True, slots=True)
class Edit:
    """Set `field` of the entry `ref` to `value`; `field` None takes the entry out.

    `section` is "flows", "claims" (the first claim of the flow `ref`), "warnings" or "quotes" (by the place of the
    quote in the draft, from 0).
    """

    section: str
    ref: str | int
    field: str | None
    value: Any = None


def apply(edit: Edit, draft: Draft) -> Draft:
    """The draft with one edit made; unchanged when the entry is not there."""
    if edit.section == "claims":
        return replace(draft, flows=tuple(_with_claim(f, edit) if f.ref == edit.ref else f for f in draft.flows))
    entries: tuple[Any, ...] = getattr(draft, edit.section)
    edited: list[Any] = []
    for place, entry in enumerate(entries):
        if edit.ref != (place if edit.section == "quotes" else entry.ref):
            edited.append(entry)
        elif edit.field is not None:
            edited.append(replace(entry, **{edit.field: edit.value}))
    sections: dict[str, Any] = {edit.section: tuple(edited)}
    return replace(draft, **sections)


def _with_claim(flow: DraftFlow, edit: Edit) -> DraftFlow:
    if not flow.claims or edit.field is None:
        return flow
    first = replace(flow.claims[0], **{edit.field: edit.value})
    return replace(flow, claims=(first, *flow.claims[1:]))
