"""The web client against hosts that lead elsewhere. An inner listener counts who comes: nobody may."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from openassay.sources import guarded_web, web_address
from openassay.sources.access import Access
from openassay.sources.guarded_web import Meter, failure_of, make_client
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import Limit
from tests.hub_standin import Answer, StandIn, serve

INSIDE = "127.0.0.2"
FORMS = (
    # the address itself, as programs old and new read it
    "http://127.0.0.2:{p}/", "https://127.0.0.2:{p}/", "http://127.0.2:{p}/", "http://127.2:{p}/", "http://2130706434:{p}/",
    "http://0x7f000002:{p}/", "http://0x7f.0x0.0x0.0x2:{p}/", "http://0x7f.2:{p}/", "http://0177.0.0.2:{p}/",
    "http://0177.0.0.02:{p}/", "http://017700000002:{p}/", "http://127.0.0.2.:{p}/", "http://127.000.000.002:{p}/",
    "http://0X7F000002:{p}/", "http://127.0x0.0.2:{p}/", "http://[::ffff:127.0.0.2]:{p}/", "http://[::ffff:7f00:2]:{p}/",
    "http://[0:0:0:0:0:ffff:127.0.0.2]:{p}/", "http://[::127.0.0.2]:{p}/", "http://[64:ff9b::127.0.0.2]:{p}/",
    "http://[2002:7f00:2::]:{p}/", "http://[2001:0:0:0:0:0:80ff:fffd]:{p}/", "http://[::ffff:127.0.0.2%25lo]:{p}/",
    # other ways into this machine and its network
    "http://0:{p}/", "http://0.0.0.0:{p}/", "http://[::]:{p}/", "http://[::1]:{p}/", "https://[::1]:{p}/", "http://[0::1]:{p}/",
    "http://127.0.0.3:{p}/", "http://127.255.255.254:{p}/", "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]:{p}/",
    "http://[fd00:ec2::254]/", "http://10.0.0.1:{p}/", "http://172.16.0.1:{p}/", "http://192.168.0.1:{p}/", "http://100.64.0.1:{p}/",
    # names that lead inside
    "http://inside.example:{p}/", "https://inside.example:{p}/", "http://INSIDE.example:{p}/", "http://inside.example.:{p}/",
    "https://both.example:{p}/",
    # names that look like others, and hosts hidden in other parts
    "http://example.org@127.0.0.2:{p}/", "http://127.0.0.2:{p}@example.org/", "http://user:x@127.0.0.2:{p}/",
    "http://example.org%40127.0.0.2:{p}/", "http://127.0.0.2%2eexample.org:{p}/", "http://example.org\\@127.0.0.2:{p}/",
    "http://example.org#@127.0.0.2:{p}/", "http://127。0。0。2:{p}/", "http://１２７.0.0.2:{p}/", "http://①②⑦.0.0.2:{p}/",
    "http://127.0.0.2\t:{p}/", "http://127.0.0.2%00.example.org:{p}/", "http://127.0.0.2%0d%0a:{p}/", "http:127.0.0.2:{p}",
    "http:/127.0.0.2:{p}/", "http:///127.0.0.2:{p}/", "///127.0.0.2:{p}/", "//127.0.0.2:{p}/", "//inside.example:{p}/",
    # other schemes
    "file:///etc/passwd", "file://127.0.0.2:{p}/x", "gopher://127.0.0.2:{p}/_x", "ftp://127.0.0.2:{p}/", "dict://127.0.0.2:{p}/x",
    "ws://127.0.0.2:{p}/", "data:text/plain,x", "javascript:alert(1)", "jar:http://127.0.0.2:{p}/!/", "HTTP://127.0.0.2:{p}/",
)  # fmt: skip


@dataclass
class Listener:
    """What came to an address that nobody may come to."""

    port: int = 0
    hits: list[bytes] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listener]:
    found = Listener()
    with socket.create_server((INSIDE, 0)) as server:
        found.port = server.getsockname()[1]
        server.settimeout(0.05)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    came, _ = server.accept()
                except TimeoutError:
                    continue
                came.settimeout(0.2)
                try:
                    found.hits.append(came.recv(200))
                except TimeoutError:
                    found.hits.append(b"")
                came.close()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield found
        finally:
            time.sleep(0.1)  # whoever is on the way arrives
            stop.set()
            thread.join()


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two names whose addresses lie inside, and no other name at all: no test asks a real server for one."""
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *_: Any, **__: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.lower().rstrip(".").endswith("inside.example"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (INSIDE, port))]
        if name == "both.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (INSIDE, port)), (socket.AF_INET6, 1, 6, "", ("::1", port, 0, 0))]
        return real(name, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def ask(url: str, *, loopback: bool) -> str:
    """The code of what came of asking; the status where there was an answer."""
    access = Access({"OPENASSAY_LOOPBACK": "1"} if loopback else {})
    with make_client(access, Meter()) as client:
        try:
            return str(client.get(url).status_code)
        except Exception as error:
            return failure_of(error).code


def test_there_are_sixty_and_more_forms() -> None:
    assert len(set(FORMS)) == len(FORMS) >= 60


@pytest.mark.usefixtures("names")
def test_no_form_of_an_address_leads_inside() -> None:
    with listening() as inner:
        codes = {form: ask(form.format(p=inner.port), loopback=False) for form in FORMS}
    assert inner.hits == []
    assert set(codes.values()) <= {"refused:bad-url", "refused:private-address", "unknown:not-fetched"}
    assert {form for form, code in codes.items() if code == "unknown:not-fetched"} <= {"http://[::127.0.0.2]:{p}/"}


@pytest.mark.usefixtures("names")
def test_no_redirect_leads_inside(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outer server stands for one of the public internet; the inner one lies beside it, on another of our addresses."""
    real = web_address.is_allowed

    def allowed(address: web_address.Address, **_: bool) -> bool:
        return address == ipaddress.ip_address("127.0.0.1") or real(address, loopback=False)

    monkeypatch.setattr(web_address, "is_allowed", allowed)
    with listening() as inner:
        targets = [form.format(p=inner.port) for form in FORMS if not form.startswith(("http:127", "data:"))]
        standin.instead.append(
            (
                "^/sent/",
                lambda _, path: Answer(302, {"Location": targets[int(path.rpartition("/")[2])].encode().decode("latin-1")}),
            )
        )
        codes = {target: ask(f"{standin.address}/sent/{number}", loopback=True) for number, target in enumerate(targets)}
    assert inner.hits == []
    assert len(standin.asked) >= len(targets)
    came_back = {target for target, code in codes.items() if code not in ("refused:bad-url", "refused:private-address")}
    assert {codes[target] for target in came_back} <= {"404", "unknown:not-fetched"}


def test_a_name_that_changes_its_address_between_two_looks_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is connected to is what was looked at: there is no second look that could be answered otherwise."""
    with listening() as inner:
        answers = [("93.184.216.34", inner.port), (INSIDE, inner.port), (INSIDE, inner.port)]
        looked: list[str] = []
        tried: list[str] = []

        def resolve(host: str, *_: object, **__: object) -> list[object]:
            looked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers[len(looked) - 1])]

        def connect(address: tuple[str, int], *_: object, **__: object) -> None:
            tried.append(address[0])
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(socket, "create_connection", connect)
        monkeypatch.setattr(guarded_web, "_PAUSE", 0.0)
        code = ask(f"https://rebinding.example:{inner.port}/", loopback=False)
    assert tried == ["93.184.216.34"]
    assert looked == ["rebinding.example"] * 2  # the second try looked again, and was refused
    assert code == "refused:private-address"
    assert inner.hits == []


