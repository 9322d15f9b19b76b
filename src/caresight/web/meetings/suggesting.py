"""What the machine suggests for a home, in the steps of the ladder that its group uses."""

from dataclasses import dataclass

from caresight.surveillance.ladder import Ladder


@dataclass(frozen=True)
class Noticed:
    """What a release says of a home, in the ladder with which it was built."""

    level: str
    step: int
    points: float
    agencies: int


@dataclass(frozen=True)
class Suggestion:
    """A step of a ladder that the evidence suggests."""

    level: str
    label: str
    step: int


def suggestion(noticed: Noticed, ladder: Ladder, release_ladder: str) -> Suggestion:
    """The suggestion of a release in a group's own ladder.

    A release is built with one ladder. For a group that uses another, its points and
    agencies are read against that group's thresholds; a level that one thing raised alone
    stands where both ladders know it.
    """
    codes = [level.code for level in ladder.levels]
    if release_ladder == ladder.code and noticed.level in codes:
        step = codes.index(noticed.level)
    else:
        step = int(ladder.steps(noticed.points, noticed.agencies))
        if noticed.level in codes and noticed.step > 0:
            step = max(step, codes.index(noticed.level))
    return Suggestion(ladder.levels[step].code, ladder.levels[step].label, step)
