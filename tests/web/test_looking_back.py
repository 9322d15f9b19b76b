"""The “as known at” switch."""

from django.test import Client

from tests.web.addresses import HOME


def _text(client: Client, address: str = "/") -> str:
    return str(client.get(address).content.decode())


def test_a_chosen_release_is_shown_on_every_page_until_the_newest_is_asked_for(
    viewer: Client,
) -> None:
    viewer.post("/releases/choose/", {"release_id": "2026-11.1"})

    assert "You are looking back" in _text(viewer)
    assert "Release 2026-11.1" in _text(viewer, f"/homes/{HOME}/")
    viewer.post("/releases/choose/", {"release_id": ""})
    assert "Release 2026-11.2" in _text(viewer)


def test_an_address_can_name_a_release_for_one_page_only(viewer: Client) -> None:
    assert "Release 2026-11.1" in _text(viewer, "/?release=2026-11.1")
    assert "Release 2026-11.2" in _text(viewer)


def test_figures_follow_the_release_chosen(viewer: Client) -> None:
    now = _text(viewer, f"/homes/{HOME}/indicators.csv")
    then = _text(viewer, f"/homes/{HOME}/indicators.csv?release=2026-11.1")

    assert now != then


def test_a_day_chooses_the_last_release_that_shows_it_or_an_earlier_day(viewer: Client) -> None:
    answer = viewer.post("/releases/choose/", {"day": "1", "month": "11", "year": "2026"})

    assert answer.status_code == 302
    assert "21 October 2026" in _text(viewer)


def test_a_day_before_every_release_says_how_to_make_one(viewer: Client) -> None:
    answer = viewer.post("/releases/choose/", {"day": "1", "month": "2", "year": "2020"})

    assert answer.status_code == 422
    assert "caresight build --as-at 2020-02-01" in answer.content.decode()


def test_an_impossible_day_is_answered_with_an_example(viewer: Client) -> None:
    for day, month, year in (("31", "2", "2026"), ("", "", ""), ("x", "1", "2026")):
        answer = viewer.post("/releases/choose/", {"day": day, "month": month, "year": year})
        assert answer.status_code == 422
        assert "for example 31 10 2026" in answer.content.decode()


def test_a_release_that_is_not_there_leaves_the_newest(viewer: Client) -> None:
    viewer.post("/releases/choose/", {"release_id": "1999-01.1"})

    assert "Release 2026-11.2" in _text(viewer)


def test_files_published_after_the_day_are_not_known_to_an_earlier_release(
    viewer: Client,
) -> None:
    assert "Showing 1 to 50 of 140" in _text(viewer, "/data/")
    assert "Showing 1 to 50 of 70" in _text(viewer, "/data/?release=2026-11.1")
