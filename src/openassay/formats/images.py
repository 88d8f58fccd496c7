"""Images: width and height from the header; never decoded. PNG (RFC 2083), GIF (89a), JPEG (ITU T.81), WebP (RFC 9649)."""

from dataclasses import dataclass

from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_JPEG_MARKERS = 1000
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """The size of an image."""

    kind: str
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> ImageHeader:
    """Read the size of a PNG, GIF, JPEG or WebP image from its header.

    Raises `Unreadable`: `error:empty`, `error:truncated`, `error:bad-header`.
    """
    if not content.size:
        raise Unreadable("error:empty", "the image has no content")
    head = content.read_at(0, 32)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        kind, width, height = "png", *_png(head)
    elif head.startswith((b"GIF87a", b"GIF89a")):
        kind, width, height = "gif", *_little(head, 6, 2)
    elif head.startswith(b"\xff\xd8\xff"):
        kind, width, height = "jpeg", *_jpeg(content)
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        kind, width, height = "webp", *_webp(head)
    else:
        raise Unreadable("error:bad-header", "it does not begin as an image does")
    bomb = width * height > limits.IMAGE_PIXELS.value
    because = f"its header claims {width} by {height} pixels"
    return ImageHeader(kind, width, height, (Remark("finding:image-bomb", because),) if bomb else ())


def _short() -> Unreadable:
    return Unreadable("error:truncated", "the file ends inside the image's header")


def _png(head: bytes) -> tuple[int, int]:
    if len(head) < 24:
        raise _short()
    if head[12:16] != b"IHDR":
        raise Unreadable("error:bad-header", "the image does not say its size where it must")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _little(head: bytes, at: int, width: int) -> tuple[int, int]:
    if len(head) < at + 2 * width:
        raise _short()
    return int.from_bytes(head[at : at + width], "little"), int.from_bytes(head[at + width : at + 2 * width], "little")


def _webp(head: bytes) -> tuple[int, int]:
    match head[12:16]:
        case b"VP8 ":
            width, height = _little(head, 26, 2)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits, _ = _little(head, 21, 4)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            width, height = _little(head, 24, 3)
            return width + 1, height + 1
        case _:
            raise Unreadable("error:bad-header", "the image does not say its size where it must")


def _jpeg(content: Content) -> tuple[int, int]:
    at = 2
    for _ in range(_JPEG_MARKERS):
        head = content.read_at(at, 9)
        if len(head) < 9:
            raise _short()
        if head[0] != 0xFF:
            break
        if 0xC0 <= head[1] <= 0xCF and head[1] not in _NO_FRAME:
            return int.from_bytes(head[7:9], "big"), int.from_bytes(head[5:7], "big")
        at += 1 if head[1] == 0xFF else 2 + int.from_bytes(head[2:4], "big")
    raise Unreadable("error:bad-header", "the image does not say its size where it must")
