"""What a provider gets of a review: the second parts of its meetings, and what it was told.

It is made from these alone, so that nothing else can slip into it.
"""

from datetime import datetime

from caresight.web.packs.assembling.pooled import Pooled, document_of_review, said
from caresight.web.packs.assembling.sheets import sheet
from caresight.web.packs.document import (
    Cell,
    Document,
    Part,
    Section,
    paragraph,
    table,
)
from caresight.web.packs.kinds import Audience
from caresight.web.reviews.models import ReviewMeeting
from caresight.web.ui.words import day


def providers_pack(rows: Pooled, *, invented: bool, frozen_by: str, at: datetime) -> Document:
    """Part two: what was said with the provider in the room, shared and told."""
    told = [
        [day(one.told_at.isoformat()), one.told_words]
        for one in rows.decisions
        if one.told_at is not None
    ]
    sections = [_meetings(rows.meetings), _decisions(told)]
    document = document_of_review(rows.review, Audience.PROVIDER, frozen_by, at, sections)
    document["invented"] = invented
    lines: list[list[Cell]] = [list(line) for line in told]
    document["sheets"] = [
        sheet("Decisions", "Decisions told to the provider", ["Told on", "Decision"], lines)
    ]
    return document


def _meetings(meetings: list[ReviewMeeting]) -> Section:
    parts = [
        Part(
            heading=f"Meeting {one.number}, {day(one.begins_at.isoformat())}",
            blocks=said(
                ("Agenda", one.agenda),
                ("Questions to the provider", one.questions),
                ("What was shared", one.shared),
                ("What was said", one.part_two),
            ),
        )
        for one in meetings
        if one.has_part_two
    ]
    nothing = Part(heading="", blocks=[paragraph("No meeting has a part two.")])
    return Section(id="meetings", title="Meetings with the provider", parts=parts or [nothing])


def _decisions(told: list[list[str]]) -> Section:
    return Section(
        id="decisions",
        title="Decisions told to the provider",
        parts=[
            Part(
                heading="",
                blocks=[
                    table(
                        "Decisions that the provider was told",
                        ["Told on", "Decision"],
                        told,
                        otherwise="No decision has been told yet.",
                    )
                ],
            )
        ],
    )
