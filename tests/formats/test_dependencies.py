import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import dependencies
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import quickly

_PYPROJECT = """[project]
name = "x"
dependencies = [
  "torch==2.1.0",
  "numpy>=1.2",
]
[project.optional-dependencies]
dev = ["pytest"]
[dependency-groups]
lint = ["ruff", {include-group = "dev"}]
[tool.poetry.dependencies]
python = "^3.9"
einops = "^0.7"
jax = {version = "0.4.1", extras = ["cuda"]}
[tool.poetry.group.test.dependencies]
hypothesis = "*"
"""
_SETUP = """from setuptools import setup
REQUIRED = ["flax>=0.8",  # "not-this"
            'optax']
setup(name="x", install_requires=["jax==0.4.1", 'numpy'],
      extras_require={"test": ["pytest"], "all": ["chex"]},
      classifiers=["License :: x"])
"""
_ENVIRONMENT = """name: x
channels: [conda-forge]
dependencies:
  - python=3.10
  - pytorch==2.1.0
  - pip
  - pip:
    - accelerate==0.30
    - git+https://example.org/a/b.git
"""


def read(name: str, text: str) -> list[tuple[str, bool, int | None]]:
    return [(package.name, package.pinned, package.line) for package in dependencies.read(name, text).packages]


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "dev_requirements.in", "a/constraints.txt", "requirements.lock.txt"]
)
def test_requirements_are_read(name: str) -> None:
    text = "# head\ntorch==2.1.0\n\n-r other.txt\nnumpy>=1  # why\n"
    assert read(name, text) == [("torch", True, 2), ("numpy", False, 5)]


def test_pyproject_is_read() -> None:
    assert read("pyproject.toml", _PYPROJECT) == [
        ("torch", True, 4),
        ("numpy", False, 5),
        ("pytest", False, 8),
        ("ruff", False, 10),
        ("einops", False, 13),
        ("jax", True, 14),
        ("hypothesis", False, 16),
    ]


def test_setup_py_is_searched_and_never_run() -> None:
    found = read("setup.py", _SETUP)
    assert found == [
        ("flax", False, 2),
        ("optax", False, 3),
        ("jax", True, 4),
        ("numpy", False, 4),
        ("pytest", False, 5),
        ("chex", False, 5),
    ]


def test_setup_cfg_is_read() -> None:
    head = "[metadata]\nname = x\n[options]\ninstall_requires =\n    torch==2.0\n    numpy\n"
    text = head + "packages = find:\n[options.extras_require]\ndev = pytest\n"
    assert read("setup.cfg", text) == [("torch", True, 5), ("numpy", False, 6), ("pytest", False, 9)]


def test_conda_environments_are_read() -> None:
    assert read("environment.yml", _ENVIRONMENT) == [
        ("python", True, 4),
        ("pytorch", True, 5),
        ("pip", False, 6),
        ("accelerate", True, 8),
        ("b", False, 9),
    ]


def test_npm_packages_are_read() -> None:
    text = json.dumps({"name": "x", "dependencies": {"a": "^1.0.0"}, "devDependencies": {"@s/b": "2.0.0"}}, indent=1)
    assert read("package.json", text) == [("a", False, 4), ("@s/b", True, 7)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("poetry.lock", '[[package]]\nname = "torch"\nversion = "2.1.0"\ndescription = ""\n'),
        ("uv.lock", 'version = 1\n\n[[package]]\nname = "torch"\nversion = "2.1.0"\n'),
        ("Pipfile.lock", '{"default": {"torch": {"version": "==2.1.0"}}}'),
        ("package-lock.json", '{"packages": {"": {"version": "1.0.0"}, "node_modules/torch": {"version": "2.1.0"}}}'),
    ],
)
def test_lock_files_pin_everything(name: str, text: str) -> None:
    found = dependencies.read(name, text)
    assert [package.name for package in found.packages] == ["torch"]
    assert found.locked
    assert found.pinned


def test_a_pipfile_is_read() -> None:
    assert read("Pipfile", '[packages]\ntorch = "==2.1.0"\nnumpy = "*"\n') == [("torch", True, 2), ("numpy", False, 3)]


def test_no_packages_are_not_pinned() -> None:
    assert not dependencies.read("requirements.txt", "").pinned


def test_only_known_names_are_read() -> None:
    assert dependencies.is_dependency_file("a/pyproject.toml")
    assert not dependencies.is_dependency_file("a/notes.txt")
    with pytest.raises(Unreadable) as caught:
        dependencies.read("notes.txt", "")
    assert caught.value.code == "unknown:no-reader"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("pyproject.toml", "[", "error:bad-toml"),
        ("pyproject.toml", "a = " + "[" * 100_000, "error:bad-toml"),
        ("package.json", "{", "error:bad-json"),
        ("environment.yml", "a: [", "error:bad-yaml"),
    ],
    ids=("toml", "deep", "json", "yaml"),
)
def test_what_cannot_be_read_is_told(name: str, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        dependencies.read(name, text)
    assert caught.value.code == code


def test_a_limit_cuts_the_list_short_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEPENDENCIES", limits.DEPENDENCIES._replace(value=2))
    found = dependencies.read("requirements.txt", "a\nb\nc\n")
    assert (len(found.packages), [remark.code for remark in found.remarks]) == (2, ["limit:dependencies"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("setup.py", "requirements=[" * 100_000),
        ("setup.py", "x" * 1_000_000 + "requirements = ["),
        ("pyproject.toml", "[project]\ndependencies = [" + "".join(f'"\\u0061{n}",' for n in range(20_000)) + "]"),
        ("requirements.txt", "a" * 5_000_000),
        ("requirements.txt", "git+https://" + "a/" * 500_000),
    ],
    ids=("lists", "word", "escapes", "name", "address"),
)
def test_texts_made_to_be_slow_are_not(name: str, text: str) -> None:
    begin = time.process_time()
    dependencies.read(name, text)
    assert time.process_time() - begin < 3


_NAMES = [
    "requirements.txt",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "environment.yml",
    "package.json",
    "poetry.lock",
    "Pipfile",
    "Pipfile.lock",
    "package-lock.json",
]


@quickly
@given(
    st.sampled_from(_NAMES),
    st.sampled_from([_PYPROJECT, _SETUP, _ENVIRONMENT, '{"default": {"a": {}}}']),
    st.text(max_size=30),
    st.integers(0, 300),
)
def test_damaged_files_are_told(name: str, text: str, added: str, at: int) -> None:
    try:
        dependencies.read(name, text[:at] + added + text[at:])
    except Unreadable as error:
        code = error.code
    else:
        return
    assert code.startswith("error:")
