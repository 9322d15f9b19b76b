from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.unit.identity.registers import RECEIVED, Register, elsewhere, home_of, listed, told

SPRING, SUMMER, AUTUMN, WINTER = (date(2024, month, 1) for month in (3, 6, 9, 12))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path)


def test_a_home_in_every_edition_has_no_events(register: Register) -> None:
    register.edition(SPRING, listed("1-1"))
    register.edition(SUMMER, listed("1-1"))

    homes = register.homes()

    assert told(homes) == []
    row = homes.homes.to_pylist()[0]
    assert (row["link_method"], row["is_current"], row["to_on"]) == ("sole", True, None)


def test_a_home_that_is_new_in_a_complete_edition_opened_between_two(register: Register) -> None:
    register.edition(SPRING, elsewhere())
    register.edition(SUMMER, elsewhere(), listed("1-1"))

    event = register.homes().home_events.to_pylist()[0]

    assert (event["kind"], event["not_before"], event["on"]) == ("opened", SPRING, SUMMER)
    assert event["method"] == "edition"


def test_a_home_that_left_closed_between_two_editions(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere())

    assert told(register.homes()) == [("closed", "1-1", None)]


def test_an_incomplete_edition_closes_nobody(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), complete=False)

    assert told(register.homes()) == []


def test_an_edition_of_another_area_closes_nobody(register: Register) -> None:
    register.edition(SPRING, listed("1-1"))
    register.edition(SUMMER, listed("1-900", area_code="X99000002", postcode="ZZ9 9ZZ"))

    assert told(register.homes()) == []


def test_a_new_owner_at_the_same_address_is_no_closure(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    new = listed("1-2", "Merrow Place", provider_name="Merrow Homes Ltd")
    register.edition(SUMMER, elsewhere(), new)

    homes = register.homes()

    assert told(homes) == [("changed_hands", "1-1", "1-2")]
    assert home_of(homes)["1-1"] == home_of(homes)["1-2"]


def test_the_same_provider_under_a_new_id_is_a_re_registration(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), listed("1-2"))

    assert told(register.homes()) == [("re_registered", "1-1", "1-2")]


def test_another_house_number_at_the_same_postcode_is_another_home(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), listed("1-2", "Merrow Place", address="40 Invented Road"))

    assert told(register.homes()) == [("closed", "1-1", None), ("opened", "1-2", None)]


def test_two_homes_listed_side_by_side_at_one_address_stay_two(register: Register) -> None:
    both = [listed("1-1"), listed("1-2", "Merrow Place", provider_name="Merrow Homes Ltd")]
    register.edition(SPRING, elsewhere(), *both)
    register.edition(SUMMER, elsewhere(), both[1])

    homes = register.homes()

    assert told(homes) == [("closed", "1-1", None)]
    assert home_of(homes)["1-1"] != home_of(homes)["1-2"]


def test_another_home_in_a_house_that_stood_empty_is_a_new_home(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere())
    register.edition(AUTUMN, elsewhere())
    register.edition(WINTER, elsewhere(), listed("1-2", "Merrow Place"))

    assert told(register.homes()) == [("closed", "1-1", None), ("opened", "1-2", None)]


def _dual(first: str, second: str, name: str) -> list[dict[str, object]]:
    return [
        listed(first, name, provider_name=f"{name} Living Ltd"),
        listed(second, name, provider_name=f"{name} Operations Ltd"),
    ]


def test_one_building_registered_twice_is_one_home_with_two_current_ids(
    register: Register,
) -> None:
    register.edition(SPRING, elsewhere(), *_dual("1-1", "1-2", "Sorrel"))

    rows = [row for row in register.homes().homes.to_pylist() if row["location_id"] != "1-900"]

    assert len({row["home_id"] for row in rows}) == 1
    assert [row["is_current"] for row in rows] == [True, True]


