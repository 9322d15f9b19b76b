"""Who reads, offers and records: the whole truth for every person of both groups."""

import pytest

from caresight.web.digital import queries
from caresight.web.digital.models import SavedFilter, SupportOffer
from caresight.web.digital.rules import (
    may_offer_support,
    may_record_outcome,
    may_see_notes,
    may_see_offer,
    may_use_filter,
)
from caresight.web.replies.queries import own_home_ids
from tests.web.casework import OURS, OURS_AREA, PEOPLE
from tests.web.digital.examples import OUR_MEMBERS, examples


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_members_of_the_homes_group_offer_and_nobody_else(casework, who):
    access, group = casework.access(who), casework.groups["Alderbourne"].pk

    assert may_offer_support(access, [group]) == (who in OUR_MEMBERS)
    assert bool(queries.groups_offering(access, OURS, OURS_AREA)) == (who in OUR_MEMBERS)


def test_rules_and_queries_agree_on_each_row_for_each_person(casework):
    examples(casework)
    offers, kept = list(SupportOffer.objects.all()), SavedFilter.objects.get()

    for who in PEOPLE:
        access = casework.access(who)
        seen = {o for o in offers if may_see_offer(access, o, own_home_ids(access))}
        assert set(queries.visible_support(access)) == seen, who
        assert set(queries.support_to_record(access)) == {
            o for o in offers if may_record_outcome(access, o)
        }, who
        assert {o for o in offers if may_see_notes(access, o)} <= seen
        assert may_use_filter(access, kept) == (kept in queries.own_filters(access)), who


@pytest.mark.parametrize(
    ("who", "sees"),
    [("provider", True), ("other_provider", False), ("viewer", False), ("oversight", False)],
)
def test_a_provider_sees_what_was_offered_to_its_homes_without_the_notes(casework, who, sees):
    examples(casework)
    ours = SupportOffer.objects.filter(home_id=OURS)
    access = casework.access(who)

    assert set(queries.visible_support(access).filter(home_id=OURS)) == (
        set(ours) if sees else set()
    )
    assert not any(may_see_notes(access, one) for one in ours)
