"""Reads every file of some folders as the readers of formats do, and prints what came of it as JSON.

    python -m tests.hostile.reading FOLDER...

It runs as a program of its own, so that its memory can be bounded and measured.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from openassay.formats import front_matter, json_text, yaml_text
from openassay.formats.header import inspect
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.text import decode

MEMORY = 512 << 20


class OnDisk:
    """Content of a file, read a piece at a time."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self.size = os.fstat(self._file).st_size

    def read_at(self, offset: int, length: int) -> bytes:
        return os.pread(self._file, length, offset)

    def chunks(self) -> Iterator[bytes]:
        for offset in range(0, self.size, 1 << 20):
            yield self.read_at(offset, 1 << 20)

    def close(self) -> None:
        os.close(self._file)


def read_file(path: Path) -> dict[str, object]:
    """The format of a file, the codes of all that was said of it, the time it took, and what was kept of it as text."""
    content = OnDisk(path)
    begin = time.perf_counter()
    try:
        reading = inspect(path.as_posix(), content)
        codes = {remark.code for remark in reading.remarks}
        said = [remark.because for remark in reading.remarks]
        try:
            _read_text(reading.format, content, reading.header is None, codes)
        except Unreadable as error:
            codes.add(error.code)
            said.append(error.because)
    finally:
        content.close()
    seconds = time.perf_counter() - begin
    kept = f"{reading.header!r} {said!r}"
    return {"format": reading.format, "codes": sorted(codes), "seconds": seconds, "kept": kept}


def _read_text(form: str, content: OnDisk, unread: bool, codes: set[str]) -> None:
    if form == "markdown":
        found = front_matter.read(decode(content.read_at(0, 8 << 20)))
        codes.update(remark.code for remark in (found.remarks if found else ()))
    elif form == "yaml":
        yaml_text.read(content.read_at(0, content.size))
    elif form == "json" and unread and not codes:
        json_text.read_content(content)


def main(folders: list[Path]) -> None:
    """Read every file under the folders within the memory that a worker has."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    result = {str(path): read_file(path) for path in paths}
    status = Path("/proc/self/status").read_text("ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0])
    print(json.dumps({"files": result, "peak_kib": peak}))  # noqa: T201


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
