"""The catalogue for people: listing it, checking it, running its conformance cases."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from openassay.application.known import known
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.licenses.expressions import parse
from openassay.standards import catalogue as shelf
from openassay.standards.cases import ConformanceCase, Failure, questions, read_cases
from openassay.standards.document import Problem, Refused
from openassay.standards.loading import load
from openassay.vocabulary import limits
from openassay.vocabulary.facts import Answer, Evidence, Fact, Search
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.standard import Standard


class Mistaken(Exception):  # noqa: N818
    """The user named something that is not there, or that is refused; the message is for them."""


def catalogue() -> Iterator[Standard]:
    """Yield every edition of the catalogue in its default variant."""
    for entry in shelf.entries():
        yield next(iter(shelf.load_entry(entry, known()).values()))


def named(name: str) -> Standard:
    """Return one standard of the catalogue. Raises `Mistaken`."""
    try:
        return shelf.find(name, known())
    except (shelf.NoStandard, Refused, Unreadable) as error:
        raise Mistaken(str(error)) from error


def source_page(name: str) -> str:
    """Return what was read of a standard's official text. Raises `Mistaken`."""
    standard = named(name)
    return next(entry.source_page() for entry in shelf.entries() if (entry.id, entry.edition) == (standard.id, standard.edition))


def check(paths: Iterable[Path]) -> tuple[list[str], int]:
    """Check the files given, or the whole catalogue against its lock. Return the problems in words, and how many were checked."""
    if files := list(paths):
        seen: dict[str, tuple[Path, str]] = {}
        return [problem for path in files for problem in _check_file(path, seen)], len(files)
    entries = shelf.entries()
    return [problem for entry in entries for problem in _problems(partial(_check_entry, entry), entry.path)], len(entries)


def _check_entry(entry: shelf.Entry) -> None:
    standard = next(iter(shelf.load_entry(entry, known()).values()))
    if standard.name not in shelf.locked():
        raise Refused([Problem(entry.path, 1, f"{standard.name} is not in the lock; lock it with tools/lock_standards.py")])
    for path, data in entry.cases():
        read_cases(data, path, standard)


def _check_file(path: Path, seen: dict[str, tuple[Path, str]]) -> list[str]:
    """Check one file. `seen` holds where each revision was met before and the SHA-256 of its text; this one is added."""

    def read() -> None:
        with path.open("rb") as file:
            data = file.read(limits.STANDARD_FILE.value + 1)
        standard = next(iter(load(data, str(path), known()).values()))
        if problem := shelf.edited(standard, data, str(path)):
            raise Refused([problem])
        digest = hashlib.sha256(data).hexdigest()
        other, theirs = seen.setdefault(standard.name, (path, digest))
        if theirs != digest:
            hashes = f"with the SHA-256 {theirs[:16]}...; here it is {digest[:16]}..."
            message = f"refused:id-clash: {standard.name} also stands in {other}, {hashes}"
            raise Refused([Problem(str(path), 1, message)])

    return _problems(read, str(path))


def _problems(read: Callable[[], None], path: str) -> list[str]:
    try:
        read()
    except Refused as error:
        return [str(problem) for problem in error.problems]
    except Unreadable as error:
        return [f"{path}: {error.code}: {error.because}"]
    except OSError as error:
        return [f"{path}: cannot be read: {error.strerror}"]
    return []


def run_cases(names: Iterable[str]) -> tuple[list[Failure], int]:
    """Run the conformance cases of the standards named, or of all. Return what failed, and how many ran."""
    wanted = {(standard.id, standard.edition) for standard in map(named, names)}
    failures: list[Failure] = []
    count = 0
    for entry in shelf.entries():
        if wanted and (entry.id, entry.edition) not in wanted:
            continue
        variants = shelf.load_entry(entry, known())
        default = next(iter(variants.values()))
        for path, data in entry.cases():
            for case in read_cases(data, path, default):
                for variant, expected in case.expect.items():
                    count += 1
                    if difference := expected.difference(grade(variants[variant], case_facts(case, variants[variant]))):
                        failures.append(Failure(case, variant, difference))
    return failures, count


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
