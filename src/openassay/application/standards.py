"""Standards for people: listing them, checking them, running their conformance cases."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from openassay.application import shelves
from openassay.application.known import known
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.licenses.expressions import parse
from openassay.standards import catalogue as shelf
from openassay.standards.cases import ConformanceCase, Failure, questions, read_cases
from openassay.standards.document import Problem, Refused
from openassay.vocabulary.facts import Answer, Evidence, Fact, Search
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.standard import Standard


class Mistaken(Exception):  # noqa: N818
    """The user named something that is not there, or that is refused; the message is for them."""


def listed() -> tuple[list[Standard], list[str]]:
    """Return every edition on every shelf in its default variant, and for those that are refused the problems in words."""
    standards: list[Standard] = []
    entries: list[shelf.Entry] = []
    problems = _problems(lambda: entries.extend(shelves.shelved()), shelves.VARIABLE)
    for entry in entries or shelf.entries():

        def load(entry: shelf.Entry = entry) -> None:
            standards.append(next(iter(shelf.load_entry(entry, known()).values())))

        problems += _problems(load, entry.path)
    return standards, problems


def named(name: str) -> Standard:
    """Return one standard by its name or the path of its file. Raises `Mistaken`."""
    try:
        return shelves.find_standard(name)
    except shelf.NoStandard as error:
        raise Mistaken(str(error)) from error
    except (Refused, Unreadable) as error:
        raise Mistaken(f"{name} is refused: {_in_one_line(error)}") from error


def _in_one_line(error: Refused | Unreadable) -> str:
    return error.in_one_line() if isinstance(error, Refused) else f"{error.because} ({error.code})"


def source_page(name: str) -> str:
    """Return what was read of a standard's official text. Raises `Mistaken`."""
    (one,) = with_cases([name])
    if not one.source:
        raise Mistaken(f"nobody wrote down what of the text of {name} was read: it has no {shelf.SOURCE} beside it")
    return one.source


def check(paths: Iterable[Path]) -> tuple[list[str], int]:
    """Check the files, editions or shelves given, or the whole catalogue against its lock.

    Return the problems in words, and how many standards were checked.
    """
    given = list(paths)
    if not given:
        entries = shelf.entries()
        return [problem for entry in entries for problem in _problems(partial(_check_entry, entry), entry.path)], len(entries)
    problems: list[str] = []
    count = 0
    seen: dict[str, tuple[Path, str]] = {}
    for path in given:
        files = standard_files(path)
        if not files:
            problems.append(f"{path}: holds no standard; a shelf has <id>/<edition>/{shelf.STANDARD}")
        for file, shelved in files:
            problems += _problems(partial(_check_file, file, shelved, seen), str(file))
            count += 1
    return problems, count


def standard_files(path: Path) -> list[tuple[Path, bool]]:
    """Return the standards at a path, and whether each stands on a shelf, where its folders say its id and edition.

    A file is one; a folder is an edition, with a standard.yaml in it, or a shelf.
    """
    if not path.is_dir():
        return [(path, False)]
    if (path / shelf.STANDARD).is_file():
        return [(path / shelf.STANDARD, False)]
    return [(path / entry.id / entry.edition / shelf.STANDARD, True) for entry in shelf.entries_in(path, str(path))]


def _check_entry(entry: shelf.Entry) -> None:
    standard = next(iter(shelf.load_entry(entry, known()).values()))
    if standard.name not in shelf.locked():
        raise Refused([Problem(entry.path, 1, f"{standard.name} is not in the lock; lock it with tools/lock_standards.py")])
    for path, data in entry.cases():
        read_cases(data, path, standard)


def _check_file(path: Path, shelved: bool, seen: dict[str, tuple[Path, str]]) -> None:
    """Check one file and its cases. `seen` holds where each revision was met before and the SHA-256; this one is added."""
    standard = next(iter(shelves.load_file(path).values()))
    other, theirs = seen.setdefault(standard.name, (path, standard.sha256))
    if theirs != standard.sha256:
        hashes = f"with the SHA-256 {theirs[:16]}...; here it is {standard.sha256[:16]}..."
        raise Refused([Problem(str(path), 1, f"refused:id-clash: {standard.name} also stands in {other}, {hashes}")])
    if shelved and (standard.id, standard.edition) != (path.parent.parent.name, path.parent.name):
        folders = f"{path.parent.parent.name}@{path.parent.name}"
        raise Refused([Problem(str(path), 1, f"the folder says {folders}, the file {standard.id}@{standard.edition}")])
    for place, data in _cases_beside(path):
        read_cases(data, place, standard)


