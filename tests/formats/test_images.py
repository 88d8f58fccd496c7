import struct

import pytest
from hypothesis import given

from openassay.formats import images
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.making import png_head

_JPEG = b"\xff\xd8\xff\xe0\0\x10" + b"JFIF".ljust(14, b"\0") + b"\xff\xc4\0\4aa"
_JPEG += b"\xff\xff\xc0\0\x11\x08" + struct.pack(">HH", 30, 40) + bytes(9)
_GIF = b"GIF89a" + struct.pack("<HH", 40, 30) + bytes(9)
_LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 40, 30)
_LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + struct.pack("<I", 39 | 29 << 14) + bytes(9)
_EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (39).to_bytes(3, "little") + (29).to_bytes(3, "little") + bytes(9)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(png_head(40, 30), "png"), (_GIF, "gif"), (_JPEG, "jpeg"), (_LOSSY, "webp"), (_LOSSLESS, "webp"), (_EXTENDED, "webp")],
)
def test_the_size_is_read_from_the_header(data: bytes, kind: str) -> None:
    assert images.read(Held(data)) == images.ImageHeader(kind, 40, 30)


def test_a_size_that_no_memory_holds_is_told() -> None:
    assert [remark.code for remark in images.read(Held(png_head(1 << 20, 1 << 20))).remarks] == ["finding:image-bomb"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (b"BM", "error:bad-header"),
        (png_head(1, 1)[:20], "error:truncated"),
        (_GIF[:7], "error:truncated"),
        (_JPEG[:24], "error:truncated"),
        (b"\xff\xd8\xff\xe0\0\2xxxxxxxxxxxx", "error:bad-header"),
        (png_head(1, 1).replace(b"IHDR", b"IDAT"), "error:bad-header"),
        (b"RIFF\0\0\0\0WEBPXXXX" + bytes(20), "error:bad-header"),
    ],
)
def test_what_is_no_image_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        images.read(Held(data))
    assert caught.value.code == code


@quickly
@given(damaged(png_head(40, 30), _GIF, _JPEG, _LOSSY, _LOSSLESS, _EXTENDED))
def test_damaged_images_are_told(data: bytes) -> None:
    survive(images.read, data)
