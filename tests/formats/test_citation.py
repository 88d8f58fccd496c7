import pytest

from openassay.formats import citation
from openassay.formats.citation import Work
from openassay.vocabulary.findings import Unreadable

_FILE = """cff-version: 1.2.0
message: Cite it.
title: Tool
type: software
license: Apache-2.0
date-released: 2024-01-01
authors:
  - family-names: A
  - family-names: B
identifiers:
  - type: url
    value: https://example.org
  - type: doi
    value: 10.1234/tool
repository-code: https://example.org/tool
preferred-citation:
  type: article
  title: Paper
  doi: 10.1234/paper
"""


def test_the_work_and_what_to_cite_instead_are_read() -> None:
    found = citation.read(_FILE)
    assert found.work == Work("software", "Tool", "10.1234/tool", "https://example.org/tool", 2)
    assert found.preferred == Work("article", "Paper", "10.1234/paper", "", 0)
    assert (found.licenses, found.license_line, found.remarks) == (("Apache-2.0",), 5, ())


def test_several_licenses_are_alternatives() -> None:
    assert citation.read("title: T\nlicense: [MIT, Apache-2.0]").licenses == ("MIT", "Apache-2.0")


def test_a_license_that_is_no_text_is_told() -> None:
    found = citation.read("title: T\nlicense: no")
    assert (found.licenses, [remark.code for remark in found.remarks]) == ((), ["error:field-type"])


def test_missing_fields_are_empty() -> None:
    found = citation.read("cff-version: 1.2.0")
    assert (found.work, found.preferred, found.license_line) == (Work("", "", "", "", 0), None, None)


@pytest.mark.parametrize(
    ("text", "code"), [("- a", "error:bad-header"), ("a: &x 1\nb: *x", "limit:yaml-aliases"), ("a: [", "error:bad-yaml")]
)
def test_what_is_no_citation_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        citation.read(text)
    assert caught.value.code == code
