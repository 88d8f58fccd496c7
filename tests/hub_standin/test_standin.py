"""The real client against the stand-in: it must find there what it would find on the Hub, and fail in the same ways."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from huggingface_hub import HfApi, errors, hf_hub_download

from tests.hub_standin import Answer, Repository, StandIn, serve, shards

# The fields of a full answer of the Hub to `?blobs=true` that our client reads, as one was recorded.
RECORDED = {"_id", "id", "author", "sha", "private", "disabled", "gated", "downloads", "likes", "tags", "cardData", "siblings"}


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def api(standin: StandIn) -> HfApi:
    standin.instead.clear()
    standin.repositories.clear()
    standin.moved.clear()
    card = {"license": "mit", "base_model": "o/base"}
    standin.add(
        Repository("o/m", {"README.md": b"# m\n", **shards()}, card=card, branches=("main", "step-1")),
        Repository("o/gated", {"README.md": b"# m\n", "config.json": b"{}"}, gate="manual"),
        Repository("o/hidden", {"README.md": b"# m\n"}, private=True),
        Repository("o/gone", {"README.md": b"# m\n"}, disabled=True),
        Repository("o/d", {"README.md": b"# d\n"}, kind="dataset"),
    )
    return HfApi(endpoint=standin.address, token=False)


def test_the_listing_has_sizes_and_hashes_and_large_files_are_kept_apart(api: HfApi) -> None:
    info = api.model_info("o/m", files_metadata=True)
    files = {file.rfilename: file for file in info.siblings or ()}
    assert files["README.md"].size == 4
    assert files["README.md"].lfs is None
    large = files["model-00001-of-00002.safetensors"]
    assert large.lfs is not None
    assert large.lfs.size == large.size
    assert len(large.lfs.sha256) == 64
    assert info.card_data is not None
    assert info.card_data.license == "mit"


def test_an_answer_has_the_fields_that_were_recorded(api: HfApi, standin: StandIn) -> None:
    del api
    answer = httpx2.get(f"{standin.address}/api/models/o/m?blobs=true").json()
    assert set(answer) == RECORDED
    assert set(answer["siblings"][0]) <= {"rfilename", "size", "blobId", "lfs"}


def test_branches_data_sets_and_moved_repositories_are_found(api: HfApi, standin: StandIn) -> None:
    standin.moved["o/old"] = "o/m"
    assert {ref.name for ref in api.list_repo_refs("o/m").branches} == {"main", "step-1"}
    assert api.dataset_info("o/d").id == "o/d"
    assert api.model_info("o/old").id == "o/m"


def test_files_come_whole_and_headers_by_range(api: HfApi, standin: StandIn, tmp_path: Any) -> None:
    path = hf_hub_download("o/m", "README.md", endpoint=standin.address, cache_dir=tmp_path, token=False)
    with open(path, "rb") as file:
        assert file.read() == b"# m\n"
    found = api.get_safetensors_metadata("o/m")
    assert found.parameter_count == {"BF16": 2 * 512 * 512}


@pytest.mark.parametrize(
    ("id_", "revision", "error"),
    [
        ("o/nowhere", None, errors.HfHubHTTPError),
        ("o/hidden", None, errors.HfHubHTTPError),
        ("o/gone", None, errors.DisabledRepoError),
        ("o/m", "v9", errors.RevisionNotFoundError),
    ],
)
def test_what_is_not_given_fails_as_the_client_expects(
    id_: str, revision: str | None, error: type[Exception], api: HfApi
) -> None:
    with pytest.raises(error):
        api.model_info(id_, revision=revision)


def test_a_gate_gives_the_listing_and_the_card_and_no_file(api: HfApi, standin: StandIn, tmp_path: Any) -> None:
    assert api.model_info("o/gated").gated == "manual"
    hf_hub_download("o/gated", "README.md", endpoint=standin.address, cache_dir=tmp_path, token=False)
    with pytest.raises(errors.GatedRepoError):
        hf_hub_download("o/gated", "config.json", endpoint=standin.address, cache_dir=tmp_path, token=False)
    with pytest.raises(errors.RemoteEntryNotFoundError):
        hf_hub_download("o/m", "none.json", endpoint=standin.address, cache_dir=tmp_path, token=False)


def test_a_bad_day_can_be_played(api: HfApi, standin: StandIn) -> None:
    standin.fail("^/api/models/o/m$", Answer(429, {"Retry-After": "1"}))
    with pytest.raises(errors.HfHubHTTPError):
        api.model_info("o/m")
