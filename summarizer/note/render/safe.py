"""Words of documents made safe to show in every format, those that are XML among them."""

from __future__ import annotations

import re

from summarizer.render import neutral

NO_CHARACTERS = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]|[\ud800-\udfff]")
"""Code points that no XML file may hold, or that are no characters at all."""


def one_line(text: str) -> str:
    """As `neutral.one_line`, and code points that an XML file cannot hold become U+FFFD."""
    return neutral.one_line(NO_CHARACTERS.sub("\ufffd", text))
