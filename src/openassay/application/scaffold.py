"""Starting a standard: one that passes the check, with its cases, its page of sources, and the schema for editors."""

from importlib.resources import files
from pathlib import Path

from openassay.application.standard_schema import standard_schema
from openassay.application.standards import Mistaken
from openassay.standards.catalogue import CASES, SOURCE, STANDARD, entries
from openassay.standards.document import NAME
from openassay.vocabulary.standard import Scheme

_ID, _EDITION = "my-standard", '"1"'
"""What the templates have where the new standard has its own."""


def start(id_: str, into: Path, scheme: Scheme = Scheme.LADDER, edition: str = "1") -> list[Path]:
    """Write a new standard to `into/<id>/<edition>` and return the files, in their order.

    Raises `Mistaken` where the name cannot be used or something is there already. Nothing that exists is written over, but the
    schema beside the editions, which is made anew.
    """
    _check_name(id_, "id")
    _check_name(edition, "edition")
    if id_ in {entry.id for entry in entries()}:
        raise Mistaken(f"the catalogue has a standard '{id_}'; give yours another id")
    folder = into / id_ / edition
    templates = files("openassay.standards").joinpath("scaffold")
    texts = {
        folder / STANDARD: templates.joinpath(f"{scheme}.yaml").read_text("utf-8"),
        folder / CASES / "cases.yaml": templates.joinpath(f"{scheme}.cases.yaml").read_text("utf-8"),
        folder / SOURCE: templates.joinpath(SOURCE).read_text("utf-8"),
    }
    for path, text in texts.items():
        texts[path] = text.replace(_ID, id_).replace(f"edition: {_EDITION}", f'edition: "{edition}"')
    try:
        (folder / CASES).mkdir(parents=True)
        for path, text in {**texts, into / id_ / "standard.schema.json": standard_schema()}.items():
            path.write_text(text, "utf-8")
    except FileExistsError as error:
        raise Mistaken(f"'{folder}' is there already; name another edition, or take it away") from error
    except OSError as error:
        raise Mistaken(f"'{folder}' cannot be written: {error.strerror}") from error
    return [*texts, into / id_ / "standard.schema.json"]


def _check_name(name: str, what: str) -> None:
    if not NAME.fullmatch(name):
        raise Mistaken(
            f"'{name}' cannot be an {what}; use letters, digits, '.', '_' and '-', and begin with one of the first two"
        )
