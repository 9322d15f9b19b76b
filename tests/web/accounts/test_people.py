"""The pages of people and agencies: found, changed, kept out, never everybody."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import operations, policies
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import Agency, HeldRole, Person
from caresight.web.groups.access import access_for
from tests.web.accounts.conftest import NOON, Clock
from tests.web.casework import OURS, TODAY, Casework
from tests.web.meanwhile import while_waiting_for

Trail = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def administrator(casework: Casework, clock: Clock) -> Client:
    return casework.browser("administrator")


def _names(page: str) -> list[str]:
    return [name for name in ("chair", "council", "viewer", "neighbour", "provider", "left")
            if f">{name}</a>" in page]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=CHAIR", ["chair"]),
        ("?q=provider+example.invalid", ["provider"]),
        ("?role=viewer", ["viewer"]),
        ("?role=nonsense&q=chair", ["chair"]),
        ("?q=chair&state=disabled", []),
        ("?q=%3Cscript%3E", []),
    ],
)
def test_people_are_found_by_words_role_and_state(
    administrator: Client, query: str, found: list[str]
) -> None:
    page = administrator.get(f"/people/{query}").content.decode()

    assert _names(page) == found


def test_people_are_found_by_agency(administrator: Client, casework: Casework) -> None:
    agency = casework.agencies["Quillhaven Council"]

    page = administrator.get(f"/people/?agency={agency.pk}").content.decode()

    assert _names(page) == ["neighbour"]


def test_an_empty_result_says_how_to_see_everybody(administrator: Client) -> None:
    page = administrator.get("/people/?q=qqqq").content.decode()

    assert "Nobody fits all of this" in page
    assert "Show everybody" in page


def test_five_hundred_people_are_paged_with_a_constant_number_of_queries(
    administrator: Client, django_assert_max_num_queries: Any
) -> None:
    Person.objects.bulk_create(Person(username=f"p{number:03}") for number in range(484))

    with django_assert_max_num_queries(12):
        page = administrator.get("/people/?page=2").content.decode()

    assert "Showing 51 to 100 of 500" in page
    assert administrator.get("/people/?page=99999").status_code == 200
    assert administrator.get("/people/?page=-1").status_code == 200


def test_roles_are_changed_and_the_trail_tells_which(
    administrator: Client, casework: Casework, trail: Trail
) -> None:
    chair = casework.people["chair"]

    administrator.post(f"/people/{chair.pk}/roles/", {"roles": ["member", "safeguarding"]})

    assert Person.objects.get(pk=chair.pk).roles == {"member", "safeguarding"}
    (entry,) = trail("accounts.change_roles")
    assert (entry["given"], entry["taken"]) == (["safeguarding"], [])


@pytest.mark.parametrize(
    ("roles", "said"),
    [([], "Tick at least one role"), (["owner"], "owner is not one of the available choices")],
)
def test_roles_that_make_no_sense_are_refused(
    administrator: Client, casework: Casework, roles: list[str], said: str
) -> None:
    chair = casework.people["chair"]

    answer = administrator.post(f"/people/{chair.pk}/roles/", {"roles": roles})

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert Person.objects.get(pk=chair.pk).roles == {"member"}


def test_the_last_administrator_keeps_the_role_and_the_right_to_sign_in(
    administrator: Client, casework: Casework
) -> None:
    me = casework.people["administrator"]

    page = administrator.post(f"/people/{me.pk}/roles/", {"roles": ["viewer"]}).content.decode()

    assert "is the last administrator" in page
    with pytest.raises(Refusal, match="last administrator"):
        operations.disable(username="administrator")


def test_nobody_disables_themselves_even_where_there_are_others(
    administrator: Client, casework: Casework
) -> None:
    operations.add_person(
        username="second", password="three unrelated words", roles=["administrator"]
    )
    me = casework.people["administrator"]

    page = administrator.post(f"/people/{me.pk}/disable/", follow=True).content.decode()

    assert "from yourself" in page
    assert Person.objects.get(pk=me.pk).is_active
    operations.disable(username="administrator", actor=Person.objects.get(username="second"))
    assert not Person.objects.get(pk=me.pk).is_active


@pytest.mark.parametrize("way", ["disable", "change_roles"])
def test_of_two_administrators_who_remove_each_other_at_the_same_moment_one_stays(
    casework: Casework, clock: Clock, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    first = casework.people["administrator"]
    second = operations.add_person(
        username="second", password="three unrelated words", roles=["administrator"]
    )
    while_waiting_for(
        HeldRole,
        lambda: operations.disable(username="administrator", actor=second, at=clock.now),
        monkeypatch,
    )

    ways: dict[str, Callable[[], object]] = {
        "disable": lambda: operations.disable(username="second", actor=first, at=clock.now),
        "change_roles": lambda: operations.change_roles(
            actor=first, at=clock.now, person=second, roles=["viewer"]
        ),
    }

    with pytest.raises(Refusal, match="last administrator"):
        ways[way]()


def test_an_administrator_who_is_disabled_does_not_count_as_the_last(casework: Casework) -> None:
    second = operations.add_person(
        username="second", password="three unrelated words", roles=["administrator"]
    )
    operations.disable(username="second")

    assert not policies.can_disable(casework.people["administrator"], actor=second)


def test_who_leaves_is_out_at_once_and_reaches_no_group(
    administrator: Client, casework: Casework, trail: Trail
) -> None:
    chair = casework.people["chair"]
    theirs = casework.browser("chair")
    assert access_for(chair, day=TODAY).group_ids

    administrator.post(f"/people/{chair.pk}/disable/")

    assert theirs.get("/account/")["Location"].startswith("/sign-in/")
    left = Person.objects.get(pk=chair.pk)
    assert not access_for(left, day=TODAY).group_ids
    assert trail("accounts.disable")[0]["person"] == "chair"


def test_who_comes_back_signs_in_again(administrator: Client, casework: Casework) -> None:
    chair = casework.people["chair"]
    administrator.post(f"/people/{chair.pk}/disable/")

    administrator.post(f"/people/{chair.pk}/enable/")

    assert Client().login(username="chair", password="three unrelated words")


def test_who_never_had_a_password_is_invited_and_not_let_in(
    administrator: Client, casework: Casework
) -> None:
    new = operations.add_person(username="new", password=None, roles=["viewer"])

    page = administrator.post(f"/people/{new.pk}/enable/", follow=True).content.decode()

    assert "invite them again instead" in page
    assert not Person.objects.get(pk=new.pk).is_active


def test_details_are_changed_and_the_trail_names_fields_not_their_words(
    administrator: Client, casework: Casework, trail: Trail
) -> None:
    chair, agency = casework.people["chair"], casework.agencies["Quillhaven Council"]
    sent = {"name": "<b>Chair</b>", "email": "c@example.invalid", "agency": agency.pk}

    page = administrator.post(f"/people/{chair.pk}/details/", sent, follow=True).content.decode()

    assert "&lt;b&gt;Chair&lt;/b&gt;" in page
    assert trail("accounts.change_person")[0]["changed"] == ["name", "email", "agency"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"email": "x"}, "Enter an e-mail address"), ({"name": "x" * 151}, "at most 150 characters")],
)
def test_details_that_make_no_sense_are_refused(
    administrator: Client, casework: Casework, sent: dict[str, str], said: str
) -> None:
    pk = casework.people["chair"].pk

    answer = administrator.post(f"/people/{pk}/details/", sent)

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())


def test_a_providers_person_is_narrowed_to_some_of_its_homes(
    administrator: Client, casework: Casework
) -> None:
    person = casework.people["provider"]
    page = administrator.get(f"/people/{person.pk}/").content.decode()
    assert f'value="{OURS}"' in page

    administrator.post(f"/people/{person.pk}/homes/", {"homes": [OURS]})

    assert access_for(Person.objects.get(pk=person.pk), day=TODAY).home_ids == {OURS}


def test_a_home_that_another_provider_runs_cannot_be_allotted(
    administrator: Client, casework: Casework
) -> None:
    person = casework.people["provider"]

    answer = administrator.post(f"/people/{person.pk}/homes/", {"homes": ["H00000004"]})

    assert answer.status_code == 422
    assert not person.allotted_homes.exists()


@pytest.mark.parametrize("number", ["999999", "0"])
def test_a_person_or_agency_that_does_not_exist_is_not_found(
    administrator: Client, number: str
) -> None:
    for address in (f"/people/{number}/", f"/agencies/{number}/"):
        assert administrator.get(address).status_code == 404
    for action in ("roles", "details", "homes", "disable", "enable", "reset-factor",
                   "end-sessions", "invite-again", "withdraw-invitation"):  # fmt: skip
        assert administrator.post(f"/people/{number}/{action}/").status_code == 404


def test_an_agency_is_added_changed_and_given_its_registered_provider(
    administrator: Client, casework: Casework, trail: Trail
) -> None:
    administrator.post("/agencies/", {"name": "New Care Ltd", "kind": "provider"})
    agency = Agency.objects.get(name="New Care Ltd")

    administrator.post(
        f"/agencies/{agency.pk}/providers/", {"register": "cqc", "provider_id": "1-107"}
    )
    page = administrator.get(f"/agencies/{agency.pk}/").content.decode()

    assert "1-107 (CQC)" in page
    assert "in the newest release: " in page
    assert [one["agency"] for one in trail("accounts.register_provider")] == ["New Care Ltd"]


def test_a_registered_provider_belongs_to_one_agency(
    administrator: Client, casework: Casework
) -> None:
    agency = casework.agencies["Invented Care 5 Ltd"]

    answer = administrator.post(
        f"/agencies/{agency.pk}/providers/", {"register": "cqc", "provider_id": "1-100"}
    )

    assert answer.status_code == 422
    assert "Invented Care 1 Ltd already answers" in answer.content.decode()


def test_without_its_registered_provider_an_agencys_people_see_no_home(
    administrator: Client, casework: Casework
) -> None:
    agency = casework.agencies["Invented Care 1 Ltd"]
    held = agency.registered.get()
    other = casework.agencies["Invented Care 5 Ltd"]
    wrong = f"/agencies/{other.pk}/providers/{held.pk}/remove/"
    assert administrator.post(wrong).status_code == 404

    administrator.post(f"/agencies/{agency.pk}/providers/{held.pk}/remove/")

    provider = Person.objects.get(username="provider")
    assert access_for(provider, day=TODAY).home_ids == frozenset()


@pytest.mark.parametrize("area", ["E09000029", "sutton"])
def test_an_agency_answers_for_areas_by_name_or_code_until_they_are_taken_from_it(
    administrator: Client, casework: Casework, area: str
) -> None:
    agency = casework.agencies["Alderbourne Council"]

    for _ in range(2):
        administrator.post(f"/agencies/{agency.pk}/areas/", {"area": area})
    page = administrator.get(f"/agencies/{agency.pk}/").content.decode()
    held = agency.areas.get(area_code="E09000029")
    gone = [
        administrator.post(f"/agencies/{agency.pk}/areas/{held.pk}/remove/").status_code
        for _ in range(2)
    ]

    assert "<li>Sutton" in page
    assert gone == [302, 404]
    assert [one.area_code for one in agency.areas.all()] == ["X99000001"]


def test_a_board_answers_for_its_area_by_code(administrator: Client, casework: Casework) -> None:
    board = casework.agencies["Invented NHS Board"]

    administrator.post(f"/agencies/{board.pk}/areas/", {"area": "X97000001"})

    assert [one.area_code for one in board.areas.all()] == ["X97000001"]
    page = administrator.get(f"/agencies/{board.pk}/").content.decode()
    assert "Northmarch ICB <form" in page


@pytest.mark.parametrize(
    ("name", "area"),
    [("Alderbourne Council", "X970"), ("Alderbourne Council", "Nowhere"),
     ("Alderbourne Council", ""), ("Alderbourne Council", "England"),
     ("Alderbourne Council", "E06000028"),
     ("Invented Regulator", "X99000002"), ("Invented Regulator", "")],
)  # fmt: skip
def test_an_agency_answers_for_no_area_that_is_not_there_or_not_of_its_kind(
    administrator: Client, casework: Casework, name: str, area: str
) -> None:
    agency = casework.agencies[name]
    before = agency.areas.count()

    answer = administrator.post(f"/agencies/{agency.pk}/areas/", {"area": area})

    assert answer.status_code == (404 if name == "Invented Regulator" else 422)
    assert agency.areas.count() == before
    with pytest.raises(Refusal):
        operations.answer_for_area(actor=None, at=NOON, agency=agency, area=area or "Nowhere")


@pytest.mark.parametrize("name", ["", "x" * 151, "alderbourne COUNCIL"])
def test_an_agency_needs_a_name_of_its_own(administrator: Client, name: str) -> None:
    before = Agency.objects.count()

    assert administrator.post("/agencies/", {"name": name, "kind": "council"}).status_code == 422

    assert Agency.objects.count() == before


def test_an_agency_keeps_its_own_name_when_it_is_changed(
    administrator: Client, casework: Casework
) -> None:
    agency = casework.agencies["Quillhaven Council"]

    taken = {"name": "Alderbourne Council", "kind": "council"}
    assert administrator.post(f"/agencies/{agency.pk}/", taken).status_code == 422
    administrator.post(f"/agencies/{agency.pk}/", {"name": "Quillhaven Council", "kind": "other"})

    agency.refresh_from_db()
    assert (agency.kind, agency.is_active) == ("other", False)


def test_people_and_agencies_are_closed_to_everybody_else(casework: Casework) -> None:
    chair = casework.people["chair"]
    agency = casework.agencies["Alderbourne Council"]
    addresses = ("/people/", f"/people/{chair.pk}/", "/people/invite/", "/agencies/",
                 f"/agencies/{agency.pk}/")  # fmt: skip

    for name in set(casework.people) - {"administrator", "left"}:
        browser = casework.browser(name)
        assert {browser.get(address).status_code for address in addresses} == {403}, name


def test_a_hand_made_form_of_somebody_without_the_right_changes_nothing_and_leaves_a_line(
    casework: Casework, trail: Trail
) -> None:
    chair = casework.people["chair"]
    browser = casework.browser("chair")

    answer = browser.post(f"/people/{chair.pk}/roles/", {"roles": ["administrator"]})

    assert answer.status_code == 403
    assert Person.objects.get(pk=chair.pk).roles == {"member"}
    (entry,) = trail("audit.refused")
    assert entry["asked"] == {"pk": str(chair.pk)}


def test_changes_need_a_form_with_its_token(casework: Casework) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(casework.people["administrator"])
    chair = casework.people["chair"]

    assert browser.post(f"/people/{chair.pk}/disable/").status_code == 403
    assert Person.objects.get(pk=chair.pk).is_active


def test_an_agency_found_by_name_keeps_its_kind(db: None) -> None:
    made = operations.agency_called("New", kind=AgencyKind.COUNCIL)

    assert operations.agency_called(" new ", kind=AgencyKind.OTHER) == made
    assert made.kind == "council"


def test_without_changes_nothing_is_written_to_the_trail(casework: Casework, trail: Trail) -> None:
    chair, boss = casework.people["chair"], casework.people["administrator"]

    operations.change_roles(actor=boss, at=NOON, person=chair, roles=["member"])
    operations.change_details(
        actor=boss, at=NOON, person=chair, name=chair.name, email=chair.email, agency=chair.agency
    )

    assert trail("accounts.change_roles") == trail("accounts.change_person") == []
