"""The columns of a segment, and the one byte that an answer is kept in.

| column | type | holds |
|---|---|---|
| `release` | string | the address as a person names it |
| `revision` | string | the revisions of its sources, in their order, with a space between them |
| `version` | string | of openassay |
| `seen_at` | string | the day or second of it, UTC, as it was given |
| `digest` | string | SHA-256 of the document, in hex |
| `page` | binary | what the ledger shows of it, as JSON (`openassay.index.page`) |
| `<probe>/<subject>` | uint8 | answer + 4 * basis; 0 where nobody asked |
| `license/<component>` | dictionary of strings | the expression for it; of several, one a line, in the document's order |
| `document` | binary | the whole assessment document, zstd; null where an earlier row has the same |
"""

from collections.abc import Mapping
from typing import Any

from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Answer, Basis

ANSWERS = (Answer.UNKNOWN, Answer.NO, Answer.YES, Answer.NOT_APPLICABLE)
"""By the two low bits of a code."""
BASES = tuple(Basis)
"""By the bits above."""
NAMES = ("release", "revision", "version", "seen_at", "digest")
"""The columns of plain text."""
PAGE, DOCUMENT = "page", "document"
LICENSE = "license/"
SUBJECTS = frozenset(("release", *(component.value for component in Component)))
"""What a fact with a column of its own may be about: what a standard can ask of."""

_CODES = {
    (answer.value, basis.value): place + 4 * rank for place, answer in enumerate(ANSWERS) for rank, basis in enumerate(BASES)
}


def code_of(answer: str, basis: str) -> int:
    """The byte that keeps an answer and its basis. Raises `KeyError` where there is no such answer or basis."""
    return _CODES[answer, basis]


def answer_of(code: int) -> Answer:
    """The answer that a byte keeps."""
    return ANSWERS[code & 3]


def basis_of(code: int) -> Basis:
    """The basis that a byte keeps; of an answer that nobody asked for, the weakest."""
    return BASES[code >> 2]


def codes_in(document: Mapping[str, Any]) -> dict[str, int]:
    """The byte of every fact of an assessment document that is about the release or a component, by its key."""
    codes = {}
    for fact in document["facts"]:
        key = fact["key"]
        if key.partition("/")[2] in SUBJECTS:
            codes[key] = _CODES[fact["answer"], fact["basis"]]
    return codes


def licenses_in(document: Mapping[str, Any]) -> dict[str, str]:
    """The expressions that stand for each licensed component, by its column; of several, one a line."""
    return {
        LICENSE + part["component"]: "\n".join(license_["expression"] for license_ in part["licenses"])
        for part in document["components"]
        if part["licenses"]
    }


def license_columns() -> tuple[str, ...]:
    """The names of all license columns."""
    return tuple(LICENSE + component.value for component in Component)
