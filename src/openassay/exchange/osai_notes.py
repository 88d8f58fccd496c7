"""What the note of a cell says: that the thing is there, is there in part, or is not. A note that says neither is left alone."""

import re
from functools import lru_cache

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"])")
_DONE = (
    r"(?:found|available|provided|published|released|shared|disclosed|given|exists?|documented|specified|present|open|public"
    r"|made)"
)
_BETWEEN = (
    r"(?:is|are|was|were|has|have|been|be|made|nowhere|currently|yet|openly|publicly|explicitly|ever|to|in|the|any|also|either"
    r"|\s)*"
)
_NONE = re.compile(rf"^(?:no|none|neither)\b[^.;]*\b{_DONE}\b|^not (?:found|available|provided)\b|^no [\w -]+\.?$", re.IGNORECASE)
_NOT_DONE = re.compile(
    rf"\b(?:not|never|nowhere|isn't|aren't|wasn't)\s+{_BETWEEN}\b{_DONE}\b|\bremoved from\b|\btaken down\b", re.IGNORECASE
)
_TURNS = re.compile(r"[,;]|\bbut\b|\bhowever\b|\b(?:al)?though\b|\bpart(?:ly|ially)\b", re.IGNORECASE)
_AFFIRMS = re.compile(
    r"\b(?:available|published|released|shared|provided|accessible|offered|uploaded|disclosed|documented|described|outlined)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:some|sparse(?:ly)?|partial(?:ly)?|partly|limited|minimal(?:ly)?|only|merely|mostly|primarily|mainly|few|smaller|small|"
    r"broad(?:ly)?|superficial|surface-level|high[- ]level|sketched|tangential(?:ly)?|previous version|not all|not always|"
    r"formerly|no longer|taken down|removed|deleted|in part|lacks?|lacking|missing|scarce|unclear|promised|soon|but not|but none|"
    r"however|although|though)\b",
    re.IGNORECASE,
)
GATED = re.compile(
    r"\bgated\b|requir\w+ (?:signing|[\w ]*(?:information|log-?in|agreement|access))|consent form|constent form|"
    r"requesting access|contact information|signing (?:a|the|meta|an)\b|behind (?:a |an )?(?:form|gate|consent|constent)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def sentences(note: str) -> tuple[str, ...]:
    """The sentences of a note, without white space around them."""
    return tuple(part.strip() for part in _SENTENCE.split(" ".join(note.split())) if part.strip())


def denies(note: str) -> bool:
    """Whether the note says that the thing is not there, and says nothing else."""
    said = sentences(note)
    return bool(said) and all(_is_denial(one) for one in said)


def _is_denial(sentence: str) -> bool:
    """Whether a sentence denies, and does not turn from saying one thing to saying another."""
    if _NONE.search(sentence):
        return not re.search(r"\bbut\b|\bhowever\b|\bexcept\b|\bapart from\b", sentence, re.IGNORECASE)
    return bool(_NOT_DONE.search(sentence)) and not _TURNS.search(sentence)


def denies_a_part(note: str) -> bool:
    """Whether the note says first that something is there, and then that a part of it is not."""
    said = sentences(note)
    return len(said) > 1 and affirms(said[0]) and any(_is_denial(one) for one in said[1:])


def affirms(note: str) -> bool:
    """Whether the first sentence of the note says that the thing is there, with no word that takes some of it back."""
    said = sentences(note)
    if not said:
        return False
    first = said[0]
    return bool(_AFFIRMS.search(first)) and not (
        _NONE.search(first) or _NOT_DONE.search(first) or _HEDGES.search(first) or GATED.search(first)
    )


def hedges(note: str) -> bool:
    """Whether a word of the note's first sentence says that it is only a part, or only roughly so."""
    said = sentences(note)
    return bool(said) and bool(_HEDGES.search(said[0]))


def first_sentence(note: str) -> str:
    """The first sentence in lower case, without its full stop: what two notes are compared by."""
    said = sentences(note)
    return said[0].rstrip(".").lower() if said else ""
