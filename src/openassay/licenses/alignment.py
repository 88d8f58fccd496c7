"""Laying a text beside a known one, word by word, so that what was put in is seen and what was taken out is counted."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openassay.licenses.known_texts import GAP, GAP_OF_ANY, GRAM, OPTIONAL
from openassay.licenses.words import word_set

LIMITING = word_set(
    "not no nor never non neither without unless except only solely exclusively must shall prohibited prohibit forbidden forbid "
    "restricted restrict restriction restrictions limited limit academic research educational commercial commercially "
    "noncommercial "
    "personal personally internal internally privately academically noncommercially domestic revoke revocable revenue "
    "users million billion territory military evaluation written permission consent "
    "agreement approval fee fees royalty provided condition conditions subject may cannot"
)
"""Words that a gap for a name or a year does not take."""

MILD = word_set(
    "not no nor neither may must shall without written permission cannot condition conditions subject provided agreement"
)
"""Those of them that a gap takes where the known text has such words itself."""


LIMITS = -2
"""The number of a word that limits and that no known text has."""


class Marked(NamedTuple):
    """The numbers of words that are treated apart.

    `barred` are those that no gap takes, `barred_usually` those that a gap takes only where the known text has such words itself;
    `dotted` are numbers such as 2.1.
    """

    barred: frozenset[int]
    barred_usually: frozenset[int]
    dotted: frozenset[int]


_UNIT = 1000
_BLOCKS = 1500
"""Stretches in common that are chained; the longest are kept."""
_OVERLAP = GRAM
_FEW = 3
"""Words so few that nobody leaves them out by taking another form of a text."""
_CELLS = 24_000
"""The largest stretch, in words times words, that is compared word against word; a larger one counts as replaced."""


class Run(NamedTuple):
    """Words from `first` up to `end` of the text that the known text has not; `removed` words of the known text stood there.

    `dotted` of those removed are dotted numbers, such as 2.1, and `limiting` are words that limit.
    """

    first: int
    end: int
    removed: int
    dotted: int = 0
    limiting: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a text lies beside a known one. `first` and `end` bound, in words, the stretch that belongs to the known text."""

    first: int
    end: int
    matched: int
    edits: tuple[Run, ...]

    @property
    def added(self) -> int:
        """Words within the stretch that the known text has not."""
        return sum(run.end - run.first for run in self.edits)

    @property
    def removed(self) -> int:
        """Required words of the known text that are missing."""
        return sum(run.removed for run in self.edits)

    @property
    def score(self) -> int:
        """How much of the text it explains, less what does not fit."""
        return self.matched - 2 * (self.added + self.removed)


class _Block(NamedTuple):
    text: int
    known: int
    length: int


def align(numbers: list[int], runs: list[int], known: Sequence[int], places: dict[int, int], marked: Marked) -> Alignment | None:
    """Align a text with a known one, or None where they share nothing.

    `numbers` and `runs` are the text's words and runs of words, `known` and `places` the known text's tokens and the places of
    its runs, `marked` the numbers of words that are treated apart.
    """
    blocks = _chain(_blocks(runs, places, len(known)))
    if not blocks:
        return None
    edits: list[Run] = []
    matched = 0
    first, end = blocks[0].text, blocks[-1].text + blocks[-1].length
    # Before the first block and after the last one, words of the text that do not match belong to something else.
    reach = blocks[0].known + sum(_size(token) for token in known[: blocks[0].known]) + 8
    head = _fill(numbers, max(0, first - reach), first, known, 0, blocks[0].known, marked, free="start")
    matched += head.matched
    first = head.first
    edits += head.edits
    for at, block in enumerate(blocks):
        matched += block.length
        if at + 1 < len(blocks):
            following = blocks[at + 1]
            filled = _fill(
                numbers, block.text + block.length, following.text, known, block.known + block.length, following.known, marked
            )
            matched += filled.matched
            edits += filled.edits
    tail_from = blocks[-1].known + blocks[-1].length
    reach = len(known) - tail_from + sum(_size(token) for token in known[tail_from:]) + 8
    tail = _fill(numbers, end, min(len(numbers), end + reach), known, tail_from, len(known), marked, free="end")
    matched += tail.matched
    end = tail.end
    edits += tail.edits
    return Alignment(first, end, matched, tuple(edits))


