"""Clean the raw list of names and split it: writes data/train.txt and data/test.txt.

Names are lower-cased, anything but a to z is dropped, names shorter than four letters and duplicates are filtered out. Every
tenth name of the sorted list becomes test data, so that the split is the same on every machine.
"""

from pathlib import Path

DATA = Path(__file__).parent / "data"


def clean(lines):
    """Yield each acceptable name once, in alphabetical order."""
    letters = ("".join(char for char in line.lower() if "a" <= char <= "z") for line in lines)
    yield from sorted({name for name in letters if len(name) >= 4})


def main():
    """Split the cleaned names nine to one."""
    names = list(clean((DATA / "names.txt").read_text("utf-8").splitlines()))
    test = names[::10]
    train = [name for place, name in enumerate(names) if place % 10]
    (DATA / "train.txt").write_text("\n".join(train) + "\n", "utf-8")
    (DATA / "test.txt").write_text("\n".join(test) + "\n", "utf-8")


if __name__ == "__main__":
    main()
