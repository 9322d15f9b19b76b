"""Rule sets for control charts, by name and date.

Published tools disagree on how many points make a shift, on tied values and on whether
moving ranges are screened. A chart therefore always says whose rules it used, and a new
edition of anybody's rules gets a new name here; none is ever edited.
"""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True)
class RuleSet:
    """The choices that turn points and limits into marks.

    Attributes
    ----------
    name : str
        Name under which charts and definitions cite it.
    effective_on : date
        Day from which its publisher used it.
    shift_points : int
        Consecutive points on one side of the centre line that make a shift.
    trend_points : int
        Points that rise, or fall, without a break and so make a trend.
    two_in_three : {"between", "at_or_beyond"}
        Which points count towards two in three: only those between the near limit and
        the limit, or those beyond the limit as well.
    minimum_points : int
        With fewer points in a phase no limits are drawn and nothing is marked.
    screen_moving_ranges : bool
        Whether moving ranges of 3.267 times their mean or more are dropped, once.
    ties : {"break", "pass_over"}
        Whether two equal neighbours end a trend or neither add to it nor end it.
    source : str
        Who published it.
    """

    name: str
    effective_on: date
    shift_points: int
    trend_points: int
    two_in_three: Literal["between", "at_or_beyond"]
    minimum_points: int
    screen_moving_ranges: bool
    ties: Literal["break", "pass_over"]
    source: str


RULE_SETS = MappingProxyType(
    {
        rules.name: rules
        for rules in (
            RuleSet(
                name="nhs-r-0.2.2",
                effective_on=date(2025, 6, 1),
                shift_points=7,
                trend_points=7,
                two_in_three="between",
                minimum_points=1,
                screen_moving_ranges=True,
                ties="break",
                source="NHSRplotthedots 0.2.2, the NHS-R community's package",
            ),
            RuleSet(
                name="nhs-england-2023",
                effective_on=date(2023, 1, 1),
                shift_points=7,
                trend_points=7,
                two_in_three="at_or_beyond",
                minimum_points=13,
                screen_moving_ranges=False,
                ties="pass_over",
                source="NHS England, Making Data Count, single chart tool",
            ),
            RuleSet(
                name="caresight-2026",
                effective_on=date(2026, 1, 1),
                shift_points=8,
                trend_points=7,
                two_in_three="at_or_beyond",
                minimum_points=13,
                screen_moving_ranges=False,
                ties="break",
                source="Caresight, chosen by its false-alarm table (docs/methods/false-alarms.md)",
            ),
        )
    }
)

DISPLAY_RULES = RULE_SETS["caresight-2026"]


def named_rule_set(name: str) -> RuleSet:
    """The rule set of that name.

    Raises
    ------
    ValueError
        If there is none of that name; the message lists those that there are.
    """
    try:
        return RULE_SETS[name]
    except KeyError:
        known = ", ".join(RULE_SETS)
        raise ValueError(f"no rule set is named {name!r}; known: {known}") from None
