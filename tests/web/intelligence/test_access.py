"""Who may see an item: the query, the predicate and a table of the truth agree for everybody."""

from datetime import date
from typing import Any

import pytest

from caresight.web.accounts.models import Person
from caresight.web.accounts.roles import Role
from caresight.web.groups.models import Membership
from caresight.web.intelligence import rules
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries import (
    items_all_members_may_see,
    items_of_home,
    newest_keys,
    visible_items,
    workable_items,
)
from tests.web.casework import BORDER, OURS, PEOPLE, THEIRS, Casework
from tests.web.intelligence.items import send

GROUP = "chair council regulator ambulance healthwatch safeguarding"
CASES: dict[str, tuple[dict[str, Any], str]] = {
    # what is sent: who may read it, besides nobody else
    "for the group": ({}, f"{GROUP} social_worker"),
    "for the provider too": ({"handling": "provider_may_see"}, f"{GROUP} social_worker"),
    "for public themes": ({"handling": "public_theme_only"}, f"{GROUP} social_worker"),
    "for one named agency": (
        {"handling": "named_agencies", "named": ["Invented Regulator"]},
        # the reporter's agency is the council's
        "social_worker council regulator",
    ),
    "for an agency of another group": (
        {"handling": "named_agencies", "named": ["Quillhaven Council"]},
        "social_worker council",
    ),
    "from the ambulance, for the board": (
        {
            "reporter": "ambulance",
            "handling": "named_agencies",
            "named": ["Alderbourne Safeguarding Board"],
        },
        "ambulance safeguarding",
    ),
    "of a home near the border": ({"home_id": BORDER}, f"{GROUP} social_worker neighbour"),
    "of a home of theirs": ({"home_id": THEIRS}, "social_worker neighbour"),
    "of a home that no group covers": (
        {"home_id": "H99", "area_code": "X99000003"},
        "social_worker",
    ),
    "from somebody who has left": ({"reporter": "left"}, f"{GROUP} left"),
}


@pytest.mark.parametrize("case", CASES)
def test_an_item_is_seen_by_the_people_of_the_table_only(casework: Casework, case: str) -> None:
    given, readers = CASES[case]

    item = send(casework, **given)

    for name in PEOPLE:
        access = casework.access(name)
        expected = name in readers.split()
        assert rules.may_see_item(access, item) is expected, name
        assert visible_items(access).filter(pk=item.pk).exists() is expected, name


@pytest.mark.parametrize("case", CASES)
def test_query_and_predicate_agree_on_what_a_member_works_on(casework: Casework, case: str) -> None:
    item = send(casework, **CASES[case][0])

    for name in PEOPLE:
        access = casework.access(name)
        assert workable_items(access).filter(pk=item.pk).exists() is rules.may_work_on(access, item)


def test_the_reporter_who_only_sent_it_does_not_work_on_it(casework: Casework) -> None:
    item = send(casework)

    assert not rules.may_work_on(casework.access("social_worker"), item)
    assert rules.may_work_on(casework.access("council"), item)


@pytest.mark.parametrize(
    ("case", "leads"),
    [
        ("for the group", "chair council"),
        ("for one named agency", "council"),
        ("for an agency of another group", "council"),
        ("from the ambulance, for the board", "ambulance safeguarding"),
        ("of a home near the border", "chair council neighbour"),
        ("of a home of theirs", "neighbour"),
    ],
)
def test_a_lead_who_may_read_it_disposes_of_an_item_or_where_none_may_its_readers(
    casework: Casework, case: str, leads: str
) -> None:
    item = send(casework, **CASES[case][0])

    may = {name for name in PEOPLE if rules.may_dispose(casework.access(name), item)}

    assert may == set(leads.split())


def test_who_sent_an_item_and_a_lead_may_correct_it_but_only_the_sender_takes_it_back(
    casework: Casework,
) -> None:
    item = send(casework, "healthwatch")

    edits = {name for name in PEOPLE if rules.may_edit(casework.access(name), item)}
    withdraws = {name for name in PEOPLE if rules.may_withdraw(casework.access(name), item)}

    assert edits == {"healthwatch", "chair", "council"}
    assert withdraws == {"healthwatch"}


