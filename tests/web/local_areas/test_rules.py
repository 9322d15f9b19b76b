"""Who says what an area does, by who asks."""

import pytest

from caresight.web.accounts.models import AgencyArea
from caresight.web.local_areas.queries import areas_written_for
from caresight.web.local_areas.rules import may_take_back, may_write
from tests.web.casework import OURS_AREA, PEOPLE, THEIRS_AREA, Casework

OUR_WRITERS = {"council", "analyst", "left"}
"""Members and analysts of Alderbourne Council; who has left the group is still of the council."""


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_members_and_analysts_of_who_answers_for_an_area_write_of_it(
    casework: Casework, who: str
) -> None:
    access = casework.access(who)
    answered_for = areas_written_for(access)
    ours = casework.agencies["Alderbourne Council"].pk

    assert may_write(access, OURS_AREA, answered_for) == (who in OUR_WRITERS)
    assert may_write(access, THEIRS_AREA, answered_for) == (who == "neighbour")
    assert may_take_back(
        access, area_code=OURS_AREA, agency_id=ours, answered_for=answered_for
    ) == (who in OUR_WRITERS)


def test_a_note_of_another_agency_about_the_same_area_is_not_ours_to_take_back(
    casework: Casework,
) -> None:
    board = casework.agencies["Invented NHS Board"]
    AgencyArea.objects.create(agency=board, area_code=OURS_AREA)
    access = casework.access("council")

    assert may_write(
        casework.access("chair"), OURS_AREA, areas_written_for(casework.access("chair"))
    )
    assert not may_take_back(
        access, area_code=OURS_AREA, agency_id=board.pk, answered_for=areas_written_for(access)
    )


def test_an_agency_that_is_no_longer_in_use_answers_for_nothing(casework: Casework) -> None:
    agency = casework.agencies["Alderbourne Council"]
    agency.is_active = False
    agency.save()

    assert areas_written_for(casework.access("council")) == frozenset()
