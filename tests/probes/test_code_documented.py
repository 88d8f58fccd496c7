from openassay.probes.code_documented import code_documented
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of, dossier_with

TRAIN = """import torch


def main() -> None:
    model, data = torch.nn.Linear(2, 2), torch.zeros(8, 2)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for _ in range(100):
        loss = model(data).sum()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()


if __name__ == "__main__":
    main()
"""


def answer(readme: str, path: str = "pretrain.py", *, complete: bool = True) -> Answer:
    dossier = dossier_of({path: TRAIN, "README.md": f"# Zorblax\n\n{readme}\n"}, complete=complete)
    assert dossier.holding(Component.PRETRAINING_CODE).artifacts
    return answers(code_documented, dossier)["pretraining-code"]


def test_a_document_that_names_a_file_is_a_yes() -> None:
    assert answer("Run `python pretrain.py` to train the model.") is Answer.YES


def test_a_common_name_counts_only_with_its_folder() -> None:
    assert answer("The file main.py of another project.", "pretrain/main.py") is Answer.NO
    assert answer("Run `python pretrain/main.py`.", "pretrain/main.py") is Answer.YES


def test_silence_is_a_no_and_unknown_where_not_all_was_listed() -> None:
    assert answer("A model.") is Answer.NO
    assert answer("A model with mypretrain.py.") is Answer.NO
    assert answer("A model.", complete=False) is Answer.UNKNOWN


def test_code_that_lies_elsewhere_is_unknown_and_code_that_is_absent_a_no() -> None:
    elsewhere = Holding(Component.PRETRAINING_CODE, State.REFERENCED, "named at README.md, line 3")
    assert answers(code_documented, dossier_with(elsewhere))["pretraining-code"] is Answer.UNKNOWN
    assert answers(code_documented, dossier_with())["pretraining-code"] is Answer.NO
    without = Holding(Component.PRETRAINING_CODE, State.NOT_APPLICABLE, "nothing is trained")
    assert answers(code_documented, dossier_with(without))["pretraining-code"] is Answer.NOT_APPLICABLE
