from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.index.columns import answer_of, basis_of, code_of
from openassay.index.store import Index, Search, Unusable
from openassay.vocabulary.facts import Answer, Basis
from tests.index.documents import document_of

YES, NO = Answer.YES, Answer.NO
OPEN = {
    "published/inference-code": YES,
    "licensed/final-weights": YES,
    "licensed/inference-code": NO,
    "published/model-card": YES,
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index", create=True, writing=True) as opened:
        yield opened


def names(index: Index, **asked: object) -> list[str]:
    return [row.name for row in index.releases(Search(**asked)).items]  # type: ignore[arg-type]


def test_a_document_comes_back_byte_for_byte(index: Index) -> None:
    data = document_of()
    index.add([("a-model", data)], "2026-11-01")
    assert index.document("a-model") == data
    assert index.document("a-model", "d" * 40) == data
    assert index.document("a-model", "e" * 40) is None
    assert index.document("b-model") is None


def test_adding_the_same_again_adds_nothing(index: Index) -> None:
    given = [("a", document_of("a")), ("b", document_of("b"))]
    assert index.add(given, "2026-11-01").added == 2
    again = index.add(given, "2026-11-01")
    assert (again.added, again.known, again.segments) == (0, 2, ())
    assert index.add([*given, ("c", document_of("c"))], "2026-11-01").added == 1
    assert names(index) == ["a", "b", "c"]


def test_what_is_no_assessment_is_refused_in_a_sentence_and_leaves_nothing(index: Index) -> None:
    with pytest.raises(Unusable, match="what is given for b is no assessment document"):
        index.add([("a", document_of("a")), ("b", b'{"schema": 1}')], "2026-11-01")
    assert names(index) == []


@pytest.mark.parametrize("time", ["", "yesterday", "2026-13-01", "2026-11-01T00:00:00", "2026-11-01T00:00:00+01:00"])
def test_a_time_that_is_none_is_refused(index: Index, time: str) -> None:
    with pytest.raises(Unusable, match="is no time"):
        index.add([("a", document_of())], time)


def test_the_latest_assessment_is_the_one_shown_whatever_the_order_of_adding(index: Index) -> None:
    new, old = document_of("a", OPEN, revision="2" * 40), document_of("a", revision="1" * 40)
    index.add([("a", new)], "2026-11-02")
    index.add([("a", old)], "2026-11-01")
    row = index.row("a")
    assert row is not None
    assert row.revision == "2" * 40
    assert index.document("a") == new
    assert index.document("a", "1" * 40) == old
    assert [event.at for event in index.history("a")] == ["2026-11-01", "2026-11-02"]


def test_another_reader_sees_what_was_added_and_cannot_write(index: Index) -> None:
    index.add([("a", document_of())], "2026-11-01")
    with Index.open(index.folder) as reader:
        assert names(reader) == ["a"]
        with pytest.raises(Unusable, match="open only for reading"):
            reader.add([("b", document_of())], "2026-11-01")
        index.add([("b", document_of("b"))], "2026-11-01")
        assert names(reader) == ["a", "b"]


def test_a_second_writer_is_refused_until_the_first_is_done(index: Index) -> None:
    with pytest.raises(Unusable, match="another process is writing"):
        Index.open(index.folder, writing=True)
    index.close()
    Index.open(index.folder, writing=True).close()


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="there is no index in"):
        Index.open(tmp_path / "none")


def test_releases_are_found_by_text_level_license_domain_publisher_and_gap(index: Index) -> None:
    given = [
        ("hf://Plain/Closed", document_of("hf://Plain/Closed", {"published/final-weights": NO})),
        ("hf://owner/open", document_of("hf://owner/open", OPEN)),
        ("models/middle", document_of("models/middle")),
    ]
    index.add(given, "2026-11-01")
    closed, opened, middle = (name for name, _ in given)
    assert names(index) == [closed, opened, middle]
    assert names(index, text="MIDD") == [middle]
    assert names(index, text="wn") == [opened]
    assert names(index, text='"') == []
    assert names(index, levels={"small": "low"}) == [opened, middle]
    assert names(index, levels={"small@1+r1": "high"}) == []
    assert names(index, levels={"scored": "2/3"}) == [opened]
    assert names(index, levels={"small": "low", "scored": "2/3"}) == [opened]
    assert names(index, license="apache-2.0") == [closed, opened, middle]
    assert names(index, license="apache") == []
    assert names(index, domain="text", publisher="OWNER") == [opened]
    assert names(index, gap="final-weights") == [closed]
    assert names(index, sort="scored") == [opened, middle, closed]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"levels": {"smal": "low"}}, "the index has no grades under 'smal'; did you mean 'small@1'"),
        ({"levels": {"small": "lo"}}, "small has no rung 'lo'; did you mean 'low'"),
        ({"levels": {"scored": "much"}}, "scored scores; write the least score as a fraction"),
        ({"gap": "weights"}, "there is no component 'weights'"),
        ({"cursor": "x"}, "the cursor is not one of this list"),
    ],
)
def test_a_search_for_what_is_not_there_says_so(index: Index, asked: dict[str, object], said: str) -> None:
    index.add([("a", document_of("a"))], "2026-11-01")
    with pytest.raises(Unusable, match=said):
        names(index, **asked)


