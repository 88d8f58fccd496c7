"""License grants: who may do what with which component, and where it says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from openassay.vocabulary.components import Component
from openassay.vocabulary.findings import Lines


class TermName(StrEnum):
    """What a license may permit or limit. A permission answers yes when it is granted, a limit answers yes when it is there."""

    COMMERCIAL_USE = "commercial_use"
    REDISTRIBUTION = "redistribution"
    MODIFICATION = "modification"

    USE_RESTRICTIONS = "use_restrictions"
    USER_LIMITS = "user_limits"
    OUTPUT_LIMITS = "output_limits"
    TERRITORY_LIMITS = "territory_limits"
    ACCEPTANCE = "acceptance"
    RESEARCH_ONLY = "research_only"
    NAMING_DUTY = "naming_duty"
    REVOCABLE = "revocable"

    @property
    def is_permission(self) -> bool:
        """True for what is granted, False for what is limited."""
        return self in (TermName.COMMERCIAL_USE, TermName.REDISTRIBUTION, TermName.MODIFICATION)


class TermAnswer(StrEnum):
    """Whether a term holds. `unknown` is "not read", never "no limit"."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a license, and the words that say so."""

    answer: TermAnswer
    quote: str | None = None
    lines: Lines | None = None


class How(StrEnum):
    """How a license was recognised. The order is the order of trust."""

    SPDX_TAG = "spdx-tag"
    """An SPDX-License-Identifier or License-Expression that names it."""
    TEXT = "text"
    """Its text stands there, word for word up to what SPDX lets vary."""
    MODIFIED_TEXT = "modified-text"
    """Its text stands there with words added or removed."""
    TITLE = "title"
    """Only the title decided."""
    NOTICE = "notice"
    """A short notice or sentence names it."""
    METADATA = "metadata"
    """Front matter or package metadata names it."""
    LOCATION = "location"
    """Nothing says so but the place: the file lies under a license file."""
    UNSEEN = "unseen"
    """No license that we know; its terms were read."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A license that somebody gives for something, at one place of the release."""

    id: str
    """`grant:` and 8 hex digits of source, path and span."""
    source: str
    path: str
    sha256: str
    lines: Lines | None
    expression: str
    """An SPDX expression; licenses outside the SPDX list are `LicenseRef-...`."""
    how: How
    quote: str | None = None
    residual_words: int = 0
    """Words of the text that no known license explains."""
    covers: tuple[Component, ...] = ()
    artifacts: frozenset[str] = frozenset()
    """The paths (in the same source) that the grant covers; empty where it covers components that lie elsewhere."""
    declared: bool = False
    """True where a card, README or package metadata says so; False where a license text does."""
    terms: Mapping[TermName, Term] = field(default_factory=lambda: MappingProxyType({}))
