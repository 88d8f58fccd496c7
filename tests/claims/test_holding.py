"""Claims held against facts."""

from openassay.claims.holding import entailed, entailments, hedges, hold
from openassay.claims.lexicon import languages, lexicon
from openassay.probes import every_probe
from openassay.vocabulary.claims import About, Claim, Standing
from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Answer, Evidence, Fact
from openassay.vocabulary.findings import Lines

PLACE = Evidence("main", "README.md", "0" * 64, Lines(1, 1), "It is open.")


def claim(says: str, about: About = About.SELF, hedge: str | None = None) -> Claim:
    return Claim("claim:00000001", says, about, hedge, "en", PLACE)


def facts(**answers: Answer) -> dict[str, Fact]:
    made = {}
    for key, answer in answers.items():
        probe, subject = key.replace("__", "/").replace("_", "-").split("/")
        fact = Fact(subject, answer, "a test says so", evidence=(PLACE,), probe=probe)
        made[fact.key] = fact
    return made


def standings(claims: list[Claim], known: dict[str, Fact]) -> list[Standing]:
    return [held.standing for held in hold(claims, known).claims]


YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def test_a_claim_that_the_facts_contradict_is_a_discrepancy() -> None:
    held = hold(
        [claim("open-weights")], facts(published__final_weights=YES, ungated__final_weights=NO, licensed__final_weights=YES)
    )
    (discrepancy,) = held.discrepancies
    assert discrepancy.facts == ("ungated/final-weights",)
    assert "a test says so" in discrepancy.because
    assert [one.standing for one in held.claims] == [Standing.CONTRADICTED]


def test_a_claim_about_which_nothing_is_known_is_unsupported() -> None:
    held = hold([claim("open-weights")], facts(published__final_weights=YES))
    (unsupported,) = held.claims
    assert unsupported.standing is Standing.UNSUPPORTED
    assert unsupported.facts == ("ungated/final-weights", "licensed/final-weights")
    assert held.discrepancies == ()


def test_a_claim_that_every_fact_bears_out_is_borne_out() -> None:
    known = facts(published__final_weights=YES, ungated__final_weights=YES, licensed__final_weights=YES)
    assert standings([claim("open-weights")], known) == [Standing.BORNE_OUT]


def test_one_contradiction_outweighs_what_is_unknown() -> None:
    assert len(hold([claim("fully-open")], facts(published__pretraining_code=NO)).discrepancies) == 1


def test_where_one_of_several_is_enough_one_yes_bears_out_and_only_all_no_contradict() -> None:
    some = claim("open-code")
    first, second, third = entailments()["open-code"].some

    def answer(*answers: Answer) -> dict[str, Fact]:
        return {
            key: Fact(key.split("/")[1], given, "so", evidence=(PLACE,), probe=key.split("/")[0])
            for key, given in zip((first, second, third), answers, strict=True)
        }

    assert standings([some], answer(NO, YES, NO)) == [Standing.BORNE_OUT]
    assert standings([some], answer(NO, NO, NO)) == [Standing.CONTRADICTED]
    assert standings([some], answer(NO, UNKNOWN, NO)) == [Standing.UNSUPPORTED]


def test_claims_about_others_entail_nothing_here() -> None:
    held = hold([claim("open-source", about) for about in About if about is not About.SELF], facts(published__final_weights=NO))
    assert held.discrepancies == ()
    assert {one.standing for one in held.claims} == {Standing.NOT_HELD}


def test_an_honest_refusal_is_never_a_discrepancy() -> None:
    assert standings([claim("withheld"), claim("promised")], {}) == [Standing.NOT_HELD] * 2


def test_a_promise_entails_nothing_of_today() -> None:
    assert entailed(claim("open-source", hedge="will be")) == ((), ())


def test_a_claim_for_research_entails_no_commercial_use() -> None:
    every, _ = entailed(claim("fully-open", hedge="for academic research"))
    assert "published/final-weights" in every
    assert not [key for key in every if key.startswith(("license-allows-commercial-use", "license-unrestricted-use"))]


def test_what_entails_names_components_that_exist() -> None:
    subjects = {component.value for component in Component} | {"release"}
    for entailment in entailments().values():
        for key in entailment.every + entailment.some:
            assert key.partition("/")[2] in subjects, key


def test_every_entailed_fact_of_the_card_and_the_data_is_asked_by_a_probe() -> None:
    asked = {f"{name}/{subject}" for name, probe in every_probe().items() for subject in probe.subjects}
    keys = {key for entailment in entailments().values() for key in entailment.every + entailment.some}
    assert {key for key in keys if key.startswith(("card-", "data-", "published", "ungated"))} <= asked


def test_every_statement_that_entails_something_can_be_said() -> None:
    said = {says for language in languages() for says in lexicon(language).says}
    derived = {"open-model", "open-data", "open-code"}
    assert entailments().keys() <= said | derived


def test_hedges_take_something_back() -> None:
    assert all(hedge.takes_back and hedge.words for hedge in hedges())
