"""A web client that keeps to the rules of `web_address` at every hop, and to limits of requests, bytes and time.

It is made of httpx2, which comes with the extra `openassay[hub]`; so this module is imported late. Where a host asks to be asked
later it is, once, if the wait is short. No answer is taken compressed, so that few bytes cannot become many.
"""

import re
import ssl
import time
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import httpcore2
import httpx2

from openassay.sources import names
from openassay.sources.access import Access
from openassay.sources.web_address import WebAddress, check, resolve
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import FETCH_ANSWER, FETCH_BYTES, FETCH_REDIRECTS, FETCH_REQUESTS, FETCH_SECONDS, FETCH_WAIT

_SILENCE = 10.0
"""Seconds without a byte after which an answer is given up."""
_PAUSE = 0.2
"""Seconds before something that failed on the other side is tried once more."""
_LATER = (429, 503)


class Meter:
    """What was spent so far."""

    def __init__(self) -> None:
        self.requests = 0
        self.bytes = 0
        self.waited = 0.0

    def ask(self) -> None:
        """Count one request. Raises `Unreadable` where there were too many."""
        if self.requests >= FETCH_REQUESTS.value:
            raise Unreadable(FETCH_REQUESTS.code, f"more than {FETCH_REQUESTS.value:,} requests are not made for one release")
        self.requests += 1

    def take(self, count: int) -> None:
        """Count bytes. Raises `Unreadable` where there were too many."""
        self.bytes += count
        if self.bytes > FETCH_BYTES.value:
            raise Unreadable(FETCH_BYTES.code, f"more than {FETCH_BYTES.value:,} bytes are not fetched for one release")

    def wait(self, seconds: float) -> None:
        """Wait because a host asked for it. Raises `Unreadable` where it would be too long."""
        if self.waited + seconds > FETCH_WAIT.value:
            because = f"the host asks to be asked again in {seconds:.0f} seconds, which is longer than is waited"
            raise Unreadable("unknown:rate-limited", because)
        self.waited += seconds
        time.sleep(seconds)


def make_client(access: Access, meter: Meter) -> httpx2.Client:
    """A client for the network that `access` allows. Whatever it asks is counted in `meter`."""
    return httpx2.Client(
        transport=_Guarded(access, meter),
        follow_redirects=True,
        max_redirects=FETCH_REDIRECTS.value,
        timeout=_SILENCE,
        trust_env=False,
    )


def failure_of(error: Exception) -> Unreadable:
    """What a failed request comes to, in a sentence of ours: the client's own may hold addresses and tokens."""
    if isinstance(error, Unreadable):
        return error
    if isinstance(error, httpx2.TooManyRedirects):
        return Unreadable("unknown:not-fetched", f"it was sent on more than {FETCH_REDIRECTS.value} times")
    if isinstance(error, httpx2.TimeoutException):
        return Unreadable("unknown:not-fetched", "the host did not answer in time")
    if isinstance(error, httpx2.UnsupportedProtocol | httpx2.InvalidURL):
        return Unreadable("refused:bad-url", "it was sent on to an address that is not followed")
    if isinstance(error, httpx2.RemoteProtocolError):
        return Unreadable("unknown:not-fetched", "the answer broke off, or was no answer")
    return Unreadable("unknown:not-fetched", "no connection could be made, or it broke off")


