"""Who reads projects, and who changes them."""

import pytest

from caresight.web.projects import queries
from caresight.web.projects.rules import may_change, may_register
from tests.web.casework import OURS, PEOPLE, THEIRS
from tests.web.projects.examples import STAFF
from tests.web.projects.given import registered

OURS_ONLY = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
EVERY_HOME = {"viewer", "analyst", "administrator", "oversight"}


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_staff_read_projects_members_register_them_and_leads_change_them(casework, who):
    project, access = registered(casework), casework.access(who)

    assert queries.visible_projects(access).exists() == (who in STAFF)
    assert may_register(access) == (who in OURS_ONLY | {"neighbour"})
    assert may_change(access, project.group_id, project.registered_by_id) == (
        who in {"chair", "council", "regulator"}
    )


@pytest.mark.parametrize("who", sorted(STAFF))
def test_homes_are_named_to_those_who_read_their_evidence(casework, who):
    project = registered(casework)

    named = {home.home_id for home in queries.readable_homes(casework.access(who), project)}

    ours = {OURS} if who in OURS_ONLY | EVERY_HOME else set()
    theirs = {THEIRS} if who in {"neighbour"} | EVERY_HOME else set()
    assert named == ours | theirs
