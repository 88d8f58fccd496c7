"""Answers that are kept: only while what they were made from stays, and never more than there is room for."""

from openassay.web.answers import HTML, Answer, Kept, answer_of


def page(text: str, status: int = 200) -> Answer:
    return answer_of(text.encode(), HTML, status)


def test_an_answer_is_kept_while_its_mark_stays() -> None:
    kept = Kept()
    kept.put("/a", "one", page("a"))
    kept.put("/b", "another", page("b"))
    assert kept.get("/a", "one") == page("a")
    assert kept.get("/b", "another") == page("b")
    assert kept.get("/a", "two") is None
    kept.put("/a", "two", page("anew"))
    assert kept.get("/a", "two") == page("anew")


def test_failures_are_not_kept() -> None:
    kept = Kept()
    kept.put("/a", "one", page("not found", 404))
    assert kept.get("/a", "one") is None


def test_the_least_recently_used_goes_first() -> None:
    kept = Kept(most=100)
    for name in "abcd":
        kept.put(name, "", page(name * 24))
    assert kept.get("a", "") is not None
    kept.put("e", "", page("e" * 24))
    assert [name for name in "abcde" if kept.get(name, "") is None] == ["b"]


def test_replacing_an_answer_over_and_over_takes_no_more_room() -> None:
    kept = Kept(most=100)
    for turn in range(50):
        kept.put("a", str(turn), page("x" * 40))
    kept.put("b", "", page("y" * 40))
    assert kept.get("a", "49") is not None
    assert kept.get("b", "") is not None
