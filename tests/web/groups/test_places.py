"""Places in a group: who can take one, when it holds and ends, and when a group can decide."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.accounts.operations import add_person
from caresight.web.audit.models import Entry
from caresight.web.groups.kinds import Position
from caresight.web.groups.models import Group, Membership
from caresight.web.groups.operations import add_membership, end_membership, set_areas
from caresight.web.groups.policies import has_chair, is_quorate, leaves_no_chair, what_is_missing
from caresight.web.groups.queries import quorum_of
from tests.web.casework import OURS_AREA, PASSWORD, THEIRS_AREA, TODAY, Casework
from tests.web.meanwhile import while_waiting_for

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def newcomer(casework: Casework) -> Person:
    agency = casework.agencies["Healthwatch Alderbourne"]
    return add_person(username="new", password=PASSWORD, roles=["member"], agency=agency)


def _add(casework: Casework, person: Person, **changes: Any) -> Membership:
    facts: dict[str, Any] = {
        "actor": casework.people["chair"],
        "at": AT,
        "group": casework.groups["Alderbourne"],
        "person": person,
        "position": Position.MEMBER,
        "from_on": TODAY,
    }
    return add_membership(**{**facts, **changes})


def _place(casework: Casework, username: str) -> Membership:
    return Membership.objects.get(person=casework.people[username])


@pytest.mark.parametrize(
    ("from_on", "until_on", "works"),
    [
        (TODAY, None, True),
        (TOMORROW, None, False),
        (YESTERDAY, TODAY, False),
        (YESTERDAY, TOMORROW, True),
    ],
    ids=["from today", "from tomorrow", "ends today", "ends tomorrow"],
)
def test_a_place_holds_from_its_first_day_to_the_day_before_its_end(
    casework: Casework, newcomer: Person, from_on: date, until_on: date | None, works: bool
) -> None:
    _add(casework, newcomer, from_on=from_on, until_on=until_on)

    assert bool(casework.access("new").group_ids) is works


@pytest.mark.parametrize("change", ["place ended", "account closed", "role taken", "group closed"])
def test_whoever_leaves_reaches_nothing_at_once(casework: Casework, change: str) -> None:
    person, group = casework.people["regulator"], casework.groups["Alderbourne"]
    if change == "place ended":
        end_membership(
            actor=casework.people["chair"], at=AT, membership=_place(casework, "regulator"),
            until_on=TODAY, reason="has moved on",
        )  # fmt: skip
    elif change == "account closed":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    elif change == "role taken":
        person.held_roles.all().delete()
    else:
        type(group).objects.filter(pk=group.pk).update(is_active=False)

    access = casework.access("regulator")

    assert (access.group_ids, access.area_codes, access.home_ids) == (set(), set(), set())


@pytest.mark.parametrize(
    ("ends", "position", "leads"),
    [("nothing", "chair", True), ("member", "chair", False), ("account", "chair", False)],
)
def test_a_deputy_of_the_chair_leads_only_while_the_chair_belongs(
    casework: Casework, newcomer: Person, ends: str, position: str, leads: bool
) -> None:
    chair = _place(casework, position)
    deputy = _add(casework, newcomer, stands_in_for=chair)
    if ends == "member":
        Membership.objects.filter(pk=chair.pk).update(until_on=TODAY)
    if ends == "account":
        Person.objects.filter(pk=chair.person_id).update(is_active=False)

    access = casework.access("new")

    assert deputy.position == "chair"
    assert bool(access.led_group_ids) is leads
    assert bool(access.group_ids) is leads


@pytest.mark.parametrize(
    ("who", "changes", "said"),
    [
        ("viewer", {}, "does not hold the role member"),
        ("oversight", {}, "does not hold the role member"),
        ("regulator", {}, "already has a place"),
        ("left", {"from_on": date(2026, 5, 1)}, "already has a place"),
        ("left", {"position": Position.CHAIR}, "has a chair already"),
        ("left", {"until_on": TODAY}, "last day must come after"),
        ("left", {"group": "closed"}, "no longer meets"),
        ("left", {"stands_in_for": "left"}, "has a place of their own"),
        ("left", {"stands_in_for": "neighbour"}, "has a place of their own"),
        ("left", {"stands_in_for": "deputy"}, "has a place of their own"),
        ("neighbour", {"group": "Region"}, "does not hold the role oversight"),
    ],
)
def test_who_cannot_take_a_place_is_told_why(
    casework: Casework, newcomer: Person, who: str, changes: dict[str, Any], said: str
) -> None:
    before = Membership.objects.count()
    if changes.get("stands_in_for") == "deputy":
        changes = {
            "stands_in_for": _add(casework, newcomer, stands_in_for=_place(casework, "chair"))
        }
        before += 1
    elif "stands_in_for" in changes:
        changes = {"stands_in_for": _place(casework, changes["stands_in_for"])}
    if changes.get("group") == "closed":
        group = casework.groups["Alderbourne"]
        group.is_active = False
        group.save()
        changes = {}
    elif "group" in changes:
        changes = {"group": casework.groups[changes["group"]]}

    with pytest.raises(Refusal, match=said):
        _add(casework, casework.people[who], **changes)
    assert Membership.objects.count() == before


@pytest.mark.parametrize(
    ("from_on", "until_on", "is_free"),
    [
        (date(2026, 3, 1), None, False),
        (date(2026, 3, 1), date(2026, 6, 1), True),
        (date(2026, 3, 1), date(2026, 6, 2), False),
        (date(2026, 8, 1), date(2026, 9, 1), False),
        (date(2026, 9, 1), None, True),
    ],
    ids=["into June", "until June", "a day of June", "in August", "from September"],
)
def test_a_chair_cannot_be_planned_across_the_time_of_another(
    casework: Casework, newcomer: Person, from_on: date, until_on: date | None, is_free: bool
) -> None:
    Membership.objects.filter(pk=_place(casework, "chair").pk).update(
        from_on=date(2026, 6, 1), until_on=date(2026, 9, 1)
    )
    planned = {"position": Position.CHAIR, "from_on": from_on, "until_on": until_on}

    with nullcontext() if is_free else pytest.raises(Refusal, match="has a chair already"):
        _add(casework, newcomer, **planned)

    assert Membership.objects.filter(person=newcomer).exists() is is_free


def test_a_place_that_ended_as_it_began_is_in_nobodys_way(
    casework: Casework, newcomer: Person
) -> None:
    by_mistake = _add(casework, newcomer, from_on=TOMORROW)
    Membership.objects.filter(pk=by_mistake.pk).update(until_on=TOMORROW)

    _add(casework, newcomer, from_on=TODAY)

    assert casework.access("new").group_ids == {casework.groups["Alderbourne"].pk}


def test_areas_that_two_people_save_at_one_time_are_each_held_once(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, codes = casework.groups["Alderbourne"], [OURS_AREA, THEIRS_AREA]

    def save() -> None:
        set_areas(actor=casework.people["administrator"], at=AT, group=group, area_codes=codes)

    while_waiting_for(Group, save, monkeypatch)

    save()

    assert sorted(group.areas.values_list("area_code", flat=True)) == codes


def test_a_form_sent_twice_gives_one_place(casework: Casework, newcomer: Person) -> None:
    token = uuid4()

    first = _add(casework, newcomer, token=token)
    second = _add(casework, newcomer, token=token)

    assert first == second
    assert Membership.objects.filter(person=newcomer).count() == 1


def test_who_left_can_come_back(casework: Casework) -> None:
    _add(casework, casework.people["left"])

    assert casework.access("left").group_ids == {casework.groups["Alderbourne"].pk}


@pytest.mark.parametrize(
    ("username", "until_on", "said"),
    [("left", TODAY, "ended already"), ("council", date(2025, 1, 1), "before it began")],
)
def test_a_place_that_cannot_end_so_says_why(
    casework: Casework, username: str, until_on: date, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        end_membership(
            actor=casework.people["chair"], at=AT, membership=_place(casework, username),
            until_on=until_on, reason="has moved on",
        )  # fmt: skip


def test_a_group_without_a_chair_is_noticed_and_a_deputy_is_none(
    casework: Casework, newcomer: Person
) -> None:
    group, chair = casework.groups["Alderbourne"], _place(casework, "chair")
    _add(casework, newcomer, stands_in_for=chair)

    assert has_chair(group, TODAY)
    assert leaves_no_chair(chair, TODAY)
    assert not leaves_no_chair(_place(casework, "council"), TODAY)
    assert "no chair" in what_is_missing(group, [_place(casework, "council")])


@pytest.mark.parametrize(
    ("attending", "enough", "said"),
    [
        ([], False, "0 members of 0 agencies attend: not enough"),
        (["chair", "council"], False, "2 members of 2 agencies attend: not enough"),
        (["chair", "council", "regulator"], True, "3 members of 3 agencies attend: enough"),
        (["chair", "council", "neighbour"], False, "2 members of 2 agencies"),
        (["chair", "deputy", "council"], False, "2 members"),
        (["deputy", "council", "regulator"], True, "3 members of 3 agencies"),
        (["council", "colleague", "colleague2"], False, "3 members of 1 agency attend: not"),
    ],
)
def test_a_group_can_decide_with_enough_members_of_enough_agencies(
    casework: Casework, newcomer: Person, attending: list[str], enough: bool, said: str
) -> None:
    _add(casework, newcomer, stands_in_for=_place(casework, "chair"))
    council = casework.agencies["Alderbourne Council"]
    for name in ("colleague", "colleague2"):
        other = add_person(username=name, password=PASSWORD, roles=["member"], agency=council)
        _add(casework, other)
    names = ["new" if name == "deputy" else name for name in attending]
    places = [Membership.objects.get(person__username=name) for name in names]

    group = casework.groups["Alderbourne"]
    assert is_quorate(group, places, quorum_of(group))[0] is enough
    assert said in is_quorate(group, places, quorum_of(group))[1]


def test_every_change_of_members_is_in_the_trail_without_names(
    casework: Casework, newcomer: Person
) -> None:
    place = _add(casework, newcomer)
    end_membership(
        actor=casework.people["chair"], at=AT, membership=place, until_on=TOMORROW, reason="Left"
    )

    added, ended = Entry.objects.order_by("sequence")[:2]

    assert (added.operation, ended.operation) == ("groups.add_membership", "groups.end_membership")
    assert (ended.reason, ended.group_ref) == ("Left", f"group:{place.group_id}")
    assert str(newcomer.pk) in added.detail
