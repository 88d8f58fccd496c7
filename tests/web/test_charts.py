"""Charts: well-formed, titled, and as wide as what they show."""

from xml.etree import ElementTree as ET

from openassay.web.charts import Bar, Point, bars, steps


def test_a_chart_says_in_its_title_what_it_shows_and_keeps_markup_as_text() -> None:
    chart = bars("<b>Two & more", [Bar("High <rung>", 3, 4), Bar("below", 7, 6, bottom=True)])
    drawn = ET.fromstring(chart)
    assert drawn.findtext("title") == "<b>Two & more. High <rung>: 3 proven, 4 at most; below: 7 proven, 6 at most"
    assert drawn.get("role") == "img"


def test_bars_are_as_long_as_their_numbers() -> None:
    drawn = ET.fromstring(bars("x", [Bar("a", 50, 100), Bar("b", 100, 100)]))
    widths = [int(rect.get("width", "0")) for rect in drawn.findall("rect") if "bar" in rect.get("class", "")]
    assert widths[1] == 2 * widths[0]


def test_the_course_of_a_grade_is_one_line_with_its_days() -> None:
    points = [Point("2026-10-01", 0, 2), Point("2026-11-01", 1, 2), Point("2026-12-01", 3, 3)]
    drawn = ET.fromstring(steps("Course", points, ["one", "two", "three"]))
    assert drawn.findtext("title") == "Course. 2026-10-01: not met; 2026-11-01: one; 2026-12-01: three"
    line = next(path.get("d", "") for path in drawn.findall("path"))
    assert (line.count("M"), line.count("L")) == (1, 2)
    assert len([rect for rect in drawn.findall("rect") if rect.get("class") == "ceil"]) == 2


def test_an_empty_index_has_a_chart_too() -> None:
    assert ET.fromstring(bars("x", [])).tag == "svg"
