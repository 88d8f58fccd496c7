import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.sources.opening import TargetError, open_target
from openassay.sources.selection import as_regex, checked, split

FILES = {
    "LICENSE": b"all", "README.md": b"# All", "config.json": b"{}", "models/README.md": b"# Models",
    "models/7b/config.json": b"{}",
    "models/7b/weights.bin": b"x", "models/7b/deep/x.json": b"{}", "models/13b/config.json": b"{}",
    "models/13b/LICENSE": b"other",
    "tools/LICENSE": b"tools", "tools/x.py": b"x",
}  # fmt: skip


@pytest.fixture
def release(tmp_path: Path) -> Path:
    for path, data in FILES.items():
        (tmp_path / "r" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "r" / path).write_bytes(data)
    return tmp_path / "r"


@pytest.mark.parametrize(
    ("patterns", "paths"),
    [
        ("models/7b/**", {"models/7b/config.json", "models/7b/weights.bin", "models/7b/deep/x.json"}),
        ("models/7b/", {"models/7b/config.json", "models/7b/weights.bin", "models/7b/deep/x.json"}),
        ("models/7b", {"models/7b/config.json", "models/7b/weights.bin", "models/7b/deep/x.json"}),
        ("models/7b/*.json", {"models/7b/config.json"}),
        ("models/*/config.json", {"models/7b/config.json", "models/13b/config.json"}),
    ],
)
def test_a_pattern_keeps_its_files_and_the_documents_in_the_folders_above(patterns: str, paths: set[str], release: Path) -> None:
    snapshot = open_target(f"{release}#select={patterns}")
    found = {entry.path for entry, _ in snapshot.walk()}
    snapshot.close()
    assert found == paths | {"LICENSE", "README.md", "models/README.md"}
    assert snapshot.complete
    assert snapshot.locator.endswith(f"#select={patterns}")


def test_several_patterns_are_joined_and_a_star_stops_at_folders(release: Path) -> None:
    snapshot = open_target(f"{release}#select=*.json, **/*.py")
    assert {entry.path for entry, _ in snapshot.walk()} == {"config.json", "tools/x.py", "LICENSE", "README.md"}
    snapshot.close()


def test_where_nothing_fits_nothing_is_proven_absent(release: Path) -> None:
    snapshot = open_target(f"{release}#select=models/70b/**")
    assert {entry.path for entry, _ in snapshot.walk()} == {"LICENSE", "README.md", "models/README.md"}
    assert not snapshot.complete
    snapshot.close()


def test_a_chosen_file_can_be_read_again(release: Path) -> None:
    snapshot = open_target(f"{release}#select=models/7b/**")
    assert snapshot.reopen("models/7b/weights.bin").read_at(0, 9) == b"x"
    assert snapshot.revision == open_target(str(release)).revision
    snapshot.close()


@pytest.mark.parametrize("pattern", ["", "/etc", "../x", "a/../../b", "x" * 1001, " "])
def test_a_pattern_that_is_none_or_leads_out_is_refused(pattern: str) -> None:
    with pytest.raises(TargetError, match="patterns of paths inside the source"):
        checked([pattern])


def test_an_address_without_a_selection_stays_as_it_is() -> None:
    assert split("hf://o/m") == ("hf://o/m", ())
    assert split("hf://o/m#select=a,b/**") == ("hf://o/m", ("a", "b/**"))


@given(st.text(alphabet="ab/*?.[(+\\", min_size=1, max_size=20))
def test_any_pattern_is_a_regular_expression_that_ends_soon(pattern: str) -> None:
    re.compile(as_regex(pattern)).fullmatch("a/b" * 20)
