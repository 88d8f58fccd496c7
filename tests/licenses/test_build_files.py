"""What the build files of a Python project declare, without running them."""

import pytest

from openassay.licenses.build_files import read
from openassay.vocabulary.findings import Unreadable


@pytest.mark.parametrize(
    ("name", "text", "value", "line"),
    [
        ("pyproject.toml", '[project]\nname = "a"\nlicense = "MIT"\n', "MIT", 3),
        ("pyproject.toml", '[project]\nlicense = { text = "Apache-2.0" }\n', "Apache-2.0", 2),
        ("pyproject.toml", '[tool.poetry]\nlicense = "MIT"\n', "MIT", 2),
        ("setup.cfg", "[metadata]\nlicense = MIT\n", "MIT", 2),
        ("setup.py", 'from setuptools import setup\nsetup(license="MIT")\n', "MIT", 2),
    ],
)
def test_the_field_is_read_with_its_line(name: str, text: str, value: str, line: int) -> None:
    field = read(name, text).license
    assert field is not None
    assert (field.value, field.line) == (value, line)


def test_classifiers_are_read_with_their_lines() -> None:
    text = 'setup(\n  classifiers=[\n    "License :: OSI Approved :: MIT License",\n  ],\n)\n'
    assert [(field.value, field.line) for field in read("setup.py", text).classifiers] == [
        ("License :: OSI Approved :: MIT License", 3)
    ]


@pytest.mark.parametrize("text", ['[project]\nlicense = { file = "LICENSE" }\n', "[project]\n", '[project]\nlicense = ""\n'])
def test_a_file_without_a_name_of_a_license_declares_none(text: str) -> None:
    assert read("pyproject.toml", text).license is None


@pytest.mark.parametrize(("text", "code"), [("[project", "error:bad-toml"), ("#" * 2_000_000, "error:too-big")])
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read("pyproject.toml", text)
    assert refused.value.code == code
