"""Lists of homes and comparisons in words, ready for their templates."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import HomeDocument, HomeRow, IndicatorRow
from caresight.vocabulary.agencies import Agency
from caresight.web.directory.queries import MOST_COMPARED, PER_PAGE, Wanted
from caresight.web.ui.charts.evidence_bar import evidence_bar
from caresight.web.ui.charts.sparkline import course, sparkline
from caresight.web.ui.icons import variation_icon
from caresight.web.ui.paging import Paging
from caresight.web.ui.values import shown_value
from caresight.web.ui.words import count, percent, points

ORDINARY_POINTS = 6.0
"""Lines of points are drawn on a scale that reaches at least this far."""
SAID_IN_SHORT = 2
"""Findings that the short reason of a home names."""
AGENCY_LABELS = {agency.value: agency.label for agency in Agency}
ORDER_LABELS = {
    "rank": "Most evidence of trouble first",
    "name": "Name",
    "area": "Area",
    "change": "Largest rise in a month first",
    "good": "Most good news first",
    "beds": "Largest first",
    "coverage": "Least known first",
}
GROUP_LABELS = {
    "attention": "homes that need attention",
    "new": "homes that newly need attention, within a month",
    "silent": "homes that have fallen silent",
    "improving": "homes that are improving",
}


@dataclass(frozen=True)
class HomeLine:
    """A home in a list."""

    rank: int
    home_id: str
    name: str
    about: str
    area: str
    postcode: str
    rating: str
    level: str
    tone: int
    why: str
    further: str
    """What is known beyond `why`: “3 more findings”; empty where that is all."""
    evidence: SafeString
    sum_sentence: str
    course: SafeString
    change: str
    is_open: bool
    is_silent: bool


def home_line(row: HomeRow, top_step: int) -> HomeLine:
    """One home as a list shows it."""
    return HomeLine(
        rank=row["rank"],
        home_id=row["home_id"],
        name=row["name"],
        about=about(row),
        area=row["area_name"],
        postcode=row["postcode"],
        rating=row["rating"] or "Not rated",
        level=row["level_label"],
        tone=tone(row["step"], top_step),
        why=row["why"] or "Nothing unusual is noticed.",
        further=_further(row),
        evidence=evidence_bar(row["points_by_agency"], AGENCY_LABELS),
        sum_sentence=sum_sentence(row),
        course=sparkline(
            row["history"],
            title=f"Points over {count(len(row['history']), 'month')}: {course(row['history'])}",
            from_zero=True,
            at_least=ORDINARY_POINTS,
        ),
        change=change(row),
        is_open=row["is_open"],
        is_silent=row["is_silent"],
    )


def _further(row: HomeRow) -> str:
    more = row["findings"] - SAID_IN_SHORT
    return count(more, "more finding") if more > 0 else ""


def about(row: HomeRow) -> str:
    """Kind, size and owner in a line."""
    beds = "" if row["beds"] is None else count(row["beds"], "bed")
    return " · ".join(part for part in (row["kind"], beds, row["provider_name"]) if part)


def sum_sentence(row: HomeRow) -> str:
    """Points and agencies, in a few words."""
    if not row["points"]:
        return "no points"
    unit = "point" if row["points"] == 1 else "points"
    return f"{points(row['points'])} {unit} · {count(row['agencies'], 'agency', 'agencies')}"


def change(row: HomeRow) -> str:
    """How the points moved in a month, by arrow and word."""
    before = row["points_a_month_ago"]
    if before is None:
        return "not known a month ago"
    moved = row["points"] - before
    if abs(moved) < 0.05:
        return "= as a month ago"
    if before == 0:
        return "▲ new this month"
    return (
        f"▲ up {points(moved)} in a month" if moved > 0 else f"▼ down {points(-moved)} in a month"
    )


def tone(step: int, top_step: int) -> int:
    """The shade of a level's tag: 0 calm to 3 for the upper steps of the ladder."""
    if step <= 0:
        return 0
    return min(3, max(1, -(-3 * step // max(1, top_step))))


def agency_key(rows: list[HomeRow]) -> list[tuple[str, str]]:
    """The agencies that the bars of these rows show, as code and label."""
    present = {agency for row in rows for agency, value in row["points_by_agency"].items() if value}
    return [(code, label) for code, label in AGENCY_LABELS.items() if code in present]


def result_sentence(wanted: Wanted, total: int) -> str:
    """How many homes were found, and among which."""
    which = GROUP_LABELS.get(wanted.group)
    if which:
        only_one = (
            which.replace("homes that need", "home that needs")
            .replace("homes that newly need", "home that newly needs")
            .replace("homes that have", "home that has")
            .replace("homes that are", "home that is")
        )
        found = f"1 {only_one}" if total == 1 else f"{total:,} {which}"
    else:
        found = count(total, "home")
    return f"{found} found" if wanted.q or not which else found


def paging(wanted: Wanted, total: int, asked: QueryDict) -> Paging:
    """Links to the pages before and after, keeping every filter."""
    kept = asked.copy()
    kept.pop("page", None)
    kept.pop("home", None)
    return Paging(page=wanted.page, per_page=PER_PAGE, total=total, kept=kept.urlencode())


def csv_address(asked: QueryDict) -> str:
    """The same list as a file."""
    kept = asked.copy()
    kept.pop("page", None)
    kept.pop("home", None)
    return kept.urlencode()


@dataclass(frozen=True)
class ComparedHome:
    """The head of one column of the comparison."""

    home_id: str
    name: str
    without: str
    """The address of the comparison without this home."""


@dataclass(frozen=True)
class Cell:
    """One cell of the comparison."""

    text: str
    icon: SafeString | str = ""
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    """Homes side by side."""

    homes: list[ComparedHome]
    facts: list[tuple[str, list[Cell]]]
    indicators: list[tuple[str, list[Cell]]]


def comparison(documents: list[HomeDocument]) -> Comparison:
    """Up to four homes, fact by fact and indicator by indicator."""
    chosen = documents[:MOST_COMPARED]
    ids = [document["row"]["home_id"] for document in chosen]
    titles: dict[str, str] = {}
    for document in chosen:
        for indicator in document["indicators"]:
            titles.setdefault(indicator["indicator"], indicator["title"])
    by_code = [{row["indicator"]: row for row in document["indicators"]} for document in chosen]
    return Comparison(
        homes=[
            ComparedHome(
                home_id=home_id,
                name=document["row"]["name"],
                without=urlencode([("home", other) for other in ids if other != home_id]),
            )
            for home_id, document in zip(ids, chosen, strict=True)
        ],
        facts=_facts([document["row"] for document in chosen]),
        indicators=[
            (title, [_cell(rows.get(code)) for rows in by_code]) for code, title in titles.items()
        ],
    )


def _facts(rows: list[HomeRow]) -> list[tuple[str, list[Cell]]]:
    return [
        ("Suggested level", [Cell(row["level_label"], note=row["why"]) for row in rows]),
        (
            "Evidence by agency",
            [
                Cell(sum_sentence(row), evidence_bar(row["points_by_agency"], AGENCY_LABELS))
                for row in rows
            ],
        ),
        ("Rating", [Cell(row["rating"] or "Not rated") for row in rows]),
        ("Kind and size", [Cell(about(row)) for row in rows]),
        ("Area", [Cell(row["area_name"]) for row in rows]),
        ("Indicators with a usable value", [Cell(percent(row["coverage"])) for row in rows]),
    ]


def _cell(row: IndicatorRow | None) -> Cell:
    if row is None:
        return Cell("not measured")
    value = shown_value(row["value"], row["unit"], row["quality"])
    return Cell(value.text, variation_icon(row["variation"]), value.note)
