"""Hostile hosts and links, through the whole command: each recipe of the kind fetch, by its id in the shared truth."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.releases import FILES
from tests.cli.running import openassay
from tests.hub_standin import Answer, Repository, StandIn, serve, shards
from tests.sources.test_guarded_web import listening

HTML = b"<!DOCTYPE html><html><body><form>Log in</form></body></html>"


class World:
    """A Hub on loopback with one release, and how openassay is run there."""

    def __init__(self, standin: StandIn, home: Path) -> None:
        self.standin = standin
        self.home = home
        standin.add(Repository("o/atlas", {**FILES, **shards()}, card={"license": "mit"}))

    def assess(self, target: str = "hf://o/atlas", *words: str, loopback: str = "1") -> tuple[int, dict[str, Any], str]:
        """Exit code, document (empty where there is none), and what was complained of."""
        env = {"HOME": str(self.home), "XDG_CACHE_HOME": "", "HF_ENDPOINT": self.standin.address, "OPENASSAY_LOOPBACK": loopback}
        done = openassay("assess", target, "--format", "json", *words, env=env)
        assert "Traceback" not in done.stderr
        return done.returncode, json.loads(done.stdout or "{}"), done.stderr

    def codes(self, *words: str) -> set[str]:
        """Codes of all that was found."""
        return {finding["code"] for finding in self.assess("hf://o/atlas", *words)[1]["findings"]}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with serve() as standin:
        yield World(standin, tmp_path)


def _inner_addresses(world: World) -> None:
    with listening() as inner:
        hosts = ("127.0.0.2", "[::ffff:127.0.0.2]", "0x7f.2", "2130706434", "169.254.169.254", "[::1]", "0")
        for host in hosts:
            code, _, said = world.assess(f"git+https://{host}:{inner.port}/o/n", loopback="")
            assert (code, "refused:private-address" in said) == (2, True)
    assert inner.hits == []


def _redirects(world: World) -> None:
    for place, code in (
        ("http://10.0.0.1/x", "refused:private-address"),
        ("http://169.254.169.254/latest/meta-data/", "refused:private-address"),
        ("file:///etc/passwd", "refused:bad-url"),
        ("gopher://127.0.0.1:70/_x", "refused:bad-url"),
        ("/again", "unknown:not-fetched"),
    ):
        world.standin.instead.clear()
        world.standin.fail("^/(cdn|again)", Answer(302, {"Location": place}))
        world.standin.forget()
        assert code in world.codes()
    # two shards, five redirects each, and the first request of each
    assert sum(line.startswith("GET /again") for line in world.standin.asked) <= 2 * 5


def _bad_urls(world: World) -> None:
    for host in (
        "user@127.0.0.1",
        "user:secret@example.org",
        "example.org\t",
        "example.org\n",
        "example.org%00",
        "ex\u0430mple.org",
    ):
        code, _, said = world.assess(f"git+https://{host}/o/n", loopback="")
        assert (code, "refused:bad-url" in said) == (2, True)
        assert "secret" not in said


def _login_page(world: World) -> None:
    world.standin.fail("^/cdn/", Answer(200, {"Content-Type": "text/html"}, HTML))
    code, document, _ = world.assess("hf://o/atlas", "--require", "g7:weights-available")
    assert code == 3
    assert "finding:not-the-file" in {finding["code"] for finding in document["findings"]}
    answers = {fact["key"]: fact["answer"] for fact in document["facts"]}
    assert answers["published/final-weights"] != "yes"


def _planted_cache(world: World) -> None:
    world.assess()
    folder = world.home / ".cache/openassay/hub"
    planted = next(path for path in folder.glob("*/*") if FILES["README.md"] in path.read_bytes())
    planted.write_bytes(planted.read_bytes().replace(b"Atlas", b"Attic"))
    folder.chmod(0o777)
    world.standin.forget()
    assert "finding:cache-corrupt" in world.codes()
    assert any("README.md" in line for line in world.standin.asked)
    folder.chmod(0o700)
    world.standin.forget()
    assert "finding:cache-corrupt" in world.codes()
    assert any("README.md" in line for line in world.standin.asked)


FETCHES: dict[str, Callable[[World], None]] = {
    "fetch-01": _inner_addresses,
    "fetch-03": _redirects,
    "fetch-04": _bad_urls,
    "fetch-07": _login_page,
    "fetch-11": _planted_cache,
}


@pytest.mark.parametrize("name", FETCHES)
def test_a_hostile_host_gets_nothing_and_gives_nothing(name: str, world: World) -> None:
    FETCHES[name](world)


def test_every_given_recipe_of_this_kind_is_run(shared: Path) -> None:
    lines = (shared / "truth" / "hostile.jsonl").read_text("utf-8").splitlines()
    assert {row["id"] for row in map(json.loads, lines) if row["kind"] == "fetch"} <= FETCHES.keys()
