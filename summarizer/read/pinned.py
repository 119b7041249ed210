"""Connections that go to the very address that was checked, and that end when their time is up.

A name is resolved once and the connection made to the address that was found, so that a second answer of the name
server (DNS rebinding) is never asked for. Host header, SNI and certificate check keep the name. Every read and
write is bounded by one deadline for the whole fetch, so that a server cannot keep it open by sending drop by drop.

Imported only by the function that fetches: httpcore2 is a heavy import.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable

import httpcore2

MAX_ADDRESSES = 4
"""How many addresses of one host are tried before giving up."""


class ForbiddenAddressError(Exception):
    """A host has an address that must not be reached; the message says which."""


class PinnedBackend(httpcore2.NetworkBackend):
    """Resolves, checks and connects.

    Args:
        resolve: every address of (host, port) within so many seconds; raises OSError.
        permit: whether an address may be reached. One that may not is enough to refuse the host.
        deadline: on the clock of `time.monotonic`, for everything that is done through this backend.
    """

    def __init__(
        self,
        resolve: Callable[[str, int, float], tuple[str, ...]],
        permit: Callable[[str], bool],
        deadline: float,
    ) -> None:
        self._resolve = resolve
        self._permit = permit
        self._deadline = deadline
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = self._checked(host.strip("[]"), port)[:MAX_ADDRESSES]
        for position, address in enumerate(addresses, 1):
            share = remaining(self._deadline) / (len(addresses) - position + 1)
            try:
                stream = self._network.connect_tcp(address, port, share, local_address, socket_options)
                return DeadlineStream(stream, self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if position == len(addresses):
                    raise
        raise httpcore2.ConnectError(f"{host} has no address")

    def _checked(self, host: str, port: int) -> tuple[str, ...]:
        try:
            addresses = self._resolve(host, port, remaining(self._deadline))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore2.ConnectError(f"the name {host} is not known ({error.strerror or error})") from error
        for address in addresses:
            if not self._permit(address):
                place = host if host == address else f"{host} is at {address}, which"
                raise ForbiddenAddressError(f"{place} is not on the public internet")
        return addresses


class DeadlineStream(httpcore2.NetworkStream):
    """A network stream whose every operation ends before the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, remaining(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, remaining(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, remaining(self._deadline))
        return DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def remaining(deadline: float) -> float:
    """Seconds left. Raises httpcore2.ReadTimeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time allowed for the whole fetch is over")
    return left
