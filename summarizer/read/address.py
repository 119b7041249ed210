"""Which network addresses a fetch may reach: those of the public internet, and no others."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread

_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet.

    False for loopback, private, link-local, carrier-grade NAT, multicast, reserved, documentation and unspecified
    addresses, and for IPv6 addresses that carry such an IPv4 address inside (mapped, NAT64, 6to4, Teredo).
    """
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
    if ip.ipv4_mapped is not None:
        return is_public(str(ip.ipv4_mapped))
    if ip in _NAT64:
        return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip.sixtofour is not None:
        return is_public(str(ip.sixtofour))
    if ip.teredo is not None:
        return all(is_public(str(inside)) for inside in ip.teredo)
    return _is_public_v6(ip)


def _is_public_v6(ip: IPv6Address) -> bool:
    return ip in _GLOBAL_V6 and ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, timeout: float) -> tuple[str, ...]:
    """Every address of a host, in the order the system prefers.

    Raises:
        OSError: the name is not known (socket.gaierror), or the answer took more than `timeout` seconds.
    """
    answers: SimpleQueue[tuple[str, ...] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    # getaddrinfo takes no time limit, so a thread that may be abandoned waits for it.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout, 0.001))
    except Empty:
        raise TimeoutError("the name server did not answer in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
