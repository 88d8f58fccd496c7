"""Eight deliberate breakages of the house, each refused by the check that is there for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a copy of the project that may be broken."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(house: Path, *command: str) -> tuple[int, str]:
    environment = os.environ | {"PYTHONPATH": str(house / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout + done.stderr


def lint_imports(house: Path) -> tuple[int, str]:
    return run(house, str(BIN / "lint-imports"), "--no-cache")


def check_standards(house: Path) -> tuple[int, str]:
    return run(house, sys.executable, "-m", "openassay", "standards", "check")


def types(house: Path) -> tuple[int, str]:
    return run(house, str(BIN / "mypy"), "src/openassay/grading", "--cache-dir", str(house / ".mypy_cache"))


def list_probes(house: Path) -> tuple[int, str]:
    return run(house, sys.executable, "-c", "from openassay.probes import every_probe; every_probe()")


def assess_example(house: Path) -> tuple[int, str]:
    return run(house, sys.executable, "-m", "openassay", "assess", str(ROOT / "examples/placenames-open"))


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(house: Path) -> None:
        text = (house / path).read_text("utf-8")
        assert old in text
        (house / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


PROBE = "src/openassay/probes/ungated.py"
MOF = "src/openassay/standards/catalogue/mof/1.0/standard.yaml"
CONDITIONS = "src/openassay/vocabulary/standard.py"

BREAKAGES = {
    "a probe imports a standard": (
        edit(
            PROBE,
            "from openassay.probes import probe\n",
            "from openassay.probes import probe\nfrom openassay.standards import catalogue\n",
        ),
        lint_imports,
        "openassay.probes is not allowed to import openassay.standards",
    ),
    "grading imports yaml": (
        edit("src/openassay/grading/ladder.py", "from openassay.grading", "import yaml\nfrom openassay.grading"),
        lint_imports,
        "openassay.grading is not allowed to import yaml",
    ),
    "a standard asks what no probe answers": (
        edit(MOF, "ask: published, of: final-weights", "ask: publised, of: final-weights"),
        check_standards,
        "no probe answers 'publised'; did you mean 'published'?",
    ),
    "a standard has a misspelt key": (
        edit(MOF, "remedy:", "remdy:"),
        check_standards,
        "has no key 'remdy'; did you mean 'remedy'?",
    ),
    "a probe has no manual page": (edit(PROBE, "Why it matters\n", "Why\n"), list_probes, "the docstring needs the headings"),
    "a new kind of condition is not handled": (
        edit(CONDITIONS, "Condition = Ask |", "Condition = int | Ask |"),
        types,
        'Argument 1 to "assert_never" has incompatible type "int"',
    ),
    "a yes comes without evidence": (
        edit(PROBE, 'yes(component, "it was read without asking anyone", *evidence)', 'yes(component, "trust me")'),
        assess_example,
        "a yes needs evidence",
    ),
    "a published standard is edited": (edit(MOF, "title: Model", "title: The Model"), check_standards, "refused:id-clash"),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_is_refused(name: str, house: Path) -> None:
    break_it, check, message = BREAKAGES[name]
    break_it(house)
    code, output = check(house)
    assert code != 0, output
    assert message in output


@pytest.mark.parametrize("check", [lint_imports, check_standards, types, list_probes, assess_example])
def test_the_same_checks_pass_on_the_whole_house(check: Callable[[Path], tuple[int, str]], house: Path) -> None:
    code, output = check(house)
    assert code == 0, output
