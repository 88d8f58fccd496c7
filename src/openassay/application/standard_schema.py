"""The JSON Schema of a standard with every name that it may use, so that an editor can complete them."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from openassay.application.known import known
from openassay.standards.conditions import SUBJECTS


def standard_schema() -> str:
    """Return the schema as text: the published one, with the names of probes, components and license lists filled in."""
    schema: dict[str, Any] = json.loads(files("openassay.standards").joinpath("standard.schema.json").read_text("utf-8"))
    for name, values in (("probes", known().questions), ("subjects", SUBJECTS), ("lists", known().lists)):
        schema["$defs"][name] = _one_or_several(values, schema["$defs"][name]["description"])
    return json.dumps(schema, indent=2) + "\n"


def _one_or_several(values: Iterable[str], description: str) -> dict[str, Any]:
    one = {"enum": sorted(values)}
    return {"description": description, "oneOf": [one, {"type": "array", "minItems": 1, "uniqueItems": True, "items": one}]}
