"""Every recipe goes through the real command: the expected codes and states, in bounds, and nothing done but reading."""

import json
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

from openassay.reports.terminal import render
from openassay.vocabulary.limits import STRING_KEPT
from tests.hostile.command import SLACK, Room, Run, run
from tests.hostile.conftest import Built
from tests.hostile.recipes import RECIPES
from tests.hostile.standards import STANDARDS

Document = dict[str, Any]

SCHEMA = Draft202012Validator(json.loads(files("openassay.reports").joinpath("assessment.schema.json").read_text("utf-8")))
FOLDERS = [name for name, recipe in RECIPES.items() if recipe.kind not in ("archive", "image")]
ARCHIVES = [(name, path) for name, recipe in RECIPES.items() if recipe.kind == "archive" for path in recipe.files]
SINGLE = ("archive-13", "weights.gz")
"""A compressed file that holds no archive is no target of its own."""
LOWERED = {"tree-05": ["tree-files=5000"]}
"""Limits that are set lower, so that the recipe need not be a hundred times as large."""
SLOW = {"git-pipes": ["git-seconds=1"]}
HELD = {"safetensors-17": "published", "gguf-15": "partial", "pickle-25": "partial"}
"""The state of the final weights, where it is not one in which nothing is here."""
NOT_HERE = ("absent", "unknown")
LATER = {"standard-06", "cli-03"}
"""Recipes that need what openassay has not: signatures, runs that can be resumed."""


@pytest.fixture
def assess(tmp_path: Path) -> Callable[..., Run]:
    """Give a function that assesses a target in a room of its own, and checks what holds of every assessment."""

    def assess(target: Path, *limits: str) -> Run:
        done = run(Room(tmp_path, target), "assess", str(target), "--format", "json", limits=limits)
        assert (done.status, done.err) == (0, "")
        SCHEMA.validate(done.document)
        assert [grade["standard"] for grade in done.document["grades"] if grade["level"]] == []
        for full in (False, True):
            shown = click.unstyle(render(done.document, full))
            assert [line for line in shown.split("\n") if not line.isprintable()] == []
        return done

    return assess


@pytest.mark.parametrize("name", FOLDERS)
def test_a_bad_release_is_told_for_what_it_is(name: str, built: Built, assess: Callable[..., Run]) -> None:
    done = assess(built(name), *LOWERED.get(name, []), *SLOW.get(name, []))
    assert set(RECIPES[name].expects) <= done.codes
    assert state(done.document, "final-weights") in (HELD.get(name), *NOT_HERE)
    if check := CHECKS.get(name):
        check(done.document)


@pytest.mark.parametrize(("name", "path"), [archive for archive in ARCHIVES if archive != SINGLE])
def test_a_bad_archive_is_told_for_what_it_is(name: str, path: str, built: Built, assess: Callable[..., Run]) -> None:
    done = assess(built(name) / path)
    assert set(RECIPES[name].files[path]) <= done.codes
    if check := CHECKS.get(name):
        check(done.document)


def test_a_file_in_a_hundred_wrappings_is_told_in_a_folder_and_refused_alone(
    built: Built, assess: Callable[..., Run], tmp_path: Path
) -> None:
    folder = built(SINGLE[0])
    assert "limit:archive-depth" in assess(folder).codes
    done = run(Room(tmp_path, folder), "assess", str(folder / SINGLE[1]))
    assert (done.status, done.out) == (2, b"")
    assert re.fullmatch(
        r"Error: '[^']*weights\.gz' is a single file and no archive; give the folder that it lies in\.\n", done.err
    )


@pytest.mark.parametrize("name", STANDARDS)
def test_a_bad_standard_is_refused_with_the_line(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "around" / "standards"
    folder.mkdir(parents=True)
    for path, (text, _) in STANDARDS[name].items():
        (folder / path).write_text(text, "utf-8")
    paths = [str(folder / path) for path in STANDARDS[name]]
    done = run(Room(tmp_path, folder), "standards", "check", *paths)
    assert done.status == 1
    assert done.seconds < 2 * SLACK
    wanted = [f"{folder / path}{message}" for path, (_, message) in STANDARDS[name].items() if message]
    said = done.err.splitlines()
    assert [[line for line in said if line.startswith(message)] != [] for message in wanted] == [True] * len(wanted), said
    assert done.out.decode() == f"{len(paths)} checked, {len(said)} problems\n"
    if name == "standard-02":
        assert all(re.search("SHA-256 [0-9a-f]{16}.*[0-9a-f]{16}", line) for line in said)


ALONE = [(name, path) for name, recipe in STANDARDS.items() for path, (_, message) in recipe.items() if message]
CLASH = ("standard-02", "other.yaml")
"""It is good by itself: only beside another text of its name is it refused."""


@pytest.mark.parametrize(("name", "path"), [one for one in ALONE if one != CLASH])
def test_nothing_is_graded_under_a_bad_standard(name: str, path: str, tmp_path: Path) -> None:
    release = tmp_path / "around" / "release"
    release.mkdir(parents=True)
    (release / "README.md").write_text("# A model\n")
    file = release.parent / path
    file.write_text(STANDARDS[name][path][0], "utf-8")
    done = run(Room(tmp_path, release), "assess", str(release), "--standard", str(file))
    assert (done.status, done.out) == (2, b"")
    assert re.fullmatch(r"Error: a standard is refused: [^\n]+\n", done.err)
    assert len(done.err) < 1000


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-"], "'-' is not a target: a release is not read from standard input; give its path or address."),
        (["--", "--help"], "'--help' does not exist."),
        ([""], "The target is empty: give a folder, an archive, a git repository or an address."),
        (["/dev/zero"], "'/dev/zero' is a character device; give a folder, an archive or a git repository."),
        (["x" * 5000], "The target is 5,000 bytes long; no path or address is longer than 4,096."),
        (["pypi:../x"], "'pypi:../x' does not name a package; write pypi:NAME or pypi:NAME==VERSION."),
        (["a\nb\x1b[31m"], r"'a\x0ab\x1b[31m' does not exist."),
    ],
)
def test_a_bad_target_ends_in_one_line(words: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "around").mkdir()
    done = run(Room(tmp_path, tmp_path / "around"), "assess", *words)
    assert (done.status, done.out, done.err) == (2, b"", f"Error: {message}\n")


