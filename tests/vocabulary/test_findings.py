import re
from pathlib import Path

from openassay.vocabulary.findings import codes
from openassay.vocabulary.limits import every

SOURCE = Path(__file__).parents[2] / "src/openassay"
CODE = re.compile(r"[\"'`(](?P<code>(?:entry|error|finding|refused|unknown):[a-z0-9]+(?:-[a-z0-9]+)*)")


def used() -> set[str]:
    files = [path for path in SOURCE.rglob("*") if path.suffix in (".py", ".toml", ".json") and path.name != "codes.toml"]
    return {match["code"] for path in files for match in CODE.finditer(path.read_text("utf-8"))}


def test_every_code_that_is_used_is_explained() -> None:
    assert used() - codes().keys() == set()


def test_every_code_that_is_explained_is_used() -> None:
    assert codes().keys() - used() == set()


def test_every_code_says_what_it_means_and_what_to_do() -> None:
    for code in codes().values():
        assert code.meaning.endswith("."), code.code
        assert code.mend.endswith("."), code.code


def test_limits_have_names_of_their_own() -> None:
    names = [limit.name for limit in every()]
    assert len(names) == len(set(names))
    assert all(limit.value > 0 for limit in every())


def test_every_limit_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path.name != "limits.py")
    constants = {name for name in (SOURCE / "vocabulary/limits.py").read_text("utf-8").split() if name.isupper() and "_" in name}
    assert {name for name in constants if name not in text} == set()
