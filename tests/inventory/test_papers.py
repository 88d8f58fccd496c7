"""Works that a release cites, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.inventory.papers import Standing, Work, own_works, read_works
from openassay.vocabulary.text import Text
from tests.probes.dossiers import dossier_of


def works(body: str, path: str = "README.md") -> tuple[Work, ...]:
    return read_works([Text("main", path, "0" * 64, body)])


def entry(kind: str = "article", **fields: str) -> str:
    return f"@{kind}{{key,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"journal": "Nature"}, Standing.PEER_REVIEWED),
        ({"journal": "Nature Machine Intelligence"}, Standing.PEER_REVIEWED),
        ({"journal": "Proceedings of the National Academy of Sciences"}, Standing.PEER_REVIEWED),
        ({"booktitle": "Advances in Neural Information Processing Systems"}, Standing.PEER_REVIEWED),
        ({"booktitle": "Proceedings of the 40th International Conference on Machine Learning"}, Standing.PEER_REVIEWED),
        (
            {"booktitle": "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"},
            Standing.PEER_REVIEWED,
        ),
        ({"doi": "10.1038/s41586-021-03819-2"}, Standing.PEER_REVIEWED),
        ({"journal": "arXiv preprint arXiv:2401.00001"}, Standing.ARCHIVED),
        ({"eprint": "2401.00001", "archivePrefix": "arXiv"}, Standing.ARCHIVED),
        ({"journal": "bioRxiv"}, Standing.ARCHIVED),
        ({"doi": "10.1101/2024.01.01.500001"}, Standing.ARCHIVED),
        ({"booktitle": "NeurIPS Workshop on Things"}, Standing.WORKSHOP),
        ({"journal": "Submitted to Nature"}, Standing.UNKNOWN),
        ({"howpublished": "\\url{https://zorblax.org/blog/zorblax}"}, Standing.BLOG),
        ({"note": "Technical report"}, Standing.REPORT),
        ({"journal": "Journal of Irreproducible Blimps"}, Standing.UNKNOWN),
    ],
)
def test_the_venue_tells_where_a_work_stands(fields: dict[str, str], standing: Standing) -> None:
    (work,) = works(entry(title="Zorblax", **fields))
    assert work.standing is standing


def test_software_is_no_paper() -> None:
    (work,) = works(entry("software", title="Zorblax", doi="10.5281/zenodo.1"))
    assert work.standing is Standing.SOFTWARE


def test_identifiers_are_read_wherever_they_stand() -> None:
    (work,) = works(entry(title="Z", url="https://arxiv.org/abs/2401.00001v2"))
    assert work.arxiv == "2401.00001v2"
    (work,) = works(entry(title="Z", url="https://doi.org/10.1000/x.y"))
    assert work.doi == "10.1000/x.y"


def test_the_first_entry_under_a_citation_heading_is_the_releases_own() -> None:
    body = f"# Zorblax\n\n## Citation\n\n```bibtex\n{entry(title='A Thing')}{entry(title='Another Thing')}```\n"
    assert [work.own for work in works(body)] == [True, False]


def test_an_entry_that_bears_the_name_is_its_own_wherever_it_stands() -> None:
    body = f"# Zorblax\n\n## Data\n\n{entry(title='Zorblax: A Thing')}\n"
    assert [work.own for work in works(body)] == [True]


def test_other_peoples_entries_are_not_its_own() -> None:
    body = f"# Zorblax\n\n## Related work\n\n{entry(title='Blimp', journal='Nature')}\n"
    assert [work.own for work in works(body)] == [False]


def test_a_link_called_paper_at_the_top_leads_to_its_own_paper() -> None:
    (work,) = works("# Zorblax\n\n[Paper](https://arxiv.org/abs/2401.00001) | [Demo](https://z.org)\n")
    assert (work.own, work.arxiv) == (True, "2401.00001")
    assert works("# Zorblax\n\nLike [Blimp](https://arxiv.org/abs/2401.00001).\n") == ()


def test_a_hidden_entry_is_not_read() -> None:
    assert works(f"<!--\n{entry(title='Zorblax', journal='Nature')}\n-->") == ()


def test_a_citation_file_is_read() -> None:
    cff = (
        "cff-version: 1.2.0\nmessage: cite\ntitle: Zorblax\npreferred-citation:\n"
        "  type: article\n  title: Zorblax, a thing\n  journal: Nature\n  doi: 10.1038/abc\n"
    )
    (work,) = works(cff, "CITATION.cff")
    assert (work.title, work.standing, work.doi, work.own) == ("Zorblax, a thing", Standing.PEER_REVIEWED, "10.1038/abc", True)


def test_a_broken_citation_file_cites_nothing() -> None:
    assert works("a: [", "CITATION.cff") == ()
    assert works("- a", "CITATION.cff") == ()


def test_the_works_of_a_release_are_found_with_their_search() -> None:
    found, search = own_works(
        dossier_of(
            {
                "README.md": f"# Zorblax\n\n## Citation\n\n{entry(title='Zorblax')}",
                "CITATION.cff": "title: Zorblax\ndoi: 10.5281/zenodo.1\n",
            }
        )
    )
    assert [work.title for work in found] == ["Zorblax", "Zorblax"]
    assert search.complete


PIECES = st.sampled_from(
    [
        "@article{a,",
        "title={",
        "}",
        "journal = ",
        '"Nature"',
        ",\n",
        "doi=10.1/x",
        "@misc(",
        ")",
        "eprint={2401.00001}",
        "\n\n",
        "## Citation\n",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join), st.sampled_from(["README.md", "x.bib", "CITATION.cff"]))
def test_any_text_is_read(body: str, path: str) -> None:
    assert works(body, path) == works(body, path)
