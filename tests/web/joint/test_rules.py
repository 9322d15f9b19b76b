from dataclasses import replace

import pytest

from caresight.web.groups.queries import groups_covering
from caresight.web.joint.rules import PAGES, may_see_together
from tests.web.casework import BORDER, OURS, PEOPLE, THEIRS

HOMES = {
    "ours": (OURS, "X99000001"),
    "border": (BORDER, "X99000002"),
    "theirs": (THEIRS, "X99000002"),
}
OURS_ONLY = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
MAY = {"ours": OURS_ONLY, "border": OURS_ONLY | {"neighbour"}, "theirs": {"neighbour"}}


@pytest.mark.parametrize("home", sorted(HOMES))
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_what_is_put_together_opens_to_who_works_in_a_group_of_the_home(casework, who, home):
    covering = [group.pk for group in groups_covering(*HOMES[home])]

    assert may_see_together(casework.access(who), covering) == (who in MAY[home])


def test_nobody_opens_what_no_group_covers(casework):
    assert not may_see_together(casework.access("chair"), [])


def test_who_oversees_a_group_reads_nothing_that_people_said(casework):
    access = casework.access("oversight")

    assert access.overseen_group_ids
    assert not may_see_together(access, access.overseen_group_ids)
    assert may_see_together(replace(access, group_ids=access.overseen_group_ids), [
        next(iter(access.overseen_group_ids))
    ])  # fmt: skip


def test_every_page_is_for_members_alone():
    assert {frozenset(roles) for roles in PAGES.values()} == {frozenset({"member"})}
