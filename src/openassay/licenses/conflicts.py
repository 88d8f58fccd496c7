"""Where the grants of one component contradict each other.

A document speaks with all its sentences at once: one that gives several licenses for a component agrees with a text of any of
them. What stands nearer to the files adds to what is said farther up, and does not contradict it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from openassay.licenses.expressions import parse
from openassay.licenses.free_names import families, is_free_name, is_unnamed, significant_words
from openassay.licenses.packages import PACKAGE_FILES
from openassay.licenses.statements import STATED
from openassay.licenses.terms import strictest
from openassay.vocabulary.expression import ids
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.licenses import Grant, How

Files = frozenset[tuple[str, str]]
"""Files of a component: source and path."""


def find_conflicts(grants: Sequence[Grant], files: Files) -> Iterator[tuple[Grant, Grant]]:
    """The pairs of grants for the same thing that differ. `grants` all cover one component, the most trusted first."""
    texts = [grant for grant in grants if not grant.declared]
    documents: dict[tuple[str, str, bool], list[Grant]] = {}
    for grant in grants:
        if grant.declared:
            documents.setdefault((grant.source, grant.path, grant.expression in STATED), []).append(grant)
    said = list(documents.values())
    for one, other in combinations(texts, 2):
        explained = any(_names([one]) | _names([other]) <= _names(document) for document in said)
        if _share(one, other, files) and differ(one, other) and not explained and not _alike(one, other):
            yield one, other
    for document in said:
        about = [text for text in texts if any(_about_the_same(text, grant, files) for grant in document)]
        if about and not _agree(about, document):
            yield about[0], document[0]
    for first, second in combinations(said, 2):
        shared = any(_share(one, other, files) for one in first for other in second)
        if shared and first[0].path != second[0].path and not _nested(first[0], second[0]) and not _agree(first, second):
            yield first[0], second[0]


def _about_the_same(text: Grant, said: Grant, files: Files) -> bool:
    """Whether a text and words speak of the same thing: they share a file, or one of them names what lies elsewhere."""
    if text.source != said.source or _nested(text, said):
        return False
    mine, theirs = _files_of(text, files), _files_of(said, files)
    return bool(mine & theirs) if mine and theirs else True


def _share(one: Grant, other: Grant, files: Files) -> bool:
    return bool(_files_of(one, files) & _files_of(other, files))


def _files_of(grant: Grant, files: Files) -> Files:
    return frozenset((grant.source, path) for path in grant.artifacts) & files


def _nested(one: Grant, other: Grant) -> bool:
    """Whether one of two grants stands in a folder below the other's."""
    upper, lower = sorted((_folder(one), _folder(other)), key=len)
    return upper != lower and (not upper or lower.startswith(f"{upper}/"))


def _folder(grant: Grant) -> str:
    """The folder that a grant speaks from; metadata of packages lie in one of their own beside what they speak of."""
    return re.sub(r"(?:^|/)[^/]+\.(?:dist|egg)-info(?:/.*)?$", "", grant.path.rpartition("/")[0])


def _agree(some: Sequence[Grant], others: Sequence[Grant]) -> bool:
    """Whether two groups of grants name a license in common."""
    mine, theirs = _names(some), _names(others)
    return bool(mine & theirs)


def _names(grants: Sequence[Grant]) -> frozenset[str]:
    return frozenset(name for grant in grants for name in _ids_of(grant))


def _ids_of(grant: Grant) -> frozenset[str]:
    """The ids of a grant's expression, in lower case; `-only` and `-or-later` are one."""
    try:
        return frozenset(
            license_.id.lower().removesuffix("-only").removesuffix("-or-later") for license_ in ids(parse(grant.expression))
        )
    except Unreadable:
        return frozenset({grant.expression})


def differ(one: Grant, other: Grant) -> bool:
    """Whether two grants name different licenses. A part of a whole does not differ from it, nor `-only` from `-or-later`."""
    mine, theirs = _ids_of(one), _ids_of(other)
    return not (mine <= theirs or theirs <= mine)


def _alike(one: Grant, other: Grant) -> bool:
    """Whether two texts permit and limit the same, all of it known: then it does not matter which of them is for what."""
    return bool(one.terms) and all(
        term.answer is other.terms[name].answer and term.answer.value != "unknown" if name in other.terms else False
        for name, term in one.terms.items()
    )


def outweighs(text: Grant, other: Grant) -> bool:
    """Whether a license text stands against package metadata that name another license, and sets all of its limits."""
    if text.declared or text.how is not How.TEXT or not is_of_package(other):
        return False
    joint = strictest(text.terms, other.terms)
    return all(name in text.terms and term.answer is text.terms[name].answer for name, term in joint.items())


def is_of_package(grant: Grant) -> bool:
    """Whether a grant stands in package metadata."""
    return grant.how is How.METADATA and grant.path.rpartition("/")[2] in PACKAGE_FILES


def is_coarser(one: Grant, other: Grant) -> bool:
    """Whether words such as "BSD license" or "Model License" only name the family of another grant's license, or none at all."""
    if not one.declared or other.expression == one.expression:
        return False
    if not (is_unnamed(one.expression) or is_free_name(one.expression)):
        return False
    if other.declared and (is_unnamed(other.expression) or is_free_name(other.expression)):
        return False
    mine = significant_words(one.expression)
    return not mine or any(mine & family for family in families(other.expression))
