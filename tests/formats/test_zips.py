import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.members import MemberKind
from openassay.formats.zips import AMBIGUOUS, Zip
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile.archives import zip_by_hand, zipped

_FILES = {"a/one.txt": b"one " * 100, "two.bin": bytes(range(256))}


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        Zip(Held(data))
    return caught.value.code


def contents(archive: Zip) -> dict[str, bytes]:
    return {member.name: b"".join(inner.chunks()) for member, inner in archive.walk() if inner}


def codes(data: bytes, *, strict: bool = False) -> set[str]:
    return {remark.code for remark in Zip(Held(data), strict=strict).remarks}


def streamed(files: dict[str, bytes]) -> bytes:
    """A zip archive as a program writes it that cannot go back: with data descriptors."""

    class _Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.parts.append(bytes(data))  # type: ignore[call-overload]
            return len(self.parts[-1])

    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return b"".join(pipe.parts)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_members_and_their_contents_are_read(method: int) -> None:
    archive = Zip(Held(zipped(_FILES, method=method)))
    assert contents(archive) == _FILES
    assert archive.remarks == ()
    inner = archive.find("a/one.txt")
    assert inner is not None
    assert (inner.size, inner.read_at(4, 3), inner.read_at(398, 10)) == (400, b"one", b"e ")
    assert b"".join(inner.chunks()) == _FILES["a/one.txt"] == b"".join(inner.chunks())


def test_a_member_that_is_not_there_is_not_found() -> None:
    archive = Zip(Held(zipped(_FILES)))
    assert archive.find("three") is None


def test_a_streamed_archive_is_read_unless_one_is_strict() -> None:
    data = streamed(_FILES)
    assert contents(Zip(Held(data))) == _FILES
    assert codes(data, strict=True) == {AMBIGUOUS}


def test_an_archive_with_64_bit_fields_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open(zipfile.ZipInfo("a"), "w", force_zip64=True) as member:
        member.write(b"data")
    assert contents(Zip(Held(out.getvalue()))) == {"a": b"data"}


def test_an_archive_with_a_64_bit_end_record_is_read() -> None:
    body = zipped({"a": b"data"})
    end = body.rindex(b"PK\5\6")
    _, _, _, _, count, size, offset, _ = struct.unpack("<4s4H2LH", body[end:])
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    short = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert contents(Zip(Held(body[:end] + wide + locator + short))) == {"a": b"data"}
    lying = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size + 1, offset, 0)
    assert codes(body[:end] + wide + locator + lying) == {AMBIGUOUS}
    assert refused(body[:end] + short) == "error:bad-zip"


def test_folders_and_links_are_told_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/", b"")
        link = zipfile.ZipInfo("folder/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "../other")
        away = zipfile.ZipInfo("away")
        away.external_attr = 0o120777 << 16
        archive.writestr(away, "../../etc")
        archive.writestr("away/file", b"x")
        device = zipfile.ZipInfo("device")
        device.external_attr = 0o020666 << 16
        archive.writestr(device, b"")
    members = {member.name: member for member in Zip(Held(out.getvalue())).members}
    assert members["folder"].kind is MemberKind.FOLDER
    assert (members["folder/link"].kind, members["folder/link"].target, members["folder/link"].code) == (
        MemberKind.LINK,
        "../other",
        "",
    )
    assert members["away"].code == "finding:path-escape"
    assert members["away/file"].code == "finding:path-escape"
    assert members["device"].code == "finding:special-file"


def test_names_without_the_utf8_flag_are_utf8_where_they_can_be() -> None:
    names = [member.name for member in Zip(Held(zip_by_hand([("é".encode(), b""), (b"\x82", b"")]))).members]
    assert names == ["é", "é"]


def test_a_name_that_is_not_the_utf8_that_it_says_is_refused() -> None:
    assert codes(zip_by_hand([(b"\xff", b"")], flags=1 << 11)) == {"error:bad-name"}


def test_a_refused_member_is_not_opened() -> None:
    archive = Zip(Held(zip_by_hand([(b"../a", b"x")])))
    with pytest.raises(Unreadable):
        archive.open(archive.members[0])


@pytest.mark.parametrize(
    "data",
    [
        b"MZ stub" + zipped(_FILES),
        zipped(_FILES) + b"tail",
        zipped(_FILES) + zipped(_FILES)[-22:],
        zip_by_hand([(b"a", b"1"), (b"a", b"2")]),
        zip_by_hand([(b"a", b"1"), (b"b", b"2")], listed=1),
        zipped(_FILES).replace(b"two.bin", b"six.bin", 1),
    ],
)
def test_what_two_programs_may_read_apart_is_refused_whole(data: bytes) -> None:
    archive = Zip(Held(data))
    assert archive.ambiguous
    assert {member.code for member in archive.members} == {AMBIGUOUS}


def test_a_comment_with_records_in_it_is_ambiguous() -> None:
    body = zipped({"a": b"data"})[:-2]
    assert codes(body + struct.pack("<H", 4) + b"PK\5\6") == {AMBIGUOUS}
    assert codes(body + struct.pack("<H", 4) + b"text") == set()


def test_members_that_overlap_are_refused() -> None:
    kernel = zlib.compress(bytes(100_000))[2:-4]
    name, data = b"a", kernel
    crc = zlib.crc32(bytes(100_000))
    body = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), 100_000, 1, 0) + name + data
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(data), 100_000, 1, 0, 0, 0, 0, 0, 0) + name
    twice = body + entry * 2 + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, 2 * len(entry), len(body), 0)
    assert refused(twice) == "error:bad-zip"


