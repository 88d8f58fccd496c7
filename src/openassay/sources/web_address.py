"""Which web addresses are connected to: https, without a user name, at addresses that all of the internet can reach.

A link in a release is written by whoever made the release. So the host is resolved here, the connection goes to the very address
that was looked at, and both happen again at each redirect.
"""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from openassay.sources import names
from openassay.vocabulary.findings import Unreadable

_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?")
_ENDS_IN_FIGURES = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$")
"""No top-level domain is a number; programs read such a host as an address, each in its own way."""
_ODD = re.compile(r"[\x00-\x20\x7f\\]|%(?:0[0-9a-f]|1[0-9a-f]|7f|00)", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class WebAddress(NamedTuple):
    """An address that may be asked, in its parts."""

    scheme: str
    host: str
    """In lower case; an IPv6 address without brackets."""
    port: int


def check(url: str, *, loopback: bool) -> WebAddress:
    """The parts of an address that may be asked. Raises `Unreadable`: `refused:bad-url`, `refused:private-address`.

    With `loopback`, plain http to this machine is allowed as well. Nothing is resolved here.
    """
    parts = _split(url)
    host = (parts.hostname or "").lower()
    number = _as_number(host)
    if number is None and (not _HOST.fullmatch(host) or _ENDS_IN_FIGURES.search(host)):
        raise Unreadable("refused:bad-url", f"{names.brief(host)} is no host name in plain letters")
    if number is not None and not is_allowed(number, loopback=loopback):
        raise Unreadable("refused:private-address", f"{names.brief(host)} is no address of the public internet")
    if host.rstrip(".") == "localhost" and not loopback:
        raise Unreadable("refused:private-address", "localhost is this machine")
    local = (number is not None and number.is_loopback) or host == "localhost"
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback and local):
        raise Unreadable("refused:bad-url", f"only https addresses are asked, and this one begins with {parts.scheme}:")
    return WebAddress(parts.scheme, host, _port_of(parts))


def resolve(host: str, port: int, *, loopback: bool) -> list[str]:
    """The addresses of a host that may be connected to, in the order that the system gives them. Raises `Unreadable`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreadable("unknown:not-fetched", f"the host {names.brief(host)} could not be found") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [text for text in addresses if is_allowed(ipaddress.ip_address(text.partition("%")[0]), loopback=loopback)]
    if not allowed:
        raise Unreadable("refused:private-address", f"{names.brief(host)} leads to no address of the public internet")
    return allowed


def is_allowed(address: Address, *, loopback: bool) -> bool:
    """Whether an address may be connected to: one of the public internet, or of this machine where that is asked for."""
    inner = _inside(address)
    if inner is not None:
        return is_allowed(inner, loopback=loopback)
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast and not getattr(address, "is_site_local", False)


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, or None."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _split(url: str) -> SplitResult:
    if _ODD.search(url) or not url.isascii():
        raise Unreadable("refused:bad-url", f"{names.brief(url)} holds characters that no plain address does")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise Unreadable("refused:bad-url", f"{names.brief(url)} is no web address") from None
    if not parts.netloc or not parts.hostname:
        raise Unreadable("refused:bad-url", f"{names.brief(url)} names no host")
    if "@" in parts.netloc:
        raise Unreadable("refused:bad-url", "the address holds a user name or password")
    return parts


def _port_of(parts: SplitResult) -> int:
    if parts.port == 0:
        raise Unreadable("refused:bad-url", "port 0 is none")
    return parts.port or (443 if parts.scheme == "https" else 80)


def _as_number(host: str) -> Address | None:
    """The address that a host is in figures, also as old programs read them: `0x7f.1`, `2130706433`, `0`."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if re.fullmatch(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?", host):
        try:
            return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
        except OSError:
            return None
    return None
