"""What a reader of a document sees, and what they do not."""

from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.passages import Form, Passage, Shown, sentences
from openassay.formats.visible_text import VisibleText, read_visible, syntax_of
from openassay.vocabulary.limits import DOCUMENT_PASSAGES
from openassay.vocabulary.text import Text


def seen(body: str, path: str = "README.md") -> VisibleText:
    return VisibleText(Text("main", path, "0" * 64, body))


def said(body: str, path: str = "README.md", kind: Shown = Shown.VISIBLE) -> list[str]:
    return [passage.said for passage in seen(body, path).passages if passage.kind is kind]


def kinds_of(body: str, words: str, path: str = "README.md") -> set[Shown]:
    document = seen(body, path)
    at = body.index(words)
    return {kind for start, end, kind in document.spans if start < at + len(words) and at < end}


def codes(body: str, path: str = "README.md") -> list[str]:
    return [finding.code for finding in seen(body, path).findings]


def test_markup_is_taken_away_and_words_stay() -> None:
    assert said("The **model** is [open](http://x.org) and `small`, *really*.") == ["The model is open and small, really."]


def test_soft_line_breaks_join_and_blank_lines_part() -> None:
    assert said("one\ntwo\n\nthree") == ["one two", "three"]


def test_each_character_leads_back_to_its_place() -> None:
    body = "# Head\n\nSome  **bold** text\nwith `code` and\ta tab, and [a link](http://x.org/a_(b)) here.\n"
    for passage in seen(body).passages:
        for at, sign in enumerate(passage.said):
            assert sign == " " or body[passage.offset(at)] == sign


def test_headings_give_the_path_of_what_stands_below() -> None:
    passages = seen("# A\n\n## B\n\ntext\n\n# C\n\nmore\n\nD\n===\n\nlast").passages
    assert [(passage.said, passage.path) for passage in passages if passage.kind is Shown.VISIBLE] == [
        ("text", ("A", "B")),
        ("more", ("C",)),
        ("last", ("D",)),
    ]


def test_html_headings_count_as_headings() -> None:
    passages = seen('<h1 align="center">Zorblax</h1>\n\ntext').passages
    assert (passages[0].kind, passages[0].level, passages[1].path) == (Shown.HEADING, 1, ("Zorblax",))


def test_an_unclosed_html_heading_does_not_swallow_the_rest() -> None:
    assert said("<h1>Zorblax\n\ntext one\n\ntext two") == ["text one", "text two"]


def test_a_comment_is_hidden_and_its_claim_is_remarked() -> None:
    body = "before <!-- training data: released --> after"
    assert said(body) == ["before after"]
    assert kinds_of(body, "training data: released") == {Shown.HIDDEN}
    assert codes(body) == ["finding:hidden-claim"]


def test_a_comment_that_says_nothing_of_the_release_is_not_remarked() -> None:
    assert codes("<!-- markdownlint-disable -->\n<!-- TODO: add released models -->\ntext") == []


def test_a_license_notice_in_a_comment_is_not_remarked() -> None:
    assert codes("<!-- Copyright 2024. Licensed under the Apache License -->\ntext") == []


def test_a_comment_that_nothing_closes_hides_the_rest() -> None:
    assert said("one\n\n<!-- two\n\nthree") == ["one"]


def test_a_comment_sign_inside_a_line_that_nothing_closes_is_plain_text() -> None:
    assert "two" in said("one <!-- two\n\nthree")[0]


def test_a_comment_within_a_word_does_not_part_it() -> None:
    assert said("op<!-- x -->en source") == ["open source"]


def test_a_link_definition_that_leads_nowhere_is_a_comment() -> None:
    body = "text\n\n[//]: # (the weights are released)\n\nmore"
    assert said(body) == ["text", "more"]
    assert codes(body) == ["finding:hidden-claim"]


def hides(attributes: str) -> bool:
    body = f"shown\n\n<span {attributes}>The data are released here.</span>\n\nalso"
    return said(body) == ["shown", "also"] and "finding:hidden-text" in codes(body)


def test_elements_that_hide_themselves_are_hidden() -> None:
    assert hides('style="display:none"')
    assert hides("style='display: none;'")
    assert hides('style="visibility:hidden"')
    assert hides('style="color:white"')
    assert hides('style="color:#fff"')
    assert hides('style="color:#fefefe"')
    assert hides('style="color: rgb(255, 255, 255)"')
    assert hides('style="font-size:1px"')
    assert hides('style="font-size: 0"')
    assert hides('style="opacity:0"')
    assert hides('style="position:absolute; left:-9999px"')
    assert hides('style="height:0; overflow:hidden"')
    assert hides("hidden")
    assert hides('color="white"')
    assert hides('color=white size="1"')


