import json
import random
from collections.abc import Iterator
from hashlib import sha256

import pytest

from openassay.inventory.survey import AT_ONCE, combine, listing_digest, survey
from openassay.vocabulary.content import CHUNK, Content, Held
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import DOCUMENT, GIB, MIB, TEXT_FILE, Limit
from openassay.vocabulary.release import Entry, EntryKind
from tests.hostile.making import tensor
from tests.inventory.fakes import Planted, surveyed, tensors

NOISE = random.Random(1).randbytes(AT_ONCE + 10_000)


class Counted(Held):
    """Content that counts the bytes taken from it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.taken = 0

    def read_at(self, offset: int, length: int) -> bytes:
        got = super().read_at(offset, length)
        self.taken += len(got)
        return got

    def chunks(self) -> Iterator[bytes]:
        for at in range(0, self.size, CHUNK):
            yield self.read_at(at, CHUNK)


class Sparse:
    """A file of any size: its head, and then zeros."""

    def __init__(self, size: int, head: bytes = b"") -> None:
        self.size = size
        self.head = head
        self.taken = 0

    def read_at(self, offset: int, length: int) -> bytes:
        self.taken += length
        return self.head[offset : offset + length].ljust(min(length, self.size - offset), b"\0")

    def chunks(self) -> Iterator[bytes]:
        raise AssertionError("a file over the limit must not be read whole")


class Handed(Planted):
    """A snapshot that hands out the given content."""

    def __init__(self, path: str, content: Content) -> None:
        super().__init__({})
        self.path, self.content = path, content

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        yield Entry(self.path, EntryKind.FILE, self.content.size), self.content


def test_a_small_file_is_read_once_and_hashed_whole() -> None:
    content = Counted(b"print()\n" * 100)
    one = survey(Handed("a.py", content), "s")
    assert content.taken == content.size
    assert one.artifacts[0].sha256 == sha256(b"print()\n" * 100).hexdigest()


def test_a_large_file_costs_one_pass_and_its_head() -> None:
    content = Counted(NOISE)
    one = survey(Handed("a.bin", content), "s")
    assert content.taken <= content.size + 128 * 1024
    assert one.artifacts[0].sha256 == sha256(NOISE).hexdigest()


def test_a_file_over_the_limit_is_sampled_and_says_so() -> None:
    content = Sparse(8192 * GIB)
    one = survey(Handed("model.safetensors", content), "s")
    assert one.artifacts[0].sha256 is None
    assert "unknown:not-hashed" in [finding.code for finding in one.findings]
    assert content.taken < 64 * 1024 * 1024


def test_large_weights_that_look_empty_are_not_read_to_the_end() -> None:
    header = json.dumps({"w": tensor("BF16", [2 * GIB], 0, 4 * GIB)}).encode()
    head = len(header).to_bytes(8, "little") + header
    content = Sparse(len(head) + 4 * GIB, head)
    one = survey(Handed("model.safetensors", content), "s")
    assert one.artifacts[0].sha256 is None
    assert [finding.code for finding in one.findings] == ["finding:weights-look-empty", "unknown:not-hashed"]
    assert content.taken < 16 * MIB


def test_the_digest_does_not_depend_on_the_order_of_the_walk() -> None:
    tree = {"b.py": "2", "a.py": "1", "c/d.md": "3"}
    again = dict(reversed(tree.items()))
    assert surveyed(tree).artifacts == surveyed(again).artifacts
    assert surveyed(tree).source.revision == surveyed(again).source.revision
    assert surveyed(tree).source.revision.startswith("sha256:")


def test_the_digest_changes_with_a_name_a_content_or_a_link() -> None:
    def digest(tree: dict[str, bytes | str | Entry]) -> str:
        return listing_digest(surveyed(tree).artifacts)

    link = Entry("l", EntryKind.LINK, None, target="a")
    other = Entry("l", EntryKind.LINK, None, target="b")
    digests = {
        digest({"a": "1"}),
        digest({"b": "1"}),
        digest({"a": "2"}),
        digest({"a": "1", "l": link}),
        digest({"a": "1", "l": other}),
    }
    assert len(digests) == 5


def test_a_revision_of_the_source_stands() -> None:
    assert survey(Planted({"a": "1"}, revision="git:1"), "s").source.revision == "git:1"


def test_an_unreadable_file_becomes_a_finding_and_the_pass_goes_on() -> None:
    class Torn(Held):
        def read_at(self, offset: int, length: int) -> bytes:
            raise Unreadable("error:unreadable", "it may not be read")

    class Two(Handed):
        def walk(self) -> Iterator[tuple[Entry, Content | None]]:
            yield from super().walk()
            yield Entry("b.py", EntryKind.FILE, 1), Held(b"1")

    one = survey(Two("a.py", Torn(b"12")), "s")
    assert [(finding.code, finding.path) for finding in one.findings] == [("error:unreadable", "a.py")]
    assert [artifact.kind for artifact in one.artifacts] == [EntryKind.UNREADABLE, EntryKind.FILE]


def test_a_bad_header_becomes_a_finding_and_the_file_keeps_its_digest() -> None:
    one = surveyed({"model.safetensors": b"1234567"})
    assert [(finding.code, finding.path) for finding in one.findings] == [("error:truncated", "model.safetensors")]
    assert one.artifacts[0].sha256
    assert [remark.code for remark in one.artifacts[0].remarks] == ["error:truncated"]


def test_a_header_is_typed_and_what_its_reader_noticed_is_told() -> None:
    one = surveyed({"model.safetensors": tensors(zeros=True)})
    assert getattr(one.artifacts[0].header, "parameters", None) == 600
    assert [finding.code for finding in one.findings] == ["finding:weights-look-empty"]


def test_text_is_read_again_only_where_it_was_not_kept() -> None:
    snapshot = Planted({"a.md": "kept", "b.md": "x" * (AT_ONCE + 1)})
    one = survey(snapshot, "s")
    small, large = one.artifacts
    read = [one.read_text(small), one.read_text(large), one.read_text(small)]
    assert [text.body[:4] if text else None for text in read] == ["kept", "xxxx", "kept"]
    assert snapshot.reopened == ["b.md"]


def test_binary_has_no_text() -> None:
    one = surveyed({"a.md": b"a\0b", "b.md": b"\0" * (AT_ONCE + 1)})
    assert [one.read_text(artifact) for artifact in one.artifacts] == [None, None]


@pytest.mark.parametrize(("path", "limit", "codes"), [("a.py", TEXT_FILE, []), ("a.md", DOCUMENT, ["limit:document"])])
def test_a_long_text_is_cut_and_says_so(path: str, limit: Limit, codes: list[str]) -> None:
    one = surveyed({path: b"x" * (limit.value + 1)})
    text = one.read_text(one.artifacts[0])
    assert text
    assert not text.whole
    assert len(text.body) == limit.value
    assert [finding.code for finding in one.findings] == codes


def test_what_is_no_file_is_listed_with_what_the_source_said() -> None:
    missing = Entry("model.safetensors", EntryKind.MISSING, None, because="left out")
    one = surveyed({"model.safetensors": missing, "README.md": "hello"})
    artifact = one.artifacts[1]
    assert (artifact.kind, artifact.sha256, artifact.format, artifact.header) == (EntryKind.MISSING, None, "safetensors", missing)
    assert one.read_text(artifact) is None
    assert one.source.files == 1


def test_sources_combine_to_one_release_whose_texts_are_found() -> None:
    one = survey(Planted({"a.md": "one"}), "s1")
    two = survey(Planted({"a.md": "two"}, complete=False), "s2")
    release, read_text = combine("both", [two, one])
    assert [source.id for source in release.sources] == ["s1", "s2"]
    assert [text.body for artifact in release.artifacts if (text := read_text(artifact))] == ["one", "two"]
    assert not release.complete
    alone, _ = combine("one", [one])
    assert alone.digest == one.source.revision != release.digest


def test_progress_is_told_after_each_file() -> None:
    told: list[tuple[int, int]] = []
    survey(Planted({"a": "1", "b": "22"}), "s", lambda files, size: told.append((files, size)))
    assert told == [(1, 1), (2, 3)]
