"""Hold many releases against the same with something added that is no content, or with a part removed.

Usage: python -m tests.metamorphic [--pairs N] [--seeds N]
Prints every grade and every fact that is better though it must not be. Exits with 1 where there is one.
"""

import argparse
import sys
from collections import Counter

from tests.metamorphic.pairs import every_pair


def main() -> int:
    """Run and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=120)
    options = parser.parse_args()
    bad: Counter[str] = Counter()
    count = 0
    for pair in every_pair(options.pairs, options.seeds):
        count += 1
        if rises := pair.rises():
            kind = pair.what.partition(" (")[0]
            bad[kind] += 1
            print(f"pair {pair.number}, release {pair.made.seed} ({pair.made.field}): {pair.what}")
            print("".join(f"    {rise}\n" for rise in rises), end="")
    for kind, number in bad.most_common():
        print(f"{number:4} {kind}")
    print(f"{count} pairs, {sum(bad.values())} with a rise.")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