def test_elements_that_only_look_like_hiding_are_shown() -> None:
    for attributes in (
        'style="color:white; background:black"',
        'title="a hidden gem"',
        'style="font-size:12px"',
        'style="opacity:0.9"',
        'color="red"',
    ):
        assert not hides(attributes), attributes


def test_a_hidden_element_ends_with_its_own_tag() -> None:
    assert said("<div hidden>a <div>b</div> c</div>after") == ["after"]


def test_script_and_style_are_not_read_and_not_remarked() -> None:
    body = "a <style>open source</style> b <script>released</script> c"
    assert said(body) == ["a b c"]
    assert codes(body) == []


def test_details_are_shown() -> None:
    assert said("<details><summary>News</summary>\n\nThe model is out.\n\n</details>") == ["News", "The model is out."]


def test_text_after_hundreds_of_blank_lines_is_hidden() -> None:
    body = "intro\n" + "\n" * 500 + "The weights are released."
    assert said(body) == ["intro"]
    assert "finding:hidden-text" in codes(body)


def test_text_after_lines_that_only_break_is_hidden_too() -> None:
    assert said("intro\n" + "<br>\n&nbsp;\n" * 120 + "The weights are released.") == ["intro"]


def test_a_few_blank_lines_hide_nothing() -> None:
    assert said("intro\n" + "\n" * 60 + "outro") == ["intro", "outro"]


def test_invisible_characters_are_left_out_and_named() -> None:
    body = "The model is op\u200ben." + "".join(chr(0xE0000 + ord(sign)) for sign in "weights released")
    assert said(body) == ["The model is open."]
    (finding,) = seen(body).findings
    assert finding.code == "finding:invisible-text"
    assert "U+200B" in finding.because
    assert "weights released" in finding.because


def test_honest_joiners_are_not_remarked() -> None:
    flag = "\U0001f3f4" + "".join(chr(0xE0000 + ord(sign)) for sign in "gbeng") + "\U000e007f"
    for body in (
        "\U0001f469\u200d\U0001f680 ready",
        flag,
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u05d0\u202b\u05d1\u202c",
    ):
        assert codes(body) == [], body


def test_text_that_is_turned_around_is_hidden() -> None:
    body = "a \u202eecruos nepo\u202c b"
    assert said(body) == ["a b"]
    assert "finding:hidden-text" in codes(body)
    assert "finding:invisible-text" in codes(body)


def test_fenced_and_indented_code_is_code() -> None:
    assert said("a\n\n```sh\nopen source\n```\n\nb\n\n    open data\n\nc") == ["a", "b", "c"]
    assert said("a\n\n~~~\nx\n```\ny\n~~~\n\nb") == ["a", "b"]


def test_a_fence_that_nothing_closes_runs_to_the_end() -> None:
    assert said("a\n\n```\nb\n\nc") == ["a"]


def test_tags_in_code_hide_nothing() -> None:
    assert said("use `<!--` and `-->` to hide\n\nshown") == ["use <!-- and --> to hide", "shown"]


def test_a_block_quote_is_quoted_unless_it_is_a_box() -> None:
    assert said("> It is open.\n\ntext") == ["text"]
    assert said("> [!NOTE]\n> It is open.")[-1].endswith("It is open.")
    assert said("> \U0001f389 It is open.") == ["\U0001f389 It is open."]
    assert said("> **Note**: It is open.") == ["Note: It is open."]


def test_a_quote_in_html_is_quoted() -> None:
    assert said("<blockquote>It is open.</blockquote>text") == ["text"]


def test_images_are_badges_and_say_nothing() -> None:
    body = "[![Class I - Open Science](https://b.org/x.svg)](https://b.org) text"
    assert said(body) == ["text"]
    assert kinds_of(body, "Class I - Open Science") == {Shown.BADGE}
    assert said('<img alt="open source" src="x.png">text') == ["text"]


def test_bibtex_is_bibliography_fenced_or_not() -> None:
    entry = "@misc{a,\n  title={Open Models},\n}"
    assert said(f"a\n\n```bibtex\n{entry}\n```\n\nb") == ["a", "b"]
    assert said(f"a\n\n{entry}\n\nb") == ["a", "b"]
    assert said(f"a\n\n```\n{entry}\n```", kind=Shown.BIBLIOGRAPHY) != []


def test_front_matter_is_not_said() -> None:
    body = "---\nlicense: mit\n---\ntext"
    assert said(body) == ["text"]
    assert kinds_of(body, "license: mit") == {Shown.FRONT_MATTER}


