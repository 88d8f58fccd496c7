"""Pickles: which names they import, read from their opcodes. Nothing is unpickled.

A pickle is a program. This reader says what it would import and how many tensors it describes; it never says that one is safe.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from math import prod

from openassay.formats.pickle_machine import Machine, Malformed
from openassay.formats.pickle_names import STORAGE_TYPES, is_benign, makes_code
from openassay.formats.pickle_opcodes import Opcodes
from openassay.formats.ranges import Range
from openassay.formats.sampling import look_empty
from openassay.formats.shown import escape
from openassay.vocabulary.content import Content, Held
from openassay.vocabulary.findings import Remark, Unreadable

_LEGACY_TORCH = 0x1950A86A20F9469CFC6C
"""The number that `torch.save` wrote first before it wrote zip files; four more pickles and the raw values follow."""
_LEGACY_STREAMS = 5
_BEGINNINGS = frozenset(b"\x80(c]}ILFSVN)lUTXKMJGi")
_NAMES_SHOWN = 20
_IMPORTABLE = re.compile(r"[A-Za-z_][\w.]*")


@dataclass(frozen=True, slots=True)
class PickleHeader:
    """What a pickle file says of itself."""

    protocol: int
    streams: int
    """Pickles in the file, one after another."""
    globals: tuple[str, ...]
    """Every name that it imports, as `module.name`, sorted."""
    foreign: tuple[str, ...]
    """Those outside the allow list: loading the file may run anything."""
    tensors: int
    """Tensors of PyTorch, optimizer state included."""
    parameters: int
    """Values in these tensors."""
    dtypes: tuple[tuple[str, int], ...]
    """Values by type, the types spelt as in safetensors."""
    storages: tuple[tuple[str, int], ...]
    """Key and bytes of each storage that the tensors lie in; bytes are 0 where the type is not known."""
    legacy_torch: bool
    remarks: tuple[Remark, ...] = ()


def read(content: Content, *, script: bool = False) -> PickleHeader:
    """Read every pickle in `content`. `script` allows the names `__torch__...`, which TorchScript keeps beside its own code.

    Raises `Unreadable`: `error:empty`, `error:bad-pickle` or `error:truncated` where nothing could be followed, and
    `unknown:opaque-file` where the bytes do not begin as a pickle does. What breaks off later is a remark, and what was found
    before it stands.
    """
    if not content.size:
        raise Unreadable("error:empty", "the pickle has no content")
    opcodes = Opcodes(content)
    machine = Machine(opcodes)
    streams, legacy, broken = _follow(content, machine)
    if broken and not streams and not _found_something(machine) and broken.code != "finding:malformed-pickle":
        raise _refusal(content, opcodes, broken)
    foreign = sorted(name for name in machine.globals if not (is_benign(*name) or (script and _is_script(*name))))
    dtypes = _count(machine)
    header = PickleHeader(
        protocol=machine.protocol,
        streams=streams,
        globals=tuple(sorted(_dotted(name) for name in machine.globals)),
        foreign=tuple(_dotted(name) for name in foreign),
        tensors=len(machine.tensors),
        parameters=sum(dtypes.values()),
        dtypes=tuple(sorted(dtypes.items())),
        storages=tuple((key, storage.values * _width(storage.type)) for key, storage in machine.storages.items()),
        legacy_torch=legacy,
        remarks=(*_told(machine, foreign), *([broken] if broken else [])),
    )
    return _with_raw_values(content, opcodes.position, header) if legacy else header


def begins_pickle(head: bytes) -> bool:
    """Whether a file that begins with `head` is a pickle.

    The protocols before 2 have no mark, and text is easily taken for one of them: it counts only if it would call something.
    """
    if not head or head[0] not in _BEGINNINGS:
        return False
    machine = Machine(Opcodes(Held(head)))
    with suppress(Malformed, Unreadable):
        machine.run()
    if machine.protocol:
        return True
    return machine.calls > 0 and bool(machine.globals) and all(map(_IMPORTABLE.fullmatch, map(_dotted, machine.globals)))


def _follow(content: Content, machine: Machine) -> tuple[int, bool, Remark | None]:
    """Run stream after stream; return how many ended, whether they are PyTorch's old form, and how it broke off if it did."""
    streams, legacy = 0, False
    while machine.opcodes.position < content.size and (streams < _LEGACY_STREAMS or not legacy):
        before = machine.opcodes.count
        try:
            machine.run()
        except Malformed as error:
            return streams, legacy, Remark("finding:malformed-pickle", str(error))
        except Unreadable as error:
            if streams and machine.opcodes.count - before <= 1:
                return streams, legacy, Remark("finding:trailing-bytes", "bytes that are no pickle follow the last pickle")
            return streams, legacy, Remark(error.code, error.because)
        streams += 1
        legacy = legacy or (streams == 1 and machine.result == _LEGACY_TORCH)
    return streams, legacy, None


