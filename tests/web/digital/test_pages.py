"""Pages of how digital homes are: what they say, to whom, and what they refuse."""

from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from caresight.pipeline.release_index.digital import Uptake
from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.digital import operations
from caresight.web.digital.models import SavedFilter, SupportOffer
from caresight.web.digital.policies import MOST_FILTERS
from caresight.web.digital.presenters.overview import area_lines, best_sentence
from tests.web.casework import OURS, THEIRS
from tests.web.digital.given import AT, offered
from tests.web.invented_boards import BOARD
from tests.web.invented_release import Wish, write_release


def page(casework, who, name, query="", **arguments):
    return casework.browser(who).get(reverse(name, kwargs=arguments) + query)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_overview_says_who_stands_highest_and_how_much_is_not_known(casework):
    said = text(page(casework, "viewer", "digital"))

    assert "NHSmail in use, in full: Alderbourne stands highest, with 50% of the 2 homes" in said
    assert "It is not known of 1 home there." in said
    assert "The criteria are a proposal." in said
    assert (
        "As known at 20 November 2026, from: security toolkit list of 5 November 2026 and NHSmail "
        "list of 5 November 2026."
    ) in said


def test_a_criterion_that_is_known_of_no_home_has_no_table_of_unknowns():
    nothing = Uptake(
        criterion="nhsmail", yes=0, no=0, not_known=3, share=None, lower=None, upper=None
    )
    areas = [{"kind": kind, "name": kind, "homes": 3, "uptake": [nothing]}
             for kind in ("all", "council")]  # fmt: skip

    assert area_lines(areas, "nhsmail", "council") == []
    assert best_sentence(areas, "nhsmail", "NHSmail", "council") == (
        "NHSmail: it is not known of any home."
    )


def test_the_overview_can_be_read_by_board(casework):
    said = text(page(casework, "viewer", "digital", "?by=board"))

    assert '<option value="board" selected>Integrated care boards</option>' in said
    assert "NHSmail in use, in full: Northmarch ICB stands highest" in said
    assert "Of 1 home no file says the board; it is in none of these lines." in said


def test_homes_to_ring_are_those_within_reach(casework):
    ours = text(page(casework, "chair", "digital"))
    theirs = text(page(casework, "neighbour", "digital"))

    assert "Falls to a lower band on 8 December 2026 unless renewed." in ours
    assert reverse("digital_home", args=[OURS]) in ours
    assert reverse("digital_home", args=[OURS]) not in theirs


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "58 homes in all"),
        ("?nhsmail=yes", "0 homes fit"),
        ("?dspt_met=yes&tablets=1.2", "43 homes fit"),
        ("?dspt_met=not_no", "58 homes fit"),
        ("?band=1", "43 homes fit"),
        ("?waits_for=nhsmail", "43 homes fit"),
        (f"?area={BOARD}", "58 homes fit"),
        ("?area=X97000099", "0 homes fit"),
    ],
)
def test_the_finder_counts_what_fits(casework, query, sentence):
    assert sentence in text(page(casework, "viewer", "digital_finder", query))


def test_the_file_of_the_finder_has_a_column_for_each_criterion(casework):
    lines = page(casework, "analyst", "digital_finder_csv", "?area=X99000001").content.decode()
    head, first, *_ = lines.lstrip("\ufeff").splitlines()

    assert head.endswith("falls_on,dspt_met,nhsmail,wifi_residents,tablets")
    assert ",minimum,core," in first
    assert first.endswith("yes,not_known,no,yes")


def test_a_home_shows_its_next_step_with_the_support_there_is(casework):
    said = text(page(casework, "chair", "digital_home", home_id=OURS))

    assert "What would make it core" in said
    assert "Get Wifi for residents." in said
    assert "Support: Tablets on loan (Invented Board)" in said
    assert "Not known. Ask about NHSmail in use." in said
    assert "Minimum, perhaps up to core" in said
    assert "1.2 for each 10 residents" in said


def test_a_home_of_which_nothing_is_known_is_below_no_bar(casework):
    said = text(page(casework, "viewer", "digital_home", home_id="H00000003"))

    assert "Not settled: below minimum to core" in said
    assert "100% of the score is not known" in said


def test_a_provider_reads_its_own_homes_and_no_others(casework):
    assert page(casework, "provider", "digital_home", home_id=OURS).status_code == 200
    assert page(casework, "provider", "digital_home", home_id=THEIRS).status_code == 404
    assert page(casework, "neighbour", "digital_home", home_id=OURS).status_code == 404


def test_the_digital_return_is_begun_with_the_homes_own_questions(casework, tmp_path):
    answer = page(casework, "provider", "digital_return_template", home_id=OURS)
    (tmp_path / "return.xlsx").write_bytes(answer.content)

    rows = CalamineWorkbook.from_path(str(tmp_path / "return.xlsx")).get_sheet_by_name("return")
    head, first, *_ = rows.to_python()

    assert head[:4] == ["location_id", "home_name", "criterion", "answer"]
    assert first[:3] == ["1-990000", "Rowan Court", "email_monitored"]
    assert ["1-990000", "Rowan Court", "tablets", "counted"] in [
        row[:4] for row in rows.to_python()
    ]
    theirs = page(casework, "provider", "digital_return_template", home_id=THEIRS)
    assert theirs.status_code == 404


