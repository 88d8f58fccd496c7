import ipaddress
import socket
from typing import Any

import pytest

from openassay.sources.web_address import check, is_allowed, resolve
from openassay.vocabulary.findings import Unreadable


def refusal(url: str, *, loopback: bool = False) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        check(url, loopback=loopback)
    return caught.value


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://example.org/x?y=1", "example.org", 443),
        ("https://EXAMPLE.org:8443", "example.org", 8443),
        ("https://a_b.example.org./", "a_b.example.org.", 443),
        ("https://93.184.216.34/", "93.184.216.34", 443),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443),
        ("https://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example", 443),
    ],
)
def test_addresses_of_the_public_internet_are_taken_apart(url: str, host: str, port: int) -> None:
    assert check(url, loopback=False) == ("https", host, port)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/",
        "example.org",
        "https:///x", "https://", "https://user@example.org/", "https://user:secret@example.org/", "https://example.org@10.0.0.1/",
        "https://exa mple.org/", "https://example.org\t/", "https://example.org\n/", "https://example.org/%00",
        "https://example.org/%0d",
        "https://example.org\\@10.0.0.1/", "https://ex\u0430mple.org/", "https://example\u3002org/", "https://example.org:99999/",
        "https://example.org:0/", "https://[::1/", "https://-/", "https://exa*mple.org/", "https://127.0.0.1%2f@example.org/",
        "https://0x/", "https://1.2.3.4.5/", "https://256.1.1.1/",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused_and_said_so(url: str) -> None:
    error = refusal(url)
    assert error.code == "refused:bad-url"
    assert "secret" not in error.because


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.2.1",
        "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fec0::1",
        "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::",
        "2001:0:0:0:0:0:f5ff:fffe",
    ],
)  # fmt: skip
def test_addresses_of_no_public_host_are_not_connected_to(address: str) -> None:
    assert not is_allowed(ipaddress.ip_address(address), loopback=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_connected_to_only_where_that_is_asked_for(address: str) -> None:
    assert is_allowed(ipaddress.ip_address(address), loopback=True)
    assert not is_allowed(ipaddress.ip_address(address), loopback=False)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "0.0.0.1", "fc00::1"])
def test_leave_to_ask_this_machine_is_no_leave_to_ask_its_network(address: str) -> None:
    assert not is_allowed(ipaddress.ip_address(address), loopback=True)


def test_plain_http_is_for_this_machine_alone() -> None:
    assert check("http://127.0.0.1:8000/x", loopback=True) == ("http", "127.0.0.1", 8000)
    assert check("http://localhost/x", loopback=True).port == 80
    assert refusal("http://example.org/", loopback=True).code == "refused:bad-url"


def test_a_host_with_one_public_and_one_private_address_is_asked_at_the_public_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("10.0.0.1", "93.184.216.34", "::1")]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert resolve("example.org", 443, loopback=False) == ["93.184.216.34"]


def test_a_host_that_leads_only_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.9", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(Unreadable) as caught:
        resolve("inside.example", 443, loopback=False)
    assert caught.value.code == "refused:private-address"


def test_a_host_that_does_not_exist_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(Unreadable) as caught:
        resolve("nowhere.invalid", 443, loopback=False)
    assert caught.value.code == "unknown:not-fetched"
