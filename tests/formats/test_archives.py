import gzip
import io
import tarfile

import pytest
from hypothesis import given

from openassay.formats.archives import inner_format, open_archive, survey
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive
from tests.hostile import making
from tests.hostile.archives import zipped

_TAR = making.tar(making.tar_member("a", b"1"), making.tar_member("b/c", b"22"))


def names(data: bytes, form: str) -> list[str]:
    return [member.name for member in survey(Held(data), form).members]


@pytest.mark.parametrize(
    ("data", "form"), [(_TAR, "tar"), (gzip.compress(_TAR, mtime=0), "gzip"), (zipped({"a": b"1", "b/c": b"22"}), "zip")]
)
def test_every_kind_is_walked_and_listed_alike(data: bytes, form: str) -> None:
    walked = {member.name: b"".join(inner.chunks()) for member, inner in open_archive(Held(data), form).walk() if inner}
    assert walked == {"a": b"1", "b/c": b"22"}
    header = survey(Held(data), form)
    assert [member.name for member in header.members] == ["a", "b/c"]
    assert (header.count, header.size, header.complete, header.inner, header.remarks) == (2, 3, True, "", ())


def test_archives_inside_are_listed_under_their_name() -> None:
    inner = zipped({"LICENSE": b"MIT"})
    assert names(zipped({"data/in.zip": inner, "x.txt": b""}), "zip") == ["data/in.zip", "data/in.zip!/LICENSE", "x.txt"]


def test_what_is_wrong_inside_is_told_with_the_name_of_the_inner_archive() -> None:
    remarks = survey(Held(zipped({"in.zip": zipped({"../x": b""})})), "zip").remarks
    assert [remark.code for remark in remarks] == ["finding:path-escape"]
    assert "in.zip" in remarks[0].because


def test_a_broken_archive_inside_does_not_end_the_listing() -> None:
    header = survey(Held(zipped({"in.zip": b"PK\3\4 broken", "x.txt": b""})), "zip")
    assert header.count == 2
    assert [remark.code for remark in header.remarks] == ["error:bad-zip"]


def test_a_compressed_file_says_what_it_holds() -> None:
    header = survey(Held(gzip.compress(b"plain text", mtime=0)), "gzip")
    assert (header.inner, header.members, header.complete) == ("text", (), True)
    assert inner_format(Held(gzip.compress(_TAR, mtime=0)), "gzip") == "tar"


def test_a_zip_in_a_compressed_file_is_listed() -> None:
    assert names(gzip.compress(zipped({"a": b"1"}), mtime=0), "gzip") == ["a"]


def test_a_compressed_file_without_archive_is_not_opened() -> None:
    with pytest.raises(Unreadable) as caught:
        open_archive(Held(gzip.compress(b"plain", mtime=0)), "gzip")
    assert caught.value.code == "unknown:no-archive"


def test_an_archive_of_another_kind_is_not_opened() -> None:
    with pytest.raises(Unreadable) as caught:
        open_archive(Held(b"7z"), "7z")
    assert caught.value.code == "unknown:compression"


def test_a_listing_that_breaks_off_keeps_what_it_has() -> None:
    header = survey(Held(_TAR[:1024] + b"x" * 512), "tar")
    assert ([member.name for member in header.members], header.complete) == (["a"], False)
    assert [remark.code for remark in header.remarks] == ["error:bad-tar"]


def test_a_survey_inflates_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_SURVEYED", limits.ARCHIVE_SURVEYED._replace(value=3 << 20))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for number in range(5):
            entry = tarfile.TarInfo(f"{number}.bin")
            entry.size = 1 << 20
            archive.addfile(entry, io.BytesIO(bytes(1 << 20)))
    header = survey(Held(out.getvalue()), "gzip")
    assert not header.complete
    assert 0 < header.count < 5
    assert header.remarks[-1].code == "limit:archive-surveyed"


@quickly
@given(damaged(zipped({"in.zip": zipped({"a": b"1"})}), gzip.compress(_TAR, mtime=0), _TAR))
def test_damaged_archives_are_told(data: bytes) -> None:
    for form in ("zip", "tar", "gzip"):
        survive(lambda content, form=form: survey(content, form), data)  # type: ignore[misc]
