"""`limits` prints every bound."""

from click.testing import CliRunner

from openassay.cli.main import cli
from openassay.vocabulary.limits import every


def test_every_limit_is_printed_with_its_value_and_reason() -> None:
    done = CliRunner().invoke(cli, ["limits"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    shown = " ".join(done.stdout.split())
    assert [limit.name for limit in every() if f"{limit.name} {limit.value:,} {limit.unit} {limit.why}" not in shown] == []
