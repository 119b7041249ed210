"""A brief as JSON, the form that other programs read."""

from __future__ import annotations

import json
import re

from summarizer.schema import Brief

# What JSON lets through unescaped and a terminal or an editor obeys: C1 controls and bidirectional controls.
OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def to_json(brief: Brief) -> str:
    """Pretty, stable JSON: fields in the order of the schema, two spaces, and a line feed at the end.

    Control characters of the document are escaped (`\\\\u202e`), which changes how they look and not what they are.
    """
    text = json.dumps(brief.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"