def test_links_keep_where_they_lead() -> None:
    (passage,) = seen(
        "See [the data](https://h.co/datasets/a) and <https://b.org/x>, [ref][r] too.\n\n[r]: https://c.org"
    ).passages
    assert [mark.target for mark in passage.marks if mark.kind is Shown.LINK] == [
        "https://h.co/datasets/a",
        "https://b.org/x",
        "https://c.org",
    ]


def test_struck_words_are_marked() -> None:
    (passage,) = seen("It is ~~open~~ <del>free</del> shut.").passages
    assert [passage.said[mark.start : mark.end] for mark in passage.marks if mark.kind is Shown.STRUCK] == ["open", "free"]


def test_tables_give_cells_with_their_place() -> None:
    cells = [passage for passage in seen("| A | B |\n|---|---|\n| 1 | 2 |\n").passages if passage.cell]
    assert [(passage.form, passage.said, passage.cell and passage.cell[1:]) for passage in cells] == [
        (Form.LABEL, "A", (0, 0)),
        (Form.LABEL, "B", (0, 1)),
        (Form.CELL, "1", (1, 0)),
        (Form.CELL, "2", (1, 1)),
    ]


def test_tables_in_html_do_too() -> None:
    cells = [passage for passage in seen("<table><tr><th>A</th></tr><tr><td>1</td></tr></table>").passages if passage.cell]
    assert [(passage.form, passage.said) for passage in cells] == [(Form.LABEL, "A"), (Form.CELL, "1")]


def test_rst_headings_comments_and_code_are_told_apart() -> None:
    body = "Title\n=====\n\ntext\n\n.. The weights are released.\n\n::\n\n    code\n\nmore `link <https://x.org>`_ here\n"
    assert said(body, "README.rst") == ["text", "more link here"]
    assert codes(body, "README.rst") == ["finding:hidden-claim"]


def test_plain_text_is_read_as_it_stands() -> None:
    assert said("a <!-- b -->\n\n**c**", "notes.txt") == ["a <!-- b -->", "**c**"]


def test_the_name_tells_the_markup() -> None:
    assert [syntax_of(name) for name in ("a/README.md", "README", "x.rst", "p.html", "LICENSE", "n.txt")] == [
        "markdown",
        "markdown",
        "rst",
        "html",
        "plain",
        "plain",
    ]


def test_what_was_read_is_kept() -> None:
    text = Text("main", "README.md", "0" * 64, "kept")
    assert read_visible(text) is read_visible(Text("main", "README.md", "0" * 64, "kept"))


def test_a_document_of_endless_passages_is_cut_and_says_so() -> None:
    document = seen("- a\n" * (DOCUMENT_PASSAGES.value + 5))
    assert len(document.passages) == DOCUMENT_PASSAGES.value
    assert not document.whole


def only(body: str) -> Passage:
    (passage,) = seen(body).passages
    return passage


def test_sentences_end_at_full_stops_and_not_at_abbreviations() -> None:
    found = sentences(only("We use e.g. GPUs. It took 3.5 days, i.e. Long. Done?"))
    assert [sentence.said for sentence in found] == ["We use e.g. GPUs.", "It took 3.5 days, i.e. Long.", "Done?"]


def test_chinese_sentences_end_at_their_own_stops() -> None:
    assert len(sentences(only("\u6a21\u578b\u5f00\u6e90\u3002\u6570\u636e\u672a\u516c\u5f00\u3002"))) == 2


MARKS = "<!-- --> </span> <b> </b> ``` ~~~ ` [ ]( ) ! ** _ ~~ | &amp; @misc{ } title={ http://a.b <table><tr><td> </td> :: \\"
PIECES = st.sampled_from(MARKS.split()) | st.sampled_from(
    [
        "<span hidden>",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "---\n",
        "===\n",
        ".. ",
        "    x\n",
        "open source ",
        "\u200b",
        "\u202e",
        "\U000e0041",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)


@given(TEXTS, st.sampled_from(["README.md", "x.rst", "x.html", "x.txt"]))
def test_any_text_is_read_and_every_offset_lies_in_it(body: str, path: str) -> None:
    document = seen(body, path)
    spans = document.spans
    assert [span[0] for span in spans] == [0, *(span[1] for span in spans[:-1])] if spans else body == ""
    assert not spans or spans[-1][1] == len(body)
    for passage in document.passages:
        assert 0 <= passage.start < passage.end <= len(body)
        assert all(0 <= passage.offset(at) < len(body) for at in range(len(passage.said)))
        assert all(0 <= mark.start < mark.end <= len(passage.said) for mark in passage.marks)
    assert document.findings == seen(body, path).findings
