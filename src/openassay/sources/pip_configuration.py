"""What the user's pip is told about the package index, read from where pip reads it: its files and `PIP_...` variables.

pip itself is not asked: it need not be installed beside openassay, and starting it costs more than reading the files. Source: the
configuration chapter of pip's documentation. Nothing is read from the working folder.
"""

import configparser
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_SECTIONS = ("global", "download")
_TIMEOUT = 15.0


class IndexSettings(NamedTuple):
    """How to reach the package index."""

    address: str | None
    """Of the index; None for the default of the library that reads it."""
    forbidden: bool
    """The user wants no index to be asked."""
    certificates: str | None
    proxy: str | None
    timeout: float
    """Seconds without an answer."""


def read_settings(environment: Mapping[str, str]) -> IndexSettings:
    """Read what applies. Later files outrank earlier ones, and variables outrank files."""
    values: dict[str, str] = {}
    for path in _files(environment):
        values.update(_of_file(path))
    for name, value in environment.items():
        if name.startswith("PIP_") and value:
            values[name[4:].lower().replace("_", "-")] = value
    try:
        timeout = float(values.get("timeout", values.get("default-timeout", _TIMEOUT)))
    except ValueError:
        timeout = _TIMEOUT
    forbidden = values.get("no-index", "").lower() in ("1", "true", "yes", "on")
    return IndexSettings(values.get("index-url"), forbidden, values.get("cert"), values.get("proxy"), max(timeout, 1.0))


def _files(environment: Mapping[str, str]) -> Iterator[Path]:
    given = environment.get("PIP_CONFIG_FILE", "")
    if given == os.devnull:
        return
    for folder in reversed(environment.get("XDG_CONFIG_DIRS", "/etc/xdg").split(os.pathsep)):
        if Path(folder).is_absolute():
            yield Path(folder, "pip", "pip.conf")
    yield Path("/etc/pip.conf")
    if home := environment.get("HOME"):
        yield Path(home, ".pip", "pip.conf")
        yield Path(environment.get("XDG_CONFIG_HOME") or Path(home, ".config"), "pip", "pip.conf")
    yield Path(sys.prefix, "pip.conf")
    if given:
        yield Path(given)


def _of_file(path: Path) -> dict[str, str]:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(path.read_text("utf-8"))
    except (OSError, ValueError, configparser.Error):
        return {}
    values: dict[str, str] = {}
    for section in _SECTIONS:
        if parser.has_section(section):
            values.update((key.replace("_", "-"), value.strip()) for key, value in parser.items(section) if value.strip())
    return values
