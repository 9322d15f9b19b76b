"""The page of each indicator: its definition in words, all homes, its peers over time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from caresight.checks.population import Population
from caresight.indicators.definition import Indicator
from caresight.pipeline.build_pages import IndicatorPage
from caresight.pipeline.release_index.documents import (
    FunnelPoint,
    IndicatorDocument,
    PeerLevel,
)
from caresight.surveillance.numbers_in_words import bare_figure, figure, subject
from caresight.vocabulary.areas import area_name
from caresight.vocabulary.lists import joined
from caresight.vocabulary.ratings import step_name

_LABELS = {
    "standard": "Standard",
    "all_peers": "All homes of this kind",
    "best_tenth": "Best tenth of homes of this kind",
    "local_peers": "Homes of",
}
_POLARITY = {
    "higher_is_better": "Higher is better",
    "lower_is_better": "Lower is better",
    "neutral": "Neither high nor low is better",
}
_NOT_RANKED_AREAS = 40
"""Local levels are kept for so many areas at most on an indicator's own page."""


def indicator_documents(
    pages: Sequence[IndicatorPage],
    comparators: Mapping[str, Sequence[Mapping[str, object]]],
    population: Population,
    is_open: NDArray[np.bool_],
) -> Iterator[IndicatorDocument]:
    """Every indicator's page, of the open homes, in the order in which they were measured."""
    for page in pages:
        yield _document(page, comparators.get(page.indicator.code, ()), population, is_open)


def _document(
    page: IndicatorPage,
    comparators: Iterable[Mapping[str, object]],
    population: Population,
    is_open: NDArray[np.bool_],
) -> IndicatorDocument:
    indicator, latest = page.indicator, page.latest
    asked = np.flatnonzero(is_open & (page.place >= 0))
    points = _points(page, population, asked)
    peers = _peers(comparators)
    centre = latest.centre if latest.limits else _centre(peers)
    return IndicatorDocument(
        code=indicator.code,
        title=indicator.title,
        question=indicator.question,
        domain=indicator.domain,
        agency=str(indicator.agency),
        unit=indicator.unit,
        polarity=str(indicator.polarity),
        definition=definition_in_words(indicator),
        why_it_matters=indicator.why_it_matters.strip(),
        period=latest.period,
        homes_measured=len(points),
        homes_expected=len(asked),
        shape="funnel" if indicator.kind in ("rate", "share") else "ranking",
        centre=centre,
        between_variance=latest.between_variance,
        limits=latest.limits,
        limits_sentence=latest.limits_sentence,
        points=points,
        peers=peers,
        sentence=_sentence(indicator, points, len(asked), centre),
        variation_counts=dict(
            Counter(page.variation[place] for place in page.place[asked].tolist())
        ),
    )


def _points(
    page: IndicatorPage, population: Population, rows: NDArray[np.int64]
) -> list[FunnelPoint]:
    numbers = page.latest.numbers
    return [
        FunnelPoint(
            home_id=str(population.home_ids[row]),
            name=str(population.names[row]),
            area_code=str(population.area_codes[row]),
            value=numbers["value"][place] or 0.0,
            lower=numbers["lower"][place],
            upper=numbers["upper"][place],
            numerator=numbers["numerator"][place],
            denominator=numbers["denominator"][place],
            expected=numbers["expected"][place],
            z=numbers["z"][place],
            quality=page.latest.quality[place],
        )
        for row in rows.tolist()
        if numbers["value"][place := int(page.place[row])] is not None
    ]


def _peers(comparators: Iterable[Mapping[str, object]]) -> list[PeerLevel]:
    levels: dict[tuple[str, str, str], PeerLevel] = {}
    for row in comparators:
        key = (str(row["comparator"]), str(row["area_code"] or ""), str(row["stratum"] or ""))
        if key not in levels:
            levels[key] = PeerLevel(
                comparator=key[0],
                label=_label(*key),
                area_code=key[1],
                stratum=key[2],
                periods=[],
                values=[],
            )
        levels[key]["periods"].append(str(row["period_start"]))
        value = row["value"]
        levels[key]["values"].append(value if isinstance(value, float) else None)
    local = [level for level in levels.values() if level["area_code"]]
    others = [level for level in levels.values() if not level["area_code"]]
    return others + local[:_NOT_RANKED_AREAS]


def _label(comparator: str, area_code: str, stratum: str) -> str:
    label = _LABELS.get(comparator, comparator)
    if area_code:
        return f"{label} {area_name(area_code)}"
    return f"{label}: {stratum}" if stratum else label


def _centre(peers: Sequence[PeerLevel]) -> float | None:
    """The latest level of all peers, where there is one kind of home only; else None."""
    whole = [level for level in peers if level["comparator"] == "all_peers"]
    return whole[0]["values"][-1] if len(whole) == 1 and whole[0]["values"] else None


def _sentence(
    indicator: Indicator, points: Sequence[FunnelPoint], expected: int, centre: float | None
) -> str:
    what = subject(indicator)
    if not points:
        return f"{what}: no home has a figure."
    values = np.array([point["value"] for point in points])
    if indicator.kind == "ordinal":
        return _steps_in_words(values, expected, indicator.population.register_name)
    far = sum(1 for p in points if p["z"] is not None and abs(p["z"]) > 3.090232)
    sentence = (
        f"{len(points):,} of {expected:,} homes have a figure; half of them lie between "
        f"{bare_figure(float(np.quantile(values, 0.25)), indicator)} and "
        f"{figure(float(np.quantile(values, 0.75)), indicator)}."
    )
    if centre is not None:
        sentence += f" All together: {figure(centre, indicator)}."
    if far:
        homes = "home lies" if far == 1 else "homes lie"
        sentence += f" {far:,} {homes} further from similar homes than chance explains."
    return sentence


def _steps_in_words(values: NDArray[np.float64], expected: int, register: str) -> str:
    """How many homes stand on each step: the middle of steps is no step."""
    steps, homes = np.unique(values, return_counts=True)
    said = joined(
        [f"{count:,} {step_name(step, register)}" for step, count in zip(steps, homes, strict=True)]
    )
    return f"{len(values):,} of {expected:,} homes are rated: {said}."


def definition_in_words(indicator: Indicator) -> dict[str, str]:
    """The definition, label by label, for people who would not read the file."""
    comparators, pooling = indicator.comparators, indicator.pooling
    words = {
        "Question": indicator.question,
        "Direction": _POLARITY[str(indicator.polarity)],
        "Unit": indicator.unit,
        "Kind": indicator.kind,
        "Used for": indicator.use_case,
        "Method": indicator.source_of_method.strip(),
        "Sources": ", ".join(source.replace("_", " ") for source in indicator.sources),
    }
    if indicator.both_tails:
        words["Both ends"] = indicator.both_tails_because.strip()
    if comparators.standard:
        standard = comparators.standard
        words["Standard"] = f"{figure(standard.value, indicator)}. {standard.source.strip()}"
    if indicator.stratify_by:
        words["Compared within"] = "homes alike in " + ", ".join(indicator.stratify_by)
    if indicator.minimum_denominator:
        words["Too small below"] = (
            f"A denominator below {indicator.minimum_denominator:g} is shown, never signalled"
        )
    if pooling:
        words["Read together"] = f"{pooling.months} months, as one month of one home says little"
    words["Version"] = f"{indicator.version} ({indicator.status})"
    words["Owner"] = indicator.owner
    words["Reviewer"] = indicator.reviewer
    words["Reviewed"] = f"{indicator.reviewed_on}, next by {indicator.review_due}"
    return {label: text if label == "Unit" else _capital(text) for label, text in words.items()}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