def test_details_are_opened_by_safeguarding_people_who_may_see_the_item(casework: Casework) -> None:
    ours, theirs = send(casework), send(casework, home_id=THEIRS)

    assert {n for n in PEOPLE if rules.may_open_details(casework.access(n), ours)} == {
        "safeguarding"
    }
    assert {n for n in PEOPLE if rules.may_open_details(casework.access(n), theirs)} == {
        "neighbour"
    }
    assert {n for n in PEOPLE if rules.may_add_details(casework.access(n), ours)} == {
        *GROUP.split(),
        "social_worker",
    }


def test_contributors_and_members_report_and_nobody_else(casework: Casework) -> None:
    may = {name for name in PEOPLE if rules.may_report(casework.access(name))}

    assert may == {*GROUP.split(), "social_worker", "neighbour"}


def test_a_provider_reports_nothing_even_as_a_contributor(casework: Casework) -> None:
    casework.people["provider"].held_roles.create(role=Role.CONTRIBUTOR)

    assert not rules.may_report(casework.access("provider"))


def test_somebody_whose_account_is_closed_sees_nothing_not_even_their_own(
    casework: Casework,
) -> None:
    item = send(casework)
    Person.objects.filter(username="social_worker").update(is_active=False)

    access = casework.access("social_worker")

    assert not rules.may_see_item(access, item)
    assert not visible_items(access).exists()


def test_a_member_without_an_agency_reads_nothing_meant_for_agencies(casework: Casework) -> None:
    Person.objects.filter(username__in=["healthwatch", "social_worker"]).update(agency=None)
    casework.people["social_worker"].refresh_from_db()
    item = send(casework, handling="named_agencies", named=["Invented Regulator"])

    access = casework.access("healthwatch")

    assert item.reporter_agency_id is None
    assert not rules.may_see_item(access, item)
    assert not visible_items(access).exists()


def test_a_deputy_sees_what_the_group_sees_from_the_first_day_to_the_last(
    casework: Casework,
) -> None:
    item = send(casework)
    casework.people["viewer"].held_roles.create(role=Role.MEMBER)
    Membership.objects.create(
        group=casework.groups["Alderbourne"],
        person=casework.people["viewer"],
        deputises_for=Membership.objects.get(person=casework.people["chair"]),
        from_on=date(2026, 11, 10),
        until_on=date(2026, 11, 21),
    )

    days = [date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 21)]
    seen = [visible_items(casework.access("viewer", day=day)).exists() for day in days]

    assert seen == [False, True, True, False]
    assert rules.may_see_item(casework.access("viewer", day=days[1]), item)


def test_a_pack_holds_what_every_member_may_read(casework: Casework) -> None:
    open_one = send(casework)
    send(casework, handling="named_agencies", named=["Invented Regulator"])
    withdrawn = send(casework)
    Item.objects.filter(pk=withdrawn.pk).update(withdrawn_at=withdrawn.recorded_at)

    assert list(items_all_members_may_see(casework.groups["Alderbourne"])) == [open_one]
    assert not items_all_members_may_see(casework.groups["Quillhaven"]).exists()


def test_items_of_a_home_are_those_of_that_home_that_may_be_read(casework: Casework) -> None:
    ours = send(casework)
    send(casework, home_id=BORDER)
    send(casework, handling="named_agencies", named=["Invented Regulator"])

    assert list(items_of_home(casework.access("healthwatch"), OURS)) == [ours]
    assert not items_of_home(casework.access("viewer"), OURS).exists()


def test_reading_group_by_group_gives_the_same_items_as_the_door(casework: Casework) -> None:
    for given, _ in CASES.values():
        send(casework, **given)

    for name in PEOPLE:
        access = casework.access(name)
        expected = sorted(visible_items(access).values_list("pk", flat=True), reverse=True)
        led = workable_items(access).filter(given_to__group__in=access.led_group_ids).distinct()

        assert newest_keys(access, lambda items, are_few: items, most=100) == expected, name
        assert newest_keys(access, lambda items, are_few: items, most=3) == expected[:3], name
        assert newest_keys(
            access, lambda items, are_few: items, most=100, only_groups=access.led_group_ids
        ) == sorted(led.values_list("pk", flat=True), reverse=True), name
