"""Digital projects in the browser: the register, a project's page, its forms, its worker."""

from uuid import uuid4

import pytest

from caresight.web.audit.models import Entry
from caresight.web.directory.homes import known_homes
from caresight.web.projects import queries, working
from caresight.web.projects.models import Found, Project
from caresight.web.projects.operations import change_project
from tests.web.casework import BORDER, OURS, THEIRS
from tests.web.projects.given import AT, found, registered, said


def form(casework, **changes):
    return {
        "token": str(uuid4()), "group": casework.groups["Alderbourne"].pk, "name": "Sensors",
        "kind": "falls_detection", "owner": "Falls team", "started_on": "2026-05-01",
        "indicator": "ambulance_incidents", "unchanging": "emergency_admissions",
        "chosen_by": "not_known", "homes": f"{OURS}\n{BORDER}", "words": "", "version": 1,
        **changes,
    }  # fmt: skip


def post(casework, address, who="regulator", **changes):
    return casework.browser(who).post(address, form(casework, **changes))


@pytest.fixture
def ready(casework, with_release):
    return casework


def test_a_member_registers_a_project_once_however_often_the_form_is_sent(ready):
    sent = {"token": str(uuid4())}

    for _ in range(2):
        answer = post(ready, "/projects/register/", **sent)

    project = Project.objects.get()
    assert answer.url == f"/projects/{project.pk}/"
    assert {home.home_id for home in project.homes.all()} == {OURS, BORDER}
    entry = Entry.objects.get(operation="projects.register")
    assert OURS in entry.detail


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"homes": "H99999999 nothing"}, "2 of these name no home: H99999999, nothing"),
        ({"homes": ""}, "This field is required"),
        ({"unchanging": "ambulance_incidents"}, "cannot both change and not change"),
        ({"indicator": "occupancy"}, "Select a valid choice"),
        ({"chosen_by": "figures"}, "first and last month of the figures"),
        (
            {"chosen_by": "figures", "chosen_from": "2026-03-01", "chosen_to": "2026-01-01"},
            "lies after the last",
        ),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_cannot_be_a_project_is_told_at_its_field(ready, changes, message):
    answer = post(ready, "/projects/register/", **changes)

    assert message in answer.content.decode()
    assert not Project.objects.exists()


def test_a_home_that_is_found_by_its_name_joins_the_list_and_nothing_is_kept_yet(ready):
    name = known_homes([OURS])[0]["name"]

    answer = post(ready, "/projects/register/", homes=BORDER, name="", find=name, find_chosen=OURS)
    page = answer.content.decode()

    assert f"{BORDER}\n{OURS}</textarea>" in page
    assert f"{name} is in the list. Nothing is saved yet." in page
    assert f"<li>{name}, " in page
    assert "There is a problem" not in page
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [("zzzz nowhere", "No home that you can choose"), ("court", "homes fit “court”. Choose one")],
)
def test_words_that_fit_no_home_or_several_are_asked_again(ready, words, message):
    answer = post(ready, "/projects/register/", find=words)

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert f"{OURS}\n{BORDER}</textarea>" in answer.content.decode()
    assert not Project.objects.exists()


def test_a_home_that_one_may_not_read_is_not_found_by_its_name_nor_named(ready):
    name = known_homes([THEIRS])[0]["name"]

    asked = post(ready, "/projects/register/", find=name).content.decode()
    pasted = post(ready, "/projects/register/", homes=THEIRS, name="").content.decode()

    assert "No home that you can choose" in asked
    assert f"<li>{name}" not in asked + pasted


def test_homes_are_added_by_name_to_a_project_that_is_changed(ready):
    project = registered(ready)
    held = sorted(project.homes.values_list("home_id", flat=True))

    page = post(
        ready, f"/projects/{project.pk}/change/", homes="\n".join(held), find=BORDER
    ).content.decode()

    assert "\n".join([*held, BORDER]) in page
    assert sorted(project.homes.values_list("home_id", flat=True)) == held


def test_the_page_shows_the_sentence_the_chart_the_checks_and_what_cannot_be_said(ready):
    project = registered(ready)
    found(project)

    page = ready.browser("viewer").get(f"/projects/{project.pk}/").content.decode()

    assert "999 incidents came out 20% lower." in page
    assert "<svg" in page
    assert "left out" in page
    assert "Nobody knows how residents differ." in page
    assert "not known" in page
    assert "Oakdene Court" in page


