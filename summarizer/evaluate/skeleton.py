"""The empty gold file of a new document: its numbered sentences, and what may be written where.

It holds nothing that a program found in the document but its sentences and quotations: gold must not be shaped by
what a program finds.
"""

from __future__ import annotations

import os
import textwrap
from enum import StrEnum
from pathlib import Path

from summarizer.evaluate.gold import numbered
from summarizer.render.neutral import neutral
from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind

SCHEMA = Path("schemas") / "gold.schema.json"
SCHEMA_LINE = "# yaml-language-server: $schema="
WIDTH = 140


def skeleton(path: Path) -> str:
    """The text of `NAME.yaml` for a document that has no gold yet.

    Until every section is filled in, or said to be empty with [], `lint` names what is missing.

    Raises:
        InputError: the document cannot be read.
    """
    return _TEMPLATE.format(
        schema=f"{SCHEMA_LINE}{_schema_beside(path)}",
        sentences="\n".join(_comment(line) for line in neutral(numbered(path)).strip().split("\n")),
        party_kinds=_choice("kind", PartyKind),
        stages=_choice("stage", Stage),
        categories=_choice("category", Category),
        claimant_kinds=_choice("claimant_kind", ClaimantKind),
        stances=_choice("stance", Stance),
        warning_kinds=_choice("kind", WarningKind),
        flag_kinds=_choice("kind", FlagKind),
    )


def _schema_beside(path: Path) -> str:
    """The schema as seen from the document: that of the nearest folder above it that has one, else beside it."""
    folder = path.resolve().parent
    for above in (folder, *folder.parents):
        if (above / SCHEMA).is_file():
            return Path(os.path.relpath(above / SCHEMA, folder)).as_posix()
    return SCHEMA.name


def _comment(line: str) -> str:
    return "\n".join(textwrap.wrap(line, WIDTH, initial_indent="# ", subsequent_indent="#     ")) or "#"


def _choice(field: str, values: type[StrEnum]) -> str:
    line = f"{field}: {' | '.join(v.value for v in values)}"
    return "\n".join(textwrap.wrap(line, WIDTH, initial_indent="#   ", subsequent_indent="#     "))


_TEMPLATE = """\
{schema}
#
{sentences}
#
# Words are written with the number of their sentence: S3 artillery shells. What is null, false or empty is left out.
# A section that the document has nothing for is [], without parties {{}}. Values with ": ", " #" or, inside braces and
# brackets, a comma are put in quotes. Take these comments out when you are done.

# story: shared by documents that tell the same news; left out when none does
# genre: wire report, transcript, ruling ...

# At most 15 words, naming the claimant.
headline:

# 2 to 5 of   - {{text: One sentence., sentences: [1, 2]}}
key_points:

# KEY: {{name: North Korea, kind: state, country: PRK, role: S1 words, mentions: [S1 North Korea, S2 Pyongyang]}}
{party_kinds}
parties:

#   - supplier: KEY
#     recipient: KEY
#     stage: delivered
#     items:
#       - {{words: S1 words, category: missiles, quantity: S1 words}}
#     claims:
#       - {{claimant: KEY, claimant_kind: official, stance: asserts, reported_by: KEY, sentences: [1]}}
{stages}
{categories}
{claimant_kinds}
{stances}
arms_flows:

#   - {{quotations: [1, 2], speaker: KEY, speaker_name: S1 words, speaker_role: S1 words, fragment: true}}
#   For a transcript turn or block quotation without marks: sentences: [3, 4] in place of quotations.
official_quotes:

#   - {{kind: demand, issuer: KEY, target: KEY, gist: At most 20 plain words., sentences: [1]}}
{warning_kinds}
warnings:

#   - {{kind: hedge, cue: S1 words, about: F1}}
#   about: F1 is the first flow, W1 the first warning; left out for the document as a whole
{flag_kinds}
uncertainty:
"""
