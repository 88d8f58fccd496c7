"""Every kind of address through the program, against real clients and local servers; what each costs stands in docs/places.md."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import git_server, hub_standin
from tests.cli.releases import FILES, pack, plant
from tests.cli.running import openassay
from tests.sources import index_server, npm_registry
from tests.sources.small_archives import write_tar, write_zip


@dataclass
class World:
    """A Hub, a forge and two package indexes on this machine."""

    folder: Path
    hub: hub_standin.StandIn
    forge: git_server.Forge
    index: index_server.Index
    registry: npm_registry.Registry

    @property
    def settings(self) -> dict[str, str]:
        """What points the clients there."""
        return {
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "HF_ENDPOINT": self.hub.address,
            "OPENASSAY_LOOPBACK": "1",
            "PIP_INDEX_URL": self.index.address,
            "PIP_CONFIG_FILE": os.devnull,
            "npm_config_registry": self.registry.address,
            "npm_config_cache": str(self.folder / "npm"),
        }

    def assess(self, *words: str) -> dict[str, Any]:
        """The assessment of a target."""
        done = openassay("assess", *words, "--format", "json", env=self.settings)
        assert done.returncode == 0, done.stderr
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    def asked(self) -> int:
        """Requests since the last time."""
        count = len(self.hub.asked) + len(self.forge.asked) + len(self.index.asked) + len(self.registry.asked)
        self.hub.forget()
        for one in (self.forge.asked, self.index.asked, self.registry.asked):
            one.clear()
        return count


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    (folder / "forge").mkdir()
    with (
        hub_standin.serve() as hub,
        git_server.serve(folder / "forge") as forge,
        index_server.serve() as index,
        npm_registry.serve() as registry,
    ):
        hub.add(hub_standin.Repository("o/atlas", dict(FILES), card={"license": "mit"}))
        hub.add(
            hub_standin.Repository("o/names", {"README.md": b"# Names\n", "train.jsonl": b'{"a": 1}\n' * 9000}, kind="dataset")
        )
        forge.add("atlas", dict(FILES))
        wheel = {f"atlas/{path}": data for path, data in FILES.items()} | {"atlas-1.0.dist-info/METADATA": b"Name: atlas\n"}
        index.files["atlas-1.0-py3-none-any.whl"] = write_zip(folder / "wheel", wheel).read_bytes()
        packed = {f"package/{path}": data for path, data in FILES.items()} | {"package/package.json": b'{"name": "atlas"}'}
        registry.packages["atlas"] = {"1.0.0": write_tar(folder / "packed", packed, "w:gz").read_bytes()}
        yield World(folder, hub, forge, index, registry)


def target_folder(world: World) -> str:
    place = world.folder / "folder"
    return str(place if place.exists() else plant(place))


def target_archive(world: World) -> str:
    return str(pack(world.folder / "atlas.zip"))


def target_bare(world: World) -> str:
    return f"{world.forge.root / 'atlas.git'}@main"


def target_manifest(world: World) -> str:
    path = world.folder / "openassay.yaml"
    path.write_text(
        "schema: openassay/manifest/1\nname: Atlas\nsources:\n- {id: code, address: folder}\n"
        "- {id: weights, address: 'hf://o/atlas'}\n- {id: data, address: 'hf://datasets/o/names', role: pretraining-data}\n"
    )
    target_folder(world)
    return str(path)


KINDS: dict[str, tuple[Callable[[World], str], str, int, int]] = {
    # the target, how its revision begins, most requests cold, most requests warm
    "folder": (target_folder, "sha256:", 0, 0),
    "archive": (target_archive, "sha256:", 0, 0),
    "git": (target_bare, "git:", 0, 0),
    "hub": (lambda _: "hf://o/atlas", "git:", 8, 2),
    "hub page": (lambda world: f"{world.hub.address}/o/atlas/tree/main", "git:", 8, 2),
    "hub data": (lambda _: "hf://datasets/o/names", "git:", 4, 2),
    "hub purl": (lambda world: f"pkg:huggingface/o/atlas@{world.hub.repositories['model', 'o/atlas'].sha}", "git:", 8, 0),
    "forge": (lambda world: f"git+{world.forge.address}/atlas.git@main", "git:", 4, 4),
    "pypi": (lambda _: "pypi:atlas==1.0", "sha256:", 2, 1),
    "npm": (lambda _: "npm:atlas", "sha256:", 4, 3),
    "manifest": (target_manifest, "", 12, 4),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_address_is_read_to_the_end_at_its_price(kind: str, world: World) -> None:
    make, begins, cold, warm = KINDS[kind]
    if kind == "npm" and shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    shutil.rmtree(world.folder / "cache", ignore_errors=True)
    shutil.rmtree(world.folder / "npm", ignore_errors=True)
    target = make(world)
    world.asked()
    document = world.assess(target)
    assert world.asked() <= cold
    assert all(source["revision"].startswith(begins) and source["complete"] for source in document["release"]["sources"])
    states = {one["component"]: one["state"] for one in document["components"]}
    assert states["pretraining-data" if kind == "hub data" else "final-weights"] == "published"
    again = world.assess(target)
    assert world.asked() <= warm
    assert again == document


def test_offline_a_run_is_the_same_and_asks_nothing(world: World) -> None:
    for target in ("hf://o/atlas", f"git+{world.forge.address}/atlas.git@main"):
        online = world.assess(target)
        world.asked()
        assert world.assess(target, "--offline") == online
        assert world.asked() == 0


def test_a_place_that_cannot_be_reached_costs_only_itself(world: World) -> None:
    target = target_folder(world)
    alone = {fact["key"]: fact["answer"] for fact in world.assess(target)["facts"]}
    document = world.assess(target, "--with", "hf://o/nowhere")
    answers = {fact["key"]: fact["answer"] for fact in document["facts"]}
    assert "unknown:not-fetched" in {finding["code"] for finding in document["findings"]}
    assert {answer for key, answer in answers.items() if alone[key] != answer} == {"unknown"}
    assert {alone[key] for key, answer in answers.items() if alone[key] != answer} <= {"no", "not-applicable"}
    assert not any(finding["because"].endswith("..") for finding in document["findings"])


def test_a_place_beside_the_target_is_named_in_the_head(world: World) -> None:
    done = openassay("assess", target_folder(world), "--with", "hf://datasets/o/names", env=world.settings)
    assert done.returncode == 0
    assert "hf://datasets/o/names at git:" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("hf://o/nowhere",), 2, "or it is private"),
        (("hf://o/nowhere", "--require", "mof:class-iii"), 3, "or it is private"),
        (("hf://o/atlas@v9", "--require", "mof:class-iii"), 2, "has no revision 'v9'"),
        (("hf://o/other", "--offline"), 2, "run once without --offline"),
        (("https://example.org/x",), 2, "a page that is not read"),
        (("folder", "--with", "x:y"), 2, "does not exist"),
    ],
)
def test_what_cannot_be_read_ends_in_one_sentence(words: tuple[str, ...], code: int, says: str, world: World) -> None:
    target_folder(world)
    done = openassay("assess", *words, env=world.settings, cwd=world.folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
