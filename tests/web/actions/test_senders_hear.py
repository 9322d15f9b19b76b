"""Who sent what an action rests on hears that something is done, and nothing more."""

from datetime import timedelta

from caresight.web.directory.citations import Citation
from caresight.web.intelligence.models import Item
from caresight.web.notices.models import Notice
from tests.web.actions.agreed import NOW, agree
from tests.web.casework import Casework
from tests.web.joint.items import sent


def _cited(item: Item) -> list[Citation]:
    return [Citation("item", item.ref, item.ref)]


def test_who_sent_an_item_hears_that_an_action_rests_on_it(casework: Casework) -> None:
    item = sent(casework, "social_worker", at=NOW - timedelta(days=1))

    action = agree(casework, cites=_cited(item))

    assert [step.kind for step in item.steps.all()] == ["action"]
    page = casework.browser("social_worker").get("/sent/").content.decode()
    assert "Action was agreed because of it" in page
    assert action.title not in page


def test_two_actions_of_one_day_are_told_once(casework: Casework) -> None:
    item = sent(casework, "social_worker", at=NOW - timedelta(days=1))

    agree(casework, cites=_cited(item))
    agree(casework, cites=_cited(item))

    page = casework.browser("social_worker").get("/sent/").content.decode()
    assert page.count("Action was agreed because of it") == 1


def test_the_notice_says_that_there_is_news_and_not_which(casework: Casework) -> None:
    item = sent(casework, "social_worker", at=NOW - timedelta(days=1))

    action = agree(casework, cites=_cited(item))

    told = Notice.objects.get(person=casework.people["social_worker"])
    assert action.title not in f"{told.subject} {told.sentence}"


def test_of_an_item_for_named_agencies_nothing_is_told(casework: Casework) -> None:
    item = sent(
        casework, "social_worker", at=NOW - timedelta(days=1), handling="named_agencies",
        named_agencies=[casework.agencies["Healthwatch Alderbourne"]],
    )  # fmt: skip

    agree(casework, cites=_cited(item))

    assert not item.steps.exists()
