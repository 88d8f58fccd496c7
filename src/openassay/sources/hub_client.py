"""Asking the Hub, through its own client library, which comes with the extra `openassay[hub]` and is imported late.

What goes wrong is told apart: a gate, a repository that is private or missing, a revision that does not exist, one that was taken
down, a host that asks for patience. A token is taken from `HF_TOKEN` alone, and no message of the library is shown.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from openassay import __version__
from openassay.sources import names
from openassay.sources.access import Access
from openassay.sources.hub_record import HubFile, HubRecord
from openassay.sources.target_error import TargetError
from openassay.vocabulary.findings import Unreadable

if TYPE_CHECKING:
    import httpx2


_KINDS = {"model": "model", "dataset": "data set"}
_WEB_PAGE = (b"<!doctype html", b"<html")
_NAME = "openassay"
"""What the Hub is told of who asks."""
_ASKED_BESIDE = "/api/agent-harnesses"
"""The library asks for this list to tell the Hub what program runs it. It is not let: that is nobody's matter."""
_DIGEST = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_EXTRA = "Reading a repository of the Hub needs an extra: install openassay[hub]."


class Repository(NamedTuple):
    """A repository of the Hub, as it was asked for."""

    kind: str
    """`model` or `dataset`."""
    id: str
    revision: str | None


class HubClient:
    """The Hub that `HF_ENDPOINT` names, or the library's own. Requests and bytes are counted in `meter`."""

    def __init__(self, access: Access) -> None:
        """Prepare to ask. Raises `TargetError` where the extra is not installed."""
        try:
            import huggingface_hub
            from huggingface_hub import constants

            from openassay.sources.guarded_web import Meter, make_client
        except ImportError:
            raise TargetError(_EXTRA) from None
        self.meter: Meter = Meter()
        self.endpoint = access.environment.get("HF_ENDPOINT", "").rstrip("/") or constants.ENDPOINT
        self.token = access.environment.get("HF_TOKEN") or None
        self._client = make_client(access, self.meter)
        self._hub = huggingface_hub
        self._api = huggingface_hub.HfApi(
            endpoint=self.endpoint, token=self.token or False, library_name=_NAME, library_version=__version__
        )

    def look_up(self, asked: Repository) -> HubRecord:
        """What the Hub says of a repository, in two requests. Raises `TargetError`."""
        with self._session(), _told_apart(asked):
            info = self._info(asked)
            files = sorted(_files_of(info), key=lambda file: file.path.encode("utf-8", "surrogatepass"))
            card = _card_of(info)
            return HubRecord(
                kind=asked.kind,
                id=str(info.id),
                sha=_checked_sha(info.sha),
                gate=str(info.gated) if info.gated else "",
                files=tuple(files),
                refs=self._refs(asked.kind, str(info.id)),
                bases=tuple(_texts(card.get("base_model")) or _tagged(info, "base_model:")),
                relation=next(iter(_tagged_relation(info)), ""),
                data_sets=tuple(_texts(card.get("datasets"))),
                license=next(iter(_texts(card.get("license"))), ""),
            )

    def fetch(self, record: HubRecord, path: str, span: tuple[int, int] | None, size: int) -> bytes:
        """A file, or `span` bytes of it (first, one past the last). Raises `Unreadable`."""
        from openassay.sources.guarded_web import failure_of

        url = self._hub.hf_hub_url(record.id, path, repo_type=record.kind, revision=record.sha, endpoint=self.endpoint)
        headers = {"User-Agent": f"{_NAME}/{__version__}"} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        if span is not None:
            headers["Range"] = f"bytes={span[0]}-{span[1] - 1}"
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                _raise_refusal(answer, self._hub)
                return _body(answer, record, path, span, size)
        except Unreadable:
            raise
        except Exception as error:
            raise failure_of(error) from None

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()

    @contextmanager
    def _session(self) -> Iterator[None]:
        """Let the library ask through our client, and only while we ask it."""
        from huggingface_hub import set_client_factory
        from huggingface_hub.utils._http import default_client_factory

        set_client_factory(_Shared(self._client))
        try:
            yield
        finally:
            set_client_factory(default_client_factory)

    def _info(self, asked: Repository) -> Any:
        ask: Callable[..., Any] = self._api.model_info if asked.kind == "model" else self._api.dataset_info
        return ask(asked.id, revision=asked.revision, files_metadata=True, timeout=10)

    def _refs(self, kind: str, repository: str) -> tuple[str, ...] | None:
        """Names of branches and tags; None where the Hub does not give them, which costs nothing else."""
        try:
            found = self._api.list_repo_refs(repository, repo_type=kind)
        except (Unreadable, OSError, ValueError, KeyError, TypeError):
            return None
        return tuple(sorted({ref.name for ref in (*found.branches, *found.tags)}))


class _Shared:
    """Gives the library a client that it may close when it likes: ours lives on."""

    def __init__(self, client: "httpx2.Client") -> None:
        self._client = client

    def __call__(self) -> "httpx2.Client":
        import httpx2

        inner = self._client._transport  # noqa: SLF001 - the one that counts and checks

        class Borrowed(httpx2.BaseTransport):
            def handle_request(self, request: httpx2.Request) -> httpx2.Response:
                if request.url.path == _ASKED_BESIDE:
                    return httpx2.Response(404, request=request)
                return inner.handle_request(request)

        return httpx2.Client(
            transport=Borrowed(), follow_redirects=True, max_redirects=self._client.max_redirects, trust_env=False, timeout=10
        )


