"""What becomes of an item, and what who sent it is told."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence import operations
from caresight.web.intelligence.kinds import State
from caresight.web.intelligence.models import Comment, Disposition, Item
from caresight.web.intelligence.queries import Wanted, count_due, page_of_items
from caresight.web.notices.models import Notice
from tests.web.casework import BORDER, Casework
from tests.web.intelligence.items import NOW, send


def decide(casework: Casework, item: Item, **given: object) -> Disposition:
    asked = {"state": State.LOOKING, "reason": "We ask the home."} | given
    return operations.dispose(actor=casework.people["council"], at=NOW, item=item, **asked)


def test_a_decision_is_kept_with_its_reason_and_the_sender_is_told_once(casework: Casework) -> None:
    item, token = send(casework), uuid4()

    for _ in range(2):
        decide(casework, item, feedback="Thank you.", token=token, review_by=date(2026, 12, 1))

    item.refresh_from_db()
    kept = item.dispositions.get()
    assert (item.state, item.review_by) == ("looking", date(2026, 12, 1))
    assert (kept.reason, kept.by.username) == ("We ask the home.", "council")
    notice = Notice.objects.get(person__username="social_worker")
    assert "bell" not in notice.subject + notice.sentence


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "}, {"reason": "x" * 1_001}, {"state": "gone"},
        {"state": State.DUPLICATE}, {"review_by": date(2026, 11, 21)}, {"feedback": "x" * 1_001},
    ],
    ids=str,
)  # fmt: skip
def test_a_decision_that_cannot_be_is_refused(casework: Casework, wrong: dict[str, object]) -> None:
    item = send(casework)

    with pytest.raises(Refusal):
        decide(casework, item, **wrong)

    assert not item.dispositions.exists()


def join(casework: Casework, item: Item, other: Item) -> Item:
    lead = casework.people["council"]
    return operations.join_items(actor=lead, at=NOW, item=item, other=other, reason="The same.")


def test_two_items_are_not_joined_both_ways_by_leads_who_read_them_before(
    casework: Casework,
) -> None:
    one, two = send(casework), send(casework)
    one_as_read, two_as_read = Item.objects.get(pk=one.pk), Item.objects.get(pk=two.pk)
    join(casework, one, two)

    with pytest.raises(Refusal, match="already read together"):
        join(casework, two_as_read, one_as_read)

    assert not Item.objects.filter(pk=two.pk, joined_to__isnull=False).exists()


def test_an_item_that_was_taken_back_meanwhile_is_not_joined_to(casework: Casework) -> None:
    one, two = send(casework), send(casework)
    as_read = Item.objects.get(pk=two.pk)
    operations.withdraw_item(
        actor=casework.people["social_worker"], at=NOW, item=two, why="Another home."
    )

    with pytest.raises(Refusal, match="taken back"):
        join(casework, one, as_read)


def test_a_ring_of_items_is_walked_to_its_end(casework: Casework) -> None:
    one, two, three = (send(casework) for _ in range(3))
    Item.objects.filter(pk=one.pk).update(joined_to=two)
    Item.objects.filter(pk=two.pk).update(joined_to=one)

    assert join(casework, three, one).joined_to_id == one.pk


def test_a_form_of_somebody_else_is_not_used_again(casework: Casework) -> None:
    token = uuid4()
    decide(casework, send(casework), token=token)

    with pytest.raises(Refusal, match="already used"):
        decide(casework, send(casework), token=token)


def test_the_sender_reads_what_happened_and_not_what_the_group_said(casework: Casework) -> None:
    item = send(casework)
    decide(casework, item, reason="A secret reason.", feedback="It is <seen> to.")
    operations.comment_on(
        actor=casework.people["regulator"], at=NOW, item=item, words="A secret comment."
    )
    operations.note_step(
        actor=casework.people["chair"], at=NOW, item_pks=[item.pk], kind="discussed",
        on=date(2026, 11, 21), group=casework.groups["Alderbourne"], subject_ref="M-000001",
    )  # fmt: skip
    browser = casework.browser("social_worker")

    for page in (reverse("my_items"), reverse("item", args=[item.pk])):
        text = browser.get(page).content.decode()
        assert "It is &lt;seen&gt; to." in text
        assert "Discussed by the group." in text
        assert "secret" not in text
        assert "M-000001" not in text
    assert "A secret reason." in casework.browser("regulator").get(page).content.decode()


def test_a_step_is_told_once(casework: Casework) -> None:
    item = send(casework)

    noted = [
        operations.note_step(
            actor=casework.people["chair"], at=NOW, item_pks=[item.pk, 999_999], kind="action",
            on=date(2026, 11, 21), subject_ref="A-000001",
        )
        for _ in range(2)
    ]  # fmt: skip

    assert noted == [1, 0]
    assert Notice.objects.count() == 1


def test_two_items_that_say_the_same_are_read_together_and_never_in_a_ring(
    casework: Casework,
) -> None:
    first, second, third = (send(casework) for _ in range(3))
    lead = casework.people["council"]

    def join(item: Item, other: Item) -> None:
        item.refresh_from_db()
        other.refresh_from_db()
        operations.join_items(actor=lead, at=NOW, item=item, other=other, reason="The same night.")

    join(second, first)
    join(third, second)
    for item, other in ((first, third), (first, first), (second, third)):
        with pytest.raises(Refusal, match="already read together"):
            join(item, other)

    second.refresh_from_db()
    assert (second.state, second.joined_to) == ("duplicate", first)


def test_an_item_that_only_named_agencies_read_is_not_given_away_by_what_is_joined_to_it(
    casework: Casework,
) -> None:
    item = send(casework)
    named = send(casework, handling="named_agencies", named=["Invented NHS Board"])
    operations.join_items(
        actor=casework.people["chair"], at=NOW, item=item, other=named, reason="The same night."
    )

    pages = {
        name: casework.browser(name).get(reverse("item", args=[item.pk])).content.decode()
        for name in ("chair", "regulator", "social_worker")
    }

    assert [name for name, page in pages.items() if named.ref in page] == ["chair"]
    assert reverse("item", args=[named.pk]) not in pages["regulator"]


def test_items_of_two_homes_are_not_joined(casework: Casework) -> None:
    with pytest.raises(Refusal, match="different homes"):
        operations.join_items(
            actor=casework.people["council"], at=NOW, item=send(casework),
            other=send(casework, home_id=BORDER), reason="No.",
        )  # fmt: skip


def test_members_link_items_and_only_leads_join_them(casework: Casework) -> None:
    item, other = send(casework), send(casework)
    hidden = send(casework, handling="named_agencies", named=["Invented Regulator"])
    page = reverse("item_link", args=[item.pk])
    browser = casework.browser("healthwatch")
    tie = {"what": "tie", "other": str(other.pk), "kind": "same_event"}

    assert hidden.ref not in browser.get(page).content.decode()
    assert browser.post(page, tie | {"other": str(hidden.pk)}).status_code == 422
    assert browser.post(page, tie | {"other": str(item.pk)}).status_code == 422
    assert browser.post(page, {"what": "join", "join-other": other.pk}).status_code == 403
    assert browser.post(page, tie).status_code == 302
    assert other.ref in browser.get(reverse("item", args=[item.pk])).content.decode()
    joined = casework.browser("chair").post(
        page, {"what": "join", "join-other": other.pk, "join-reason": "The same words."}
    )
    assert joined.status_code == 302
    item.refresh_from_db()
    assert item.joined_to == other


def test_an_item_is_not_linked_to_itself_nor_in_a_way_that_is_none(casework: Casework) -> None:
    item, other = send(casework), send(casework)

    for second, kind in ((item, "related"), (other, "duplicate"), (other, "rival")):
        with pytest.raises(Refusal, match="cannot be linked"):
            operations.tie_items(
                actor=casework.people["council"], at=NOW, item=item, other=second, kind=kind
            )


def test_a_mistaken_decision_comes_back_with_what_is_wrong(casework: Casework) -> None:
    page = reverse("dispose_item", args=[send(casework).pk])
    asked = {"token": str(uuid4()), "state": "looking", "reason": "We ask."}
    browser = casework.browser("council")

    for wrong, message in (
        ({"reason": ""}, "Give the reason"), ({"state": "gone"}, "valid choice"),
        ({"review_by": "2020-01-01"}, "must lie ahead"), ({"review_by": "soon"}, "2026-11-05"),
    ):  # fmt: skip
        answer = browser.post(page, asked | wrong)
        assert answer.status_code == 422
        assert message in answer.content.decode()
        (field,) = wrong
        assert f'<a href="#id_{field}' in answer.content.decode()


def test_a_tied_item_that_may_not_be_read_is_not_shown(casework: Casework) -> None:
    item = send(casework)
    hidden = send(casework, handling="named_agencies", named=["Invented Regulator"])
    operations.tie_items(
        actor=casework.people["council"], at=NOW, item=item, other=hidden, kind="related"
    )
    page = reverse("item", args=[item.pk])

    assert hidden.ref in casework.browser("council").get(page).content.decode()
    assert hidden.ref not in casework.browser("healthwatch").get(page).content.decode()


def test_items_to_be_looked_at_again_are_listed_to_leads(casework: Casework) -> None:
    item = send(casework)
    decide(casework, item, review_by=date(2026, 12, 1))
    later = casework.access("chair", day=date(2026, 12, 2))

    assert count_due(casework.access("chair")) == 0
    assert count_due(later) == 1
    assert page_of_items(later, Wanted(state="due")).items == [item]
    assert count_due(casework.access("healthwatch", day=date(2026, 12, 2))) == 0


def test_only_a_lead_decides_and_only_a_member_comments(casework: Casework) -> None:
    item = send(casework)
    decision = {"token": str(uuid4()), "state": "looking", "reason": "We ask."}
    comment = {"token": str(uuid4()), "words": "We saw it too."}
    expected = {
        "chair": (302, 302), "council": (302, 302), "healthwatch": (403, 302),
        "social_worker": (403, 403), "neighbour": (404, 404), "left": (404, 404),
        "provider": (403, 403), "viewer": (403, 403), "oversight": (403, 403),
        "administrator": (403, 403), "governance": (403, 403),
    }  # fmt: skip

    for name, statuses in expected.items():
        browser = casework.browser(name)
        answers = (
            browser.post(
                reverse("dispose_item", args=[item.pk]), decision | {"token": str(uuid4())}
            ),
            browser.post(
                reverse("item_comment", args=[item.pk]), comment | {"token": str(uuid4())}
            ),
        )
        assert tuple(answer.status_code for answer in answers) == statuses, name
    assert Disposition.objects.count() == 2
    assert Comment.objects.count() == 3


def test_a_comment_sent_twice_stands_once_and_an_empty_one_is_refused(casework: Casework) -> None:
    item = send(casework)
    browser, page = casework.browser("regulator"), reverse("item_comment", args=[item.pk])
    sent = {"token": str(uuid4()), "words": "We saw <b>it</b> too."}

    for _ in range(2):
        browser.post(page, sent)

    assert Comment.objects.get().words == "We saw <b>it</b> too."
    for words in ("", "x" * 1_000_000):
        assert browser.post(page, sent | {"words": words}).status_code == 422
    shown = browser.get(reverse("item", args=[item.pk])).content.decode()
    assert "&lt;b&gt;it&lt;/b&gt;" in shown


def test_whoever_may_read_it_decides_where_no_lead_may(casework: Casework) -> None:
    named = ["Alderbourne Safeguarding Board"]
    item = send(casework, "ambulance", handling="named_agencies", named=named)
    browser = casework.browser("safeguarding")
    address = reverse("dispose_item", args=[item.pk])

    page = browser.get(reverse("item", args=[item.pk])).content.decode()
    answer = browser.post(address, {"token": uuid4(), "state": "looking", "reason": "We ask."})

    assert "No chair or coordinator of its group may read this item." in page
    assert answer.status_code == 302
    assert item.dispositions.get().by.username == "safeguarding"
    assert casework.browser("chair").get(address).status_code == 404
