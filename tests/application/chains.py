"""Models that were made from each other, for tests: five of them, with a conflict, a gate, a cycle and a missing link."""

from tests.hub_standin import Repository, StandIn, shards

LICENSES = {"apache-2.0": "apache-2.0", "cc-by-nc-4.0": "cc-by-nc-4.0", "mit": "mit", "none": ""}


def model(name: str, license_: str, *bases: str, relation: str = "finetune", gate: str = "", private: bool = False) -> Repository:
    """A model whose card names its license and what it was made from."""
    front = ([f"license: {license_}"] if license_ else []) + (["base_model:"] if bases else []) + [f"- {base}" for base in bases]
    card = "---\n" + "\n".join(front) + "\n---\n" + f"# {name}\n\nA small model that completes names of places.\n"
    told = {"license": license_} if license_ else {}
    tags = [f"base_model:{relation}:{base}" for base in bases]
    files = {"README.md": card.encode(), "config.json": f'{{"architectures": ["{name}"]}}'.encode(), **shards()}
    known = {**told, **({"base_model": list(bases)} if bases else {})}
    return Repository(f"o/{name}", files, gate=gate, private=private, card=known, tags=tags)


def plant_chain(standin: StandIn) -> None:
    """Five models in a row: `one` was made from `two`, and so on.

    `one` gives what `two` does not (conflict); `three` lies behind a gate; `four` declares nothing and says that it was made from
    `one` as well (cycle) and from `gone`, which nobody finds (missing link).
    """
    standin.add(
        model("one", "apache-2.0", "o/two"),
        model("two", "cc-by-nc-4.0", "o/three"),
        model("three", "cc-by-nc-4.0", "o/four", gate="manual"),
        model("four", "", "o/five", "o/one", "o/gone", relation="merge"),
        model("five", "mit"),
    )
