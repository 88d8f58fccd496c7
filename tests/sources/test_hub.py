"""Repositories of the Hub, through the real client, against the stand-in."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openassay.application.assess import assess_snapshot
from openassay.reports.document import to_document
from openassay.sources.hub import HubSnapshot
from openassay.sources.opening import Access, TargetError, open_target, record_of
from openassay.vocabulary.limits import HUB_DATA
from openassay.vocabulary.release import EntryKind
from tests.cli.running import environment
from tests.hub_standin import Answer, Repository, StandIn, safetensors, serve, shards

CARD = b"---\nlicense: apache-2.0\nbase_model: o/base\ndatasets: [o/d]\n---\n# Tiny\n\nA small model that completes names.\n"
APACHE = (Path(__file__).parents[2] / "LICENSE").read_bytes()
FILES = {
    ".gitattributes": b"*.safetensors filter=lfs diff=lfs merge=lfs -text\n",
    "README.md": CARD,
    "LICENSE": APACHE,
    "config.json": b'{"architectures": ["TinyModel"], "model_type": "tiny"}',
    "data/.gitkeep": b"",
    **shards(),
}
TOKEN = "hf_" + "s3cr3t" * 5


@pytest.fixture(scope="module")
def served() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def standin(served: StandIn) -> StandIn:
    served.instead.clear()
    served.repositories.clear()
    served.moved.clear()
    served.tokens.clear()
    served.add(Repository("o/m", dict(FILES), card={"license": "apache-2.0", "base_model": "o/base", "datasets": ["o/d"]}))
    served.forget()
    return served


@pytest.fixture
def access(standin: StandIn, tmp_path: Path) -> Access:
    return Access({"HOME": str(tmp_path), "HF_ENDPOINT": standin.address, "OPENASSAY_LOOPBACK": "1"})


def opened(access: Access, address: str = "hf://o/m") -> HubSnapshot:
    snapshot = open_target(address, access)
    assert isinstance(snapshot, HubSnapshot)
    return snapshot


def assessed(access: Access, address: str = "hf://o/m") -> dict[str, Any]:
    snapshot = opened(access, address)
    try:
        return to_document(assess_snapshot(snapshot, (), lambda _: None))
    finally:
        snapshot.close()


def states(document: dict[str, Any]) -> dict[str, str]:
    return {one["component"]: one["state"] for one in document["components"]}


def answers(document: dict[str, Any]) -> dict[str, str]:
    return {fact["key"]: fact["answer"] for fact in document["facts"]}


def refusal(access: Access, address: str = "hf://o/m") -> str:
    with pytest.raises(TargetError) as caught:
        open_target(address, access)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def altered(tmp_path: Path, holds: bytes) -> int:
    """Turn one bit in every cache entry that holds these bytes; how many there were."""
    found = [path for path in (tmp_path / ".cache/openassay/hub").glob("*/*") if holds in path.read_bytes()]
    for path in found:
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    return len(found)


def test_a_release_costs_few_requests_and_bytes_and_nothing_the_second_time(standin: StandIn, access: Access) -> None:
    document = assessed(access)
    assert states(document)["final-weights"] == "published"
    assert len(standin.asked) <= 40
    assert standin.sent <= 2_000_000
    revision = document["release"]["sources"][0]["revision"].removeprefix("git:")
    standin.forget()
    again = assessed(access, f"hf://o/m@{revision}")
    assert standin.asked == []
    assert answers(again) == answers(document)


def test_at_a_branch_the_second_time_only_the_branch_is_asked_for(standin: StandIn, access: Access) -> None:
    assessed(access)
    standin.forget()
    assessed(access)
    assert [line.partition("?")[0] for line in standin.asked] == ["GET /api/models/o/m", "GET /api/models/o/m/refs"]


def test_of_two_shards_only_the_headers_are_read(standin: StandIn, access: Access) -> None:
    assessed(access)
    content = [line for line in standin.asked if "/cdn/" in line]
    assert len(content) == 2
    assert all(line.endswith("bytes=0-32767") for line in content)


def test_a_header_that_is_longer_than_a_block_is_read_to_its_end_and_no_further(standin: StandIn, access: Access) -> None:
    standin.add(Repository("o/m", {**FILES, "model.safetensors": safetensors({"w": (600, 600)}, pad=100_000)}))
    document = assessed(access)
    read = sum(int(line.rpartition("-")[2]) - int(line.rpartition("=")[2].partition("-")[0]) + 1
               for line in standin.asked if "/cdn/" in line)  # fmt: skip
    assert read <= 2 * 32_768 + 5 * 32_768
    assert states(document)["final-weights"] == "published"


def test_the_client_asks_for_nothing_but_the_release(standin: StandIn, access: Access) -> None:
    assessed(access)
    assert all(line.startswith(("GET /api/models/o/m", "GET /o/m/resolve/", "GET /cdn/")) for line in standin.asked)


def test_the_same_files_give_the_same_facts_from_the_hub_and_from_a_folder(
    standin: StandIn, access: Access, tmp_path: Path
) -> None:
    for path, data in FILES.items():
        (tmp_path / "folder" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / path).write_bytes(data)
    snapshot = open_target(str(tmp_path / "folder"), access)
    here = to_document(assess_snapshot(snapshot, (), lambda _: None))
    snapshot.close()
    there = assessed(access)
    assert {key: (answers(here)[key], answer) for key, answer in answers(there).items() if answers(here)[key] != answer} == {}


def test_a_large_data_set_is_there_by_its_listing(standin: StandIn, access: Access) -> None:
    many = {f"data/train-{number:05}-of-00030.jsonl": b'{"text": "a name"}\n' * 6000 for number in range(30)}
    many = {path: data + str(number).encode() for number, (path, data) in enumerate(many.items())}
    standin.add(Repository("o/d", {"README.md": b"---\nlicense: cc-by-4.0\n---\n# Names\n", **many}, kind="dataset"))
    document = assessed(access, "hf://datasets/o/d")
    assert states(document)["pretraining-data"] == "published"
    assert len([line for line in standin.asked if "/cdn/" in line]) == HUB_DATA.value
    shown = next(one for one in document["components"] if one["component"] == "pretraining-data")
    assert all(artifact["sha256"] for artifact in shown["artifacts"])


def test_offline_nothing_is_asked_and_what_is_known_is_read(standin: StandIn, access: Access) -> None:
    online = assessed(access)
    standin.forget()
    offline = Access(access.environment, offline=True)
    assert answers(assessed(offline)) == answers(online)
    assert "not in the cache" in refusal(offline, "hf://o/other")
    assert "not in the cache" in refusal(Access({**access.environment, "HF_HUB_OFFLINE": "1"}), "hf://o/other")
    assert standin.asked == []


def test_offline_a_file_that_was_never_fetched_is_unknown(standin: StandIn, access: Access, tmp_path: Path) -> None:
    assessed(access)
    for path in (tmp_path / ".cache/openassay/hub").glob("*/*"):
        if CARD in path.read_bytes():
            path.unlink()
    document = assessed(Access(access.environment, offline=True))
    assert ("unknown:offline", "README.md") in {(one["code"], one["path"]) for one in document["findings"]}
    assert states(document)["model-card"] in ("pointer", "unknown", "referenced")
    assert standin.asked


@pytest.mark.parametrize("holds", [CARD, b"layers.1.weight", b'"form": '])
def test_a_cache_entry_that_was_altered_is_noticed_and_fetched_anew(
    holds: bytes, standin: StandIn, access: Access, tmp_path: Path
) -> None:
    before = assessed(access)
    assert altered(tmp_path, holds)
    standin.forget()
    revision = before["release"]["sources"][0]["revision"].removeprefix("git:")
    after = assessed(access, f"hf://o/m@{revision}")
    assert "finding:cache-corrupt" in {finding["code"] for finding in after["findings"]}
    assert standin.asked
    assert answers(after) == answers(before)
    standin.forget()
    assert "finding:cache-corrupt" not in {one["code"] for one in assessed(access, f"hf://o/m@{revision}")["findings"]}
    assert standin.asked == []


def test_what_somebody_puts_into_the_cache_under_a_good_digest_is_held_against_the_listing(
    standin: StandIn, access: Access, tmp_path: Path
) -> None:
    """The entry is whole in itself, but it is not the file that the listing names."""
    before = assessed(access)
    entries = {path.read_bytes(): path for path in (tmp_path / ".cache/openassay/hub").glob("*/*")}
    license_ = next(data for data in entries if APACHE in data)
    card = next(path for data, path in entries.items() if CARD in data)
    card.write_bytes(license_)
    standin.forget()
    assert answers(assessed(access)) == answers(before)
    assert any("README.md" in line for line in standin.asked)


def test_a_cache_that_others_can_write_to_is_not_used_and_said_so(standin: StandIn, access: Access, tmp_path: Path) -> None:
    assessed(access)
    (tmp_path / ".cache/openassay/hub").chmod(0o777)
    standin.forget()
    document = assessed(access)
    assert "finding:cache-corrupt" in {finding["code"] for finding in document["findings"]}
    assert any("README.md" in line for line in standin.asked)


def test_a_killed_assessment_leaves_no_broken_cache(standin: StandIn, access: Access, tmp_path: Path) -> None:
    """Killed after each request in turn: the next run says nothing of a broken cache, and finds the same."""
    standin.tokens.clear()
    reference = answers(assessed(Access({**access.environment, "HOME": str(tmp_path / "other")})))
    script = (
        "import os, signal, sys\n"
        "from openassay.sources import fetch_cache, hub_client\n"
        "left = int(sys.argv[1])\n"
        "real = os.replace\n"
        "class Path(type(fetch_cache.Path())):\n"
        "    def replace(self, target):\n"
        "        global left\n"
        "        left -= 1\n"
        "        if left < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return real(self, target)\n"
        "fetch_cache.Path = Path\n"
        "from openassay.application.assess import assess\n"
        "assess('hf://o/m', (), lambda _: None)\n"
    )
    env = {**environment(), **access.environment, "XDG_CACHE_HOME": ""}
    for count in (0, 1, 2, 4, 7):
        home = {"HOME": str(tmp_path / str(count))}
        command = [sys.executable, "-c", script, str(count)]
        done = subprocess.run(command, env={**env, **home}, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        document = assessed(Access({**access.environment, **home}))
        assert "finding:cache-corrupt" not in {finding["code"] for finding in document["findings"]}
        assert answers(document) == reference


def test_what_lies_behind_a_gate_is_gated_and_never_absent(standin: StandIn, access: Access) -> None:
    hidden = {"train.py": b"x = 1\n", "eval/results.json": b"{}", "docs/datasheet.md": b"# Data\n", "report.pdf": b"%PDF-"}
    standin.add(Repository("o/m", {**FILES, **hidden}, gate="manual", card={"license": "apache-2.0"}))
    document = assessed(access)
    assert states(document)["final-weights"] == "gated"
    found = answers(document)
    assert found["published/final-weights"] == "unknown"
    assert found["ungated/final-weights"] == "no"
    assert found["released-on-request/final-weights"] == "yes"
    behind = ("pretraining-code", "evaluation-results", "data-card", "technical-report", "research-paper")
    assert {one: found[f"published/{one}"] for one in behind} == dict.fromkeys(behind, "unknown")
    refused = [line for line in standin.asked if "/resolve/" in line and "README" not in line and "LICENSE" not in line]
    assert refused == []


def test_a_gate_stays_one_for_who_is_let_in(standin: StandIn, access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    standin.add(Repository("o/m", dict(FILES), gate="auto", card={"license": "apache-2.0"}))
    monkeypatch.setattr("tests.hub_standin.server.LARGE", 1 << 40)
    standin.instead.append((r"/resolve/.*(json|safetensors|gitattributes)$", served_file))
    document = assessed(Access({**access.environment, "HF_TOKEN": TOKEN}))
    assert states(document)["final-weights"] == "gated"
    assert answers(document)["ungated/final-weights"] == "no"
    assert standin.tokens == {f"Bearer {TOKEN}"}
    assert TOKEN not in json.dumps(document)


def served_file(standin: StandIn, path: str) -> Answer:
    """A file for somebody who was let in."""
    data = standin.repositories["model", "o/m"].files[path.split("/", 5)[5]]
    return Answer(200, {}, data)


@pytest.mark.parametrize("field", ["extra_gated_prompt", "extra_gated_heading", "extra_gated_fields"])
def test_what_a_card_writes_of_a_gate_is_no_gate(field: str, standin: StandIn, access: Access) -> None:
    card = CARD.replace(b"---\n# Tiny", f"{field}: You need to agree to share your contact information\n---\n# Tiny".encode())
    standin.add(Repository("o/m", {**FILES, "README.md": card}, card={"license": "apache-2.0", field: "You need to agree"}))
    document = assessed(access)
    assert states(document)["final-weights"] == "published"
    assert answers(document)["ungated/final-weights"] != "no"


def test_a_token_goes_to_the_hub_and_nowhere_else_and_is_never_shown(standin: StandIn, access: Access, tmp_path: Path) -> None:
    told = Access({**access.environment, "HF_TOKEN": TOKEN})
    with serve() as elsewhere:
        digest = next(iter(standin.repositories.values()))
        standin.instead.append(
            ("^/cdn/", lambda _, path: Answer(302, {"Location": elsewhere.address.replace("127.0.0.1", "localhost") + path}))
        )
        elsewhere.add(digest)
        document = assessed(told)
        assert elsewhere.asked
        assert elsewhere.tokens == set()
    assert standin.tokens == {f"Bearer {TOKEN}"}
    standin.fail("^/api/", Answer(500))
    said = refusal(told, "hf://o/x") + json.dumps(document) + repr(told)
    assert TOKEN not in said
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert TOKEN.encode() not in kept


def test_what_the_hub_says_of_a_repository_is_kept_with_it(standin: StandIn, access: Access) -> None:
    standin.repositories["model", "o/m"].branches = ("main", "step-1000", "step-2000")
    snapshot = opened(access)
    record = record_of(snapshot)
    snapshot.close()
    assert record is not None
    assert (record.bases, record.data_sets, record.license) == (("o/base",), ("o/d",), "apache-2.0")
    assert record.refs == ("main", "step-1000", "step-2000")
    assert states(assessed(access))["intermediate-weights"] == "referenced"


def test_branches_that_cannot_be_had_cost_nothing_else(standin: StandIn, access: Access) -> None:
    standin.fail("/refs$", Answer(500))
    snapshot = opened(access)
    assert snapshot.record.refs is None
    snapshot.close()


def test_a_repository_that_has_moved_is_read_at_its_new_place(standin: StandIn, access: Access) -> None:
    standin.moved["o/old"] = "o/m"
    snapshot = opened(access, "hf://o/old")
    assert snapshot.record.id == "o/m"
    assert {entry.kind for entry, _ in snapshot.walk()} == {EntryKind.FILE}
    snapshot.close()


@pytest.mark.parametrize("token", [None, TOKEN])
def test_a_private_repository_is_unknown_and_never_said_to_be_absent(token: str | None, standin: StandIn, access: Access) -> None:
    standin.add(Repository("o/hidden", {"README.md": b"x"}, private=True))
    told = Access({**access.environment, **({"HF_TOKEN": token} if token else {})})
    assert "or it is private" in refusal(told, "hf://o/hidden")
    assert "or it is private" in refusal(told, "hf://o/nowhere")


def test_a_file_with_an_odd_name_is_read_and_its_name_is_shown_escaped(standin: StandIn, access: Access) -> None:
    standin.add(Repository("o/m", {"README.md": CARD, "notes \u202efdp.md": b"# Odd\n", "a b/\u00fc.md": b"# Space\n"}))
    snapshot = opened(access)
    paths = [entry.path for entry, _ in snapshot.walk()]
    assert paths == ["README.md", "a b/\u00fc.md", "notes \\u202efdp.md"]
    assert [snapshot.reopen(path).read_at(0, 3) for path in paths[1:]] == [b"# S", b"# O"]
    snapshot.close()
