"""Serve the examples as a Hub on loopback, for a look: `python -m tests.hub_standin`."""

import time

import click

from tests.conftest import ROOT
from tests.hub_standin import Repository, serve, shards


def examples() -> list[Repository]:
    """The examples as repositories, one of them behind a gate as well, and two models that one was made from another."""
    found = []
    for folder in sorted((ROOT / "examples").iterdir()):
        files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        if files:
            found.append(Repository(f"examples/{folder.name}", files))
    base = {"README.md": b"---\nlicense: llama3\n---\n# Base\n", **shards()}
    tuned = {"README.md": b"---\nlicense: apache-2.0\nbase_model: examples/base\n---\n# Tuned\n", **shards()}
    found.append(Repository("examples/base", base, card={"license": "llama3"}))
    card = {"license": "apache-2.0", "base_model": "examples/base"}
    found.append(Repository("examples/tuned", tuned, card=card, tags=["base_model:finetune:examples/base"]))
    found.append(Repository("examples/gated", tuned, gate="manual", card={"license": "apache-2.0"}))
    return found


if __name__ == "__main__":
    with serve() as standin:
        standin.add(*examples())
        click.echo(f"export HF_ENDPOINT={standin.address} OPENASSAY_LOOPBACK=1")
        click.echo("\n".join(f"openassay assess hf://{id_}" for _, id_ in sorted(standin.repositories)))
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            click.echo()
