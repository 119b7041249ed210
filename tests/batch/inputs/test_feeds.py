"""Feeds: RSS and Atom, by file and by address, whole and damaged, and those that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batch.inputs.feeds import is_feed_address
from summarizer.batch.inputs.web import begins_as_feed
from summarizer.document import Document
from summarizer.errors import EmptyInputError, FetchError, InputError
from tests.batch.inputs.gathering import fetcher, gather, outcome, places
from tests.read.samples import PAGE, response, serving

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Gazette</title>
<link>https://gazette.example/</link>
<item><title>Freighter &amp;amp; guns</title><link>https://gazette.example/guns</link>
<pubDate>Tue, 05 Mar 2024 08:00:00 +0100</pubDate>
<description>Short &lt;b&gt;words&lt;/b&gt; only.</description>
<content:encoded><![CDATA[<p>A freighter left  on
Monday.</p>
<p>It carried <i>twelve</i> guns.<br>Nobody named the buyer.</p><script>track()</script>]]></content:encoded></item>
<item><title>Second</title><link>https://gazette.example/second</link>
<source url="https://wire.example/feed">Island Wire</source></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazette.example/">
<title type="html">Harbour &lt;i&gt;Gazette&lt;/i&gt;</title>
<entry><title>Guns</title><link rel="alternate" href="/guns"/><updated>2024-03-05T08:00:00Z</updated>
<content type="text">Guns &lt; shells, said the office.</content></entry></feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Gazette</title></channel>
<item><title>Guns</title><link>https://gazette.example/guns</link><description>Guns left.</description></item>
</rdf:RDF>"""

LAYERS = "".join(
    f'<!ENTITY {after} "{f"&{before};" * 20}">' for before, after in zip("abcdefghi", "bcdefghij", strict=True)
)
BOMB = f"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lollollol">{LAYERS}]>
<rss version="2.0"><channel><item><title>&j;</title><link>https://g.example/</link></item></channel></rss>"""

OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><item><title>&x;</title><link>https://g.example/</link></item></channel></rss>"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def feed(content: str | bytes, name: str = "f.rss") -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


@pytest.mark.parametrize(
    ("content", "name", "links"),
    [
        (RSS, "f.rss", ["https://gazette.example/guns", "https://gazette.example/second"]),
        (RSS, "f.xml", ["https://gazette.example/guns", "https://gazette.example/second"]),
        (ATOM, "f.atom", ["https://gazette.example/guns"]),
        (RDF, "f.rdf", ["https://gazette.example/guns"]),
        (
            RSS.replace("UTF-8", "windows-1252").encode("cp1252"),
            "f.rss",
            ["https://gazette.example/guns", "https://gazette.example/second"],
        ),
        (
            RSS.replace("UTF-8", "UTF-16").encode("utf-16"),
            "f.rss",
            ["https://gazette.example/guns", "https://gazette.example/second"],
        ),
    ],
)
def test_each_entry_is_an_item_at_its_link(content: str | bytes, name: str, links: list[str]) -> None:
    assert places(feed(content, name), offline=True) == links


def test_an_article_in_two_feeds_is_one_source() -> None:
    assert places(feed(RSS), feed(ATOM, "f.atom"), "https://gazette.example/second", offline=True) == [
        "https://gazette.example/guns",
        "https://gazette.example/second",
    ]


def test_a_feed_by_its_address_and_its_articles_are_fetched_and_the_feed_tells_of_them() -> None:
    def answer(request: str) -> list[bytes]:
        host = f"http://gazette.example:{server.port}"
        if "GET /feed" in request:
            return [
                response(RSS.replace("https://gazette.example", host).encode(), "Content-Type: application/rss+xml")
            ]
        if "GET /guns" in request:
            return [response(PAGE.encode(), "Content-Type: text/html")]
        return [response(b"", status="404 Not Found")]

    with serving(answer) as server:
        found = gather(f"http://gazette.example:{server.port}/feed", fetcher=fetcher())
    article, gone = found.values()
    assert list(found) == [f"http://gazette.example:{server.port}/{name}" for name in ("guns", "second")]
    assert isinstance(article, Document)
    assert "twelve field guns" in article.text
    assert (article.title, article.outlet, article.published) == (
        "Freighter & guns", "Harbour Gazette", "2024-03-05T07:00:00+00:00",
    )  # fmt: skip
    assert isinstance(gone, FetchError)
    assert "status 404" in str(gone)


def test_the_text_that_the_feed_carries() -> None:
    found = gather(feed(RSS), feed_text=True)
    guns, second = found.values()
    assert list(found) == ["https://gazette.example/guns", "https://gazette.example/second"]
    assert isinstance(guns, Document)
    assert guns.text == "A freighter left on Monday.\n\nIt carried twelve guns.\n\nNobody named the buyer."
    assert (guns.url, guns.outlet) == ("https://gazette.example/guns", "Harbour Gazette")
    assert guns.notes == ("Only what the feed itself carries was read, not the article at its link.",)
    assert isinstance(second, EmptyInputError)
    (plain,) = gather(feed(ATOM, "f.atom"), feed_text=True).values()
    assert isinstance(plain, Document)
    assert plain.text == "Guns < shells, said the office."
    assert plain.outlet == "Harbour Gazette"