def test_a_proxy_of_the_user_is_asked_for_no_inner_address(standin: StandIn) -> None:
    access = Access({"HTTPS_PROXY": standin.address})
    with make_client(access, Meter()) as client, pytest.raises(Unreadable) as caught:
        client.get("https://169.254.169.254/")
    assert caught.value.code == "refused:private-address"
    assert standin.asked == []


def test_requests_and_bytes_are_counted_and_bounded(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    standin.instead.append(("^/x", lambda *_: Answer(200, {}, b"x" * 100)))
    meter = Meter()
    with make_client(Access({"OPENASSAY_LOOPBACK": "1"}), meter) as client:
        client.get(f"{standin.address}/x")
        assert (meter.requests, meter.bytes) == (1, 100)
        monkeypatch.setattr(guarded_web, "FETCH_BYTES", Limit("fetch-bytes", 150, "bytes", "x"))
        with pytest.raises(Unreadable, match="fetched for one release"):
            client.get(f"{standin.address}/x")
        monkeypatch.setattr(guarded_web, "FETCH_REQUESTS", Limit("fetch-requests", 2, "requests", "x"))
        with pytest.raises(Unreadable, match="more than 2 requests"):
            client.get(f"{standin.address}/x")
    assert len(standin.asked) == 2


def test_a_host_that_asks_for_patience_gets_a_little(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    standin.fail("^/x", Answer(429, {"Retry-After": "3"}), Answer(200, {}, b"x"))
    with make_client(Access({"OPENASSAY_LOOPBACK": "1"}), Meter()) as client:
        assert client.get(f"{standin.address}/x").content == b"x"
    assert waited == [3.0]


def test_what_a_client_says_of_a_failure_is_never_shown() -> None:
    request = httpx2.Request("GET", "https://user:secret@example.org/")
    for error in (httpx2.ConnectError("secret", request=request), httpx2.InvalidURL("secret"), ValueError("secret")):
        assert "secret" not in failure_of(error).because
