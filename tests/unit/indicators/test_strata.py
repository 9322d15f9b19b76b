import pytest

from caresight.indicators.strata import measured_rows, strata_of
from tests.unit.checks.sample_definitions import indicator
from tests.unit.checks.small_system import SmallSystem


def system(*groups: tuple[int, dict[str, object]]) -> SmallSystem:
    made = SmallSystem()
    number = 0
    for count, traits in groups:
        for _ in range(count):
            made.home(f"1-{number:03}", **traits)
            number += 1
    return made


def names(made: SmallSystem, **definition: object) -> list[str]:
    asked = indicator(**definition)
    population = made.population
    strata, kinds = strata_of(asked, population, measured_rows(asked, population))
    return [kinds[index] for index in strata]


def test_a_kind_of_home_is_split_where_every_part_keeps_ten_homes():
    made = system((10, {"nursing": True}), (12, {"nursing": False}))

    assert set(names(made, stratify_by=["nursing"])) == {"nursing homes", "residential homes"}


def test_a_kind_with_too_few_homes_in_a_part_is_not_split():
    made = system((9, {"nursing": True}), (12, {"nursing": False}))

    assert set(names(made, stratify_by=["nursing"])) == {"all homes"}


def test_parts_are_split_further_each_for_itself():
    made = system(
        (10, {"nursing": True, "dementia": True}),
        (10, {"nursing": True}),
        (3, {"dementia": True}),
        (20, {}),
    )

    assert set(names(made, stratify_by=["nursing", "dementia"])) == {
        "nursing homes, with dementia care",
        "nursing homes, without dementia care",
        "residential homes",
    }


def test_size_is_read_from_registered_beds():
    made = system((10, {"beds": 20}), (10, {"beds": 21}), (10, {"beds": 61}), (10, {"beds": None}))

    found = names(made, stratify_by=["size"], size_breaks=[20, 60])

    assert found[::10] == ["1 to 20 beds", "21 to 60 beds", "61 beds or more", "beds unknown"]


@pytest.mark.parametrize(
    ("kinds", "homes"),
    [("all", 4), ("nursing", 1), ("residential", 3), ("dementia", 2)],
)
def test_the_definition_says_which_homes_are_measured(kinds, homes):
    made = system((1, {"nursing": True}), (2, {"dementia": True}), (1, {}))
    made.home("015009", register="cms", nursing=True)

    asked = indicator(population={"register": "cqc", "kinds": kinds})

    assert len(measured_rows(asked, made.population)) == homes
