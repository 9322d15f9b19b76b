"""The spreadsheet of a provider's returns: the template out, the filled-in file in."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from caresight.web.audit.models import Entry
from caresight.web.providers.models import HomeReturn, ReturnVersion
from tests.web.casework import OURS, Casework

pytestmark = pytest.mark.django_db
HEADINGS = "month,location_id,home_name,residents_at_month_end,occupied_bed_days,falls"
OWN, OTHERS = "1-990000", "1-990004"
ADDRESS = "/own/returns/upload/"


def upload(own: Casework, *rows: str, name: str = "return.csv", submit: bool = False,
           content: bytes | None = None) -> Any:  # fmt: skip
    text = "\n".join([HEADINGS, *rows]).encode() if content is None else content
    data: dict[str, Any] = {"token": str(uuid4()), "file": SimpleUploadedFile(name, text)}
    return own.browser("provider").post(ADDRESS, data | ({"submit_clean": "on"} if submit else {}))


def test_the_template_has_a_row_begun_for_each_own_home_and_no_other(own: Casework) -> None:
    answer = own.browser("provider").get("/own/returns/template.xlsx")

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("return")
    begun = [row[:3] for row in rows.to_python()[1:] if row[0]]
    assert ["2026-10", OWN, "Rowan Court"] in begun
    assert OTHERS not in str(begun)


def test_a_filled_in_workbook_is_read(own: Casework) -> None:
    filled = BytesIO()
    with Workbook(filled) as book:
        sheet = book.add_worksheet("return")
        sheet.write_row(0, 0, HEADINGS.split(","))
        sheet.write_row(1, 0, ["2026-10", OWN, "Rowan Court", 19, 580, 5])

    answer = upload(own, name="return.xlsx", content=filled.getvalue())

    assert "ready to submit" in answer.content.decode()
    assert HomeReturn.objects.get(home_id=OURS).draft["falls"] == 5


def test_a_row_becomes_a_draft_to_look_at(own: Casework) -> None:
    upload(own, f"2026-10,{OWN},Rowan Court,19,580,5")

    held = HomeReturn.objects.get()
    assert held.state == "draft"
    assert held.draft["occupied_bed_days"] == 580
    assert held.draft["complaints"] is None


def test_a_row_without_a_question_is_submitted_where_that_is_asked(own: Casework) -> None:
    answer = upload(own, f"2026-10,{OWN},Rowan Court,19,580,5", submit=True)

    assert answer.status_code == 302
    assert ReturnVersion.objects.get().way == "upload"


def test_a_row_with_a_question_stays_a_draft(own: Casework) -> None:
    answer = upload(own, f"2026-10,{OWN},Rowan Court,19,580,50", submit=True)

    assert "there are questions to look at" in answer.content.decode()
    assert not ReturnVersion.objects.exists()


def test_a_file_with_a_row_of_another_home_is_refused_whole(own: Casework) -> None:
    answer = upload(
        own, f"2026-10,{OWN},Rowan Court,19,580,5", f"2026-10,{OTHERS},Other,19,580,5", submit=True
    )

    page = answer.content.decode()
    assert "rows of one location that you do not answer for, so nothing of it was kept" in page
    assert OTHERS not in page
    assert not HomeReturn.objects.exists()


def test_what_could_not_be_read_is_shown_with_row_column_and_reason(own: Casework) -> None:
    page = upload(
        own, f"2026-10,{OWN},Rowan Court,19,580,=1+1", f"soon,{OWN},Rowan Court,<b>x</b>,,"
    ).content.decode()

    assert "What could not be read" in page
    assert "falls holds a formula" in page or "falls is not a whole number" in page
    assert '<td class="n">3</td><td>month</td>' in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("return.pdf", b"%PDF"),
        ("return.csv", b""),
        ("return.xlsx", b"PK\x03\x04 broken"),
        ("return.csv", b"a,b\n1,2\n"),
        ("return.csv", HEADINGS.encode()),
    ],
    ids=["a pdf", "empty", "broken", "another table", "headings only"],
)
def test_what_is_no_return_is_refused_in_words(own: Casework, name: str, content: bytes) -> None:
    answer = upload(own, name=name, content=content)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not HomeReturn.objects.exists()


def test_a_file_that_is_too_large_is_refused(own: Casework) -> None:
    answer = upload(own, content=b"x" * 5_000_001)

    assert "larger than 5 MB" in answer.content.decode()


def test_a_file_never_replaces_a_draft_that_a_colleague_fills_in(own: Casework) -> None:
    upload(own, f"2026-10,{OWN},Rowan Court,19,580,5")

    answer = upload(own, f"2026-10,{OWN},Rowan Court,19,580,6")

    assert "a draft with other figures is there already" in answer.content.decode()
    assert HomeReturn.objects.get().draft["falls"] == 5


def test_an_upload_is_one_line_in_the_trail_without_its_figures(own: Casework) -> None:
    upload(own, f"2026-10,{OWN},Rowan Court,19,580,5")

    entry = Entry.objects.get(operation="providers.upload_returns")
    assert "580" not in entry.detail


@pytest.mark.parametrize("name", ["chair", "viewer", "social_worker", "administrator"])
def test_nobody_else_sends_a_file(own: Casework, name: str) -> None:
    assert own.browser(name).get(ADDRESS).status_code == 403
    assert own.browser(name).post(ADDRESS).status_code == 403
