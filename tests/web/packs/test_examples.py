"""Every page of packs, asked for by everybody: nothing breaks and no planted word leaks."""

import io
import zipfile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.web.casework import PEOPLE, Casework
from tests.web.packs.examples import examples


def _words(content: bytes, kind: str) -> str:
    """What a file says, whatever it is packed in."""
    if "spreadsheet" not in kind:
        return content.decode("utf-8", "replace")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return str(cells) + " ".join(zipfile.ZipFile(io.BytesIO(content)).namelist())


@pytest.mark.slow
def test_no_page_breaks_and_no_planted_word_reaches_who_may_not_read_it(
    casework: Casework,
) -> None:
    made = examples(casework)
    for person in PEOPLE:
        browser = casework.browser(person)
        for page, arguments in {"packs": [{}], **made.addresses}.items():
            for one in arguments:
                answer = browser.get(reverse(page, kwargs=one))

                assert answer.status_code in (200, 403, 404, 405), (person, page, one)
                said = _words(answer.content, answer.get("Content-Type", ""))
                leaked = {
                    word
                    for word, readers in made.secrets.items()
                    if word in said and person not in readers
                }
                assert not leaked, (person, page, one, leaked)