def test_a_double_registration_that_changes_hands_pairs_each_old_id_with_a_new_one(
    register: Register,
) -> None:
    register.edition(SPRING, elsewhere(), *_dual("1-1", "1-2", "Sorrel"))
    register.edition(SUMMER, elsewhere(), *_dual("1-3", "1-4", "Tansy"))

    homes = register.homes()

    assert told(homes) == [("changed_hands", "1-1", "1-3"), ("changed_hands", "1-2", "1-4")]
    assert len(set(home_of(homes).values())) == 2


def test_editions_without_ids_belong_to_the_home_that_later_bears_the_name(
    register: Register,
) -> None:
    unnamed = listed("name:larkspur@ZZ11AA", provider_name=None)
    register.edition(SPRING, elsewhere(), unnamed)
    register.edition(SUMMER, elsewhere(), listed("1-1", "Larkspur Care Home"))

    homes = register.homes()

    assert told(homes) == []
    assert home_of(homes)["1-1"] == home_of(homes)["name:larkspur@ZZ11AA"]
    current = {row["location_id"]: row["is_current"] for row in homes.homes.to_pylist()}
    assert (current["1-1"], current["name:larkspur@ZZ11AA"]) == (True, False)


def test_a_name_without_id_does_not_hide_a_later_change_of_hands(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("name:larkspur@ZZ11AA"))
    register.edition(SUMMER, elsewhere(), listed("1-1"))
    register.edition(AUTUMN, elsewhere(), listed("1-2", provider_name="Merrow Homes Ltd"))

    assert told(register.homes()) == [("changed_hands", "1-1", "1-2")]


def test_a_published_link_outranks_what_names_and_addresses_say(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    moved = listed("1-2", "Merrow Place", postcode="ZZ2 2BB", address="3 Far Street")
    register.edition(SUMMER, elsewhere(), moved | {"provider_name": "Merrow Homes Ltd"})
    register.relation("1-2", "predecessor", "1-1")

    event = register.homes().home_events.to_pylist()[0]

    assert (event["kind"], event["successor_location_id"]) == ("changed_hands", "1-2")
    assert (event["method"], event["confidence"]) == ("published", 0.99)


def test_a_published_predecessor_that_no_file_describes_is_still_no_opening(
    register: Register,
) -> None:
    register.edition(SPRING, elsewhere())
    register.edition(SUMMER, elsewhere(), listed("1-2"))
    register.relation("1-2", "predecessor", "1-1")

    assert told(register.homes()) == [("changed_hands", "1-1", "1-2")]


def test_stated_days_outrank_editions(register: Register) -> None:
    opened, left = date(2024, 4, 15), date(2024, 5, 20)
    register.edition(SPRING, elsewhere())
    gone = {"status": "deregistered", "registered_on": opened, "deregistered_on": left}
    register.edition(SUMMER, elsewhere(), listed("1-1", **gone))

    events = register.homes().home_events.to_pylist()

    assert [(row["kind"], row["on"], row["not_before"]) for row in events] == [
        ("opened", opened, None),
        ("closed", left, None),
    ]
    assert {row["method"] for row in events} == {"published dates"}


def test_an_equal_property_number_links_though_name_and_postcode_changed(
    register: Register,
) -> None:
    left, came = date(2024, 5, 20), date(2024, 5, 19)
    old = listed("1-1", uprn="100", status="deregistered", deregistered_on=left)
    new = listed("1-2", "Merrow Place", uprn="100", postcode="ZZ2 2BB", registered_on=came)
    register.edition(SUMMER, old, new | {"provider_name": "Merrow Homes Ltd"})

    event = register.homes().home_events.to_pylist()[0]

    assert (event["kind"], event["on"], event["method"]) == ("changed_hands", came, "uprn")


def test_a_person_who_says_two_homes_undoes_the_machines_link(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), listed("1-2"))
    register.confirm("1-2", "1-1", same=False)

    assert told(register.homes()) == [("closed", "1-1", None), ("opened", "1-2", None)]


def test_a_person_who_says_two_homes_undoes_a_link_through_a_third(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), listed("1-2"))
    register.edition(AUTUMN, elsewhere(), listed("1-3"))
    register.confirm("1-1", "1-3", same=False)

    homes = home_of(register.homes())

    assert homes["1-1"] != homes["1-3"]