def test_every_given_recipe_of_these_kinds_is_run(shared: Path) -> None:
    lines = (shared / "truth" / "hostile.jsonl").read_text("utf-8").splitlines()
    kinds = {"safetensors", "gguf", "pickle", "archive", "tree", "yaml", "json", "notebook", "git", "cli", "standard"}
    given = {row["id"] for row in map(json.loads, lines) if row["kind"] in kinds}
    elsewhere = {"cli-01", "cli-03", "cli-04"}  # above, and in tests/cli
    assert given - LATER <= {*FOLDERS, *(name for name, _ in ARCHIVES), *STANDARDS, *elsewhere}


def state(document: Document, component: str) -> str:
    """The state of one component."""
    return next(str(entry["state"]) for entry in document["components"] if entry["component"] == component)


def answer(document: Document, key: str) -> str:
    """The answer of one fact."""
    return next(str(fact["answer"]) for fact in document["facts"] if fact["key"] == key)


def said(document: Document, code: str) -> dict[str, str]:
    """What was said with a code, by path."""
    return {finding["path"]: finding["because"] for finding in document["findings"] if finding["code"] == code}


def texts(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def _weights_unmet(document: Document) -> None:
    assert state(document, "final-weights") == "absent"
    assert answer(document, "published/final-weights") == "no"
    for grade in document["grades"]:
        assert not [
            finding
            for finding in grade["findings"]
            if "published/final-weights" in finding["facts"] and finding["verdict"] == "met"
        ]


def _no_count(document: Document) -> None:
    assert not [text for text in texts(document) if re.search(r"\d[\d,]* parameters", text)]


def _stricter(document: Document) -> None:
    for probe in ("license-allows-commercial-use", "license-osi-approved", "license-unrestricted-use"):
        assert answer(document, f"{probe}/final-weights") in ("no", "unknown")
    assert answer(document, "license-consistent/final-weights") == "no"


def _unlicensed(document: Document) -> None:
    assert not [entry for entry in document["components"] if entry["licenses"]]
    assert not [fact["key"] for fact in document["facts"] if fact["key"].startswith("licens") and fact["answer"] == "yes"]


def _short(document: Document) -> None:
    assert max(map(len, texts(document))) <= STRING_KEPT.value


def _names(code: str, path: str, what: str) -> Callable[[Document], None]:
    def check(document: Document) -> None:
        assert what in said(document, code)[path]

    return check


def _holds_nothing(document: Document) -> None:
    assert [entry for entry in document["components"] if entry["artifacts"]] == []


def _cut(document: Document) -> None:
    assert not document["release"]["sources"][0]["complete"]
    assert state(document, "final-weights") == "unknown"
    assert "no" not in {fact["answer"] for fact in document["facts"] if fact["key"].startswith("published/")}


def _goes_on(document: Document) -> None:
    assert said(document, "error:unreadable").keys() >= {"LICENSE", "closed"}
    _unlicensed(document)


def _empty_licenses(document: Document) -> None:
    assert said(document, "unknown:empty").keys() >= {"a/LICENSE", "b/LICENSE"}


def _pictured_licenses(document: Document) -> None:
    assert said(document, "unknown:license-unreadable").keys() == {"LICENSE.png", "LICENSE.pdf"}
    _unlicensed(document)


def _no_card(document: Document) -> None:
    assert "README.md" in said(document, "error:not-a-file")
    assert state(document, "model-card") == "absent"


def _four_licenses(document: Document) -> None:
    grants = {grant["path"] for grant in document["licenses"]}
    assert grants | said(document, "unknown:license-unsure").keys() >= {"LICENCE", "License.TXT", "COPYING.md", "license"}


def _as_committed(document: Document) -> None:
    assert document["release"]["sources"][0]["revision"].startswith("git:")
    assert state(document, "final-weights") == "unknown"  # a file that is missing from the repository may hold anything


def _no_training(document: Document) -> None:
    assert state(document, "pretraining-code") == "absent"


CHECKS: dict[str, Callable[[Document], None]] = {
    "safetensors-04": _weights_unmet,
    "safetensors-13": _no_count,
    "safetensors-17": _stricter,
    "safetensors-18": _weights_unmet,
    "gguf-11": _unlicensed,
    "gguf-17": _short,
    "pickle-01": _names("finding:pickle-calls", "model.bin", "posix.system"),
    "pickle-02": _names("finding:pickle-calls", "model.pkl", "os.system"),
    "pickle-04": _names("finding:pickle-calls", "model.pkl", "os.system"),
    "pickle-07": _names("finding:pickle-calls", "inst.pkl", "os.system"),
    "pickle-08": _names("finding:pickle-calls", "model.pkl", "pkgutil.resolve_name"),
    "pickle-16": _holds_nothing,
    "archive-19": _unlicensed,
    "tree-05": _cut,
    "tree-08": _goes_on,
    "tree-10": _empty_licenses,
    "tree-11": _pictured_licenses,
    "tree-12": _no_card,
    "tree-13": _four_licenses,
    "yaml-07": _names("error:field-type", "README.md", "license"),
    "git-05": _as_committed,
    "notebook-06": _no_training,
}
"""What must hold besides the codes."""
