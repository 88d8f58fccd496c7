"""The markup within a block: emphasis, links, images, code, entities and HTML tags, for Markdown, reStructuredText and HTML."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from openassay.formats.hidden_text import BLANK, TAG_LENGTH
from openassay.formats.passages import LINK_SIGN, Cell, Form, Mark, Passage, Shown
from openassay.formats.running_words import SPACE, Block, Joined, Words, tidy

TARGET_LENGTH = 2_000
"""The longest address of a link in characters."""

_TAG = r"(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30}(?=[\s/>\0]))"
_ENTITY = r"(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
_URL = r"(?P<url>(?:https?://|www\.)[^\s<>\"'`\0|\[\]]{1,2000})"
_MARKDOWN = re.compile(
    rf"(?P<escape>\\[!-/:-@\[-`{{-~])|(?P<ticks>`+)|(?P<image>!\[)|(?P<open>\[)|(?P<close>\])|{_TAG}|{_URL}|{_ENTITY}"
    r"|(?P<strike>~~)|(?P<stars>\*+)|(?P<under>_+)"
)
_RST = re.compile(
    rf"(?P<escape>\\.)|(?P<literal>``)|(?P<role>:[a-z:]{{2,30}}:`|`)|(?P<stars>\*+)|(?P<bar>\|[\w.-]{{1,80}}\|_?)|{_URL}"
)
_HTML = re.compile(rf"{_TAG}|{_URL}|{_ENTITY}")

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
        "figure", "figcaption", "footer", "form", "head", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS,
    )
)  # fmt: skip
_STRONG = frozenset(("b", "strong"))
_STRUCK = frozenset(("s", "strike", "del"))
_CODE = frozenset(("code", "samp", "kbd", "tt"))
_HREF = re.compile(r"href\s{0,4}=\s{0,4}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s>\"']{1,2000}))", re.IGNORECASE)


class Flow:
    """Turns blocks into passages. It keeps what HTML leaves open from one block to the next: a table, a quotation, code."""

    def __init__(self, syntax: str, references: dict[str, str]) -> None:
        self.syntax = {"markdown": _MARKDOWN, "rst": _RST, "html": _HTML}.get(syntax)
        self.references = references
        self.path: list[tuple[int, str]] = []
        self.quote = self.pre = self.level = 0
        self._spent = False
        self.form: Form | None = None
        self.table = self.row = self.column = -1
        self.in_row = False
        self.badges: list[tuple[int, int]] = []
        self.links: list[tuple[int, int]] = []

    def read(self, block: Block) -> Iterator[Passage]:
        """The passages of one block; most blocks are one."""
        if self._spent:
            self.level, self._spent = 0, False
        joined = Joined(block)
        if block.kind in (Shown.CODE, Shown.BIBLIOGRAPHY, Shown.FRONT_MATTER) or self.syntax is None:
            words = Words()
            joined.add(words, 0, len(joined.text))
            if words.length and (passage := self.passage(words, block)).said:
                yield passage
        else:
            yield from _Reading(self, self.syntax, block, joined).passages()

    def passage(self, words: Words, block: Block) -> Passage:
        """Close a passage, and hang it under the headings above it."""
        said, runs, marks = tidy(words)
        level = self.level or block.level
        form = Form.HEADING if level else self.form or block.form
        kind = block.kind
        if kind in (Shown.VISIBLE, Shown.HEADING):
            kind = Shown.CODE if self.pre else Shown.QUOTED if self.quote else Shown.HEADING if level else Shown.VISIBLE
        if level:
            while self.path and self.path[-1][0] >= level:
                self.path.pop()
        path = tuple(title for _, title in self.path)
        if level and said:
            self.path.append((level, said))
            self._spent = self.level > 0
        cell = block.cell
        if cell is None and self.in_row:
            cell = Cell(self.table, self.row, max(self.column, 0))
        return Passage(form, kind, said, words.start, words.end, runs, marks, level, path, cell)


class _Reading:
    """One block on its way to passages."""

    def __init__(self, flow: Flow, syntax: re.Pattern[str], block: Block, joined: Joined) -> None:
        self.flow, self.syntax, self.block, self.joined = flow, syntax, block, joined
        self.text = joined.text
        self.words = Words()
        self.open: list[tuple[int, int, bool, int]] = []
        """Brackets that stand open: index of the part, length of the words, image or not, offset in the text."""
        self.anchor: tuple[int, str, int] | None = None
        self.struck = self.coded = self.strong = -1
        self.done: list[Passage] = []
        self._close_at = self.text.find(">")

    def passages(self) -> Iterator[Passage]:
        text, at = self.text, 0
        while mark := self.syntax.search(text, at):
            self.add(at, mark.start())
            at = getattr(self, f"_{mark.lastgroup}")(mark)
        self.add(at, len(text))
        self.flush()
        yield from self.done

    def next_close(self, at: int) -> int:
        """Where the next `>` stands at or after `at`, or -1. Asked with growing offsets, it passes over the text once."""
        if -1 < self._close_at < at:
            self._close_at = self.text.find(">", at)
        return self._close_at

    def add(self, start: int, end: int) -> None:
        self.joined.add(self.words, start, end)

    def flush(self) -> None:
        """End the passage here."""
        self._end_anchor()
        for kind, since in ((Shown.STRUCK, self.struck), (Shown.STRONG, self.strong)):
            if since >= 0:
                self._mark(kind, since)
        if self.words.length and (passage := self.flow.passage(self.words, self.block)).said:
            self.done.append(passage)
        self.words = Words()
        self.open.clear()
        self.struck, self.coded, self.strong = (0 if at >= 0 else -1 for at in (self.struck, self.coded, self.strong))

    def _mark(self, kind: Shown, start: int, target: str = "") -> None:
        if self.words.length > start:
            self.words.marks.append(Mark(kind, start, self.words.length, target))

    def _escape(self, mark: re.Match[str]) -> int:
        self.add(mark.start() + 1, mark.end())
        return mark.end()

    def _ticks(self, mark: re.Match[str]) -> int:
        again = self.text.find(mark[0], mark.end(), mark.end() + 1_000)
        if again < 0:
            return mark.end()
        return self._code(mark.end(), again, len(mark[0]))

    def _literal(self, mark: re.Match[str]) -> int:
        again = self.text.find("``", mark.end(), mark.end() + 1_000)
        return mark.end() if again < 0 else self._code(mark.end(), again, 2)

    def _code(self, start: int, end: int, width: int) -> int:
        before = self.words.length
        self.add(start, end)
        self._mark(Shown.CODE, before)
        return end + width

    def _role(self, mark: re.Match[str]) -> int:
        again = self.text.find("`", mark.end(), mark.end() + 1_000)
        if again < 0:
            return mark.end()
        inner = self.text[mark.end() : again]
        words, angle, target = inner.partition("<")
        before = self.words.length
        self.add(mark.end(), mark.end() + len(words))
        self._mark(Shown.LINK, before, target.rstrip(">") if angle else "#")
        end = again + 1
        while end < len(self.text) and self.text[end] == "_":
            end += 1
        return end

    def _bar(self, mark: re.Match[str]) -> int:
        return mark.end()

    def _image(self, mark: re.Match[str]) -> int:
        self.open.append((len(self.words.parts), self.words.length, True, mark.start()))
        return mark.end()

    def _open(self, mark: re.Match[str]) -> int:
        self.open.append((len(self.words.parts), self.words.length, False, mark.start()))
        self.add(mark.start(), mark.end())
        return mark.end()

    def _close(self, mark: re.Match[str]) -> int:
        if not self.open:
            self.add(mark.start(), mark.end())
            return mark.end()
        part, before, image, since = self.open.pop()
        end, target = self._target(mark.end(), self.text[since + 1 + image : mark.start()])
        if target is None:
            self.add(mark.start(), mark.end())
            return mark.end()
        if image:
            del self.words.parts[part:]
            self.words.runs = self.words.runs[:part]
            self.words.length = before
            self.words.marks = [one for one in self.words.marks if one.end <= before]
            self.flow.badges.append((self.joined.offset(since), self.joined.offset(end - 1) + 1))
            return end
        # The bracket was added as a word; a link has none.
        if part < len(self.words.parts):
            self.words.parts[part] = BLANK
        if self.words.length > before + 1:
            self._mark(Shown.LINK, before, target)
            self.flow.links.append((self.joined.offset(since), self.joined.offset(end - 1) + 1))
        return end

    def _target(self, at: int, inner: str) -> tuple[int, str | None]:
        """The end of a link whose bracket closed just before `at`, and where it leads; None where it is no link."""
        text = self.text
        if text[at : at + 1] == "(":
            end = text.find(")", at, at + TARGET_LENGTH)
            if end > 0 and "(" in text[at + 1 : end]:
                again = text.find(")", end + 1, at + TARGET_LENGTH)
                end = again if again > 0 and "\n" not in text[end:again] and " " not in text[end:again] else end
            if end < 0:
                return at, None
            target = text[at + 1 : end].strip()
            return end + 1, unquote(target.split(None, 1)[0].strip("<>") if target else "")
        if text[at : at + 1] == "[":
            end = text.find("]", at, at + 1_000)
            if end > 0:
                key = _reference_key(text[at + 1 : end] or inner)
                if key in self.flow.references:
                    return end + 1, self.flow.references[key]
        if len(inner) < 1_000 and (key := _reference_key(inner)) in self.flow.references:
            return at, self.flow.references[key]
        return at, None

    def _url(self, mark: re.Match[str]) -> int:
        address = mark[0].rstrip(").,;:!?]*_\\")
        before = self.words.length
        self.words.add(LINK_SIGN, self.joined.offset(mark.start()), len(address))
        self._mark(Shown.LINK, before, address)
        return mark.start() + len(address)

    def _entity(self, mark: re.Match[str]) -> int:
        self.words.add(SPACE.sub(" ", html.unescape(mark[0])), self.joined.offset(mark.start()), len(mark[0]))
        return mark.end()

    def _strike(self, mark: re.Match[str]) -> int:
        self.struck = self._toggle(Shown.STRUCK, self.struck, begins=self.struck < 0)
        return mark.end()

    def _toggle(self, kind: Shown, since: int, *, begins: bool) -> int:
        """Begin a stretch of one kind, or mark the one that ends here; the new beginning, or -1."""
        if begins:
            return self.words.length
        if since >= 0:
            self._mark(kind, since)
        return -1

    def _stars(self, mark: re.Match[str]) -> int:
        around = self.text[mark.start() - 1 : mark.start()] + self.text[mark.end() : mark.end() + 1]
        if around == "  ":
            self.add(mark.start(), mark.end())
        elif len(mark[0]) > 1:
            self.strong = self._toggle(Shown.STRONG, self.strong, begins=self.strong < 0)
        return mark.end()

    def _under(self, mark: re.Match[str]) -> int:
        before, after = self.text[mark.start() - 1 : mark.start()], self.text[mark.end() : mark.end() + 1]
        if (before.isalnum() and after.isalnum()) or (not before.strip() and not after.strip()):
            self.add(mark.start(), mark.end())
        elif len(mark[0]) == 2:
            self.strong = self._toggle(Shown.STRONG, self.strong, begins=self.strong < 0)
        return mark.end()

    def _tag(self, mark: re.Match[str]) -> int:
        end = self.next_close(mark.end())
        if end < 0 or end - mark.end() > TAG_LENGTH:
            self.add(mark.start(), mark.end())
            return mark.end()
        closing = mark[0][1] == "/"
        name = mark[0][1 + closing :].lower()
        if name in _BLOCKS:
            self.flush()
            self._turn(name, closing)
        elif name == "img" and not closing:
            self.flow.badges.append((self.joined.offset(mark.start()), self.joined.offset(end) + 1))
        elif name == "a":
            self._end_anchor()
            link = None if closing else _HREF.search(self.text, mark.end(), end)
            if link:
                self.anchor = (self.words.length, unquote(next(filter(None, link.groups()), "")), mark.start())
        elif name in _STRUCK:
            self.struck = self._toggle(Shown.STRUCK, self.struck, begins=not closing)
        elif name in _CODE:
            self.coded = self._toggle(Shown.CODE, self.coded, begins=not closing)
        elif name in _STRONG:
            self.strong = self._toggle(Shown.STRONG, self.strong, begins=not closing)
        return end + 1

    def _end_anchor(self) -> None:
        if self.anchor is not None:
            before, target, since = self.anchor
            if self.words.length > before:
                self._mark(Shown.LINK, before, target)
                self.flow.links.append((self.joined.offset(since), self.words.end))
            self.anchor = None

    def _turn(self, name: str, closing: bool) -> None:
        """Note what a block-level tag begins or ends."""
        flow, step = self.flow, -1 if closing else 1
        if name in _HEADINGS:
            flow.level = 0 if closing else _HEADINGS[name]
        elif name == "blockquote":
            flow.quote = max(0, flow.quote + step)
        elif name == "pre":
            flow.pre = max(0, flow.pre + step)
        elif name == "table":
            flow.table += not closing
            flow.row, flow.in_row, flow.form = -1, False, None
        elif name == "tr":
            flow.row += not closing
            flow.column, flow.in_row, flow.form = -1, not closing, None
        elif name in ("td", "th"):
            flow.column += not closing
            flow.form = None if closing else Form.LABEL if name == "th" else Form.CELL
        elif name in ("ul", "ol"):
            flow.form = None
        elif name == "li":
            flow.form = None if closing else Form.ITEM


def _reference_key(words: str) -> str:
    return " ".join(words.lower().split())
