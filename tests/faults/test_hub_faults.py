"""Thirty bad days of a Hub: each ends in a clear sentence, and what did not depend on it stands as before."""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from openassay.application.assess import assess_snapshot
from openassay.reports.document import to_document
from openassay.sources import guarded_web, hub_reader
from openassay.sources.opening import Access, TargetError, open_target
from openassay.vocabulary.limits import Limit
from tests.hub_standin import Answer, Repository, StandIn, serve, shards

CARD = b"""---
license: apache-2.0
datasets:
- o/corpus
---
# Tiny

## Model description
A small model that completes names of places, trained from its first weights on a public list of names.

## Training data
It was trained on the corpus named above, which holds two million names with their countries.

## Limitations
It knows no names outside of Europe, and it should not be used to decide anything about people.
"""
APACHE = (Path(__file__).parents[2] / "LICENSE").read_bytes()
FILES = {
    "README.md": CARD,
    "LICENSE": APACHE,
    "config.json": b'{"architectures": ["TinyModel"], "model_type": "tiny", "hidden_size": 512}',
    "train.py": b"import torch\n\n\ndef main():\n    model = Model()\n    for batch in data:\n        loss = model(batch)\n"
    b"        loss.backward()\n        optimizer.step()\n\n\nmain()\n",
    "tokenizer.json": b'{"model": {"type": "BPE", "vocab": {"a": 0}}}',
    **shards(),
}
SHARD = "model-00002-of-00002.safetensors"
HTML = b"<!DOCTYPE html><html><body>Please log in</body></html>"


@dataclass(frozen=True)
class Fault:
    """A bad day: what the Hub does, and what is said."""

    id: str
    set_up: Callable[[StandIn, pytest.MonkeyPatch], None]
    says: str
    """Part of the sentence."""
    refused: bool = False
    """Whether nothing is assessed at all, since not even the listing was there."""
    only: tuple[str, ...] = ()
    """Subjects of the facts that may become unknown; empty for any."""


def at_file(path: str, *answers: Answer) -> Callable[[StandIn, pytest.MonkeyPatch], None]:
    """Answer requests for one file with these."""
    return lambda standin, _: standin.fail(f"resolve/.*{path}$", *answers)


def at_info(*answers: Answer) -> Callable[[StandIn, pytest.MonkeyPatch], None]:
    """Answer what asks for the listing with these."""
    return lambda standin, _: standin.fail(r"^/api/models/o/m(?:/revision/[^/]*)?$", *answers)


def at_content(*answers: Answer) -> Callable[[StandIn, pytest.MonkeyPatch], None]:
    """Answer for the content of large files with these."""
    return lambda standin, _: standin.fail("^/cdn/", *answers)


def sent_on(location: str) -> Callable[[StandIn, pytest.MonkeyPatch], None]:
    """The content is said to lie at another address."""
    return at_content(Answer(302, {"Location": location}))


def changed(**fields: Any) -> Callable[[StandIn, pytest.MonkeyPatch], None]:
    """Set fields of the repository."""

    def set_up(standin: StandIn, _: pytest.MonkeyPatch) -> None:
        for name, value in fields.items():
            setattr(standin.repositories["model", "o/m"], name, value)

    return set_up


def _cut_time(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_web, "FETCH_SECONDS", Limit("fetch-seconds", 1, "seconds", "x"))
    at_file("config.json", Answer(200, {}, b"{" * 200, drip=0.02))(standin, monkeypatch)


def _silence(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_web, "_SILENCE", 0.2)
    at_file("config.json", Answer(200, {}, b"{}" * 10, drip=0.6))(standin, monkeypatch)


