"""HTML: the main text and metadata of a page, as trafilatura finds them."""

from __future__ import annotations

import logging
import re
from typing import Any

from summarizer.errors import EmptyInputError, InputError
from summarizer.read.decode import decode
from summarizer.read.kind import Kind
from summarizer.read.metadata import Extracted, Metadata, iso_date, language_code, one_line

MAX_PAGE_CHARACTERS = 20_000_000
MIN_WORDS = 6
"""Less is a left-over button or menu entry, not an article."""

_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_VISIBLE = (
    "//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template or ancestor::head)]"
)
_INLINE = "//b|//i|//em|//strong|//u|//sub|//sup|//mark|//abbr|//cite|//q|//font|//p//span[not(@class or @id)]"
_FLOWING = "//text()[not(ancestor::pre or ancestor::textarea or ancestor::script or ancestor::style)]"
_SPACE = re.compile(r"[ \t\r\n\f]+")
# The date the page states, not one guessed from its prose; first published, not last changed.
_DATES = {"extensive_search": False, "original_date": True}

for _name in ("trafilatura", "htmldate", "charset_normalizer", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what matters is raised or noted here


def read_html(data: bytes, where: str, charset: str | None = None, url: str | None = None) -> Extracted:
    """The main text of a page, without navigation, comments and advertisements.

    Args:
        charset: as the server declared it.
        url: where the page was got, to make sense of its links.

    Raises:
        InputError: no main text was found.
        BinaryInputError: the bytes are not text.
    """
    import trafilatura

    tag = _CHARSET.search(data[:4096])
    page, notes = decode(data, where, charset or (tag[1].decode("ascii", "ignore") if tag else None))
    if not page.strip():
        raise EmptyInputError(f"{where} is empty.", "Give a page with at least one sentence.")
    if len(page) > MAX_PAGE_CHARACTERS:
        raise InputError(
            f"{where} is a web page of {len(page):,} characters, which is too large.", "Give its text alone."
        )
    tree = trafilatura.load_html(_wrapped(page))
    found, visible = None, 0
    if tree is not None:
        _unwrap(tree)
        visible = sum(len(" ".join(part.split())) for part in tree.xpath(_VISIBLE))
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
    text = found.text.strip() if found is not None and found.text else ""
    if len(text.split()) < MIN_WORDS:
        raise InputError(
            f"{where} is a web page in which no main text was found.",
            "If a browser shows the article there, save the text from it and give that.",
        )
    kept = f"Only the main text of the page was kept: {len(text):,} of about {max(visible, len(text)):,} characters."
    return Extracted(text, Kind.HTML, _metadata(found, tree, url), (*notes, kept))


def _wrapped(page: str) -> str:
    """A fragment without an html element becomes a document, which is what the parser expects."""
    head = page[:4096].lower()
    return page if "<html" in head or "<body" in head else f"<html><body>{page}</body></html>"


def _unwrap(tree: Any) -> None:
    """Inline markup is taken away and line breaks of the source become spaces, as a browser shows them.

    Otherwise either would cut sentences in two: trafilatura keeps such breaks, and on short pages begins a new line at
    every tag. Links are kept where they are most of a paragraph, because that is how it knows a menu.
    """
    for quotation in tree.xpath("//q"):
        quotation.text = "“" + (quotation.text or "")
        quotation.tail = "”" + (quotation.tail or "")
    for inline in tree.xpath(_INLINE):
        inline.drop_tag()
    for paragraph in tree.xpath("//p[.//a]"):
        links = paragraph.xpath(".//a")
        if 2 * sum(len(link.text_content()) for link in links) < len(paragraph.text_content()):
            for link in links:
                link.drop_tag()
    for words in tree.xpath(_FLOWING):
        flowing = _SPACE.sub(" ", words)
        if words.is_tail:
            words.getparent().tail = flowing
        else:
            words.getparent().text = flowing


def _metadata(found: Any, tree: Any, url: str | None) -> Metadata:
    return Metadata(
        title=one_line(found.title),
        outlet=one_line(found.sitename),
        published=iso_date(found.date),
        url=url or one_line(found.url),
        language=_declared_language(tree),
    )


def _declared_language(tree: Any) -> str | None:
    paths = (
        "//html/@lang",
        "//html/@*[name()='xml:lang' or local-name()='lang']",
        "//meta[translate(@http-equiv, 'CONTELAGU', 'contelagu')='content-language']/@content",
        "//meta[@property='og:locale']/@content",
    )
    for path in paths:
        for value in tree.xpath(path):
            if code := language_code(str(value)):
                return code
    return None
