"""The tables of a pack as a workbook."""

from datetime import datetime

from caresight.web.packs.document import Document
from caresight.web.ui.spreadsheets import Workbook, Worksheet


def workbook_of(document: Document) -> Workbook:
    """What both kinds of spreadsheet are written from."""
    cover = [(fact["label"], fact["value"]) for fact in document["cover"]]
    if document["invented"]:
        cover.append(("Invented", "All homes, people and events are invented."))
    return Workbook(
        title=document["title"],
        cover=cover,
        worksheets=[
            Worksheet(
                name=sheet["name"],
                title=sheet["title"],
                columns=[column["label"] for column in sheet["columns"]],
                widths=[column["width"] for column in sheet["columns"]],
                rows=sheet["rows"],
                notes=sheet["notes"],
            )
            for sheet in document["sheets"]
        ],
        made_at=datetime.fromisoformat(document["frozen_at"]),
    )
