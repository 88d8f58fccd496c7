import pytest

from openassay.inventory.code import Shelf
from openassay.inventory.domain import find_domain
from openassay.inventory.profiles import profiles
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.release import Entry
from tests.inventory.fakes import layout, taken

Tree = dict[str, bytes | str | Entry]

RELEASES: dict[str, Tree] = {
    "text": {"README.md": "# M\n\nM is a large language model.\n", "m.py": "import transformers\n"},
    "vision": {
        "README.md": "# M\n\nSegmentation of any image with one vision model.\n",
        "m.py": "import torchvision\nimport cv2\n",
    },
    "audio": {"README.md": "# M\n\nSpeech recognition for audio of any length.\n", "m.py": "import torchaudio\n"},
    "tabular": {"README.md": "# M\n\nA foundation model for time series forecasting.\n", "m.py": "import gluonts\n"},
    "protein": {
        "README.md": "# M\n\nA protein language model. UniRef50, residues.\n",
        "m.py": "import esm\n",
        "a.fasta": ">a\nMK\n",
    },
    "molecule": {"README.md": "# M\n\nEmbeddings of molecules from SMILES.\n", "m.py": "from rdkit import Chem\n"},
    "materials": {
        "README.md": "# M\n\nAn interatomic potential for materials.\n",
        "m.py": "import ase\nimport pymatgen\n",
        "a.cif": "data_a\n",
    },
    "weather": {"README.md": "# M\n\nGlobal weather forecasts, trained on ERA5.\n", "m.py": "import xarray\n"},
    "earth-observation": {"README.md": "# M\n\nRemote sensing of Sentinel-2 satellite images.\n", "m.py": "import rasterio\n"},
    "robotics": {"README.md": "# M\n\nA vision-language-action model for robot manipulation.\n", "m.py": "import lerobot\n"},
}


@pytest.mark.parametrize("domain", RELEASES)
def test_the_field_is_found_from_title_imports_and_files(domain: str) -> None:
    release = layout(RELEASES[domain])
    found = find_domain(release, Shelf(release))
    assert (found.value, found.basis) == (domain, Basis.OBSERVED)


def test_a_pipeline_tag_is_a_declared_domain() -> None:
    release = layout({"README.md": "---\npipeline_tag: automatic-speech-recognition\n---\n# M\n"})
    found = find_domain(release, Shelf(release))
    assert (found.value, found.basis) == ("audio", Basis.DECLARED)


@pytest.mark.parametrize("readme", ["# M\n\nA model.\n", "# M\n\nSpeech and audio, images and vision, video and voice.\n"])
def test_an_undecided_field_is_unknown_and_says_what_would_decide_it(readme: str) -> None:
    release = layout({"README.md": readme})
    found = find_domain(release, Shelf(release))
    assert found.value is None
    assert "pipeline tag" in found.because


def test_kinds_of_data_that_an_introduction_lists_are_no_field() -> None:
    told = "# M\n\nM tells what a file is: an image, a video, audio, a table. Image or video, it takes milliseconds.\n"
    assert find_domain(layout({"README.md": told}), Shelf(layout({"README.md": told}))).value is None


def test_a_component_without_a_place_in_the_field_is_not_applicable_with_the_reason() -> None:
    holding = taken(RELEASES["weather"]).holdings[Component.POST_TRAINING_DATA]
    assert holding.state is State.NOT_APPLICABLE
    assert "no instruction tuning" in holding.because


def test_nothing_is_dropped_where_the_field_is_unknown() -> None:
    holdings = taken({"README.md": "# M\n\nA model, fine-tuned.\n"}).holdings
    assert holdings[Component.SAFETY_EVALUATION].state is State.ABSENT


def test_post_training_has_no_place_only_where_no_sign_of_it_is() -> None:
    plain: Tree = {"README.md": "# M\n\nM is a large language model.\n"}
    tuned: Tree = {"README.md": "# M\n\nM-Instruct is a large language model.\n"}
    assert taken(plain).holdings[Component.POST_TRAINING_CODE].state is State.NOT_APPLICABLE
    assert taken(tuned).holdings[Component.POST_TRAINING_CODE].state is State.ABSENT


def test_the_profiles_name_each_domain_and_give_reasons() -> None:
    assert set(profiles()) == set(RELEASES)
    for profile in profiles().values():
        assert profile.title
        assert all(why.strip() for why in (*profile.not_applicable.values(), *profile.substitutes.values()))
        assert not set(profile.not_applicable) & set(profile.substitutes)