def _size(token: int) -> int:
    token &= ~OPTIONAL
    return token & 0x7F if token >= GAP else 0


def _blocks(runs: list[int], places: dict[int, int], length: int) -> list[_Block]:
    """Stretches that stand in both texts, those near the diagonal that holds the most."""
    blocks: list[list[int]] = []
    get = places.get
    for at, run in enumerate(runs):
        place = get(run)
        if place is None:
            continue
        if blocks and blocks[-1][1] - blocks[-1][0] == place - at and blocks[-1][0] + blocks[-1][2] - GRAM + 1 == at:
            blocks[-1][2] += 1
        else:
            blocks.append([at, place, GRAM])
    weight: dict[int, int] = {}
    slack = max(60, length // 3)
    for text, known, size in blocks:
        weight[(text - known) // slack] = weight.get((text - known) // slack, 0) + size
    if not weight:
        return []
    best = max(weight, key=lambda band: (weight.get(band - 1, 0) + 2 * weight[band] + weight.get(band + 1, 0), -band))
    near = [_Block(*block) for block in blocks if abs((block[0] - block[1]) // slack - best) <= 1]
    return near if len(near) <= _BLOCKS else sorted(sorted(near, key=lambda block: -block.length)[:_BLOCKS])


def _chain(blocks: list[_Block]) -> list[_Block]:
    """The blocks that follow each other in both texts and together hold the most words."""
    before = [-1] * len(blocks)
    total = [block.length for block in blocks]
    # The best chains so far, by where they end in the known text; a later end is kept only with more words.
    ends: list[int] = []
    held: list[int] = []
    for at, block in enumerate(blocks):
        place = bisect_right(ends, block.known + _OVERLAP)
        for earlier in reversed(held[max(0, place - 6) : place]):
            other = blocks[earlier]
            overlap = max(0, other.text + other.length - block.text, other.known + other.length - block.known)
            if overlap < block.length and other.known < block.known and total[earlier] + block.length - overlap > total[at]:
                total[at], before[at] = total[earlier] + block.length - overlap, earlier
        end = block.known + block.length
        place = bisect_right(ends, end)
        if place and total[held[place - 1]] >= total[at]:
            continue
        ends.insert(place, end)
        held.insert(place, at)
        while place + 1 < len(held) and total[held[place + 1]] <= total[at]:
            del ends[place + 1], held[place + 1]
    chain = []
    at = held[-1] if held else -1
    while at >= 0:
        chain.append(blocks[at])
        at = before[at]
    return _trimmed(chain[::-1])


def _trimmed(chain: list[_Block]) -> list[_Block]:
    """The same blocks, each cut at its start where it overlaps the one before."""
    trimmed = chain[:1]
    for block in chain[1:]:
        last = trimmed[-1]
        overlap = max(0, last.text + last.length - block.text, last.known + last.length - block.known)
        trimmed.append(_Block(block.text + overlap, block.known + overlap, block.length - overlap))
    return trimmed


class _Filled(NamedTuple):
    first: int
    end: int
    matched: int
    edits: list[Run]


def _fill(
    numbers: list[int],
    first: int,
    end: int,
    known: Sequence[int],
    low: int,
    high: int,
    marked: Marked,
    free: str = "",
) -> _Filled:
    """Align what lies between two blocks. With `free` the text's words at that side may be left out at no cost."""
    if first == end or low == high or (end - first) * (high - low) > _CELLS:
        missing = [token for token in known[low:high] if not token & OPTIONAL and token < GAP]
        if first == end and not free and _is_whole(known[low:high], 0):
            optional = [token & ~OPTIONAL for token in known[low:high] if token & OPTIONAL]
            missing += [token for token in optional if token in marked.barred_usually]
        removed = Run(
            first,
            end,
            len(missing),
            sum(1 for token in missing if token in marked.dotted),
            sum(1 for token in missing if token in marked.barred_usually),
        )
        if free == "start":
            return _Filled(end, end, 0, [removed._replace(first=end)] if missing else [])
        if free == "end":
            return _Filled(first, first, 0, [removed._replace(end=first)] if missing else [])
        return _Filled(first, end, 0, [removed] if missing or first != end else [])
    return _compare(numbers[first:end], first, known[low:high], marked, free)


def _is_whole(known: Sequence[int], words: int) -> bool:
    """Whether a stretch of a known text, laid beside so many words, lacks so few that a word of it that may be missing may not.

    A whole paragraph may be left out, and a gap filled; one "not" out of a sentence may not.
    """
    return len(known) - words <= _FEW and all(token & ~OPTIONAL < GAP for token in known)


def _costs_of_leaving_out(known: Sequence[int], words: int, marked: Marked, free: str) -> list[int]:
    """What it costs to leave out each token of a known stretch that is laid beside so many words."""
    needed = marked.barred_usually if not free and _is_whole(known, words) else frozenset()
    return [1 if token & ~OPTIONAL >= GAP or (token & OPTIONAL and token & ~OPTIONAL not in needed) else _UNIT for token in known]


def _compare(text: list[int], base: int, known: Sequence[int], marked: Marked, free: str) -> _Filled:
    """Align two short stretches at the least cost: a word added or a required word missing costs one, a gap is free."""
    rows, columns = len(text), len(known)
    far = 1 << 40
    cost = [[far] * (columns + 1) for _ in range(rows + 1)]
    step = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1 if free == "start" else 1):
        cost[row][0] = 0
    tokens = [token & ~OPTIONAL for token in known]
    skips = _costs_of_leaving_out(known, rows, marked, free)
    for row in range(rows + 1):
        here = cost[row]
        below = cost[row + 1] if row < rows else None
        for column in range(columns + 1):
            now = here[column]
            if now >= far:
                continue
            if below is not None and now + _UNIT < below[column] and not (free == "end" and column == columns):
                below[column] = now + _UNIT
                step[row + 1][column] = (1, 0)
            if column == columns:
                continue
            if now + skips[column] < here[column + 1]:
                here[column + 1] = now + skips[column]
                step[row][column + 1] = (0, 1)
            token = tokens[column]
            if token >= GAP:
                stops = marked.barred if token & GAP_OF_ANY else marked.barred_usually
                for taken in range(1, min(token & 0x7F, rows - row) + 1):
                    if text[row + taken - 1] in stops:
                        break
                    if now + taken * 2 < cost[row + taken][column + 1]:
                        cost[row + taken][column + 1] = now + taken * 2
                        step[row + taken][column + 1] = (taken, 1)
            elif below is not None and text[row] == token and now < below[column + 1]:
                below[column + 1] = now
                step[row + 1][column + 1] = (1, 1)
    row = rows if free != "end" else min(range(rows + 1), key=lambda at: (cost[at][columns], -at))
    end, column, matched = row, columns, 0
    edits: list[Run] = []
    while row or column:
        if free == "start" and column == 0:
            break
        down, right = step[row][column]
        if down and right and tokens[column - 1] < GAP:
            matched += 1
        elif down and not right:
            _note(edits, Run(base + row - 1, base + row, 0))
        elif right and not down and skips[column - 1] == _UNIT:
            token = tokens[column - 1]
            _note(edits, Run(base + row, base + row, 1, int(token in marked.dotted), int(token in marked.barred_usually)))
        row -= down
        column -= right
    edits.reverse()
    return _Filled(base + row, base + end, matched, edits)


def _note(edits: list[Run], step: Run) -> None:
    """Add one step to the edits, which grow from the back of the text to its front."""
    if edits and edits[-1].first == step.end:
        last = edits.pop()
        step = Run(
            step.first,
            last.end,
            last.removed + step.removed,
            last.dotted + step.dotted,
            last.limiting + step.limiting,
        )
    edits.append(step)
