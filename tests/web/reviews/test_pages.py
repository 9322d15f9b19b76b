"""The pages of reviews: a call, what each reader sees of it, and what is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.accounts.models import HeldRole
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Membership
from caresight.web.reviews import operations
from caresight.web.reviews.models import Review
from caresight.web.reviews.states import Moment, Part, State
from tests.web.casework import OURS, PEOPLE, THEIRS, Casework
from tests.web.examples import Examples
from tests.web.reviews.called import NOW, call, under_way
from tests.web.reviews.examples import WORRY, examples


def form(**changes: object) -> dict[str, object]:
    return {
        "token": str(uuid4()), "worry": "Residents without water on three nights",
        "immediate_risk": "no", "cites": ["indicator:falls_with_harm"], **changes,
    }  # fmt: skip


def address(home: str = OURS) -> str:
    return f"{reverse('call_review')}?home={home}"


def everything(casework: Casework, name: str, made: Examples) -> str:
    """Every page of every review that this person can get."""
    browser = casework.browser(name)
    pages = [browser.get(reverse(page)) for page in ("reviews", "reviews_csv")]
    for page, all_arguments in made.addresses.items():
        pages += [browser.get(reverse(page, kwargs=one)) for one in all_arguments]
    return "".join(answer.content.decode() for answer in pages)


def test_a_member_calls_a_review_in_one_form(casework: Casework) -> None:
    answer = casework.browser("healthwatch").post(address(), form(), follow=True)

    review = Review.objects.get()
    assert (review.provider_name, str(review.provider)) == ("Invented Care 1 Ltd",) * 2
    assert review.cites[0]["ref"] == "falls_with_harm"
    assert "Everybody entitled was told" in answer.content.decode()


def test_the_form_warns_that_one_is_running_and_joins_it(casework: Casework) -> None:
    review = call(casework)
    browser = casework.browser("healthwatch")

    warned = browser.get(address()).content.decode()
    answer = browser.post(address(), form(), follow=True)

    assert f"{review.ref} is running for this home already" in warned
    assert "your worry was added to it" in answer.content.decode()
    assert Review.objects.count() == 1


@pytest.mark.parametrize("home", [THEIRS, "H99999999", "../etc"])
def test_no_review_is_called_about_a_home_of_no_group_of_mine(casework: Casework, home) -> None:
    answer = casework.browser("council").post(address(home), form())

    assert answer.status_code == 404
    assert not Review.objects.exists()


@pytest.mark.parametrize("name", ["provider", "viewer", "social_worker", "oversight", "left"])
def test_only_members_call_one(casework: Casework, name: str) -> None:
    answer = casework.browser(name).post(address(), form())

    assert answer.status_code in (403, 404)
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"worry": ""}, "required"),
        ({"worry": "bad"}, "needs a reason"),
        ({"worry": "a" * 5001}, "5000"),
        ({"immediate_risk": "perhaps"}, "valid choice"),
        ({"cites": ["item:I-000001"]}, "valid choice"),
        ({"more_homes": [THEIRS]}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(casework: Casework, changes, says) -> None:
    answer = casework.browser("council").post(address(), form(**changes))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Review.objects.exists()


def test_the_call_sent_twice_shows_the_first_answer(casework: Casework) -> None:
    browser, sent = casework.browser("council"), form()

    first, second = browser.post(address(), sent), browser.post(address(), sent)

    assert first.url == second.url
    assert not Review.objects.get().moments.filter(kind=Moment.CALLED_AGAIN).exists()


@pytest.mark.parametrize("name", PEOPLE)
def test_each_secret_is_read_by_whom_it_may_be(casework: Casework, name: str) -> None:
    made = examples(casework)

    seen = everything(casework, name, made)

    assert {word for word in made.secrets if word in seen} == {
        word for word, readers in made.secrets.items() if name in readers
    }


def test_those_who_oversee_read_when_and_where_it_stands(casework: Casework) -> None:
    review = under_way(casework)

    html = casework.browser("oversight").get(reverse("review", args=[review.pk])).content.decode()

    assert "1 hour after the call" in html
    assert "Rowan Court" in html
    for hidden in ("water", "council", "Three agencies"):
        assert hidden not in html


def test_a_provider_reads_the_names_of_its_own_homes_only(casework: Casework) -> None:
    review = call(casework)
    review.homes.create(home_id=THEIRS, home_name="Elsewhere House", area_code="")
    operations.invite(
        actor=casework.people["chair"], at=NOW, review=review,
        person=casework.people["provider"], part=Part.PART_TWO,
    )  # fmt: skip
    browser = casework.browser("provider")

    html = "".join(
        browser.get(one).content.decode()
        for one in (reverse("reviews"), reverse("review", args=[review.pk]))
    )

    assert "Rowan Court" in html
    assert "Elsewhere" not in html


@pytest.mark.parametrize("name", ["neighbour", "left", "other_provider", "viewer", "administrator"])
def test_others_cannot_tell_a_review_from_none(casework: Casework, name: str) -> None:
    review = call(casework)
    browser = casework.browser(name)

    answers = [browser.get(reverse("review", args=[pk])) for pk in (review.pk, 999_999)]

    assert answers[0].status_code in (403, 404)
    assert answers[0].status_code == answers[1].status_code


def test_hand_made_posts_change_nothing_and_leave_a_line_each(casework: Casework) -> None:
    made = examples(casework)
    tried = {
        page: one
        for page, all_arguments in made.addresses.items()
        if page in made.posts and page != "answer_information"
        for one in all_arguments[-1:]
    }
    before = list(Review.objects.values()), Entry.objects.count()
    browser = casework.browser("healthwatch")

    codes = {
        page: browser.post(reverse(page, kwargs=one), made.posts[page]).status_code
        for page, one in tried.items()
    }

    assert set(codes.values()) == {403}
    assert list(Review.objects.values()) == before[0]
    assert Entry.objects.count() == before[1] + len(codes)


@pytest.mark.parametrize("name", ["oversight", "provider", "viewer", "neighbour"])
def test_nobody_outside_takes_a_step(casework: Casework, name: str) -> None:
    review = call(casework)
    answer = casework.browser(name).post(
        reverse("triage_review", args=[review.pk]),
        {"token": str(uuid4()), "decision": "not_needed", "took_part": "me", "reason": "a" * 20},
    )

    review.refresh_from_db()
    assert answer.status_code in (403, 404)
    assert review.state == State.CALLED


def test_an_answer_for_another_agency_is_refused(casework: Casework) -> None:
    review = under_way(casework)
    [request] = operations.ask_agencies(
        actor=casework.people["council"], at=NOW, review=review, questions="What do you know?",
        agencies=[casework.agencies["Invented Regulator"]], due_at=NOW + timedelta(days=1),
    )  # fmt: skip
    said = {"token": str(uuid4()), "version": 1, "answer": "Not mine to say"}
    page = reverse("answer_information", args=[request.pk])

    codes = [casework.browser(n).post(page, said).status_code for n in ("chair", "regulator")]

    assert codes == [403, 302]


def test_two_who_write_the_facts_at_once_see_both_texts(casework: Casework) -> None:
    review = under_way(casework)
    page = reverse("write_facts", args=[review.pk])
    said = {"token": str(uuid4()), "version": 1}
    casework.browser("chair").post(page, {**said, "words": "It was on three nights"})

    answer = casework.browser("council").post(page, {**said, "words": "It was on four nights"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "three nights" in html
    assert "four nights" in html
    assert 'name="version" value="2"' in html


def test_the_page_of_the_end_says_what_stands_in_the_way(casework: Casework) -> None:
    review = under_way(casework)
    page = reverse("stand_down_review", args=[review.pk])

    html = casework.browser("council").get(page).content.decode()

    assert "It cannot be stood down yet" in html
    assert "6 exit criteria are not met" in html


@pytest.mark.parametrize(
    "words", ["=1+1", "<script>alert(1)</script> and more", "\u202etxet\u200b and more words"]
)
def test_hostile_words_are_shown_as_words(casework: Casework, words: str) -> None:
    review = call(casework, worry=words * 3)

    html = casework.browser("council").get(reverse("review", args=[review.pk])).content.decode()

    assert "<script>alert" not in html


def test_a_home_that_left_the_register_stays_in_its_review(casework: Casework) -> None:
    gone = operations.NamedHome("H77777777", "Gone House", "X99000001")
    review = call(casework, homes=[gone])

    html = casework.browser("council").get(reverse("review", args=[review.pk])).content.decode()

    assert "Gone House" in html
    assert "no longer in the register" in html


def test_a_read_is_in_the_trail_with_the_part_that_was_read(casework: Casework) -> None:
    review = call(casework)
    for name in ("council", "oversight"):
        casework.browser(name).get(reverse("review", args=[review.pk]))

    entries = Entry.objects.filter(operation="reviews.read").order_by("sequence")

    assert [(one.actor_name, one.detail) for one in entries] == [
        ("council", '{"as": "review"}'), ("oversight", '{"as": "course"}'),
    ]  # fmt: skip


def test_a_file_of_reviews_holds_no_words(casework: Casework) -> None:
    examples(casework)

    csv = casework.browser("oversight").get(reverse("reviews_csv")).content.decode()

    assert csv.count("\r\n") == 5
    assert WORRY not in csv
    assert ",council," not in csv


def test_a_file_that_leaves_out_what_a_provider_joins_still_says_where_it_was_cut(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, quillhaven = casework.people["provider"], casework.groups["Quillhaven"]
    HeldRole.objects.create(person=both, role="member")
    Membership.objects.create(group=quillhaven, person=both, from_on=date(2026, 1, 1))
    for number in (1, 2):
        call(casework, group=quillhaven, homes=[operations.NamedHome(f"H9{number}", "A home", "X")])
    joined = under_way(casework, at=NOW + timedelta(hours=1))
    operations.invite(actor=casework.people["council"], at=NOW + timedelta(hours=2), review=joined,
                      person=both, part=Part.PART_TWO)  # fmt: skip
    monkeypatch.setattr("caresight.web.reviews.views.reading.MOST_ROWS", 1)

    lines = casework.browser("provider").get(reverse("reviews_csv")).content.decode().splitlines()

    assert len(lines) == 3
    assert joined.ref not in lines[1]
    assert lines[2].startswith("Cut after 1 rows")


def test_a_list_asks_as_many_questions_for_forty_as_for_one(
    casework: Casework, django_assert_max_num_queries
) -> None:
    for number in range(40):
        home = operations.NamedHome(f"H8{number:07d}", f"House {number}", "X99000001")
        call(casework, homes=[home])
    browser = casework.browser("council")
    browser.get(reverse("reviews"))

    with django_assert_max_num_queries(26):
        browser.get(reverse("reviews"))


def test_a_meeting_is_planned_in_the_time_of_the_country(casework: Casework) -> None:
    review = under_way(casework)
    day = timezone.localdate() + timedelta(days=10)
    planned = {
        "token": str(uuid4()), "on": day.isoformat(), "hour": "14:30", "place": "Town hall",
        "has_part_two": "yes",
    }  # fmt: skip

    casework.browser("council").post(reverse("plan_review_meeting", args=[review.pk]), planned)

    begins = timezone.localtime(review.meetings.get().begins_at)
    assert (begins.date(), f"{begins:%H:%M}") == (day, "14:30")
