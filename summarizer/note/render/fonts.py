"""The fonts of the PDF and of pictures that are not SVG: Noto Sans for Latin, Greek and Cyrillic, and for Arabic.

Both come as packages (SIL Open Font License 1.1); a document embeds only the letters that it uses. They are variable
fonts, and cutting them down to those letters first makes setting their weight a hundred times faster.
"""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fpdf import FPDF

LATIN, ARABIC = "noto", "noto-arabic"
_FILES = {
    LATIN: ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    ARABIC: ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
WEIGHTS = {"": 400, "B": 650}
MISSING = "\ufffd"
"""Stands for a letter that no font has."""
ALWAYS = frozenset(map(ord, " 0123456789-…" + MISSING))


@contextmanager
def fonts(pdf: FPDF, texts: Iterable[str]) -> Iterator[None]:
    """Make both fonts known to `pdf`, regular and bold, with all letters of `texts` (as `drawable` gives them).

    The font files live as long as the context, in which the document has to be finished.
    """
    used = frozenset(ord(letter) for text in texts for letter in text) | ALWAYS
    needed = {LATIN: used & _letters(LATIN), ARABIC: (used & _letters(ARABIC)) - _letters(LATIN)}
    with tempfile.TemporaryDirectory() as folder:
        for family, letters in needed.items():
            for style in WEIGHTS if letters else ():
                path = Path(folder) / f"{family}{style}.ttf"
                path.write_bytes(_weighed(family, style, letters))
                pdf.add_font(family, style, path)
        pdf.set_fallback_fonts([ARABIC] if needed[ARABIC] else [])
        yield


def drawable(words: str) -> str:
    """`words` with every letter that no font has replaced by `MISSING`, and without invisible isolates."""
    known = _letters(LATIN) | _letters(ARABIC)
    return "".join(c if ord(c) in known else MISSING for c in words if c not in "\u2068\u2069")


@contextmanager
def shaping(pdf: FPDF, words: str) -> Iterator[None]:
    """Turned on for words that need it: joined letters, accents of their own, scripts that run right to left.

    It is slow. What it draws in the fallback font leaves that font in force behind the back of `pdf`, so the state of
    the page is taken back too.
    """
    if all(ord(c) in _letters(LATIN) and not unicodedata.combining(c) for c in words):
        yield
        return
    with pdf.local_context():
        pdf.set_text_shaping(True)
        yield
        pdf.set_text_shaping(False)


def width(pdf: FPDF, words: str) -> float:
    """Of words in the current font, in the units of `pdf`."""
    with shaping(pdf, words):
        return float(pdf.get_string_width(words))


@cache
def _letters(family: str) -> frozenset[int]:
    package, name = _FILES[family]
    with as_file(files(package) / "files" / name) as path, TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _cut(family: str, letters: frozenset[int]) -> bytes:
    """The font file with these letters alone."""
    package, name = _FILES[family]
    with as_file(files(package) / "files" / name) as path, TTFont(path, recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True, recalc_timestamp=False))
        subsetter.populate(unicodes=letters | {ord(" ")})
        subsetter.subset(font)
        return _saved(font)


@cache
def _weighed(family: str, style: str, letters: frozenset[int]) -> bytes:
    """The same at the weight of `style`. The same letters give the same bytes."""
    with TTFont(io.BytesIO(_cut(family, letters)), recalcTimestamp=False) as font:
        return _saved(instantiateVariableFont(font, {"wght": WEIGHTS[style], "wdth": 100}))


def _saved(font: TTFont) -> bytes:
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()
