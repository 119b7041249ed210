"""Getting one URL from the public internet, bounded in size, time and redirects, and every hop checked."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import FetchError
from summarizer.read.address import is_public, resolve
from summarizer.read.kind import BY_MEDIA_TYPE, SUPPORTED, Kind

if TYPE_CHECKING:
    import httpcore2
    import httpx2

MAX_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 20.0
MAX_REDIRECTS = 5
MEDIA_TYPES = frozenset(
    {*BY_MEDIA_TYPE, Kind.PDF.value, Kind.DOCX.value, "application/octet-stream", "binary/octet-stream"}
)
"""What a server may send; the generic ones are judged by their content. None at all is judged so too."""

INSTEAD = "Save the page from a browser and give the file instead."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CODINGS = frozenset({"identity", "gzip", "deflate"})
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_USER_INFO = re.compile(r"(?<=://)[^/?#]*@")
_HEADERS = (
    ("User-Agent", "Mozilla/5.0 (compatible; summarizer)"),
    ("Accept", "text/html, application/xhtml+xml, text/plain, application/pdf, */*;q=0.5"),
    ("Accept-Language", "en, *;q=0.5"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Connection", "close"),
)


@dataclass(frozen=True)
class Fetched:
    """`url` is where the bytes came from in the end, `content_type` the header as sent, "" when there was none."""

    data: bytes
    url: str
    content_type: str


@dataclass(frozen=True)
class Fetcher:
    """Fetches by GET, without cookies, credentials or proxies.

    Args:
        max_bytes: bound on the body, before and after it is decompressed.
        max_seconds: bound on everything together: names, redirects, headers, body.
        resolve: every address of (host, port) within so many seconds.
        permit: whether an address may be reached; the default allows the public internet alone.
        media_types: what a server may send.
    """

    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    max_redirects: int = MAX_REDIRECTS
    resolve: Callable[[str, int, float], tuple[str, ...]] = resolve
    permit: Callable[[str], bool] = is_public
    media_types: frozenset[str] = MEDIA_TYPES

    def get(self, url: str) -> Fetched:
        """The body at `url`.

        Raises:
            FetchError: names the URL and the reason: not http or https, credentials in it, an address that is not
                public, a status of 400 or more, a media type not read here, too large, too slow, too many
                redirects, or a failure of the network.
        """
        import httpcore2
        import httpx2

        from summarizer.read.pinned import ForbiddenAddressError, PinnedBackend

        asked = url
        deadline = time.monotonic() + self.max_seconds
        backend = PinnedBackend(self.resolve, self.permit, deadline)
        try:
            with httpcore2.ConnectionPool(httpx2.create_ssl_context(), network_backend=backend) as pool:
                for _ in range(self.max_redirects + 1):
                    answer = self._one_hop(pool, _checked(url, asked), asked)
                    if isinstance(answer, Fetched):
                        return answer
                    url = answer
        except ForbiddenAddressError as error:
            raise _failure(asked, str(error)) from error
        except (httpcore2.TimeoutException, TimeoutError) as error:
            raise _failure(asked, f"no complete answer within {self.max_seconds:g} seconds") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.DecodingError, OSError) as error:
            raise _failure(asked, f"the connection failed ({error})") from error
        raise _failure(asked, f"it redirects more than {self.max_redirects} times")

    def _one_hop(self, pool: httpcore2.ConnectionPool, url: httpx2.URL, asked: str) -> Fetched | str:
        """What stands at `url`, or the URL it redirects to."""
        import httpcore2
        import httpx2

        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers = [("Host", url.netloc.decode("ascii")), *_HEADERS]
        with pool.stream("GET", target, headers=headers) as raw:
            response = httpx2.Response(raw.status, headers=raw.headers, content=raw.iter_stream())
            if raw.status in _REDIRECTS and (location := response.headers.get("Location")):
                try:
                    return str(url.join(location))
                except (httpx2.InvalidURL, ValueError) as error:
                    raise _failure(asked, f"it redirects to {shown(location)}, which is no URL") from error
            if raw.status not in (200, 203):
                raise _failure(asked, f"the server answered with status {raw.status} {response.reason_phrase}".rstrip())
            content_type = response.headers.get("Content-Type", "")
            self._check_headers(response, content_type, asked)
            return Fetched(self._body(response, asked), str(url.copy_with(fragment=None)), content_type)

    def _check_headers(self, response: httpx2.Response, content_type: str, asked: str) -> None:
        media_type = content_type.partition(";")[0].strip().lower()
        if media_type and media_type not in self.media_types:
            raise FetchError(f"{shown(asked)} holds {media_type}, which is not read here.", SUPPORTED)
        codings = {c.strip().lower() for c in response.headers.get("Content-Encoding", "identity").split(",")}
        if codings - _CODINGS:
            raise _failure(asked, f"it is compressed with {', '.join(sorted(codings - _CODINGS))}, unasked")
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > self.max_bytes:
            raise self._too_large(asked)

    def _body(self, response: httpx2.Response, asked: str) -> bytes:
        parts = bytearray()
        for part in response.iter_bytes():
            parts += part
            if max(len(parts), response.num_bytes_downloaded) > self.max_bytes:
                raise self._too_large(asked)
        return bytes(parts)

    def _too_large(self, asked: str) -> FetchError:
        return FetchError(f"{shown(asked)} is larger than the {self.max_bytes:,} bytes that are fetched.", INSTEAD)


def shown(url: str) -> str:
    """A URL as messages may name it: without credentials, and not endless."""
    url = without_credentials(url.encode("utf-8", "replace").decode("utf-8"))
    return url if len(url) <= 200 else f"{url[:200]}…"


def without_credentials(url: str) -> str:
    """A URL without the user name and password it may hold."""
    return _USER_INFO.sub("", url)


def _checked(url: str, asked: str) -> httpx2.URL:
    import httpx2

    via = "" if url == asked else f" after a redirect to {shown(url)}"
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError) as error:
        raise _failure(asked, f"it is not a valid URL{via} ({error})", "Check how it is written.") from error
    if parsed.scheme not in ("http", "https"):
        raise _failure(asked, f"only http and https are fetched{via}", "For a file, give its path.")
    if parsed.userinfo:
        raise _failure(asked, f"the URL holds a user name or password{via}", "Give it without them.")
    if not parsed.host:
        raise _failure(asked, f"the URL names no host{via}", "Check how it is written.")
    if not _HOST.fullmatch(parsed.raw_host.decode("ascii")) or not (parsed.port is None or 0 < parsed.port < 65536):
        raise _failure(asked, f"it is not a valid URL{via} (host or port)", "Check how it is written.")
    return parsed


def _failure(asked: str, reason: str, todo: str = INSTEAD) -> FetchError:
    return FetchError(f"{shown(asked)} could not be fetched: {reason}.", todo)