def test_where_nothing_can_be_said_the_reasons_stand_there_and_the_list_says_so(ready):
    project = registered(ready)
    found(project, can_say=False, effect=None, obstacles=["Too few project homes."])
    browser = ready.browser("viewer")

    assert "Too few project homes." in browser.get(f"/projects/{project.pk}/").content.decode()
    assert "nothing can be said" in browser.get("/projects/").content.decode()


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ({"ratio": 0.8, "lower": 0.7, "upper": 0.9}, "20% lower than in homes like them"),
        ({"ratio": 1.3, "lower": 1.1, "upper": 1.5}, "30% higher than in homes like them"),
        ({"ratio": 0.9, "lower": 0.7, "upper": 1.2}, "no effect can be told from chance"),
    ],
)
def test_the_list_says_in_short_what_was_found(ready, effect, words):
    found(registered(ready), effect=effect)

    assert words in ready.browser("viewer").get("/projects/").content.decode()


def test_homes_elsewhere_are_counted_and_not_named(ready):
    project = registered(ready)

    page = ready.browser("regulator").get(f"/projects/{project.pk}/").content.decode()

    assert "Rowan Court" in page
    assert "Oakdene Court" not in page
    assert "1 home in areas that you do not read is not named." in page


def test_figures_of_an_older_version_are_not_shown(ready):
    project = registered(ready)
    found(project)
    change_project(
        actor=ready.people["chair"], at=AT, project=project, version=1, said=said(name="Other")
    )

    page = ready.browser("viewer").get(f"/projects/{project.pk}/").content.decode()

    assert "being worked out" in page
    assert "20% lower" not in page


def test_of_two_who_change_a_project_the_second_sees_both_and_loses_nothing(ready):
    project = registered(ready)
    address = f"/projects/{project.pk}/change/"
    assert post(ready, address, who="chair", name="Saved first").status_code == 302

    answer = post(ready, address, who="council", name="Saved second")
    page = answer.content.decode()

    assert "Saved first" in page
    assert "Saved second" in page
    assert post(ready, address, who="council", name="Both", version=2).status_code == 302
    assert Project.objects.get().name == "Both"


def test_a_project_that_was_taken_back_is_not_there_and_its_reason_is_kept(ready):
    project = registered(ready)

    answer = ready.browser("chair").post(
        f"/projects/{project.pk}/take-back/", {"why": "Registered twice"}
    )

    assert answer.status_code == 302
    assert ready.browser("viewer").get(f"/projects/{project.pk}/").status_code == 404
    assert Entry.objects.get(operation="projects.take_back").reason == "Registered twice"


def test_a_member_of_another_group_cannot_change_it(ready):
    project = registered(ready)

    assert post(ready, f"/projects/{project.pk}/change/", who="neighbour").status_code == 404


def test_months_are_taken_out_as_csv_with_empty_cells_for_what_is_not_known(ready):
    project = registered(ready)
    found(project)

    text = ready.browser("viewer").get(f"/projects/{project.pk}/months.csv").content.decode()

    assert text.splitlines()[1].startswith("2025-01-01,earlier,,40.0,,")


def test_the_worker_keeps_why_nothing_could_be_worked_out(ready):
    project = registered(ready)

    said_by_it = working.work_out(project.pk, at=AT)

    kept = Found.objects.get()
    assert kept.document is None
    assert kept.problem == said_by_it
    assert "has no figures of 999 incidents" in kept.problem


def test_every_day_what_the_newest_release_was_not_asked_is_worked_out_once(ready):
    registered(ready)

    assert working.look_after(at=AT) == "1 projects were worked out."
    assert working.look_after(at=AT) == "0 projects were worked out."


def test_homes_of_other_projects_about_the_same_are_never_compared_with(ready):
    mine = registered(ready)
    registered(ready, homes=[said().homes[1]])
    registered(ready, indicator="falls", homes=[said().homes[0]])

    assert queries.homes_of_others(mine) == {THEIRS}


def test_the_list_asks_as_often_for_many_projects_as_for_one(ready, django_assert_max_num_queries):
    for _ in range(5):
        found(registered(ready))
    browser = ready.browser("viewer")
    browser.get("/projects/")

    with django_assert_max_num_queries(15):
        browser.get("/projects/")
