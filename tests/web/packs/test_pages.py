"""The pages of packs: asking, watching, reading, taking away; and what is refused."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from caresight.web.audit.models import Entry
from caresight.web.config.work import work_through
from caresight.web.packs.models import Pack
from tests.web.casework import Casework
from tests.web.packs import invented_meeting as made
from tests.web.packs.invented_meeting import Invented, invented_meeting


@pytest.fixture
def invented(casework: Casework) -> Invented:
    return invented_meeting(casework, now=timezone.now())


def _asked(casework: Casework, invented: Invented) -> Pack:
    casework.browser("council").post(
        f"/meetings/{invented.meeting.pk}/pack/",
        {"known_on": timezone.localdate().isoformat(), "token": str(uuid4())},
    )
    return Pack.objects.get()


def test_a_lead_freezes_a_pack_from_the_list(casework: Casework, invented: Invented) -> None:
    listed = casework.browser("council").get("/packs/").content.decode()
    pack = _asked(casework, invented)

    waiting = casework.browser("regulator").get(f"/packs/{pack.pk}/").content.decode()
    work_through()
    page = casework.browser("regulator").get(f"/packs/{pack.pk}/").content.decode()

    assert f"/meetings/{invented.meeting.pk}/pack/" in listed
    assert "<progress" in waiting
    assert "Waiting to be made" in waiting
    assert made.ALL_MEMBERS in page
    assert made.NAMED_ONLY not in page


def test_a_page_of_a_pack_escapes_what_people_wrote(casework: Casework, invented: Invented) -> None:
    pack = _asked(casework, invented)
    work_through()

    page = casework.browser("chair").get(f"/packs/{pack.pk}/").content.decode()

    assert "Vanished &lt;b&gt;House&lt;/b&gt;" in page
    assert "Vanished <b>" not in page


def test_reading_and_taking_away_are_recorded_without_words(
    casework: Casework, invented: Invented
) -> None:
    pack = _asked(casework, invented)
    work_through()
    browser = casework.browser("chair")

    for ending in ("", "pack.pdf", "pack.ods"):
        browser.get(f"/packs/{pack.pk}/{ending}")

    read = Entry.objects.filter(operation="packs.read", subject=f"pack:{pack.pk}")
    assert [entry.actor_name for entry in read] == ["chair"] * 3
    assert made.ALL_MEMBERS not in "".join(read.values_list("detail", flat=True))


def test_the_name_of_a_file_says_group_and_date_and_no_home(
    casework: Casework, invented: Invented
) -> None:
    pack = _asked(casework, invented)
    work_through()

    answer = casework.browser("chair").get(f"/packs/{pack.pk}/pack.pdf")

    name = answer["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="pack-alderbourne-\d{4}-\d\d-\d\d-1\.pdf"', name)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("person", "status"),
    [("regulator", 403), ("neighbour", 404), ("viewer", 403), ("oversight", 403)],
)
def test_a_hand_made_post_of_somebody_who_may_not_freeze_changes_nothing(
    casework: Casework, invented: Invented, person: str, status: int
) -> None:
    browser = casework.browser(person)
    form = {"known_on": timezone.localdate().isoformat(), "token": str(uuid4())}

    answer = browser.post(f"/meetings/{invented.meeting.pk}/pack/", form)

    assert answer.status_code == status
    assert not Pack.objects.exists()


def test_a_day_in_the_future_is_an_error_beside_its_field(
    casework: Casework, invented: Invented
) -> None:
    form = {"known_on": "2999-01-01", "token": str(uuid4())}

    answer = casework.browser("council").post(f"/meetings/{invented.meeting.pk}/pack/", form)

    assert answer.status_code == 422
    assert "The day lies in the future" in answer.content.decode()


def test_a_second_pack_of_the_same_meeting_says_to_wait(
    casework: Casework, invented: Invented
) -> None:
    _asked(casework, invented)
    form = {"known_on": timezone.localdate().isoformat(), "token": str(uuid4())}

    answer = casework.browser("chair").post(f"/meetings/{invented.meeting.pk}/pack/", form)

    assert answer.status_code == 422
    assert "is being made" in answer.content.decode()


def _report(casework: Casework, **more: str) -> tuple[int, str]:
    today = timezone.localdate()
    group = casework.groups["Alderbourne"]
    form = {
        "from_on": (today - timedelta(days=40)).isoformat(),
        "last_on": today.isoformat(),
        "achieved": "Falls are down.",
        "asks": "",
        "token": str(uuid4()),
        **more,
    }
    answer = casework.browser("chair").post(f"/groups/{group.pk}/report/", form)
    return answer.status_code, answer.content.decode()


def test_a_report_that_may_name_somebody_is_held_until_a_lead_confirms(
    casework: Casework, invented: Invented
) -> None:
    status, page = _report(casework, asks="Mrs Doris Penhaligon waits for a visit.")
    assert status == 422
    assert "may identify somebody" in page
    assert "Penhaligon" in page
    assert not Pack.objects.exists()

    status, _ = _report(casework, asks="Mrs Doris Penhaligon waits.", checked="on")
    assert status == 302


def test_a_report_reaches_the_oversight_group_once_it_is_frozen(
    casework: Casework, invented: Invented
) -> None:
    _report(casework)
    pack, browser = Pack.objects.get(), casework.browser("oversight")

    before = browser.get(f"/packs/{pack.pk}/").status_code
    work_through()

    assert (before, browser.get(f"/packs/{pack.pk}/").status_code) == (404, 200)
    assert "Report of Alderbourne" in browser.get("/packs/").content.decode()


def test_a_period_that_ends_before_it_begins_is_an_error(
    casework: Casework, invented: Invented
) -> None:
    status, page = _report(casework, last_on="2020-01-01")

    assert status == 422
    assert "before the first" in page


def test_the_coordinator_of_a_review_freezes_both_of_its_packs(
    casework: Casework, invented: Invented
) -> None:
    answer = casework.browser("council").post(f"/reviews/{invented.review.pk}/pack/")
    work_through()

    assert answer.status_code == 302
    assert sorted(Pack.objects.values_list("audience", "state")) == [
        ("members", "frozen"), ("provider", "frozen"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("person", "status"), [("regulator", 403), ("neighbour", 404), ("provider", 403)]
)
def test_others_freeze_no_pack_of_a_review(
    casework: Casework, invented: Invented, person: str, status: int
) -> None:
    answer = casework.browser(person).post(f"/reviews/{invented.review.pk}/pack/")

    assert answer.status_code == status
    assert not Pack.objects.exists()


def test_the_files_are_compared_on_request(casework: Casework, invented: Invented) -> None:
    pack = _asked(casework, invented)
    work_through()

    page = casework.browser("council").post(f"/packs/{pack.pk}/rebuild/", follow=True)
    refused = casework.browser("regulator").post(f"/packs/{pack.pk}/rebuild/")

    assert page.content.decode().count("the same byte for byte") == 3
    assert refused.status_code == 403


def test_a_list_of_many_packs_asks_a_constant_number_of_questions(
    casework: Casework, invented: Invented, django_assert_max_num_queries: object
) -> None:
    pack = _asked(casework, invented)
    work_through()
    pack.refresh_from_db()
    for number in range(60):
        pack.pk, pack.token, pack.number = None, None, number + 2
        pack.save(force_insert=True)
    browser = casework.browser("chair")
    browser.get("/packs/")

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        answer = browser.get("/packs/")

    assert "Next page" in answer.content.decode()


def test_a_task_that_was_given_up_is_told_on_the_page(
    casework: Casework, invented: Invented
) -> None:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    pack = _asked(casework, invented)
    DBTaskResult.objects.update(status="FAILED")

    page = casework.browser("chair").get(f"/packs/{pack.pk}/").content.decode()

    assert "It could not be made" in page
    assert pack.ref in page
    assert casework.browser("chair").get(f"/packs/{pack.pk}/pack.pdf").status_code == 404
