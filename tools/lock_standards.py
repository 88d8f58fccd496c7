"""Add the hashes of new standards' revisions to the lock.

A revision that is locked is never locked anew: a changed text gets a higher number.

Usage: python tools/lock_standards.py
"""

import hashlib
from pathlib import Path

from openassay.application.known import known
from openassay.standards.catalogue import entries, load_entry, locked

LOCK = Path(__file__).parent.parent / "src/openassay/standards/catalogue/lock.toml"


def main() -> None:
    """Append what is missing."""
    for entry in entries():
        name = next(iter(load_entry(entry, known()).values())).name
        if name not in locked():
            digest = hashlib.sha256(entry.data()).hexdigest()
            with LOCK.open("a", encoding="utf-8") as file:
                file.write(f'"{name}" = "{digest}"\n')
            print(f"locked {name}")


if __name__ == "__main__":
    main()