def test_relative_links_of_a_feed_are_made_whole() -> None:
    content = RSS.replace("https://gazette.example/guns", "/guns")
    with serving(response(content.encode(), "Content-Type: text/xml")) as server:
        found = places(f"feed:http://gazette.example:{server.port}/x", fetcher=fetcher())
    assert found[0] == f"http://gazette.example:{server.port}/guns"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PAGE, "f.rss is neither an RSS nor an Atom feed"),
        ("Just words.", "f.rss is neither an RSS nor an Atom feed"),
        ("", "f.rss is neither an RSS nor an Atom feed"),
        ("<a><b/></a>", "f.rss is neither an RSS nor an Atom feed"),
        ('<rss version="2.0"><channel><title>t</title></channel></rss>', "f.rss is a feed without entries"),
        (BOMB, "f.rss declares XML entities"),
        (BOMB.encode("utf-16"), "f.rss declares XML entities"),
        (OUTSIDE, "f.rss declares XML entities"),
        (b"\xff\xfe\0\0\1\2\3" * 9, "f.rss"),
    ],
)
def test_what_is_no_feed_or_means_harm_is_an_item_that_says_so(content: str | bytes, says: str) -> None:
    found = gather(feed(content))
    assert list(found) == ["f.rss"]
    error = found["f.rss"]
    assert isinstance(error, InputError)
    assert says in str(error)


def test_a_feed_that_breaks_off_gives_its_entries_and_says_that_others_may_be_missing() -> None:
    found = outcome(feed(RSS[: RSS.index("<item><title>Second")] + "<item><title>Sec"), offline=True)
    assert next(iter(found)) == "https://gazette.example/guns"
    assert "others may be missing" in found["f.rss"]


def test_elements_nested_without_end() -> None:
    deep = RSS.replace("Short", "<b>" * 30_000)
    assert places(feed(deep), offline=True)[0] == "https://gazette.example/guns"


def test_an_entry_without_a_link() -> None:
    content = RDF.replace("<link>https://gazette.example/guns</link>", "")
    assert outcome(feed(content)) == {"f.rss#1": "! Entry 1 of f.rss has no link to an article."}
    assert outcome(feed(content), feed_text=True) == {"f.rss#1": "Guns left."}


@pytest.mark.parametrize(
    "link", ["file:///etc/hostname", "http://127.0.0.1:9/x", "http://10.0.0.1/x", "javascript:alert(1)"]
)
def test_a_link_leads_nowhere_but_to_the_public_internet(link: str) -> None:
    found = gather(feed(RDF.replace("https://gazette.example/guns", link)))
    assert all(isinstance(got, InputError) for got in found.values())
    assert len(found) == 1


@pytest.mark.parametrize(
    ("url", "is_feed"),
    [
        ("https://g.example/feed", True),
        ("https://g.example/feed/", True),
        ("https://g.example/world/rss", True),
        ("https://g.example/news.xml?x=1", True),
        ("https://g.example/index.RDF", True),
        ("https://g.example/feeding-the-guns", False),
        ("https://g.example/feed/article", False),
        ("https://g.example/a?to=/feed", False),
        ("https://rss.example/a", False),
    ],
)
def test_addresses_that_are_written_like_those_of_feeds(url: str, is_feed: bool) -> None:
    assert is_feed_address(url) is is_feed


@pytest.mark.parametrize("path", ["feed", "news.xml"])
def test_an_article_at_the_address_of_a_feed_is_read_as_one(path: str) -> None:
    with serving(response(PAGE.encode(), "Content-Type: text/html")) as server:
        url = f"http://gazette.example:{server.port}/{path}"
        found = gather(url, fetcher=fetcher())
    assert len(server.requests) == 1
    assert isinstance(found[url], Document)


def test_a_feed_that_was_taken_for_an_article_says_how_it_can_be_read() -> None:
    with serving(response(RSS.encode(), "Content-Type: application/rss+xml")) as server:
        (error,) = gather(f"http://gazette.example:{server.port}/news", fetcher=fetcher()).values()
    assert isinstance(error, InputError)
    assert "is a feed, not an article. To read its articles, give it as feed:ADDRESS." in str(error)


@pytest.mark.parametrize(
    ("data", "is_feed"),
    [
        (RSS.encode(), True),
        (ATOM.encode("utf-16"), True),
        (RDF.encode("utf-8-sig"), True),
        (BOMB.encode(), True),
        (b"<!-- a --> <?xml-stylesheet x?>\n<RSS version='0.9'>", True),
        (b"<html><!-- <rdf:RDF xmlns='x'> --><body>", False),
        (b"<!DOCTYPE html><feed>", True),
        (b"<feedback>", False),
        (b"words <rss>", False),
        (b"<?a?>" * 2000, False),
        (b"", False),
    ],
)
def test_how_a_feed_begins(data: bytes, is_feed: bool) -> None:
    assert begins_as_feed(data) is is_feed


def test_a_page_that_was_called_a_feed_is_refused() -> None:
    with serving(response(PAGE.encode(), "Content-Type: text/html")) as server:
        (error,) = gather(f"feed:http://gazette.example:{server.port}/guns", fetcher=fetcher()).values()
    assert "neither an RSS nor an Atom feed" in str(error)


@pytest.mark.parametrize("options", [{"offline": True}, {}])
def test_a_feed_that_must_not_be_fetched(options: dict[str, bool]) -> None:
    (error,) = gather("http://127.0.0.1:9/feed", **options).values()
    assert isinstance(error, FetchError)
    assert ("Working offline" if options else "not on the public internet") in str(error)
