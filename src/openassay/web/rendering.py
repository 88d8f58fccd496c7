"""Templates to bytes. Everything is escaped unless a template's own text says otherwise, and none does."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from openassay import __version__
from openassay.web.words import FILTERS, SHORT, address


@cache
def assets() -> dict[str, bytes]:
    """The files that the pages load: name and bytes."""
    folder = files(__package__).joinpath("assets")
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".license")}


@cache
def build() -> str:
    """Twelve hex digits that change when an asset changes, so that browsers may keep assets for long."""
    digest = hashlib.sha256()
    for name, data in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()[:12]


@cache
def environment() -> Environment:
    """The templates with their filters."""
    found = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(FILTERS)
    found.globals.update(address=address, version=__version__, build=build(), short=SHORT)
    return found


def render(template: str, **values: Any) -> bytes:
    """Render one template. Lone surrogates, which no encoding knows, become question marks."""
    return environment().get_template(template).render(**values).encode("utf-8", "replace")
