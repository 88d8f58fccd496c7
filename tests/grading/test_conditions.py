from openassay.grading.conditions import Case, judge
from openassay.vocabulary.expression import AllOf, Expression, LicenseId, OneOf
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.grades import Verdict
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn

HERE = (Evidence("main", "README.md", "0" * 64),)
NOWHERE = Search("anything", 1, complete=True)
ALL_WORDS = {"yes": Answer.YES, "no": Answer.NO, "unknown": Answer.UNKNOWN, "n/a": Answer.NOT_APPLICABLE}


def fact(probe: str, answer: str, basis: Basis = Basis.OBSERVED, subject: str = "final-weights") -> Fact:
    return Fact(subject, ALL_WORDS[answer], "set by a test", basis, HERE if answer == "yes" else (), NOWHERE, probe)


def facts(**answers: str) -> dict[str, Fact]:
    made = [fact(probe.replace("_", "-"), answer) for probe, answer in answers.items()]
    return {one.key: one for one in made}


def ask(probe: str, basis: Basis = Basis.OBSERVED) -> Ask:
    return Ask(probe, "final-weights", basis)


def verdict(condition: Condition, case: Case, members: frozenset[str] = frozenset({"mit"})) -> Verdict:
    return judge(condition, case, {"open": members}).verdict


def test_an_answer_becomes_its_verdict() -> None:
    case = Case(facts(a="yes", b="no", c="unknown", d="n/a"))
    assert [verdict(ask(name), case) for name in "abcd"] == [
        Verdict.MET,
        Verdict.UNMET,
        Verdict.UNDECIDED,
        Verdict.EXEMPT,
    ]


def test_a_question_nobody_answered_is_undecided() -> None:
    assert verdict(ask("a"), Case({})) is Verdict.UNDECIDED


def test_a_yes_on_a_weaker_basis_decides_nothing() -> None:
    declared = fact("a", "yes", Basis.DECLARED)
    case = Case({declared.key: declared})
    assert verdict(ask("a"), case) is Verdict.UNDECIDED
    assert verdict(ask("a", Basis.ATTESTED), case) is Verdict.UNDECIDED
    assert verdict(ask("a", Basis.DECLARED), case) is Verdict.MET


def test_a_no_counts_on_any_basis() -> None:
    declared = fact("a", "no", Basis.DECLARED)
    assert verdict(ask("a"), Case({declared.key: declared})) is Verdict.UNMET


def test_operands_that_do_not_apply_drop_out() -> None:
    case = Case(facts(a="yes", b="n/a", c="no"))
    assert verdict(All((ask("a"), ask("b"))), case) is Verdict.MET
    assert verdict(AnyOf((ask("b"), ask("c"))), case) is Verdict.UNMET
    assert verdict(All((ask("b"),)), case) is Verdict.EXEMPT
    assert verdict(AtLeast(2, (ask("a"), ask("b"))), case) is Verdict.MET


def test_an_unknown_decides_only_what_hangs_on_it() -> None:
    case = Case(facts(a="yes", b="unknown", c="no"))
    assert verdict(All((ask("a"), ask("b"))), case) is Verdict.UNDECIDED
    assert verdict(All((ask("b"), ask("c"))), case) is Verdict.UNMET
    assert verdict(AnyOf((ask("a"), ask("b"))), case) is Verdict.MET
    assert verdict(AnyOf((ask("b"), ask("c"))), case) is Verdict.UNDECIDED
    assert verdict(AtLeast(2, (ask("a"), ask("b"), ask("c"))), case) is Verdict.UNDECIDED
    assert verdict(AtLeast(3, (ask("a"), ask("b"), ask("c"))), case) is Verdict.UNMET


def test_the_outcome_names_what_stands_in_the_way() -> None:
    case = Case(facts(a="yes", b="unknown", c="no"))
    assert judge(All((ask("a"), ask("b"), ask("c"))), case, {}).facts == ("c/final-weights",)
    assert judge(All((ask("a"), ask("b"))), case, {}).facts == ("b/final-weights",)


def test_what_cannot_be_seen_is_undecided() -> None:
    assert verdict(CannotSee("only a person can say"), Case({})) is Verdict.UNDECIDED


def licensed(*expressions: Expression, **answers: str) -> Case:
    return Case(facts(**({"licensed": "yes"} | answers)), {"final-weights": expressions})


def in_list() -> LicenseIn:
    return LicenseIn(("open",), "final-weights", Basis.OBSERVED)


MIT, CLOSED, UNNAMED = LicenseId("MIT"), LicenseId("LicenseRef-closed"), LicenseId("LicenseRef-unknown-1a2b")


def test_a_license_is_looked_up_without_regard_to_case() -> None:
    assert verdict(in_list(), licensed(LicenseId("mit"))) is Verdict.MET


def test_a_choice_needs_one_license_in_the_list_and_a_conjunction_every_one() -> None:
    assert verdict(in_list(), licensed(OneOf((MIT, CLOSED)))) is Verdict.MET
    assert verdict(in_list(), licensed(AllOf((MIT, CLOSED)))) is Verdict.UNMET
    assert verdict(in_list(), licensed(MIT, CLOSED)) is Verdict.UNMET


def test_a_license_that_could_not_be_named_is_not_outside_the_list() -> None:
    assert verdict(in_list(), licensed(UNNAMED)) is Verdict.UNDECIDED
    assert verdict(in_list(), licensed(OneOf((MIT, UNNAMED)))) is Verdict.MET
    assert verdict(in_list(), licensed(AllOf((CLOSED, UNNAMED)))) is Verdict.UNMET


def test_conflicting_grants_rule_out_only_what_every_reading_rules_out() -> None:
    assert verdict(in_list(), licensed(MIT, CLOSED, license_consistent="no")) is Verdict.UNDECIDED
    assert verdict(in_list(), licensed(CLOSED, CLOSED, license_consistent="no")) is Verdict.UNMET
    assert verdict(in_list(), licensed(MIT, MIT, license_consistent="no")) is Verdict.UNDECIDED


def test_a_license_that_metadata_only_declares_decides_nothing_unless_the_standard_takes_it() -> None:
    declared = fact("licensed", "yes", Basis.DECLARED)
    case = Case({declared.key: declared}, {"final-weights": (MIT,)})
    assert verdict(in_list(), case) is Verdict.UNDECIDED
    assert verdict(LicenseIn(("open",), "final-weights", Basis.DECLARED), case) is Verdict.MET


def test_no_license_is_in_no_list_and_an_unread_one_is_undecided() -> None:
    assert verdict(in_list(), Case(facts(licensed="no"))) is Verdict.UNMET
    assert verdict(in_list(), Case(facts(licensed="unknown"))) is Verdict.UNDECIDED
    assert verdict(in_list(), Case(facts(licensed="n/a"))) is Verdict.EXEMPT
    assert verdict(in_list(), Case(facts(licensed="yes"))) is Verdict.UNDECIDED
