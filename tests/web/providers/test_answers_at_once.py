"""Two who answer for one home in the same instant, where no month tells their returns apart."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.providers.models import HomeReturn, ReturnVersion
from tests.web.at_once import at_once, real_connections
from tests.web.casework import OURS, Casework

pytestmark = [real_connections, pytest.mark.django_db(transaction=True)]


def form(device: str, do: str, token: str) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"token": token, "version": "0", "do": do, "answered_on": today, "device": device}


def test_a_return_submitted_by_two_clicks_is_one_version(casework: Casework) -> None:
    browser, page = casework.browser("provider"), reverse("own_digital_return", args=[OURS])
    sent = form("yes", "submit", str(uuid4()))

    answers = at_once(lambda: browser.post(page, sent), lambda: browser.post(page, sent))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert ReturnVersion.objects.count() == HomeReturn.objects.count() == 1


def test_of_two_first_drafts_one_is_kept_and_the_other_is_shown_beside_it(
    casework: Casework,
) -> None:
    browser, page = casework.browser("provider"), reverse("own_digital_return", args=[OURS])
    yes, no = (form(one, "save", str(uuid4())) for one in ("yes", "no"))

    first, second = at_once(lambda: browser.post(page, yes), lambda: browser.post(page, no))

    assert first.status_code == 302
    assert "<b>Saved meanwhile:</b> yes" in second.content.decode()
    assert HomeReturn.objects.get().draft["device"] == "yes"
