"""Takes an uploaded file of returns in: every home's row becomes a draft, or is submitted.

A row that cannot be, or that raises a question, stays a draft for a person to look at.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from caresight.pipeline.release_index.documents import HomeRow
from caresight.sources.answer import SetAside
from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.operations import record
from caresight.web.groups.access import Access
from caresight.web.providers import filling, operations
from caresight.web.providers.models import HomeReturn
from caresight.web.providers.operations import Filled
from caresight.web.providers.return_definition import return_form
from caresight.web.providers.states import Way
from caresight.web.providers.uploading import ReadRow, read_upload


@dataclass(frozen=True)
class TakenRow:
    """What became of one row."""

    home_id: str
    home_name: str
    month: str
    month_name: str
    is_submitted: bool
    became: str


@dataclass(frozen=True)
class TakenIn:
    """What became of a file."""

    lines: list[TakenRow]
    set_aside: list[SetAside]
    more_set_aside: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to look at."""
        return not self.set_aside and all(line.is_submitted for line in self.lines)


@transaction.atomic
def take_in(
    access: Access,
    *,
    content: bytes,
    file_name: str,
    homes: list[HomeRow],
    at: datetime,
    submit_clean: bool,
    token: UUID,
) -> TakenIn:
    """Read the file and keep what it says; a file of anybody else's homes is refused whole."""
    read = read_upload(content, file_name, form=return_form(), homes=homes, today=access.day)
    # A correction by file says so itself: the version before stays and is named in the list.
    lines = [
        _taken(access, row, at=at, submit=submit_clean, token=uuid5(token, f"{place}"))
        for place, row in enumerate(read.rows)
    ]
    record(
        actor=access.person,
        at=at,
        operation="providers.upload_returns",
        subject="returns",
        detail={
            "rows": read.rows_read,
            "returns": len(lines),
            "submitted": sum(line.is_submitted for line in lines),
            "set_aside": len(read.set_aside) + read.more_set_aside,
        },
    )
    return TakenIn(lines, read.set_aside, read.more_set_aside)


def _taken(access: Access, row: ReadRow, *, at: datetime, submit: bool, token: UUID) -> TakenRow:
    now = filling.opened(access, row.home, row.month)
    found = now.remarks(row.values)
    filled = Filled(row.home, row.month, row.values, now.version, tuple(found))
    try:
        _check_no_other_draft(now.held, filled)
        became, done = _kept(access, filled, at=at, submit=submit and not found, token=token)
    except Refusal as refusal:
        became, done = f"Not taken: {refusal}", False
    return TakenRow(
        home_id=row.home["home_id"],
        home_name=row.home["name"],
        month=f"{row.month:%Y-%m}",
        month_name=f"{row.month:%B %Y}",
        is_submitted=done,
        became=became,
    )


def _check_no_other_draft(held: HomeReturn | None, filled: Filled) -> None:
    """A file never replaces what a colleague is filling in."""
    if held is not None and held.draft is not None and held.draft != dict(filled.values):
        raise Refusal(
            "a draft with other figures is there already",
            what_to_do="Open it, and type in what the file says where it is right.",
        )


def _kept(
    access: Access, filled: Filled, *, at: datetime, submit: bool, token: UUID
) -> tuple[str, bool]:
    if submit:
        operations.submit_return(
            actor=access.person,
            at=at,
            filled=filled,
            token=token,
            confirmed=False,
            why="Sent again as a spreadsheet",
            way=Way.UPLOAD,
        )
        return "Submitted", True
    operations.save_draft(actor=access.person, at=at, filled=filled)
    hard = sum(remark.is_hard for remark in filled.remarks)
    if hard:
        return f"Kept as a draft: {hard} figure{'s' * (hard != 1)} cannot be right", False
    if filled.remarks:
        return "Kept as a draft: there are questions to look at", False
    return "Kept as a draft, ready to submit", False
