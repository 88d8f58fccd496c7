"""Take the inventory of a folder and print what it found, for `speed.py` to time as a process.

Usage: python -m bench.inventory FOLDER
"""

import os
import sys

from openassay.inventory.holdings import take_inventory
from openassay.inventory.survey import combine, survey
from openassay.sources.folder import FolderSnapshot


def main() -> None:
    """Survey, take the inventory, say how many components were found."""
    snapshot = FolderSnapshot(os.fsencode(sys.argv[1]), "tree")
    release, read_text = combine("tree", [survey(snapshot, "main")])
    inventory = take_inventory(release, read_text)
    print(len(release.artifacts), "artifacts,", len(inventory.holdings), "components")


if __name__ == "__main__":
    main()
