"""What the machine suggests for a home, in the steps of the ladder that its group uses."""

from dataclasses import dataclass

from caresight.pipeline.release_index.documents import HomeRow
from caresight.surveillance.ladder import Ladder


@dataclass(frozen=True)
class Suggestion:
    """A step of a ladder that the evidence suggests."""

    level: str
    label: str
    step: int


def suggestion(row: HomeRow, ladder: Ladder, release_ladder: str) -> Suggestion:
    """The suggestion of a release in a group's own ladder.

    A release is built with one ladder. For a group that uses another, its points and
    agencies are read against that group's thresholds; a level that one thing raised alone
    stands where both ladders know it.
    """
    codes = [level.code for level in ladder.levels]
    if release_ladder == ladder.code and row["level"] in codes:
        step = codes.index(row["level"])
    else:
        step = int(ladder.steps(row["points"], row["agencies"]))
        if row["level"] in codes and row["step"] > 0:
            step = max(step, codes.index(row["level"]))
    return Suggestion(ladder.levels[step].code, ladder.levels[step].label, step)
