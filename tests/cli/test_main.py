"""The command line as a whole: help, version, mistakes, faults, interrupts."""

import re
import shlex
import subprocess
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from openassay import __version__
from openassay.cli import limits
from openassay.cli.main import COMMANDS, cli
from tests.cli.running import COMMAND, environment, openassay
from tests.conftest import ROOT


def run(*words: str) -> tuple[int, str, str]:
    """Run a command line in this process; return the exit code and what it wrote to both streams."""
    done = CliRunner().invoke(cli, list(words))
    return done.exit_code, done.stdout, done.stderr


def commands() -> Iterator[list[str]]:
    """Every command and every command of a group."""
    for name in COMMANDS:
        yield [name]
        command = cli.get_command(click.Context(cli), name)
        yield from ([name, inner] for inner in (command.commands if isinstance(command, click.Group) else ()))


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_has_help_that_fits_eighty_columns(words: list[str]) -> None:
    for ask in ("-h", "--help"):
        code, out, err = run(*words, ask)
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: openassay {' '.join(words)} ")
        assert max(map(len, out.splitlines())) <= 80


def test_the_help_of_all_names_every_command_in_one_line_each() -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert set(re.findall(r"^  ([a-z-]+)  ", out.partition("Commands:")[2], re.MULTILINE)) == COMMANDS.keys()


def test_without_a_command_it_prints_help_and_exits_as_a_mistake() -> None:
    for words in ((), ("standards",)):
        code, _, err = run(*words)
        assert (code, err.splitlines()[0].split()[0]) == (2, "Usage:")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("page", ["README.md", "docs/reference/commands.md"])
def test_every_command_is_documented(command: str, page: str) -> None:
    assert re.search(rf"\bopenassay {command}\b", (ROOT / page).read_text("utf-8"))


def test_no_command_is_documented_that_does_not_exist() -> None:
    shown = re.findall(r"^\$ openassay ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert set(shown) <= COMMANDS.keys()


def test_the_version_is_told_with_and_without_the_short_way() -> None:
    assert run("--version") == (0, f"openassay {__version__}\n", "")
    done = openassay("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"openassay {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["asess", "x"], "there is no command 'asess'; did you mean 'assess'?"),
        (["zzz"], f"there is no command 'zzz'; choose from {', '.join(sorted(COMMANDS))}."),
        (["assess"], "Missing argument 'TARGET'; see 'openassay assess --help'."),
        (["assess", "--formt", "json", "x"], "No such option '--formt'. Did you mean '--format'?"),
        (["assess", "--format", "xml", "x"], "Invalid value for '--format': 'xml' is not one of 'text', 'json'"),
        (["assess", "a", "b"], "Got unexpected extra argument (b); see 'openassay assess --help'."),
        (["assess", "x", "--standard", "moff"], "no standard is called 'moff'; did you mean 'mof'?"),
        (["assess", "x", "--require", "mof"], "'mof' is no threshold; write it as <standard>:<rung>, such as mof:class-iii."),
        (["assess", "x", "--require", "mof:clas-iii"], "mof has no rung 'clas-iii'; did you mean 'class-iii'?"),
        (["assess", "x", "--require", "nope:a"], "there will be no grade under 'nope', only under g7"),
        (["assess", "x", "--standard", "mof", "--require", "g7:open-weights"], "ask for it with --standard."),
        (["assess", "no/such/place"], "'no/such/place' does not exist."),
        (["claims", "no/such/place"], "'no/such/place' does not exist."),
        (["licenses"], "Missing argument 'TARGET'; see 'openassay licenses --help'."),
        (["explain", "publishd"], "nothing here is called 'publishd'; did you mean 'published'?"),
        (["explain"], "Missing argument 'NAME...'; see 'openassay explain --help'."),
        (
            ["schema", "asessment"],
            "Invalid value for 'NAME': 'asessment' is not one of 'assessment', 'cases', 'drift', 'entry-grades', ",
        ),
        (["standards", "shw"], "No such command 'shw'. Did you mean 'show'?"),
        (["standards", "show", "mfo"], "no standard is called 'mfo'; did you mean 'mof'?"),
        (["standards", "show", "mof/lax"], "mof has no variant 'lax'"),
        (["standards", "show", "mof@1.0+r9"], "the catalogue holds revision 1 of mof@1.0, not 9."),
        (["standards", "test", "mfo"], "no standard is called 'mfo'; did you mean 'mof'?"),
        (["limits", "extra"], "Got unexpected extra argument (extra); see 'openassay limits --help'."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_in_one_line_that_names_the_way_out(words: list[str], message: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert message in err
    assert err.endswith(("?\n", ".\n"))
    assert err.count("\n") == 1


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command fail as only a fault of ours does."""

    def fail() -> None:
        raise KeyError("\x1b[31mred")

    monkeypatch.setattr(limits, "every", fail)


@pytest.mark.usefixtures("broken")
def test_a_fault_of_ours_is_one_line_with_no_raw_text_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENASSAY_DEBUG", raising=False)
    code, out, err = run("limits")
    assert (code, out) == (2, "")
    assert re.fullmatch(
        r"Error: a fault of openassay: KeyError: [^\x1b\n]*red'? \(error:internal\); set OPENASSAY_DEBUG=1 .*\.\n", err
    )


@pytest.mark.usefixtures("broken")
def test_who_asks_for_it_sees_where_a_fault_of_ours_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENASSAY_DEBUG", "1")
    done = CliRunner().invoke(cli, ["limits"])
    assert isinstance(done.exception, KeyError)


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, click.Abort])
def test_an_interrupt_exits_with_130(interrupt: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise interrupt

    monkeypatch.setattr(limits, "every", stop)
    code, out, err = run("limits")
    assert (code, out, err.strip()) == (130, "", "interrupted")


@pytest.mark.parametrize("words", ["limits", "explain published", "standards show mof", "schema assessment", "--help"])
def test_a_reader_who_leaves_ends_the_command_in_silence(words: str) -> None:
    line = f"{shlex.join(COMMAND)} {words} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", line], env=environment(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"
    assert len(done.stdout.splitlines()) == 2
