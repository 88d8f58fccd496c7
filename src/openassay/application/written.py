"""Assessments that were written before, read again."""

from pathlib import Path
from typing import Any

from openassay.formats import json_text
from openassay.reports.document import SCHEMA
from openassay.sources import disk
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import JSON_FILE


class NotWritten(ValueError):  # noqa: N818
    """A file that holds no assessment; the message is one sentence for the user."""


def read_assessment(path: Path) -> dict[str, Any]:
    """Read an assessment document. Raises `NotWritten`."""
    try:
        with path.open("rb") as file:
            found = json_text.read_content(Held(file.read(JSON_FILE.value + 1))).data
    except OSError as error:
        raise NotWritten(f"{path} could not be read: {disk.reason(error)}.") from None
    except Unreadable as error:
        raise NotWritten(f"{path} holds no assessment: {error.because} ({error.code}).") from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise NotWritten(f"{path} holds no assessment: its schema is not {SCHEMA}.")
    return dict(found)
