"""The list of what is to be audited: one release a line.

A line is an address as for `openassay assess`, or a JSON object:

    {"address": "mirrors/model", "name": "hf://owner/model", "with": ["https://github.com/owner/code"]}

`name` is what the release is called in the index; without it, its address. Empty lines and lines that begin with `# ` are left
out.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEYS = frozenset(("address", "name", "with"))


class NoList(Exception):  # noqa: N818
    """A list that cannot be audited; the message is one sentence that names the file and line."""


@dataclass(frozen=True, slots=True)
class Task:
    """One release that is to be assessed."""

    name: str
    address: str
    beside: tuple[str, ...] = ()


def read_tasks(path: Path) -> list[Task]:
    """Read a list from a file. Raises `NoList`."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise NoList(f"the list {path} could not be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NoList(f"the list {path} is not UTF-8; save it so") from None
    return tasks_in(text.splitlines(), str(path))


def tasks_in(lines: Iterable[str], name: str) -> list[Task]:
    """The tasks of a list; `name` is said where a line is wrong. Raises `NoList`."""
    seen: dict[str, int] = {}
    tasks = []
    for number, task in _tasks(lines, name):
        if task.name in seen:
            raise NoList(f"{name}:{number}: '{task.name}' stands in line {seen[task.name]} already; name each release once")
        seen[task.name] = number
        tasks.append(task)
    if not tasks:
        raise NoList(f"the list {name} names no release; write one address a line")
    return tasks


def _tasks(lines: Iterable[str], name: str) -> Iterator[tuple[int, Task]]:
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text == "#" or text.startswith("# "):
            continue
        yield number, _of_object(text, f"{name}:{number}") if text.startswith("{") else Task(text, text)


def _of_object(text: str, where: str) -> Task:
    try:
        found: Any = json.loads(text)
    except ValueError:
        raise NoList(f"{where}: the line is no JSON object; write an address, or an object with one") from None
    if unknown := sorted(found.keys() - _KEYS):
        raise NoList(f"{where}: there is no key '{unknown[0]}'; there are address, name and with")
    address, called, beside = found.get("address"), found.get("name", found.get("address")), found.get("with", [])
    plain = isinstance(beside, list) and all(isinstance(one, str) and one for one in (address, called, *beside))
    if not plain:
        raise NoList(f"{where}: address and name are text, with is a list of text")
    return Task(called, address, tuple(beside))
