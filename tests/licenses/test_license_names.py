"""Names, tags and addresses lead to a license where they are exactly one."""

import pytest

from openassay.licenses.names import find_names, id_of_classifier, id_of_name, id_of_tag, id_of_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Apache License, Version 2.0", ["Apache-2.0"]),
        ("Apache 2.0 and MIT", ["Apache-2.0", "MIT"]),
        ("we admit it, mit or not", []),
        ("CC-BY-NC-SA 4.0", ["CC-BY-NC-SA-4.0"]),
        ("Creative Commons Attribution-NonCommercial 4.0 International", ["CC-BY-NC-4.0"]),
        ("Creative Commons Attribution 4.0 International (CC BY 4.0)", ["CC-BY-4.0"]),
        ("Creative Commons Attribution", []),
        ("GPLv3+", ["GPL-3.0-or-later"]),
        ("BSD 3-Clause License", ["BSD-3-Clause"]),
        ("a BSD license", []),
        ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT", ["LicenseRef-llama3.1"]),
        ("EXAONE AI Model License Agreement 1.1 - NC", ["LicenseRef-exaone-1.1-nc"]),
    ],
)
def test_names_in_a_sentence(text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(name.id for name in find_names(text))) == expected


@pytest.mark.parametrize(
    ("tag", "id_"),
    [
        ("mit", "MIT"), ("apache-2.0", "Apache-2.0"), ("llama3.1", "LicenseRef-llama3.1"),
        ("openrail++", "LicenseRef-openrail-plus-plus"),
        ("gpl-3.0", "GPL-3.0-only"), ("odc-by", "ODC-By-1.0"), ("c-uda", "C-UDA-1.0"),
        ("other", None), ("unknown", None), ("cc", None),
        ("bsd", None), ("openrail", None), ("nonsense", None),
    ],
)  # fmt: skip
def test_tags_of_the_hub(tag: str, id_: str | None) -> None:
    assert id_of_tag(tag) == id_


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Llama-3.1", "LicenseRef-llama3.1"), ("tongyi_qianwen", "LicenseRef-tongyi-qianwen"), ("MIT License", "MIT"),
        ("Apache License 2.0", "Apache-2.0"), ("BSD", None), ("my own", None), ("", None), ("x" * 500, None),
    ],
)  # fmt: skip
def test_free_names(name: str, id_: str | None) -> None:
    assert id_of_name(name) == id_


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("http://creativecommons.org/licenses/by-nc/4.0/legalcode", "CC-BY-NC-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://spdx.org/licenses/MIT.html", "MIT"),
        ("https://example.org/license", None),
    ],
)
def test_addresses(url: str, id_: str | None) -> None:
    assert id_of_url(url) == id_


def test_a_classifier_that_leaves_the_version_open_names_none() -> None:
    assert id_of_classifier("License :: OSI Approved :: MIT License") == "MIT"
    assert id_of_classifier("License :: OSI Approved :: BSD License") is None
