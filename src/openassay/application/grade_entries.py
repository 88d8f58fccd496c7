"""Grading entries of other indexes by what they declare, and putting it into one document."""

from collections.abc import Iterable
from typing import Any

from openassay.application.grade_mot import STRICT, MotReport, grade_mot
from openassay.application.grade_osai import NEWEST, edition, grade_osai
from openassay.application.index_files import NoEntry, Read
from openassay.application.standards import Mistaken, named
from openassay.exchange.mot_entry import MotEntry
from openassay.exchange.osai_entry import OsaiEntry
from openassay.grading.mot_lens import MotGrade, Resolved
from openassay.reports.document import grade_document
from openassay.vocabulary.standard import Scheme, Standard

SCHEMA = "openassay/entry-grades/1"

Document = dict[str, Any]


def grade_entries(read: Iterable[Read], refused: Iterable[NoEntry], names: Iterable[str]) -> Document:
    """Grade every entry under the standards named that fit its index, or under those that are usual for it.

    An entry of MOT fits standards with rungs, one of OSAI the editions of that index. Raises `Mistaken` where there is no such
    standard, or none of those named fits an entry.
    """
    wanted = [named(name) for name in names]
    return {
        "schema": SCHEMA,
        "entries": [_grade(one, wanted) for one in read],
        "refused": [{"path": bad.path, "line": bad.line, "code": bad.code, "because": bad.because} for bad in refused],
    }


def _grade(read: Read, wanted: list[Standard]) -> Document:
    match read.entry:
        case MotEntry() as entry:
            standards = _fitting(read, [one for one in wanted if one.scheme is Scheme.LADDER], wanted, STRICT)
            reports = [grade_mot(entry, read.sha256, standard) for standard in standards]
            return _head(read, "mot", entry.name) | _of_mot(reports)
        case OsaiEntry() as entry:
            standards = _fitting(read, [one for one in wanted if one.id == "osai"], wanted, f"osai@{NEWEST}")
            grades = [grade_document(grade_osai(entry, edition(standard.name))) for standard in standards]
            return _head(read, "osai", entry.name) | {"grades": grades}


def _fitting(read: Read, fitting: list[Standard], wanted: list[Standard], usual: str) -> list[Standard]:
    if wanted and not fitting:
        names = ", ".join(standard.name for standard in wanted)
        raise Mistaken(f"{read.path}: what such an entry declares cannot be graded under {names}; try --standard {usual}")
    return fitting or [named(usual)]


def _head(read: Read, index: str, name: str) -> Document:
    return {"path": read.path, "sha256": read.sha256, "index": index, "name": name}


def _of_mot(reports: list[MotReport]) -> Document:
    return {
        "as_mot": _as_mot(reports[0].mot),
        "grades": [
            grade_document(report.strict)
            | {
                "differences": [
                    {
                        "component": one.component,
                        "as_mot": one.mot,
                        "verdict": one.verdict,
                        "line": one.line,
                        "because": one.because,
                    }
                    for one in report.differences
                ]
            }
            for report in reports
        ],
    }


def _as_mot(mot: MotGrade) -> Document:
    return {
        "class": mot.cls,
        "progress": {str(cls): str(share) for cls, share in mot.progress.items()},
        "components": [_component(one) for one in mot.resolved],
        "missing": [one.name for one in mot.missing],
    }


def _component(one: Resolved) -> Document:
    return {
        "component": one.component.name,
        "listed_as": list(one.typed),
        "license": one.license,
        "license_from": one.origin,
        "status": one.status,
        "fits_its_type": one.fits,
    }
