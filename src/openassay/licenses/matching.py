"""Finding the known texts in a file: which stretch of it is which license, and what was put in or taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from openassay.licenses.alignment import LIMITING, LIMITS, MILD, Alignment, Marked, Run, align
from openassay.licenses.edits import is_harmless
from openassay.licenses.known_texts import UNKNOWN, Index, KnownText, grams, index
from openassay.licenses.words import Words, word_hash

LEAST_WORDS = 12
"""A stretch shorter than this is not looked at."""
MOST_SPANS = 64
"""Licenses looked for in one file."""
_STRAY = 3
"""Words at an end of a stretch that may fit by chance, so that a part missing beside them is one missing at the end."""
_WHOLE = 0.9
"""The share of a text's fingerprints that stand in a file where all of the text does, or nearly."""
_TRIED = 8
_TRIED_SHORT = 24
_SHORT = 600


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a file and the known text it is. `rivals` are other ids that fit exactly as well."""

    text: KnownText
    alignment: Alignment
    edits: tuple[Run, ...]
    """The edits that are not harmless."""
    rivals: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether nothing was put in or taken out that could mean anything."""
        return not self.edits

    @property
    def coverage(self) -> float:
        """The share of the known text that stands here."""
        return min(1.0, self.alignment.matched / max(1, self.text.required))

    @property
    def added(self) -> int:
        """Words put in, harmless ones left out."""
        return sum(run.end - run.first for run in self.edits)

    @property
    def removed(self) -> int:
        """Required words taken out."""
        return sum(run.removed for run in self.edits)

    @property
    def missing_ends(self) -> int:
        """Required words missing before the first words that stand here, and after the last ones."""
        first, end = self.alignment.first, self.alignment.end
        at_ends = (run for run in self.edits if run.end - first <= _STRAY or end - run.first <= _STRAY)
        return sum(run.removed for run in at_ends)

    @property
    def score(self) -> int:
        """How much it explains, less what does not fit."""
        return self.alignment.matched - 2 * (self.added + self.removed)


@cache
def _marked() -> Marked:
    vocabulary = index().vocabulary
    usually, always = (
        frozenset((LIMITS, *(vocabulary[hashed] for hashed in map(word_hash, sorted(words)) if hashed in vocabulary)))
        for words in (LIMITING, LIMITING - MILD)
    )
    return Marked(always, usually, index().dotted)


def find_matches(words: Words) -> list[Match]:
    """The known texts that stand in a file, from its start to its end, each word used once."""
    known = index()
    numbers = [
        LIMITS if number == UNKNOWN and word in LIMITING else number
        for number, word in zip(known.numbers(words), words.words, strict=True)
    ]
    open_stretches = [(0, len(words))]
    found: list[Match] = []
    while open_stretches and len(found) < MOST_SPANS:
        first, end = open_stretches.pop()
        match = _best(known, words, numbers, first, end)
        if match is None:
            continue
        found.append(match)
        for low, high in ((first, match.alignment.first), (match.alignment.end, end)):
            if high - low >= LEAST_WORDS:
                open_stretches.append((low, high))
    return sorted(found, key=lambda match: match.alignment.first)


def _best(known: Index, words: Words, numbers: list[int], first: int, end: int) -> Match | None:
    """The known text that explains most of one stretch, or None."""
    stretch = numbers[first:end]
    runs = grams(stretch)
    matches = sorted(
        _tried(known, words, stretch, runs, first),
        key=lambda match: (-match.score, _preference(match.text.id), match.text.number),
    )
    matches = [match for match in matches if acceptable(match)]
    if not matches:
        return None
    best = _least_claiming(matches)
    rivals = tuple(
        dict.fromkeys(
            match.text.id
            for match in matches
            if match.score >= best.score - (0 if best.exact else max(3, best.score // 100)) and match.text.id != best.text.id
        )
    )
    return Match(best.text, best.alignment, best.edits, rivals)


def _least_claiming(matches: list[Match]) -> Match:
    """The best match; of texts that all explain the same stretch word for word, the one whose id claims least."""
    best = matches[0]
    if not best.exact:
        return best
    span = (best.alignment.first, best.alignment.end)
    same = [match for match in matches if match.exact and (match.alignment.first, match.alignment.end) == span]
    return min(same, key=lambda match: (_preference(match.text.id), match.text.number))


def _tried(known: Index, words: Words, stretch: list[int], runs: list[int], base: int) -> Iterator[Match]:
    votes = known.candidates(runs)
    most = sorted(votes, key=lambda number: (-votes[number], number))
    whole = [number for number in most if votes[number] >= _WHOLE * known.texts[number].fingerprints]
    likely = sorted(votes, key=lambda number: (known.texts[number].fingerprints - 2 * votes[number], number))
    likely = [*whole[:_TRIED], *likely[: _TRIED_SHORT if len(stretch) < _SHORT else _TRIED], *most[:4]]
    enough = 0
    for number in dict.fromkeys(likely):
        if votes[number] < enough or votes[number] < 2:
            continue
        text = known.texts[number]
        tokens = known.tokens(text)
        aligned = align(stretch, runs, tokens, known.places(number), _marked())
        if aligned is None:
            continue
        edits = tuple(run for run in aligned.edits if not is_harmless(words, base, run))
        shifted = Alignment(
            aligned.first + base,
            aligned.end + base,
            aligned.matched,
            tuple(run._replace(first=run.first + base, end=run.end + base) for run in aligned.edits),
        )
        match = Match(text, shifted, tuple(run._replace(first=run.first + base, end=run.end + base) for run in edits))
        if match.exact and match.coverage > 0.9:
            enough = max(enough, votes[number] - votes[number] // 100)  # twins differ by a word or two, so they are tried as well
        yield match


def acceptable(match: Match) -> bool:
    """Whether a stretch is enough like a known text to be called that text, even if changed."""
    if match.text.kind == "header":
        return match.exact or (match.removed <= match.text.required // 5 and match.added <= 5)
    needed = 0.5 if match.text.required >= 80 else 0.75
    inner = sum(run.removed for run in match.edits) - match.missing_ends
    return match.coverage >= needed and match.alignment.matched > 2 * (match.added + inner)


def _preference(id_: str) -> tuple[int, str]:
    """Among ids whose texts are the same: the one that claims least comes first."""
    return (("or-later" in id_) * 4 + ("invariants" in id_) * 2 + ("exception" in id_ or "RFN" in id_) * 1 + len(id_) // 8, id_)


def stretches_left(matches: list[Match], length: int) -> list[tuple[int, int]]:
    """The stretches of a file, in words, that no match explains."""
    edges = [(0, 0), *((match.alignment.first, match.alignment.end) for match in matches), (length, length)]
    return [(before[1], after[0]) for before, after in pairwise(edges) if before[1] < after[0]]
