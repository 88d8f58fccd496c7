"""A license expression as a tree: what SPDX writes with AND, OR and WITH."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LicenseId:
    """One license, by its SPDX id or a `LicenseRef-...`; with an exception where one is granted."""

    id: str
    exception: str | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these licenses holds at once (AND): the strictest decides."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The user may choose one of these licenses (OR): the most generous decides."""

    of: "tuple[Expression, ...]"


Expression = LicenseId | AllOf | OneOf


def holds(expression: Expression, test: Callable[[LicenseId], bool | None]) -> bool | None:
    """Whether a test of single licenses holds for the expression: True, False, or None where it cannot be said."""
    match expression:
        case LicenseId():
            return test(expression)
        case AllOf(of=operands):
            results = [holds(operand, test) for operand in operands]
            return False if False in results else None if None in results else True
        case OneOf(of=operands):
            results = [holds(operand, test) for operand in operands]
            return True if True in results else None if None in results else False


def ids(expression: Expression) -> Iterator[LicenseId]:
    """Every license that the expression names, in its order."""
    if isinstance(expression, LicenseId):
        yield expression
    else:
        for operand in expression.of:
            yield from ids(operand)
