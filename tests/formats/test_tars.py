import gzip
import io
import tarfile

import pytest
from hypothesis import given

from openassay.formats.members import Member, MemberKind
from openassay.formats.tars import Tar
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile import making

_FILES = {"a/one.txt": b"one " * 500, "two.bin": bytes(range(256)), "long/" * 40 + "three": b"3", "é" * 120: b"4"}


def packed(form: int, mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in _FILES.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def walked(data: bytes, compression: str = "tar") -> tuple[dict[str, Member], dict[str, bytes], Tar]:
    archive = Tar(Held(data), compression)
    members: dict[str, Member] = {}
    contents: dict[str, bytes] = {}
    for member, inner in archive.walk():
        members[member.name] = member
        if inner is not None:
            contents[member.name] = b"".join(inner.chunks())
    return members, contents, archive


def refused(data: bytes, compression: str = "tar") -> str:
    with pytest.raises(Unreadable) as caught:
        walked(data, compression)
    return caught.value.code


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_form_is_read(form: int) -> None:
    if form == tarfile.USTAR_FORMAT:
        short = {name: data for name, data in _FILES.items() if len(name.encode()) < 100}
        data = making.tar(*(making.tar_member(name, content) for name, content in short.items()))
    else:
        short, data = _FILES, packed(form)
    _, contents, archive = walked(data)
    assert contents == short
    assert archive.complete
    assert archive.remarks == ()


@pytest.mark.parametrize(("mode", "compression"), [("w:gz", "gzip"), ("w:bz2", "bzip2"), ("w:xz", "xz")])
def test_every_compression_is_read(mode: str, compression: str) -> None:
    _, contents, archive = walked(packed(tarfile.PAX_FORMAT, mode), compression)
    assert contents == _FILES
    assert archive.complete


@pytest.mark.parametrize("compression", ["tar", "gzip"])
def test_members_that_were_not_read_are_passed_over(compression: str) -> None:
    data = packed(tarfile.PAX_FORMAT, "w:gz" if compression == "gzip" else "w")
    archive = Tar(Held(data), compression)
    heads = [inner.read_at(1, 3) for _, inner in archive.walk() if inner]
    assert heads == [content[1:4] for content in _FILES.values()]


def test_kinds_are_told_apart() -> None:
    data = making.tar(
        making.tar_head("folder/", kind=b"5"),
        making.tar_head("old-folder/", kind=b"\0"),
        making.tar_head("folder/link", kind=b"2", target="../two.bin"),
        making.tar_head("hard", kind=b"1", target="two.bin"),
        making.tar_member("./dotted//name", b"x"),
    )
    members, contents, _ = walked(data)
    assert members["folder"].kind is MemberKind.FOLDER
    assert members["old-folder"].kind is MemberKind.FOLDER
    assert (members["folder/link"].kind, members["folder/link"].target) == (MemberKind.LINK, "../two.bin")
    assert (members["hard"].kind, members["hard"].target) == (MemberKind.HARD_LINK, "two.bin")
    assert contents == {"dotted/name": b"x"}


def test_a_name_that_stands_twice_is_refused_the_second_time() -> None:
    members, contents, archive = walked(making.tar(making.tar_member("a", b"1"), making.tar_member("a", b"2")))
    assert contents == {"a": b"1"}
    assert members["a"].code == "finding:name-collision"
    assert archive.remarks[0].code == "finding:name-collision"


def test_pax_values_override_and_global_ones_stay() -> None:
    data = making.tar(
        making.pax({"comment": "all"}, b"g"),
        making.pax({"path": "renamed", "size": "3"}),
        making.tar_member("original", b"abc"),
        making.tar_member("next", b"de"),
    )
    _, contents, _ = walked(data)
    assert contents == {"renamed": b"abc", "next": b"de"}


def test_a_name_that_is_not_utf8_is_read_as_latin_1() -> None:
    data = making.tar(making.tar_head(b"\xe9t\xe9", 1) + b"x" + bytes(511))
    assert walked(data)[1] == {"été": b"x"}


def test_sizes_in_base_256_are_read() -> None:
    size = (5).to_bytes(12, "big")
    data = making.tar(making.tar_head("a", raw_size=b"\x80" + size[1:]) + b"hello" + bytes(507))
    assert walked(data)[1] == {"a": b"hello"}


def test_sparse_members_are_told_and_not_read() -> None:
    members, contents, _ = walked(making.tar(making.pax({"GNU.sparse.major": "1"}), making.tar_member("hole", b"x")))
    assert members["hole"].code == "unknown:sparse-member"
    assert contents == {}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "error:empty"),
        (b"x" * 512, "error:bad-tar"),
        (making.tar_head("a", 100), "error:truncated"),
        (making.tar_head("a")[:300], "error:truncated"),
        (making.tar_head("a", raw_size=b"12x45678901\0"), "error:bad-tar"),
        (making.tar_head("a", raw_size=b"\x80" + b"\xff" * 11), "error:bad-tar"),
        (making.tar_head("p", 20, b"x") + b"nonsense".ljust(512, b"\0"), "error:bad-tar"),
        (making.tar(making.pax({"size": "-1"}), making.tar_member("a")), "error:bad-tar"),
        (making.tar_head("p", 100, b"x"), "error:truncated"),
    ],
)
def test_what_is_no_archive_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_broken_compression_is_told() -> None:
    data = packed(tarfile.PAX_FORMAT, "w:gz")
    assert refused(data[: len(data) // 2], "gzip") == "error:truncated"
    assert refused(b"\x1f\x8b" + b"x" * 100, "gzip") == "error:bad-stream"


def test_a_bomb_ends_the_walk() -> None:
    data = gzip.compress(making.tar_head("zeros", 200 << 20) + bytes(100 << 20), 1, mtime=0)
    assert refused(data, "gzip") == "limit:archive-ratio"


def test_too_many_members_end_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", limits.ARCHIVE_MEMBERS._replace(value=2))
    assert refused(packed(tarfile.PAX_FORMAT)) == "limit:archive-members"


def test_many_faults_of_one_kind_are_told_once_with_examples() -> None:
    data = making.tar(*(making.tar_member(f"../{number}", b"") for number in range(10)))
    remarks = walked(data)[2].remarks
    assert len(remarks) == 1
    assert remarks[0].because == "'../0', '../1', '../2' and 7 more: its name climbs out of the archive"


@quickly
@given(damaged(packed(tarfile.PAX_FORMAT), packed(tarfile.GNU_FORMAT)))
def test_damaged_archives_are_told(data: bytes) -> None:
    survive(lambda content: walked(content.read_at(0, content.size)), data)


@quickly
@given(damaged(packed(tarfile.PAX_FORMAT, "w:gz"), packed(tarfile.PAX_FORMAT, "w:xz")))
def test_damaged_compressed_archives_are_told(data: bytes) -> None:
    survive(lambda content: walked(content.read_at(0, content.size), "gzip"), data)
    survive(lambda content: walked(content.read_at(0, content.size), "xz"), data)
