"""The process that assesses one address for a visitor: `python -m openassay.web.assessor ADDRESS FILE`.

It is a process of its own so that it can be ended at any moment. It writes one line of JSON for each step to its standard output:
`{"doing": ...}` while it works, and last `{"done": true}` or `{"refused": ...}`. The assessment goes to the file.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Assess, and tell how it goes."""
    from openassay.application.assess import NotAssessed, assess, choose
    from openassay.application.headline import HEADLINE

    address, path = arguments
    try:
        data = assess(address, choose(HEADLINE), lambda doing: _tell(doing=doing))
    except NotAssessed as error:
        _tell(refused=str(error))
        return 1
    Path(path).write_bytes(data)
    _tell(done=True)
    return 0


def _tell(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
