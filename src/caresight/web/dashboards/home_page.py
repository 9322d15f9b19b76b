"""The page of one home in words: in ten seconds, whether to worry and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import (
    Happening,
    HomeDocument,
    IndicatorRow,
    LinkedLocation,
    SumLine,
    Summary,
)
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.lists import joined
from caresight.web.dashboards.series_page import ChartPanel, chart_panel
from caresight.web.directory.presenters import tone
from caresight.web.replies.beside import Answered, StandingReply, apart, beside
from caresight.web.ui.charts.peers_bar import peers_bar
from caresight.web.ui.charts.sparkline import course, sparkline
from caresight.web.ui.icons import assurance_icon, variation_icon
from caresight.web.ui.values import ShownValue, figure_and_unit, shown_value
from caresight.web.ui.words import percent, points, short_day

AGENCY = {agency.value: agency.label for agency in Agency}
DOMAINS = {
    "safety": "Safety",
    "quality": "Quality of care",
    "performance": "Performance",
    "workforce": "Staff",
    "experience": "Experience",
}
LINK_METHODS = {
    "sole": "the only registration of this home",
    "published": "the register says that one follows the other",
    "uprn": "same property reference number",
    "postcode_name": "same postcode, and a like name or number of beds",
    "person": "a person confirmed it",
}


@dataclass(frozen=True)
class SumRow:
    """One agency's line of the arithmetic."""

    agency: str
    label: str
    sentences: list[Answered]
    points: str
    cap: str


@dataclass(frozen=True)
class IconRow:
    """One indicator of the icon table."""

    code: str
    title: str
    value: ShownValue
    period: str
    expected: str
    variation: SafeString
    assurance: SafeString
    peers: SafeString | None
    spark: SafeString | None
    quality_sentence: str


@dataclass(frozen=True)
class TimeLine:
    """One line of the timeline."""

    on: str
    sentence: str
    agency: str
    kind: str


@dataclass(frozen=True)
class Registration:
    """One registered location of the home."""

    location_id: str
    name: str
    provider: str
    span: str
    how: str
    is_current: bool


@dataclass(frozen=True)
class HomePage:
    """Everything that the page of a home shows."""

    document: HomeDocument
    tone: int
    level: str
    points: str
    agencies: str
    sums: list[SumRow]
    total: str
    without: str
    domains: list[tuple[str, list[IconRow]]]
    charts: list[ChartPanel]
    timeline: list[TimeLine]
    registrations: list[Registration]
    coverage: str
    replied: list[StandingReply]
    """What the provider replied to, where it stands not among the sentences above."""


def home_page(
    document: HomeDocument, summary: Summary, replies: Sequence[StandingReply] = ()
) -> HomePage:
    """The page of one home, with the replies of its provider that the reader may read."""
    row = document["row"]
    top = max((level["step"] for level in summary["levels"]), default=1)
    sums = [_sum_row(line, replies) for line in document["arithmetic"]]
    agencies = "agency" if row["agencies"] == 1 else "agencies"
    return HomePage(
        document=document,
        tone=tone(row["step"], top),
        level=row["level_label"],
        points=points(row["points"]),
        agencies=f"{row['agencies']} {agencies}",
        sums=sums,
        total=points(row["points"]),
        without=_without(document),
        domains=_domains(document["indicators"]),
        charts=[chart_panel(series, row["name"]) for series in document["charts"]],
        timeline=[_time_line(happening) for happening in document["timeline"]],
        registrations=[_registration(location) for location in document["locations"]],
        coverage=(
            f"{percent(row['coverage'])} of the indicators that fit this home have a usable value."
        ),
        replied=apart([one for line in sums for one in line.sentences], replies),
    )


def _sum_row(line: SumLine, replies: Sequence[StandingReply]) -> SumRow:
    capped = line["cap"] is not None and line["before_cap"] > line["points"]
    return SumRow(
        agency=line["agency"],
        label=line["label"],
        sentences=beside(line["sentences"], replies),
        points=points(line["points"]),
        cap=f"{points(line['before_cap'])} found, at most {points(line['cap'] or 0)} count"
        if capped
        else "",
    )


def _without(document: HomeDocument) -> str:
    """Leave one agency out: a level that hangs on one agency alone should be seen to."""
    parts = [
        f"without {line['label'][:1].lower()}{line['label'][1:]} it would be "
        f"{points(line['points'])}, {line['level_label']}"
        for line in document["without_agency"]
    ]
    return f"{joined(parts)[:1].upper()}{joined(parts)[1:]}." if parts else ""


def _domains(rows: list[IndicatorRow]) -> list[tuple[str, list[IconRow]]]:
    found: dict[str, list[IconRow]] = {}
    for row in rows:
        found.setdefault(row["domain"], []).append(icon_row(row))
    order = {code: place for place, code in enumerate(DOMAINS)}
    return [
        (DOMAINS.get(domain, domain.capitalize()), found[domain])
        for domain in sorted(found, key=lambda code: order.get(code, len(order)))
    ]


def icon_row(row: IndicatorRow) -> IconRow:
    """One indicator with its icons and small pictures."""
    known = row["value"] is not None
    return IconRow(
        code=row["indicator"],
        title=row["title"],
        value=shown_value(row["value"], row["unit"], row["quality"]),
        period=row["period"],
        expected=f"{figure_and_unit(row['expected'], row['unit'])[0]} expected"
        if known and row["expected"] is not None
        else "",
        variation=variation_icon(row["variation"] if known else "too_few"),
        assurance=assurance_icon(row["assurance"]),
        peers=peers_bar(row["share_of_peers_below"], row["share_lower"], row["share_upper"])
        if row["share_of_peers_below"] is not None
        else None,
        spark=sparkline(
            row["spark"],
            marks=row["spark_marks"],
            polarity=row["polarity"],
            title=f"Latest {len(row['spark'])} values: {course(row['spark'])}",
        )
        if sum(value is not None for value in row["spark"]) > 1
        else None,
        quality_sentence=row["quality_sentence"],
    )


def _time_line(happening: Happening) -> TimeLine:
    return TimeLine(
        on=short_day(happening["on"]),
        sentence=happening["sentence"],
        agency=AGENCY.get(happening["agency"], ""),
        kind=happening["kind"],
    )


def registered_id(location_id: str) -> str:
    """The register's own id; a list without ids gave a name and a postcode only."""
    if location_id.startswith("name:"):
        return "none: from a list without ids"
    return location_id


def _registration(location: LinkedLocation) -> Registration:
    start = short_day(location["from_on"], missing="")
    end = short_day(location["to_on"], missing="")
    if location["from_on"]:
        span = f"{start} to {end}" if end else f"since {start}"
    else:
        span = f"until {end}" if end else "since before our records"
    how = LINK_METHODS.get(location["link_method"], location["link_method"])
    if location["link_method"] not in ("sole", "person") and location["confidence"] is not None:
        how += f" ({percent(location['confidence'])} sure)"
    if location["confirmed_by"]:
        how += f", confirmed by {location['confirmed_by']}"
    return Registration(
        location_id=registered_id(location["location_id"]),
        name=location["name"],
        provider=location["provider_name"],
        span=span,
        how=how,
        is_current=location["is_current"],
    )
