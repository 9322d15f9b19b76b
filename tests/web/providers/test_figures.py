"""Own figures against peers, what was shared, and the actions of one's own agency."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from caresight.web.actions.operations import open_action
from caresight.web.audit.models import Entry
from caresight.web.intelligence.operations import release_to_provider
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.intelligence.items import send as report

pytestmark = pytest.mark.django_db
PASSED_ON = "At night there were two carers fewer than planned."


@pytest.fixture
def shared(own: Casework, noon: datetime) -> Any:
    """An item about OURS that a lead passed on to its provider, and one that was not."""
    item = report(own, at=noon, handling="provider_may_see", words="Raw planted words, no name.")
    report(own, at=noon, handling="provider_may_see", words="Other planted words, no name.")
    release_to_provider(
        actor=own.people["chair"], at=noon, item=item, version=item.version, words=PASSED_ON
    )
    return item


def act(own: Casework, noon: datetime, **given: Any) -> Any:
    asked: dict[str, Any] = {
        "actor": own.people["chair"], "at": noon, "group": own.groups["Alderbourne"],
        "home_id": OURS, "home_name": "Rowan Court", "area_code": "X99000001",
        "title": "Send the rota", "kind": "contract", "owner": own.people["provider"],
        "owner_agency": own.agencies["Invented Care 1 Ltd"], "cites": (),
        "due_on": noon.date() + timedelta(days=5), "why_no_cites": "The meeting agreed it.",
        "words": "Planted words of the group.",
    }  # fmt: skip
    return open_action(**(asked | given))


def test_a_figure_has_its_chart_its_table_and_its_place_among_peers(own: Casework) -> None:
    page = own.browser("provider").get(f"/own/homes/{OURS}/figures/falls_with_harm/")

    text = page.content.decode()
    assert "<svg" in text
    assert "of 58 like homes" in text
    assert "Oct 2026" in text
    assert "Reply to this figure" in text


def test_a_figure_and_all_figures_go_out_as_csv_without_another_home(own: Casework) -> None:
    browser = own.browser("provider")

    one = browser.get(f"/own/homes/{OURS}/figures/falls_with_harm.csv").content.decode()
    every = browser.get(f"/own/homes/{OURS}/figures.csv").content.decode()

    assert one.splitlines()[0].lstrip("\ufeff").startswith("period,value,counted")
    assert len(one.splitlines()) == 25
    assert "falls_with_harm" in every
    assert "safeguarding_concerns" not in every
    assert THEIRS not in one + every


@pytest.mark.parametrize("code", ["safeguarding_concerns", "ambulance_calls", "no_such", "falls"])
def test_a_figure_that_may_not_be_seen_is_not_there(own: Casework, code: str) -> None:
    for ending in ("/", ".csv"):
        address = f"/own/homes/{OURS}/figures/{code}{ending}"
        assert own.browser("provider").get(address).status_code == 404


def test_what_was_passed_on_is_read_in_its_released_words_only(own: Casework, shared: Any) -> None:
    page = own.browser("provider").get(f"/own/homes/{OURS}/").content.decode()

    assert PASSED_ON in page
    assert "planted words" not in page
    assert "Alderbourne Council" not in page
    assert "social_worker" not in page
    entry = Entry.objects.get(operation="providers.read_shared_items")
    assert shared.ref in entry.detail


def test_another_provider_reads_nothing_of_what_was_passed_on(own: Casework, shared: Any) -> None:
    browser = own.browser("other_provider")

    assert PASSED_ON not in browser.get("/own/").content.decode()
    assert PASSED_ON not in browser.get(f"/own/homes/{THEIRS}/").content.decode()


def test_the_log_says_that_an_item_was_passed_on_and_when(own: Casework, shared: Any) -> None:
    page = own.browser("regulator").get(f"/told/?home={OURS}").content.decode()

    assert shared.ref in page
    assert PASSED_ON not in page
    assert shared.ref not in own.browser("neighbour").get(f"/told/?home={OURS}").content.decode()


def test_own_actions_stand_on_the_pages_without_what_the_group_says(
    own: Casework, noon: datetime
) -> None:
    act(own, noon)
    act(own, noon, title="Planted action of the council", owner=own.people["council"],
        owner_agency=own.agencies["Alderbourne Council"])  # fmt: skip
    browser = own.browser("provider")

    page = browser.get(f"/own/homes/{OURS}/").content.decode()

    assert "Send the rota" in page
    assert "Planted" not in page
    assert "1 open" in browser.get("/own/").content.decode()


def test_an_overdue_action_says_so(
    own: Casework, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(own, noon)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon + timedelta(days=9))
    browser = own.browser("provider")

    assert "1 open, 1 overdue" in browser.get("/own/").content.decode()
    assert "overdue" in browser.get(f"/own/homes/{OURS}/").content.decode()
    assert noon.date() == date(2026, 11, 21)
