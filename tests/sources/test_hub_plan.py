import pytest

from openassay.sources.hub_plan import Part, is_open_to_all, make_plan
from openassay.sources.hub_record import HubFile
from openassay.vocabulary.limits import HUB_DATA, HUB_FILES, HUB_HEADS, KIB, MIB


def file(path: str, size: int, *, apart: bool | None = None) -> HubFile:
    """A file as the listing has it; large ones are kept apart unless told otherwise."""
    lfs = "a" * 64 if (size > 10 * MIB if apart is None else apart) else None
    return HubFile(path, size, "b" * 40, lfs)


def test_documents_are_read_whole_and_of_weights_the_start() -> None:
    plan = make_plan([file("README.md", 3000), file("LICENSE", 11_000), file("model.safetensors", 5 * 1024 * MIB)])
    assert plan == {"README.md": Part.WHOLE, "LICENSE": Part.WHOLE, "model.safetensors": Part.START}


def test_what_is_empty_costs_nothing_and_is_known() -> None:
    assert make_plan([file("data/.gitkeep", 0), file("x.bin", 0)]) == {"data/.gitkeep": Part.WHOLE, "x.bin": Part.WHOLE}


def test_the_file_that_nearly_every_repository_has_is_read_so_that_it_leaves_nothing_open() -> None:
    assert make_plan([file(".gitattributes", 1500)]) == {".gitattributes": Part.WHOLE}


def test_small_files_are_read_in_the_order_of_what_they_tell() -> None:
    many = [file(f"notes/{number:02}.md", 100) for number in range(HUB_FILES.value)]
    plan = make_plan([*many, file("README.md", 100), file("config.json", 100), file("train.py", 100), file("LICENSE", 100)])
    told = {path for path, part in plan.items() if part is Part.WHOLE}
    assert {"README.md", "config.json", "train.py", "LICENSE"} <= told
    assert len(told) == HUB_FILES.value


def test_weights_never_count_as_small_files() -> None:
    plan = make_plan([file(f"adapter{number}.bin", 100) for number in range(HUB_FILES.value + 1)])
    assert set(plan.values()) == {Part.WHOLE}


def test_a_start_is_read_only_of_what_has_a_digest_in_the_listing() -> None:
    plan = make_plan(
        [file("a.bin", 900 * KIB, apart=False), file("b.bin", 2 * MIB, apart=False), file("c.bin", 2 * MIB, apart=True)]
    )
    assert plan == {"a.bin": Part.WHOLE, "b.bin": Part.NOTHING, "c.bin": Part.START}


def test_of_weights_a_bounded_number_is_opened() -> None:
    shards = [file(f"model-{number:05}.safetensors", 50 * MIB) for number in range(HUB_HEADS.value + 1)]
    parts = [*make_plan(shards).values()]
    assert parts.count(Part.START) == HUB_HEADS.value
    assert parts.count(Part.NOTHING) == 1


def test_of_a_thousand_files_of_data_a_few_are_opened_and_all_are_there() -> None:
    plan = make_plan([file(f"data/train-{number:05}.parquet", 50 * MIB) for number in range(1000)])
    parts = [*plan.values()]
    assert parts.count(Part.START) == HUB_DATA.value
    assert parts.count(Part.LISTED) == 1000 - HUB_DATA.value


def test_data_without_a_digest_in_the_listing_are_not_taken_for_read() -> None:
    plan = make_plan([file(f"data/{number:05}.jsonl", 300 * KIB, apart=False) for number in range(20)])
    assert [*plan.values()].count(Part.NOTHING) == 20 - HUB_DATA.value


def test_pictures_are_left_alone() -> None:
    assert make_plan([file("figure.png", 900_000)]) == {"figure.png": Part.NOTHING}


def test_the_plan_does_not_depend_on_the_order_of_the_listing() -> None:
    files = [file(f"{name}.md", 100) for name in "zyxwvutsrqponmlkjihgfedcbaZYX"] + [file("m.safetensors", 50 * MIB)]
    assert make_plan(files) == make_plan(files[::-1])


@pytest.mark.parametrize(("path", "open_"), [("README.md", True), ("LICENSE.txt", True), ("USE_POLICY.md", True),
                                             ("config.json", False), ("docs/README.md", False)])  # fmt: skip
def test_a_gate_lets_the_card_and_the_license_through(path: str, open_: bool) -> None:
    assert is_open_to_all(path) is open_
