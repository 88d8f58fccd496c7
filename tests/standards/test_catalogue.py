import hashlib
import tomllib
from pathlib import Path

import pytest

from openassay.application.known import known
from openassay.application.standards import check, run_cases
from openassay.standards import catalogue
from openassay.standards.cases import read_cases
from openassay.standards.catalogue import NoStandard, entries, find, load_entry, locked
from openassay.vocabulary.standard import CannotSee

ENTRIES = entries()
LOCK = Path(catalogue.__file__).parent / "catalogue/lock.toml"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_standard_is_whole_locked_and_has_its_page_and_cases(entry: catalogue.Entry) -> None:
    standard = next(iter(load_entry(entry, known()).values()))
    assert locked()[standard.name] == hashlib.sha256(entry.data()).hexdigest()
    page = entry.source_page()
    assert "**Not read" in page or standard.text == "read"
    assert sum(len(read_cases(data, path, standard)) for path, data in entry.cases()) >= 6
    assert standard.source
    for asked in standard.asked():
        assert asked.clause
        assert asked.requirement.remedy or asked.requirement.should or isinstance(asked.requirement.that, CannotSee)


def test_all_conformance_cases_come_out_as_they_say() -> None:
    failures, count = run_cases(())
    assert [str(failure) for failure in failures] == []
    assert count >= 6 * len(ENTRIES)


def test_an_edited_published_standard_is_refused(tmp_path: Path) -> None:
    edited = tmp_path / "standard.yaml"
    edited.write_bytes(ENTRIES[0].data().replace(b"title: ", b"title: New ", 1))
    problems, _ = check([edited])
    assert len(problems) == 1
    assert "refused:id-clash" in problems[0]
    assert locked()[next(iter(locked()))][:16] in problems[0] or "was published with the SHA-256" in problems[0]


def test_the_lock_names_only_what_is_or_was_published() -> None:
    table = tomllib.loads(LOCK.read_text("utf-8"))["sha256"]
    assert all(len(digest) == 64 for digest in table.values())
    names = {next(iter(load_entry(entry, known()).values())).name for entry in ENTRIES}
    assert names <= table.keys()


def test_a_standard_is_found_by_every_form_of_its_name() -> None:
    assert find("mof", known()).name == find("mof@1.0", known()).name == find("mof@1.0+r1", known()).name == "mof@1.0+r1"
    assert find("mof/paper", known()).name == "mof@1.0+r1/paper"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("moff", "did you mean 'mof'?"),
        ("mof@2.0", "did you mean 'mof@1.0'?"),
        ("mof/papr", "did you mean 'paper'?"),
        ("mof@1.0+r9", "holds revision 1"),
    ],
)
def test_a_standard_that_is_not_there_is_told_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(NoStandard, match="mof") as missing:
        find(name, known())
    assert message.replace("?", "") in str(missing.value)
