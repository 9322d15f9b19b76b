"""What registers and people state, and how surely the rest follows."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.identity.registers import Register, elsewhere, home_of, listed, told

SPRING, SUMMER, AUTUMN = date(2024, 3, 1), date(2024, 6, 1), date(2024, 9, 1)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path)


def _gone(location_id: str, on: date | None, **more: Any) -> dict[str, Any]:
    return listed(location_id, status="deregistered", deregistered_on=on, **more)


def _confidence(register: Register) -> float:
    events = register.homes().home_events.to_pylist()
    (handover,) = (event for event in events if event["kind"] == "changed_hands")
    return float(handover["confidence"])


def test_a_published_double_registration_is_one_home(register: Register) -> None:
    other = listed("1-2", "Merrow Place", postcode="ZZ2 2BB", address="3 Far Street")
    register.edition(SPRING, elsewhere(), listed("1-1"), other)
    register.relation("1-2", "dual", "1-1")

    homes = home_of(register.homes())

    assert homes["1-1"] == homes["1-2"]


def test_a_location_that_is_said_to_follow_itself_follows_nobody(register: Register) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.relation("1-1", "predecessor", "1-1")

    homes = register.homes()

    assert told(homes) == []
    assert len(set(home_of(homes).values())) == 2


def test_a_published_successor_that_no_file_describes_is_no_closure(register: Register) -> None:
    register.edition(SPRING, elsewhere(), _gone("1-1", date(2024, 2, 1)))
    register.relation("1-1", "successor", "1-2")

    assert told(register.homes()) == [("changed_hands", "1-1", "1-2")]


def test_a_person_speaking_of_a_location_that_nobody_knows_changes_nothing(
    register: Register,
) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.confirm("1-1", "1-7", same=True)

    assert set(home_of(register.homes())) == {"1-1", "1-900"}


def test_a_person_may_say_that_two_places_are_one_building(register: Register) -> None:
    other = listed("1-2", "Merrow Place", postcode="ZZ2 2BB", address="3 Far Street")
    register.edition(SPRING, elsewhere(), listed("1-1"), other)
    register.confirm("1-1", "1-2", same=True, kind="dual_registration")

    homes = register.homes()

    assert told(homes) == []
    assert home_of(homes)["1-1"] == home_of(homes)["1-2"]


def test_a_home_that_stood_empty_for_more_than_a_year_closed_and_reopened(
    register: Register,
) -> None:
    old = _gone("1-1", date(2022, 5, 1), uprn="100")
    register.edition(SPRING, elsewhere(), old, listed("1-2", uprn="100", registered_on=SPRING))

    homes = register.homes()

    assert told(homes) == [("closed", "1-1", None), ("reopened", "1-2", None)]
    assert home_of(homes)["1-1"] == home_of(homes)["1-2"]


def test_a_departure_without_a_day_lies_before_the_edition_that_says_it(
    register: Register,
) -> None:
    register.edition(SPRING, elsewhere(), listed("1-1"))
    register.edition(SUMMER, elsewhere(), _gone("1-1", None))

    event = register.homes().home_events.to_pylist()[0]

    assert (event["kind"], event["not_before"], event["on"]) == ("closed", SPRING, SUMMER)


def test_a_name_without_id_that_nobody_bears_later_is_a_home_of_its_own(
    register: Register,
) -> None:
    register.edition(SPRING, elsewhere(), listed("name:larkspur@ZZ11AA"))
    register.edition(SUMMER, elsewhere())

    homes = register.homes()

    assert told(homes) == [("closed", "name:larkspur@ZZ11AA", None)]
    assert len(set(home_of(homes).values())) == 2


@pytest.mark.parametrize(
    ("old", "new", "confidence"),
    [
        pytest.param({"uprn": "100"}, {"uprn": "100"}, 0.97, id="property and name"),
        pytest.param({}, {}, 0.95, id="name, postcode and number"),
        pytest.param({}, {"address": None}, 0.9, id="name and postcode, number not given"),
        pytest.param({}, {"address": "40 Invented Road"}, 0.75, id="name, another number"),
        pytest.param(
            {},
            {"name": "Merrow Place", "address": "Larkspur House, Invented Road"},
            0.85,
            id="the old name in the new address",
        ),
        pytest.param({}, {"name": "Merrow Place"}, 0.8, id="another name, the same number"),
        pytest.param(
            {"beds": 19, "address": None},
            {"name": "Merrow Place", "beds": 19, "address": None},
            0.65,
            id="another name, no number, the same beds",
        ),
    ],
)
def test_a_succession_is_as_sure_as_what_the_two_share(
    old: dict[str, Any], new: dict[str, Any], confidence: float, register: Register
) -> None:
    came = {"registered_on": date(2024, 5, 21), "provider_name": "Merrow Homes Ltd"}
    gone = _gone("1-1", date(2024, 5, 20)) | old
    register.edition(SUMMER, elsewhere(), gone, listed("1-2") | came | new)

    assert _confidence(register) == confidence


@pytest.mark.parametrize(
    "new",
    [
        pytest.param({"address": None, "beds": 20}, id="no number and other beds"),
        pytest.param({"beds": 90}, id="more than twice the beds"),
    ],
)
def test_another_name_needs_more_than_a_postcode(new: dict[str, Any], register: Register) -> None:
    came = {"registered_on": date(2024, 5, 21), "provider_name": "Merrow Homes Ltd"}
    gone = _gone("1-1", date(2024, 5, 20), beds=30)
    register.edition(SUMMER, elsewhere(), gone, listed("1-2", "Merrow Place", beds=30) | came | new)

    homes = home_of(register.homes())

    assert homes["1-1"] != homes["1-2"]
