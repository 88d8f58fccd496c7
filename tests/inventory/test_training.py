import json
from collections.abc import Mapping

import pytest

from openassay.inventory.purposes import Purpose, purpose_of
from openassay.inventory.training import is_training_settings
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.release import Entry, EntryKind
from tests.inventory.fakes import LOOP, SETTINGS, held, missing

TUNING_LOOP = LOOP.replace(
    "model, optimizer = build(args)", "model = AutoModelForCausalLM.from_pretrained(args.base)\n    optimizer = adam(model)"
)
Tree = dict[str, bytes | str | Entry]


def notebook(*cells: Mapping[str, object]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def stages(tree: Tree) -> tuple[State, State]:
    return first(tree).state, held(tree, Component.POST_TRAINING_CODE).state


def first(tree: Tree) -> Holding:
    return held(tree, Component.PRETRAINING_CODE)


def test_a_pretraining_loop_with_all_its_parts_is_published() -> None:
    holding = first({"pretrain.py": LOOP})
    assert holding.state is State.PUBLISHED
    assert [artifact.path for artifact in holding.artifacts] == ["pretrain.py"]
    assert holding.evidence[0].quote == "loss.backward()"


def test_a_generic_loop_is_pretraining_code_where_the_readme_says_so() -> None:
    for said in (
        "It holds the training code of M: `train.py`.",
        "Training code:\n\n```\npython train.py --steps 9\n```",
    ):
        assert first({"train.py": LOOP, "README.md": f"# M\n\n{said}\n"}).state is State.PUBLISHED


def test_a_boast_of_training_code_that_shows_none_proves_nothing() -> None:
    said = "All training code is published here, fully open and reproducible, trained from scratch."
    assert first({"train.py": LOOP, "README.md": f"# M\n\n{said}\n"}).state is State.PARTIAL


def test_a_heading_of_fine_tuning_with_nothing_below_it_decides_nothing() -> None:
    said = "# M\n\nM reads names.\n\n## Fine-tuning\n\n"
    assert stages({"train.py": LOOP, "README.md": f"{said}Coming soon.\n"}) == stages({"train.py": LOOP})
    told = f"{said}The model is fine-tuned on chats with the script in this repository.\n"
    assert stages({"train.py": LOOP, "README.md": told}) == (State.ABSENT, State.PUBLISHED)


def test_a_loop_without_a_word_beside_tuning_code_may_be_of_the_first_stage() -> None:
    assert first({"train.py": LOOP, "finetune/finetune.py": LOOP}).state is State.PARTIAL


@pytest.mark.parametrize(
    "body",
    [
        "def main():\n    ...\n\n\nif __name__ == '__main__':\n    main()\n",
        'NOTE = """\nloss.backward()\noptimizer.step()\n"""\n',
        "import torch\n\n# loss.backward()\n# optimizer.step()\n",
    ],
)
def test_a_file_that_calls_or_quotes_nothing_but_words_is_a_stub(body: str) -> None:
    holding = first({"train.py": body})
    assert (holding.state, holding.because[:5]) == (State.ABSENT, "stub:")


def test_a_generic_loop_of_which_nothing_is_said_is_part_of_it() -> None:
    holding = first({"train.py": LOOP})
    assert holding.state is State.PARTIAL
    assert "nothing says" in holding.because


@pytest.mark.parametrize(
    "path", ["finetune/train.py", "sft_train.py", "lora/run_train.py", "chat/train.py", "scripts/tuning/train.py"]
)
def test_a_loop_under_a_word_of_tuning_is_of_a_later_stage(path: str) -> None:
    assert stages({path: LOOP}) == (State.ABSENT, State.PUBLISHED)


def test_a_loop_that_starts_from_trained_weights_is_of_a_later_stage() -> None:
    assert stages({"train.py": TUNING_LOOP}) == (State.ABSENT, State.PUBLISHED)


def test_documents_that_speak_of_fine_tuning_alone_decide_a_generic_loop() -> None:
    readme = "# M\n\nThis repository supports fine-tuning M on your data.\n"
    assert stages({"m/train/train.py": LOOP, "README.md": readme}) == (State.ABSENT, State.PUBLISHED)


def test_documents_that_speak_of_both_leave_the_first_stage_open() -> None:
    readme = "# M\n\n## Training\n\nThis repository supports fine-tuning M on your data.\n"
    assert stages({"m/train.py": LOOP, "README.md": readme}) == (State.UNKNOWN, State.PUBLISHED)


def test_settings_that_are_all_for_fine_tuning_do_not_complete_pretraining() -> None:
    readme = "# M\n\nThe training code of M; it lets you train and fine-tune.\n"
    tree: Tree = {"training/train.py": LOOP, "configs/m_finetune.yaml": SETTINGS, "README.md": readme}
    assert "without its settings" in first(tree).because


@pytest.mark.parametrize(
    "tree",
    [
        {"third_party/x/train.py": LOOP},
        {"third_party/x/train.sh": "torchrun pretrain.py --config a.yaml\n"},
        {"fairseq/setup.py": "x", "fairseq/LICENSE": "Theirs", "fairseq/train.py": LOOP, "LICENSE": "Ours", "run.py": "x = 1\n"},
        {"infer/loader.py": "from torch.utils.data import DataLoader\nloader = DataLoader(rows)\n"},
        {"lib/LICENSE": "Theirs", "lib/setup.py": "x", "lib/pretrain.py": LOOP, "LICENSE": "Ours"},
        {"tests/pretrain.py": LOOP},
        {"m/data/restraint.py": LOOP.replace("backward", "forward"), "m/constraints.py": "x = 1\n"},
        {"scheduler.py": "class S:\n    def step(self):\n        self.optimizer.step()\n"},
        {"eval/linear_probe/train.py": LOOP},
        {"m/pretrained.py": "def load():\n    return torch.load('x')\n"},
    ],
)
def test_what_only_looks_like_training_code_is_none(tree: Tree) -> None:
    assert stages(tree)[0] is State.ABSENT


@pytest.mark.parametrize("body", ["", "# only a comment\n", "print('coming soon')\n", '"""Coming soon."""\n'])
def test_an_empty_training_script_is_a_stub(body: str) -> None:
    holding = first({"train.py": body, "pretrain.py": body})
    assert holding.state is State.ABSENT
    assert "stub" in holding.because


def test_launch_scripts_for_a_trainer_elsewhere_are_part_of_it() -> None:
    script = "#!/bin/bash\ntorchrun --nproc 8 $MEGATRON/pretrain_gpt.py --lr 1e-4\n"
    holding = first({"pretraining/submit.sh": script})
    assert holding.state is State.PARTIAL
    assert holding.evidence[0].quote == "torchrun --nproc 8 $MEGATRON/pretrain_gpt.py --lr 1e-4"
    assert not holding.rest


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("README.md", "# M\n\nM was trained with [our trainer](https://github.com/us/trainer).\n"),
        ("trainer", Entry("trainer", EntryKind.SUBMODULE, target="a" * 40)),
    ],
)
def test_where_the_trainer_of_launch_scripts_may_lie_is_said(path: str, content: str | Entry) -> None:
    script = "#!/bin/bash\ntorchrun --nproc 8 $MEGATRON/pretrain_gpt.py --lr 1e-4\n"
    holding = first({"pretraining/submit.sh": script, path: content})
    assert holding.state is State.PARTIAL
    assert path in holding.rest


