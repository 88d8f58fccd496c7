"""Read MOT's components and license lists out of its repository, and write them as data.

Only ids, names and classes are taken, which are facts; no sentence and no code.

Usage: python -m tools.refresh_mot_rules <bare clone of lfai/model_openness_tool> [<commit>]
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

OUT = Path(__file__).parent.parent / "src/openassay/exchange/mot_rules.json"
COMMIT = "8b5d30e90a7c62d7d6ece48b91e69ff495920a4d"


def main() -> None:
    """Write the file anew."""
    clone, commit = sys.argv[1], (sys.argv[2:] or [COMMIT])[0]

    def read(path: str) -> str:
        done = subprocess.run(["git", f"--git-dir={clone}", "show", f"{commit}:{path}"], capture_output=True, check=True)
        return done.stdout.decode()

    known: dict[str, dict[str, Any]] = {}
    for path in ("web/modules/mof/licenses.json", "web/modules/mof/mof-licenses.json"):
        for row in json.loads(read(path))["licenses"]:
            known.setdefault(row["licenseId"], {}).update(row)
    handler = read("web/modules/mof/src/LicenseHandler.php")
    by_hand = set(_constant(handler, "OPEN_DATA_LICENSES")) | set(_constant(handler, "OPEN_LICENSES"))
    opened = {id_ for id_, row in known.items() if row.get("isOsiApproved") or row.get("isFsfLibre")} | by_hand
    settings = yaml.safe_load(read("web/modules/mof/config/install/mof.settings.yml"))
    document: dict[str, Any] = {
        "about": "Components, classes and license lists of the Model Openness Tool, to grade declared components as it does.",
        "source": f"lfai/model_openness_tool at {commit}: mof.settings.yml, licenses.json, mof-licenses.json, LicenseHandler.php",
        "license": "MIT",
        "attribution": "2024 The Model Openness Tool Authors",
        "refresh": "tools/refresh_mot_rules.py",
        "components": [
            {
                "id": entry["id"],
                "name": entry["name"],
                "type": entry["content_type"],
                "class": entry["class"],
                "required": entry["required"],
            }
            for entry in settings["components"]
        ],
        "known": sorted(known),
        "open": sorted(opened),
        "appropriate": {
            kind: sorted(id_ for id_, row in known.items() if kind in _kinds(row)) for kind in ("code", "data", "document")
        },
    }
    OUT.write_text(_lay_out(document), "utf-8")
    print(f"{len(known)} known, {len(opened)} open, {[len(ids) for ids in document['appropriate'].values()]} appropriate")


def _constant(php: str, name: str) -> list[str]:
    match = re.search(rf"const {name} = \[(.*?)\];", php, re.DOTALL)
    return re.findall(r"'([^']+)'", match[1]) if match else []


def _kinds(row: dict[str, Any]) -> list[str]:
    kinds = row.get("ContentType", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _lay_out(document: dict[str, Any]) -> str:
    """One key or component a line, so that a refresh shows as a small difference."""
    lines = []
    for key, value in document.items():
        if key == "components":
            rows = ",\n".join(f"  {json.dumps(row)}" for row in value)
            lines.append(f' "components": [\n{rows}\n ]')
        elif key == "appropriate":
            rows = ",\n".join(f'  "{kind}": {json.dumps(ids)}' for kind, ids in value.items())
            lines.append(f' "appropriate": {{\n{rows}\n }}')
        else:
            lines.append(f' "{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
