from openassay.probes.training_content_summarised import training_content_summarised
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

SUMMARY = """# Public summary of training content

## Provider identification

Zorblax Labs, a company that exists only in this test, is the provider of the model and answers letters.

## Model identification

Zorblax 1, a language model that was put on the market in March, with no versions besides the first one.

## Publicly available datasets

The Blimp corpus, version two, was used whole, and makes up two thirds of all tokens that the model saw.

## Respect of reservation of rights

The crawler obeys robots.txt and leaves out every page that reserves its rights by any means we know.
"""


def answer(files: dict[str, bytes | str], *, complete: bool = True) -> Answer:
    return answers(training_content_summarised, dossier_of(files, complete=complete))["release"]


def test_a_summary_with_its_sections_is_a_yes() -> None:
    assert answer({"TRAINING_SUMMARY.md": SUMMARY, "README.md": "# Zorblax\n\nA model.\n"}) is Answer.YES


def test_a_title_alone_and_a_link_are_unknown() -> None:
    assert answer({"README.md": f"{SUMMARY.partition('##')[0]}\n"}) is Answer.UNKNOWN
    link = "# Zorblax\n\nOur public summary of training content is at https://example.org/summary.\n"
    assert answer({"README.md": link}) is Answer.UNKNOWN


def test_sections_under_another_title_and_silence_are_a_no() -> None:
    assert answer({"README.md": SUMMARY.replace("Public summary of training content", "About us")}) is Answer.NO
    assert answer({"README.md": "# Zorblax\n\nA model.\n"}) is Answer.NO
    assert answer({"README.md": "# Zorblax\n"}, complete=False) is Answer.UNKNOWN
