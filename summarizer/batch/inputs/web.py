"""Addresses: an article is fetched when it is loaded, and never when the run works offline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from summarizer.batch.inputs.forms import printable
from summarizer.batch.inputs.model import Found, Item
from summarizer.document import Document
from summarizer.errors import FetchError, InputError
from summarizer.read.fetch import MEDIA_TYPES, Fetched, Fetcher, shown, without_credentials
from summarizer.read.metadata import Metadata
from summarizer.read.source import read_fetched

FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"}
)

_SNIFFED = 4096
# Past byte order mark, declaration, comments and document type; possessive, so that no input makes it try twice.
_FEED = re.compile(
    rb"[\xef\xbb\xbf\xfe\xff\s]*+(?>(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?+>)\s*+)*+"
    rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Reach:
    """What may be fetched."""

    fetcher: Fetcher
    offline: bool


def article(url: str, reach: Reach) -> Found:
    """The article at an address, which is fetched when the item is loaded."""
    item = Item(printable(without_credentials(url)), partial(load_address, url, Metadata(), reach))
    return Found(item, f"url {url}")


def load_address(url: str, told: Metadata, reach: Reach) -> Document:
    """Read the article at an address; what is told of it wins. Raises InputError."""
    fetched = fetch(url, reach)
    if begins_as_feed(fetched.data):
        raise InputError(f"{shown(url)} is a feed, not an article.", "To read its articles, give it as feed:ADDRESS.")
    return read_fetched(url, fetched, told)


def load_fetched(url: str, fetched: Fetched) -> Document:
    """Read what was fetched from an address before. Raises InputError."""
    return read_fetched(url, fetched, Metadata())


def fetch(url: str, reach: Reach) -> Fetched:
    """The bytes of an article or a feed. Raises FetchError."""
    if reach.offline:
        raise FetchError(
            f"Working offline, {shown(url)} is not fetched.",
            "Leave --offline out, or save the article and give the file.",
        )
    return replace(reach.fetcher, media_types=MEDIA_TYPES | FEED_TYPES).get(url)


def begins_as_feed(data: bytes) -> bool:
    """Whether the first element of some bytes is that of an RSS or Atom feed."""
    return _FEED.match(data[:_SNIFFED].replace(b"\0", b"")) is not None
