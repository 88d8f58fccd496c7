"""Giving up what only an administrator may do, so that a closed file is closed also where the tests run as root."""

import ctypes
import struct

_VERSION_3 = 0x20080522
"""Of the interface of `capset`, see capabilities(7)."""


def give_up_privileges() -> None:
    """Drop every capability of this process. Where the system knows none, nothing happens."""
    change = getattr(ctypes.CDLL(None), "capset", None)
    if change is not None:
        change(struct.pack("=Ii", _VERSION_3, 0), bytes(24))
