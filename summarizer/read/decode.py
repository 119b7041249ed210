"""Bytes become text without loss, and what had to be guessed or replaced is said."""

from __future__ import annotations

import codecs
import re

from summarizer.errors import BinaryInputError
from summarizer.read.language import plausibility

REPLACEMENT = "\ufffd"
MAX_CONTROL_SHARE = 0.02
SAMPLE_BYTES = 200_000
"""How much of a long text the encoding is guessed from; the guess is then held against all of it."""

_BOMS = (  # the longer marks first: UTF-32-LE begins like UTF-16-LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What these labels mean in practice, see https://encoding.spec.whatwg.org/#names-and-labels
_LABELS = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}
# Of Western, Central European and Turkish text, the commonest first.
_LATIN = ("cp1252", "cp1250", "cp1254", "iso8859_2")
# Curly quotes, dashes, ellipsis, guillemets and signs of currency, where Windows-1252 keeps them.
_WESTERN_MARKS = frozenset(
    b"\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb1\xb7\xbb"
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_INTRUDER = re.compile(r"[\x80-\x9f]|(?<=[^\W\d_])[¡-©¬-¶¸-¿×÷ˇ˘˙˛˝˚¨](?=[^\W\d_])")
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes, where: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of `data` exactly as stored, without its byte order mark, and notes about its encoding.

    Args:
        where: how to name the source to the user.
        declared: the encoding that a header or a tag claims, believed only when the bytes agree with it.

    Raises:
        BinaryInputError: the bytes are not text in any encoding.
    """
    text, notes = _decoded(data, where, declared)
    refuse_binary(text, where)
    return text, notes


def refuse_binary(text: str, where: str) -> None:
    """Raise BinaryInputError when the characters are not those of a text."""
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > max(1, MAX_CONTROL_SHARE * len(text)):
        raise BinaryInputError(
            f"{where} holds binary data, not text: {controls:,} of {len(text):,} characters are control codes.",
            "Give the document itself as text, HTML, PDF, DOCX or e-mail.",
        )


def without_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with lone surrogates, which no encoding can store, replaced one for one."""
    text, count = _SURROGATES.subn(REPLACEMENT, text)
    return text, ((_replaced(count),) if count else ())


def _decoded(data: bytes, where: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], marked)
    if wide := _utf16_without_mark(data):
        return _lenient(data, wide)
    label = _known(declared)
    # ISO-2022 texts are pure ASCII bytes, so that they would pass for UTF-8.
    if label and label.startswith("iso2022") and (text := _strictly(data, label)) is not None:
        return text, _decoded_as(label, "as it declares")
    if (text := _strictly(data, "utf-8")) is not None:
        return text, ()
    if _mostly_utf8(data):
        return _lenient(data, "utf-8")
    if label and (text := _strictly(data, label)) is not None:
        return text, _decoded_as(label, "as it declares")
    return _guessed(data, where)


def encoding_of(head: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The encoding of a long text by its first bytes, and notes about it.

    Args:
        head: the beginning of the text, cut anywhere.

    Returns:
        The name of a codec that passes over the byte order mark, when there is one.

    Raises:
        BinaryInputError: the bytes are not text in any encoding.
    """
    for mark, marked in _BOMS:
        if head.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(marked, marked.removesuffix("-le").removesuffix("-be")), ()
    if wide := _utf16_without_mark(head[: len(head) // 2 * 2]):
        return wide, _decoded_as(wide, "as its bytes show")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        if not _mostly_utf8(head):
            cut = head[: head.rfind(b"\n") + 1] or head
            encoding, why = _guess(cut, where)
            return encoding, _decoded_as(encoding, why)
    return "utf-8", ()


def _guessed(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    encoding, why = _guess(data, where)
    return data.decode(encoding), _decoded_as(encoding, why)


def _guess(data: bytes, where: str) -> tuple[str, str]:
    """An encoding under which all of `data` can be decoded, and how it was found."""
    high = _HIGH_BYTES.findall(data)
    if len(high) < 0.1 * len(data) and all(b[0] in _WESTERN_MARKS for b in high):
        return "cp1252", "which was guessed from its punctuation"

    from charset_normalizer import from_bytes

    sample = data
    if len(data) > SAMPLE_BYTES:  # cut after a line, so that no character is cut in two
        sample = data[: data.rfind(b"\n", 0, SAMPLE_BYTES) + 1 or SAMPLE_BYTES]
    for part in (sample, data):
        best = from_bytes(part, cp_exclusion=["utf_7"]).best()
        if best is not None and _strictly(data, best.encoding) is not None:
            return _among_latin(data, best.encoding), "which was guessed from its bytes"
        if len(part) == len(data):
            break
    raise BinaryInputError(
        f"{where} is not text in any encoding known here.", "Save it as UTF-8, or give the document it was made from."
    )


def _among_latin(data: bytes, guess: str) -> str:
    """The guess, or for text in Latin letters the one of its sisters under which the language is clearest.

    charset-normalizer takes short French and Spanish texts for Baltic or Central European ones.
    """
    letters = [c for c in data[:SAMPLE_BYTES].decode(guess, "ignore") if c.isalpha()]
    if sum(c.isascii() for c in letters) < 0.6 * len(letters):
        return guess
    candidates = {e: text for e in (*_LATIN, guess) if (text := _strictly(data, e)) is not None}
    # Rounded, so that the commoner encoding wins when there is nothing between them.
    return max(candidates, key=lambda e: (-_intruders(candidates[e]), round(plausibility(candidates[e]), 2)))


def _intruders(text: str) -> int:
    """Signs that stand where only letters do, "og³osi³o", and control codes: marks of the wrong table."""
    return len(_INTRUDER.findall(text[:SAMPLE_BYTES]))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    notes = () if encoding == "utf-8" else _decoded_as(encoding, "as its bytes show")
    text = _strictly(data, encoding)
    if text is not None:
        return text, notes
    text = data.decode(encoding, "replace")
    return text, (*notes, _replaced(text.count(REPLACEMENT)))


def _mostly_utf8(data: bytes) -> bool:
    """A UTF-8 text with a few damaged bytes: far more characters beyond ASCII are whole than broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    whole = sum(c > "\x7f" for c in text) - broken
    return whole > 4 * broken


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of a script that needs its zero bytes (spaces and line ends at least), told by where they stand."""
    if len(data) % 2 or not data:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if even == odd or min(even, odd) or max(even, odd) < 0.02 * len(data):
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    text = _strictly(data, encoding)
    return encoding if text and len(_CONTROLS.findall(text)) <= MAX_CONTROL_SHARE * len(text) else None


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip()).name
        b"".decode(name)  # refuses codecs that are not text encodings
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name, name)


def _decoded_as(encoding: str, why: str) -> tuple[str, ...]:
    return (f"The text was decoded as {encoding}, {why}.",)


def _replaced(count: int) -> str:
    return f"{count:,} damaged characters could not be decoded and stand as U+FFFD in the text."
