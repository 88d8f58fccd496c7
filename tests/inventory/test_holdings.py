import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openassay.inventory.holdings import Inventory
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.release import Entry, EntryKind
from tests.inventory.fakes import LFS, LOOP, NETWORK, SETTINGS, missing, taken, tensors

Tree = dict[str, bytes | str | Entry]

WHOLE: Tree = {
    "LICENSE": "MIT License\n",
    "README.md": "# M\n\nThis is the training code of M, a large language model.\n\nM was trained on 50 examples.\n",
    "MODEL_CARD.md": "# M\n\n## Uses\n\n" + "M names the kind of a place. " * 20,
    "m/model.py": NETWORK,
    "pretrain.py": LOOP,
    "configs/pretrain.yaml": SETTINGS,
    "model.safetensors": tensors(),
    "tokenizer.json": "{}",
    "data/train.jsonl": '{"text": "one"}\n' * 50,
    "requirements.txt": "torch==2.5\n",
}


def states(inventory: Inventory) -> dict[Component, State]:
    return {component: holding.state for component, holding in inventory.holdings.items()}


def test_every_component_of_the_closed_list_is_held_in_its_order() -> None:
    assert list(taken({}).holdings) == list(Component)


def test_an_empty_release_holds_nothing_and_knows_it() -> None:
    held = states(taken({})).values()
    assert set(held) == {State.ABSENT, State.NOT_APPLICABLE}


def test_an_incomplete_listing_proves_no_absence_of_anything() -> None:
    assert State.ABSENT not in states(taken({"README.md": "# M\n"}, complete=False)).values()


def test_the_inventory_does_not_depend_on_the_order_of_the_listing() -> None:
    paths = list(WHOLE)
    random.Random(3).shuffle(paths)
    shuffled = taken({path: WHOLE[path] for path in paths})
    assert shuffled.holdings == taken(WHOLE).holdings
    assert shuffled.domain == taken(WHOLE).domain


def test_what_is_published_cites_artifacts_or_lines() -> None:
    for holding in taken(WHOLE).holdings.values():
        if holding.state in (State.PUBLISHED, State.PARTIAL, State.POINTER):
            assert holding.artifacts or holding.evidence
        if holding.state in (State.GATED, State.REFERENCED):
            assert holding.evidence


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("empty.safetensors", ""),
        ("train.py", "# coming soon\n"),
        ("finetune/train.py", ""),
        ("data/train/.gitkeep", ""),
        ("eval/run.py", ""),
        ("DATASHEET.md", "# Data\n\nComing soon.\n"),
        ("weights.bin", "not here\n"),
        ("pseudo/link.py", Entry("pseudo/link.py", EntryKind.LINK, None, target="../train.py")),
        ("docs/notes.md", "<!-- Request access to the weights. https://huggingface.co/us/m -->\n"),
    ],
)
def test_adding_what_is_no_content_makes_no_state_better(path: str, what: str | Entry) -> None:
    small: Tree = {"README.md": "# M\n\nM-Chat is a large language model.\n"}
    before, after = states(taken(small)), states(taken(small | {path: what}))
    for component in Component:
        if before[component] is State.ABSENT:
            assert after[component] is State.ABSENT, component


def test_a_pointer_is_never_better_than_unknown() -> None:
    assert states(taken({"model.safetensors": LFS}))[Component.FINAL_WEIGHTS] is State.POINTER
    assert states(taken({"model.pth": missing("model.pth")}))[Component.FINAL_WEIGHTS] is State.POINTER


def test_removing_a_real_component_raises_nothing() -> None:
    rank = {State.PUBLISHED: 2, State.PARTIAL: 1}
    whole = states(taken(WHOLE))
    for path in WHOLE:
        less = states(taken({other: what for other, what in WHOLE.items() if other != path}))
        for component in Component:
            assert rank.get(less[component], 0) <= rank.get(whole[component], 0), (path, component)


def test_models_under_different_terms_are_several_releases() -> None:
    readme = "# M\n\n- `m-large.tar` has a research license, called RL.\n- `m-small.tar` is under the Apache 2.0 license.\n"
    assert [finding.code for finding in taken({"README.md": readme}).findings] == ["finding:several-releases"]
    one = "# M\n\n- `m-large.tar` is under the Apache 2.0 license.\n- `m-small.tar` is under the Apache 2.0 license.\n"
    assert taken({"README.md": one}).findings == ()
    licenses: Tree = {"model_licenses/LICENSE-a": "A license.\n", "model_licenses/LICENSE-b": "Another license.\n"}
    assert [finding.code for finding in taken(licenses).findings] == ["finding:several-releases"]


@pytest.mark.parametrize(
    "piece",
    ["<a", "-", "|a|\n|--|\n", "\n", "train ", "request access ", "{{", "`", "1,000 a b ", "login(", "https://a", "key: "],
)
@pytest.mark.parametrize("path", ["README.md", "setup.py", "METADATA"])
def test_a_long_monotonous_text_costs_no_more_than_its_length(path: str, piece: str) -> None:
    body = "# M\n" + piece * (60_000 // len(piece))
    began = time.process_time()
    taken({path: body})
    assert time.process_time() - began < 2


NAMES = [
    "README.md",
    "train.py",
    "run.sh",
    "config.json",
    "train.yaml",
    "a.ipynb",
    "METADATA",
    "requirements.txt",
    "model.safetensors.index.json",
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.text(max_size=400), st.binary(max_size=200)), max_size=5))
def test_no_content_of_any_file_makes_it_raise(tree: dict[str, str | bytes]) -> None:
    held = taken(
        {path: what.encode("utf-8", "replace") if isinstance(what, str) else what for path, what in tree.items()}
    ).holdings
    assert len(held) == len(Component)
