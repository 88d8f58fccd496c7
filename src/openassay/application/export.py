"""Writing an assessment as an entry of another index, with only what is proven."""

from collections.abc import Mapping
from typing import Any

from openassay.application.grade_osai import NEWEST
from openassay.exchange.mot_entry import write_mot
from openassay.exchange.mot_export import export_mot
from openassay.exchange.osai_entry import write_osai
from openassay.exchange.osai_export import NoGrade, export_osai

__all__ = ["INDEXES", "STANDARDS", "NoGrade", "export"]

INDEXES = ("mot", "osai")
STANDARDS = {"mot": ("mof",), "osai": (f"osai@{NEWEST}",)}
"""The standards under which a release is assessed for an entry of each index."""


def export(document: Mapping[str, Any], index: str, name: str | None = None) -> bytes:
    """Return an assessment as the YAML of one index; what was left out is said in comments above. Raises `NoGrade`."""
    if index == "mot":
        return write_mot(*export_mot(document, name))
    return write_osai(*export_osai(document, name))
