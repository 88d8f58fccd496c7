"""Code other than training code: what defines the network, runs it, measures it, or makes its data.

The path says what a file is for, and the syntax tree must bear it out; where the tree shows it, no path is needed.
"""

from collections.abc import Sequence

from openassay.inventory.architecture import hold_architecture
from openassay.inventory.code import CODE, PYTHON, Shelf
from openassay.inventory.data_code import hold_data_code
from openassay.inventory.evaluation_code import hold_evaluation
from openassay.inventory.inference import hold_inference
from openassay.inventory.unaccounted import Accounts
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence


def hold_code_roles(shelf: Shelf, accounts: Accounts, links: Sequence[Evidence], configured: Sequence[Evidence]) -> list[Holding]:
    """The holdings of architecture, inference, evaluation and data-processing code.

    `links` are lines of documents that show how a library runs the model; `configured` are lines of configurations that name a
    class of a library.
    """
    trained, code = accounts.trained, shelf.files(CODE)
    free = [file for file in code if file.key not in trained]
    return [
        hold_architecture(shelf, shelf.files(PYTHON), accounts, configured),
        hold_inference(shelf, free, accounts, links),
        hold_evaluation(free, [file for file in code if file.key in trained], accounts),
        hold_data_code(free, accounts),
    ]
