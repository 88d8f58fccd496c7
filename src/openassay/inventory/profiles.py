"""What each domain asks of each component, from domains.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from openassay.vocabulary.components import Component, nearest


@dataclass(frozen=True, slots=True)
class Profile:
    """One domain: how it is told, and what it asks. A component that is neither substituted nor without use is required."""

    domain: str
    title: str
    weight: float
    imports: frozenset[str]
    lead: tuple[str, ...]
    words: tuple[str, ...]
    suffixes: tuple[str, ...]
    tags: frozenset[str]
    substitutes: dict[Component, str]
    """What takes the place of a component."""
    not_applicable: dict[Component, str]
    """Why a component has no place in the domain."""


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by domain, in the order of the file. Raises `ValueError` where the file names what does not exist."""
    table = tomllib.loads(files(__package__).joinpath("domains.toml").read_text("utf-8"))
    return {domain: _profile(domain, entry) for domain, entry in table.items()}


def _profile(domain: str, entry: dict[str, object]) -> Profile:
    asks = entry.pop("asks", {})
    substitutes: dict[Component, str] = {}
    not_applicable: dict[Component, str] = {}
    for name, asked in asks.items() if isinstance(asks, dict) else ():
        component = _component(domain, name)
        match asked:
            case {"substitute": str() as what}:
                substitutes[component] = what
            case {"not-applicable": str() as why}:
                not_applicable[component] = why
            case _:
                raise ValueError(f"domains.toml: {domain}: {name}: neither `substitute` nor `not-applicable`")
    match entry:
        case {
            "title": str() as title, "weight": float() | int() as weight, "imports": list() as imports, "lead": list() as lead,
            "words": list() as words, "suffixes": list() as suffixes, "tags": list() as tags, **rest,
        } if not rest:  # fmt: skip
            return Profile(
                domain,
                title,
                float(weight),
                frozenset(imports),
                tuple(lead),
                tuple(words),
                tuple(suffixes),
                frozenset(tags),
                substitutes,
                not_applicable,
            )
    raise ValueError(f"domains.toml: {domain}: the keys are not title, weight, imports, lead, words, suffixes, tags, asks")


def _component(domain: str, name: str) -> Component:
    try:
        return Component(name)
    except ValueError:
        known = [component.value for component in Component]
        raise ValueError(f"domains.toml: {domain}: no component {name!r}; perhaps {nearest(name, known)!r}") from None