def test_a_person_who_says_one_home_is_named_in_the_row_and_the_event(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    far = listed("1-2", "Merrow Place", postcode="ZZ2 2BB", address="3 Far Street")
    register.edition(SUMMER, elsewhere(), far)
    register.confirm("1-1", "1-2", same=True, kind="changed_hands")

    homes = register.homes()

    assert told(homes) == [("changed_hands", "1-1", "1-2")]
    row = next(row for row in homes.homes.to_pylist() if row["location_id"] == "1-2")
    assert (row["link_method"], row["confidence"]) == ("person", 1.0)
    assert row["confirmed_by"] == "quality manager"


def test_of_two_words_on_one_pair_the_last_counts(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), listed("1-2"))
    register.confirm("1-1", "1-2", same=False, day=1)
    register.confirm("1-2", "1-1", same=True, day=2)

    homes = home_of(register.homes())

    assert homes["1-1"] == homes["1-2"]


def test_what_never_was_a_care_home_is_no_home(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1", is_care_home=False))
    register.edition(SUMMER, elsewhere(), listed("1-2", is_care_home=None))

    assert set(home_of(register.homes())) == {"1-900"}


def test_an_edition_that_does_not_say_leaves_a_care_home_one(register: Register) -> None:
    register.edition(SPRING, listed("1-1"))
    register.edition(SUMMER, listed("1-1", is_care_home=None))

    assert told(register.homes()) == []


def test_a_location_that_is_no_care_home_any_more_closed_as_one(register: Register) -> None:
    register.edition(SPRING, listed("1-1"))
    register.edition(SUMMER, listed("1-1", is_care_home=False))

    event = register.homes().home_events.to_pylist()[0]

    assert (event["kind"], event["not_before"], event["on"]) == ("closed", SPRING, SUMMER)


def test_a_dormant_home_is_neither_closed_nor_gone(register: Register) -> None:
    asleep = listed("1-1", status="dormant", dormant_from=date(2024, 5, 5))
    register.edition(SPRING, listed("1-1", status="registered"))
    register.edition(SUMMER, asleep)
    register.edition(AUTUMN, listed("1-1", status="registered"))

    assert told(register.homes()) == [("dormant", "1-1", None), ("reopened", "1-1", None)]


def test_a_town_wide_american_code_links_nobody(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("015001", postcode="35653", address=None))
    new = listed("015002", postcode="35653", address=None, provider_name="Another Inc")
    register.edition(SUMMER, elsewhere(), new)

    assert told(register.homes()) == [("closed", "015001", None), ("opened", "015002", None)]


def test_a_homes_id_stays_when_later_editions_arrive(tmp_path: Path) -> None:
    before, after = Register(tmp_path / "before"), Register(tmp_path / "after")
    for register in (before, after):
        register.folder.mkdir()
        register.edition(SPRING, elsewhere(), listed("1-5"))
    later = {"known_from": RECEIVED + timedelta(days=30), "registered_on": date(2020, 1, 1)}
    after.edition(SUMMER, elsewhere(), listed("1-2", provider_name="Merrow Homes Ltd", **later))
    after.confirm("1-2", "1-5", same=True)

    assert home_of(before.homes())["1-5"] == home_of(after.homes())["1-2"]


def test_the_order_of_landing_changes_nothing(tmp_path: Path) -> None:
    forward, backward = Register(tmp_path / "forward"), Register(tmp_path / "backward")
    editions = [
        (SPRING, [elsewhere(), listed("1-1")]),
        (SUMMER, [elsewhere(), listed("1-2", provider_name="Merrow Homes Ltd")]),
    ]
    for register, given in ((forward, editions), (backward, editions[::-1])):
        register.folder.mkdir()
        for on, homes in given:
            register.edition(on, *homes)

    assert forward.homes().home_events.equals(backward.homes().home_events)
    assert forward.homes().homes.equals(backward.homes().homes)
