"""Hold what `lint` finds in entries of other indexes against the contradictions that are known in them.

    python -m tools.agreement_entries --truth FOLDER [--all]

FOLDER holds mot_models.jsonl, mot_contradictions.jsonl, osai.jsonl and osai_contradictions.jsonl. For each reason: how many were
found, missed, and found beside them (extra). Nothing is fetched: the entries are made from the rows. Exits with 1 where less than
95 % are found.
"""

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from openassay.application.lint import contradictions
from openassay.exchange.contradictions import Contradiction
from openassay.exchange.mot_entry import MotEntry, read_mot
from openassay.exchange.osai_entry import OsaiEntry, read_osai

Row = dict[str, Any]
ROOT = Path(__file__).parent.parent
WANTED = 0.95

OF_MOT = {
    "component_claimed_without_location": "component-nowhere",
    "document_inherits_distribution_licence": "document-inherits",
    "duplicate_model_under_two_names": "same-model",
    "file_name_differs_from_model_name": "file-name",
    "huggingface_field_is_not_a_hub_url": "page-not-address",
    "huggingface_url_not_canonical": "page-not-model",
    "licence_id_unknown_to_mot": "license-not-listed",
    "licence_not_type_appropriate": "license-unfit",
    "licence_text:arxiv_nonexclusive": "license-of-arxiv",
    "licence_text:misspelt_known_licence": "license-misspelt",
    "licence_text:not_a_licence_text": "license-is-none",
    "licence_text:placeholder_or_ambiguous": "license-placeholder",
    "licence_text:says_component_absent": "license-says-absent",
    "licence_text:several_licences_in_one_field": "license-several",
    "licence_text:url_instead_of_licence": "license-is-address",
    "licence_text:wrong_case_or_space": "license-case",
    "modality_missing": "type-missing",
    "never_released_model_listed_with_core_components": "closed-yet-listed",
    "no_location_of_any_kind": "nowhere",
    "open_licence_claimed_without_licence_url": "license-nowhere",
    "open_weights_claimed_but_nowhere_to_get_them": "weights-nowhere",
    "same_hub_page_in_several_entries": "page-shared",
    "test_or_placeholder_entry_in_live_data": "test-entry",
    "training_data_inherits_distribution_licence": "data-inherit",
    "weights_listed_as_unlicensed_though_hub_page_given": "weights-unlicensed",
}
"""Our code for each reason of mot_contradictions.jsonl."""
OF_OSAI = {
    "at_least_two": "one-part-by-note",
    "at_least_two_strict": "one-part-by-cells",
    "criterion_not_in_rule": "outside-the-rule",
    "cross_entry": "same-note-two-grades",
    "extent": "extent",
    "false_statement": "not-osi-approved",
    "framework_link_only": "framework-only",
    "inference_only": "inference-only",
    "lineage": "base-graded-apart",
    "link_of_another_system": "link-of-another",
    "mirror_rule": "not-mirrored",
    "nc_licence": "noncommercial",
    "note_denies_grade": "note-denies-grade",
    "poster_two_grades": "poster",
    "regrade_same_evidence": "same-note-two-grades",
    "same_entry_contradiction": "cells-disagree",
    "same_note_two_grades": "same-note-two-grades",
    "submitted_not_reviewed": "submitted-only",
}
"""Our code for each code of osai_contradictions.jsonl."""


class Place(NamedTuple):
    """Where something contradicts itself, under our code; `about` is empty where it is about the entry."""

    code: str
    path: str
    about: str


def mot_entry(row: Row) -> MotEntry:
    """The entry that a row of mot_models.jsonl was made from."""
    about = {"name": "name", "type": "modality", "producer": "producer", "huggingface": "huggingface", "repository": "repository"}
    said = {"license": "license_as_typed", "license_path": "license_url", "component_path": "location"}
    release = {key: row[theirs] for key, theirs in about.items() if row[theirs] is not None}
    release["license"] = row["global_licenses"]
    release["components"] = [
        {"name": one["name"]} | {key: one[theirs] for key, theirs in said.items() if one[theirs] is not None}
        for one in row["components"]
    ]
    return read_mot(yaml.safe_dump({"release": release}, allow_unicode=True).encode(), row["file"])


