"""What a term says of a license, in words that follow its name."""

from openassay.vocabulary.licenses import Term, TermAnswer, TermName

_SAID: dict[TermName, tuple[str, str, str]] = {
    TermName.COMMERCIAL_USE: (
        "permits commercial use", "does not permit commercial use", "permits commercial use only on conditions",
    ),
    TermName.REDISTRIBUTION: (
        "permits passing it on", "does not permit passing it on", "permits passing it on only on conditions",
    ),
    TermName.MODIFICATION: ("permits changes", "does not permit changes", "permits changes only on conditions"),
    TermName.USE_RESTRICTIONS: (
        "restricts what it may be used for", "does not restrict what it may be used for", "restricts its use in some cases",
    ),
    TermName.USER_LIMITS: (
        "depends on the number of users or on income", "is the same for any number of users and any income",
        "depends on the number of users or on income in some cases",
    ),
    TermName.OUTPUT_LIMITS: ("limits the use of outputs", "sets no limit on outputs", "limits the use of outputs in some cases"),
    TermName.TERRITORY_LIMITS: ("leaves out some territories", "holds everywhere", "leaves out some territories in some cases"),
    TermName.ACCEPTANCE: ("asks for agreement first", "asks for no agreement", "takes use for agreement"),
    TermName.RESEARCH_ONLY: ("is for research only", "is not for research only", "is for research only in some cases"),
    TermName.NAMING_DUTY: (
        "asks that a name be shown", "does not ask that a name be shown", "asks that a name be shown in some cases",
    ),
    TermName.REVOCABLE: (
        "can be taken back at will", "cannot be taken back at will", "can be changed or taken back in some cases",
    ),
}  # fmt: skip
"""For each term what is said where the answer is yes, no and conditional."""
_ANSWERS = (TermAnswer.YES, TermAnswer.NO, TermAnswer.CONDITIONAL)


def said(name: TermName, answer: TermAnswer) -> str:
    """What an answer says, such as "permits commercial use". Raises `ValueError` for unknown, of which nothing can be said."""
    return _SAID[name][_ANSWERS.index(answer)]


def short(expression: str) -> str:
    """An expression as people read it; a license that no list has keeps its own name."""
    return expression.replace("LicenseRef-unknown-", "").replace("LicenseRef-", "")


def quoted(term: Term) -> str:
    """The end of a sentence about a term: the words of the license where they are known, and a full stop."""
    return f": “{term.quote}”." if term.quote else "."
