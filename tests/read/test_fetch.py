"""Fetching: what is reached, what is refused, and that everything is bounded."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable
from itertools import chain, repeat
from typing import Any

import pytest

from summarizer.errors import FetchError
from summarizer.read.address import is_public, resolve
from summarizer.read.fetch import Fetcher, shown
from tests.read.samples import PAGE, response, serving

HTML = "Content-Type: text/html; charset=utf-8"
HERE = ("127.0.0.1",)
GETADDRINFO = socket.getaddrinfo  # it understands "0x7f.1" and the like without asking anybody


def loopback(**bounds: Any) -> Fetcher:
    """Reaches the server of a test under any name."""
    return Fetcher(resolve=lambda host, port, timeout: HERE, permit=lambda address: address in HERE, **bounds)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "100::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_fetches_from_a_server_and_keeps_the_name_of_the_host() -> None:
    with serving(response(PAGE.encode(), HTML)) as server:
        fetched = loopback().get(f"http://gazette.example:{server.port}/guns?id=1#top")
    assert fetched.data == PAGE.encode()
    assert fetched.url == f"http://gazette.example:{server.port}/guns?id=1"
    assert fetched.content_type == "text/html; charset=utf-8"
    assert server.requests[0].startswith("GET /guns?id=1 HTTP/1.1\r\n")
    assert f"\r\nHost: gazette.example:{server.port}\r\n" in server.requests[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]"])
def test_by_default_this_machine_is_never_reached(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", GETADDRINFO)
    with serving(response(PAGE.encode(), HTML)) as server, pytest.raises(FetchError) as caught:
        Fetcher().get(f"http://{host}:{server.port}/")
    assert server.requests == []
    assert host.strip("[]") in str(caught.value)


@pytest.mark.parametrize(
    "answers",
    [("10.0.0.1",), ("8.8.8.8", "10.0.0.1"), ("2606:4700:4700::1111", "::1"), ("169.254.169.254", "8.8.8.8")],
)
def test_one_forbidden_address_is_enough_to_refuse(answers: tuple[str, ...]) -> None:
    with pytest.raises(FetchError, match="not on the public internet"):
        Fetcher(resolve=lambda host, port, timeout: answers).get("http://gazette.example/")


def test_the_name_is_resolved_once_and_the_checked_address_connected_to() -> None:
    """A name server that answers differently the second time is not asked a second time."""
    asked: list[str] = []

    def rebinding(host: str, port: int, timeout: float) -> tuple[str, ...]:
        asked.append(host)
        return HERE if len(asked) == 1 else ("10.0.0.1",)

    with serving(response(PAGE.encode(), HTML)) as server:
        Fetcher(resolve=rebinding, permit=lambda address: address in HERE).get(f"http://gazette.example:{server.port}/")
    assert asked == ["gazette.example"]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    answers = ("127.0.0.2", "127.0.0.1")
    with serving(response(PAGE.encode(), HTML)) as server:
        fetcher = Fetcher(resolve=lambda host, port, timeout: answers, permit=lambda address: True)
        assert fetcher.get(f"http://gazette.example:{server.port}/").data == PAGE.encode()


def redirecting(*locations: str) -> Callable[[str], Iterable[bytes]]:
    """Answers each request with the next location, and then with the page."""
    left = list(locations)

    def answer(_: str) -> Iterable[bytes]:
        if left:
            return [response(b"", f"Location: {left.pop(0)}", status="302 Found")]
        return [response(PAGE.encode(), HTML)]

    return answer


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/new", "/new"),
        ("new?x=1", "/a/new?x=1"),
        ("//other.example:{port}/y#z", "/y"),
        ("http://o.example:{port}/", "/"),
    ],
)
def test_redirects_are_followed(location: str, path: str) -> None:
    locations: list[str] = []
    with serving(lambda request: answer(request)) as server:
        locations.append(location.format(port=server.port))
        answer = redirecting(*locations)
        fetched = loopback().get(f"http://gazette.example:{server.port}/a/b")
    assert fetched.data == PAGE.encode()
    assert fetched.url.partition(f":{server.port}")[2] == path


def test_redirects_have_an_end() -> None:
    with serving(redirecting(*["/again"] * 9)) as server, pytest.raises(FetchError, match="more than 5 times"):
        loopback().get(f"http://gazette.example:{server.port}/")
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://10.0.0.1/secret", "10.0.0.1 is not on the public internet"),
        ("http://inside.example/", "inside.example is at 192.168.0.7"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://gazette.example/", "only http and https"),
        ("http://user:word@gazette.example/", "user name or password"),
        ("http://[::1/", "no URL"),
    ],
)
def test_every_hop_is_checked(location: str, said: str) -> None:
    def answers(host: str, port: int, timeout: float) -> tuple[str, ...]:
        return {"gazette.example": HERE, "inside.example": ("192.168.0.7",)}.get(host) or resolve(host, port, timeout)

    fetcher = Fetcher(resolve=answers, permit=lambda address: address in HERE)
    with serving(redirecting(location)) as server, pytest.raises(FetchError, match=said) as caught:
        fetcher.get(f"http://gazette.example:{server.port}/")
    assert "word" not in str(caught.value).replace("password", "")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://gazette.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:word@gazette.example/", "user name or password"),
        ("http://user@gazette.example/", "user name or password"),
        ("http:///path", "no host"),
        ("http://gazette.example:99999/", "not a valid URL"),
        ("http://gazette.example:0/", "not a valid URL"),
        ("http://a b.example/", "not a valid URL"),
        ("http://a%2eb.example/", "not a valid URL"),
        ("http://gazette.example/\0", "not a valid URL"),
    ],
)
def test_urls_that_are_refused_unasked(url: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as caught:
        loopback().get(url)
    assert ":word" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (response(b"no", HTML, status="404 Not Found"), "status 404 Not Found"),
        (response(b"no", HTML, status="500 Oops"), "status 500"),
        (response(b"", HTML, status="204 No Content"), "status 204"),
        (response(b"", status="302 Found"), "status 302"),
        (response(b"x", "Content-Type: image/png"), "image/png, which is not read"),
        (response(b"x", "Content-Type: application/json"), "application/json"),
        (response(b"x", HTML, "Content-Encoding: br"), "compressed with br"),
        (response(b"not gzip", HTML, "Content-Encoding: gzip"), "connection failed"),
        (response(b"x" * 50, HTML)[:-20], "connection failed"),
        (b"nonsense\r\n\r\n", "connection failed"),
        (b"", "connection failed"),
        (response(b"x" * 2_000, HTML), "larger than the 1,000 bytes"),
        (response(gzip.compress(bytes(5_000_000), mtime=0), HTML, "Content-Encoding: gzip"), "larger than"),
        (response(zlib.compress(bytes(900_000)), HTML, "Content-Encoding: deflate"), "larger than"),
        (
            response(
                gzip.compress(gzip.compress(bytes(9_000_000), mtime=0), mtime=0), HTML, "Content-Encoding: gzip, gzip"
            ),
            "larger than",
        ),
    ],
)
def test_answers_that_are_errors(answer: bytes, said: str) -> None:
    with serving(answer) as server, pytest.raises(FetchError, match=said) as caught:
        loopback(max_bytes=1_000).get(f"http://gazette.example:{server.port}/guns")
    assert f"http://gazette.example:{server.port}/guns" in str(caught.value)


COMPRESS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes}


@pytest.mark.parametrize("coding", COMPRESS)
def test_compressed_bodies(coding: str) -> None:
    body = COMPRESS[coding](PAGE.encode())
    with serving(response(body, HTML, f"Content-Encoding: {coding}")) as server:
        assert loopback().get(f"http://gazette.example:{server.port}/").data == PAGE.encode()


def test_an_endless_body_is_cut_at_the_bound() -> None:
    endless = [f"HTTP/1.1 200 OK\r\n{HTML}\r\n\r\n".encode()]
    fetcher = loopback(max_bytes=100_000)
    with (
        serving(lambda _: chain(endless, repeat(b"x" * 4096))) as server,
        pytest.raises(FetchError, match="larger than"),
    ):
        fetcher.get(f"http://gazette.example:{server.port}/")


@pytest.mark.parametrize(
    "head", [f"HTTP/1.1 200 OK\r\n{HTML}\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "], ids=["body", "headers"]
)
def test_a_server_that_drips_is_left_in_time(head: str) -> None:
    with serving(lambda _: chain([head.encode()], repeat(b"x")), pause=0.02) as server:
        began = time.monotonic()
        with pytest.raises(FetchError, match=r"within 0\.3 seconds"):
            loopback(max_seconds=0.3).get(f"http://gazette.example:{server.port}/")
        assert time.monotonic() - began < 2


def test_a_name_server_that_does_not_answer_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr("socket.getaddrinfo", slow)
    with pytest.raises(FetchError, match=r"within 0\.1 seconds"):
        Fetcher(max_seconds=0.1).get("http://gazette.example/")


@pytest.mark.parametrize(
    ("fail", "said"), [(OSError(-2, "Name not known"), "gazette.example is not known"), (TimeoutError(), "within")]
)
def test_names_that_do_not_resolve(fail: OSError, said: str) -> None:
    def failing(host: str, port: int, timeout: float) -> tuple[str, ...]:
        raise fail

    with pytest.raises(FetchError, match=said):
        Fetcher(resolve=failing).get("http://gazette.example/")


def test_tls_is_asked_for_under_the_name_of_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[Any] = []

    def wrap(self: ssl.SSLContext, sock: Any, *args: Any, **options: Any) -> Any:
        names.append((options.get("server_hostname"), self.check_hostname, self.verify_mode))
        raise ssl.SSLError("stopped by the test")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    with serving(b"") as server, pytest.raises(FetchError, match="stopped by the test"):
        loopback().get(f"https://gazette.example:{server.port}/")
    assert names == [("gazette.example", True, ssl.CERT_REQUIRED)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://user:word@gazette.example/a@b", "http://gazette.example/a@b"),
        ("http://gazette.example/" + "a" * 300, "http://gazette.example/" + "a" * 177 + "…"),
        ("http://gazette.example/\udcff", "http://gazette.example/?"),
    ],
)
def test_how_messages_name_a_url(url: str, expected: str) -> None:
    assert shown(url) == expected
