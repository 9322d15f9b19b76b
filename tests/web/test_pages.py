"""Every page answers, says which release it shows, and keeps its honest words."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.addresses import (
    HOME,
    ONLY_POSTED,
    address_of,
    names_of_evidence_pages,
    pages_to_read,
)
from tests.web.invented_release import Wish, write_release

FORMULA = "=cmd|' /C calc'!A0"


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.parametrize("name", [n for n in names_of_evidence_pages() if n not in ONLY_POSTED])
def test_every_page_answers_an_administrator(signed_in: Callable[[str], Client], name: str) -> None:
    answer = signed_in("administrator").get(address_of(name), follow=True)

    assert answer.status_code == 200


@pytest.mark.parametrize("name", [n for n in pages_to_read() if n != "sign_in"])
def test_every_page_says_release_day_clock_and_that_it_is_invented(
    signed_in: Callable[[str], Client], name: str
) -> None:
    page = _text(signed_in("administrator"), address_of(name))

    assert "Release 2026-11.2" in page
    assert "21 November 2026" in page
    assert "published by then" in page
    assert "Invented data" in page
    assert "You are looking back" not in page


@pytest.mark.parametrize("name", pages_to_read())
def test_no_page_has_an_inline_style_or_script_or_leaves_the_server(
    signed_in: Callable[[str], Client], name: str
) -> None:
    page = _text(signed_in("administrator"), address_of(name)) if name != "sign_in" else ""

    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_the_first_page_says_in_a_sentence_how_many_need_a_closer_look(viewer: Client) -> None:
    page = _text(viewer, "/")

    assert "5 homes need attention first" in page
    assert "Provider returns 3" in page
    assert "expected to be false" in page


def test_names_are_escaped_in_every_place(viewer: Client) -> None:
    page = (
        _text(viewer, "/")
        + _text(viewer, "/homes/")
        + _text(viewer, "/indicators/falls_with_harm/")
    )

    assert "<Rest>" not in page
    assert "O&#x27;Neill &amp; Sons &lt;Rest&gt;" in page


def test_a_home_shows_its_arithmetic_and_what_it_would_be_without_an_agency(
    viewer: Client,
) -> None:
    page = _text(viewer, f"/homes/{HOME}/")

    assert "3 found" not in page.split("Together")[1]
    assert "Without ambulance it would be 3, Routine." in page
    assert "4 found, at most 3 count" in page


def test_a_suppressed_and_a_missing_value_are_words_and_no_nought(viewer: Client) -> None:
    page = _text(viewer, "/homes/H00000001/")

    assert "<b>suppressed</b>" in page
    assert "<b>not known</b>" in page
    assert "<b>0</b>" not in page


@pytest.mark.parametrize("badge", ["estimated", "small numbers", "below quality gate"])
def test_doubtful_values_wear_a_badge(viewer: Client, badge: str) -> None:
    assert badge in _text(viewer, "/homes/H00000001/")


def test_a_search_by_registered_id_opens_the_home(viewer: Client) -> None:
    answer = viewer.get("/homes/?q=1-990007")

    assert (answer.status_code, answer["Location"]) == (302, "/homes/H00000007/")


def test_a_search_that_finds_nothing_says_what_to_try(viewer: Client) -> None:
    page = _text(viewer, "/homes/?q=qqqq")

    assert "0 homes found" in page
    assert "No home fits all of this" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=rowan", "6 homes found"),
        ("area=X99000002", "19 homes found"),
        ("level=intensive", "3 homes found"),
        ("rating=Inadequate", "12 homes found"),
        ("kind=Nursing", "19 homes found"),
        ("group=silent", "2 homes that have fallen silent"),
        ("closed=yes", "60 homes found"),
        ("page=999999999999&order=nonsense&group=nonsense", "58 homes found"),
    ],
)
def test_homes_can_be_narrowed(viewer: Client, query: str, sentence: str) -> None:
    assert sentence in _text(viewer, f"/homes/?{query}")


def test_paging_keeps_the_filters(viewer: Client) -> None:
    page = _text(viewer, "/homes/?kind=&order=name")

    assert "?kind=&amp;order=name&amp;page=2" in page
    assert "Showing 51 to 58 of 58" in _text(viewer, "/homes/?page=2")


def test_at_most_four_homes_are_compared_and_the_rest_is_said(viewer: Client) -> None:
    asked = "&".join(f"home=H0000000{number}" for number in range(6))

    page = _text(viewer, f"/homes/compare/?{asked}")

    assert "Only the first 4" in page
    assert page.count("Remove<") == 4


def test_comparing_nothing_says_how_to_choose(viewer: Client) -> None:
    assert "No home is chosen" in _text(viewer, "/homes/compare/")


@pytest.mark.parametrize(
    "address",
    ["/homes/H99999999/", "/indicators/nothing/", f"/homes/{HOME}/indicators/nothing/", "/nowhere/",
     f"/homes/{HOME}/indicators/nothing.csv", "/?release=2020-01.1"],
)  # fmt: skip
def test_what_is_not_there_is_said_and_leads_on(viewer: Client, address: str) -> None:
    answer = viewer.get(address)

    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_a_page_that_the_role_may_not_open_says_so(viewer: Client) -> None:
    answer = viewer.get("/people/")

    assert answer.status_code == 403
    assert "You may not open this page" in answer.content.decode()


def test_refused_values_are_shown_to_analysts_only(signed_in: Callable[[str], Client]) -> None:
    assert "minus four" not in _text(signed_in("viewer"), "/data/set-aside/")
    assert "minus four" in _text(signed_in("analyst"), "/data/set-aside/")


def test_a_file_defuses_formulas_and_keeps_numbers(analyst: Client) -> None:
    text = analyst.get("/data/set-aside.csv").content.decode("utf-8-sig")

    assert f"'{FORMULA}" in text
    assert f",{FORMULA}" not in text


def test_the_file_of_all_homes_holds_every_open_home(analyst: Client) -> None:
    lines = analyst.get("/homes.csv").content.decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + 58


def test_a_missing_value_is_an_empty_cell_of_the_file(viewer: Client) -> None:
    text = viewer.get(f"/homes/{HOME}/indicators/falls_with_harm.csv").content.decode("utf-8-sig")

    april = next(line for line in text.splitlines() if line.startswith("2025-04-01"))
    assert april.startswith("2025-04-01,,,")


def test_data_pages_show_files_verdicts_and_paging(viewer: Client) -> None:
    assert "Showing 1 to 50 of" in _text(viewer, "/data/")
    assert "001.csv" in _text(viewer, "/data/?source=provider_return")
    assert "5 of 60 returns repeat the month before" in _text(viewer, "/data/quality/")


def test_without_a_release_every_page_says_what_to_do(
    signed_in: Callable[[str], Client], settings: Any, tmp_path: Path
) -> None:
    client = signed_in("administrator")
    settings.HOME = tmp_path

    for name in pages_to_read():
        answer = client.get(address_of(name), follow=True)
        assert answer.status_code == 200, name
    assert "caresight build" in client.get("/").content.decode()


def test_a_fault_is_answered_with_a_page_that_needs_nothing(
    viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer.raise_request_exception = False
    monkeypatch.setattr("caresight.web.directory.releases.listed", lambda: 1 / 0)

    answer = viewer.get("/")

    assert answer.status_code == 500
    assert "Sorry, there is a problem" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_plain_words(viewer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/sign-in/", {"username": "a", "password": "b"})

    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()


def test_a_release_of_another_version_says_what_to_do_instead_of_failing(
    signed_in: Callable[[str], Client], settings: Any, tmp_path: Path
) -> None:
    client = signed_in("viewer")
    settings.HOME = tmp_path
    release_id = write_release(tmp_path, Wish(homes=5))
    with closing(sqlite3.connect(tmp_path / "index" / f"{release_id}.sqlite")) as index:
        index.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
        index.commit()

    answer = client.get("/")

    assert answer.status_code == 503
    assert "Run caresight build again" in answer.content.decode()


def test_a_short_reason_says_how_much_more_is_known(viewer: Client) -> None:
    page = _text(viewer, "/")

    assert f'<a class="more" href="/homes/{HOME}/">1 more finding' in page


def test_the_first_page_says_whether_the_list_is_within_the_groups_budget(viewer: Client) -> None:
    assert "One of them is new since last month." in _text(viewer, "/")


def test_a_funnel_says_what_its_limits_are_around(viewer: Client) -> None:
    page = _text(viewer, "/indicators/falls_with_harm/")

    assert "The limits are around all homes together." in page
    assert page.count('class="limit"') == page.count('class="limit-inner"') == 2


def test_names_of_files_may_break_at_their_joints(viewer: Client) -> None:
    assert '>returns_</span><wbr><span class="whole">000.csv<' in _text(viewer, "/data/")


def test_the_list_of_what_was_set_aside_counts_its_own_entries(viewer: Client) -> None:
    assert "rows set aside whole, and single cells" in _text(viewer, "/data/set-aside/")
    assert "3 rows were set aside whole" in _text(viewer, "/data/")
