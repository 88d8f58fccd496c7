"""The JSON Schema and the loader refuse the same shapes, so that an editor shows what the check will say."""

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from openassay.application.known import known
from openassay.application.standard_schema import standard_schema
from openassay.standards.document import Refused
from openassay.standards.loading import load
from openassay.vocabulary.standard import Scheme

SCHEMA = Draft202012Validator(json.loads(standard_schema()))
Place = tuple[str | int, ...]


def template(scheme: Scheme) -> dict[str, Any]:
    text = files("openassay.standards").joinpath(f"scaffold/{scheme}.yaml").read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def places(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every value in a document with the way to it."""
    yield place, value
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*place, key))


def changed(document: dict[str, Any], place: Place, value: object = None) -> dict[str, Any]:
    """A copy with the value at a place replaced, or taken away where none is given."""
    made = copy.deepcopy(document)
    within: Any = made
    for key in place[:-1]:
        within = within[key]
    if value is None:
        del within[place[-1]]
    else:
        within[place[-1]] = value
    return made


def refused(document: dict[str, Any]) -> bool:
    try:
        load(yaml.safe_dump(document, sort_keys=False).encode(), "standard.yaml", known())
    except Refused:
        return True
    return False


@pytest.mark.parametrize("scheme", Scheme)
def test_what_the_templates_hold_is_taken_by_both(scheme: Scheme) -> None:
    assert not refused(template(scheme))
    assert SCHEMA.is_valid(template(scheme))


@pytest.mark.parametrize("scheme", Scheme)
def test_a_key_too_many_or_too_few_is_refused_by_both_or_by_none(scheme: Scheme) -> None:
    document = template(scheme)
    for place, value in places(document):
        if isinstance(value, dict) and place[:1] != ("lists",) and place != ("levels",):
            more = changed({"": document}, ("", *place, "zzz"), "x")[""]
            assert refused(more), place
            assert not SCHEMA.is_valid(more), place
        named = place[:1] in (("lists",), ("levels",))  # what these hold is named elsewhere, which only the loader follows
        best = place[:1] == ("dimensions",) and place[-2:-1] == ("levels",)  # that the best level asks for something, too
        if place and isinstance(place[-1], str) and not (named and len(place) < 3) and not best:
            less = changed(document, place)
            assert refused(less) == (not SCHEMA.is_valid(less)), place


@pytest.mark.parametrize("scheme", Scheme)
def test_a_value_of_another_kind_is_refused_by_both(scheme: Scheme) -> None:
    document = template(scheme)
    others: tuple[object, ...] = ([], {})
    for place, value in places(document):
        for other in others:
            if place and type(other) is not type(value):
                spoilt = changed(document, place, other)
                assert refused(spoilt), (place, other)
                assert not SCHEMA.is_valid(spoilt), (place, other)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("rungs", 0, "require", 0, "that", "ask"), "publishd"),
        (("rungs", 0, "require", 0, "that", "of"), "final-weight"),
        (("lists", "open", "from"), ["spdx-osl"]),
        (("id",), "my/standard"),
        (("edition",), "1 beta"),
        (("revision",), 0),
        (("scheme",), "tally"),
    ],
)
def test_a_name_that_is_not_known_is_refused_by_both(place: Place, value: object) -> None:
    spoilt = changed(template(Scheme.LADDER), place, value)
    assert refused(spoilt)
    assert not SCHEMA.is_valid(spoilt)
