"""What the comparison of an action says, in sentences that claim no more than it shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caresight.web.actions.effect import Judged
from caresight.web.actions.models import Action
from caresight.web.ui.values import figure, with_unit
from caresight.web.ui.words import count, day, number, percent

if TYPE_CHECKING:
    from caresight.statistics.matched_comparison import MatchedComparison
    from caresight.statistics.regression_to_mean import Return

WARNING = (
    "Homes are acted upon when they look bad, and what looks bad by chance looks better "
    "afterwards whatever is done (regression to the mean). An improvement alone proves nothing."
)
NO_FIGURES = "It cannot be said: the newest release holds no figures of this measure for this home."
TINY = 0.05
"""A change of less than this share of the level before is told as no change."""
TINY_RETURN = 0.01
"""Of the others' level: a smaller return to the mean is not worth a figure."""


@dataclass(frozen=True)
class EffectWords:
    """The sentences of the page."""

    sentence: str
    """The machine's one sentence, kept beside a person's verdict."""
    facts: list[tuple[str, str]]
    warning: str
    fall_back: str
    """How much of a change was to be expected with nothing done; empty where unknown."""
    compared_with: str
    can_say: bool


def effect_words(action: Action, judged: Judged | None) -> EffectWords:
    """All sentences about an action's effect."""
    if judged is None:
        return EffectWords(NO_FIGURES, [], WARNING, "", "", can_say=False)
    comparison = judged.effect.comparison
    unit = judged.series["unit"]
    return EffectWords(
        sentence=sentence(action, judged),
        facts=_facts(comparison, unit) if comparison else [],
        warning=WARNING,
        fall_back=_fall_back(judged.effect.expected_return, unit),
        compared_with=_compared_with(judged) if comparison else "",
        can_say=comparison is not None,
    )


def sentence(action: Action, judged: Judged) -> str:
    """The machine's sentence."""
    effect = judged.effect
    finding = effect.finding.value
    if finding == "no_figures":
        return NO_FIGURES
    if finding == "too_few_before":
        known = count(effect.known_before, "figure is", "figures are")
        return f"It cannot be said: only {known} known from before the action."
    if finding == "too_early":
        needed = count(effect.needed_after, "figure")
        return (
            f"It cannot be said yet: {needed} after the action are needed, "
            f"and {effect.known_after:,} {'is' if effect.known_after == 1 else 'are'} known."
        )
    if effect.comparison is None:
        return (
            "It cannot be said: there are too few homes like this one that were not acted upon. "
            "The chart shows this home alone, which proves nothing."
        )
    return f"{_moved(effect.comparison, judged)} {_verdict(finding, action, effect.comparison)}"


def _moved(comparison: "MatchedComparison", judged: Judged) -> str:
    unit = judged.series["unit"]
    return (
        f"{judged.series['title']} {_change(comparison.change, comparison.before, unit)}, "
        f"from {figure(comparison.before, unit)} to {with_unit(comparison.after, unit)}; "
        "homes that started like it and were not acted upon would have "
        f"{_change(comparison.expected_change, comparison.before, unit, perfect=True)}."
    )


def _verdict(finding: str, action: Action, comparison: "MatchedComparison") -> str:
    if finding == "as_expected":
        return (
            "That is more of a difference than chance and falling back by itself usually make. "
            "It does not show that the action was the cause."
        )
    if finding == "opposite":
        return "It went the other way than was hoped, by more than chance usually makes."
    return f"{_beside_others(action, comparison)} This does not show that the action worked."


def _beside_others(action: Action, comparison: "MatchedComparison") -> str:
    """Where nothing stands out: how much of the change homes without an action had too."""
    sign = -1 if action.direction == "down" else 1
    change, expected = sign * comparison.change, sign * comparison.expected_change
    if _is_tiny(change, comparison.before):
        return "Nothing has moved beyond chance."
    if change > 0 and expected >= change / 2 and not _is_tiny(expected, comparison.before):
        return "Homes that were not acted upon changed as much, as far as can be told."
    return "The difference may well be chance."


def _is_tiny(change: float, level: float) -> bool:
    return change == 0 or abs(change) <= TINY * abs(level)


def _change(change: float, level: float, unit: str, *, perfect: bool = False) -> str:
    """“fell by 2.1”, “rose by 2.1”, “stayed about the same”."""
    if _is_tiny(change, level):
        return "stayed about the same"
    size = _size(change, unit)
    if perfect:
        return f"fallen by {size}" if change < 0 else f"risen by {size}"
    return f"fell by {size}" if change < 0 else f"rose by {size}"


def _size(value: float, unit: str) -> str:
    """A difference: of shares in percentage points, else a bare figure in the unit."""
    if unit == "share" or unit.startswith(("share ", "%")):
        scaled = abs(value) * (1 if unit.startswith("%") else 100)
        return f"{number(round(scaled, 1))} percentage points"
    return number(float(f"{abs(value):.2g}"))


def _signed(value: float, unit: str) -> str:
    return f"{'−' if value < 0 else '+'}{_size(value, unit)}"


def _facts(comparison: "MatchedComparison", unit: str) -> list[tuple[str, str]]:
    alike = comparison.share_as_extreme
    return [
        ("Mean before the action", figure(comparison.before, unit)),
        ("Mean after the action", figure(comparison.after, unit)),
        ("Change of this home", _signed(comparison.change, unit)),
        (
            "Change expected of a home that started like it, without an action",
            _signed(comparison.expected_change, unit),
        ),
        (
            "Difference between the two, allowing for chance (95 %)",
            f"{_signed(comparison.effect, unit)}, between {_signed(comparison.lower, unit)} "
            f"and {_signed(comparison.upper, unit)}",
        ),
        (
            "The comparison homes, each tried as if it had acted",
            f"{percent(alike)} of them would show as much or more",
        ),
    ]


def _fall_back(found: "Return | None", unit: str) -> str:
    if found is None:
        return ""
    distance = found.expected
    if abs(distance) <= TINY_RETURN * abs(found.centre):
        return (
            f"In this measure about {percent(found.reliability)} of a home's distance from homes "
            "like it lasts. This home would be expected to stay about where it is by itself."
        )
    way = "fall" if distance < 0 else "rise"
    return (
        f"In this measure about {percent(found.reliability)} of a home's distance from homes "
        f"like it lasts; the rest is chance. With nothing done, this home would be expected to "
        f"{way} by about {_size(distance, unit)}, towards {with_unit(found.centre, unit)}."
    )


def _compared_with(judged: Judged) -> str:
    comparison = judged.effect.comparison
    homes = len(comparison.matched) if comparison is not None else 0
    where = " in areas of the same type" if judged.same_area_type else ""
    return (
        f"Compared with {count(homes, 'home')} of the same kind and a like number of beds{where}, "
        "the nearest by level and trend before the action, where nothing was agreed about this "
        "measure."
    )


def action_day(judged: Judged) -> str:
    """When the chart begins anew, and why then; and where it has no limits yet."""
    what = "the action was done" if judged.is_done else "the action was agreed; it is not done yet"
    begins = f"The chart begins anew on {day(judged.acted_on.isoformat())}, when {what}."
    charts, after = judged.effect.charts, judged.effect.after
    drawn = charts is not None and bool((charts.upper_limit[0, after] > 0).any())
    if drawn or judged.effect.known_after == 0:
        return begins
    return f"{begins} After it there are too few figures for limits; only their mean is drawn."
