"""Does the release carry a public summary of its training content?

What it asks
    Whether a document of the release is the summary that Article 53(1)(d) of the EU AI Act asks of providers: what content the
    model was trained on, by the Commission's template or close to it.

Why it matters
    The duty stays also where the open-source exemption lifts others. Right holders learn from it what was used.

How it looks
    The documents of the release, for one that calls itself such a summary (or names the article) and says something in at
    least four of the sections of the template: provider, model, modalities, public, private and crawled data sets, user and
    synthetic data, copyright, illegal content. One that is only named was not read: unknown. Silence is a no where every
    document was read.

How to answer yes
    Fill in the Commission's template of 24 July 2025 and put it into the release.
"""

import re
from collections.abc import Iterator

from openassay.formats.passages import Shown
from openassay.formats.visible_text import VisibleText
from openassay.inventory.sections import Kind, cover
from openassay.inventory.spoken import spoken
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence, Fact, no, unknown, yes

SECTIONS = 4
_TITLE = re.compile(
    r"(?i)\b(?:public\s+)?summary\s+of\s+(?:the\s+)?(?:content\s+used\s+for\s+)?training(?:\s+(?:content|data))?\b"
    r"|\btraining[- ](?:content|data)\s+summary\b|\bart(?:icle|\.)\s*53\s*\(\s*1\s*\)\s*\(\s*d\s*\)"
)


@probe("Does the release carry a public summary of its training content?")
def training_content_summarised(dossier: Dossier) -> Iterator[Fact]:
    """Answer by the documents that call themselves such a summary."""
    read = spoken(dossier)
    named = [(document, place) for document in read.documents for place in _named(document)]
    for document in dict.fromkeys(document.text.path for document, _ in named):
        text = next(one for one, _ in named if one.text.path == document)
        covered = cover(text, Kind.EU_SUMMARY)
        if len(covered) >= SECTIONS:
            yield yes(RELEASE, f"{document} is one, with {len(covered)} of its sections", *covered.values())
            return
    search = read.search("a public summary of the training content")
    if named:
        yield unknown(RELEASE, "one is named and was not read", *(place for _, place in named[:4]), search=search)
    elif read.elsewhere:
        yield unknown(RELEASE, f"no document that was read is one, and {read.elsewhere}", search=search)
    else:
        yield no(RELEASE, "no document is one", search=search)


def _named(document: VisibleText) -> Iterator[Evidence]:
    for passage in document.passages:
        match = _TITLE.search(passage.said) if passage.kind in (Shown.VISIBLE, Shown.HEADING) else None
        if match:
            yield document.text.evidence_at(passage.offset(match.start()), passage.offset(match.end() - 1) + 1)
