"""A spreadsheet of items: checked row by row, taken in whole, and known when it comes again."""

import csv
import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.directory.homes import known_home
from caresight.web.intelligence import operations
from caresight.web.intelligence.importing.reading import MOST_BYTES, read_sheet
from caresight.web.intelligence.importing.template import template_workbook
from caresight.web.intelligence.models import Import, Item
from caresight.web.intelligence.queries import Wanted, search_items
from caresight.web.intelligence.telling import leads_to_tell
from caresight.web.notices.models import Notice
from tests.web.casework import BORDER, OURS, TODAY, Casework
from tests.web.intelligence.items import NOW, send
from tests.web.intelligence.small_ods import ods_of

HEADINGS = ["Home", "Seen on", "What was seen", "How serious", "About"]
GOOD = [OURS, "2026-11-05", "Bells unanswered.", "2", "Staffing"]
BAD: dict[str, list[str]] = {
    # the column that is wrong: a row
    "Home": ["H404", *GOOD[1:]],
    "Seen on": [OURS, "tomorrow", *GOOD[2:]],
    "What was seen": [*GOOD[:2], "", *GOOD[3:]],
    "How serious": [*GOOD[:3], "6", "Staffing"],
    "About": [*GOOD[:4], "Weather"],
}


def as_csv(rows: list[list[str]], *, delimiter: str = ",", headings: list[str] = HEADINGS) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    return text.getvalue().encode()


