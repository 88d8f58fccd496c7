"""Jupyter notebooks (nbformat 3 and 4): the code and the prose of their cells. Outputs and raw cells are passed over."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openassay.formats.json_stream import Broken, JsonStream
from openassay.formats.shown import brief
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_KEPT = {"code": "code", "markdown": "markdown", "heading": "markdown"}
_OVER = limits.NOTEBOOK_FILE.code


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `kind` is `code` or `markdown`; `line` (from 1) is where its source begins in the file."""

    kind: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Notebook:
    """The cells of a notebook, in order."""

    cells: tuple[Cell, ...]
    language: str
    """Of the kernel, such as `python`; empty where it does not say."""
    whole: bool
    """False where a limit cut it short."""
    remarks: tuple[Remark, ...] = ()

    def sources(self, kind: str) -> str:
        """The source of all cells of a kind, one after another."""
        return "\n".join(cell.source for cell in self.cells if cell.kind == kind)


def read(content: Content) -> Notebook:
    """Read the cells in one pass and bounded memory. Raises `Unreadable`: `error:empty`, `error:bad-notebook`.

    A limit that is reached is a remark (`limit:notebook-file`, `limit:notebook-cells`, `limit:text-file`): what was read before
    stands, and `whole` is false.
    """
    if not content.size:
        raise Unreadable("error:empty", "the notebook has no content")
    longest, marks = limits.NOTEBOOK_FILE.value, limits.NOTEBOOK_MARKS.value
    stream = JsonStream(content, longest=longest, marks=marks, over=_OVER)
    reader = _Reader(stream)
    try:
        reader.notebook()
    except Broken as error:
        raise _bad(str(error)) from None
    except Unreadable as error:
        if not error.code.startswith("limit:"):
            raise
        remark = Remark(error.code, error.because)
        return Notebook(tuple(reader.cells), reader.language, whole=False, remarks=(remark,))
    if reader.version not in (3, 4):
        raise _bad(f"there is no notebook format {brief(str(reader.version))}")
    if not reader.has_cells:
        raise _bad("it has no cells")
    return Notebook(tuple(reader.cells), reader.language, whole=True)


def _bad(because: str) -> Unreadable:
    return Unreadable("error:bad-notebook", because)


@dataclass
class _Reader:
    """Collects what is wanted from the stream."""

    stream: JsonStream
    cells: list[Cell] = field(default_factory=list)
    language: str = ""
    version: object = None
    has_cells: bool = False
    room: int = field(default_factory=lambda: limits.TEXT_FILE.value)

    def notebook(self) -> None:
        """The outermost object."""
        for key in self._once():
            match key:
                case "nbformat" if self.stream.peek() not in b'"{[':
                    self.version = self.stream.scalar()
                case "cells":
                    self._cells()
                case "worksheets" if self.stream.peek() == b"[":
                    self._worksheets()
                case "metadata" if self.stream.peek() == b"{":
                    self._metadata()
                case _:
                    self.stream.skip()
        if self.stream.peek():
            raise Broken("something follows the notebook")

    def _once(self) -> Iterator[str]:
        """The keys of an object, each of which may stand once."""
        seen: set[str] = set()
        for key in self.stream.members():
            if key in seen and key in ("cells", "worksheets", "source", "input", "cell_type", "nbformat"):
                raise Broken(f"{key} stands twice in one object")
            seen.add(key)
            yield key

    def _worksheets(self) -> None:
        for _ in self.stream.items():
            for key in self._once():
                if key == "cells":
                    self._cells()
                else:
                    self.stream.skip()

    def _metadata(self) -> None:
        for key in self.stream.members():
            if key in ("kernelspec", "language_info") and self.stream.peek() == b"{":
                for inner in self.stream.members():
                    wanted = inner == ("language" if key == "kernelspec" else "name") and self.stream.peek() == b'"'
                    if wanted:
                        self.language = self.stream.text(200) or self.language
                    else:
                        self.stream.skip()
            else:
                self.stream.skip()

    def _cells(self) -> None:
        self.has_cells = True
        for number in self.stream.items():
            if number >= limits.NOTEBOOK_CELLS.value:
                limit = limits.NOTEBOOK_CELLS
                raise Unreadable(limit.code, f"it holds more than {limit.value} cells")
            self._cell()

    def _cell(self) -> None:
        kind, source, line = "", None, 0
        for key in self._once():
            if key == "cell_type" and self.stream.peek() == b'"':
                kind = self.stream.text(100) or ""
            elif key in ("source", "input"):
                self.stream.peek()
                line = self.stream.line
                source = self._source()
            else:
                self.stream.skip()
        if source is None or not kind:
            raise Broken(f"a cell near line {self.stream.line} lacks its kind or source")
        if kind in _KEPT:
            self.room -= len(source)
            if self.room < 0:
                raise Unreadable(limits.TEXT_FILE.code, f"its cells hold more than {limits.TEXT_FILE.value} characters")
            self.cells.append(Cell(_KEPT[kind], source, line))

    def _source(self) -> str:
        """A text, or a list of lines that make one."""
        if self.stream.peek() != b"[":
            return self._text()
        lines: list[str] = []
        room = self.room
        for _ in self.stream.items():
            lines.append(self._text())
            room -= len(lines[-1])
            if room < 0:
                raise Unreadable(limits.TEXT_FILE.code, f"its cells hold more than {limits.TEXT_FILE.value} characters")
        return "".join(lines)

    def _text(self) -> str:
        text = self.stream.text(self.room)
        if text is None:
            raise Unreadable(limits.TEXT_FILE.code, f"its cells hold more than {limits.TEXT_FILE.value} characters")
        return text
