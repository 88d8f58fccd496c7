"""The page of a standard: it says where it stands, and names all that it asks for, cannot see and is held by."""

import re

import pytest

from openassay.application.standard_reference import reference_page
from openassay.application.standards import Edition, with_cases
from openassay.probes import every_probe
from openassay.vocabulary.standard import CannotSee, Status, TextRead, leaves

EDITIONS = with_cases(())


def page(edition: Edition) -> str:
    return "\n".join(reference_page(edition, "../standards.md"))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: next(iter(edition.variants.values())).name)
def test_a_page_has_all_of_a_standard(edition: Edition) -> None:
    standard = next(iter(edition.variants.values()))
    text = page(edition)
    head = text.split("\n\n")[1]
    assert ("Provisional." in head) == (standard.status is Status.PROVISIONAL)
    assert ("was read in full" in head) == (standard.text is TextRead.READ)
    assert "official text" in head
    for asked in standard.asked():
        assert f"- **{asked.requirement.id}**" in text
        assert f"> {asked.clause.strip()}" in text
        for leaf in leaves(asked.requirement.that):
            if isinstance(leaf, CannotSee):
                assert f"- `{asked.path}`: " in text.partition("## What it cannot see")[2]
    for name in standard.variants[1:]:
        assert f"- `{name}`, written `{standard.id}/{name}`:" in text
    assert f"{len(edition.cases)} cases hold this reading in place" in text
    assert text.partition("## What this reading rests on")[2].strip()
    assert "SPDX" not in text
    assert set(re.findall(r"\.\./probes\.md#([\w-]+)", text)) <= set(every_probe())
    assert [line for line in text.splitlines() if line.startswith("# ")] == [text.splitlines()[0]]


def test_what_must_be_said_is_said() -> None:
    pages = {next(iter(edition.variants.values())).id: page(edition) for edition in EDITIONS}
    assert "Not an FMTI score" in pages["fmti-release-subset"]
    assert all("ot legal advice" in pages[name] for name in ("eu-exemption", "eu-duties"))
    assert "**Withdrawn by those who proposed it, and no rule.**" in pages["debian-ai"]
    assert "even if only declared" in pages["osai"]
