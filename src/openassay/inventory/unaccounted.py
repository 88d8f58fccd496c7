"""What may be there all the same: own code of which nothing told what it is for.

That code of a role is absent is a claim about every file. It is made only where all own code is accounted for: each file does
something else by its syntax tree, or is imported by one that does, or cannot be started and has no name of the role.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from openassay.inventory.code import CODE, PYTHON, CodeFile, Shelf
from openassay.inventory.python_acts import Act
from openassay.inventory.states import holding, missing
from openassay.inventory.training_code import code_matters
from openassay.inventory.vendored import NAMED
from openassay.inventory.visible import prose
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence

_DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class|fn|func|function|pub fn|struct)[ \t]+(\w{2,80})", re.MULTILINE)
_IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+([\w, \t(]+)|import[ \t]+([\w., \t]+))", re.MULTILINE)
_ROLES = frozenset({
    Act.BACKWARD, Act.STEP, Act.FIT, Act.DEFINES_MODEL, Act.RUNS_MODEL, Act.TESTS_MODEL, Act.MAKES_SET, Act.TURNS_INPUT,
    Act.LOADS_WEIGHTS,
})  # fmt: skip
"""Acts by which a file is accounted for."""
_OTHER_WORK = frozenset({
    "setup", "conf", "version", "about", "plot", "plots", "plotting", "visualize", "visualise", "visualization", "viz", "figure",
    "figures", "draw", "convert", "converter", "conversion", "export", "upload", "push", "merge", "release", "docs", "install",
    "env", "environment", "logger", "logging", "lint", "format", "compile", "build", "quantize", "checksum", "migrate",
    "conftest", "hubconf", "noxfile", "tasks", "update", "changelog", "header", "headers", "cast",
})  # fmt: skip
"""Words of names of programs that are of no role."""
_NO_PROGRAMS = frozenset({"__init__.py", "__about__.py", "__main__.py", "_version.py", "setup.py"})
_LOOKED_AT = 400
"""Files whose syntax trees are looked at before an absence is said; where there are more, it is not."""


@dataclass(frozen=True, slots=True)
class Signs:
    """By what a file that may be of a role is known."""

    named: Callable[[CodeFile], bool]
    """Whether it is called so, and its content allows it."""
    defines: re.Pattern[str]
    """Names of functions and classes."""
    bears: Callable[[CodeFile], bool]
    """Whether the content of a file that defines such a name allows it."""
    may_be: Callable[[CodeFile], bool]
    """Whether a program of which nothing told what it does may be of the role, by what it does."""
    heading: re.Pattern[str] | None = None
    """Headings of a README under which the use of such code is told."""


class Accounts:
    """Whether all own code is accounted for."""

    def __init__(self, shelf: Shelf, trained: frozenset[tuple[str, str]]) -> None:
        self.shelf = shelf
        self.trained = trained
        """Source and path of the files that are training code."""

    @cached_property
    def _code(self) -> list[CodeFile]:
        """Code that does not train, the files nearest to the root first."""
        files = (file for file in self.shelf.files(CODE) if file.key not in self.trained and file.place.name not in _NO_PROGRAMS)
        return sorted(files, key=lambda file: (file.path.count("/"), file.key))

    @cached_property
    def _untold(self) -> list[CodeFile]:
        """Programs in Python of which nothing told what they do, in the order of their paths."""
        python = [file for file in self._code if file.format in PYTHON]
        found = []
        for number, file in enumerate(python):
            if number >= _LOOKED_AT:
                found.append(file)
                break
            if self._is_untold(file):
                found.append(file)
        return found

    def _is_untold(self, file: CodeFile) -> bool:
        if not file.body.strip():
            return False
        seen = file.seen
        if seen is None:
            return True
        if seen.stub or file.place.words.name & _OTHER_WORK or seen.acts.keys() & _ROLES:
            return False
        return starts(file) and file.place.name.rpartition(".")[0] not in self._imported

    @cached_property
    def _imported(self) -> frozenset[str]:
        """The last names of everything that own Python code imports."""
        found: set[str] = set()
        for file in self.shelf.files(PYTHON):
            for match in _IMPORTED.finditer(file.body):
                found.update(re.findall(r"\w+", " ".join(part or "" for part in match.groups())))
        return frozenset(found)

    def open_question(self, signs: Signs) -> tuple[CodeFile | Evidence | None, str]:
        """A file or a heading that may be of a role, and why it stays open; no words where nothing does.

        What costs least is asked first: the syntax tree of a file is made only where its name or its words give a reason.
        """
        for file in self._code:
            if signs.named(file) and not _is_stub(file):
                return file, f"{file.path} may be it by its name; what it does could not be told."
        for file in self._code:
            name = next((match[1] for match in _DEFINED.finditer(file.body) if signs.defines.search(match[1])), None)
            if name and signs.bears(file) and not _is_stub(file):
                return file, f"{file.path} defines {name}, which may be it; what it does could not be told."
        for file in self._untold:
            if file.seen is None or signs.may_be(file):
                return file, f"{file.path} may be it; what it does could not be told."
        heading = self._told_under(signs.heading) if signs.heading and self._does_anything else None
        if heading:
            return heading, f"{heading.path} tells how to use such code, and which file it is could not be told."
        return None, self._framework()

    @cached_property
    def _does_anything(self) -> bool:
        """Whether any own code is more than a stub."""
        return any(not _is_stub(file) for file in self._code)

    def _told_under(self, heading: re.Pattern[str]) -> Evidence | None:
        for text in self.shelf.layout.readmes:
            match = heading.search(prose(text.body))
            if match:
                return text.evidence_at(match.start(), match.end())
        return None

    def _framework(self) -> str:
        """Somebody else's project among the release's own: whether it was changed for the release, nothing tells.

        A folder that is called third-party or the like says itself that it serves as it is.
        """
        for _, folder in self.shelf.layout.vendored:
            if not NAMED & set(folder.lower().split("/")):
                return f"{folder} holds somebody else's project; whether it was changed for this release could not be told."
        return ""


def starts(file: CodeFile) -> bool:
    """Whether a file is a program: it can be started, or works as soon as it is run."""
    return file.format not in PYTHON or (file.seen is not None and (Act.ENTRY in file.seen or Act.AT_ONCE in file.seen))


def _is_stub(file: CodeFile) -> bool:
    return file.format in PYTHON and file.seen is not None and file.seen.stub


def missing_code(accounts: Accounts, component: Component, what: str, signs: Signs, stubs: Sequence[CodeFile] = ()) -> Holding:
    """The holding of a role of which no code was found: absent only where all own code is accounted for."""
    layout = accounts.shelf.layout
    held = missing(layout, component, what, code_matters, [file.place for file in stubs])
    if held.state is not State.ABSENT:
        return held
    found, why = accounts.open_question(signs)
    if not why:
        return held
    if isinstance(found, CodeFile):
        return holding(component, State.UNKNOWN, why, [found.place], [found.cite([1])])
    return holding(component, State.UNKNOWN, why, (), [found] if found else [])
