"""What is known of the neighbour that does best on a measure, beside this area's own figures.

Only figures that differ by more than chance are named, and as what goes together: figures do not
say why an area does well. Who does best of many is in part luck, which the page says too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from caresight.pipeline.release_index.places import AreaMeasure, BesideBest, MeasureRow
from caresight.web.local_areas import figures
from caresight.web.local_areas.parts import by_code, main_measures, part_of

MOST = 0.5
"""What “most of the difference” means."""
CAUTION = (
    "These figures go together; they do not say why. Who does best of several is in part the "
    "luckiest, and of twenty figures set side by side about one differs by chance alone."
)
_BY = {"reason": "by what people waited for", "agency": "by who it is put down to"}


@dataclass(frozen=True)
class Beside:
    """One figure of both that differs by more than chance."""

    code: str
    words: str
    theirs: str
    mine: str
    against: str
    period: str


@dataclass(frozen=True)
class Best:
    """The neighbour that does best on one measure."""

    row: MeasureRow
    area_code: str
    name: str
    unit: str
    period: str
    is_better: bool
    """Whether it does better than this area at all, chance aside."""
    lead: str
    sentences: list[str]
    """What the difference is made of."""
    parts: list[Beside]
    related: list[Beside]
    compared: int
    """How many figures were set beside each other."""
    unclear: str
    """How many of them cannot be told apart, or are not known here."""


def best_of_area(measures: list[AreaMeasure]) -> list[Best]:
    """For each measure of an area that is set beside others, who does best."""
    known = by_code(measures)
    found = (best_of(one, known) for one in main_measures(measures))
    return [one for one in found if one is not None]


def best_of(one: AreaMeasure, known: Mapping[str, AreaMeasure]) -> Best | None:
    """Who does best on a measure; None where nobody is known to, or this area's figure is not."""
    best, row, mine = one["best_neighbour"], one["row"], _value(one)
    if best is None or mine is None:
        return None
    lower = row["polarity"] != "higher_is_better"
    is_better = best["value"] < mine if lower else best["value"] > mine
    beside = [each for each in best.get("beside", []) if each["code"] in known] if is_better else []
    told = [each for each in beside if _differs(each, known[each["code"]])]
    parts = [each for each in told if part_of(known[each["code"]]["row"])]
    related = [each for each in told if each not in parts]
    parts.sort(key=lambda each: (_kind(known[each["code"]]), -_gap(each, known)))
    return Best(
        row=row,
        area_code=best["area_code"],
        name=best["area_name"],
        unit=figures.unit_words(row),
        period=_period(one),
        is_better=is_better,
        lead=_lead(one, mine, is_better=is_better),
        sentences=_made_of(one, parts, known) if best.get("against") != "similar" else [],
        parts=[_words(each, known[each["code"]]) for each in parts],
        related=[_words(each, known[each["code"]]) for each in related],
        compared=len(beside),
        unclear=_unclear(len(beside), len(told)),
    )


def _value(one: AreaMeasure) -> float | None:
    return one["figure"]["value"] if one["figure"] else None


def _differs(each: BesideBest, own: AreaMeasure) -> bool:
    """Whether two figures differ by more than chance, and by more than their decimals hide."""
    row = own["row"]
    is_seen = figures.value_words(each["value"], row) != figures.value_words(_value(own), row)
    return each["against"] in ("higher", "lower") and is_seen


def _gap(each: BesideBest, known: Mapping[str, AreaMeasure]) -> float:
    return abs((_value(known[each["code"]]) or 0.0) - each["value"])


def _lead(one: AreaMeasure, mine: float, *, is_better: bool) -> str:
    best, row = one["best_neighbour"], one["row"]
    assert best is not None  # noqa: S101 - asked before
    theirs, here = figures.value_words(best["value"], row), figures.value_words(mine, row)
    if not is_better:
        return (
            f"No area like it does better: the best of them, {best['area_name']}, stands at "
            f"{theirs} against {here} here."
        )
    said = f"{best['area_name']} does best of those like it: {theirs} against {here} here"
    sure = {
        "higher": "a difference of more than chance",
        "lower": "a difference of more than chance",
        "similar": "which chance alone could make",
    }.get(best.get("against", "not known"), "how sure that is cannot be told")
    return f"{said}, {sure}."


def _made_of(
    one: AreaMeasure, parts: list[BesideBest], known: Mapping[str, AreaMeasure]
) -> list[str]:
    """The largest part of the difference of each kind, in which this area does not do as well."""
    best, mine = one["best_neighbour"], _value(one)
    said = []
    for kind, by in _BY.items():
        gaps = [
            (_gap(each, known), each)
            for each in parts
            if each["is_good"] is False
            and _kind(known[each["code"]]) == kind
            # A part of another period is no part of this difference.
            and _period(known[each["code"]]) == _period(one)
        ]
        if not gaps or best is None or mine is None:
            continue
        gap, most = max(gaps, key=lambda pair: pair[0])
        row = known[most["code"]]["row"]
        share = gap / abs(mine - best["value"])
        head = (
            "Most of the difference"
            if share > MOST
            else f"The largest part of the difference, {by},"
        )
        theirs = figures.value_words(most["value"], row)
        here = figures.value_words(_value(known[most["code"]]), row)
        said.append(f"{head} is {_in_words(row)}: {theirs} there against {here} here.")
    return said


def _period(one: AreaMeasure) -> str:
    return one["figure"]["period_words"] if one["figure"] else ""


def _kind(one: AreaMeasure) -> str:
    of = part_of(one["row"])
    return of["kind"] if of else ""


def _in_words(row: MeasureRow) -> str:
    of = part_of(row)
    if of is None:
        return row["title"]
    return f"put down to {of['in_words']}" if of["kind"] == "agency" else of["in_words"]


def _words(each: BesideBest, own: AreaMeasure) -> Beside:
    row, of = own["row"], part_of(own["row"])
    worth = {True: ": better", False: ": worse", None: ""}[each["is_good"]]
    return Beside(
        code=each["code"],
        words=of["label"] if of else row["title"],
        theirs=figures.value_words(each["value"], row),
        mine=figures.value_words(_value(own), row),
        against=f"{figures.SIGNS[each['against']]} {each['against']} here{worth}",
        period=_period(own),
    )


def _unclear(compared: int, told: int) -> str:
    if not compared:
        return ""
    if compared == 1:
        return (
            "The one figure that was set beside it differs by more than chance."
            if told
            else "The one figure that was set beside it does not differ by more than chance, or "
            "by less than is shown, or is not known of both."
        )
    if compared == told:
        return f"All {compared} figures that were set side by side differ by more than chance."
    differ = f"{told} differ" if told != 1 else "1 differs"
    return (
        f"Of {compared} figures that were set side by side {differ if told else 'none differs'} "
        "by more than chance; the others do not, or by less than is shown, or are not known of "
        "both."
    )
