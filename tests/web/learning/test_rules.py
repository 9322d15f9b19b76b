import pytest

from caresight.web.learning import queries
from caresight.web.learning.models import GoodPractice, Offer, OfferedHome
from caresight.web.learning.rules import counts_exactly, may_end, may_take_back, may_work_in
from tests.web.casework import PEOPLE
from tests.web.learning.examples import examples

OURS_ONLY = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
MEMBERS = OURS_ONLY | {"neighbour"}
LEADS = {"chair", "council"}


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_who_works_in_a_group_works_on_its_learning(casework, who):
    access, group = casework.access(who), casework.groups["Alderbourne"].pk
    regulator = casework.people["regulator"].pk

    assert may_work_in(access, group) == (who in OURS_ONLY)
    assert may_end(access, group, regulator) == (who in LEADS | {"regulator"})
    assert may_take_back(access, group, regulator) == (who in LEADS | {"regulator"})
    assert counts_exactly(access) == (who in MEMBERS)


def test_rules_and_queries_agree_on_each_row_for_each_person(casework):
    examples(casework)
    offers, homes, notes = (list(m.objects.all()) for m in (Offer, OfferedHome, GoodPractice))
    assert len({offer.group_id for offer in offers}) == 2

    for username in PEOPLE:
        access = casework.access(username)
        allowed = (
            {one for one in offers if may_work_in(access, one.group_id)},
            {one for one in homes if may_work_in(access, one.offer.group_id)},
            {one for one in notes if may_work_in(access, one.group_id)},
        )
        doors = (queries.visible_offers, queries.visible_homes, queries.visible_practice)
        assert tuple(set(door(access)) for door in doors) == allowed, username


def test_who_made_an_offer_and_left_the_group_no_longer_ends_it(casework):
    left = casework.people["left"]

    assert not may_end(casework.access("left"), casework.groups["Alderbourne"].pk, left.pk)
