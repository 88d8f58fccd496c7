"""An entry of any index that is known here, told by what stands in it."""

from openassay.exchange.mot_entry import MotEntry, is_mot, mot_of
from openassay.exchange.osai_entry import OsaiEntry, is_osai, osai_of
from openassay.exchange.reading import read_entry
from openassay.vocabulary.findings import Unreadable

Entry = MotEntry | OsaiEntry


def read_any(data: bytes, path: str) -> Entry:
    """Read an entry of either index. Raises `Unreadable`: `error:bad-entry` where it is of none, or a limit."""
    root = read_entry(data, path)
    if is_mot(root):
        return mot_of(root, path)
    if is_osai(root):
        return osai_of(root, path)
    raise Unreadable(
        "error:bad-entry",
        "it has neither a mapping 'release', as entries of the Model Openness Tool have,"
        " nor a mapping 'system', as those of the European Open Source AI Index",
    )
