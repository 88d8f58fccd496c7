from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openassay.grading.conditions import Case, judge
from openassay.licenses.expressions import parse
from openassay.standards.strictness import Change, compare_conditions, list_changes
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.grades import Verdict
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn

LISTS = {
    "osi": frozenset({"mit", "apache-2.0"}),
    "mild": frozenset({"mit", "apache-2.0", "cc-by-nc-4.0"}),
    "own": frozenset({"own"}),
}
A, B, C = (Ask("published", of, Basis.OBSERVED) for of in ("final-weights", "model-card", "inference-code"))


def compared(before: Condition, after: Condition) -> Change:
    return compare_conditions(before, after, LISTS, LISTS)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (A, All((A, B)), Change.STRICTER),
        (A, AnyOf((A, B)), Change.LOOSER),
        (All((A, B)), All((B, A)), Change.SAME),
        (AnyOf((A, All((A, B)))), A, Change.SAME),
        (A, B, Change.OTHER),
        (AtLeast(1, (A, B, C)), AtLeast(2, (A, B, C)), Change.STRICTER),
        (AtLeast(3, (A, B, C)), All((A, B, C)), Change.SAME),
        (A, Ask("published", "final-weights", Basis.DECLARED), Change.LOOSER),
        (
            LicenseIn(("osi",), "final-weights", Basis.OBSERVED),
            LicenseIn(("mild",), "final-weights", Basis.OBSERVED),
            Change.LOOSER,
        ),
        (
            LicenseIn(("osi",), "final-weights", Basis.OBSERVED),
            LicenseIn(("own",), "final-weights", Basis.OBSERVED),
            Change.OTHER,
        ),
        (
            LicenseIn(("mild",), "final-weights", Basis.DECLARED),
            LicenseIn(("osi",), "final-weights", Basis.OBSERVED),
            Change.STRICTER,
        ),
        (A, All((A, CannotSee("who pays"))), Change.STRICTER),
        (CannotSee("who pays"), CannotSee("who pays for it"), Change.SAME),
    ],
)
def test_a_condition_is_stricter_where_fewer_releases_meet_it(before: Condition, after: Condition, change: Change) -> None:
    assert compared(before, after) is change


def test_a_list_that_grows_loosens_what_refers_to_it() -> None:
    leaf = LicenseIn(("osi",), "final-weights", Basis.OBSERVED)
    grown = {"osi": LISTS["mild"]}
    assert compare_conditions(leaf, leaf, LISTS, grown) is Change.LOOSER
    assert compare_conditions(leaf, leaf, grown, LISTS) is Change.STRICTER
    assert list(list_changes({"osi": LISTS["osi"]}, grown)) == [("osi", ["cc-by-nc-4.0"], [])]
    assert list(list_changes(LISTS, LISTS)) == []


def test_conditions_that_are_too_long_to_try_are_compared_leaf_by_leaf_or_not_at_all() -> None:
    many = tuple(LicenseIn(("osi",), f"c{number}", Basis.OBSERVED) for number in range(20))
    grown = {"osi": LISTS["mild"]}
    assert compare_conditions(All(many), All(many), LISTS, grown) is Change.LOOSER
    assert compare_conditions(All(many), All(many), LISTS, LISTS) is Change.SAME
    assert compare_conditions(All(many), AnyOf(many), LISTS, LISTS) is Change.OTHER
    shifted = (LicenseIn(("own",), "c0", Basis.OBSERVED), *many[1:])
    assert compare_conditions(All(many), All(shifted), LISTS, LISTS) is Change.OTHER


SUBJECTS = ("final-weights", "model-card")
leaf = st.one_of(
    st.builds(Ask, st.sampled_from(["published", "licensed"]), st.sampled_from(SUBJECTS), st.sampled_from(list(Basis))),
    st.builds(
        LicenseIn, st.sampled_from([("osi",), ("mild",), ("osi", "own")]), st.sampled_from(SUBJECTS), st.just(Basis.OBSERVED)
    ),
    st.just(CannotSee("x")),
)
condition = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(All, st.tuples(inner, inner)),
        st.builds(AnyOf, st.tuples(inner, inner)),
        st.builds(AtLeast, st.just(2), st.tuples(inner, inner, inner)),
    ),
    max_leaves=5,
)
answers = st.fixed_dictionaries(
    {
        f"{probe}/{of}": st.tuples(st.booleans(), st.sampled_from(list(Basis)))
        for probe in ("published", "licensed")
        for of in SUBJECTS
    }
)
licenses = st.fixed_dictionaries({of: st.sampled_from(["MIT", "CC-BY-NC-4.0", "GPL-3.0-only"]) for of in SUBJECTS})


def case(given: Mapping[str, tuple[bool, Basis]], licensed: Mapping[str, str]) -> Case:
    facts = {}
    for key, (so, basis) in given.items():
        probe, _, subject = key.partition("/")
        evidence = (Evidence("s", "p", "0" * 64),) if so else ()
        answer, search = (Answer.YES, None) if so else (Answer.NO, Search("it", 1, complete=True))
        facts[key] = Fact(subject, answer, "so", evidence=evidence, search=search, basis=basis, probe=probe)
    return Case(facts, {of: (parse(text),) for of, text in licensed.items()})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(condition, condition, answers, licenses)
def test_no_release_meets_the_stricter_one_alone(
    before: Condition, after: Condition, given: Mapping[str, tuple[bool, Basis]], licensed: Mapping[str, str]
) -> None:
    change = compared(before, after)
    was, now = (judge(one, case(given, licensed), LISTS).verdict is Verdict.MET for one in (before, after))
    if change in (Change.STRICTER, Change.SAME):
        assert was or not now
    if change in (Change.LOOSER, Change.SAME):
        assert now or not was


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(condition, condition)
def test_what_is_stricter_one_way_is_looser_the_other_way(before: Condition, after: Condition) -> None:
    turned = {Change.STRICTER: Change.LOOSER, Change.LOOSER: Change.STRICTER}
    there = compared(before, after)
    assert compared(after, before) is turned.get(there, there)
    assert compared(before, before) is Change.SAME
    assert compared(before, All((before, after))) in (Change.STRICTER, Change.SAME)
    assert compared(before, AnyOf((before, after))) in (Change.LOOSER, Change.SAME)