class _Guarded(httpx2.BaseTransport):
    """Looks at each request before it is made, and at each answer while it comes."""

    def __init__(self, access: Access, meter: Meter) -> None:
        self._loopback = access.allows_loopback
        self._meter = meter
        self._direct = httpx2.HTTPTransport(trust_env=False)
        self._direct._pool = httpcore2.ConnectionPool(  # noqa: SLF001 - there is no other way to say which address is connected to
            ssl_context=_tls(access), network_backend=_Checked(loopback=self._loopback)
        )
        proxy = _proxy_of(access)
        self._through = httpx2.HTTPTransport(trust_env=False, proxy=proxy, verify=_tls(access)) if proxy else None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask. Raises `Unreadable` for what is not asked, and for what failed twice."""
        address = check(str(request.url), loopback=self._loopback)
        request.headers["Accept-Encoding"] = "identity"
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), _SILENCE)
        answer = self._ask_twice(request, address)
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            answer.close()
            raise Unreadable("unknown:not-fetched", "the answer came compressed, although it was not to be")
        answer.stream = _Measured(answer.stream, self._meter)
        return answer

    def close(self) -> None:
        """Let go of all connections."""
        self._direct.close()
        if self._through is not None:
            self._through.close()

    def _ask_twice(self, request: httpx2.Request, address: WebAddress) -> httpx2.Response:
        """Ask, and once more where it may help: the connection broke, the host failed, or asked for a short wait."""
        try:
            answer = self._ask(request, address)
        except httpx2.TimeoutException as error:
            raise failure_of(error) from None
        except httpx2.TransportError:
            self._meter.wait(_PAUSE)
            return self._ask_last(request, address)
        if answer.status_code not in _LATER and answer.status_code < 500:
            return answer
        answer.close()
        seconds = _asked_to_wait(answer)
        if seconds is None and answer.status_code == 429:
            raise _refused(answer.status_code)
        self._meter.wait(_PAUSE if seconds is None else seconds)
        return self._ask_last(request, address)

    def _ask_last(self, request: httpx2.Request, address: WebAddress) -> httpx2.Response:
        try:
            answer = self._ask(request, address)
        except httpx2.TransportError as error:
            raise failure_of(error) from None
        if answer.status_code in _LATER or answer.status_code >= 500:
            answer.close()
            raise _refused(answer.status_code)
        return answer

    def _ask(self, request: httpx2.Request, address: WebAddress) -> httpx2.Response:
        self._meter.ask()
        local = address.host in ("localhost", "::1") or address.host.startswith("127.")
        transport = self._direct if local or self._through is None else self._through
        return transport.handle_request(request)


class _Measured(httpx2.SyncByteStream):
    """The body of an answer, counted and timed."""

    def __init__(self, inner: object, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter
        self._end = time.monotonic() + FETCH_SECONDS.value

    def __iter__(self) -> Iterator[bytes]:
        taken = 0
        try:
            for chunk in self._inner:  # type: ignore[attr-defined]
                taken += len(chunk)
                self._meter.take(len(chunk))
                if taken > FETCH_ANSWER.value:
                    raise Unreadable(FETCH_ANSWER.code, f"the answer is longer than {FETCH_ANSWER.value:,} bytes")
                if time.monotonic() > self._end:
                    raise Unreadable(FETCH_SECONDS.code, f"the answer takes longer than {FETCH_SECONDS.value} seconds")
                yield chunk
        except httpx2.TransportError as error:
            raise failure_of(error) from None

    def close(self) -> None:
        """Let go of the answer."""
        self._inner.close()  # type: ignore[attr-defined]


class _Checked(httpcore2.SyncBackend):
    """Connects to the very address that was looked at."""

    def __init__(self, *, loopback: bool) -> None:
        super().__init__()
        self._loopback = loopback

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of a host that answers."""
        failed: httpcore2.NetworkError | httpcore2.TimeoutException | None = None
        for address in resolve(host, port, loopback=self._loopback):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failed = error
        raise failed or Unreadable("unknown:not-fetched", f"the host {names.brief(host)} could not be found")


def _tls(access: Access) -> ssl.SSLContext:
    """Certificates as usual, or those that `SSL_CERT_FILE` names."""
    context = httpx2.create_ssl_context(trust_env=False)
    if given := access.environment.get("SSL_CERT_FILE"):
        context.load_verify_locations(given)
    return context


def _proxy_of(access: Access) -> str | None:
    """The proxy that the user's environment names. It, and not we, then resolves names; literal addresses stay refused."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        if (value := access.environment.get(name)) and urlsplit(value).scheme in ("http", "https"):
            return value
    return None


def _asked_to_wait(answer: httpx2.Response) -> float | None:
    """Seconds that a host asks to be left alone for, or None where it does not say."""
    given = answer.headers.get("Retry-After", "")
    if given.isdigit():
        return float(given)
    found = re.search(r";\s*t=(\d{1,6})", answer.headers.get("RateLimit", ""))
    return float(found[1]) if found else None


def _refused(status: int) -> Unreadable:
    if status == 429:
        return Unreadable("unknown:rate-limited", "the host asks not to be asked so often")
    return Unreadable("unknown:not-fetched", f"the host answered with the status {status}")
