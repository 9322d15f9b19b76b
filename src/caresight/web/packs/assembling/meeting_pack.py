"""The pack that a group reads before its meeting."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.text import slugify

from caresight.surveillance.ladder import Ladder
from caresight.web.meetings.models import AgendaItem
from caresight.web.packs.assembling import home_casework, home_evidence
from caresight.web.packs.assembling.cover import cover, glossary, how_to_read
from caresight.web.packs.assembling.evidence import Evidence
from caresight.web.packs.assembling.gathering import Rows
from caresight.web.packs.assembling.matters import data_quality, member_reports, overdue_actions
from caresight.web.packs.assembling.sheets import sheets
from caresight.web.packs.assembling.summary import agenda, summary
from caresight.web.packs.document import FORMAT, Document, Part, Section, paragraph
from caresight.web.packs.kinds import Audience, PackKind
from caresight.web.ui.words import day

Report = Callable[[int, int], None]
"""Called with how many homes are done, and of how many."""


def meeting_pack(
    rows: Rows, evidence: Evidence, ladder: Ladder, *, frozen_by: str, at: datetime, report: Report
) -> Document:
    """The whole document."""
    labels = evidence.labels(ladder)
    before = evidence.earlier.labels(ladder) if evidence.earlier else {}
    homes = []
    for number, place in enumerate(rows.places, start=1):
        homes.append(home_section(number, place, rows, evidence, labels.get(place.home_id, "")))
        report(number, len(rows.places))
    invented = bool(evidence.summary and evidence.summary["invented"])
    held = timezone.localtime(rows.meeting.starts_at)
    return Document(
        format=FORMAT,
        kind=PackKind.MEETING.value,
        title=f"{rows.meeting.title}, {day(held.date().isoformat())}",
        file_name=f"pack-{slugify(rows.group.name)}-{held.date().isoformat()}",
        invented=invented,
        frozen_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        cover=cover(
            [
                ("Group", rows.group.name),
                ("Meeting", f"{rows.meeting.title} ({rows.meeting.ref})"),
                ("Held on", f"{day(held.date().isoformat())}, {held:%H:%M}"),
                ("Place", rows.meeting.place),
                ("Evidence", evidence.words),
                ("Frozen", frozen_words(frozen_by, at)),
                ("For", Audience.MEMBERS.label),
            ]
        ),
        sections=[
            how_to_read(audience=Audience.MEMBERS.label, known=evidence.since, invented=invented),
            summary(rows, evidence.summary, before, labels),
            agenda(rows, labels),
            *homes,
            member_reports(rows),
            overdue_actions(rows),
            data_quality(rows, evidence.summary, evidence.documents),
            glossary(),
        ],
        sheets=sheets(rows, evidence.documents, labels),
    )


def home_section(
    number: int, place: AgendaItem, rows: Rows, evidence: Evidence, label: str
) -> Section:
    """Everything about one home."""
    home_id, document = place.home_id, evidence.documents.get(place.home_id)
    replies = rows.replies.get(home_id, [])
    items, actions = rows.items.get(home_id, []), rows.actions.get(home_id, [])
    level = rows.levels.get(home_id)
    parts = [home_casework.why_on_the_agenda(place)]
    said = home_casework.agreed_level(level)
    if document is None:
        parts.append(Part(heading="Who runs it", blocks=[paragraph(home_evidence.NOT_OF_GROUP)]))
        parts.append(Part(heading="Level", blocks=said))
    else:
        parts += [
            home_evidence.who_runs_it(document),
            Part(
                heading="Level",
                blocks=[
                    *said,
                    *home_evidence.suggestion(document, evidence.together.get(home_id), label),
                ],
            ),
            home_evidence.what_was_noticed(document, replies),
        ]
    parts += [
        home_evidence.replies_part(document, replies),
        home_casework.intelligence(items, rows.more_items.get(home_id, 0)),
        home_casework.open_actions(actions, place.home_name),
    ]
    if document is not None:
        parts += [home_evidence.indicators(document), home_evidence.charts(document)]
    parts.append(
        home_casework.timeline(
            document,
            items=items,
            actions=actions,
            told=rows.told.get(home_id, []),
            level=level,
        )
    )
    if document is not None:
        parts.append(home_evidence.doubts(document))
    return Section(id=f"home-{number}", title=f"{number}. {place.home_name}", parts=parts)


def frozen_words(frozen_by: str, at: datetime) -> str:
    """By whom and when, for the cover."""
    local = timezone.localtime(at)
    return f"{day(local.date().isoformat())}, {local:%H:%M}, by {frozen_by}"
