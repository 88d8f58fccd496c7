from openassay.formats.sampling import look_empty
from openassay.vocabulary.content import Held


class Counted(Held):
    """Content that counts what is read of it."""

    read = 0

    def read_at(self, offset: int, length: int) -> bytes:
        data = super().read_at(offset, length)
        self.read += len(data)
        return data


def test_one_byte_repeated_looks_empty_whatever_it_is() -> None:
    for byte in (b"\0", b"\xff", b"\x7f"):
        assert look_empty(Held(byte * 5000), 0, 5000) is not None


def test_a_few_bytes_say_nothing() -> None:
    assert look_empty(Held(bytes(1023)), 0, 1023) is None


def test_anything_else_at_the_ends_is_seen() -> None:
    for place in (0, 99_999):
        data = bytearray(100_000)
        data[place] = 1
        assert look_empty(Held(bytes(data)), 0, 100_000) is None


def test_blocks_that_differ_from_one_another_are_no_constant() -> None:
    assert look_empty(Held(bytes(50_000) + b"\1" * 50_000), 0, 100_000) is None


def test_only_a_few_blocks_are_read() -> None:
    content = Counted(bytes(10_000_000))
    assert look_empty(content, 0, 10_000_000) is not None
    assert content.read <= 64 << 10


def test_only_the_given_stretch_is_judged() -> None:
    assert look_empty(Held(b"head" + bytes(4096)), 4, 4096) is not None
