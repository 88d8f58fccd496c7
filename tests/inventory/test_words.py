import pytest

from openassay.inventory.words import path_words, words_of


@pytest.mark.parametrize(
    ("part", "word"),
    [("pre-train", "pretrain"), ("fineTune_v2", "finetune"), ("LoRA", "lora"), ("trainSFT", "sft"), ("model.v1", "model")],
)
def test_words_are_split_at_case_and_signs_and_neighbours_are_joined(part: str, word: str) -> None:
    assert word in words_of(part)


@pytest.mark.parametrize("part", ["restraint", "constraint", "pretrained", "strain", "trainee"])
def test_a_word_inside_another_is_no_word(part: str) -> None:
    assert not words_of(part) & {"train", "pretrain", "training"}


def test_name_and_folders_are_kept_apart_and_the_suffix_says_nothing() -> None:
    words = path_words("finetune/train/run.train")
    assert "train" not in words.name
    assert {"finetune", "train"} <= words.folders
    assert words.all == words.name | words.folders