def test_a_configuration_alone_is_part_of_it() -> None:
    assert "without the code that reads it" in first({"pretrain/m.yaml": SETTINGS}).because


def test_pseudocode_is_part_of_it() -> None:
    assert first({"pseudocode.py": "x = 1\n"}).state is State.PARTIAL


def test_a_loop_split_over_two_files_is_one() -> None:
    step = "def train():\n    for x in DataLoader(d):\n        loss = m(x)\n        optimizer.step()\n"
    tree: Tree = {
        "m/train/pretrain.py": step,
        "m/arch.py": "def losses():\n    loss.backward()\n",
        "m/train/config.yaml": SETTINGS,
    }
    assert first(tree).state is State.PUBLISHED


def test_code_in_the_output_of_a_notebook_is_no_evidence() -> None:
    cell = {"cell_type": "raw", "source": ["loss.backward()"], "metadata": {}}
    assert stages({"pretrain.ipynb": notebook(cell)})[0] is State.ABSENT


def test_code_in_the_cells_of_a_notebook_is_read() -> None:
    source = "!pip install torch\nfor x in DataLoader(d):\n    loss.backward()\n    opt.step()"
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    holding = held({"finetune.ipynb": notebook(cell)}, Component.POST_TRAINING_CODE)
    assert holding.state is State.PARTIAL
    assert holding.evidence[0].path == "finetune.ipynb"


def test_an_unread_script_leaves_absence_open() -> None:
    holding = first({"README.md": "# M\n", "run.py": missing("run.py")})
    assert holding.state is State.UNKNOWN
    assert "run.py" in holding.because


def test_an_incomplete_listing_proves_no_absence() -> None:
    assert held({"README.md": "# M\n"}, Component.PRETRAINING_CODE, complete=False).state is State.UNKNOWN


def test_a_place_that_is_named_is_referenced() -> None:
    readme = "# M\n\nM was trained with [our trainer](https://github.com/us/trainer).\n"
    assert first({"README.md": readme}).state is State.REFERENCED


def test_a_hidden_statement_decides_nothing() -> None:
    readme = "# M\n\n<!-- This repository holds the pretraining code. -->\n"
    assert first({"train.py": LOOP, "README.md": readme}) == first({"train.py": LOOP, "README.md": "# M\n"})


def test_the_word_nearest_to_the_end_of_a_path_decides() -> None:
    assert purpose_of("pretrain/finetune/run.py") is Purpose.LATER
    assert purpose_of("finetune/pretrain.py") is Purpose.FIRST
    assert purpose_of("m/train.py") is Purpose.UNSAID
    assert purpose_of("m/eval/depth/train.py") is Purpose.ASIDE


def test_a_configuration_of_training_names_three_kinds_of_settings() -> None:
    assert is_training_settings(SETTINGS)
    assert is_training_settings('{\n  "learning_rate": 1,\n  "weight_decay": 0,\n  "max_steps": 2\n}')
    assert not is_training_settings("n_layers: 4\nhidden_size: 8\nlr: 1\n")


def test_of_a_loop_in_a_library_is_said_that_the_library_was_not_read() -> None:
    starter = "from trainlib import run\n\n\ndef main():\n    run(config='m')\n\n\nif __name__ == '__main__':\n    main()\n"
    holding = first({"train.py": starter})
    assert (holding.state, holding.rest) == (State.PARTIAL, "The library was not read.")
