"""Holding claims against facts: what a claim entails, and which of that the facts bear out, contradict, or leave open."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from openassay.vocabulary.claims import About, Claim, Discrepancy, HeldClaim, Standing
from openassay.vocabulary.facts import Answer, Fact


@dataclass(frozen=True, slots=True)
class Entailment:
    """What a statement says about a release, as facts."""

    says: str
    meaning: str
    every: tuple[str, ...] = ()
    """Keys of facts that must all hold."""
    some: tuple[str, ...] = ()
    """Keys of facts of which one must hold."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """What a kind of hedge takes back."""

    meaning: str
    words: tuple[str, ...]
    takes_back: tuple[str, ...]
    """Beginnings of the keys that a claim so hedged no longer entails."""


@dataclass(frozen=True, slots=True)
class Held:
    """The claims of a release, held against its facts, in the order in which they stand."""

    claims: tuple[HeldClaim, ...]
    discrepancies: tuple[Discrepancy, ...]
    """Those that the facts contradict, told in words."""


def hold(claims: Iterable[Claim], facts: Mapping[str, Fact]) -> Held:
    """Hold what a release says of itself against the facts, by their keys. What it says of others is not held."""
    held = tuple(_stand(claim, facts) for claim in sorted(claims, key=lambda claim: claim.evidence))
    contradicted = [one for one in held if one.standing is Standing.CONTRADICTED]
    return Held(held, tuple(_discrepancy(one.claim, list(one.facts), facts) for one in contradicted))


def _stand(claim: Claim, facts: Mapping[str, Fact]) -> HeldClaim:
    every, some = entailed(claim)
    if claim.about is not About.SELF or not (every or some):
        return HeldClaim(claim, Standing.NOT_HELD, ())
    against = [key for key in every if _answer(facts, key) is Answer.NO]
    if some and all(_answer(facts, key) in (Answer.NO, Answer.NOT_APPLICABLE) for key in some):
        against += [key for key in some if _answer(facts, key) is Answer.NO]
    if against:
        return HeldClaim(claim, Standing.CONTRADICTED, tuple(against))
    missing = [key for key in every if _answer(facts, key) is Answer.UNKNOWN]
    if some and not any(_answer(facts, key) is Answer.YES for key in some):
        missing += [key for key in some if _answer(facts, key) is Answer.UNKNOWN]
    if missing or not any(_answer(facts, key) is Answer.YES for key in every + some):
        return HeldClaim(claim, Standing.UNSUPPORTED, tuple(missing))
    return HeldClaim(claim, Standing.BORNE_OUT, ())


def entailed(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the facts that a claim entails: those that must all hold, and those of which one must."""
    entailment = entailments().get(claim.says)
    if entailment is None:
        return (), ()
    back = tuple(start for hedge in _hedges_of(claim) for start in hedge.takes_back)
    return (
        tuple(key for key in entailment.every if not key.startswith(back)),
        tuple(key for key in entailment.some if not key.startswith(back)),
    )


def _hedges_of(claim: Claim) -> list[Hedge]:
    said = (claim.hedge or "").lower().replace("-", " ")
    return [hedge for hedge in hedges() if said and any(word in said for word in hedge.words)]


def _answer(facts: Mapping[str, Fact], key: str) -> Answer:
    fact = facts.get(key)
    return Answer.UNKNOWN if fact is None else fact.answer


def _discrepancy(claim: Claim, against: list[str], facts: Mapping[str, Fact]) -> Discrepancy:
    reasons = "; ".join(f"{key}: {facts[key].because}" for key in against)
    because = f"it says {claim.says.replace('-', ' ')}, but {reasons}"
    return Discrepancy(f"discrepancy:{claim.id.removeprefix('claim:')}", claim.id, tuple(against), because)


@cache
def entailments() -> Mapping[str, Entailment]:
    """What each statement entails, by what it says."""
    table = _table()["claims"]
    return {
        says: Entailment(says, entry["meaning"], tuple(entry.get("all", ())), tuple(entry.get("any", ())))
        for says, entry in table.items()
    }


@cache
def hedges() -> tuple[Hedge, ...]:
    """The kinds of hedges, and what each takes back."""
    table = _table()["hedges"]
    return tuple(Hedge(entry["meaning"], tuple(entry["words"]), tuple(entry["takes_back"])) for entry in table.values())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("entailments.toml").read_text("utf-8"))
