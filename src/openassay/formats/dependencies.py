"""The packages that a project names: requirements, pyproject, setup files, conda environments, npm packages, lock files.

Nothing is resolved, installed or run; setup.py is searched as text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openassay.formats import json_text, yaml_text
from openassay.formats.requirement_lines import Dependency, conda, npm, poetry, python
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Remark, Unreadable

_REQUIREMENTS = re.compile(r"(.*[-_.])?(requirements|constraints)([-_.].*)?\.(txt|in|pip)")
_LOCKED = re.compile(r'^\[\[package\]\]\nname = "([^"\n]{1,200})"\nversion = "([^"\n]{1,200})"', re.MULTILINE)
_SETUP_LIST = re.compile(r"\b(?:install_requires|extras_require|\w*requirements?|\w*REQUIRE[SD]?\w*)\s*[:=]\s*([\[({])")
_STRING = re.compile(r"\"([^\"\\\n]{1,300})\"|'([^'\\\n]{1,300})'|([\[({])|([\])}])|#[^\n]*")
_SECTION = re.compile(r"\[([^\]\n]{1,200})\]\s*$")
_SEARCHED = 20_000
_MISSES = 100


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What one file names, in the order of the file."""

    packages: tuple[Dependency, ...]
    locked: bool
    """Whether the file is a lock: every package with its exact version."""
    remarks: tuple[Remark, ...] = ()

    @property
    def pinned(self) -> bool:
        """Whether it names packages, and each with its exact version."""
        return bool(self.packages) and all(package.pinned for package in self.packages)


def is_dependency_file(path: str) -> bool:
    """Whether a file of this name is read here."""
    return _reader(path.rpartition("/")[2].lower()) is not None


def read(path: str, text: str) -> Dependencies:
    """Read the packages that a file names; its name says how.

    Raises `Unreadable`: `error:too-big`, `error:bad-toml`, what reading JSON and YAML raises, and `unknown:no-reader` for a file
    name that is not known.
    """
    name = path.rpartition("/")[2].lower()
    reader = _reader(name)
    if reader is None:
        raise Unreadable("unknown:no-reader", "no reader knows a file of this name")
    if len(text) > limits.TEXT_FILE.value:
        raise Unreadable("error:too-big", f"it is {len(text)} characters long")
    packages: list[Dependency] = []
    remarks: tuple[Remark, ...] = ()
    for package in reader(text):
        if len(packages) >= limits.DEPENDENCIES.value:
            remarks = (Remark(limits.DEPENDENCIES.code, f"only the first {limits.DEPENDENCIES.value} packages are listed"),)
            break
        packages.append(package)
    return Dependencies(tuple(packages), name in _LOCKS, remarks)


def _reader(name: str) -> Callable[[str], Iterator[Dependency]] | None:
    if _REQUIREMENTS.fullmatch(name):
        return _requirements
    return _READERS.get(name)


def _requirements(text: str) -> Iterator[Dependency]:
    for number, line in enumerate(text.splitlines(), 1):
        found = python(line, number)
        if found:
            yield found


def _toml(text: str) -> dict[str, object]:
    import tomllib

    if len(text) > limits.STANDARD_FILE.value:
        raise Unreadable("error:too-big", f"it is {len(text)} characters long")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unreadable("error:bad-toml", f"it cannot be read: {str(error)[:200]}") from None


