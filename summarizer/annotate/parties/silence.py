"""Names of which a text tells only that they gave no answer and no comment."""

from __future__ import annotations

import re

from summarizer.annotate.parties.naming import Line

NO_ANSWER = r"(?:respond|repl(?:y|ied)|answer|be reached|return|comment)"
SILENT = re.compile(
    r"(?:\s+in\s+(?:the\s+)?[A-Z]\w+(?:\s[A-Z]\w+)*)?(?:\s+(?:and|or)\s+[^.,;]{3,60}?)?(?:'s)?,?\s+"
    rf"(?:(?:has|have|had|did|does|do|could|would|will)(?:\s+not|n't)\s+(?:\w+ly\s+|yet\s+)?{NO_ANSWER}|"
    r"(?:has\s+|had\s+)?(?:declined|refused|declines|refuses)(?:\s+to)?\s+comment|had no comment|has no comment)"
)
NEITHER = re.compile(r"\b[Nn]either\s[^.;]*$")


def fell_silent(line: Line, end: int) -> bool:
    """Whether all that is told of a name is that it gave no answer: "The embassy did not respond"."""
    if SILENT.match(line.text, end):
        return True
    return NEITHER.search(line.text[:end]) is not None and re.search(rf"\b{NO_ANSWER}", line.text[end:]) is not None
