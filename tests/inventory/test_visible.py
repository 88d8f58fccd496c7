from openassay.inventory.visible import prose, visible


def test_hidden_text_is_blanked_out_and_offsets_stay() -> None:
    body = "a <!-- weights: here --> b\n<span style='display:none'>request access</span> c\n"
    seen = visible(body)
    assert "weights" not in seen
    assert "request" not in seen
    assert len(seen) == len(body)
    assert seen.index("c") == body.index("</span> c") + 8


def test_prose_leaves_code_out() -> None:
    body = "before\n```\ncode\n```\nafter\n"
    assert "code" not in prose(body)
    assert prose(body).split() == ["before", "after"]
    assert "code" in visible(body)


def test_a_fence_that_never_ends_hides_the_rest() -> None:
    assert prose("before\n~~~\nall of this is code\n").split() == ["before"]