def _table(value: object, *keys: str) -> dict[str, object]:
    """The table under a path of keys; empty where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _listed(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else []:
        if isinstance(each, str):
            yield each


def _pyproject(text: str) -> Iterator[Dependency]:
    data = _toml(text)
    lines = _Lines(text)
    groups = [_table(data, "project").get("dependencies")]
    groups += _table(data, "project", "optional-dependencies").values()
    groups += _table(data, "dependency-groups").values()
    for group in groups:
        for line in _listed(group):
            found = python(line, lines.find(line))
            if found:
                yield found
    tables = [_table(data, "tool", "poetry", "dependencies"), _table(data, "tool", "poetry", "dev-dependencies")]
    tables += [_table(group, "dependencies") for group in _table(data, "tool", "poetry", "group").values()]
    for table in tables:
        yield from _poetry_table(table, lines)


def _poetry_table(table: dict[str, object], lines: "_Lines") -> Iterator[Dependency]:
    for name, value in table.items():
        version = value if isinstance(value, str) else _table(value).get("version", "")
        if name != "python" and isinstance(version, str):
            yield poetry(name, version, lines.find(name))


def _pipfile(text: str) -> Iterator[Dependency]:
    data, lines = _toml(text), _Lines(text)
    for section in ("packages", "dev-packages"):
        yield from _poetry_table(_table(data, section), lines)


def _setup_cfg(text: str) -> Iterator[Dependency]:
    section, inside = "", False
    for number, line in enumerate(text.splitlines(), 1):
        match = _SECTION.match(line)
        if match:
            section, inside = match[1].strip(), False
        elif line[:1].isspace() and inside:
            found = python(line, number)
            if found:
                yield found
        elif "=" in line:
            key, _, rest = line.partition("=")
            inside = (section == "options" and key.strip() == "install_requires") or section == "options.extras_require"
            found = python(rest, number) if inside else None
            if found:
                yield found


def _setup_py(text: str) -> Iterator[Dependency]:
    """Texts in the lists that setup.py gives to its requirements. It is searched, never run."""
    lines, position = _Lines(text), 0
    while start := _SETUP_LIST.search(text, position):
        depth, position = 1, start.end()
        for match in _STRING.finditer(text, start.end(), start.end() + _SEARCHED):
            position = match.end()
            depth += bool(match[3]) - bool(match[4])
            if not depth:
                break
            written = match[1] or match[2]
            is_key = text[position : position + 1] == ":"
            found = python(written, lines.at(match.start())) if written and not is_key else None
            if found:
                yield found


def _environment(text: str) -> Iterator[Dependency]:
    found = yaml_text.read(text)
    lines = _Lines(text)
    listed = found.data.get("dependencies") if isinstance(found.data, dict) else None
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, str):
            yield from filter(None, [conda(each, lines.find(each))])
        elif isinstance(each, dict):
            for line in _listed(each.get("pip")):
                yield from filter(None, [python(line, lines.find(line))])


def _package_json(text: str) -> Iterator[Dependency]:
    data, lines = json_text.read(text).data, _Lines(text)
    for section in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        for name, version in _table(data, section).items():
            if isinstance(version, str):
                yield npm(name, version, lines.find(f'"{name}"'))


def _package_lock(text: str) -> Iterator[Dependency]:
    data = json_text.read(text).data
    for path, entry in _table(data, "packages").items():
        version = _table(entry).get("version")
        if path and isinstance(version, str):
            yield npm(path.rpartition("node_modules/")[2], version, None)


def _pipfile_lock(text: str) -> Iterator[Dependency]:
    data = json_text.read(text).data
    for section in ("default", "develop"):
        for name, entry in _table(data, section).items():
            version = _table(entry).get("version")
            if isinstance(version, str):
                yield from filter(None, [python(name + version, None)])


def _lock(text: str) -> Iterator[Dependency]:
    lines = _Lines(text.replace("\r\n", "\n"))
    for match in _LOCKED.finditer(lines.text):
        yield from filter(None, [python(f"{match[1]}=={match[2]}", lines.at(match.start()) + 1)])


class _Lines:
    """Finds the line that something stands on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._after = 0
        self._misses = 0

    def at(self, offset: int) -> int:
        """The line (from 1) of a character."""
        return bisect_left(self._ends, offset) + 1

    def find(self, written: str) -> int | None:
        """The line of the next place where this is written, or of the first at all; None where there is none.

        After a hundred misses it stops looking: the file spells its names in a way that cannot be found.
        """
        if self._misses > _MISSES:
            return None
        found = self.text.find(written, self._after)
        if found < 0:
            found = self.text.find(written)
            self._misses += 1
        self._after = max(found, self._after)
        return self.at(found) if found >= 0 else None


_LOCKS = frozenset({"poetry.lock", "uv.lock", "pdm.lock", "pipfile.lock", "package-lock.json"})
_READERS: dict[str, Callable[[str], Iterator[Dependency]]] = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup_cfg,
    "setup.py": _setup_py,
    "environment.yml": _environment,
    "environment.yaml": _environment,
    "conda.yaml": _environment,
    "conda.yml": _environment,
    "package.json": _package_json,
    "package-lock.json": _package_lock,
    "pipfile": _pipfile,
    "pipfile.lock": _pipfile_lock,
    "poetry.lock": _lock,
    "uv.lock": _lock,
    "pdm.lock": _lock,
}