def test_a_search_is_kept_for_oneself_and_forgotten(casework):
    browser = casework.browser("viewer")
    sent = {"token": "7f0e2a7c-0000-4000-8000-000000000001", "name": "Video",
            "query": "tablets=1&nhsmail=yes&order=luck&page=3&evil=1"}  # fmt: skip

    browser.post(reverse("save_filter"), sent)
    browser.post(reverse("save_filter"), sent)
    kept = SavedFilter.objects.get()

    assert kept.query == "nhsmail=yes&tablets=1"
    assert "Video" in text(browser.get(reverse("digital_finder")))
    assert "Video" not in text(page(casework, "analyst", "digital_finder"))
    assert (
        casework.browser("analyst").post(reverse("forget_filter", args=[kept.pk])).status_code
        == 404
    )
    browser.post(reverse("forget_filter", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_the_same_name_replaces_the_search_and_too_many_are_refused(casework):
    person = casework.people["viewer"]
    for query in ("nhsmail=yes", "nhsmail=no"):
        operations.save_filter(actor=person, at=AT, token=None, name="Mail", query=query)
    assert SavedFilter.objects.get().query == "nhsmail=no"
    SavedFilter.objects.bulk_create(
        SavedFilter(person=person, name=str(n), at=AT) for n in range(MOST_FILTERS)
    )

    with pytest.raises(Refusal, match="already"):
        operations.save_filter(actor=person, at=AT, token=None, name="One more", query="")


def test_support_is_offered_once_and_what_came_of_it_recorded_once(casework):
    browser = casework.browser("council")
    sent = {
        "token": "7f0e2a7c-0000-4000-8000-000000000002", "kind": "devices", "words": "Two",
        "group": casework.groups["Alderbourne"].pk, "offered_on": "2026-11-02",
        "given_by": casework.agencies["Invented NHS Board"].pk,
    }  # fmt: skip
    for _ in range(2):
        assert browser.post(reverse("offer_support", args=[OURS]), sent).status_code == 302
    offer = SupportOffer.objects.get()

    outcome = {"outcome": "taken_up", "taken_up_on": "2026-11-09", "words": "Arrived"}
    browser.post(reverse("support_outcome", args=[offer.pk]), outcome)
    again = browser.post(reverse("support_outcome", args=[offer.pk]), outcome)

    offer.refresh_from_db()
    assert (offer.ref, offer.outcome, offer.taken_up_on) == (
        f"D-{offer.pk:06d}", "taken_up", date(2026, 11, 9),
    )  # fmt: skip
    assert "Taken up on 9 November 2026" in text(again)
    written = Entry.objects.filter(operation__startswith="digital.").exclude(
        operation__contains="read"
    )
    assert [entry.operation for entry in written.order_by("pk")] == [
        "digital.offer_support", "digital.record_outcome",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"outcome": "taken_up"}, "Give the day."),
        ({"outcome": "declined"}, "Say why, in a few words."),
        ({"outcome": "taken_up", "taken_up_on": "2026-10-01"}, "after it was offered"),
        ({}, "This field is required."),
    ],
)
def test_an_outcome_that_says_too_little_is_refused_in_words(casework, sent, error):
    offer = offered(casework)

    answer = casework.browser("council").post(reverse("support_outcome", args=[offer.pk]), sent)

    assert error in text(answer)
    offer.refresh_from_db()
    assert offer.outcome == ""


@pytest.mark.parametrize("who", ["viewer", "provider", "oversight", "administrator", "neighbour"])
def test_an_offer_posted_by_hand_by_who_may_not_changes_nothing(casework, who):
    answer = casework.browser(who).post(reverse("offer_support", args=[OURS]), {"kind": "devices"})

    assert answer.status_code in (403, 404)
    assert not SupportOffer.objects.exists()


def test_tomorrows_offer_and_a_strangers_token_are_refused(casework):
    with pytest.raises(Refusal, match="once it was made"):
        offered(casework, offered_on=date(2026, 11, 21))
    token = "7f0e2a7c-0000-4000-8000-000000000003"
    offered(casework, token=token)

    with pytest.raises(Refusal, match="somebody else"):
        offered(casework, by="chair", token=token)


def test_a_release_without_such_evidence_says_what_to_land(
    db, settings, tmp_path, signed_in, monkeypatch
):
    monkeypatch.setattr("tests.web.invented_release.digital_parts", lambda documents: None)
    write_release(tmp_path, Wish(homes=3))
    browser = signed_in("viewer")
    settings.HOME = tmp_path

    for name in ("digital", "digital_finder", "digital_matching"):
        assert "none of the lists that say it had been received" in text(browser.get(reverse(name)))
    assert browser.get(reverse("digital_csv")).status_code == 200
    said = text(browser.get(reverse("digital_home", args=["H00000000"])))
    assert "This release says nothing" in said


def test_lists_take_no_more_queries_for_more_offers(casework, django_assert_max_num_queries):
    for _ in range(5):
        offered(casework)
    browser = casework.browser("council")

    with django_assert_max_num_queries(30):
        said = text(browser.get(reverse("support_offers")))
    assert said.count("Tablets on loan") >= 5


def test_the_file_of_support_names_homes_and_no_notes(casework):
    offered(casework, words="=quillwort")
    lines = page(casework, "council", "support_offers_csv").content.decode()

    assert "Rowan Court" in lines
    assert "quillwort" not in lines
