"""The page of one area in words: what a director reads in a minute, and what stands behind it."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import AreaRow
from caresight.pipeline.release_index.places import AreaDocument, AreaMeasure, MeasureRow
from caresight.web.local_areas import figures
from caresight.web.local_areas.flow_page import Flow, flow_of
from caresight.web.local_areas.parts import divided, main_measures
from caresight.web.ui.charts.sparkline import course, sparkline
from caresight.web.ui.words import count, day

SPARKED = 24
"""So many of the newest periods are drawn beside a figure."""
BESIDE = 5
"""So many neighbours are offered for comparing."""


@dataclass(frozen=True)
class Compared:
    """One figure that an area is compared with."""

    value: str
    words: str


@dataclass(frozen=True)
class MeasureCells:
    """One measure in the area's table."""

    row: MeasureRow
    value: str
    unit: str
    interval: str
    period: str
    doubt: str
    why: str
    change: str
    neighbours: Compared
    region: Compared
    england: Compared
    place: str
    best_code: str
    best: str
    line: SafeString | None
    sentence: str

    @property
    def is_known(self) -> bool:
        """Whether there is a figure."""
        return not self.why


@dataclass(frozen=True)
class MeasureGroup:
    """Measures of one set, known ones apart from those of which nothing is known."""

    title: str
    lines: list[MeasureCells]
    unknown: list[tuple[str, str]]
    """Title, and why nothing is known."""


@dataclass(frozen=True)
class AreaPage:
    """Everything that the page of an area shows."""

    document: AreaDocument
    people: str
    first: list[str]
    further: list[str]
    """What the summary says; beyond the first sentences it can be opened."""
    groups: list[MeasureGroup]
    flow: Flow | None
    overall: str
    by_weights: str
    succession: str
    homes: list[str] = field(default_factory=list)
    beside: str = ""
    """The query of a comparison with the nearest neighbours."""


def area_page(document: AreaDocument, homes: AreaRow | None) -> AreaPage:
    """The page of one area."""
    first = _first(document)
    return AreaPage(
        document=document,
        people=_people(document),
        first=first,
        further=[sentence for sentence in document["sentences"] if sentence not in first],
        groups=_groups(document["measures"]),
        flow=flow_of(document["measures"]),
        overall=_overall(document),
        by_weights=_by_weights(document),
        succession=_succession(document),
        homes=homes_words(homes),
        beside=_beside(document),
    )


def _first(document: AreaDocument) -> list[str]:
    """What is read at once: the delays, and how many measures stand out; the rest can be opened.

    The first sentence of the summary counts what is known; it leads only where nothing else does.
    """
    whole = divided(document["measures"])
    is_told = whole is not None and not _why_none(whole)
    lead = f"{whole['row']['title']}: {whole['sentence']}" if whole and is_told else ""
    told = document["sentences"]
    return [sentence for sentence in (lead, *(told[1:2] or told[:1])) if sentence]


def homes_words(row: AreaRow | None) -> list[str]:
    """What is known of the homes there, in a sentence or two."""
    if row is None or not row["homes"]:
        return []
    said = f"{count(row['homes'], 'home')}"
    if row["beds"] is not None:
        said += f" with {count(row['beds'], 'bed')}"
    movements = [
        f"{row['opened']} opened" if row["opened"] else "",
        f"{row['closed']} closed" if row["closed"] else "",
        f"{row['changed_hands']} changed hands" if row["changed_hands"] else "",
    ]
    changes = ", ".join(part for part in movements if part)
    return [f"{said}.", f"In the twelve months before: {changes}." if changes else ""]


def _people(document: AreaDocument) -> str:
    people = document["population"]
    if people is None:
        return ""
    return f"{people['value']:,.0f} {people['age_words']} in {people['year']}"


def _groups(measures: list[AreaMeasure]) -> list[MeasureGroup]:
    titles = dict.fromkeys(one["row"]["set_title"] for one in measures)
    shown = main_measures(measures)
    found = []
    for title in titles:
        within = [one for one in shown if one["row"]["set_title"] == title]
        cells = [measure_cells(one) for one in within]
        found.append(
            MeasureGroup(
                title,
                [one for one in cells if one.is_known],
                [(one.row["title"], one.why) for one in cells if not one.is_known],
            )
        )
    return [group for group in found if group.lines or group.unknown]


def measure_cells(one: AreaMeasure) -> MeasureCells:
    """One measure of an area, cell by cell."""
    row, figure = one["row"], one["figure"]
    best = one["best_neighbour"]
    return MeasureCells(
        row=row,
        value=figures.figure_words(figure, row),
        unit=figures.unit_words(row),
        interval=figures.interval_words(figure, row),
        period=figure["period_words"] if figure else "",
        doubt=figures.doubt_words(figure),
        why=_why_none(one),
        change=figures.change_words(figure, one["previous"], row),
        neighbours=Compared(
            figures.value_words(one["neighbours_median"], row),
            figures.against_words(one["against_neighbours"], one["against_neighbours_is_good"]),
        ),
        region=Compared(
            figures.value_words(one["region_value"], row),
            figures.against_words(one["against_region"], one["against_region_is_good"]),
        ),
        england=Compared(
            figures.value_words(one["england_value"], row),
            figures.against_words(one["against_england"], one["against_england_is_good"]),
        ),
        place=figures.place_words(one["rank"], one["rank_lower"], one["rank_upper"], one["of"]),
        best_code=best["area_code"] if best else "",
        best=f"{best['area_name']}, {figures.value_words(best['value'], row)}" if best else "",
        line=_line(one),
        sentence=one["sentence"],
    )


def _why_none(one: AreaMeasure) -> str:
    """Why there is no figure; empty where there is one, or where it was kept back."""
    figure = one["figure"]
    if figure is not None and (figure["value"] is not None or figure["quality"] == "suppressed"):
        return ""
    said = figure["why"] if figure else ""
    return said or one["row"]["why_none"] or "No figure of this area is known."


def _line(one: AreaMeasure) -> SafeString | None:
    values = one["series"][-SPARKED:]
    if sum(value is not None for value in values) < 2:
        return None
    return sparkline(values, title=f"{one['row']['title']}, {course(values)}")


def _overall(document: AreaDocument) -> str:
    overall = document["overall"]
    if overall is None:
        return ""
    return figures.place_words(overall["rank"], overall["lower"], overall["upper"], overall["of"])


def _by_weights(document: AreaDocument) -> str:
    """What hangs on how much each measure counts."""
    overall = document["overall"]
    if overall is None:
        return ""
    lower, upper = overall["weight_lower"], overall["weight_upper"]
    if lower == upper:
        return "The place stays the same when the measures are weighted differently."
    return (
        f"When the measures are weighted differently it takes places from "
        f"{figures.ordinal(lower)} to {figures.ordinal(upper)}."
    )


def _succession(document: AreaDocument) -> str:
    if document["ended_on"]:
        return (
            f"{document['area_name']} ended on {day(document['ended_on'])}. Its figures stop "
            "there: they are not carried over to who followed."
        )
    if document["came_from"]:
        began = f" on {day(document['began_on'])}" if document["began_on"] else ""
        return (
            f"{document['area_name']} began{began}. Its figures begin there: they are not added "
            "up from those before."
        )
    return ""


def _beside(document: AreaDocument) -> str:
    nearest = [one["area_code"] for one in document["neighbours"][:BESIDE]]
    if not nearest:
        return ""
    return "&".join(f"area={code}" for code in [document["area_code"], *nearest])
