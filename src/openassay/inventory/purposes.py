"""What training code is for, as its place and its words say: the first training, a later stage, or something else altogether."""

from enum import StrEnum

from openassay.inventory.words import words_of


class Purpose(StrEnum):
    """What a piece of training code trains."""

    FIRST = "pre-training"
    LATER = "a later stage"
    UNSAID = "training, without saying of what stage"
    ASIDE = "another model: a probe, a filter, a benchmark"


FIRST_WORDS = frozenset({"pretrain", "pretraining", "pretrainer", "selfsupervised", "ssl"})
LATER_WORDS = frozenset({
    "finetune", "ptuning", "prompttuning", "finetuning", "finetuned", "finetuner", "tuning", "tune", "sft", "lora", "qlora",
    "dora", "peft", "dpo", "orpo", "kto", "npo", "ppo", "grpo", "rlhf", "rlvr", "rl", "reinforce", "reward", "instruct",
    "instruction", "chat", "align", "alignment", "preference", "posttrain", "posttraining", "adapter", "adapters", "dreambooth",
    "midtraining", "ft", "distill", "distillation",
})  # fmt: skip
ASIDE_WORDS = frozenset({
    "eval", "evals", "evaluate", "evaluation", "evaluations", "probe", "probing", "linearprobe", "downstream", "benchmark",
    "benchmarks", "benchmarking", "bench", "baseline", "baselines", "metric", "metrics", "classifier", "classifiers", "data",
    "dataset", "datasets", "preprocessing", "preprocess", "filtering", "sweep", "integration", "tests", "demo", "demos",
    "interpretability", "calculators",
})  # fmt: skip


def purpose_of(path: str) -> Purpose:
    """What a path alone says. The word nearest to its end decides: `pretrain/finetune/run.py` is of a later stage."""
    folder, _, name = path.rpartition("/")
    parts = [*folder.split("/"), name.rpartition(".")[0] or name]
    for part in reversed(parts):
        found = words_of(part)
        if found & FIRST_WORDS:
            return Purpose.FIRST
        if found & LATER_WORDS:
            return Purpose.LATER
        if found & ASIDE_WORDS:
            return Purpose.ASIDE
    return Purpose.UNSAID
