"""E-mail (.eml): its plain text body, or its HTML body when there is no other."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import cast

from summarizer.errors import EmptyInputError, InputError
from summarizer.read.decode import decode
from summarizer.read.kind import Kind
from summarizer.read.metadata import Extracted, Metadata, language_code, one_line
from summarizer.read.webpage import read_html

_PARTS_NAMED = 10


def read_mail(data: bytes, where: str) -> Extracted:
    """The body of a message; its subject is the title, its date the date. The sender is not the outlet.

    Raises:
        EmptyInputError: no part of the message holds text to read.
        InputError: damaged, or the only body is HTML in which no main text was found.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except (RecursionError, ValueError, LookupError) as error:
        raise InputError(f"{where} is a damaged e-mail: {error}.", "Give its text.") from error
    headers = Metadata(
        title=one_line(_header(message, "Subject")),
        published=_date(_header(message, "Date")),
        language=language_code((_header(message, "Content-Language") or "").split(",")[0]),
    )
    for kind in ("plain", "html"):
        body = message.get_body(preferencelist=(kind,))
        content = _content(body) if body is not None else b""
        if body is None or not content.strip():
            continue
        found = _read_body(cast(EmailMessage, body), content, kind, where)
        others = _left_out(message, body)
        return Extracted(found.text, Kind.EMAIL, headers.over(found.metadata), (*found.notes, *others))
    raise EmptyInputError(
        f"{where} is an e-mail without a text to read.", "; ".join(_left_out(message, None)) or "Give its text."
    )


def _read_body(body: EmailMessage, content: bytes, kind: str, where: str) -> Extracted:
    charset = body.get_content_charset()
    if kind == "html":
        return read_html(content, f"The body of {where}", charset)
    text, notes = decode(content, where, charset)
    return Extracted(text, Kind.EMAIL, notes=notes)


def _content(part: object) -> bytes:
    payload = cast(EmailMessage, part).get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError):  # headers so malformed that the parser gives up
        return None
    return None if value is None else str(value)


def _date(value: str | None) -> str | None:
    try:
        # A comment such as "(UTC)" after the date confuses nobody but is no part of it.
        return parsedate_to_datetime(re.sub(r"\(.*?\)", "", value or "")).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _left_out(message: EmailMessage, body: object) -> tuple[str, ...]:
    """A sentence that names every part that is neither the body nor another rendition of it."""
    named = []
    passed = {id(body)}
    for part in message.walk():
        inside = list(part.walk())
        if part.get_content_type() == "multipart/alternative" and any(p is body for p in inside):
            passed.update(id(p) for p in inside if p.get_content_maintype() == "text" and not p.get_filename())
        if id(part) in passed or (part.is_multipart() and part.get_content_type() != "message/rfc822"):
            continue
        named.append(one_line(part.get_filename()) or f"a part of type {part.get_content_type()}")
    if not named:
        return ()
    shown = ", ".join(named[:_PARTS_NAMED]) + (" and more" if len(named) > _PARTS_NAMED else "")
    return (f"{len(named)} attachment{'s were' if len(named) > 1 else ' was'} left out: {shown}.",)
