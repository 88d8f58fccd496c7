"""What a visitor may have assessed: places elsewhere, and folders that the operator named.

No path of this machine is looked at before it is known to lie in one of those.
"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from openassay.sources import remote_address
from openassay.sources.target_error import TargetError

_LONGEST = 500
_ABOUT = "paste a page of the Hub, GitHub or GitLab, owner/name, hf://..., pypi:..., npm:... or a package URL"


class Refused(ValueError):  # noqa: N818 - it names what was done
    """The address is not taken; the message is one sentence for the visitor."""


def checked(text: str, folders: Iterable[str] = ()) -> str:
    """Return the address in a spelling that names nothing on this machine, or a path in one of `folders`. Raises `Refused`."""
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or not plain.isprintable():
        raise Refused(f"That is no address; {_ABOUT}.")
    if path := _allowed(plain, folders):
        return path
    if "#" in plain:
        raise Refused("Only a whole release is assessed here; leave out what stands behind '#'.")
    scheme, colon, rest = plain.partition(":")
    try:
        match scheme.lower() if colon else "":
            case "hf":
                return remote_address.of_hub(rest, plain).locator
            case "pypi":
                return remote_address.of_pypi(rest, plain).locator
            case "npm":
                return remote_address.of_npm(rest, plain).locator
            case "pkg":
                return remote_address.of_purl(rest, plain).locator
            case "https":
                return remote_address.of_page(plain).locator
            case "git+https":
                address = remote_address.of_git(rest, plain)
                if not urlsplit(address.url).hostname:
                    raise Refused(f"That names no host; {_ABOUT}.")
                return address.locator
            case "":
                hub = remote_address.of_hub_id(plain)
                if hub is not None:
                    return hub.locator
            case _:
                pass
    except TargetError as error:
        raise Refused(str(error)) from error
    raise Refused(f"Only what lies elsewhere is assessed here; {_ABOUT}.")


def _allowed(plain: str, folders: Iterable[str]) -> str:
    for folder in folders:
        if not plain.startswith(folder.rstrip("/")):
            continue
        try:
            path = Path(plain).resolve()
            if path.is_relative_to(Path(folder).resolve()):
                return str(path)
        except OSError:
            continue
    return ""
