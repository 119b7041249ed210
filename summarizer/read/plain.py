"""Plain text and Markdown: kept exactly as stored, and what its first lines tell about it."""

from __future__ import annotations

import re

from summarizer.read.decode import decode
from summarizer.read.metadata import Extracted, Metadata, iso_date, language_code, one_line

MAX_FRONT_MATTER = 100
"""Lines; a longer block between two rules is text that happens to begin with a rule."""
MAX_TITLE = 200
MAX_UNPARTED_TITLE = 60
"""Characters of a title that no empty line parts from what follows; a wrapped paragraph has longer lines."""

_KEYS = {
    "title": "title",
    "outlet": "outlet",
    "source": "outlet",
    "date": "published",
    "published": "published",
    "url": "url",
    "language": "language",
    "lang": "language",
}
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]*):(?:\s+(?P<value>.*))?")
_INSIDE_VALUE = re.compile(r"\s+\S.*|-\s.*|#.*|\s*")
_QUOTED = re.compile(r"(?P<mark>[\"'])(?P<value>.*)(?P=mark)(?:\s+#.*)?")
_NOTHING = {"", "~", "null", "|", ">", "|-", ">-", "[]", "{}"}
_DATED = re.compile(
    r"(?P<word>date:?\s+)?\[?(?P<date>\d{4}-\d{2}-\d{2})\]?(?:\s*[:|–—-])?\s+(?P<title>\S.*)", re.IGNORECASE
)
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»)\]*_]*$")
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.*?)\s*#*")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*")


def read_plain(data: bytes, where: str, media_type: str, charset: str | None = None) -> Extracted:
    """Text as it stands in `data`; a front matter block is read as metadata and is no part of the text.

    Raises:
        BinaryInputError: the bytes are not text.
    """
    text, notes = decode(data, where, charset)
    told, text, doubts = split_front_matter(text)
    return Extracted(text, media_type, told.over(first_line(text)), (*notes, *doubts))


def split_front_matter(text: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """Metadata of a block `---`, `key: value` lines, `---` at the very beginning, the text after it, and notes.

    Strict: when one line of the block is not of that form, or no key is known here, the text stays whole.
    Lists, comments and keys of no concern here are passed over.
    """
    lines = text.split("\n", MAX_FRONT_MATTER + 1)
    if lines[0].rstrip() != "---":
        return Metadata(), text, ()
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1 : MAX_FRONT_MATTER + 1], 1):
        if line.rstrip() in ("---", "...") and values:
            if not values.keys() & _KEYS.keys():
                break
            size = sum(len(part) + 1 for part in lines[: number + 1])
            metadata, doubts = _of(values)
            note = f"The front matter of {number - 1} lines was read as metadata and is no part of the text."
            return metadata, text[size:], (note, *doubts)
        if pair := _PAIR.fullmatch(line.rstrip()):
            values.setdefault(pair["key"].lower(), _unquoted(pair["value"] or ""))
        elif not (values and _INSIDE_VALUE.fullmatch(line)):
            break
    return Metadata(), text, ()


def first_line(text: str) -> Metadata:
    """What the first line tells when it is a headline; the line stays in the text.

    "date 2024-02-01 Some headline" gives the date and the title. A short line without closing punctuation, parted
    from more text below it, gives the title.
    """
    lines = text.lstrip().split("\n", 2)
    line, below = lines[0].strip(), (lines[1].strip() if len(lines) > 1 else None)
    if below is not None and below and _UNDERLINE.fullmatch(below):
        below = ""  # a Markdown heading, underlined
    if heading := _HEADING.fullmatch(line):
        line, below = heading["title"], ""
    if dated := _DATED.fullmatch(line):
        published, headline = iso_date(dated["date"]), dated["title"]
        if published and (dated["word"] or _is_title(headline, below)):
            return Metadata(title=one_line(headline), published=published)
    return Metadata(title=one_line(line)) if _is_title(line, below) and len(lines) > 1 else Metadata()


def _is_title(line: str, below: str | None) -> bool:
    if not 0 < len(line) <= MAX_TITLE or not any(c.isalpha() for c in line) or _CLOSED.search(line):
        return False
    return not below or (len(line) <= MAX_UNPARTED_TITLE and len(below) > 2 * len(line))


def _unquoted(value: str) -> str:
    if quoted := _QUOTED.fullmatch(value.strip()):
        mark = quoted["mark"]
        return quoted["value"].replace(f"\\{mark}" if mark == '"' else "''", mark)
    return re.sub(r"(?:^|\s+)#.*", "", value).strip()


def _of(values: dict[str, str]) -> tuple[Metadata, tuple[str, ...]]:
    found: dict[str, str | None] = {}
    notes = []
    for key, field in _KEYS.items():
        raw = values.get(key, "")
        if raw in _NOTHING or found.get(field):
            continue
        value = one_line(raw)
        if field == "published":
            value = iso_date(raw)
        elif field == "language":
            value = language_code(raw)
        if value is None and field in ("published", "language"):
            notes.append(f"The {key} {raw[:60]!r} in the front matter was not understood and is left out.")
        found[field] = value
    return Metadata(**found), tuple(notes)
