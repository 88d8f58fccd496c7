"""Four-valued logic over facts.

An operand that does not apply drops out; where none is left, the whole does not apply. An unknown never becomes a yes or a no.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from openassay.vocabulary.expression import Expression, LicenseId, holds
from openassay.vocabulary.facts import Answer, Basis, Fact
from openassay.vocabulary.grades import Interval, Verdict
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn


@dataclass(frozen=True)
class Case:
    """What a release is judged on: its facts by key, and for each component the license expressions that stand for it.

    The expressions of a component hold together (AND) unless the fact `license-consistent/<component>` is a no: then each
    is one reading of it. `base` says what the model that this one was made from came to: by standard, by dimension.
    """

    facts: Mapping[str, Fact]
    licenses: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)
    base: Mapping[str, Mapping[str, Interval]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, and the keys of the facts that brought it about."""

    verdict: Verdict
    facts: tuple[str, ...] = ()


UNNAMED = "licenseref-unknown"
"""The ids of licenses that were found and could not be named begin so."""

_VERDICT = {
    Answer.YES: Verdict.MET,
    Answer.NO: Verdict.UNMET,
    Answer.UNKNOWN: Verdict.UNDECIDED,
    Answer.NOT_APPLICABLE: Verdict.EXEMPT,
}


def judge(condition: Condition, case: Case, lists: Mapping[str, frozenset[str]]) -> Outcome:
    """Judge one condition. `lists` holds the license ids of each list that the condition may name, in lower case."""
    match condition:
        case Ask():
            return _judge_ask(condition, case)
        case LicenseIn():
            return _judge_license(condition, case, [lists[name] for name in condition.lists])
        case All(of=operands):
            return _count([judge(operand, case, lists) for operand in operands], needed=None)
        case AnyOf(of=operands):
            return _count([judge(operand, case, lists) for operand in operands], needed=1)
        case AtLeast(n=n, of=operands):
            return _count([judge(operand, case, lists) for operand in operands], needed=n)
        case CannotSee():
            return Outcome(Verdict.UNDECIDED)
        case _:
            assert_never(condition)


def _judge_ask(ask: Ask, case: Case) -> Outcome:
    return _look_up(f"{ask.probe}/{ask.of}", ask.basis, case)


def _look_up(key: str, basis: Basis, case: Case) -> Outcome:
    """A yes on too weak a basis decides nothing; a no counts on any basis, since nobody gains by it."""
    fact = case.facts.get(key)
    if fact is None:
        return Outcome(Verdict.UNDECIDED, (key,))
    if fact.answer is Answer.YES and fact.basis is not basis and fact.basis.rank < basis.rank:
        return Outcome(Verdict.UNDECIDED, (key,))
    return Outcome(_VERDICT[fact.answer], (key,))


def _judge_license(condition: LicenseIn, case: Case, lists: Sequence[frozenset[str]]) -> Outcome:
    """Whether the license of a component stands on one of the lists."""
    key, agreed = f"licensed/{condition.of}", f"license-consistent/{condition.of}"
    licensed = _look_up(key, condition.basis, case)
    if licensed.verdict is not Verdict.MET:
        return licensed
    readings = [holds(expression, _member_of(lists)) for expression in case.licenses.get(condition.of, ())]
    conflict = agreed in case.facts and case.facts[agreed].answer is Answer.NO
    if not readings:
        return Outcome(Verdict.UNDECIDED, (key,))
    if conflict:
        verdict = Verdict.UNMET if all(reading is False for reading in readings) else Verdict.UNDECIDED
        return Outcome(verdict, (key, agreed))
    if any(reading is False for reading in readings):
        return Outcome(Verdict.UNMET, (key,))
    return Outcome(Verdict.UNDECIDED if None in readings else Verdict.MET, (key,))


def _member_of(lists: Sequence[frozenset[str]]) -> Callable[[LicenseId], bool | None]:
    """Membership of one license id. A license that nobody could name may yet be a member, so it is unknown."""

    def is_member(license_id: LicenseId) -> bool | None:
        name = license_id.id.lower()
        if any(name in members for members in lists):
            return True
        return None if name.startswith(UNNAMED) else False

    return is_member


def _count(outcomes: list[Outcome], needed: int | None) -> Outcome:
    """At least `needed` of the operands that apply; all of them where `needed` is None."""
    applying = [outcome for outcome in outcomes if outcome.verdict is not Verdict.EXEMPT]
    if not applying:
        return Outcome(Verdict.EXEMPT, _keys(outcomes))
    threshold = len(applying) if needed is None else min(needed, len(applying))
    met = [outcome for outcome in applying if outcome.verdict is Verdict.MET]
    unmet = [outcome for outcome in applying if outcome.verdict is Verdict.UNMET]
    undecided = [outcome for outcome in applying if outcome.verdict is Verdict.UNDECIDED]
    if len(met) >= threshold:
        return Outcome(Verdict.MET, _keys(met))
    if len(met) + len(undecided) < threshold:
        return Outcome(Verdict.UNMET, _keys(unmet))
    return Outcome(Verdict.UNDECIDED, _keys(undecided))


def _keys(outcomes: list[Outcome]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for outcome in outcomes for key in outcome.facts))
