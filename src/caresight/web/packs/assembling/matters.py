"""The last sections of a pack: what members report, what is overdue, how good the data is."""

from collections.abc import Mapping

from caresight.pipeline.release_index.documents import HomeDocument, Summary
from caresight.vocabulary.lists import joined
from caresight.web.packs.assembling.gathering import Rows
from caresight.web.packs.assembling.home_casework import ACTION_COLUMNS
from caresight.web.packs.assembling.lines import action_line
from caresight.web.packs.document import Block, Part, Said, Section, bullets, paragraph, table
from caresight.web.ui.words import percent


def member_reports(rows: Rows) -> Section:
    """What each agency sent in, in the form of its report."""
    parts = [
        Part(
            heading=report.agency,
            blocks=[
                Said(
                    type="said",
                    head=" · ".join(filter(None, (heading, home))),
                    words=words,
                    foot="",
                )
                for heading, home, words in report.sections
                if words
            ]
            or [paragraph("The report has nothing to tell.")],
        )
        for report in rows.reports
    ]
    nothing = Part(heading="", blocks=[paragraph("No agency has sent a report.")])
    return Section(id="member-reports", title="Members’ reports", parts=parts or [nothing])


def overdue_actions(rows: Rows) -> Section:
    """Everything of the group that should have been done."""
    lines = [
        [cells[0], action.home_name or "the group", *cells[1:]]
        for action in rows.overdue
        for cells in (action_line(action),)
    ]
    return Section(
        id="overdue-actions",
        title="Overdue actions",
        parts=[
            Part(
                heading="",
                blocks=[
                    table(
                        "Actions of the group that are overdue",
                        [ACTION_COLUMNS[0], "Home", *ACTION_COLUMNS[1:]],
                        lines,
                        otherwise="No action is overdue.",
                    )
                ],
            )
        ],
    )


def data_quality(
    rows: Rows, evidence: Summary | None, documents: Mapping[str, HomeDocument]
) -> Section:
    """How fresh and how whole the evidence is."""
    blocks: list[Block] = []
    gone = [place.home_name for place in rows.places if place.home_id not in documents]
    if gone:
        blocks.append(
            paragraph(f"Not in the register of this release, or no longer covered: {joined(gone)}.")
        )
    if evidence is None:
        blocks.append(paragraph("No release was built; there is no evidence to judge."))
    else:
        blocks.append(
            table(
                "How fresh each source is",
                ["Source", "Latest period", "Received on", "#Homes in it", "Quality"],
                [
                    [
                        one["title"],
                        one["latest_period"],
                        one["received_on"],
                        percent(one["share_in"]),
                        one["quality"],
                    ]
                    for one in evidence["freshness"]
                ],
                otherwise="No source is recorded.",
            )
        )
        blocks.append(paragraph(evidence["false_discovery_sentence"]))
    silent = [
        f"{document['row']['name']}: {document['silence']}"
        for document in documents.values()
        if document["row"]["is_silent"] and document["silence"]
    ]
    if silent:
        blocks.append(bullets(silent, otherwise=""))
    return Section(
        id="data-quality",
        title="How good the data is",
        parts=[Part(heading="", blocks=blocks)],
    )
