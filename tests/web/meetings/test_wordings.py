"""Minutes that are written over keep how they read before, with who wrote over them and when."""

import pytest
from django.urls import reverse

from caresight.web.meetings import operations
from caresight.web.meetings.models import EarlierWording
from tests.web.casework import PEOPLE
from tests.web.meetings.held import minute, open_up, plan, put_on

FIRST, SECOND = "Two falls at night; the rota was thin.", "Two falls at night."


@pytest.fixture
def overwritten(casework):
    meeting = plan(casework)
    place = put_on(casework, meeting)
    open_up(casework, meeting)
    minute(casework, place, discussed=FIRST)
    minute(casework, place, version=1, discussed=SECOND, actor="chair")
    return place


def test_the_earlier_wording_is_kept_with_who_wrote_over_it(overwritten):
    kept = EarlierWording.objects.get(part="discussed")

    assert (kept.words, kept.version, kept.replaced_by.username) == (FIRST, 1, "chair")
    assert kept.minute.discussed == SECOND


def test_saving_the_same_words_again_keeps_nothing(casework, overwritten):
    minute(casework, overwritten, version=2, discussed=SECOND)

    assert EarlierWording.objects.filter(part="discussed").count() == 1


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_only_who_may_write_the_minute_reads_how_it_read_before(casework, overwritten, who):
    page = casework.browser(who).get(reverse("home_minute", args=[overwritten.pk]))

    assert (FIRST in page.content.decode()) == (who in {"chair", "council"})


def test_general_business_keeps_its_earlier_wording_too(casework, overwritten):
    meeting = overwritten.meeting
    for version, words in ((1, "The rota."), (2, "The rota and the kitchen.")):
        operations.save_business(
            actor=casework.people["council"], at=meeting.starts_at, meeting=meeting,
            version=version, matters_arising="", general_business=words,
        )  # fmt: skip

    page = casework.browser("council").get(reverse("meeting_business", args=[meeting.pk]))

    assert EarlierWording.objects.get(part="general_business").words == "The rota."
    assert "How it read before" in page.content.decode()
