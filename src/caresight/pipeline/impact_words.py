"""What is said of a project's impact: plain sentences that claim no more than was found."""

from collections.abc import Callable

from caresight.evaluation.project_impact import Impact, Obstacle, finds
from caresight.pipeline.impact import Found
from caresight.statistics.difference_in_differences import Difference

NOTHING = "Nothing can be said of the effect of this project."
NOT_THE_CAUSE = (
    "It does not prove that the project was the cause: something else may have happened in its "
    "homes at the same time."
)
ALL_ALIKE = 0.005
"""A difference of less is told as none."""


def sentence(found: Found) -> str:
    """The one plain statement."""
    impact, difference = found.impact, found.impact.difference
    if not impact.can_say or difference is None:
        return NOTHING
    came_out = (
        f"{found.indicator.title} in the {impact.project_homes:,} project homes came out "
        f"{_apart(difference.ratio)} homes like them would lead to expect "
        f"({_bounds(difference)}; {_share(found.rules.confidence)} interval)."
    )
    if not finds(difference):
        return f"No effect can be told from chance. {came_out}"
    return f"{came_out} {_spared(found)} {NOT_THE_CAUSE}"


def obstacles(found: Found) -> list[str]:
    """Why nothing can be said, each in a sentence; empty where something can."""
    return [_OBSTACLES[one](found) for one in found.impact.obstacles]


def checks(found: Found) -> list[tuple[str, str, bool]]:
    """Each check by name, what came of it, and whether it was passed."""
    impact, said = found.impact, found.impact.obstacles
    rows = [
        (
            "The same before anything was done",
            _placebo(impact.placebo, "at a made-up start in the middle of the months before"),
            Obstacle.PLACEBO_FINDS not in said and impact.placebo is not None,
        ),
        ("The same course before", _course(impact), Obstacle.COURSES_DIFFER not in said),
        ("The same level before", _level(found), Obstacle.LEVELS_DIFFER not in said),
    ]
    if found.unchanging is not None:
        rows.append(
            (
                f"Nothing where nothing should be: {found.unchanging.title}",
                _placebo(impact.unchanging, "in what the project should not change"),
                Obstacle.UNCHANGING_CHANGED not in said and impact.unchanging is not None,
            )
        )
    return rows


def cautions(found: Found) -> list[str]:
    """What a reader should know besides."""
    impact = found.impact
    rows = []
    if impact.months.left_out.any():
        rows.append(
            f"{int(impact.months.left_out.sum())} months before the start are left out: homes "
            "that were chosen for high figures in them would have fallen back with nothing done."
        )
    if impact.left_aside:
        count = len(impact.left_aside)
        rows.append(
            f"{count:,} project {_homes(count)} left aside: too many of "
            f"{'its' if count == 1 else 'their'} months are not known."
        )
    if found.not_in_register:
        count = len(found.not_in_register)
        rows.append(f"{count:,} {_homes(count)} not in this release, and not judged.")
    rows.append(
        "Homes are compared with homes of the same kind and like size, and area type where there "
        "are enough; how residents differ is not known."
    )
    return rows


def _homes(count: int) -> str:
    return "home is" if count == 1 else "homes are"


def _placebo(difference: Difference | None, where: str) -> str:
    if difference is None:
        return f"Could not be tried {where}: too few events."
    if finds(difference):
        return (
            f"A difference was found {where}, where there can be none: {_bounds(difference)}. "
            "The method does not work for these homes."
        )
    return f"No difference was found {where}: {_bounds(difference)}."


def _course(impact: Impact) -> str:
    courses = impact.courses
    if courses is None:
        return "Could not be tried: too few events before."
    yearly = courses.ratio**12
    if finds(courses):
        return (
            "The groups were on different courses already: in a year the project homes came out "
            f"{_apart(yearly)} the others."
        )
    return "Before the start the groups rose and fell alike, as far as can be told."


def _level(found: Found) -> str:
    own, other = found.impact.project.before, found.impact.comparison.before
    return f"Before the start: {own:,.3g} in the project homes, {other:,.3g} in homes like them."


def _spared(found: Found) -> str:
    spared = found.impact.spared
    if spared is None:
        return ""
    middle, low, high = spared
    months = int(found.impact.months.after.sum())
    if middle < 0:
        middle, low, high = -middle, -high, -low
    fewer = "fewer" if spared[0] >= 0 else "more"
    return (
        f"Over {months} months that is about {middle:,.0f} {fewer} in these homes "
        f"({low:,.0f} to {high:,.0f})."
    )


def _bounds(difference: Difference) -> str:
    return f"between {_side(difference.lower)} and {_side(difference.upper)}"


def _side(ratio: float) -> str:
    if abs(ratio - 1) < ALL_ALIKE:
        return "no difference"
    return f"{_share(abs(ratio - 1))} {'lower' if ratio < 1 else 'higher'}"


def _apart(ratio: float) -> str:
    return "just as" if abs(ratio - 1) < ALL_ALIKE else f"{_side(ratio)} than"


def _share(value: float) -> str:
    return f"{100 * value:.0f}%"


_OBSTACLES: dict[Obstacle, Callable[[Found], str]] = {
    Obstacle.TOO_FEW_HOMES: lambda found: (
        f"Too few project homes: {found.impact.project_homes:,} have figures enough, "
        f"{found.rules.fewest_project_homes:,} are needed."
    ),
    Obstacle.TOO_FEW_COMPARISON_HOMES: lambda found: (
        f"Too few homes to compare with: {found.impact.comparison_homes:,} of the same kind and "
        f"like size have figures enough, {found.rules.fewest_comparison_homes:,} are needed."
    ),
    Obstacle.TOO_FEW_MONTHS_BEFORE: lambda found: (
        f"Too few months before the start: {int(found.impact.months.before.sum())} can be "
        f"compared, {found.rules.fewest_months_before} are needed."
    ),
    Obstacle.TOO_EARLY: lambda found: (
        f"It is too early: {int(found.impact.months.after.sum())} months since the start are "
        f"known, {found.rules.fewest_months_after} are needed."
    ),
    Obstacle.TOO_FEW_EVENTS: lambda found: (
        f"Too few events in the project homes: {found.impact.project.events_before:,} before and "
        f"{found.impact.project.events_after:,} after, {found.rules.fewest_events} each are needed."
    ),
    Obstacle.ONE_HOME_DECIDES: lambda _: (
        "One or two homes have so many of the events that they alone would decide."
    ),
    Obstacle.LEVELS_DIFFER: lambda found: (
        "The comparison homes are not alike: before the start the project homes stood at "
        f"{found.impact.project.before:,.3g} and they at {found.impact.comparison.before:,.3g}."
    ),
    Obstacle.COURSES_DIFFER: lambda _: (
        "The comparison homes are not alike: the groups were on different courses already before "
        "the start."
    ),
    Obstacle.PLACEBO_FINDS: lambda _: (
        "The placebo finds an effect: at a made-up start, before anything was done, the groups "
        "differ as well."
    ),
    Obstacle.UNCHANGING_CHANGED: lambda found: (
        "The placebo finds an effect where there should be none: in "
        f"{found.unchanging.title if found.unchanging else 'what should not change'}."
    ),
}
