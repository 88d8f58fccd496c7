"""Look up every piece of evidence of an assessment again, without openassay.

The path exists, its hash is right, and the quote stands on the lines that are named.

Usage: python tools/recheck.py ASSESSMENT.json TARGET
TARGET is the folder, archive or git repository (path@ref) that was assessed; for a package, the file that was read.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any


def opener(target: str) -> Callable[[str], bytes]:
    """Return a function that gives the bytes of a path of the target."""
    path = Path(target)
    if path.is_file() and zipfile.is_zipfile(path):
        return zipfile.ZipFile(path).read
    if path.is_file() and tarfile.is_tarfile(path):
        archive = tarfile.open(path)  # noqa: SIM115 - it stays open for all look-ups
        return lambda name: (archive.extractfile(name) or sys.exit(f"{name} is no file")).read()
    repository, _, ref = target.rpartition("@")
    if repository or (path / "HEAD").is_file():
        place, revision = (repository, ref) if repository else (target, "HEAD")
        return lambda name: (
            subprocess.run(["git", "-C", place, "cat-file", "blob", f"{revision}:{name}"], check=True, capture_output=True).stdout
        )
    return lambda name: (path / name).read_bytes()


def cited(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every place that a yes or a no rests on, and every grant, with what it is for."""
    for fact in document["facts"]:
        for evidence in fact["evidence"]:
            yield fact["key"], evidence
    for grant in document["licenses"]:
        yield grant["id"], grant


def wrong(evidence: dict[str, Any], read: Callable[[str], bytes]) -> str | None:
    """Say what is wrong with one piece of evidence, or None."""
    try:
        data = read(evidence["path"])
    except (OSError, KeyError, subprocess.CalledProcessError):
        return "the path does not exist"
    if hashlib.sha256(data).hexdigest() != evidence["sha256"]:
        return "the hash is another"
    if evidence["quote"] is not None and evidence["lines"] is not None:
        text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        first, last = evidence["lines"]
        if evidence["quote"] not in "\n".join(text.split("\n")[first - 1 : last]):
            return f"the quote does not stand on lines {first} to {last}"
    return None


def main() -> None:
    """Check all and count."""
    document = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    read = cache(opener(sys.argv[2]))
    failures = [(key, evidence["path"], problem) for key, evidence in cited(document) if (problem := wrong(evidence, read))]
    for key, path, problem in failures:
        print(f"{key}: {path}: {problem}")
    yes = sum(fact["answer"] == "yes" for fact in document["facts"])
    total = sum(1 for _ in cited(document))
    print(f"{total - len(failures)} of {total} places hold, behind {yes} yes answers")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
