"""Every hostile folder and repository is read within five seconds and half a gibibyte, and says what is wrong with it."""

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest

from openassay.application.worker import Progress, run_in_worker
from openassay.sources import git_process
from openassay.sources.opening import TargetError, open_target
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable, codes
from openassay.vocabulary.limits import HASHED_WHOLE, MIB, Limit, every
from openassay.vocabulary.release import EntryKind
from tests.hostile import archives, gits, trees
from tests.hostile.conftest import Built
from tests.hostile.privileges import give_up_privileges

RECIPES = {recipe.id: recipe for recipe in (*trees.RECIPES, *gits.RECIPES)}
ARCHIVES = {recipe.id: recipe for recipe in archives.RECIPES}

_OF_THE_LISTING = {
    "finding:path-escape",
    "finding:name-collision",
    "finding:special-file",
    "finding:zip-ambiguous",
    "error:bad-name",
}
"""What the source of an archive says as the reader of an archive in a release does."""


def _read(content: Content) -> str:
    """Read as an inventory would: whole, or the start and the end of what is too large."""
    digest = hashlib.sha256()
    try:
        if content.size > HASHED_WHOLE.value:
            digest.update(content.read_at(0, 4096))
            digest.update(content.read_at(content.size - 4096, 4096))
        else:
            for chunk in content.chunks():
                digest.update(chunk)
    except Unreadable as error:
        return error.code
    return digest.hexdigest()


def _survey(folder: Path, _: Progress) -> bytes:
    snapshot = open_target(str(folder))
    listed = [(entry.path, entry.kind, entry.target, _read(content) if content else None) for entry, content in snapshot.walk()]
    found = [(finding.code, finding.path, finding.because) for finding in snapshot.findings]
    snapshot.close()
    return json.dumps({"listed": listed, "found": found, "complete": snapshot.complete}, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("name", RECIPES)
def test_it_is_read_in_bounds_and_tells_what_it_must(name: str, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_process, "GIT_SECONDS", Limit("git-seconds", 1, "seconds", "x"))
    target = built(name)
    outside = sorted(target.parent.iterdir())
    before = time.monotonic()
    answer = _answer(target)
    assert time.monotonic() - before < 5
    found = {code for code, _, _ in answer["found"]}
    assert set(RECIPES[name].listing) <= found
    assert found <= codes().keys() | {limit.code for limit in every()}
    assert not [path for path, *_ in answer["listed"] if any(ord(character) < 32 for character in path)]
    assert sorted(target.parent.iterdir()) == outside
    assert not (target / "canary").exists()


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_read_in_bounds_or_refused_in_one_sentence(name: str, built: Built) -> None:
    target = built(name)
    outside = sorted(target.parent.rglob("*"))
    for path, expected in ARCHIVES[name].files.items():
        before = time.monotonic()
        answer = _survey_or_refusal(target / path)
        found = {code for code, _, _ in answer["found"]}
        assert found <= codes().keys() | {limit.code for limit in every()}
        assert found or answer["complete"]
        assert set(expected) & _OF_THE_LISTING <= found
        assert time.monotonic() - before < 5
    assert sorted(target.parent.rglob("*")) == outside


def _survey_or_refusal(path: Path) -> dict[str, Any]:
    """What reading an archive gave; for what is refused as no archive, an empty listing that claims nothing."""
    try:
        answer: dict[str, Any] = json.loads(run_in_worker(lambda progress: _survey(path, progress), seconds=5, memory=400 * MIB))
    except TargetError as error:
        return {"listed": [], "found": [], "complete": "no archive" in str(error)}
    return answer


def _answer(target: Path) -> dict[str, Any]:
    """What a survey without privileges gives, in a worker."""

    def task(progress: Progress) -> bytes:
        give_up_privileges()
        return _survey(target, progress)

    answer: dict[str, Any] = json.loads(run_in_worker(task, seconds=5, memory=400 * MIB))
    return answer


def test_names_are_shown_escaped_and_never_twice_the_same(built: Built) -> None:
    answer = _answer(built("tree-07"))
    assert [path for path, *_ in answer["listed"]] == [
        r"\x1b[31mred\x1b[0m",
        r"bytes\xff\xfe",
        r"line\x0abreak",
        r"txt.\u202egpj.py",
        r"zero\u200bwidth",
    ]


def test_a_link_of_a_license_to_another_file_is_never_its_content(built: Built) -> None:
    listed = {path: (kind, target, digest) for path, kind, target, digest in _answer(built("tree-links"))["listed"]}
    assert listed["LICENSE"] == (EntryKind.LINK, "/etc/passwd", None)


@pytest.mark.parametrize("name", ["git-04", "git-04-long", "git-04-deep", "tree-06"])
def test_endless_depth_and_endless_width_are_never_taken_for_a_whole_listing(name: str, built: Built) -> None:
    assert _answer(built(name))["complete"] is False


def test_a_small_file_behind_a_huge_difference_costs_only_itself(built: Built) -> None:
    listed = {path: (kind, digest) for path, kind, _, digest in _answer(built("git-08"))["listed"]}
    assert listed["LICENSE"] == (EntryKind.FILE, "error:unreadable")
    assert listed["huge.bin"] == (EntryKind.UNREADABLE, None)
    assert listed["base.bin"] == (EntryKind.FILE, hashlib.sha256(bytes(MIB)).hexdigest())


def test_objects_that_lie_about_their_size_do_not_disturb_the_true_one(built: Built) -> None:
    answer = _answer(built("git-lies"))
    listed = {path: digest for path, _, _, digest in answer["listed"]}
    assert listed.pop("file5") == hashlib.sha256(b"abc").hexdigest()
    assert all(digest in ("error:unreadable", None) for digest in listed.values())


def test_files_are_read_as_they_were_committed_and_no_filter_runs(built: Built) -> None:
    listed = {path: (kind, digest) for path, kind, _, digest in _answer(built("git-05"))["listed"]}
    assert listed["README.md"] == (EntryKind.FILE, hashlib.sha256(b"$Id$\n").hexdigest())
    assert listed["gone"] == (EntryKind.MISSING, None)
    assert not (built("git-05") / "canary").exists()
