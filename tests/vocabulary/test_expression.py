from openassay.vocabulary.expression import AllOf, LicenseId, OneOf, holds, ids

MIT, CLOSED, UNREAD = LicenseId("MIT"), LicenseId("closed"), LicenseId("unread")


def is_open(license_id: LicenseId) -> bool | None:
    return {"MIT": True, "closed": False}.get(license_id.id)


def test_a_conjunction_is_as_strict_as_its_strictest_part() -> None:
    assert holds(AllOf((MIT, MIT)), is_open) is True
    assert holds(AllOf((MIT, UNREAD)), is_open) is None
    assert holds(AllOf((UNREAD, CLOSED)), is_open) is False


def test_a_choice_is_as_generous_as_its_most_generous_part() -> None:
    assert holds(OneOf((CLOSED, MIT)), is_open) is True
    assert holds(OneOf((CLOSED, UNREAD)), is_open) is None
    assert holds(OneOf((CLOSED, CLOSED)), is_open) is False


def test_ids_come_in_the_order_they_stand_in() -> None:
    assert [one.id for one in ids(OneOf((CLOSED, AllOf((MIT, UNREAD)))))] == ["closed", "MIT", "unread"]
