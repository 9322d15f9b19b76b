"""The page of what agencies' figures show and what their people say, by who opens it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from caresight.web.audit.models import Entry
from caresight.web.directory.releases import newest
from caresight.web.groups.models import GroupArea
from caresight.web.joint.queries import known_of_home, weighable
from caresight.web.joint.together_page import together_page
from tests.web.casework import BORDER, OURS, OURS_AREA, PEOPLE, THEIRS, THEIRS_AREA
from tests.web.invented_release import Wish, write_release
from tests.web.joint.items import AT, sent

SECRET = "Xylophone-plum was said by nobody real"
OTHER = "Quince-lantern was said by nobody real"
MEMBERS = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}


def page_of(casework, who, home=OURS):
    return casework.browser(who).get(f"/homes/{home}/together/")


@pytest.fixture
def combined(casework, settings, tmp_path):
    """A release into which two items about our home were combined."""
    worry = sent(casework, "council", words=SECRET, severity=3)
    praise = sent(casework, "healthwatch", direction="good", themes=["kindness"])
    items = [replace(weighable(one), known_on=date(2026, 11, 20)) for one in (worry, praise)]
    write_release(tmp_path, Wish(said={OURS: items}))
    settings.HOME = tmp_path
    return worry, praise


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_only_who_works_in_a_group_of_the_home_opens_it(casework, who):
    sent(casework, "chair", words=SECRET)

    answer = page_of(casework, who)

    assert (answer.status_code == 200) == (who in MEMBERS)
    assert (SECRET in answer.content.decode()) == (who in MEMBERS)


@pytest.mark.parametrize("who", ["chair", "neighbour"])
def test_a_home_that_two_groups_cover_is_open_to_both(casework, who):
    assert page_of(casework, who, BORDER).status_code == 200


def test_a_home_of_another_group_is_as_if_it_did_not_exist(casework):
    theirs, unknown = (page_of(casework, "chair", home) for home in (THEIRS, "H99999999"))

    assert theirs.status_code == unknown.status_code == 404
    assert THEIRS not in theirs.content.decode().replace(f"/homes/{THEIRS}/", "")


def test_figures_and_words_of_one_agency_stand_beside_each_other(casework, combined):
    text = page_of(casework, "chair").content.decode()

    assert SECRET in text
    assert "Counts 1.5 points." in text
    assert "Gives 1 point of good news." in text
    assert "Without anything that people said" in text


def test_the_sum_together_is_the_evidence_and_the_items(casework, combined):
    known = known_of_home(casework.access("chair"), newest(), OURS, at=AT)
    row = known.together["row"]

    assert row["items"] == 2
    assert row["points"] == min(
        sum(min(p, 3) for p in known.home["row"]["points_by_agency"].values()) + 1.5, 99
    )


def test_an_item_recorded_since_the_release_is_said_not_to_be_combined_yet(casework, combined):
    sent(casework, "ambulance", at=AT + timedelta(days=2), observed_on=date(2026, 11, 22))

    text = page_of(casework, "chair").content.decode()

    assert "1 item recorded since this release is not yet combined." in text
    assert "Not yet combined." in text


def named(casework, **changes):
    return sent(
        casework, "council", words=OTHER, handling="named_agencies", severity=5,
        named_agencies=[casework.agencies["Healthwatch Alderbourne"]], **changes,
    )  # fmt: skip


@pytest.mark.parametrize(("who", "sees"), [("council", 1), ("healthwatch", 1), ("chair", 0)])
def test_what_only_named_agencies_may_read_is_added_for_them_alone(casework, combined, who, sees):
    named(casework, themes=["medicines"])

    text = page_of(casework, who).content.decode()

    assert (OTHER in text) == bool(sees)
    assert ("With one more item, which only the agencies named in it may read" in text) == bool(
        sees
    )


def test_what_is_added_for_named_agencies_is_the_same_arithmetic(casework, combined):
    named(casework, themes=["medicines"])

    known = known_of_home(casework.access("healthwatch"), newest(), OURS, at=AT)
    before, after = known.together["row"]["points"], known.with_restricted.points

    # The council already gives 1.5 of at most 4 points: of the 3 more, 2.5 count.
    assert after == pytest.approx(before + 2.5)
    assert "→" in together_page(known, newest().summary).restricted


def test_several_items_for_named_agencies_are_counted_in_words(casework, combined):
    named(casework, themes=["medicines"])
    named(casework, themes=["place"])

    text = page_of(casework, "healthwatch").content.decode()

    assert "With 2 more items, which only the agencies named in them may read" in text


def test_a_named_item_that_repeats_another_of_its_agency_adds_nothing_twice(casework, combined):
    named(casework)

    known = known_of_home(casework.access("healthwatch"), newest(), OURS, at=AT)

    assert known.with_restricted.points == known.together["row"]["points"] + 1.5


def test_opening_the_page_leaves_one_line_in_the_trail_without_a_word(casework, combined):
    page_of(casework, "chair")
    entry = Entry.objects.get(operation="joint.read_together")

    assert (entry.subject, entry.home_id) == (f"home:{OURS}", OURS)
    assert combined[0].ref in entry.detail
    assert SECRET not in entry.detail


def test_an_item_that_is_no_longer_open_to_the_reader_leaves_no_word_behind(casework, combined):
    worry, _ = combined
    worry.handling = "named_agencies"
    worry.save()

    text = page_of(casework, "chair").content.decode()

    assert SECRET not in text
    assert worry.ref not in text
    assert "1 item counted here, which you may not read now." in text


def test_an_item_of_another_group_about_a_shared_home_is_not_shown(casework):
    sent(
        casework, "neighbour", home_id=BORDER, area_code=THEIRS_AREA, words=SECRET,
        groups=[casework.groups["Quillhaven"]],
    )  # fmt: skip

    assert SECRET not in page_of(casework, "chair", BORDER).content.decode()
    assert SECRET in page_of(casework, "neighbour", BORDER).content.decode()


def test_markup_in_an_item_stays_text(casework):
    sent(casework, "chair", words="<script>alert(1)</script> & more")

    assert "<script>alert(1)" not in page_of(casework, "chair").content.decode()


def test_a_home_of_which_nobody_said_anything_shows_what_to_do(casework):
    assert "Nobody has sent anything" in page_of(casework, "chair").content.decode()


@pytest.mark.parametrize(("who", "tabs"), [("chair", True), ("viewer", False)])
def test_the_page_of_evidence_leads_here_for_members_only(casework, who, tabs):
    sent(casework, "chair")

    text = casework.browser(who).get(f"/homes/{OURS}/").content.decode()

    assert (f"/homes/{OURS}/together/" in text) == tabs
    assert ("(1 said)" in text) == tabs


def test_a_group_that_newly_covers_the_area_opens_it_to_its_people(casework):
    assert page_of(casework, "neighbour").status_code == 404

    GroupArea.objects.create(group=casework.groups["Quillhaven"], area_code=OURS_AREA)

    assert page_of(casework, "neighbour").status_code == 200


def test_the_page_asks_the_database_a_fixed_number_of_times(
    casework, django_assert_max_num_queries
):
    for number in range(30):
        sent(casework, "chair", words=f"Number {number}", themes=["kindness", "medicines"])
    browser = casework.browser("chair")

    with django_assert_max_num_queries(32):
        browser.get(f"/homes/{OURS}/together/")


def test_a_home_of_which_much_was_said_shows_the_newest_and_leads_to_all(casework, combined):
    for number in range(24):
        sent(casework, "council", direction="neutral", words=f"Said as number {number}.")

    text = page_of(casework, "chair").content.decode()

    assert ("Said as number 23." in text, "Said as number 3." in text) == (True, False)
    assert "5 more are not shown here" in text
    assert f"/intelligence/?home={OURS}" in text


def test_the_trail_names_the_items_that_stood_on_the_page_and_no_others(casework):
    items = [sent(casework, "council", direction="neutral") for _ in range(70)]

    page_of(casework, "chair")

    named = json.loads(Entry.objects.get(operation="joint.read_together").detail)["items"]
    assert items[-1].ref in named
    assert items[0].ref not in named


def test_the_sum_counts_items_that_are_not_shown(casework, settings, tmp_path):
    said = [sent(casework, "council", words=f"Worry {number}.") for number in range(22)]
    items = [replace(weighable(one), known_on=date(2026, 11, 20)) for one in said]
    write_release(tmp_path, Wish(said={OURS: items}))
    settings.HOME = tmp_path

    known = known_of_home(casework.access("chair"), newest(), OURS, at=AT)
    page = together_page(known, newest().summary)

    line = next(line for line in page.lines if line.items)
    assert (len(line.items), line.further, line.hidden) == (20, 2, "")
    assert page.points.startswith(page.total)
    assert known.together["row"]["items"] == 22
