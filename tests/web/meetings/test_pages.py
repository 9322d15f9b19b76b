"""The pages of meetings, as browsers ask for them."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.actions.models import Action
from caresight.web.audit.models import Entry
from caresight.web.meetings import operations
from caresight.web.meetings.models import AgendaItem, HomeMinute, Meeting
from tests.web.casework import BORDER, OURS
from tests.web.examples import Examples
from tests.web.meetings.examples import examples
from tests.web.meetings.expected import FOR_MEMBERS, expected
from tests.web.meetings.held import LATER, minute, open_up, plan, put_on, send_out, sign

LONG = "x" * 5_001


def ask(casework, name, page, pk, **data):
    browser, address = casework.browser(name), reverse(page, args=[pk])
    return browser.post(address, data) if data else browser.get(address)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def made(casework) -> Examples:
    return examples(casework)


@pytest.fixture
def today(casework) -> Meeting:
    """A meeting that is being minuted now, one home on its agenda."""
    meeting = plan(casework, starts_at=timezone.now() - timedelta(minutes=5))
    return open_up(casework, meeting)


# One person of each standing; everybody is asked about every page by the test of all pages.
@pytest.mark.parametrize("name", "chair ambulance left neighbour oversight provider viewer".split())
def test_every_page_gives_each_person_what_the_rules_say_and_no_other_word(casework, made, name):
    browser, wrong = casework.browser(name), []
    for page, asked in made.addresses.items():
        for arguments in asked:
            answer = browser.get(reverse(page, kwargs=arguments))
            if answer.status_code not in expected(page, name, arguments, casework):
                wrong.append((page, arguments, answer.status_code))
            text = text_of(answer)
            wrong += [
                (page, arguments, word)
                for word, readers in made.secrets.items()
                if word in text and name not in readers
            ]
    assert wrong == []


def test_a_member_does_read_the_words_of_the_group(casework, made):
    browser = casework.browser("regulator")

    text = "".join(
        text_of(browser.get(reverse(page, kwargs=arguments)))
        for page in ("meeting", "meeting_minutes", "meeting_reports")
        for arguments in made.addresses[page]
    )

    readable = {word for word, readers in made.secrets.items() if "regulator" in readers}
    assert {word for word in readable if word in text} == readable


@pytest.mark.parametrize("name", ["regulator", "oversight", "neighbour", "provider", "left"])
def test_a_form_posted_by_hand_without_the_right_changes_nothing(casework, made, name):
    before = _everything()
    browser = casework.browser(name)
    refused = set(made.posts) - FOR_MEMBERS - {"meeting_calendar", "add_meeting"}
    for page in refused:
        for arguments in made.addresses[page]:
            answer = browser.post(reverse(page, kwargs=arguments), made.posts[page])
            assert answer.status_code in (403, 404), (page, answer.status_code)
    assert _everything() == before


def _everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Meeting, AgendaItem, HomeMinute, Action)
    ]


def test_the_list_shows_what_is_to_come_and_what_was(casework):
    first = sign(
        casework, send_out(casework, open_up(casework, plan(casework, starts_at=_ago(40))))
    )
    coming = plan(casework, starts_at=_ago(-10))
    browser = casework.browser("regulator")

    to_come, past = (text_of(browser.get(f"/meetings/{query}")) for query in ("", "?when=past"))

    assert f"/meetings/{coming.pk}/" in to_come
    assert f"/meetings/{first.pk}/" not in to_come
    assert f"/meetings/{first.pk}/" in past


def _ago(days):
    return timezone.now() - timedelta(days=days)


def signed(casework, days_ago):
    opened = open_up(casework, plan(casework, starts_at=_ago(days_ago)))
    return sign(casework, send_out(casework, opened))


def test_a_group_that_never_met_is_told_what_to_do(casework):
    assert "Say when the group meets" in text_of(casework.browser("council").get("/meetings/"))
    assert "sets its calendar" in text_of(casework.browser("regulator").get("/meetings/"))


def test_a_meeting_in_summer_is_shown_by_the_clock_on_the_wall(casework):
    summer = LATER.replace(month=7, hour=13)

    page = ask(casework, "regulator", "meeting", plan(casework, starts_at=summer).pk)

    assert "14:00" in text_of(page)


def test_who_oversees_reads_levels_and_no_word(casework, today):
    minute(casework, today.places.get(), level="enhanced", discussed="medlarwords")

    page = text_of(ask(casework, "oversight", "meeting", today.pk))

    assert "Enhanced" in page
    assert "Members know something" in page
    assert "medlarwords" not in page
    assert "Visits show what figures do not." not in page


def test_two_editors_see_both_texts_and_lose_neither(casework, today):
    place = today.places.get()
    mine = {
        "version": 0, "outcome": "discussed", "discussed": "My own words of it.",
        "level": "enhanced", "reason_kind": "too_early", "reason": "It is too early to say",
        "review_on": (timezone.localdate() + timedelta(days=20)).isoformat(),
    }  # fmt: skip
    minute(casework, place, actor="chair", discussed="The words of the chair.")

    page = ask(casework, "council", "home_minute", place.pk, **mine)

    assert page.status_code == 422
    assert "The words of the chair." in text_of(page)
    assert "My own words of it." in text_of(page)
    assert 'name="version" value="1"' in text_of(page)
    assert HomeMinute.objects.get().discussed == "The words of the chair."
    saved = ask(casework, "council", "home_minute", place.pk, **{**mine, "version": 1})
    assert saved.status_code == 302
    assert HomeMinute.objects.get().discussed == "My own words of it."


def test_two_editors_of_the_business_see_both_texts(casework, today):
    theirs = {"version": 1, "matters_arising": "Theirs.", "general_business": ""}
    ask(casework, "chair", "meeting_business", today.pk, **theirs)

    page = ask(
        casework, "council", "meeting_business", today.pk, **{**theirs, "matters_arising": "Mine."}
    )

    assert page.status_code == 422
    assert "Theirs." in text_of(page)
    assert "Mine." in text_of(page)
    assert 'name="version" value="2"' in text_of(page)


def test_a_minute_cites_evidence_that_the_release_holds(casework, today):
    place = today.places.get()
    form = {
        "version": 0, "outcome": "discussed", "discussed": "Falls at night.", "level": "intensive",
        "reason_kind": "as_suggested", "cites": ["signal:falls_with_harm.0", f"profile:{OURS}"],
        "review_on": (timezone.localdate() + timedelta(days=10)).isoformat(),
    }  # fmt: skip

    assert ask(casework, "council", "home_minute", place.pk, **form).status_code == 302
    kept = HomeMinute.objects.get().cites
    assert [one["kind"] for one in kept] == ["signal", "profile"]
    page = text_of(ask(casework, "regulator", "meeting_minutes", today.pk))
    assert kept[0]["words"] in page


def test_evidence_that_does_not_exist_is_not_taken(casework, today):
    form = {"version": 0, "outcome": "discussed", "discussed": "x", "cites": ["item:I-999999"]}

    page = ask(casework, "council", "home_minute", today.places.get().pk, **form)

    assert page.status_code == 422
    assert "can no longer be cited" in text_of(page)


def test_an_action_from_a_minute_names_its_meeting_and_cites_what_the_minute_cites(casework, today):
    place = today.places.get()
    minute(casework, place)
    page = text_of(ask(casework, "council", "minute_action", place.pk))
    assert 'value="held:0"' in page

    answer = ask(casework, "council", "minute_action", place.pk, **{
        "token": str(uuid4()), "group": today.group_id, "title": "Visit on a night",
        "kind": "visit", "who": f"p{casework.people['regulator'].pk}", "cites": ["held:0"],
        "due_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    })  # fmt: skip

    assert answer.status_code == 302
    action = Action.objects.get()
    assert (action.meeting_ref, action.home_id) == (today.ref, OURS)
    assert action.cites == place.minute.cites
    assert "Visit on a night" in text_of(ask(casework, "regulator", "meeting_actions", today.pk))


def test_no_action_is_opened_from_signed_minutes(casework):
    meeting = sign(
        casework, send_out(casework, open_up(casework, plan(casework, starts_at=_ago(30))))
    )

    answer = ask(casework, "council", "minute_action", meeting.places.get().pk, **{
        "token": str(uuid4()), "group": meeting.group_id, "title": "Visit on a night",
        "kind": "visit", "who": f"p{casework.people['regulator'].pk}",
        "due_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "why_no_cites": "Nothing can be cited yet",
    })  # fmt: skip

    assert answer.status_code == 422
    assert not Action.objects.exists()


def test_html_and_odd_characters_are_shown_as_they_were_written(casework, today):
    odd = "<script>alert(1)</script> =1+1 \u202eright to left\u200b"
    minute(casework, today.places.get(), discussed=odd)

    page = text_of(ask(casework, "regulator", "meeting_minutes", today.pk))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1" in page


@pytest.mark.parametrize(
    ("page", "field"),
    [("meeting_business", "general_business"), ("correct_minutes", "words")],
)
def test_too_long_a_text_is_an_error_beside_its_field(casework, page, field):
    meeting = plan(casework, starts_at=_ago(0))
    open_up(casework, meeting)
    if page == "correct_minutes":
        send_out(casework, meeting)

    answer = ask(
        casework, "council", page, meeting.pk, token=str(uuid4()), version=1, **{field: LONG}
    )

    assert answer.status_code == 422
    assert "at most 5,000 characters" in text_of(answer)


def test_a_home_that_left_the_register_is_minuted_by_the_name_it_had(casework, today):
    AgendaItem.objects.filter(meeting=today).update(home_id="H77777777", home_name="Gone Lodge")
    place = today.places.get()

    page = ask(casework, "council", "home_minute", place.pk)

    assert page.status_code == 200
    assert "no longer in the register" in text_of(page)
    assert minute(casework, place, level="routine").place == place
    assert ask(casework, "council", "minute_action", place.pk).status_code == 200
    assert ask(casework, "regulator", "level_log", today.group_id).status_code == 200


def test_a_member_who_left_reads_nothing_more(casework, today):
    access = casework.browser("regulator")
    assert access.get(f"/meetings/{today.pk}/minutes/").status_code == 200

    casework.people["regulator"].memberships.update(until_on=timezone.localdate())

    assert access.get(f"/meetings/{today.pk}/minutes/").status_code in (403, 404)


def test_each_reading_of_papers_is_one_line_of_the_trail(casework, today):
    place = today.places.get()
    for page, pk in (("meeting_minutes", today.pk), ("home_minute", place.pk)):
        ask(casework, "regulator", page, pk)

    read = Entry.objects.filter(actor_name="regulator", operation__startswith="meetings.read")
    assert list(read.values_list("operation", "subject", "home_id")) == [
        ("meetings.read_minutes", f"meeting:{today.ref}", ""),
        ("meetings.read_minute", f"meeting:{today.ref}", OURS),
    ]


def test_whoever_reads_words_on_a_form_of_the_minutes_leaves_a_line_too(casework, today):
    sent_out = send_out(casework, today)
    asked = operations.correct(
        actor=casework.people["regulator"], at=sent_out.starts_at, token=uuid4(),
        meeting=sent_out, place=None, words="It was two weeks.",
    )  # fmt: skip
    ask(casework, "council", "meeting_business", today.pk)
    ask(casework, "council", "answer_correction", asked.pk)

    read = Entry.objects.filter(actor_name="council", operation__startswith="meetings.read")
    assert [one.operation for one in read.order_by("sequence")] == [
        "meetings.read_business", "meetings.read_correction",
    ]  # fmt: skip


def test_the_log_as_a_file_defuses_formulas_and_keeps_reasons_from_who_oversees(casework, today):
    formula = "=HYPERLINK(1) as the reason"
    minute(casework, today.places.get(), level="enhanced", agreed={"reason": formula})

    files = {
        name: list(csv.DictReader(io.StringIO(text_of(ask(casework, name, "level_log_csv",
                                                          today.group_id)).lstrip("\ufeff"))))
        for name in ("regulator", "oversight")
    }  # fmt: skip

    assert files["regulator"][0]["reason"] == f"'{formula}"
    assert files["oversight"][0]["reason"] == ""
    assert files["oversight"][0]["level"] == "Enhanced"


def test_a_level_holds_from_the_meeting_and_says_so_until_its_minutes_are_signed(casework):
    signed, waiting = sign(casework), plan(casework, starts_at=timezone.now())
    place = put_on(casework, waiting, BORDER)
    open_up(casework, waiting)
    minute(casework, place, level="enhanced")

    for name in ("chair", "oversight"):
        page = text_of(ask(casework, name, "level_log", signed.group_id))
        assert page.count("minutes not yet signed") == 1
    file = text_of(ask(casework, "oversight", "level_log_csv", signed.group_id)).lstrip("\ufeff")
    said = {row["home_id"]: row["minutes_signed"] for row in csv.DictReader(io.StringIO(file))}
    assert said[BORDER] == "no"
    assert set(said.values()) == {"yes", "no"}


def test_a_first_meeting_is_called_and_opened_by_its_buttons(casework):
    meeting = plan(casework, starts_at=timezone.now() + timedelta(minutes=1))
    browser = casework.browser("council")

    for page in ("propose_agenda", "call_meeting", "open_minutes"):
        answer = browser.post(reverse(page, args=[meeting.pk]), follow=True)
        assert 'class="done error"' not in text_of(answer)

    meeting.refresh_from_db()
    assert meeting.state == "open"
    assert meeting.places.count() == 10


def test_a_button_pressed_twice_says_so_and_does_nothing_more(casework):
    meeting = plan(casework, starts_at=_ago(-9))
    browser = casework.browser("council")
    browser.post(reverse("call_meeting", args=[meeting.pk]))

    again = browser.post(reverse("call_meeting", args=[meeting.pk]), follow=True)

    assert "called already" in text_of(again)


def test_an_order_that_is_no_number_changes_nothing(casework):
    place = put_on(casework, plan(casework, starts_at=_ago(-9)))
    sent = {f"position-{place.pk}": "first", f"minutes-{place.pk}": "8"}

    answer = casework.browser("council").post(
        reverse("agenda_order", args=[place.meeting_id]), sent, follow=True
    )

    assert "whole numbers from 1 to 999" in text_of(answer)


def test_the_chair_signs_by_the_button_and_the_coordinator_does_not(casework):
    meeting = send_out(casework, open_up(casework, plan(casework, starts_at=_ago(20))))
    address = reverse("sign_minutes", args=[meeting.pk])

    assert casework.browser("council").post(address).status_code == 403
    assert "are signed" in text_of(casework.browser("chair").post(address, follow=True))


def many_meetings(casework, how_many):
    for number in range(how_many):
        plan(casework, starts_at=timezone.now() + timedelta(days=number + 1))


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    casework, django_assert_max_num_queries
):
    many_meetings(casework, 60)
    browser = casework.browser("regulator")
    browser.get("/meetings/")

    with django_assert_max_num_queries(22):
        page = browser.get("/meetings/")

    assert "Showing 1 to 50 of 60" in text_of(page)


@pytest.mark.parametrize("page", ["meeting", "meeting_minutes", "level_log", "flags_judged"])
def test_a_meeting_of_ten_homes_costs_no_query_a_home(
    casework, django_assert_max_num_queries, page
):
    meeting = plan(casework, starts_at=timezone.now() - timedelta(minutes=5))
    operations.propose_agenda(actor=casework.people["council"], at=timezone.now(), meeting=meeting)
    open_up(casework, meeting)
    for place in meeting.places.all():
        minute(casework, place)
    pk = meeting.group_id if page in ("level_log", "flags_judged") else meeting.pk
    browser = casework.browser("regulator")
    browser.get(reverse(page, args=[pk]))

    with django_assert_max_num_queries(34):
        assert browser.get(reverse(page, args=[pk])).status_code == 200


def test_the_agenda_of_a_neighbour_does_not_exist(casework):
    theirs = plan(casework, group="Quillhaven", actor="neighbour")

    assert ask(casework, "council", "meeting", theirs.pk).status_code == 404
    assert ask(casework, "council", "meeting", 999_999).status_code == 404
    assert ask(casework, "council", "level_log", theirs.group_id).status_code == 404
