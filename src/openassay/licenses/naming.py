"""Giving a name to what was matched, or none: a wrong name is far worse than no name."""

import re
from collections.abc import Sequence
from functools import cache

from openassay.licenses.expressions import conjoin, exception_spelling, spelling
from openassay.licenses.identification import Passage, Places, Span
from openassay.licenses.known_texts import index
from openassay.licenses.matching import Match
from openassay.licenses.table import row_of
from openassay.licenses.term_reading import LIMIT_OF, read_terms
from openassay.licenses.titles import is_bare, title_id
from openassay.licenses.words import Words
from openassay.vocabulary.licenses import How

OURS = {"AML": "apple-ascl"}
"""Texts that our table and the SPDX list both have: the name by which AI releases know them."""
_GRANTS = re.compile(r"\b(?:permission|permitted|granted|grants?|may (?:use|copy|distribute)|licensed under)\b", re.IGNORECASE)


def span_of(places: Places, match: Match, titles: Sequence[str]) -> Span:
    """One match as a span: which id it is, or that this is unsure."""
    lines = places.lines(match.alignment.first, match.alignment.end)
    added = tuple(places.passage(run.first, run.end) for run in match.edits if run.end > run.first)
    how = How.TEXT if match.exact else How.MODIFIED_TEXT
    if match.text.kind == "exception":
        exception = exception_spelling(match.text.id)
        return Span(exception if match.exact else None, how, lines, added, match.removed, (exception,), exception=True)
    id_ = known_as(match.text.id)
    if match.exact:
        return Span(id_, how, lines, added, match.removed)
    names = {id_, *map(known_as, match.rivals)}
    titled = {found for found in map(title_id, titles) if found}
    if len(titled) == 1:
        # The title decides among siblings, and over a text that is only like one we know.
        (told,) = titled
        if told in names or not has_text(told):
            return Span(told, how, lines, added, match.removed)
    if titled or len(names) > 1 or not _may_be_untitled(match, titles):
        return Span(None, how, lines, added, match.removed, tuple(sorted(names | titled)))
    return Span(id_, how, lines, added, match.removed)


def known_as(id_: str) -> str:
    """The id of a known text as it stands in an expression."""
    return spelling(OURS.get(id_, id_))


@cache
def _with_texts() -> frozenset[str]:
    return frozenset(known_as(text.id) for text in index().texts)


def has_text(id_: str) -> bool:
    """Whether the text of a license is among the known ones."""
    return id_ in _with_texts()


def _may_be_untitled(match: Match, titles: Sequence[str]) -> bool:
    """Whether a changed text may bear its name though no title says so.

    A license of the SPDX list may: it is called changed in any case. One of ours has siblings, so that it must be nearly whole,
    and the text must not call itself something else.
    """
    if row_of(known_as(match.text.id)) is None:
        return True
    named_otherwise = any(not is_bare(title) for title in titles)
    return not named_otherwise and match.coverage > 0.97 and match.added + match.removed < match.text.required // 40


def is_disclaimer(words: Words, match: Match) -> bool:
    """Whether a stretch is a license's disclaimer alone: it explains words, and gives nothing."""
    passage = words.passage(match.alignment.first, match.alignment.end)
    return match.text.kind == "text" and match.coverage < 0.9 and not _GRANTS.search(passage) and "as is" in passage.lower()


def expression_of(spans: Sequence[Span], outside: Sequence[Passage]) -> str | None:
    """AND over the spans; a text of the SPDX list with words added is no longer that license. None where one has no name."""
    parts: list[str] = []
    for span in spans:
        if span.id is None:
            return None
        if span.exception:
            if not parts:
                return None
            parts[-1] = f"{parts[-1]} WITH {span.id}"
            continue
        passages = [*span.added, *outside]
        parts.append(modified(span.id, passages) if passages and row_of(span.id) is None else span.id)
    # LGPL-3.0 is written as additions to GPL-3.0, so the two texts together are LGPL-3.0.
    if any(part.startswith("LGPL-3.0") for part in parts):
        parts = [part for part in parts if not part.startswith("GPL-3.0")]
    return conjoin(parts) if parts else None


def modified(id_: str, added: Sequence[Passage]) -> str:
    """The id for a known license with words added, which is on no list: `LicenseRef-<id>-modified` where they limit something.

    Where no limit is read in them it begins with `LicenseRef-unknown-`, since it may yet mean the same.
    """
    limits = any(
        term.answer in LIMIT_OF[name.is_permission] for passage in added for name, term in read_terms(passage.quote).items()
    )
    return f"LicenseRef-{'' if limits else 'unknown-'}{id_.removeprefix('LicenseRef-')}-modified"
