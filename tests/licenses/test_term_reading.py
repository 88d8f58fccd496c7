"""Terms are read in the words of licenses that nobody has listed, each with its line, and none is invented."""

from pathlib import Path

import pytest

from openassay.licenses.identify import identify
from openassay.licenses.term_reading import read_terms
from openassay.vocabulary.licenses import TermAnswer, TermName
from tests.licenses.samples import APACHE, BSD, CC_BY, CDLA, MIT

INVENTED = Path(__file__).parent / "invented"
EXPECTED: dict[str, dict[str, tuple[str, int]]] = {
    "harbour": {
        "commercial_use": ("no", 12), "use_restrictions": ("yes", 12), "output_limits": ("yes", 18), "naming_duty": ("yes", 19),
        "revocable": ("yes", 23), "redistribution": ("yes", 12), "modification": ("yes", 12),
    },
    "lantern": {
        "commercial_use": ("conditional", 8), "user_limits": ("yes", 8), "use_restrictions": ("yes", 12),
        "territory_limits": ("yes", 16), "acceptance": ("conditional", 3), "output_limits": ("no", 18),
        "redistribution": ("yes", 5), "modification": ("yes", 5),
    },
    "meadow": {
        "commercial_use": ("no", 5), "research_only": ("yes", 5), "use_restrictions": ("yes", 5), "redistribution": ("no", 7),
        "modification": ("no", 9), "acceptance": ("yes", 11), "revocable": ("yes", 13),
    },
    "quarry": {
        "commercial_use": ("conditional", 8), "user_limits": ("yes", 8), "naming_duty": ("yes", 9), "revocable": ("no", 11),
        "redistribution": ("yes", 5), "modification": ("yes", 5),
    },
    "tidewater": {"commercial_use": ("yes", 5), "redistribution": ("yes", 5), "modification": ("yes", 5)},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_invented_license_is_not_named_and_all_its_terms_are_found(name: str) -> None:
    found = identify((INVENTED / f"{name}.txt").read_text("utf-8"))
    assert found.expression is None
    read = {
        term.value: (said.answer.value, said.lines.first if said.lines else 0)
        for term, said in found.terms.items()
        if said.answer is not TermAnswer.UNKNOWN
    }
    assert read == EXPECTED[name]


@pytest.mark.parametrize("text", [MIT, APACHE, BSD, CC_BY, CDLA])
def test_no_limit_is_found_in_a_free_license(text: str) -> None:
    limits = {name for name, term in read_terms(text).items() if not name.is_permission and term.answer is TermAnswer.YES}
    assert not limits
    assert not [name for name, term in read_terms(text).items() if name.is_permission and term.answer is TermAnswer.NO]


@pytest.mark.parametrize(
    "sentence",
    [
        '"Commercial Use" means use for commercial advantage only.',
        "This license does not restrict commercial use in any way.",
        "There are no restrictions on the number of users, be they more than 5 million users or fewer.",
        "Nothing in this agreement prohibits use for military purposes.",
        "In no event shall we be liable for commercial damages or loss of revenue above $100.",
        "You may use it for commercial and non-commercial purposes.",
        "The name may not be used to endorse products for commercial purposes.",
        "You do not need to register.",
    ],
)
def test_negations_definitions_and_liability_set_no_limit(sentence: str) -> None:
    read = read_terms(f"{sentence}\n")
    assert not [name for name, term in read.items() if not name.is_permission and term.answer is TermAnswer.YES]
    assert TermName.COMMERCIAL_USE not in read or read[TermName.COMMERCIAL_USE].answer is TermAnswer.YES


@pytest.mark.parametrize(
    ("sentence", "name", "answer"),
    [
        ("The model is for research purposes only.", TermName.RESEARCH_ONLY, "yes"),
        ("Commercial use is strictly prohibited.", TermName.COMMERCIAL_USE, "no"),
        ("For commercial use you must obtain a separate license.", TermName.COMMERCIAL_USE, "conditional"),
        ("Licensees with annual revenue over USD 1,000,000 need a paid license.", TermName.USER_LIMITS, "yes"),
        ("You must not: (a) sublicense;\n(b) use it for military purposes.", TermName.USE_RESTRICTIONS, "yes"),
        ("You may not use it:\n(a) for pleasure;\n(b) to train any other model.", TermName.OUTPUT_LIMITS, "yes"),
        ("Use is subject to the Acceptable Use Policy.", TermName.USE_RESTRICTIONS, "yes"),
        ("You will not use the outputs to train any other AI model.", TermName.OUTPUT_LIMITS, "yes"),
        ("The license does not extend to the European Union.", TermName.TERRITORY_LIMITS, "yes"),
        ('You must include "Foo" at the beginning of any such AI model name.', TermName.NAMING_DUTY, "yes"),
        ("By clicking I Accept you agree to these terms.", TermName.ACCEPTANCE, "yes"),
        ("By using the model you agree to these terms.", TermName.ACCEPTANCE, "conditional"),
        ("We may revoke this license at any time at our discretion.", TermName.REVOCABLE, "yes"),
        ("You may not redistribute the weights.", TermName.REDISTRIBUTION, "no"),
        ("You may not create derivative works of the model.", TermName.MODIFICATION, "no"),
        ("本模型仅供学术研究使用。", TermName.RESEARCH_ONLY, "yes"),
        ("商业用途需要申请授权。", TermName.COMMERCIAL_USE, "conditional"),
    ],
)
def test_common_wordings_are_read(sentence: str, name: TermName, answer: str) -> None:
    assert read_terms(sentence)[name].answer.value == answer


def test_only_the_lines_asked_for_are_read() -> None:
    text = "Commercial use is prohibited.\n\nYou may not redistribute the weights.\n"
    assert set(read_terms(text, only=[(3, 3)])) == {TermName.REDISTRIBUTION}
