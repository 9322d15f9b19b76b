"""What a review pooled, for those who may read it whole."""

from datetime import datetime

from caresight.web.packs.assembling import home_evidence
from caresight.web.packs.assembling.cover import cover, glossary, how_to_read
from caresight.web.packs.assembling.evidence import Evidence
from caresight.web.packs.assembling.home_casework import ACTION_COLUMNS
from caresight.web.packs.assembling.lines import action_line
from caresight.web.packs.assembling.meeting_pack import Report
from caresight.web.packs.assembling.pooled import MEMBERS, Pooled, document_of_review, said
from caresight.web.packs.assembling.sheets import sheet
from caresight.web.packs.document import (
    Cell,
    Document,
    Part,
    Section,
    Sheet,
    facts,
    paragraph,
    table,
)
from caresight.web.packs.kinds import Audience
from caresight.web.reviews.models import (
    InformationRequest,
    Review,
    ReviewMeeting,
)
from caresight.web.reviews.procedure import decision_label
from caresight.web.reviews.states import Answered
from caresight.web.ui.words import day, day_of


def members_pack(
    rows: Pooled, evidence: Evidence, *, frozen_by: str, at: datetime, report: Report
) -> Document:
    """Everything that was pooled, for those who may read the review whole."""
    homes = []
    for number, (home_id, name) in enumerate(rows.homes, start=1):
        homes.append(_home(number, home_id, name, rows, evidence))
        report(number, len(rows.homes))
    invented = bool(evidence.summary and evidence.summary["invented"])
    sections = [
        how_to_read(audience=MEMBERS, known=evidence.since, invented=invented),
        _course(rows.review),
        _information(rows.requests),
        *homes,
        _meetings(rows.meetings),
        _decided(rows),
        glossary(),
    ]
    document = document_of_review(rows.review, Audience.MEMBERS, frozen_by, at, sections)
    document["invented"] = invented
    document["cover"] += cover([("Evidence", evidence.words)])
    document["sheets"] = [_information_sheet(rows.requests), _decision_sheet(rows)]
    return document


def _course(review: Review) -> Section:
    return Section(
        id="course",
        title="Why it was called",
        parts=[
            Part(
                heading="",
                blocks=[
                    facts(
                        ("Called on", day(review.called_at.isoformat())),
                        ("Called by", f"{review.called_by}, {review.called_by.agency or ''}"),
                        ("Immediate risk", "Yes" if review.immediate_risk else "No"),
                        ("Provider", review.provider_name),
                        ("Coordinator", str(review.coordinator or "not named yet")),
                    ),
                    *said(
                        ("The worry", review.worry),
                        ("Triage", review.triage_reason),
                        ("Facts agreed", review.facts),
                    ),
                ],
            )
        ],
    )


def _information(requests: list[InformationRequest]) -> Section:
    parts = [
        Part(
            heading=one.agency.name,
            blocks=said(("Asked", one.questions), (Answered(one.state).label, one.answer)),
        )
        for one in requests
    ]
    nothing = Part(heading="", blocks=[paragraph("No agency has been asked yet.")])
    return Section(id="information", title="What each agency knows", parts=parts or [nothing])


def _home(number: int, home_id: str, name: str, rows: Pooled, evidence: Evidence) -> Section:
    document, replies = evidence.documents.get(home_id), rows.replies.get(home_id, [])
    if document is None:
        parts = [Part(heading="Who runs it", blocks=[paragraph(home_evidence.NOT_IN_RELEASE)])]
    else:
        label = document["row"]["level_label"]
        parts = [
            home_evidence.who_runs_it(document),
            Part(heading="Suggested", blocks=home_evidence.suggestion(document, None, label)),
            home_evidence.what_was_noticed(document, replies),
            home_evidence.indicators(document),
            home_evidence.charts(document),
            home_evidence.doubts(document),
        ]
    parts.append(home_evidence.replies_part(document, replies))
    return Section(id=f"home-{number}", title=f"{number}. {name}", parts=parts)


def _meetings(meetings: list[ReviewMeeting]) -> Section:
    parts = [
        Part(
            heading=f"Meeting {one.number}, {day(one.begins_at.isoformat())}",
            blocks=said(
                ("Took part", one.took_part),
                ("Part one, members only", one.part_one),
                ("Shared with the provider", one.shared),
                ("Part two, with the provider", one.part_two),
            ),
        )
        for one in meetings
    ]
    nothing = Part(heading="", blocks=[paragraph("No meeting is planned yet.")])
    return Section(id="meetings", title="Meetings", parts=parts or [nothing])


def _decided(rows: Pooled) -> Section:
    decisions = [
        [day(one.decided_at.isoformat()), decision_label(rows.review.ladder, one.kind), one.words]
        for one in rows.decisions
    ]
    judged = {True: "met", False: "not met", None: "not judged yet"}
    criteria = [[one.label, judged[one.is_met], one.shown_by] for one in rows.criteria]
    return Section(
        id="decisions",
        title="Decisions, actions and the way out",
        parts=[
            Part(
                heading="",
                blocks=[
                    table(
                        "Decisions",
                        ["On", "Kind", "Decision"],
                        decisions,
                        otherwise="Nothing has been decided yet.",
                    ),
                    table(
                        "Actions of the review",
                        ACTION_COLUMNS,
                        [action_line(action) for action in rows.actions],
                        otherwise="No action is agreed yet.",
                    ),
                    table(
                        "What must be true before it ends",
                        ["Criterion", "State", "Shown by"],
                        criteria,
                        otherwise="No exit criterion is set.",
                    ),
                ],
            )
        ],
    )


def _information_sheet(requests: list[InformationRequest]) -> Sheet:
    lines: list[list[Cell]] = [
        [one.agency.name, one.questions, Answered(one.state).label, one.answer] for one in requests
    ]
    return sheet(
        "Information", "What each agency knows", ["Agency", "Asked", "State", "Answer"], lines
    )


def _decision_sheet(rows: Pooled) -> Sheet:
    ladder = rows.review.ladder
    lines: list[list[Cell]] = [
        [day_of(one.decided_at).isoformat(), decision_label(ladder, one.kind), one.words]
        for one in rows.decisions
    ]
    return sheet("Decisions", "What was decided", ["On", "Kind", "Decision"], lines)
