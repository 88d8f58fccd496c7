"""Standards in the index: grades under different revisions of one edition are grades of one family."""

import re
from collections.abc import Iterable

from openassay.index.damage import Unusable
from openassay.vocabulary.components import nearest

_REVISION = re.compile(r"\+r[0-9]+")


def family_of(standard: str) -> str:
    """The family of a standard: its name without the revision, such as `mof@1.0` or `mof@1.0/strict`."""
    return _REVISION.sub("", standard)


def family_named(asked: str, known: Iterable[str]) -> str:
    """The family that somebody means, as `mof`, `mof@1.0` or `mof@1.0+r1`, each with `/<variant>`. Raises `Unusable`."""
    families = sorted(known)
    wanted = family_of(asked)
    if wanted in families:
        return wanted
    base, _, variant = wanted.partition("/")
    found = [one for one in families if one.partition("@")[0] == base and one.partition("/")[2] == variant]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unusable(f"the index has several editions of '{asked}'; name one of {', '.join(found)}")
    close = nearest(wanted, families)
    hint = f"did you mean '{close}'?" if close else f"it has {', '.join(families) or 'none'}"
    raise Unusable(f"the index has no grades under '{asked}'; {hint}")
