"""A home that stays on an agenda though the group no longer covers it: what is kept from it."""

import pytest
from django.urls import reverse

from caresight.web.groups.models import GroupHome
from caresight.web.meetings.queries.evidence import citable, replies
from caresight.web.replies.models import Reply
from tests.web.casework import BORDER, THEIRS_AREA
from tests.web.meetings.held import NOW, TODAY, open_up, plan, put_on

REPLIED = "marigoldwords"


@pytest.fixture
def place(casework):
    meeting = plan(casework)
    place = put_on(casework, meeting, BORDER)
    open_up(casework, meeting)
    Reply.objects.create(
        home_id=BORDER, home_name="Heron Court", area_code=THEIRS_AREA, about="signal",
        agency=casework.agencies["Invented Care 1 Ltd"], about_ref="x", about_words="Falls",
        words=REPLIED, state="sent", written_by=casework.people["provider"], written_at=NOW,
        sent_at=NOW, sent_by=casework.people["provider"],
    )  # fmt: skip
    return place


def minute_page(casework, place):
    page = casework.browser("council").get(reverse("home_minute", args=[place.pk]))
    return page.content.decode()


def kinds(casework, place):
    offered = citable(casework.access("council"), place.meeting.group, BORDER, held=[])
    return {one.citation.kind for one in offered.values()}


def test_evidence_and_replies_stand_by_the_minute_of_a_home_that_is_covered(casework, place):
    assert {"profile", "indicator", "reply"} <= kinds(casework, place)
    assert REPLIED in minute_page(casework, place)


def test_they_are_kept_from_a_group_that_no_longer_covers_the_home(casework, place):
    GroupHome.objects.filter(group=place.meeting.group).delete()

    assert kinds(casework, place) == set()
    assert replies(place.meeting.group, BORDER) == []
    page = minute_page(casework, place)
    assert "Heron Court" in page
    assert REPLIED not in page


def test_a_group_that_covers_the_home_still_reads_them(casework, place):
    GroupHome.objects.filter(group=place.meeting.group).delete()

    (reply,) = replies(casework.groups["Quillhaven"], BORDER)

    assert (reply.words, reply.sent_at.date()) == (REPLIED, TODAY)
