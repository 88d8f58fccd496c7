"""Is there a record of what changed from version to version?

What it asks
    Whether the release tells version by version, or date by date, what is new in it.

Why it matters
    Whoever builds on a model must know what a new version changes, and why yesterday's result cannot be repeated.

How it looks
    A file called CHANGELOG, CHANGES, HISTORY, NEWS or RELEASE_NOTES in the root or in docs, or a section of a document under
    such a heading: with at least one entry that carries a version or a date and words about it. Nothing of the kind after
    every document was read: no.

How to answer yes
    Keep a CHANGELOG.md with an entry for each version of the model.
"""

import re
from collections.abc import Iterator

from openassay.formats.passages import Form, Passage, Shown
from openassay.formats.visible_text import VisibleText, read_visible
from openassay.inventory.spoken import spoken
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence, Fact, no, unknown, yes

NAMES = ("changelog", "changes", "history", "news", "release_notes", "release-notes", "releases")
FOLDERS = ("", "docs", "doc")
WORDS = 3
"""Words that an entry must have besides its version or date."""
_HEADING = re.compile(
    r"(?i)^\W*(?:change ?log|release notes|version history|what'?s new|news|updates?|latest news|revision history)\W*$"
)
_ENTRY = re.compile(r"\bv?\d+\.\d+(?:\.\d+)?\b|\b(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?\b|\b20\d\d\b")
_WORD = re.compile(r"[^\W\d_]{2,}")


@probe("Is there a record of what changed from version to version?")
def changelog_published(dossier: Dossier) -> Iterator[Fact]:
    """Answer by the files of that name, then by the sections of the documents."""
    read = spoken(dossier)
    places = [place for document in _files(dossier) for place in _entries(document, everywhere=True)]
    places = places or [place for document in read.documents for place in _entries(document, everywhere=False)]
    search = read.search("a record of changes")
    if places:
        yield yes(RELEASE, f"{places[0].path} keeps one", *places[:3])
    elif read.elsewhere:
        yield unknown(RELEASE, f"no document that was read keeps one, and {read.elsewhere}", search=search)
    else:
        yield no(RELEASE, "no document keeps one", search=search)


def _files(dossier: Dossier) -> Iterator[VisibleText]:
    for artifact in dossier.release.artifacts:
        if artifact.folder in FOLDERS and artifact.name.lower().partition(".")[0] in NAMES:
            text = dossier.text(artifact)
            if text is not None:
                yield read_visible(text)


def _entries(document: VisibleText, *, everywhere: bool) -> Iterator[Evidence]:
    for passage in document.passages:
        if passage.kind is not Shown.VISIBLE or passage.form in (Form.LABEL, Form.HEADING):
            continue
        if (everywhere or any(_HEADING.match(heading) for heading in passage.path)) and _tells(passage):
            yield document.text.evidence_at(passage.start, passage.end)


def _tells(passage: Passage) -> bool:
    """Whether a passage says something, under a version or date of its own or in the heading above it."""
    above = passage.path[-1] if passage.path else ""
    return len(_WORD.findall(passage.said)) >= WORDS and bool(_ENTRY.search(passage.said) or _ENTRY.search(above))
