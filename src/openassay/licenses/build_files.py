"""The license that the build files of a Python project declare: pyproject.toml, setup.cfg, setup.py. Nothing of them is run."""

import re

from openassay.formats.package_metadata import Field, PackageMetadata
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable

NAMES = frozenset({"pyproject.toml", "setup.cfg", "setup.py"})

_CLASSIFIER = re.compile(r"""["']?(License :: [^"'\n]{1,200}?)["']?[ \t]*,?[ \t]*(?:#.*)?$""", re.MULTILINE)
_SETUP_PY = re.compile(r"""\blicense[ \t]*=[ \t]*(["'])([^"'\n]{1,200})\1""")
_SETUP_CFG = re.compile(r"^license[ \t]*[=:][ \t]*([^\n]{1,200})$", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*license[ \t]*=", re.MULTILINE)


def read(name: str, text: str) -> PackageMetadata:
    """Read what a build file says of the license; all else is left empty.

    Raises `Unreadable`: `error:too-big` or `error:bad-toml`, for pyproject.toml.
    """
    if name == "pyproject.toml":
        value, line = _pyproject(text)
    else:
        found = (_SETUP_PY if name == "setup.py" else _SETUP_CFG).search(text)
        value, line = (found[found.lastindex or 0].strip(), _line(text, found.start())) if found else (None, 1)
    classifiers = tuple(Field("classifier", match[1], _line(text, match.start())) for match in _CLASSIFIER.finditer(text))
    return PackageMetadata("", "", Field("license", value, line) if value else None, None, (), classifiers, None)


def _pyproject(text: str) -> tuple[str | None, int]:
    import tomllib

    if len(text) > limits.STANDARD_FILE.value:
        raise Unreadable("error:too-big", f"it is {len(text)} characters long")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unreadable("error:bad-toml", f"it cannot be read: {str(error)[:200]}") from None
    tool = data.get("tool")
    for table in (data.get("project"), tool.get("poetry") if isinstance(tool, dict) else None):
        value = table.get("license") if isinstance(table, dict) else None
        if isinstance(value, dict):
            value = value.get("text")
        if isinstance(value, str) and 0 < len(value.strip()) <= 200:
            key = _KEY.search(text)
            return value.strip(), _line(text, key.start()) if key else 1
    return None, 1


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
