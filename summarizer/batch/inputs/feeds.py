"""RSS and Atom feeds: each entry is an article at its link, or with `feed_text` the text the feed carries."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from summarizer.batch.inputs.forms import printable
from summarizer.batch.inputs.model import Found, Item, unread
from summarizer.batch.inputs.web import Reach, load_address
from summarizer.document import Document
from summarizer.errors import EmptyInputError, InputError
from summarizer.read.decode import decode, without_surrogates
from summarizer.read.fetch import without_credentials
from summarizer.read.language import language_of
from summarizer.read.metadata import Metadata, one_line

_ADDRESS = re.compile(r"[^?#]*(?:\.(?:rss|atom|rdf|xml)|/(?:feeds?|rss|atom)/?)(?:[?#].*)?", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*?\?>")
_ENCODING = re.compile(rb"<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_BLOCKS = "//p|//div|//li|//tr|//h1|//h2|//h3|//h4|//h5|//h6|//blockquote|//pre|//ul|//ol|//table|//figure|//section"
_UNSEEN = "//script|//style|//noscript|//template|//head"
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")
"""What feedparser calls malformed although nothing is lost."""


@dataclass(frozen=True)
class Entry:
    """What a feed says of one article."""

    where: str
    link: str | None
    told: Metadata
    html: str
    is_html: bool


def is_feed_address(url: str) -> bool:
    """Whether an address is written as those of feeds are; what is there is looked at before it is taken for one."""
    return _ADDRESS.fullmatch(url) is not None


def feed_entries(data: bytes, where: str, reach: Reach, *, own_text: bool, base: str | None = None) -> Iterator[Found]:
    """One item for each entry; its location is the link, so that an article in two feeds is one source.

    Args:
        where: names the feed in messages and in the locations of entries without a link.
        own_text: read the text of the feed and fetch nothing.
        base: the address of the feed, to make sense of relative links.

    Raises:
        InputError: not a feed, a feed without entries, or one that declares entities, by which a small file can be
            made to fill the memory.
    """
    feed = _parsed(data, where, base)
    entries = feed["entries"]
    if not feed.get("version") and not entries:
        raise InputError(f"{where} is neither an RSS nor an Atom feed.", "Check that it is the feed, and not its page.")
    if not entries:
        raise EmptyInputError(f"{where} is a feed without entries.", "Look whether the feed is still kept up.")
    outlet = one_line(feed["feed"].get("title"))
    for number, raw in enumerate(entries, 1):
        entry = _entry(raw, f"Entry {number} of {where}", outlet)
        place = printable(without_credentials(entry.link)) if entry.link else f"{where}#{number}"
        if own_text:
            yield Found(Item(place, partial(load_entry, entry)), f"url {entry.link or place}")
        elif entry.link:
            load = partial(load_address, entry.link, entry.told, reach)
            yield Found(Item(place, load), f"url {entry.link}")
        else:
            error = InputError(f"{entry.where} has no link to an article.", "Read the feed's own text: --feed-text.")
            yield unread(place, error, filtered=True)
    failure = feed.get("bozo_exception")
    if feed.get("bozo") and type(failure).__name__ not in _HARMLESS:
        reason = one_line(str(failure)) or "not well-formed"
        yield unread(
            where,
            InputError(
                f"{where} is damaged ({reason}): {len(entries)} entries were found in it, others may be missing.",
                "Fetch it again, or tell those who publish it.",
            ),
        )


def load_entry(entry: Entry) -> Document:
    """The text that the feed carries for an entry, a paragraph a line. Raises EmptyInputError."""
    text = _plain_text(entry.html) if entry.is_html else entry.html.strip()
    text, damage = without_surrogates(text)
    if not text.strip():
        raise EmptyInputError(
            f"{entry.where} carries no text.", "Leave --feed-text out, so that the article is fetched."
        )
    note = "Only what the feed itself carries was read, not the article at its link."
    told = entry.told
    return Document(
        text=text,
        title=told.title,
        outlet=told.outlet,
        published=told.published,
        url=entry.link,
        language=language_of(text),
        media_type="text/html" if entry.is_html else "text/plain",
        notes=(note, *damage),
    )


def _parsed(data: bytes, where: str, base: str | None) -> Any:
    import feedparser

    declared = _ENCODING.search(data[:1024])
    text, _ = decode(data, where, declared[1].decode("ascii", "ignore") if declared else None)
    if _ENTITY.search(text):
        raise InputError(f"{where} declares XML entities, which is not read here.", "Give the articles themselves.")
    body = _DECLARATION.sub("", text, count=1).lstrip().encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": base} if base else {})
    # A stream, because feedparser takes a string for an address and fetches it.
    return feedparser.parse(io.BytesIO(body), response_headers=headers)


def _entry(raw: Any, where: str, outlet: str | None) -> Entry:
    contents = raw.get("content") or ([raw["summary_detail"]] if raw.get("summary_detail") else [])
    best: Mapping[str, Any] = max(contents, key=lambda part: len(part.get("value") or ""), default={})
    source = raw.get("source") or {}
    told = Metadata(
        title=one_line(_inline(raw.get("title"))),
        outlet=one_line(_inline(source.get("title"))) or one_line(_inline(outlet)),
        published=_moment(raw.get("published_parsed") or raw.get("updated_parsed")),
    )
    link = one_line(raw.get("link"))
    html = best.get("value") or ""
    return Entry(where, link, told, html, best.get("type") != "text/plain" or "</" in html)


def _moment(parsed: Any) -> str | None:
    """feedparser gives dates as nine numbers in UTC."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _inline(value: str | None) -> str | None:
    return _plain_text(value) if value and ("<" in value or "&" in value) else value


def _plain_text(html: str) -> str:
    """The words of a piece of HTML, its blocks on lines of their own."""
    import trafilatura

    tree = trafilatura.load_html(f"<html><body><div>{html}</div></body></html>")
    if tree is None:
        return ""
    for unseen in tree.xpath(_UNSEEN):
        unseen.drop_tree()
    for text in tree.xpath("//text()[not(ancestor::pre)]"):
        parent = text.getparent()
        flowing = re.sub(r"[ \t\r\n\f]+", " ", text)
        if text.is_tail:
            parent.tail = flowing
        else:
            parent.text = flowing
    for block in tree.xpath(_BLOCKS):
        block.text = "\n" + (block.text or "")
        block.tail = "\n" + (block.tail or "")
    for line_break in tree.xpath("//br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = (" ".join(line.split(" ")).strip() for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)
