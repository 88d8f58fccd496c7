"""What one document claims and another one denies."""

import pytest

from openassay.claims.contradictions import find_contradictions
from openassay.claims.reading import said_in
from openassay.formats.visible_text import read_visible
from openassay.vocabulary.text import Text

HEAD = "# Zorblax\n\nZorblax is a language model.\n\n"


def told(*bodies: str) -> list[tuple[str, str]]:
    texts = [Text("main", f"{'abc'[number]}/README.md", "0" * 64, f"{HEAD}{body}\n") for number, body in enumerate(bodies)]
    documents = [read_visible(text) for text in texts]
    return [(finding.code, finding.path) for finding in find_contradictions(said_in(documents))]


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("Zorblax is open source.", "Zorblax is not open source."),
        ("Zorblax is fully open.", "Zorblax is not open source."),
        ("The training data of Zorblax are open.", "The training data of Zorblax cannot be released."),
    ],
)
def test_a_denial_in_another_document_contradicts_a_claim(claim: str, denial: str) -> None:
    assert told(claim, denial) == [("finding:contradiction", "b/README.md")]
    assert told(denial, claim) == [("finding:contradiction", "a/README.md")]


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("Zorblax is open source.", "Blimp is not open source."),
        ("Zorblax is open source.", "Zorblax is open source."),
        ("The weights of Zorblax are open.", "The training data of Zorblax cannot be released."),
        ("Zorblax will be open source.", "Zorblax is not open source."),
        ("Blimp is open source.", "Zorblax is not open source."),
    ],
)
def test_what_does_not_speak_of_the_same_contradicts_nothing(claim: str, denial: str) -> None:
    assert told(claim, denial) == []


def test_a_document_that_takes_its_own_words_back_contradicts_nobody() -> None:
    assert told("Zorblax is open source.\n\nThe older Zorblax is not open source.") == []
