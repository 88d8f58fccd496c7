import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.requirement_lines import conda, npm, poetry, python
from tests.formats.damage import quickly


@pytest.mark.parametrize(
    ("line", "name", "pinned", "constraint"),
    [
        ("torch==2.1.0", "torch", True, "==2.1.0"),
        ("Torch_Vision >= 0.5, < 1  # why", "torch-vision", False, ">= 0.5, < 1"),
        ("numpy", "numpy", False, ""),
        ("transformers[torch,sentencepiece]==4.40.1; python_version >= '3.8'", "transformers", True, "==4.40.1"),
        ("numpy==1.*", "numpy", False, "==1.*"),
        ("numpy (==1.2)", "numpy", True, "==1.2"),
        ("torch==2.1.0 --hash=sha256:abc", "torch", True, "==2.1.0 --hash=sha256:abc"),
        ("torch==2.1.0 \\", "torch", True, "==2.1.0 \\"),
        ("a~=1.0", "a", False, "~=1.0"),
        ("git+https://example.org/x/apex.git", "apex", False, "git+https://example.org/x/apex.git"),
        (
            "-e git+https://example.org/x/y.git@main#egg=Real_Name",
            "real-name",
            False,
            "git+https://example.org/x/y.git@main#egg=Real_Name",
        ),
        (f"git+https://example.org/x/apex.git@{'a' * 40}", "apex", True, f"git+https://example.org/x/apex.git@{'a' * 40}"),
        (f"x @ git+https://example.org/x@{'b' * 40}", "x", True, f"@ git+https://example.org/x@{'b' * 40}"),
        ("x @ https://example.org/x.whl", "x", False, "@ https://example.org/x.whl"),
    ],
)
def test_a_line_of_requirements_names_a_package(line: str, name: str, pinned: bool, constraint: str) -> None:
    found = python(line, 3)
    assert found is not None
    assert (found.name, found.pinned, found.constraint, found.line) == (name, pinned, constraint, 3)


@pytest.mark.parametrize(
    "line", ["", "# torch", "-r other.txt", "--index-url x", "./local", "https://example.org/x.whl", "two words"]
)
def test_other_lines_name_none(line: str) -> None:
    assert python(line, 1) is None


@pytest.mark.parametrize(
    ("text", "name", "pinned"),
    [
        ("numpy=1.26.4", "numpy", True),
        ("numpy==1.26.4", "numpy", True),
        ("numpy=1.26.4=py311_0", "numpy", True),
        ("numpy=1", "numpy", False),
        ("numpy>=1.2", "numpy", False),
        ("conda-forge::ffmpeg", "ffmpeg", False),
    ],
)
def test_an_entry_of_conda_names_a_package(text: str, name: str, pinned: bool) -> None:
    found = conda(text, None)
    assert found is not None
    assert (found.name, found.pinned) == (name, pinned)


def test_versions_of_npm_and_poetry_are_judged() -> None:
    assert [npm("@a/b", version, 1).pinned for version in ("1.2.3", "=1.2.3", "^1.2.3", "1.2", "*", "1.2.3-rc.1")] == [
        True,
        True,
        False,
        False,
        False,
        True,
    ]
    assert [poetry("a", version, 1).pinned for version in ("1.2.3", "==1.2.3", "^1.2", "*", ">=1")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert poetry("a", "*", 1).constraint == ""


@quickly
@given(st.text(max_size=60))
def test_any_line_is_read(line: str) -> None:
    for found in (python(line, 1), conda(line, 1)):
        assert found is None or found.name
