from datetime import date

import numpy as np

from caresight.checks.coverage import receipts_of, speaking_receipt
from tests.unit.checks.small_system import SmallSystem, months

AREAS = np.array(["X01", "X02"], dtype=object)


def speaking(
    system: SmallSystem, areas: str = "named", **events: frozenset[str]
) -> list[list[int]]:
    receipts = receipts_of(system, "ambulance_incidents", areas=areas)
    return speaking_receipt(
        receipts, AREAS, months(2), areas=areas, areas_with_events=events
    ).tolist()


def test_a_receipt_speaks_for_its_months_and_areas_alone():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", areas=["X01"])

    assert speaking(system) == [[0, -1], [-1, -1]]


def test_of_two_receipts_for_one_month_the_last_published_speaks():
    system = SmallSystem()
    system.receipt("later", covers="2026-01", published_on=date(2026, 3, 1))
    system.receipt("earlier", covers="2026-01", areas=["X01", "X02"])

    assert speaking(system) == [[1, -1], [0, -1]]


def test_a_national_list_covers_the_days_from_its_first_event_to_its_last():
    system = SmallSystem()
    system.receipt("a", covers="2026-06", areas=[])
    for on in (date(2025, 12, 30), date(2026, 1, 31)):
        system.event("1-1", on, kind="citation", receipt="a")

    assert speaking(system, "all") == [[0, -1], [0, -1]]


def test_areas_with_events_are_covered_where_the_file_does_not_name_them():
    system = SmallSystem()
    system.receipt("a", covers=None, areas=[])
    for on in (date(2026, 1, 1), date(2026, 2, 28)):
        system.event("1-1", on, kind="citation", receipt="a")

    assert speaking(system, "with_events", a=frozenset({"X02"})) == [[-1, -1], [0, 0]]


def test_a_receipt_without_period_and_events_covers_nothing():
    system = SmallSystem()
    system.receipt("a", covers=None)

    assert speaking(system) == [[-1, -1], [-1, -1]]
    assert speaking(SmallSystem()) == [[-1, -1], [-1, -1]]
