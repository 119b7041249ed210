"""Which network addresses a fetch may reach: those of the public internet, and no others."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread

_GLOBAL_V6 = IPv6Network("2000::/3")
# Protocol assignments (Teredo among them), retired 6to4 relays and documentation: https://www.iana.org/assignments/
# iana-ipv4-special-registry and iana-ipv6-special-registry. Which of them `ipaddress` knows depends on its version.
_NEVER_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_NEVER_V6 = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet.

    False for loopback, private, link-local, carrier-grade NAT, multicast, reserved, documentation and unspecified
    addresses, and for IPv6 addresses that carry such an IPv4 address inside (mapped, NAT64, 6to4).
    """
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        special = ip.is_multicast or ip.is_reserved or ip.is_unspecified
        return ip.is_global and not special and not any(ip in network for network in _NEVER_V4)
    if ip.ipv4_mapped is not None:
        return is_public(str(ip.ipv4_mapped))
    if ip in _NAT64:
        return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip.sixtofour is not None:
        return is_public(str(ip.sixtofour))
    return ip in _GLOBAL_V6 and ip.is_global and not any(ip in network for network in _NEVER_V6)


def resolve(host: str, port: int, timeout: float) -> tuple[str, ...]:
    """Every address of a host, in the order the system prefers.

    Raises:
        OSError: the name is not known (socket.gaierror), or the answer took more than `timeout` seconds.
    """
    try:
        return (str(ip_address(host)),)
    except ValueError:
        pass  # a name, or an address in a form that only the system understands
    answers: SimpleQueue[tuple[str, ...] | BaseException] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except UnicodeError as error:
            answers.put(OSError(str(error)))
        except BaseException as error:  # raised again where it is waited for
            answers.put(error)

    # getaddrinfo takes no time limit, so a thread that may be abandoned waits for it.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout, 0.001))
    except Empty:
        raise TimeoutError("the name server did not answer in time") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer
