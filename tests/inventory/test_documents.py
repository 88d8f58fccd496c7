import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.release import Entry
from tests.hostile.making import global_call
from tests.inventory.fakes import held, missing, taken

Tree = dict[str, bytes | str | Entry]
PROSE = "The model reads names of places and says what kind of place each is. " * 6
CARD = "# M\n" + "".join(
    f"\n## {title}\n\n{PROSE}\n" for title in ("Model details", "Intended use", "Training data", "Limitations")
)
SHEET = "# D\n\n## Composition\n\n" + "The data set holds 900 examples, each the name of a place with its kind. " * 6


def state(tree: Tree, component: Component) -> State:
    return held(tree, component).state


@pytest.mark.parametrize(
    "path", ["MODEL_CARD.md", "model-card.md", "model_cards/a.md", "A_Model_Card.md", "docs/MODEL_CARD_a.md"]
)
def test_a_model_card_is_known_by_name(path: str) -> None:
    assert state({path: f"# M\n\n{PROSE}"}, Component.MODEL_CARD) is State.PUBLISHED


def test_a_readme_is_a_card_by_front_matter_or_by_sections() -> None:
    assert (
        state({"README.md": f"---\nlicense: mit\npipeline_tag: fill-mask\n---\n{PROSE}"}, Component.MODEL_CARD) is State.PUBLISHED
    )
    assert state({"README.md": CARD}, Component.MODEL_CARD) is State.PUBLISHED
    assert state({"README.md": f"# M\n\n{PROSE}"}, Component.MODEL_CARD) is State.ABSENT


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("MODEL_CARD.md", ""),
        ("MODEL_CARD.md", "# M\n\nComing soon.\n"),
        ("MODEL_CARD.md", "# M\n\n" + "## Uses\n\n[More Information Needed]\n\n" * 20),
        ("model_card_template.md", f"# {{{{ model }}}}\n\n{PROSE}"),
        ("MODEL_CARD.md", f"<!-- {PROSE} -->"),
        ("MODEL_CARD.md", f"```\n{PROSE}\n```\n"),
    ],
)
def test_a_template_or_an_empty_page_is_a_stub(path: str, body: str) -> None:
    holding = held({path: body}, Component.MODEL_CARD)
    assert holding.state is State.ABSENT
    assert "stub" in holding.because


def test_somebody_elses_card_is_none() -> None:
    assert state({"third_party/x/MODEL_CARD.md": CARD}, Component.MODEL_CARD) is State.ABSENT


def test_a_page_on_a_hub_is_referenced() -> None:
    assert state({"README.md": "# M\n\nSee https://huggingface.co/us/m.\n"}, Component.MODEL_CARD) is State.REFERENCED


def test_data_cards_are_known_by_name_and_by_front_matter() -> None:
    assert state({"datasheet.md": SHEET}, Component.DATA_CARD) is State.PUBLISHED
    assert state({"datasheet.md": PROSE}, Component.DATA_CARD) is State.PARTIAL
    assert state({"data/README.md": f"---\ntask_categories: [x]\n---\n{PROSE}"}, Component.DATA_CARD) is State.PUBLISHED
    assert state({"DATASETS.md": PROSE}, Component.DATA_CARD) is State.PARTIAL


def test_headings_without_words_below_them_make_no_card() -> None:
    bare = "".join(f"## {title}\n\nTBD\n\n" for title in ("Model details", "Intended use", "Training data", "Limitations"))
    assert state({"README.md": f"# M\n\n{PROSE}\n\n{bare}"}, Component.MODEL_CARD) is State.ABSENT


@pytest.mark.parametrize("name", ["DATASHEET.md", "SAFETY.md", "USE_POLICY.md", "TECHNICAL_REPORT.md"])
def test_a_readme_that_is_copied_to_another_name_is_no_second_document(name: str) -> None:
    inventory = taken({"README.md": CARD, name: CARD})
    published = {component for component, one in inventory.holdings.items() if one.state is State.PUBLISHED}
    assert published == {Component.MODEL_CARD}


def test_one_text_under_two_names_is_neither_document() -> None:
    assert state({"DATASHEET.md": SHEET, "SAFETY.md": SHEET}, Component.DATA_CARD) is State.ABSENT
    assert state({"DATASHEET.md": SHEET, "SAFETY.md": SHEET}, Component.SAFETY_EVALUATION) is State.ABSENT


def test_a_copy_in_another_folder_takes_nothing_from_the_first() -> None:
    assert state({"DATASHEET.md": SHEET, "docs/DATASHEET.md": SHEET}, Component.DATA_CARD) is State.PUBLISHED


@pytest.mark.parametrize("body", [b"x" * 3000, bytes(range(256)) * 12, b"%PDF-1.7\n"])
def test_a_file_that_is_only_called_a_pdf_is_no_paper(body: bytes) -> None:
    assert state({"paper.pdf": body}, Component.RESEARCH_PAPER) is State.ABSENT


def test_reports_and_papers_are_told_apart() -> None:
    pdf = b"%PDF-1.7\n" + b"x" * 2000
    assert state({"M_Technical_Report.pdf": pdf}, Component.TECHNICAL_REPORT) is State.PUBLISHED
    assert state({"M_Technical_Report.pdf": pdf}, Component.RESEARCH_PAPER) is State.ABSENT
    assert state({"paper.pdf": pdf}, Component.RESEARCH_PAPER) is State.PUBLISHED
    assert state({"M_Tech_Report.pdf": missing("M_Tech_Report.pdf")}, Component.TECHNICAL_REPORT) is State.POINTER


def test_a_paper_that_is_linked_is_referenced_and_others_works_are_not() -> None:
    assert (
        state({"README.md": "# M\n\n[Paper](https://arxiv.org/abs/2401.00001)\n"}, Component.RESEARCH_PAPER) is State.REFERENCED
    )
    assert state({"README.md": "# M\n\n```\n@article{m, title={M}}\n```\n"}, Component.RESEARCH_PAPER) is State.REFERENCED
    assert (
        state({"README.md": "# M\n\nWe use [RoPE](https://arxiv.org/abs/2104.09864).\n"}, Component.RESEARCH_PAPER)
        is State.ABSENT
    )


def test_a_policy_is_a_file_or_in_part_a_section() -> None:
    assert state({"USE_POLICY.md": PROSE}, Component.USAGE_POLICY) is State.PUBLISHED
    assert state({"README.md": f"# M\n\n## Out-of-scope use\n\n{PROSE}"}, Component.USAGE_POLICY) is State.PARTIAL
    assert state({"README.md": "# M\n\n## Out-of-scope use\n\nTBD\n"}, Component.USAGE_POLICY) is State.ABSENT


def test_safety_is_evaluated_or_only_spoken_of() -> None:
    assert state({"README.md": f"# M\n\n## Safety evaluation\n\n{PROSE}"}, Component.SAFETY_EVALUATION) is State.PUBLISHED
    assert state({"README.md": f"# M\n\n## Bias and risks\n\n{PROSE}"}, Component.SAFETY_EVALUATION) is State.PARTIAL


def test_an_unread_page_leaves_absence_open() -> None:
    assert state({"docs/a.md": missing("docs/a.md")}, Component.MODEL_CARD) is State.UNKNOWN


TABLE = "| Model | MMLU | GSM8K |\n|---|---|---|\n| M | 50.1 | 40.2 |\n| N | 51.2 | 41.3 |\n"


def test_results_are_tables_files_or_a_cards_index() -> None:
    component = Component.EVALUATION_RESULTS
    assert state({"README.md": f"# M\n\n{TABLE}"}, component) is State.PUBLISHED
    assert state({"eval/results.json": '{"accuracy": 0.5, "loss": 1}'}, component) is State.PUBLISHED
    assert state({"README.md": "---\nmodel-index:\n- name: m\n---\n# M\n"}, component) is State.PUBLISHED
    assert state({"README.md": "# M\n\n| File | Size |\n|---|---|\n| a | 1 |\n| b | 2 |\n"}, component) is State.ABSENT
    assert state({"README.md": f"# M\n\n```\n{TABLE}```\n"}, component) is State.ABSENT


def test_samples_are_files_of_outputs_or_in_part_a_section() -> None:
    assert state({"samples/a.txt": "A place."}, Component.SAMPLE_OUTPUTS) is State.PUBLISHED
    assert state({"README.md": "# M\n\n## Sample outputs\n\nA place.\n"}, Component.SAMPLE_OUTPUTS) is State.PARTIAL
    assert state({"data/samples/a.txt": "A place."}, Component.SAMPLE_OUTPUTS) is State.ABSENT


def test_settings_logs_and_defaults_are_training_metadata() -> None:
    settings = "lr: 1\noptimizer: a\nmax_steps: 2\n"
    assert state({"train.yaml": settings}, Component.TRAINING_METADATA) is State.PUBLISHED
    assert state({"runs/train_log.csv": "step,loss\n1,2\n"}, Component.TRAINING_METADATA) is State.PUBLISHED
    assert state({"README.md": "# M\n\nLearning rate: 1e-4\n"}, Component.TRAINING_METADATA) is State.PARTIAL


