"""The same note gives the same bytes, whatever the process, its hash seed, its time zone and its language."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

from summarizer.note.render import flows_svg, timeline_svg, to_html, to_json, to_markdown
from summarizer.note.render.docx import to_docx
from summarizer.note.render.pdf import to_pdf
from tests.note.render.sample import many, note

SCRIPT = "from tests.note.render.test_same_bytes import digests; print(digests())"


def digests() -> str:
    """One hash for every format."""
    found = []
    for write in (to_markdown, to_html, to_json, flows_svg, timeline_svg):
        found += [write(shown).encode() for shown in (note(), many(12, 7))]
    found += [to_docx(note()), to_pdf(note())]
    return " ".join(hashlib.sha256(data).hexdigest()[:16] for data in found)


def test_formats_do_not_depend_on_the_process() -> None:
    settings = os.environ | {"PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "86400"}
    told = subprocess.run([sys.executable, "-c", SCRIPT], env=settings, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == digests()