@pytest.mark.parametrize("sort", ["name", "seen", "small", "scored"])
def test_pages_follow_each_other_without_a_gap_or_a_repetition(index: Index, sort: str) -> None:
    answers = [{}, OPEN, {"published/final-weights": NO}]
    for day in (1, 2):
        given = [(f"model-{day}{place}", document_of(f"model-{day}{place}", answers[place % 3])) for place in range(5)]
        index.add(given, f"2026-11-0{day}")
    whole = names(index, sort=sort)
    paged, cursor, pages = [], "", 0
    while cursor or not pages:
        page = index.releases(Search(sort=sort, limit=3, cursor=cursor))
        assert page.total == 10
        paged += [row.name for row in page.items]
        cursor, pages = page.next, pages + 1
    assert paged == whole
    assert len(set(whole)) == 10
    assert pages == 4


def test_a_release_is_looked_up_by_hub_id_package_url_and_digest(index: Index) -> None:
    index.add([("hf://Owner/Model", document_of("hf://Owner/Model")), ("pypi:Some_Pkg==1.0", document_of("p"))], "2026-11-01")
    for asked in ("owner/model", "hf://OWNER/model@main", "pkg:huggingface/Owner/Model@abc"):
        assert index.lookup(asked) == ("hf://Owner/Model",)
    assert index.lookup("pkg:pypi/some-pkg") == ("pypi:Some_Pkg==1.0",)
    assert index.lookup("a" * 64) == ("hf://Owner/Model", "pypi:Some_Pkg==1.0")
    assert index.lookup("owner/other") == ()


def test_facts_come_as_codes_of_the_current_assessments_only(index: Index) -> None:
    index.add([("a", document_of("a")), ("b", document_of("b"))], "2026-11-01")
    index.add([("a", document_of("a", OPEN))], "2026-11-02")
    wanted = ("published/inference-code", "license/final-weights", "license/data-card", "never-asked/release")
    tables = [table.to_pydict() for table in index.facts(wanted)]
    assert [table["release"] for table in tables] == [["b"], ["a"]]
    assert [table[wanted[0]] for table in tables] == [[code_of("no", "observed")], [code_of("yes", "observed")]]
    assert [table[wanted[1]] for table in tables] == [["Apache-2.0"], ["Apache-2.0"]]
    assert [table[wanted[2]] for table in tables] == [[None], [None]]
    assert [table[wanted[3]] for table in tables] == [[0], [0]]


def test_every_answer_and_basis_has_a_code_of_its_own() -> None:
    codes = {code_of(answer, basis): (answer, basis) for answer in Answer for basis in Basis}
    assert len(codes) == 12
    assert all((answer_of(code), basis_of(code)) == meant for code, meant in codes.items())
    assert answer_of(0) is Answer.UNKNOWN


def test_a_distribution_counts_what_is_proven_and_what_is_possible(index: Index) -> None:
    index.add([("a", document_of("a")), ("b", document_of("b", {"published/final-weights": NO}))], "2026-11-01")
    small = index.distribution("small")
    assert [(one.id, one.proven, one.possible) for one in small.bins] == [
        ("", 1, 1),
        ("low", 1, 1),
        ("high", 0, 0),
        ("top", 0, 0),
    ]
    scored = index.distribution("scored")
    assert (scored.graded, sum(one.proven for one in scored.bins), sum(one.possible for one in scored.bins)) == (2, 2, 2)
    assert index.standards() == ("scored@1", "small@1")