def _rebind(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that has a public address when it is looked at, and would have a private one a moment later."""
    real = socket.getaddrinfo
    answers = iter(["10.0.0.1"] * 100)

    def resolve(host: str, *args: Any, **kwargs: Any) -> Any:
        if host == "rebinding.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))]
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    sent_on("https://rebinding.example/x")(standin, monkeypatch)


def _few_bytes(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_web, "FETCH_BYTES", Limit("fetch-bytes", 30_000, "bytes", "x"))


def _few_requests(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_web, "FETCH_REQUESTS", Limit("fetch-requests", 6, "requests", "x"))


def _short_head(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_reader, "HUB_HEAD", Limit("hub-head", 1000, "bytes", "x"))


def _long_listing(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"rfilename": "data/part-00000.bin", "size": 1, "blobId": "a" * 40}
    body = json.dumps({"id": "o/m", "sha": "a" * 40, "gated": False, "tags": [], "siblings": [entry] * 300_000}).encode()
    at_info(Answer(200, {}, body))(standin, monkeypatch)


def _asked_to_wait(seconds: int) -> Answer:
    return Answer(429, {"Retry-After": str(seconds)})


WEIGHTS = ("final-weights", "base-weights", "intermediate-weights", "training-metadata", "input-processing")
REFUSED = {"X-Error-Code": "GatedRepo"}
FAULTS = (
    Fault("listing-401", at_info(Answer(401, {}, b"{}")), "knows no model 'o/m', or it is private", refused=True),
    Fault("listing-404", at_info(Answer(404, {"X-Error-Code": "RepoNotFound"})), "knows no model 'o/m'", refused=True),
    Fault("revision-404", at_info(Answer(404, {"X-Error-Code": "RevisionNotFound"})), "has no revision 'main'", refused=True),
    Fault("listing-gated", at_info(Answer(403, REFUSED)), "not even its listing is given", refused=True),
    Fault("disabled", changed(disabled=True), "was taken down", refused=True),
    Fault("private", changed(private=True), "or it is private", refused=True),
    Fault("listing-429-long", at_info(_asked_to_wait(3600)), "asked again in 3600 seconds", refused=True),
    Fault("listing-429-silent", at_info(Answer(429)), "not to be asked so often", refused=True),
    Fault("listing-500", at_info(Answer(500)), "answered with the status 500", refused=True),
    Fault("listing-no-json", at_info(Answer(200, {}, HTML)), "answered something that is not", refused=True),
    Fault("listing-wrong-json", at_info(Answer(200, {}, b"[1, 2]")), "answered something that is not", refused=True),
    Fault("listing-no-sizes", at_info(Answer(200, {}, b'{"id":"o/m","sha":"' + b"a" * 40 + b'","siblings":[{"rfilename":"x"}]}')),
          "answered something that is not", refused=True),
    Fault("listing-no-commit", at_info(Answer(200, {}, b'{"id":"o/m","sha":"main","siblings":[]}')),
          "is not what it says", refused=True),
    Fault("listing-cut", at_info(Answer(200, {}, b'{"id":"o/m"' * 99, cut=50)), "broke off", refused=True),
    Fault("listing-endless", _long_listing, "fetch-answer", refused=True),
    Fault("listing-compressed", at_info(Answer(200, {"Content-Encoding": "gzip"}, b"\x1f\x8b")), "came compressed", refused=True),
    Fault("redirects-endless", at_info(Answer(302, {"Location": "/api/models/o/m"})), "sent on more than 5 times", refused=True),
    Fault("file-gated", at_file("config.json", Answer(401, REFUSED)), "those who were let in"),
    Fault("file-404", at_file("config.json", Answer(404, {"X-Error-Code": "EntryNotFound"})), "has no such file"),
    Fault("file-500", at_file("config.json", Answer(500)), "the status 500"),
    Fault("file-short", at_file("config.json", Answer(200, {}, b"{}")), "another number"),
    Fault("file-long", at_file("config.json", Answer(200, {}, FILES["config.json"] + b" ")), "another number"),
    Fault("file-cut", at_file("train.py", Answer(200, {}, FILES["train.py"], cut=20)), "broke off"),
    Fault("file-wrong-hash", at_file("config.json", Answer(200, {}, b" " * len(FILES["config.json"]))), "digest is not the one"),
    Fault("file-other-revision", at_file("config.json", Answer(200, {"X-Repo-Commit": "b" * 40}, FILES["config.json"])),
          "another revision"),
    Fault("file-drip", _cut_time, "takes longer than"),
    Fault("file-silence", _silence, "did not answer in time"),
    Fault("weights-login-page", at_content(Answer(200, {}, HTML)), "web page in place of the file", only=WEIGHTS),
    Fault("weights-private-address", sent_on("https://10.1.2.3/x"), "no address of the public internet", only=WEIGHTS),
    Fault("weights-metadata-address", sent_on("http://169.254.169.254/x"), "no address of the public", only=WEIGHTS),
    Fault("weights-file-scheme", sent_on("file:///etc/passwd"), "nly https addresses", only=WEIGHTS),
    Fault("weights-gopher", sent_on("gopher://example.org/x"), "nly https addresses", only=WEIGHTS),
    Fault("weights-user-name", sent_on("https://a:b@example.org/x"), "user name", only=WEIGHTS),
    Fault("weights-rebinding", _rebind, "leads to no address of the public internet", only=WEIGHTS),
    Fault("weights-other-range", at_content(Answer(206, {"Content-Range": "bytes 5-9/10"}, b"x" * 32768)),
          "another part", only=WEIGHTS),
    Fault("weights-one-missing", at_file(SHARD, Answer(500)), "the status 500", only=WEIGHTS),
    Fault("budget-bytes", _few_bytes, "fetch-bytes"),
    Fault("budget-requests", _few_requests, "fetch-requests"),
    Fault("budget-head", _short_head, "hub-head", only=WEIGHTS),
)  # fmt: skip


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def access(standin: StandIn, tmp_path: Path) -> Access:
    standin.instead.clear()
    standin.repositories.clear()
    standin.add(Repository("o/m", dict(FILES), card={"license": "apache-2.0", "datasets": ["o/corpus"]}))
    return Access({"HOME": str(tmp_path), "HF_ENDPOINT": standin.address, "OPENASSAY_LOOPBACK": "1"})


def assessed(access: Access) -> dict[str, Any]:
    snapshot = open_target("hf://o/m", access)
    try:
        return to_document(assess_snapshot(snapshot, (), lambda _: None))
    finally:
        snapshot.close()


HEALTHY: dict[str, dict[str, Any]] = {}


def healthy(access: Access) -> dict[str, Any]:
    """The assessment of a good day, made once."""
    if not HEALTHY:
        HEALTHY["document"] = assessed(access)
        assert not [finding for finding in HEALTHY["document"]["findings"] if finding["code"].startswith(("unknown", "error"))]
    return HEALTHY["document"]


def test_there_are_thirty_and_more() -> None:
    assert len({fault.id for fault in FAULTS}) == len(FAULTS) >= 30


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_a_bad_day_costs_only_what_depends_on_it(
    fault: Fault, standin: StandIn, access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {
        fact["key"]: fact["answer"] for fact in healthy(Access({**access.environment, "HOME": str(tmp_path / "else")}))["facts"]
    }
    monkeypatch.setattr(guarded_web, "_PAUSE", 0.0)
    fault.set_up(standin, monkeypatch)
    if fault.refused:
        with pytest.raises(TargetError) as caught:
            assessed(access)
        assert fault.says in str(caught.value)
        assert str(caught.value).endswith(".")
        return
    document = assessed(access)
    assert any(fault.says in finding["because"] or fault.says in finding["code"] for finding in document["findings"])
    answers = {fact["key"]: fact["answer"] for fact in document["facts"]}
    changed = {key for key, answer in answers.items() if answer != before[key]}
    assert not {key: answers[key] for key in changed if answers[key] != "unknown"}
    assert not fault.only or {key.partition("/")[2] for key in changed} <= {*fault.only, "release"}


@pytest.mark.parametrize("path", ["config.json", SHARD])
def test_a_host_that_asks_for_a_moment_gets_it(path: str, standin: StandIn, access: Access) -> None:
    truth = [answers for _, answers in standin.instead]
    assert not truth
    calls = iter([Answer(429, {"RateLimit": '"api";r=0;t=0'}), None])
    standin.instead.append((f"resolve/.*{path}$", lambda _s, _p: next(calls, None)))
    document = assessed(access)
    assert not [finding for finding in document["findings"] if finding["code"].startswith("unknown")]


def test_fifty_thousand_files_are_listed_and_few_are_asked_for(standin: StandIn, access: Access) -> None:
    many = {f"data/{number // 1000:03}/{number:05}.txt": b"x" for number in range(50_000)}
    standin.add(Repository("o/m", {**FILES, **many}))
    standin.forget()
    document = assessed(access)
    assert document["release"]["sources"][0]["complete"]
    assert len(standin.asked) <= 40
    assert {fact["answer"] for fact in document["facts"] if fact["key"] == "published/final-weights"} == {"yes"}
