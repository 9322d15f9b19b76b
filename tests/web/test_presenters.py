"""What pages say of periods, files, registers and registrations."""

from datetime import UTC, date, datetime
from typing import cast

import pytest

from caresight.pipeline.release_index.documents import LinkedLocation
from caresight.web.dashboards.home_page import _registration
from caresight.web.directory.context import _register_note
from caresight.web.publication.presenters import _breakable, _period, receipt_lines, title_of


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 10, 1), date(2026, 11, 1), "Oct 2026"),
        (date(2026, 9, 1), date(2026, 11, 1), "Sep to Oct 2026"),
        (date(2025, 12, 1), date(2026, 2, 1), "Dec 2025 to Jan 2026"),
        (date(2026, 9, 5), date(2026, 9, 8), "05 Sep 2026 to 07 Sep 2026"),
    ],
)
def test_a_stretch_of_months_is_said_in_months(start: date, end: date, words: str) -> None:
    assert _period(start, end) == words


def test_a_hostile_name_of_a_file_is_escaped_where_it_may_break() -> None:
    assert (
        _breakable("a_<b>.csv")
        == '<span class="whole">a_</span><wbr><span class="whole">&lt;b&gt;.csv</span>'
    )


def test_checks_of_a_whole_register_are_not_called_by_its_code() -> None:
    assert title_of("cqc", {}) == "CQC, all its lists together"


def test_every_register_in_a_release_is_named_as_its_licence_asks() -> None:
    note = _register_note(["cms", "cqc"], invented=False)

    assert "Contains CQC data, licensed under the Open Government Licence v3.0." in note
    assert "Centers for Medicare & Medicaid Services" in note


def _location(**changed: str) -> LinkedLocation:
    plain = {
        "location_id": "1-1", "name": "Rowan Court", "provider_name": "Alder", "from_on": "",
        "to_on": "", "link_method": "sole", "confidence": None, "confirmed_by": "",
        "is_current": True,
    }  # fmt: skip
    return cast(LinkedLocation, plain | changed)


@pytest.mark.parametrize(
    ("from_on", "to_on", "span"),
    [
        ("2019-04-17", "", "since 17 Apr 2019"),
        ("2019-04-17", "2020-04-01", "17 Apr 2019 to 1 Apr 2020"),
        ("", "2020-04-01", "until 1 Apr 2020"),
        ("", "", "since before our records"),
    ],
)
def test_a_registration_says_when_it_held(from_on: str, to_on: str, span: str) -> None:
    assert _registration(_location(from_on=from_on, to_on=to_on)).span == span


def test_a_registration_from_a_list_without_ids_shows_no_made_up_id() -> None:
    shown = _registration(_location(location_id="name:rowan@QX11AA"))

    assert shown.location_id == "none: from a list without ids"


def test_a_file_that_came_in_after_midnight_in_summer_came_in_on_the_new_day() -> None:
    row = {
        "file_name": "cqc.csv", "source": "cqc_register", "published_on": date(2026, 7, 30),
        "received_at": datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "period_start": None,
        "period_end": None, "rows_landed": 4, "rows_read": 4, "rows_set_aside": 0,
    }  # fmt: skip

    (line,) = receipt_lines([row], {})

    assert (line.received, line.published) == ("1 Aug 2026", "30 Jul 2026")
