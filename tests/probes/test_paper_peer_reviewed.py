"""Papers that were reviewed, that may have been, and that are none."""

import pytest

from openassay.probes.paper_peer_reviewed import paper_peer_reviewed
from openassay.vocabulary.facts import Answer
from tests.probes.dossiers import answers, dossier_of

ENTRY = "## Citation\n\n```bibtex\n@%s{z,\n  title={Zorblax},\n  %s,\n}\n```\n"


def answer(kind: str, field: str) -> Answer:
    dossier = dossier_of({"README.md": f"# Zorblax\n\n{ENTRY % (kind, field)}"})
    return answers(paper_peer_reviewed, dossier)["research-paper"]


@pytest.mark.parametrize(
    ("kind", "field", "expected"),
    [
        ("article", "journal={Nature}", Answer.YES),
        ("inproceedings", "booktitle={International Conference on Machine Learning}", Answer.YES),
        ("article", "journal={arXiv preprint arXiv:2401.00001}", Answer.UNKNOWN),
        ("inproceedings", "booktitle={NeurIPS Workshop on Blimps}", Answer.UNKNOWN),
        ("article", "journal={Submitted to Nature}", Answer.UNKNOWN),
        ("article", "journal={Annals of Blimps}", Answer.UNKNOWN),
        ("software", "url={https://github.com/z/z}", Answer.NO),
    ],
)
def test_the_venue_decides(kind: str, field: str, expected: Answer) -> None:
    assert answer(kind, field) is expected
