"""Who may do what with a review: every person, in each way of having to do with it."""

import pytest

from caresight.web.accounts.models import Agency
from caresight.web.accounts.roles import Role
from caresight.web.reviews import operations, queries, rules
from caresight.web.reviews.models import Review
from caresight.web.reviews.rules import Standing
from caresight.web.reviews.states import Part
from tests.web.casework import BORDER, PEOPLE, THEIRS_AREA, Casework
from tests.web.reviews.called import DAY, NOW, call, stood_down, under_way

MEMBERS = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
LEADS = {"chair", "council"}
EVERYBODY = set(PEOPLE)


def only_called(casework: Casework) -> Review:
    return call(casework)


def held_by_a_member(casework: Casework) -> Review:
    """The ambulance service's member coordinates, who leads no group."""
    review = under_way(casework)
    return operations.appoint_coordinator(
        actor=casework.people["chair"], at=NOW, review=review,
        coordinator=casework.people["ambulance"], reason="The chair is away for a month",
    )  # fmt: skip


def with_guests(casework: Casework) -> Review:
    """The neighbour is invited to all of it, the provider to part two."""
    review = under_way(casework)
    for name, part in (("neighbour", Part.WHOLE), ("provider", Part.PART_TWO)):
        operations.invite(
            actor=casework.people["council"], at=NOW, review=review,
            person=casework.people[name], part=part,
        )  # fmt: skip
    return review


def withdrawn(casework: Casework) -> Review:
    """Both invitations were taken back."""
    review = with_guests(casework)
    for participant in review.participants.all():
        operations.withdraw(
            actor=casework.people["council"], at=NOW + DAY, participant=participant,
            reason="They are not needed any more",
        )  # fmt: skip
    return review


def left_by_the_guest(casework: Casework) -> Review:
    """The provider's person works for another provider now."""
    review, person = with_guests(casework), casework.people["provider"]
    person.agency = Agency.objects.create(name="Invented Care 2 Ltd", kind="provider")
    person.save()
    return review


def of_both_groups(casework: Casework) -> Review:
    """About a home near the border, which both groups cover."""
    home = operations.NamedHome(BORDER, "Heron Court", THEIRS_AREA)
    return call(casework, homes=[home])


def ended(casework: Casework) -> Review:
    return stood_down(casework)


BOTH = MEMBERS | {"neighbour"}
TABLE = {
    # review: knows its course, sees part two, sees the whole, triages, runs it
    only_called: (MEMBERS | {"oversight"}, MEMBERS, MEMBERS, LEADS, LEADS),
    held_by_a_member: (
        MEMBERS | {"oversight"}, MEMBERS, MEMBERS, LEADS, LEADS | {"ambulance"},
    ),
    with_guests: (BOTH | {"oversight", "provider"}, BOTH | {"provider"}, BOTH, LEADS, LEADS),
    left_by_the_guest: (BOTH | {"oversight"}, BOTH, BOTH, LEADS, LEADS),
    withdrawn: (MEMBERS | {"oversight"}, MEMBERS, MEMBERS, LEADS, LEADS),
    of_both_groups: (
        BOTH | {"oversight"}, BOTH, BOTH, LEADS | {"neighbour"}, LEADS | {"neighbour"},
    ),
    ended: (MEMBERS | {"oversight"}, MEMBERS, MEMBERS, LEADS, LEADS),
}  # fmt: skip
PREDICATES = (
    rules.may_see_course, rules.may_see_part_two, rules.may_see_whole, rules.may_triage,
    rules.may_run,
)  # fmt: skip


@pytest.mark.parametrize("made", TABLE, ids=lambda made: made.__name__)
def test_each_person_may_do_what_the_table_says_and_nothing_else(casework: Casework, made) -> None:
    review = made(casework)
    standing = {name: queries.standing_of(casework.access(name), review) for name in EVERYBODY}

    found = [{name for name in EVERYBODY if may(standing[name])} for may in PREDICATES]

    assert found == list(TABLE[made])


@pytest.mark.parametrize("made", TABLE, ids=lambda made: made.__name__)
def test_the_queries_open_what_the_rules_allow(casework: Casework, made) -> None:
    review = made(casework)

    def opened(door) -> set[str]:
        return {
            name for name in EVERYBODY if door(casework.access(name)).filter(pk=review.pk).exists()
        }

    assert opened(queries.visible_reviews) == TABLE[made][0]
    assert opened(queries.whole_reviews) == TABLE[made][2]
    assert opened(queries.part_two_reviews) == TABLE[made][1] - TABLE[made][2]


def test_only_an_agencys_own_people_answer_for_it(casework: Casework) -> None:
    review = with_guests(casework)
    agencies = {"council": "Alderbourne Council", "neighbour": "Quillhaven Council"}

    for owner, agency in agencies.items():
        answering = {
            name
            for name in EVERYBODY
            if rules.may_answer(
                casework.access(name),
                queries.standing_of(casework.access(name), review),
                casework.agencies[agency].pk,
            )
        }
        assert answering == {owner}


def test_members_call_about_homes_that_their_groups_cover(casework: Casework) -> None:
    ours = frozenset({casework.groups["Alderbourne"].pk})

    assert {n for n in EVERYBODY if rules.may_call(casework.access(n), ours)} == MEMBERS


@pytest.mark.parametrize("person", ["provider", "viewer", "social_worker"])
def test_an_invitation_opens_nothing_to_somebody_without_the_role(
    casework: Casework, person: str
) -> None:
    review = under_way(casework)
    with pytest.raises(Exception, match="role of a member"):
        operations.invite(
            actor=casework.people["council"], at=NOW, review=review,
            person=casework.people[person], part=Part.WHOLE,
        )  # fmt: skip
    # Even a row that came from elsewhere, or from before the person changed roles.
    review.participants.create(
        person=casework.people[person], part=Part.WHOLE, invited_at=NOW,
        invited_by=casework.people["council"],
    )  # fmt: skip

    assert not queries.visible_reviews(casework.access(person)).exists()
    assert not rules.may_see_course(queries.standing_of(casework.access(person), review))


def test_a_coordinator_who_sees_nothing_runs_nothing() -> None:
    assert not rules.may_run(Standing(is_coordinator=True))
    assert rules.may_run(Standing(is_coordinator=True, is_invited=True))
    assert rules.may_act(Standing(leads=True, works_in=True))
    assert not rules.may_act(Standing(works_in=True))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MEMBER, Role.PROVIDER, Role.OVERSIGHT}))
def test_no_other_role_opens_any_page(role: Role) -> None:
    assert not any(role in roles for roles in rules.PAGES.values())
