from openassay.vocabulary.release import Entry, EntryKind
from tests.inventory.fakes import layout

MIT = "MIT License\n\nCopyright 2024 Us\n\nPermission is hereby granted to anyone.\n"
APACHE = "Apache License\n\nCopyright 2020 Them\n\nYou may do many things.\n"


def own(tree: dict[str, bytes | str | Entry]) -> list[str]:
    return [place.artifact.path for place in layout(tree).own]


def test_folders_named_third_party_are_not_the_releasers() -> None:
    assert own({"third_party/a/train.py": "x", "src/vendor/b.py": "x", "src/c.py": "x"}) == ["src/c.py"]


def test_a_packaged_project_under_another_license_is_not_the_releasers() -> None:
    tree: dict[str, bytes | str | Entry] = {
        "LICENSE": MIT,
        "train.py": "x",
        "lib/LICENSE": APACHE,
        "lib/setup.py": "x",
        "lib/train.py": "x",
    }
    assert own(tree) == ["LICENSE", "train.py"]


def test_a_packaged_part_under_the_same_license_is_the_releasers() -> None:
    again = MIT.replace("2024 Us", "2025 Us and friends")
    tree: dict[str, bytes | str | Entry] = {"LICENSE": MIT, "part/LICENSE": again, "part/setup.py": "x"}
    assert own(tree) == sorted(tree)


def test_a_package_without_a_license_of_its_own_is_the_releasers() -> None:
    assert own({"LICENSE": MIT, "part/pyproject.toml": "x"}) == ["LICENSE", "part/pyproject.toml"]


def test_a_copy_of_a_known_framework_is_known_by_name_where_it_is_a_project() -> None:
    assert own({"train.py": "x", "Megatron-LM/LICENSE": APACHE, "Megatron-LM/setup.py": "x"}) == ["train.py"]
    assert own({"diffusers/mine.py": "x"}) == ["diffusers/mine.py"]


def test_a_submodule_is_not_the_releasers() -> None:
    link = Entry("trainer", EntryKind.SUBMODULE, None, target="0" * 40)
    assert own({"trainer": link, "a.py": "x"}) == ["a.py"]


def test_tests_and_the_workshop_are_no_part_of_what_is_offered() -> None:
    assert own({"tests/a.py": "x", "src/test_b.py": "x", ".github/scripts/c.py": "x", "src/d.py": "x"}) == ["src/d.py"]
