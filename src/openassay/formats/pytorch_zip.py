"""PyTorch's zip files, from `torch.save` and TorchScript: a pickle that describes tensors, and the values in members."""

from dataclasses import dataclass

from openassay.formats import pickles
from openassay.formats.pickles import PickleHeader
from openassay.formats.sampling import look_empty
from openassay.formats.shown import brief
from openassay.formats.zips import Zip
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_PICKLES_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class PytorchHeader:
    """What a PyTorch zip file holds."""

    script: bool
    """Whether it is TorchScript, which keeps its code in the file."""
    globals: tuple[str, ...]
    foreign: tuple[str, ...]
    """Names outside the allow list that loading it imports."""
    tensors: int
    parameters: int
    """Values in all tensors that the pickle describes, optimizer state included."""
    dtypes: tuple[tuple[str, int], ...]
    value_bytes: int
    """Bytes of the members that hold values."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> PytorchHeader:
    """Read the directory and the pickles of the file; of the values only a few blocks.

    A pickle that cannot be read is a remark. Raises `Unreadable`: what `Zip` raises, and `error:bad-header` where there is no
    pickle inside.
    """
    archive = Zip(content)
    root = _root(archive)
    script = any(member.name.startswith(f"{root}code/") for member in archive.members)
    headers, remarks = _read_pickles(archive, script=script)
    if not headers and not remarks and not archive.ambiguous:
        raise Unreadable("error:bad-header", "no pickle lies in the file")
    sizes = {member.name.removeprefix(f"{root}data/"): member.size for member in archive.members if f"{root}data/" in member.name}
    remarks = [*archive.remarks, *remarks]
    remarks += _missing_values(headers, sizes)
    remarks += _empty_values(archive, f"{root}data/")
    return PytorchHeader(
        script=script,
        globals=tuple(sorted({name for header in headers for name in header.globals})),
        foreign=tuple(sorted({name for header in headers for name in header.foreign})),
        tensors=sum(header.tensors for header in headers),
        parameters=sum(header.parameters for header in headers),
        dtypes=_merged(headers),
        value_bytes=sum(sizes.values()),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _root(archive: Zip) -> str:
    """The folder that everything lies in, with its slash."""
    for member in archive.members:
        head, slash, rest = member.name.partition("/")
        if rest in ("data.pkl", "constants.pkl", "version") or rest.startswith(("data/", "code/")):
            return head + slash
    return ""


def _read_pickles(archive: Zip, *, script: bool) -> tuple[list[PickleHeader], list[Remark]]:
    """The pickles in the file, and what is to be said of them."""
    headers: list[PickleHeader] = []
    remarks: list[Remark] = []
    found = [member for member in archive.members if member.name.endswith((".pkl", ".pickle")) and member.readable]
    for member in found[:_PICKLES_LOOKED_AT]:
        try:
            headers.append(pickles.read(archive.open(member), script=script))
            remarks += headers[-1].remarks
        except Unreadable as error:
            remarks.append(Remark(error.code, f"{brief(member.name)}: {error.because}"))
    return headers, remarks


def _merged(headers: list[PickleHeader]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for header in headers:
        for name, values in header.dtypes:
            counts[name] = counts.get(name, 0) + values
    return tuple(sorted(counts.items()))


def _missing_values(headers: list[PickleHeader], sizes: dict[str, int]) -> list[Remark]:
    """A storage that a pickle names and that is not there, or is shorter than it says."""
    short = {key for header in headers for key, size in header.storages if sizes.get(key, -1) < size}
    if not short:
        return []
    return [Remark("finding:truncated-weights", f"the values of {len(short)} storages are missing or cut short")]


def _empty_values(archive: Zip, folder: str) -> list[Remark]:
    """Look at the largest member that holds values, where it lies in the file as it is."""
    held = [member for member in archive.members if member.name.startswith(folder) and member.readable]
    if not held:
        return []
    largest = max(held, key=lambda member: (member.size, member.name))
    try:
        inner = archive.open(largest)
        empty = look_empty(inner, 0, largest.size)
    except Unreadable:
        return []
    return [empty] if empty else []
