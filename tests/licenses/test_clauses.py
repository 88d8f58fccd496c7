"""Sentences of a README give a license for what they name, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.licenses.clauses import read_clauses
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.licenses import Term, TermAnswer, TermName


def found(text: str) -> list[tuple[list[str], list[str]]]:
    return [([subject.value for subject in clause.subjects], list(clause.ids)) for clause in read_clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This project is licensed under the MIT License.", [(["everything"], ["MIT"])]),
        ("Our code is under MIT and the weights are under CC BY-NC 4.0.", [(["code"], ["MIT"]), (["weights"], ["CC-BY-NC-4.0"])]),
        ("The code and model weights are released under the Apache 2.0 license.", [(["code", "weights"], ["Apache-2.0"])]),
        ("All Atlas Code Models are distributed under Apache 2.0 license.", [(["weights"], ["Apache-2.0"])]),
        ("The model code is licensed under MIT.", [(["code"], ["MIT"])]),
        ("The weights of the code model in this repository are licensed under MIT.", [(["weights"], ["MIT"])]),
        ("We use the MIT license for the code and CC BY 4.0 for the dataset.", [(["code"], ["MIT"]), (["data"], ["CC-BY-4.0"])]),
        ("Atlas is released under an Apache 2.0 License (both code and model weights).", [(["code", "weights"], ["Apache-2.0"])]),
        ("`atlas-7B.tar` has a license called [the Llama 2 Community License](x)", [(["weights"], ["LicenseRef-llama2"])]),
        ("The library is available under MIT or Apache-2.0 license.", [(["code"], ["MIT", "Apache-2.0"])]),
        ("The model is licensed under the Harbour Community License.", [(["weights"], ["Harbour Community License"])]),
        ("模型权重遵循 Apache 2.0 许可证。", [(["weights"], ["Apache-2.0"])]),
        ("All other materials are licensed under CC BY 4.0.", [(["weights", "data", "documents"], ["CC-BY-4.0"])]),
        ("## License\n\nMIT\n", [(["everything"], ["MIT"])]),
        ("## Model License\n\nApache 2.0\n", [(["weights"], ["Apache-2.0"])]),
    ],
)
def test_what_a_sentence_gives(text: str, expected: list[tuple[list[str], list[str]]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The code is no longer licensed under the MIT License.",
        "Parts are adapted from Foo, which is licensed under the MIT License.",
        "We outperform models under the Apache 2.0 license.",
        "We are happy to accept pull requests under an MIT license.",
        "By contributing you agree that your code is under the MIT License.",
        "![MIT](https://img.shields.io/badge/license-MIT-green)",
        "```\nThe code is licensed under the MIT License.\n```",
        "See the LICENSE file.",
        "## License\n\nUnder the license, you must give [credit](https://creativecommons.org/licenses/by/4.0/#) to us.",
        "2023-11-23: The Atlas license is updated to the Apache 2.0 license for our models.",
        "| Model | Size | Speed |\n|---|---|---|\n| Foo (MIT License) | 7B | fast |",
    ],
)
def test_what_gives_nothing(text: str) -> None:
    assert found(text) == []


def test_a_link_to_a_file_stands_for_a_license_without_a_name() -> None:
    (clause,) = read_clauses("The use of the models is subject to [the Model License](LICENSE-MODEL).")
    assert (clause.link, clause.ids) == ("LICENSE-MODEL", ())


def test_alternatives_are_told_from_what_holds_together() -> None:
    assert read_clauses("The library is available under MIT or Apache-2.0 license.")[0].either
    assert not read_clauses("The models need adherence to the Apache 2.0 license and Llama 2 Community License.")[0].either


def test_an_announced_license_is_for_what_was_announced() -> None:
    text = (
        "## License\nThe following license applies to all code here, as well as the Atlas models.\n\n"
        "```\nApache License, Version 2.0\n```\n"
    )
    assert found(text) == [(["code", "weights"], ["Apache-2.0"])]


def test_a_table_with_a_column_for_licenses_is_read() -> None:
    text = "## Models\n\n| Model | License |\n|---|---|\n| A | MIT |\n| B | CC BY-NC 4.0 |\n| C | MIT |\n"
    assert found(text) == [(["weights"], ["MIT"]), (["weights"], ["CC-BY-NC-4.0"])]


def test_a_table_that_compares_is_not_read() -> None:
    assert found("## Comparison with other models\n\n| Model | License |\n|---|---|\n| A | MIT |\n") == []


def test_lines_are_those_of_the_whole_text() -> None:
    assert read_clauses("a\n\nb\n\nThe code is licensed\nunder the MIT License.\n")[0].lines == (5, 6)


@given(
    st.lists(
        st.sampled_from(
            [
                "The code",
                " is licensed under ",
                "MIT",
                "[x](LICENSE)",
                "|",
                "\n",
                "```\n",
                "# License\n",
                "](",
                "<a href='",
                "weights ",
                ".",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_is_read_without_an_error(parts: list[str]) -> None:
    read_clauses("".join(parts))


def test_a_license_in_a_table_that_says_in_its_name_what_it_forbids_forbids_it() -> None:
    table = "## License\n\n| Model | License |\n|---|---|\n| Atlas weights | Acme Non-Commercial License |\n"
    (clause,) = read_clauses(table)
    assert clause.terms[TermName.COMMERCIAL_USE] == Term(TermAnswer.NO, "Acme Non-Commercial License", Lines(5, 5))