def _found_something(machine: Machine) -> bool:
    return bool(machine.globals or machine.unresolved or machine.extensions)


def _is_script(module: str, _: str) -> bool:
    return module == "__torch__" or module.startswith("__torch__.")


def _width(storage_type: str) -> int:
    """Bytes of one value; 0 where the type is not known."""
    return STORAGE_TYPES.get(storage_type, ("", 0))[1]


def _refusal(content: Content, opcodes: Opcodes, remark: Remark) -> Unreadable:
    head = content.read_at(0, 64)
    begun = head[:1] == b"\x80" or (head[:1] in (b"I", b"L") and remark.because.startswith("a number"))
    if begun or remark.code.startswith("limit:"):
        return Unreadable(remark.code, remark.because)
    return Unreadable("unknown:opaque-file", f"it does not begin as a pickle does; {opcodes.count} bytes in, the reader stopped")


def _dotted(name: tuple[str, str]) -> str:
    return ".".join(name)


def _told(machine: Machine, foreign: list[tuple[str, str]]) -> list[Remark]:
    """What is to be said of the names."""
    remarks = []
    if foreign:
        shown = ", ".join(escape(_dotted(name)[:200]) for name in foreign[:_NAMES_SHOWN])
        more = f" and {len(foreign) - _NAMES_SHOWN} more" if len(foreign) > _NAMES_SHOWN else ""
        remarks.append(Remark("finding:pickle-calls", f"loading it imports and may call {shown}{more}"))
    if any(makes_code(*name) for name in foreign):
        remarks.append(Remark("finding:code-object", "it carries compiled Python code"))
    hidden = sum(1 for name in foreign if not machine.globals[name]) + machine.unresolved
    if hidden:
        remarks.append(Remark("finding:unresolved-global", f"{hidden} imported names do not stand where they are used"))
    if machine.extensions:
        remarks.append(Remark("unknown:extension-registry", "it imports by number, from a registry of the loading program"))
    return remarks


def _count(machine: Machine) -> dict[str, int]:
    """Values of all tensors by type."""
    dtypes: dict[str, int] = {}
    for (_, _, shape), storage in machine.tensors.items():
        name = STORAGE_TYPES.get(storage, (storage, 0))[0]
        dtypes[name] = dtypes.get(name, 0) + prod(shape)
    return dtypes


def _with_raw_values(content: Content, position: int, header: PickleHeader) -> PickleHeader:
    """Check what follows the five pickles of PyTorch's old form: for each storage an 8-byte count and the values."""
    expected = sum(size + 8 for _, size in header.storages)
    found = content.size - position
    if found < expected:
        remark = Remark("finding:truncated-weights", f"{expected} bytes of values are announced and {found} are there")
        return replace(header, remarks=(*header.remarks, remark))
    empty = look_empty(Range(content, position, found), 8, found - 8)
    return replace(header, remarks=(*header.remarks, empty)) if empty else header