@contextmanager
def _told_apart(asked: Repository) -> Iterator[None]:
    """Say in one sentence of ours what went wrong. The gate comes first: the library takes it for a kind of absence."""
    import httpx2
    from huggingface_hub import errors

    what = f"{_KINDS[asked.kind]} {names.brief(asked.id)}"
    try:
        yield
    except errors.GatedRepoError:
        raise TargetError(f"The {what} is behind a gate, and not even its listing is given.", undecidable=True) from None
    except errors.RevisionNotFoundError:
        raise TargetError(f"The {what} has no revision {names.brief(asked.revision or 'main')} on the Hub.") from None
    except errors.RepositoryNotFoundError:
        raise _unknown(what) from None
    except errors.DisabledRepoError:
        raise TargetError(f"The {what} was taken down from the Hub.", undecidable=True) from None
    except errors.HFValidationError:
        raise TargetError(f"{names.brief(asked.id)} is no name of a {_KINDS[asked.kind]}; write hf://owner/name.") from None
    except Unreadable as error:
        raise TargetError(f"The Hub could not be read: {error.because} ({error.code}).", undecidable=True) from None
    except errors.HfHubHTTPError as error:
        status = error.response.status_code
        if status in (401, 404):  # what the library takes for a missing repository only at an address that begins with https
            raise _unknown(what) from None
        raise TargetError(f"The Hub could not be read: it answered with the status {status}.", undecidable=True) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        from openassay.sources.guarded_web import failure_of

        raise TargetError(f"The Hub could not be read: {failure_of(error).because}.", undecidable=True) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TargetError("The Hub answered something that is not what it says of a repository.", undecidable=True) from None


def _unknown(what: str) -> TargetError:
    """A private repository looks like one that does not exist, so which of the two it is cannot be said."""
    return TargetError(
        f"The Hub knows no {what}, or it is private; with access to it, give a token in HF_TOKEN.", undecidable=True
    )


def _checked_sha(sha: object) -> str:
    if not isinstance(sha, str) or len(sha) != 40 or not set(sha) <= set("0123456789abcdef"):
        raise ValueError("no commit")
    return sha


def _files_of(info: Any) -> Iterator[HubFile]:
    for sibling in info.siblings or ():
        lfs = getattr(sibling, "lfs", None)
        size = lfs.size if lfs else sibling.size
        if not isinstance(sibling.rfilename, str) or not isinstance(size, int) or size < 0:
            raise ValueError("a listing without sizes")
        blob, apart = str(sibling.blob_id or ""), str(lfs.sha256) if lfs else None
        if not _DIGEST.fullmatch(apart or blob):
            raise ValueError("a listing without digests")
        yield HubFile(sibling.rfilename, size, blob, apart)


def _card_of(info: Any) -> dict[str, Any]:
    data = getattr(info, "card_data", None)
    return dict(data.to_dict()) if data is not None and hasattr(data, "to_dict") else {}


def _texts(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [text for text in found if isinstance(text, str) and text]


def _tagged(info: Any, mark: str) -> list[str]:
    tags = [tag for tag in (info.tags or ()) if isinstance(tag, str) and tag.startswith(mark)]
    return list(dict.fromkeys(tag.rpartition(":")[2] for tag in tags))


def _tagged_relation(info: Any) -> list[str]:
    tags = [tag.split(":") for tag in (info.tags or ()) if isinstance(tag, str) and tag.startswith("base_model:")]
    return [parts[1] for parts in tags if len(parts) == 3]


def _raise_refusal(answer: "httpx2.Response", hub: Any) -> None:
    """Raise `Unreadable` for an answer that is none of the file's bytes. The gate comes first."""
    if answer.status_code < 400:
        return
    from huggingface_hub import errors

    try:
        hub.utils.hf_raise_for_status(answer)
    except errors.GatedRepoError:
        raise Unreadable("unknown:gated", "the Hub gives it only to those who were let in") from None
    except errors.RemoteEntryNotFoundError:
        raise Unreadable("error:not-as-promised", "it stands in the listing, and the Hub has no such file") from None
    except errors.HfHubHTTPError:
        raise Unreadable("unknown:not-fetched", f"the Hub answered with the status {answer.status_code}") from None


def _body(answer: "httpx2.Response", record: HubRecord, path: str, span: tuple[int, int] | None, size: int) -> bytes:
    """The bytes that were asked for. Raises `Unreadable` where the host sent others."""
    for one in (*answer.history, answer):
        if one.headers.get("X-Repo-Commit", record.sha) != record.sha:
            raise Unreadable("error:not-as-promised", "the host sent the file of another revision")
    first, end = span or (0, size)
    if answer.status_code == 206:
        said = answer.headers.get("Content-Range", "")
        if said.partition("/")[0] != f"bytes {first}-{end - 1}" or said.rpartition("/")[2] not in (str(size), "*"):
            raise Unreadable("error:not-as-promised", "the host sent another part of the file than it was asked for")
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if bytes(data[:14]).lower().startswith(_WEB_PAGE) and not first and not path.lower().endswith((".html", ".htm")):
            raise Unreadable("finding:not-the-file", "the host sent a web page in place of the file; perhaps one to log in")
        if first and answer.status_code != 206:
            raise Unreadable("unknown:not-fetched", "the host does not give parts of a file")
        if len(data) >= end - first and span is not None:
            break
    if len(data) < end - first or (span is None and len(data) != size):
        raise Unreadable("error:not-as-promised", f"{size:,} bytes were promised, and the host sent another number")
    return bytes(data[: end - first])
