"""A profile in words: why this level, what the next one needs, what would bring it down."""

from collections.abc import Sequence

from caresight.surveillance.combining import Profiles
from caresight.surveillance.ladder import Ladder, Level
from caresight.surveillance.notices import AGENCIES, Signal
from caresight.surveillance.numbers_in_words import rounded
from caresight.surveillance.weights import Weights
from caresight.vocabulary.lists import joined

_MOST_IN_A_LIST = 2
_LONGEST_IN_A_LIST = 109


def level_reason(profiles: Profiles, ladder: Ladder, row: int) -> str:
    """Why this level is suggested."""
    step, by_sum = int(profiles.steps[row, -1]), int(profiles.steps_by_sum[row, -1])
    total, agencies = float(profiles.total[row, -1]), int(profiles.agencies[row, -1])
    level = ladder.levels[step]
    if step == 0 and total == 0:
        return "Nothing stands out in what the agencies know."
    adds_up = f"{_points(total)} from {_agencies(agencies)}"
    if step == 0:
        return f"{adds_up}: below every threshold."
    if step > by_sum:
        things = [ladder.alone()[thing].label for thing in profiles.alone.get(row, ())]
        return f"{joined(things).capitalize()} raises it to {level.label}, whatever the sum says."
    return f"{adds_up}. {level.label} is suggested from {_threshold(level)}."


def next_level(profiles: Profiles, ladder: Ladder, row: int) -> str:
    """What the next step up would need; empty on the highest."""
    step = int(profiles.steps[row, -1])
    if step + 1 >= len(ladder.levels):
        return ""
    level = ladder.levels[step + 1]
    total, agencies = float(profiles.total[row, -1]), int(profiles.agencies[row, -1])
    return (
        f"{level.label} would be suggested from {_threshold(level)}; "
        f"this home has {_points(total)} from {_agencies(agencies)}."
    )


def without_lines(
    profiles: Profiles, ladder: Ladder, row: int
) -> list[tuple[str, str, float, str]]:
    """For each agency that gives points: code, label, points without it, level without it."""
    return [
        (
            str(agency),
            agency.label,
            round(float(profiles.without_total[row, place]), 2),
            ladder.levels[int(profiles.without_steps[row, place])].label,
        )
        for place, agency in enumerate(AGENCIES)
        if profiles.by_agency[row, place] > 0
    ]


def sum_lines(
    profiles: Profiles, weights: Weights, signals: Sequence[Signal], row: int
) -> list[tuple[str, str, list[str], float, float, float | None]]:
    """The sum, agency by agency: code, label, sentences, points, points before the cap, cap."""
    lines = []
    for place, agency in enumerate(AGENCIES):
        own = [s for s in signals if s.agency == agency and s.points > 0]
        if not own:
            continue
        own.sort(key=lambda s: (-s.points, s.family, s.rule))
        raw = sum(signal.points for signal in own)
        counted = float(profiles.by_agency[row, place])
        capped = raw > counted + 1e-9
        sentences = [s.sentence for s in own]
        cap = weights.caps.of(agency)
        lines.append((str(agency), agency.label, sentences, counted, raw, cap if capped else None))
    return sorted(lines, key=lambda line: -line[3])


def why(signals: Sequence[Signal]) -> str:
    """The two weightiest findings in short, each on another subject."""
    chosen = weightiest(signals, _MOST_IN_A_LIST)
    return " ".join(_cut(signal.short or signal.sentence) for signal in chosen)


def _cut(sentence: str) -> str:
    if len(sentence) <= _LONGEST_IN_A_LIST:
        return sentence
    return sentence[: _LONGEST_IN_A_LIST - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def improves(signals: Sequence[Signal]) -> bool:
    """Whether good news is a change of the home's own, and strong or in several subjects.

    One such change that is not strong is most often chance, and a home that was always
    better than others has not improved.
    """
    changes = [s for s in signals if s.comparator == "own history" and s.rule == "own_history"]
    return any(s.strength == "strong" for s in changes) or findings(changes) > 1


def findings(signals: Sequence[Signal]) -> int:
    """How many subjects something was found in, agency by agency."""
    return len({(signal.agency, signal.family) for signal in signals})


def weightiest(signals: Sequence[Signal], most: int) -> list[Signal]:
    """The signals with most points, one for each evidence family, one agency each if it can be."""
    ordered = sorted(signals, key=lambda s: (-s.points, s.agency, s.family, s.rule))
    chosen: list[Signal] = []
    for fresh_agency in (True, False):
        for signal in ordered:
            families = {s.family for s in chosen}
            agencies = {s.agency for s in chosen} if fresh_agency else set()
            if (
                len(chosen) < most
                and signal.family not in families
                and signal.agency not in agencies
            ):
                chosen.append(signal)
    return sorted(chosen, key=lambda s: (-s.points, s.agency, s.family))


def _points(total: float) -> str:
    return f"{rounded(total)} point" + ("" if total == 1 else "s")


def _agencies(count: int) -> str:
    return f"{count} agency" if count == 1 else f"{count} agencies"


def _threshold(level: Level) -> str:
    return f"{_points(level.points)} and {_agencies(level.agencies)}"