def test_libraries_count_whole_with_versions_and_in_part_without() -> None:
    assert state({"requirements.txt": "torch>=2.1\n"}, Component.SUPPORTING_LIBRARIES) is State.PUBLISHED
    assert state({"requirements.txt": "torch\nnumpy\n"}, Component.SUPPORTING_LIBRARIES) is State.PARTIAL
    assert state({"requirements.txt": "# none\n"}, Component.SUPPORTING_LIBRARIES) is State.ABSENT


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("![A cat on a chair](assets/cat.png)", State.UNKNOWN),
        ('<img\n  alt="a cat"\n  src="https://example.org/cat.gif">', State.UNKNOWN),
        ("![logo](assets/logo.png)", State.ABSENT),
        ('<img alt="Homepage"\n src="https://img.shields.io/badge/home-page.svg">', State.ABSENT),
        ("![The architecture](assets/a.png)", State.ABSENT),
        ("<!-- ![A cat](assets/cat.png) -->", State.ABSENT),
    ],
)
def test_a_picture_that_the_model_may_have_made_leaves_the_samples_open(shown: str, found: State) -> None:
    told = "# M\n\nA vision model that makes images from text, with a segmentation of the image.\n\n"
    assert state({"README.md": told + shown, "m.py": "import torchvision\n"}, Component.SAMPLE_OUTPUTS) is found


def test_a_picture_is_no_output_of_a_model_of_text() -> None:
    told = "# M\n\nM is a large language model, one of the LLMs.\n\n![A cat](assets/cat.png)\n"
    assert state({"README.md": told, "m.py": "import transformers\n"}, Component.SAMPLE_OUTPUTS) is State.ABSENT


def test_settings_in_python_are_a_configuration_where_they_only_set_values() -> None:
    sets = "optimizer = dict(type='AdamW', lr=1e-4, weight_decay=0.01)\nrunner = dict(type='IterBased', max_iters=160000)\n"
    defines = f"class TrainConfig:\n    def settings(self):\n        {sets.splitlines()[0]}\n        max_steps = 100\n"
    assert state({"configs/a.py": sets}, Component.TRAINING_METADATA) is State.PUBLISHED
    assert state({"m/training/config.py": defines}, Component.TRAINING_METADATA) is State.PARTIAL
    assert state({"m/other.py": sets}, Component.TRAINING_METADATA) is State.ABSENT


def test_training_code_without_settings_leaves_open_what_they_were() -> None:
    loop = "import torch\nfor batch in data:\n    loss = model(batch)\n    loss.backward()\n    optimizer.step()\n"
    assert state({"train.py": loop}, Component.TRAINING_METADATA) is State.UNKNOWN


def test_a_table_under_a_heading_of_results_is_measured() -> None:
    table = "| Model | Spatial | Object | Goal |\n|---|---|---|---|\n| M | 98.8 | 98.2 | 97.1 |\n| N | 90.0 | 91.0 | 92.0 |\n"
    told = "# M\n\n## Results\n\nOf the checkpoint of May.\n\nIt was run three times.\n\n"
    assert state({"README.md": told + table}, Component.EVALUATION_RESULTS) is State.PUBLISHED


def test_an_architecture_that_is_said_to_be_in_another_repository_is_referenced() -> None:
    told = "# M\n\nFor the model architecture, see [N](https://github.com/them/N).\n"
    assert state({"README.md": told}, Component.ARCHITECTURE_CODE) is State.REFERENCED


def test_input_processing_is_a_tokenizer_or_what_the_field_puts_in_its_place() -> None:
    component = Component.INPUT_PROCESSING
    assert state({"tokenizer.json": '{"vocab": {"a": 0}}'}, component) is State.PUBLISHED
    assert state({"m/normalisation.py": "MEAN = 1\nSTD = 2\n"}, component) is State.PUBLISHED
    assert state({"tokenizer.model": missing("tokenizer.model")}, component) is State.POINTER
    assert state({"README.md": "# M\n\n    t = AutoTokenizer.from_pretrained('us/m')\n"}, component) is State.REFERENCED


def test_a_pickle_by_the_name_of_a_tokenizer_is_none() -> None:
    assert state({"tokenizer.json": global_call("os", "system")}, Component.INPUT_PROCESSING) is State.ABSENT


def test_every_component_says_why() -> None:
    for component, holding in taken({"README.md": CARD}).holdings.items():
        assert holding.component is component
        assert holding.because.endswith(".")
        assert not holding.because[0].islower() or holding.because.startswith("stub: ")
