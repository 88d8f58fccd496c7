"""What a reader of a Markdown, HTML, reStructuredText or plain document really sees, with the way back to its lines.

Nothing is rendered and nothing is run. Comments, hidden elements, code, quotations, images and bibliographies are told apart from
what the writer says in plain sight; only the latter may ever be taken for a statement of the release.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from openassay.formats.hidden_text import Hidden, How, describe_invisible, find_hidden, find_invisible, mask_hidden
from openassay.formats.inline_markup import Flow
from openassay.formats.markdown_blocks import MarkdownBlocks, is_comment, references
from openassay.formats.passages import Form, Passage, Shown
from openassay.formats.rst_blocks import RstBlocks, hidden_comments
from openassay.formats.running_words import Block
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.limits import DOCUMENT_PASSAGES
from openassay.vocabulary.text import Text

REPORTED = 20
"""Findings of one kind that are reported for one document; the last one says how many more there are."""

KEPT = 2 << 20
"""Characters of documents that are kept after they were read: several questions are asked about each."""

_KINDS = list(Shown)
_STATEMENT = re.compile(
    r"\b(?:open[- ]?(?:ly )?(?:source|sourced|weights?|data|model|access)|fully open|released?|publicly available|available|"
    r"reproducib\w{2,5}|licen[cs]ed?|published|transparent)\b|\u5f00\u6e90|\u516c\u5f00|\u53d1\u5e03",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(
    r"^[\s\-#]*(?:todo|fixme|markdownlint|prettier|toc|mdformat|vale|all-contributors|doctoc|omit|start|end|begin|copyright|spdx|"
    r"licensed under|prettier-ignore|badges?|img|image)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"copyright|\(c\)|spdx-|licensed under the|under the license", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")


def syntax_of(path: str) -> str:
    """The markup of a document by its name: `markdown`, `rst`, `html` or `plain`. A README with no extension is Markdown."""
    name = path.rpartition("/")[2].lower()
    _, dot, extension = name.rpartition(".")
    if extension in ("md", "markdown", "mdx", "mkd", "qmd", "rmd"):
        return "markdown"
    if extension in ("rst", "rest"):
        return "rst"
    if extension in ("html", "htm", "xhtml"):
        return "html"
    return "markdown" if not dot and name.startswith("readme") else "plain"


class VisibleText:
    """A document as its reader sees it."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.syntax = syntax_of(text.path)
        body = text.body
        if self.syntax in ("markdown", "html"):
            self.hidden = find_hidden(body, markdown=self.syntax == "markdown")
        else:
            self.hidden = find_invisible(body)
        if self.syntax == "rst":
            self.hidden = sorted([*self.hidden, *(Hidden(start, end, How.COMMENT) for start, end in hidden_comments(body))])
        masked = mask_hidden(body, self.hidden)
        if self.syntax == "markdown":
            self.hidden = sorted([*self.hidden, *_definition_comments(masked)])
        flow = Flow(self.syntax, references(masked) if self.syntax == "markdown" else {})
        passages = (passage for block in _blocks(self.syntax, masked) for passage in flow.read(block))
        self.passages: tuple[Passage, ...] = tuple(islice(passages, DOCUMENT_PASSAGES.value))
        self.whole = text.whole and next(passages, None) is None
        """False where a limit cut the document short."""
        self._badges, self._links = flow.badges, flow.links

    @cached_property
    def spans(self) -> tuple[tuple[int, int, Shown], ...]:
        """The whole text as stretches (start, end, how it is shown), in order and without gaps; markup itself is MARKUP."""
        paint = bytearray([_KINDS.index(Shown.MARKUP)]) * len(self.text.body)

        def brush(start: int, end: int, kind: Shown) -> None:
            paint[start:end] = bytes([_KINDS.index(kind)]) * (min(end, len(paint)) - start)

        for passage in self.passages:
            brush(passage.start, passage.end, passage.kind)
            for mark in passage.marks:
                if mark.kind is Shown.STRONG:
                    continue
                brush(passage.offset(mark.start), passage.offset(mark.end - 1) + 1, mark.kind)
        for start, end in self._badges:
            brush(start, end, Shown.BADGE)
        for stretch in self.hidden:
            brush(stretch.start, stretch.end, Shown.HIDDEN)
        spans, since = [], 0
        for at in range(1, len(paint) + 1):
            if at == len(paint) or paint[at] != paint[since]:
                spans.append((since, at, _KINDS[paint[since]]))
                since = at
        return tuple(spans)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is hidden in the document and should be said: claims in comments, invisible text, invisible characters."""
        found = list(_report("finding:hidden-claim", self.text, self._hidden_claims()))
        found += _report("finding:hidden-text", self.text, self._hidden_texts())
        if (invisible := describe_invisible(self.text.body)) is not None:
            because, at = invisible
            line = self.text.line_at(at)
            found.append(Finding("finding:invisible-text", self.text.source, self.text.path, because, Lines(line, line)))
        return tuple(found)

    def _hidden_claims(self) -> Iterator[tuple[Hidden, str]]:
        for stretch in self.hidden:
            words = self.text.body[stretch.start : stretch.end]
            if stretch.how in (How.COMMENT, How.ELEMENT, How.FAR) and not _NOTICE.search(words):
                for line in words.split("\n"):
                    inner = line.strip("<!-> \t")
                    if len(inner) < 2_000 and _STATEMENT.search(inner) and not _DIRECTIVE.match(inner):
                        yield stretch, f"{stretch.how.value} says: {' '.join(inner.split())[:160]}"
                        break

    def _hidden_texts(self) -> Iterator[tuple[Hidden, str]]:
        for stretch in self.hidden:
            if stretch.how in (How.ELEMENT, How.FAR, How.REVERSED):
                words = " ".join(self.text.body[stretch.start : stretch.start + 1_000].split())
                if _WORD.search(words):
                    yield stretch, f"{stretch.how.value}: {words[:160]}"


def read_visible(text: Text) -> VisibleText:
    """Read a document as a person would who sees it on a page. What was read is kept for the next who asks."""
    key = (text.source, text.path, text.sha256, text.whole, text.body)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    document = VisibleText(text)
    if len(text.body) <= KEPT:
        _kept[key] = document
        while sum(len(one.text.body) for one in _kept.values()) > KEPT:
            _kept.popitem(last=False)
    return document


_kept: OrderedDict[tuple[str, str, str, bool, str], VisibleText] = OrderedDict()


def _blocks(syntax: str, masked: str) -> Iterator[Block]:
    match syntax:
        case "markdown":
            yield from MarkdownBlocks(masked)
        case "rst":
            yield from RstBlocks(masked)
        case "html":
            lines, at = [], 0
            for line in masked.split("\n"):
                lines.append((at, line))
                at += len(line) + 1
            yield Block(Form.PARAGRAPH, Shown.VISIBLE, lines)
        case _:
            yield from _paragraphs(masked)


def _paragraphs(masked: str) -> Iterator[Block]:
    """Plain text: paragraphs between blank lines."""
    at, open_lines = 0, list[tuple[int, str]]()
    for line in [*masked.split("\n"), ""]:
        if line.strip():
            open_lines.append((at, line))
        elif open_lines:
            yield Block(Form.PARAGRAPH, Shown.VISIBLE, open_lines)
            open_lines = []
        at += len(line) + 1


def _definition_comments(masked: str) -> Iterator[Hidden]:
    if "]:" not in masked:
        return
    at = 0
    for line in masked.split("\n"):
        if line.lstrip(" ").startswith("[") and is_comment(line):
            yield Hidden(at, at + len(line), How.COMMENT)
        at += len(line) + 1


def _report(code: str, text: Text, found: Iterator[tuple[Hidden, str]]) -> Iterator[Finding]:
    listed = list(found)
    for index, (stretch, because) in enumerate(listed[:REPORTED]):
        more = f" (and {len(listed) - REPORTED} more)" if index == REPORTED - 1 and len(listed) > REPORTED else ""
        lines = Lines(text.line_at(stretch.start), text.line_at(max(stretch.start, stretch.end - 1)))
        yield Finding(code, text.source, text.path, because + more, lines)