def as_xlsx(rows: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def check(casework: Casework, content: bytes, name: str = "items.csv", who: str = "council") -> Any:
    return operations.check_import(
        actor=casework.people[who], at=NOW, content=content, file_name=name
    )


def send_file(browser: Client, content: bytes, name: str = "items.csv") -> Any:
    return browser.post(
        reverse("import_items"), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


def many(how_many: int) -> list[list[str]]:
    return [[OURS, "2026-11-05", f"Bell {number} unanswered.", "2", "Staffing"]
            for number in range(how_many)]  # fmt: skip


def test_of_500_rows_with_12_bad_the_488_are_taken_in_and_the_12_come_back(
    casework: Casework,
) -> None:
    wrong = [*BAD.values(), *BAD.values(), BAD["Home"], BAD["About"]]
    rows = many(488)
    for place, row in enumerate(wrong):
        rows.insert(place * 40, row)
    browser = casework.browser("council")

    page = send_file(browser, as_csv(rows))
    text = page.content.decode()
    assert "Take in the 488 good rows" in text
    assert "Download the 12 to mend" in text
    assert Item.objects.count() == 0
    held = Import.objects.get()
    browser.post(reverse("import_take_in", args=[held.pk]))
    answer = browser.get(reverse("import_bad", args=[held.pk]))

    assert Item.objects.count() == 488
    mend = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(mend) == 12
    assert mend[0]["Row in the file"] == "2"
    assert "a home of the register" in mend[0]["What is wrong"]
    assert "came “H404”" in mend[0]["What is wrong"]
    assert len(search_items(casework.access("council"), Wanted(q="bell 317"), day=TODAY).pks) == 1
    assert {given.group.name for given in Item.objects.latest("pk").given_to.all()} == {
        "Alderbourne"
    }
    assert Entry.objects.filter(operation="intelligence.take_in").count() == 1


def test_the_same_file_a_second_time_takes_nothing_new_in(casework: Casework) -> None:
    browser = casework.browser("council")
    for _ in range(2):
        send_file(browser, as_csv([*many(5), *many(5)]))
        browser.post(reverse("import_take_in", args=[Import.objects.latest("pk").pk]))

    assert Item.objects.count() == 5
    assert Import.objects.latest("pk").known == 10


def test_taking_in_twice_changes_nothing(casework: Casework) -> None:
    held = check(casework, as_csv(many(3)))

    taken = [
        operations.take_in(actor=casework.people["council"], at=NOW, held=held) for _ in range(2)
    ]

    assert taken == [3, 3]
    assert Item.objects.count() == 3
    held.refresh_from_db()
    assert held.good == []


def test_leads_are_told_once_of_a_spreadsheet_with_many_grave_items(casework: Casework) -> None:
    grave = [[*row[:3], "4", row[4]] for row in many(3)]
    operations.take_in(
        actor=casework.people["ambulance"], at=NOW,
        held=check(casework, as_csv(grave), who="ambulance"),
    )  # fmt: skip

    told = {notice.person.username: notice for notice in Notice.objects.all()}

    assert sorted(told) == ["chair", "council"]
    assert Notice.objects.count() == 2
    browser = casework.browser("chair")
    answer = browser.get(reverse("notice", args=[told["chair"].pk]), follow=True)
    assert answer.status_code == 200
    assert "Bell 2 unanswered." in answer.content.decode()


def test_a_spreadsheet_with_one_grave_item_leads_to_it(casework: Casework) -> None:
    rows = [*many(3), [*many(4)[3][:3], "5", "Staffing"]]

    operations.take_in(actor=casework.people["council"], at=NOW, held=check(casework, as_csv(rows)))

    notice = Notice.objects.get()
    assert notice.person.username == "chair"
    assert notice.arguments == {"pk": Item.objects.get(severity=5).pk}


def test_whom_to_tell_takes_as_many_queries_for_many_items_as_for_one(
    casework: Casework, django_assert_max_num_queries: Any
) -> None:
    items = [send(casework, severity=4, words=f"Bell {number} rang.") for number in range(20)]
    again = list(Item.objects.filter(pk__in=[item.pk for item in items]))
    one = list(Item.objects.filter(pk=items[0].pk))

    with django_assert_max_num_queries(50) as asked:
        told = leads_to_tell(again, at=NOW)
    with django_assert_max_num_queries(len(asked)):
        leads_to_tell(one, at=NOW)

    assert {person.username: len(some) for person, some in told.items()} == {
        "chair": 20,
        "council": 20,
    }


def test_nothing_is_half_written_when_taking_in_fails(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = check(casework, as_csv(many(3)))

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("caresight.web.intelligence.operations.importing.record", fail)
    with pytest.raises(RuntimeError):
        operations.take_in(actor=casework.people["council"], at=NOW, held=held)

    assert Item.objects.count() == 0
    held.refresh_from_db()
    assert held.taken_in is None


@pytest.mark.parametrize("column", BAD)
def test_a_bad_cell_is_named_with_what_was_expected_and_what_to_do(
    casework: Casework, column: str
) -> None:
    held = check(casework, as_csv([GOOD, BAD[column]]))

    (row,) = held.bad
    (fault,) = row["faults"]
    assert (row["row"], fault["column"]) == (3, column)
    assert fault["expected"]
    assert fault["what_to_do"]


def test_every_fault_of_a_row_is_named(casework: Casework) -> None:
    held = check(casework, as_csv([["", "31/02/2026", " ", "", ""]]))

    assert [fault["column"] for fault in held.bad[0]["faults"]] == HEADINGS


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-05", "2026-11-05"), ("05/11/2026", "2026-11-05"), ("5.11.2026", "2026-11-05"),
        ("5 November 2026", "2026-11-05"), ("5 Nov 2026", "2026-11-05"), ("05/11/26", "2026-11-05"),
        ("2026-11-22", ""), ("2006-11-05", ""), ("45000", ""), ("", ""),
    ],
)  # fmt: skip
def test_days_are_read_in_the_forms_that_people_write(
    casework: Casework, cell: str, day: str
) -> None:
    held = check(casework, as_csv([[OURS, cell, *GOOD[2:]]]))

    assert [row["observed_on"] for row in held.good] == ([day] if day else [])


@pytest.mark.parametrize(
    ("cell", "day"), [("", "2026-11-05"), ("2026-11-07", "2026-11-07"), ("2026-11-04", "")]
)
def test_what_was_received_later_is_read_and_never_before_it_was_seen(
    casework: Casework, cell: str, day: str
) -> None:
    held = check(casework, as_csv([[*GOOD, cell]], headings=[*HEADINGS, "Received on"]))

    assert [row["received_on"] for row in held.good] == ([day] if day else [])


@pytest.mark.parametrize(
    ("home", "found"),
    [(OURS, OURS), (OURS.lower(), OURS), ("Heron Court", BORDER), ("heron court", BORDER),
     ("Nowhere Hall", ""), ("Court", "")],
)  # fmt: skip
def test_a_home_is_known_by_id_or_by_a_name_that_fits_one_only(
    casework: Casework, home: str, found: str
) -> None:
    held = check(casework, as_csv([[home, *GOOD[1:]]]))

    assert [row["home_id"] for row in held.good] == ([found] if found else [])


def test_a_home_is_known_by_a_registered_id_as_well(casework: Casework, with_release: Any) -> None:
    home = known_home(OURS)
    assert home is not None

    held = check(casework, as_csv([[home["location_ids"].split()[0], *GOOD[1:]]]))

    assert [row["home_id"] for row in held.good] == [OURS]


def test_choices_are_read_by_code_number_or_words(casework: Casework) -> None:
    headings = [*HEADINGS, "Worrying or good", "Consider or suspect", "Kind", "Who may read it"]
    rows = [
        [*GOOD[:2], "One.", "2 – Discomfort or poor practice", "staffing; Medicines", "Good",
         "Suspect abuse or neglect", "compliment", "The provider may be told"],
        [*GOOD[:2], "Two.", "2.0", "Safe and effective staffing", "", "", "", ""],
        [*GOOD[:2], "Three.", "2", "staffing", "", "", "", "Only the agencies that I name"],
    ]  # fmt: skip

    held = check(casework, as_csv(rows, headings=headings))

    first, second = held.good
    assert (first["severity"], first["direction"], first["grade"]) == (2, "good", "suspect")
    assert first["themes"] == ["medicines", "staffing"]
    assert (first["kind"], first["handling"]) == ("compliment", "provider_may_see")
    assert (second["direction"], second["handling"]) == ("worrying", "group_only")
    assert [row["row"] for row in held.bad] == [4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_title_above_the_headings_is_passed_over(casework: Casework, delimiter: str) -> None:
    content = b"What we saw in November\r\n\r\n" + as_csv([GOOD], delimiter=delimiter)

    held = check(casework, content)

    assert [row["row"] for row in held.good] == [4]


def test_xlsx_with_true_dates_and_numbers_is_read(casework: Casework) -> None:
    rows = [["What we saw"], [], HEADINGS, [OURS, "2026-11-05", "Bells.", 2, "Staffing"]]

    held = check(casework, as_xlsx(rows), "items.xlsx")

    assert [row["severity"] for row in held.good] == [2]


def test_ods_is_read(casework: Casework) -> None:
    held = check(casework, ods_of([HEADINGS, GOOD]), "items.ods")

    assert [row["words"] for row in held.good] == ["Bells unanswered."]


def test_the_headings_of_the_template_are_those_that_are_read(casework: Casework) -> None:
    with pytest.raises(Refusal, match="headings and no rows"):
        check(casework, template_workbook(), "intelligence-items.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"), (b"   \n ", "empty"), (b"a,b\n1,2\n", "headings"),
        (as_csv([]), "no rows"), (b"PK\x03\x04 no zip at all", "damaged"),
        (as_csv([GOOD], headings=[*HEADINGS[:4], "Homes"]), "headings"),
        (as_csv([[*GOOD, OURS]], headings=[*HEADINGS, "Home"]), "twice"),
        (b"\xff\xfe\x00\x01\x02", ""), (b"\x00" * 100, ""), (b"%PDF-1.7 nothing", "PDF"),
        (as_csv(many(5_001)), "too many rows"), (b"x" * (MOST_BYTES + 1), "too large"),
        (b'"never closed', ""),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(content: bytes, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_sheet(content, "../../etc/items.csv")

    assert message in str(refused.value)


def test_words_that_may_name_somebody_are_counted_before_they_are_taken_in(
    casework: Casework,
) -> None:
    rows = [[*GOOD[:2], "Mrs Smith fell.", *GOOD[3:]], GOOD]
    browser = casework.browser("council")

    page = send_file(browser, as_csv(rows)).content.decode()
    browser.post(reverse("import_take_in", args=[Import.objects.get().pk]))

    assert "1 of the good rows may name somebody" in page
    assert [item.may_identify for item in Item.objects.order_by("pk")] == [True, False]


def test_a_spreadsheet_is_seen_by_its_sender_only_and_not_kept_for_long(casework: Casework) -> None:
    held = check(casework, as_csv([GOOD, BAD["Home"]]))

    for page in ("import_check", "import_bad"):
        address = reverse(page, args=[held.pk])
        assert casework.browser("council").get(address).status_code == 200
        assert casework.browser("chair").get(address).status_code == 404
        assert casework.browser("viewer").get(address).status_code == 403
    take = reverse("import_take_in", args=[held.pk])
    assert casework.browser("chair").post(take).status_code == 404
    assert casework.browser("council").get(take).status_code == 405
    assert Item.objects.count() == 0
    check(casework, as_csv(many(1)))
    assert Import.objects.count() == 1


def test_the_rows_to_mend_run_no_formula(casework: Casework) -> None:
    held = check(casework, as_csv([["=cmd|' /C calc'!A0", *GOOD[1:]]]))

    answer = casework.browser("council").get(reverse("import_bad", args=[held.pk]))

    assert "'=cmd|" in answer.content.decode()


def test_the_page_says_what_to_do_with_a_file_that_is_none(casework: Casework) -> None:
    browser = casework.browser("social_worker")

    assert send_file(browser, b"a,b\n1,2\n").status_code == 422
    assert browser.post(reverse("import_items"), {}).status_code == 422
    assert browser.get(reverse("import_template")).status_code == 200
    assert casework.browser("provider").get(reverse("import_template")).status_code == 403