def test_a_bomb_is_noticed_from_what_it_says() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(70 << 20))
    assert codes(out.getvalue()) == {"limit:archive-ratio"}


def test_a_member_that_inflates_to_more_than_it_says_is_refused_when_read() -> None:
    data = bytearray(zipped({"a": b"x" * 1000}, method=zipfile.ZIP_DEFLATED))
    for place in (22, data.rindex(b"PK\1\2") + 24):
        data[place : place + 4] = struct.pack("<L", 10)
    inner = Zip(Held(bytes(data))).find("a")
    assert inner is not None
    with pytest.raises(Unreadable, match="more than the directory says"):
        list(inner.chunks())


def test_a_wrong_checksum_is_noticed_at_the_end() -> None:
    data = bytearray(zipped({"a": b"x" * 1000}, method=zipfile.ZIP_DEFLATED))
    for place in (14, data.rindex(b"PK\1\2") + 16):
        data[place] ^= 1
    inner = Zip(Held(bytes(data))).find("a")
    assert inner is not None
    with pytest.raises(Unreadable, match="checksum"):
        list(inner.chunks())


def test_an_unknown_compression_is_told() -> None:
    data = bytearray(zipped({"a": b"x"}))
    for place in (8, data.rindex(b"PK\1\2") + 10):
        data[place] = 93
    assert codes(bytes(data)) == {"unknown:compression"}


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"PK\5\6", zipped(_FILES)[:-30]])
def test_what_has_no_directory_is_refused(data: bytes) -> None:
    assert refused(data) in ("error:empty", "error:bad-zip")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", limits.ARCHIVE_MEMBERS._replace(value=1))
    assert refused(zipped(_FILES)) == "limit:archive-members"


@quickly
@given(damaged(zipped(_FILES), zipped(_FILES, method=zipfile.ZIP_DEFLATED), streamed(_FILES)))
def test_damaged_archives_are_told(data: bytes) -> None:
    archive = survive(Zip, data)
    if archive is not None:
        survive(lambda _: contents(archive), b"")


_NAMES = st.text("abcdef/é ", min_size=1, max_size=8).filter(lambda name: name[0] != "/")


@quickly
@given(st.dictionaries(_NAMES, st.binary(max_size=50), max_size=5))
def test_what_the_standard_library_zips_is_read_back(files: dict[str, bytes]) -> None:
    files = {name: data for name, data in files.items() if not name.endswith("/")}
    names = {name: "/".join(part for part in name.split("/") if part) for name in files}
    found = contents(Zip(Held(zipped(files, method=zipfile.ZIP_DEFLATED))))
    for name, data in files.items():
        if list(names.values()).count(names[name]) == 1:
            assert found[names[name]] == data
