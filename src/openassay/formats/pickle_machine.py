"""What a pickle would do, followed without doing it: a stack of placeholders instead of objects."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from openassay.formats.pickle_opcodes import Argument, Lost, Opcodes
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable

_TUPLE_KEPT = 64


class Kind(Enum):
    """What a placeholder stands for."""

    NONE = auto()
    LIST = auto()
    DICT = auto()
    SET = auto()
    OTHER = auto()
    """A value of a plain type that is not followed."""
    OBJECT = auto()
    """What a call would have made."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Global:
    """An imported name. `told` is false where it does not stand beside the opcode but comes from the memo."""

    module: str
    name: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Storage:
    """A persistent id of PyTorch: values that lie outside the pickle."""

    type: str
    """The storage class, such as `FloatStorage`."""
    key: str
    values: int


@dataclass(frozen=True, slots=True)
class Made:
    """The result of calling an imported name."""

    maker: Global


_DICTS = frozenset({"OrderedDict", "defaultdict", "Counter", "dict"})
_NO_OBJECTS = (str, int, tuple, Storage)


class Malformed(Exception):  # noqa: N818 - it names the state of the pickle
    """The opcodes ask for what no pickler writes: an empty stack, an item set on a number."""


class Machine:
    """Follows the opcodes of one content, stream after stream. What it found stays readable after it raised."""

    def __init__(self, opcodes: Opcodes) -> None:
        self.opcodes = opcodes
        self.protocol = 0
        self.globals: dict[tuple[str, str], bool] = {}
        """Imported names in order; true where one was told plainly each time."""
        self.unresolved = 0
        """Imports whose name could not be told."""
        self.extensions = False
        self.calls = 0
        self.storages: dict[str, Storage] = {}
        self.tensors: dict[tuple[str, int, tuple[int, ...]], str] = {}
        """Tensors of PyTorch by storage key, offset and shape, with the storage class."""
        self.result: object = Kind.UNKNOWN
        """The value that the last stream left."""
        self._stack: list[object] = []
        self._marks: list[int] = []
        self._memo: dict[int, object] = {}
        self._imported: dict[tuple[str, str], Global] = {}
        self._results: dict[Global, Made] = {}
        self._walk = iter(opcodes)
        self._do = self._table()

    @property
    def left(self) -> int:
        """Values that the last stream left on the stack besides its result."""
        return len(self._stack)

    def run(self) -> None:
        """Follow one stream up to its STOP. Raises `Unreadable` and `Malformed`."""
        self._stack, self._marks, self._memo = [], [], {}
        do = self._do
        for code, argument in self._walk:
            if code == 0x2E:
                self.result = self._pop()
                return
            do[code](argument)

    def _pop(self) -> object:
        if not self._stack or (self._marks and self._marks[-1] >= len(self._stack)):
            raise Malformed("it takes a value from an empty stack")
        return self._stack.pop()

    def _pop_mark(self) -> list[object]:
        if not self._marks:
            raise Malformed("it takes values from an empty stack")
        at = self._marks.pop()
        items = self._stack[at:]
        del self._stack[at:]
        return items

    def _top(self) -> object:
        if not self._stack or (self._marks and self._marks[-1] >= len(self._stack)):
            raise Malformed("it takes a value from an empty stack")
        return self._stack[-1]

    def _push(self, value: object) -> None:
        self._stack.append(value)

    def _table(self) -> list[Callable[[Argument], None]]:
        """One handler for each opcode byte; the reader has refused the bytes that have none."""
        table: list[Callable[[Argument], None]] = [self._ignore] * 256
        constant = self._stack_constant
        handlers: dict[bytes, Callable[[Argument], None]] = {
            b"(": lambda _: self._marks.append(len(self._stack)),
            b"0": self._on_pop,
            b"1": self._on_pop_mark,
            b"2": lambda _: self._push(self._top()),
            b"N\x88\x89": constant(Kind.NONE),
            b"]": constant(Kind.LIST),
            b"}": constant(Kind.DICT),
            b"\x8f": constant(Kind.SET),
            b")": constant(()),
            b"IKMJL\x8a\x8bSVXTU\x8c\x8d": self._on_value,
            b"FGBC\x8e\x96\x97": constant(Kind.OTHER),
            b"\x98": lambda _: self._push(self._pop()),
            b"l": lambda _: self._collect(Kind.LIST),
            b"d": lambda _: self._collect(Kind.DICT),
            b"\x91": lambda _: self._collect(Kind.OTHER),
            b"t": lambda _: self._on_tuple(self._pop_mark()),
            b"\x85": lambda _: self._on_tuple(self._pop_many(1)),
            b"\x86": lambda _: self._on_tuple(self._pop_many(2)),
            b"\x87": lambda _: self._on_tuple(self._pop_many(3)),
            b"a": lambda _: self._fill(self._pop_many(1), Kind.LIST),
            b"e": lambda _: self._fill(self._pop_mark(), Kind.LIST),
            b"s": lambda _: self._fill(self._pop_many(2), Kind.DICT),
            b"u": lambda _: self._fill(self._pop_mark(), Kind.DICT),
            b"\x90": lambda _: self._fill(self._pop_mark(), Kind.SET),
            b"pqr": self._on_put,
            b"\x94": lambda _: self._on_put(len(self._memo)),
            b"gjh": self._on_get,
            b"c": self._on_global,
            b"\x93": self._on_stack_global,
            b"i": self._on_inst,
            b"o": self._on_obj,
            b"R\x81": lambda _: self._on_call(self._pop_many(2)),
            b"\x92": lambda _: self._on_call(self._pop_many(3)),
            b"b": self._on_build,
            b"P": self._on_persistent,
            b"Q": lambda _: self._on_persistent(self._pop()),
            b"\x82\x83\x84": self._on_extension,
            b"\x80": self._on_protocol,
        }
        for codes, handler in handlers.items():
            for code in codes:
                table[code] = handler
        return table

    def _ignore(self, _: Argument) -> None:
        """FRAME, and what the reader refuses."""

    def _stack_constant(self, value: object) -> Callable[[Argument], None]:
        return lambda _: self._stack.append(value)

    def _on_value(self, argument: Argument) -> None:
        self._stack.append(Kind.OTHER if isinstance(argument, Lost) else argument)

    def _on_pop(self, _: Argument) -> None:
        if self._marks and self._marks[-1] == len(self._stack):
            self._marks.pop()
        else:
            self._pop()

    def _on_pop_mark(self, _: Argument) -> None:
        self._pop_mark()

    def _collect(self, kind: Kind) -> None:
        self._pop_mark()
        self._stack.append(kind)

    def _pop_many(self, count: int) -> list[object]:
        return [self._pop() for _ in range(count)][::-1]

    def _on_tuple(self, items: list[object]) -> None:
        self._stack.append(tuple(items) if len(items) <= _TUPLE_KEPT else Kind.OTHER)

    def _fill(self, items: list[object], expected: Kind) -> None:
        if expected is Kind.DICT and len(items) % 2:
            raise Malformed("it sets a key without a value")
        target = self._top()
        if isinstance(target, _NO_OBJECTS) or target in (Kind.NONE, Kind.OTHER):
            raise Malformed("it fills a value that holds no items")
        if isinstance(target, Kind) and target not in (expected, Kind.OBJECT, Kind.UNKNOWN):
            raise Malformed("it fills a collection of another kind")
        if isinstance(target, Made) and expected is Kind.DICT and target.maker.module.startswith("torch"):
            raise Malformed("it sets items on a tensor")

    def _on_put(self, argument: object) -> None:
        value = self._top()
        if isinstance(argument, int) and len(self._memo) < limits.PICKLE_MEMO.value:
            self._memo[argument] = value

    def _on_get(self, argument: Argument) -> None:
        if not isinstance(argument, int):
            return
        value = self._memo.get(argument, Kind.UNKNOWN)
        if type(value) is str:
            value = self._memo[argument] = _Recalled(value)
        self._stack.append(value)

    def _import(self, module: str, name: str, *, told: bool) -> None:
        if len(self.globals) >= limits.PICKLE_GLOBALS.value and (module, name) not in self.globals:
            raise Unreadable(limits.PICKLE_GLOBALS.code, f"it imports more than {limits.PICKLE_GLOBALS.value} names")
        told = told and self.globals.get((module, name), True)
        self.globals[module, name] = told
        known = self._imported.get((module, name))
        if known is None or known.told != told:
            known = self._imported[module, name] = Global(module, name, told)
        self._stack.append(known)

    def _on_global(self, argument: Argument) -> None:
        if isinstance(argument, tuple):
            self._import(argument[0], argument[1], told=True)

    def _on_stack_global(self, _: Argument) -> None:
        module, name = self._pop_many(2)
        if not isinstance(module, str) or not isinstance(name, str):
            self.unresolved += 1
            self._stack.append(Kind.UNKNOWN)
            return
        told = not isinstance(module, _Recalled) and not isinstance(name, _Recalled)
        self._import(str(module), str(name), told=told)

    def _on_inst(self, argument: Argument) -> None:
        self._pop_mark()
        self.calls += 1
        self._on_global(argument)

    def _on_obj(self, _: Argument) -> None:
        items = self._pop_mark()
        if not items:
            raise Malformed("it makes an object of nothing")
        self.calls += 1
        self._stack.append(self._made(items[0]))

    def _on_call(self, items: list[object]) -> None:
        self.calls += 1
        maker = items[0]
        if isinstance(maker, Global) and maker.module == "torch._utils" and maker.name.startswith("_rebuild_tensor"):
            self._note_tensor(items[1])
        self._stack.append(self._made(maker))

    def _made(self, maker: object) -> object:
        if not isinstance(maker, Global):
            return Kind.UNKNOWN
        if maker.name in _DICTS and maker.module in ("collections", "builtins", "__builtin__"):
            return Kind.DICT
        return self._results.setdefault(maker, Made(maker))

    def _on_build(self, _: Argument) -> None:
        self._pop()
        target = self._top()
        self.calls += 1
        if isinstance(target, _NO_OBJECTS) or target in (Kind.NONE, Kind.OTHER, Kind.LIST, Kind.SET):
            raise Malformed("it sets the state of a value that has none")

    def _on_persistent(self, identity: object) -> None:
        storage = _storage(identity)
        if storage is None:
            self._stack.append(Kind.UNKNOWN)
        else:
            self.storages[storage.key] = storage
            self._stack.append(storage)

    def _on_extension(self, _: Argument) -> None:
        self.extensions = True
        self._stack.append(Kind.UNKNOWN)

    def _on_protocol(self, argument: Argument) -> None:
        if not isinstance(argument, int) or argument > 5:
            raise Unreadable("error:bad-pickle", f"its protocol {argument} does not exist")
        self.protocol = max(self.protocol, argument)

    def _note_tensor(self, arguments: object) -> None:
        match arguments:
            case (Storage() as storage, int() as offset, tuple() as shape, *_) if all(type(side) is int for side in shape):
                self.tensors[storage.key, offset, tuple(int(str(side)) for side in shape)] = storage.type
            case _:
                pass


class _Recalled(str):
    """A text that came from the memo."""

    __slots__ = ()


def _storage(identity: object) -> Storage | None:
    match identity:
        case ("storage", Global() as kind, str() as key, _, int() as values, *_):
            return Storage(kind.name, str(key), values)
        case _:
            return None