def _cases_beside(path: Path) -> Iterator[tuple[str, bytes]]:
    return shelf.cases_in(path.parent, str(path.parent)) if path.name == shelf.STANDARD else iter(())


def _problems(read: Callable[[], object], path: str) -> list[str]:
    try:
        read()
    except Refused as error:
        return [str(problem) for problem in error.problems]
    except Unreadable as error:
        return [f"{path}: {error.code}: {error.because}"]
    except shelf.NoStandard as error:
        return [str(error)]
    return []


def run_cases(names: Iterable[str]) -> tuple[list[Failure], int]:
    """Run the conformance cases of the standards named, of those at the paths given, or of all.

    Return what failed, and how many ran. Raises `Mistaken`.
    """
    failures: list[Failure] = []
    count = 0
    for one in with_cases(names):
        for case in one.cases:
            for variant, expected in case.expect.items():
                count += 1
                standard = one.variants[variant]
                if difference := expected.difference(grade(standard, case_facts(case, standard))):
                    failures.append(Failure(case, variant, difference))
    return failures, count


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition with all that lies beside it."""

    variants: dict[str, Standard]
    """The default first."""
    cases: tuple[ConformanceCase, ...]
    source: str
    """Its page of what was read of the official text; empty where there is none."""


def with_cases(names: Iterable[str]) -> list[Edition]:
    """Read the standards of these names or at these paths, or the whole catalogue where none are given. Raises `Mistaken`."""
    given = list(names)
    try:
        return [one for name in given for one in _editions(name)] if given else [_of_entry(entry) for entry in shelf.entries()]
    except shelf.NoStandard as error:
        raise Mistaken(str(error)) from error
    except (Refused, Unreadable) as error:
        raise Mistaken(f"refused: {_in_one_line(error)}") from error


def _editions(name: str) -> Iterator[Edition]:
    path = Path(name)
    if not path.is_dir() and path.suffix not in (".yaml", ".yml"):
        standard = shelves.find_standard(name)
        wanted = (standard.id, standard.edition)
        yield from (_of_entry(entry) for entry in shelves.shelved() if (entry.id, entry.edition) == wanted)
        return
    files = standard_files(path)
    if not files:
        raise Mistaken(f"'{name}' holds no standard; a shelf has <id>/<edition>/{shelf.STANDARD}")
    for file, _ in files:
        variants = shelves.load_file(file)
        source = file.with_name(shelf.SOURCE)
        page = source.read_text("utf-8", "replace") if file.name == shelf.STANDARD and source.is_file() else ""
        yield Edition(variants, _read_all(_cases_beside(file), variants), page)


def _of_entry(entry: shelf.Entry) -> Edition:
    variants = shelf.load_entry(entry, known())
    return Edition(variants, _read_all(entry.cases(), variants), entry.source_page())


def _read_all(files: Iterable[tuple[str, bytes]], variants: dict[str, Standard]) -> tuple[ConformanceCase, ...]:
    default = next(iter(variants.values()))
    return tuple(case for path, data in files for case in read_cases(data, path, default))


def case_facts(case: ConformanceCase, standard: Standard) -> Case:
    """Make the facts of a case: what it sets, and for all else that the standard asks, what it says of the others."""
    keys = questions(standard) | case.answers.keys()
    facts = {key: _fact(key, case.answers.get(key, case.otherwise)) for key in keys}
    subjects = {key.partition("/")[2] for key in keys}
    licenses = {subject: case.licenses.get(subject, case.license_otherwise) for subject in subjects}
    return Case(facts, {subject: (parse(text),) for subject, text in licenses.items() if text})


def _fact(key: str, answer: Answer) -> Fact:
    probe, _, subject = key.partition("/")
    evidence = (Evidence("case", "case", "0" * 64),) if answer is Answer.YES else ()
    search = Search("a conformance case", 1, complete=True) if answer is Answer.NO else None
    return Fact(subject, answer, "set by a conformance case", evidence=evidence, search=search, probe=probe)