def osai_entry(row: Row) -> OsaiEntry:
    """The entry that a row of osai.jsonl was made from."""
    system = {"name": row["system"], "basemodelname": row["basemodel"], "endmodelname": row["endmodel"]}
    document: Row = {"system": system | {"endmodellicense": row["endmodellicense"]}, "org": {"name": row["org"]}}
    for name, grade in row["grades"].items():
        document[name] = {"class": grade, "link": row["links"][name], "notes": row["notes"][name]}
    return read_osai(yaml.safe_dump(document, allow_unicode=True).encode(), row["file"])


def rows(folder: Path, name: str) -> Iterator[Row]:
    """The rows of one file."""
    return map(json.loads, (folder / name).read_text("utf-8").splitlines())


def places(found: Iterable[Contradiction], entry_level: frozenset[str] = frozenset()) -> set[Place]:
    """Where contradictions were found; those of `entry_level` are told of the entry in the truth, whatever they are about."""
    bare = [(one.code.partition(":")[2], one) for one in found]
    return {Place(code, one.path, "" if code in entry_level else one.about) for code, one in bare}


def main() -> int:
    """Read, search, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("OPENASSAY_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--truth", type=Path, default=shared / "truth")
    parser.add_argument("--all", action="store_true", help="name all that was missed, and all that is extra")
    options = parser.parse_args()
    truth: Path = options.truth
    mot = [mot_entry(row) for row in rows(truth, "mot_models.jsonl")]
    osai = [osai_entry(row) for row in rows(truth, "osai.jsonl")]
    wanted: dict[str, set[Place]] = {}
    for row in rows(truth, "mot_contradictions.jsonl"):
        place = Place(OF_MOT[row["reason"]], row["file"], row.get("component") or "")
        wanted.setdefault(row["reason"], set()).add(place)
    shares = [_print("MOT", wanted, places(contradictions(mot), frozenset({"weights-unlicensed"})), everything=options.all)]
    wanted = {}
    for row in rows(truth, "osai_contradictions.jsonl"):
        wanted.setdefault(row["code"], set()).add(Place(OF_OSAI[row["code"]], row["file"], row["dim"]))
    found = places(contradictions(osai))
    shares.append(_print("OSAI", wanted, found, everything=options.all))
    cells, ours = ({(one.path, one.about) for one in some} for some in (set().union(*wanted.values()), found))
    print(f"  OSAI, by cell under any code: {len(cells & ours)} found, {len(cells - ours)} missed, {len(ours - cells)} extra")
    return int(min(shares) < WANTED)


def _print(title: str, wanted: dict[str, set[Place]], found: set[Place], *, everything: bool) -> float:
    """Print a table of one index by the reasons of the truth, and return the share that was found."""
    print(f"{title:54} {'found':>6} {'missed':>7} {'extra':>6}")
    known: set[Place] = set().union(*wanted.values())
    told: set[Place] = set()
    reasons = [*sorted(wanted.items()), *((f"no reason ({code})", set[Place]()) for code in _unasked(wanted, found))]
    for reason, want in reasons:
        codes = {place.code for place in want} or {reason.partition("(")[2].rstrip(")")}
        extra = {place for place in found - known - told if place.code in codes}
        told |= extra
        print(f"  {reason:52} {len(want & found):6} {len(want - found):7} {len(extra):6}")
        for word, some in (("missed", want - found), ("extra", extra)) if everything else ():
            for place in sorted(some):
                print(f"    {word}: {place.path} {place.about}".rstrip())
    print(f"  {'all':52} {len(known & found):6} {len(known - found):7} {len(found - known):6}")
    return len(known & found) / max(1, len(known))


def _unasked(wanted: dict[str, set[Place]], found: set[Place]) -> list[str]:
    """Codes that were found and that the truth has no reason for."""
    asked = {place.code for places in wanted.values() for place in places}
    return sorted({place.code for place in found} - asked)


if __name__ == "__main__":
    raise SystemExit(main())
