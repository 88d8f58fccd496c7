"""Recipes of the kinds yaml, json, notebook and image."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.hostile.making import png_head
from tests.hostile.recipe import Recipe, sparse, written


def _card(number: str, block: bytes, *codes: str, milliseconds: int = 5000) -> Recipe:
    files = {"README.md": b"---\n" + block + b"\n---\n# A model\n"}
    return Recipe(f"yaml-{number}", "yaml", written(files), {"README.md": codes}, milliseconds=milliseconds)


def _laughs() -> bytes:
    lines = [b"a0: &a0 lol"]
    lines += [b"a%d: &a%d [%s]" % (level, level, b", ".join([b"*a%d" % (level - 1)] * 10)) for level in range(1, 10)]
    return b"\n".join(lines)


def _encodings() -> Recipe:
    card = "---\nlicense: mit\nlanguage: français\n---\n"
    files = {
        "utf-16/README.md": card.encode("utf-16"),
        "latin-1/README.md": card.encode("latin-1"),
        "nul/README.md": b"---\nlicense: m\0it\n---\n",
        "half/README.md": b'---\nlicense: "\\ud800"\n---\n',
        "config.yaml": card.encode("utf-16"),
    }
    return Recipe("yaml-11", "yaml", written(files), dict.fromkeys(files, ("error:encoding",)))


def _bad_json() -> Recipe:
    bad = {
        "nan": b'{"a": NaN}',
        "infinity": b'{"a": -Infinity}',
        "repeated": b'{"a": 1, "a": 2}',
        "comma": b'{"a": 1,}',
        "comment": b'{"a": 1} // one',
    }
    good = {"large": b'{"a": 1e999}', "zero": b'{"a": -0}'}
    files = {f"{name}/config.json": data for name, data in (bad | good).items()}
    expected = {f"{name}/config.json": ("error:bad-json",) if name in bad else () for name in bad | good}
    return Recipe("json-02", "json", written(files), expected)


def _bad_numbers() -> Recipe:
    values = {"text": '"7B"', "negative": "-1", "huge": "1e30", "truth": "true", "null": "null"}
    files = {f"{name}/config.json": f'{{"num_parameters": {value}}}'.encode() for name, value in values.items()}
    return Recipe("json-05", "json", written(files), dict.fromkeys(files, ("unknown:bad-value",)))


def _half_character() -> Recipe:
    files = {"config.json": b'{"_name_or_path": "model \\ud800", "model_type": "llama"}'}
    return Recipe("json-04", "json", written(files), {"config.json": ()})


def _backtracking() -> Recipe:
    rule = {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a+)+$"}}, "model": {"vocab": {"a" * 40 + "!": 0}}}
    files = {"tokenizer.json": json.dumps(rule).encode()}
    return Recipe("json-08", "json", written(files), {"tokenizer.json": ()})


def _notebook(cells: Sequence[object], version: object = 4) -> bytes:
    return json.dumps({"cells": cells, "metadata": {"kernelspec": {"language": "python"}}, "nbformat": version}).encode()


def _code(source: object, outputs: list[object] | None = None) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": outputs or []}


def _large_output() -> Recipe:
    head = b'{"cells":[{"cell_type":"code","source":"import this","outputs":[{"data":{"image/png":"' + b"iVBOR" * 2000
    tail = b'"}}]},{"cell_type":"code","source":"last = 1"}],"nbformat":4}'
    make = sparse("train.ipynb", head, 500 * 1024 * 1024, tail)
    return Recipe("notebook-01", "notebook", make, {"train.ipynb": ()})


def _many_cells() -> Recipe:
    cell = json.dumps(_code("x = 1")).encode()

    def make(folder: Path) -> None:
        (folder / "all.ipynb").write_bytes(b'{"cells":[' + b",".join([cell] * 1_000_000) + b'],"nbformat":4}')

    return Recipe("notebook-02", "notebook", make, {"all.ipynb": ("limit:notebook-cells",)})


def _scripted() -> Recipe:
    output = {"data": {"text/html": "<script>alert(1)</script>"}}
    cells = [_code("1", [output]), {"cell_type": "markdown", "source": "[click](javascript:alert(2))"}]
    files = {"page.ipynb": _notebook(cells)}
    return Recipe("notebook-04", "notebook", written(files), {"page.ipynb": ()}, forgets={"page.ipynb": "<script>"})


def _bad_notebooks() -> Recipe:
    files = {
        "version.ipynb": _notebook([_code("1")], 99),
        "cells.ipynb": b'{"metadata": {}, "nbformat": 4}',
        "source.ipynb": _notebook([_code(7)]),
    }
    return Recipe("notebook-05", "notebook", written(files), dict.fromkeys(files, ("error:bad-notebook",)))


def _hidden_training() -> Recipe:
    training = "for batch in data:\n    loss.backward()\n    optimizer.step()\n"
    cells = [_code("1", [{"text": training}]), {"cell_type": "raw", "source": training}]
    files = {"train.ipynb": _notebook(cells), "README.md": b"# A model\n"}
    expected: dict[str, tuple[str, ...]] = {"train.ipynb": (), "README.md": ()}
    return Recipe("notebook-06", "notebook", written(files), expected, forgets={"train.ipynb": "backward"})


def _scripted_drawing() -> Recipe:
    drawing = (
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>&x;</text></svg>'
    )
    return Recipe("image-02", "image", written({"figure.svg": drawing}), {"figure.svg": ()})


def _large_paper() -> Recipe:
    head = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
    return Recipe("image-03", "image", sparse("paper.pdf", head, 1 << 30), {"paper.pdf": ("unknown:pdf",)})


def _too_many_keys() -> bytes:
    return b"".join(b"key%06d: 1\n" % number for number in range(80_000))


RECIPES = (
    _card("01", _laughs(), "limit:yaml-aliases"),
    _card("02", b"a: &a [*a]", "error:alias-cycle"),
    _card("04", b"tags: " + b"[" * 60_000, "error:too-deep", milliseconds=100),
    _card("05", _too_many_keys(), "limit:front-matter", milliseconds=500),
    _card("07", b"license: no\nversion: 1:30:00\nsteps: 1e3", "error:field-type"),
    _encodings(),
    _bad_json(),
    _half_character(),
    _bad_numbers(),
    Recipe("json-06", "json", sparse("config.json", b'{"a": "' + b"x" * 8192, 500 << 20), {"config.json": ("error:too-big",)}),
    _backtracking(),
    _large_output(),
    _many_cells(),
    _scripted(),
    _bad_notebooks(),
    _hidden_training(),
    Recipe(
        "image-01",
        "image",
        written({"figure.png": (png_head(2**31 - 1, 2**31 - 1) + bytes(60))[:60]}),
        {"figure.png": ("finding:image-bomb",)},
    ),
    _scripted_drawing(),
    _large_paper(),
)
