"""The page of one indicator in words: its definition, all homes, and those far out."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import (
    FunnelLimit,
    FunnelPoint,
    IndicatorDocument,
    PeerLevel,
)
from caresight.vocabulary.agencies import Agency
from caresight.web.dashboards.home_page import DOMAINS
from caresight.web.dashboards.series_page import POLARITY
from caresight.web.ui.charts.funnel import UNUSUAL, VERY_UNUSUAL, Line, funnel
from caresight.web.ui.charts.ranking import ranking
from caresight.web.ui.charts.trend import trend
from caresight.web.ui.icons import variation_icon, variation_words
from caresight.web.ui.values import figure_and_unit, unit_words, with_unit
from caresight.web.ui.words import count, month, number

AT_EACH_END = 15
_AGENCY = {agency.value: agency.label for agency in Agency}
CONCERNING = ("concern_high", "concern_low")
IMPROVING = ("improvement_high", "improvement_low")


@dataclass(frozen=True)
class Outlier:
    """A home far from what is expected."""

    home_id: str
    name: str
    value: str
    counts: str
    expected: str
    distance: str
    quality: str


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of the list."""

    code: str
    title: str
    question: str
    agency: str
    concerning: int
    improving: int
    measured: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything that the page of an indicator shows."""

    document: IndicatorDocument
    agency: str
    domain: str
    polarity: str
    picture: SafeString | None
    picture_words: str
    high: list[Outlier]
    low: list[Outlier]
    trend: SafeString | None
    trend_months: list[str]
    trend_rows: list[tuple[str, list[str]]]
    named: str
    """Which of the homes have names here; empty where all have."""
    variation: list[tuple[SafeString, str, int]]
    measured: str
    unit: str


def indicator_lines(documents: list[IndicatorDocument]) -> list[tuple[str, list[IndicatorLine]]]:
    """All indicators by domain, each with how many homes vary unusually."""
    domains: dict[str, list[IndicatorLine]] = {}
    for document in documents:
        counts = document["variation_counts"]
        domains.setdefault(document["domain"], []).append(
            IndicatorLine(
                code=document["code"],
                title=document["title"],
                question=document["question"],
                agency=_AGENCY.get(document["agency"], document["agency"]),
                concerning=sum(counts.get(code, 0) for code in CONCERNING),
                improving=sum(counts.get(code, 0) for code in IMPROVING),
                measured=f"{document['homes_measured']:,} of {document['homes_expected']:,}",
            )
        )
    return [(DOMAINS.get(code, code.capitalize()), lines) for code, lines in domains.items()]


def indicator_page(document: IndicatorDocument, *, place: str = "") -> IndicatorPage:
    """The page of one indicator; with a place, only the homes of that place bear names."""
    unit = document["unit"]
    points = [point for point in document["points"] if point["home_id"]]
    far = [point for point in points if point["z"] is not None and abs(point["z"]) > UNUSUAL]
    high = sorted((p for p in far if (p["z"] or 0) > 0), key=lambda p: -(p["z"] or 0))
    low = sorted((p for p in far if (p["z"] or 0) < 0), key=lambda p: p["z"] or 0)
    levels = _peer_levels(document["peers"])
    months = sorted({period for level in levels for period in level["periods"]}, reverse=True)[:24]
    return IndicatorPage(
        document=document,
        agency=_AGENCY.get(document["agency"], document["agency"]),
        domain=DOMAINS.get(document["domain"], document["domain"].capitalize()),
        polarity=POLARITY.get(document["polarity"], ""),
        picture=_picture(document),
        picture_words=_picture_words(document),
        high=[_outlier(point, unit) for point in high[:AT_EACH_END]],
        low=[_outlier(point, unit) for point in low[:AT_EACH_END]],
        trend=trend(
            levels, title=f"{document['title']}: what groups of homes show over time", unit=unit
        )
        if months
        else None,
        trend_months=[month(period) for period in months],
        trend_rows=[(level["label"], _by_month(level, months, unit)) for level in levels],
        named=_named(len(points), place),
        variation=[
            (variation_icon(code), variation_words(code), homes)
            for code, homes in document["variation_counts"].items()
            if homes and variation_icon(code)
        ],
        measured=(
            f"{count(document['homes_measured'], 'home')} measured of "
            f"{document['homes_expected']:,} expected"
        ),
        unit=unit_words(unit),
    )


def _named(homes: int, place: str) -> str:
    """That the picture holds every home, and who of them is told apart."""
    if not place:
        return ""
    return (
        f"All homes are drawn, so that {count(homes, 'home')} of {place} can be compared; "
        "the others have no name here."
    )


def _picture(document: IndicatorDocument) -> SafeString | None:
    points = document["points"]
    if not points:
        return None
    if document["shape"] == "funnel" and any(point["denominator"] for point in points):
        return funnel(
            points,
            centre=document["centre"],
            limits=limit_lines(document["limits"]),
            polarity=document["polarity"],
            title=f"{document['title']}: every home by its size",
            unit=document["unit"],
            size_words="Size of the home: what its events are counted against",
        )
    return ranking(
        points,
        centre=document["centre"],
        polarity=document["polarity"],
        title=f"{document['title']}: every home from the lowest to the highest value",
        unit=document["unit"],
    )


def limit_lines(limits: list[FunnelLimit]) -> list[Line]:
    """The four limits of a funnel, each as a line over all sizes."""
    sizes = [limit["size"] for limit in limits]
    if len(sizes) < 2:
        return []
    return [
        Line(sizes, [limit["lower998"] for limit in limits], very=True),
        Line(sizes, [limit["lower95"] for limit in limits], very=False),
        Line(sizes, [limit["upper95"] for limit in limits], very=False),
        Line(sizes, [limit["upper998"] for limit in limits], very=True),
    ]


def _picture_words(document: IndicatorDocument) -> str:
    if document["shape"] == "funnel":
        return (
            "Each home is placed by its size and its value; larger homes lie further right. "
            f"{document['limits_sentence']} A triangle marks a home further from what is expected "
            "of its own kind than chance explains: pointing up for higher, down for lower. All "
            "others are grey, darker where there are more."
        )
    return (
        "Homes in order of their value, with the interval that chance allows. Where intervals "
        "overlap, the order says little."
    )


def _outlier(point: FunnelPoint, unit: str) -> Outlier:
    times = ""
    if point["expected"] and point["expected"] > 0:
        times = f"{number(point['value'] / point['expected'])} times the expected; "
    counts = ""
    if point["numerator"] is not None and point["denominator"] is not None:
        counts = f"{number(point['numerator'])} in {number(point['denominator'])}"
    return Outlier(
        home_id=point["home_id"],
        name=point["name"],
        value=with_unit(point["value"], unit),
        counts=counts,
        expected=figure_and_unit(point["expected"], unit)[0],
        distance=times + _chance(point["z"] or 0),
        quality=point["quality"],
    )


def _chance(z: float) -> str:
    """A distance that one in twenty reaches by chance proves little among many homes."""
    if abs(z) > VERY_UNUSUAL:
        return "more than chance explains"
    return "could be chance among so many homes"


def _peer_levels(levels: list[PeerLevel]) -> list[PeerLevel]:
    """Groups that cover everything first: local areas are for the areas' own pages."""
    order: dict[str, int] = {"all_peers": 0, "best_tenth": 1, "standard": 2}
    wide = [level for level in levels if level["comparator"] in order]
    return sorted(wide, key=lambda level: (order[level["comparator"]], level["stratum"]))[:8]


def _by_month(level: PeerLevel, months: list[str], unit: str) -> list[str]:
    known = dict(zip(level["periods"], level["values"], strict=False))
    return [figure_and_unit(known.get(period), unit)[0] for period in months]
