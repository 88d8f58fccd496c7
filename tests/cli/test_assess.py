"""`assess`: thresholds and exit codes, output, terminals and pipes, odd surroundings, interrupts."""

import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from openassay.cli.main import cli
from tests.cli.releases import FILES, pack, plant
from tests.cli.running import COMMAND, environment, openassay
from tests.repositories import FILE, Repository

SCHEMA = json.loads(files("openassay.reports").joinpath("assessment.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a release with open weights and nothing of its training."""
    return plant(tmp_path_factory.mktemp("release") / "small")


@pytest.fixture(scope="module")
def unsure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a release of which not everything can be listed."""
    return pack(tmp_path_factory.mktemp("unsure") / "small.zip", {"../train.py": b"x"})


def assess(*words: str) -> tuple[int, str, str]:
    """Run the command in this process."""
    done = CliRunner().invoke(cli, ["assess", *words])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("target", "rung", "code"),
    [
        ("release", "g7:weights-available", 0),
        ("release", "g7@2026-05-29+r1:open-weights", 0),
        ("release", "g7:open-source", 1),
        ("release", "mof:class-iii", 1),
        ("unsure", "g7:open-weights", 0),
        ("unsure", "g7:open-source", 3),
    ],
)
def test_a_rung_is_reached_missed_or_cannot_be_decided(target: str, rung: str, code: int, request: pytest.FixtureRequest) -> None:
    path = str(request.getfixturevalue(target))
    asked, plain = assess(path, "--require", rung), assess(path)
    assert (asked[0], asked[2]) == (code, "")
    assert plain == (0, asked[1], "")
    assert assess(path, "--require", rung, "--exit-zero")[0] == 0


def test_a_target_that_may_be_there_and_cannot_be_read_is_undecided_only_where_a_rung_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Repository(tmp_path / "repository").commit_files(FILES)
    monkeypatch.setenv("PATH", "/nonexistent")
    line = "Error: git is not installed, and reading a git repository needs it.\n"
    assert assess(str(tmp_path / "repository")) == (2, "", line)
    assert assess(str(tmp_path / "repository"), "--require", "g7:open-weights") == (3, "", line)


def test_the_result_as_json_follows_the_published_schema_and_says_what_the_text_says(release: Path) -> None:
    code, out, _ = assess(str(release), "--format", "json")
    document = json.loads(out)
    Draft202012Validator(SCHEMA).validate(document)
    assert code == 0
    assert [(grade["standard"], grade["level"]) for grade in document["grades"]] == [
        ("g7@2026-05-29+r1", "open-weights"),
        ("mof@1.0+r1", None),
        ("osaid@1.0+r1", None),
        ("osai@2026.04+r1", None),
        ("eu-exemption@2025-07-18+r2", None),
    ]


def test_standards_are_graded_in_the_order_given_and_each_once(release: Path) -> None:
    _, out, _ = assess(str(release), "--format", "json", "--standard", "osaid", "--standard", "g7/lax", "--standard", "osaid@1.0")
    assert [grade["standard"] for grade in json.loads(out)["grades"]] == ["osaid@1.0+r1", "g7@2026-05-29+r1/lax"]


def test_the_full_report_lists_what_the_short_one_cuts(tmp_path: Path) -> None:
    many = plant(tmp_path / "many", {f"weights{number:02}.safetensors": b"" for number in range(40)})
    _, short, _ = assess(str(many))
    _, full, _ = assess(str(many), "--full")
    assert "more (--full)" in short
    assert short.count("error:empty") < full.count("error:empty") == 40


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_holds_what_would_have_been_printed(form: str, release: Path, tmp_path: Path) -> None:
    place = tmp_path / "result"
    assert assess(str(release), "--format", form, "-o", str(place)) == (0, "", "")
    assert place.read_text("utf-8") == assess(str(release), "--format", form)[1]


def test_a_file_that_cannot_be_written_is_told_in_one_line(release: Path, tmp_path: Path) -> None:
    for place, message in ((tmp_path / "no" / "file", "No such file or directory"), (tmp_path, "is a directory")):
        code, out, err = assess(str(release), "-o", str(place))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith("Error: ")
        assert message in err


def test_a_reader_who_leaves_takes_nothing_from_the_exit_code(release: Path) -> None:
    for words, code in (("", "0"), ("--format json", "0"), ("--full --require g7:open-source", "1")):
        line = f"{shlex.join([*COMMAND, 'assess', str(release)])} {words} | true; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["/bin/bash", "-c", line], env=environment(), capture_output=True, text=True, check=True)
        assert (done.stdout.strip(), done.stderr) == (code, "")


def on_terminal(release: Path, **env: str) -> bytes:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, "assess", str(release)], env=environment(env), stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        seen = b""
        while data := _read(ours):
            seen += data
        os.close(ours)
    assert child.returncode == 0
    return seen


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # the other end is closed
        return b""


def test_colour_and_progress_are_for_terminals_that_want_them(release: Path) -> None:
    full = on_terminal(release, TERM="xterm", NO_COLOR="")
    assert b"\x1b[1m" in full
    assert b"\r\x1b[K1 files, 0 MB" in full
    for env in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb", "NO_COLOR": ""}):
        assert b"\x1b" not in on_terminal(release, **env)
    piped = openassay("assess", str(release))
    assert "\x1b" not in piped.stdout
    assert piped.stderr == ""


def test_the_surroundings_change_nothing(release: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    bare = {"PATH": os.defpath, "PYTHONPATH": environment()["PYTHONPATH"]}
    usual = openassay("assess", str(release))
    assert usual.returncode == 0
    for more in (
        {},
        {"LANG": "C", "LC_ALL": "C", "TERM": "dumb"},
        {"HOME": str(home)},
        {"HOME": "/nonexistent", "TERM": "", "COLUMNS": "20"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"TMPDIR": "/nonexistent"},
        {"https_proxy": "http://127.0.0.1:1", "ALL_PROXY": "socks5://127.0.0.1:1"},
    ):
        done = openassay("assess", str(release), whole_env=bare | more)
        assert (done.returncode, done.stdout, done.stderr) == (0, usual.stdout, ""), more


def test_names_of_other_scripts_are_printed_also_where_the_terminal_knows_only_ascii(tmp_path: Path) -> None:
    odd = plant(tmp_path / "modèle-模型", FILES)
    done = openassay("assess", str(odd), env={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Open Weights AI" in done.stdout


def test_nothing_in_the_folder_that_is_assessed_is_imported(tmp_path: Path) -> None:
    names = ("yaml", "click", "license_expression", "sitecustomize", "conftest", "json", "tempfile")
    spy = {f"{name}.py": f"open({str(tmp_path / 'canary')!r}, 'w')\n".encode() for name in names}
    folder = plant(tmp_path / "release", FILES | spy)
    done = openassay("assess", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("kind", ["folder", "git"])
def test_an_interrupt_in_the_middle_leaves_no_process_and_no_file(kind: str, tmp_path: Path) -> None:
    temporary, target = tmp_path / "tmp", tmp_path / "target"
    temporary.mkdir()
    target.mkdir()
    (target / "model.bin").touch()
    os.truncate(target / "model.bin", 45 << 30)  # takes half a minute to read
    if kind == "git":
        target = _stuck(tmp_path / "repository")
    with subprocess.Popen(
        [*COMMAND, "assess", str(target)],
        env=environment({"TMPDIR": str(temporary)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        _wait_for_worker(child.pid)
        family = _children(child.pid)
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does
        out, err = child.communicate(timeout=10)
    assert (child.returncode, out, err.strip()) == (130, b"", b"interrupted")
    assert list(temporary.iterdir()) == []
    end = time.monotonic() + 5
    while any(Path(f"/proc/{process}").exists() for process in family) and time.monotonic() < end:
        time.sleep(0.02)
    assert [process for process in family if Path(f"/proc/{process}").exists()] == []


def _stuck(folder: Path) -> Path:
    """A repository in which git waits for ever: one of its objects is a pipe."""
    made = Repository(folder)
    gone = "f" * 40
    (folder / "objects" / gone[:2]).mkdir()
    os.mkfifo(folder / "objects" / gone[:2] / gone[2:])
    made.commit(made.tree([(FILE, b"stuck", gone)]))
    return folder


def _wait_for_worker(parent: int) -> None:
    end = time.monotonic() + 20
    while not _children(parent):
        assert time.monotonic() < end
        time.sleep(0.02)
    time.sleep(0.3)


def _children(parent: int) -> list[int]:
    """All processes below one, as /proc tells it."""
    try:
        direct = [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()]
    except FileNotFoundError:
        return []
    return [process for child in direct for process in (child, *_children(child))]


def test_asking_for_the_version_loads_no_command_line() -> None:
    code = "import sys\nfrom openassay.__main__ import main\nsys.argv = ['', '--version']\nmain()\nprint('click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == ["False"]
