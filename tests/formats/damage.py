"""Good files, damaged: what a reader must survive."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from openassay.vocabulary.content import Content, Held
from openassay.vocabulary.findings import Unreadable, codes

quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""Enough to find what is often wrong, and fast; the long runs are made apart."""


@st.composite
def damaged(draw: st.DrawFn, *good: bytes) -> bytes:
    """One of the good files with some bytes changed, cut off, put in or doubled; sometimes no file at all."""
    data = bytearray(draw(st.sampled_from(good)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(("set", "cut", "insert", "double", "fill"))):
            case "set" if data:
                data[at] = draw(st.integers(0, 255))
            case "cut":
                del data[at : at + draw(st.integers(1, 64))]
            case "insert":
                data[at:at] = draw(st.binary(max_size=16))
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 64))]
            case _:
                data[at : at + 8] = draw(st.sampled_from((b"\xff" * 8, b"\0" * 8, b"\x7f" + b"\xff" * 7)))
    return bytes(data) if draw(st.integers(0, 9)) else draw(st.binary(max_size=200))


Header = TypeVar("Header")


def survive(read: Callable[[Content], Header], data: bytes) -> Header | None:
    """Read `data`, and check that a refusal has a known code and a reason."""
    try:
        return read(Held(data))
    except Unreadable as error:
        refusal = error
    assert refusal.because
    assert refusal.code in codes() or refusal.code.startswith("limit:"), refusal.code
    return None
