"""How often a project's interval holds the truth, and how often an effect is found."""

import time
from pathlib import Path

from caresight.evaluation.digital_projects import load_digital_projects
from caresight.evaluation.impact_months import ChosenBy
from caresight.evaluation.simulated_projects import Setting, Tally, tally
from scripts.bench import Line, figure

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions"
PROJECTS = 200
SEED = 20261122
LOWEST, HIGHEST = 0.92, 0.98

HELD_TO = {
    "40 homes by lot": Setting(),
    "40 homes by lot, a fifth less": Setting(ratio=0.8),
    "40 homes of a high level": Setting(chosen="high_level"),
    "40 homes of a high level, a fifth less": Setting(chosen="high_level", ratio=0.8),
    "40 homes after a bad year": Setting(chosen="bad_year"),
    "40 homes after a bad year, a fifth less": Setting(chosen="bad_year", ratio=0.8),
    "40 homes after a bad year, nobody knows": Setting(chosen="bad_year", said=ChosenBy.NOT_KNOWN),
    "12 homes by lot": Setting(project_homes=12),
    "12 homes by lot, a fifth less": Setting(project_homes=12, ratio=0.8),
    "8 homes by lot": Setting(project_homes=8),
}
TO_COMPARE = {
    "the bad year taken for the months before": Setting(
        chosen="bad_year", said=ChosenBy.OTHERWISE, months_before=12
    ),
    "half of the months before are the bad year": Setting(
        chosen="bad_year", said=ChosenBy.OTHERWISE
    ),
}


def lines() -> list[Line]:
    """Coverage of each setting, what was claimed, and how often an effect was found."""
    rules = load_digital_projects(DEFINITIONS).impact
    found: list[Line] = []
    started = time.perf_counter()
    for name, setting in (HELD_TO | TO_COMPARE).items():
        told = tally(setting, rules, projects=PROJECTS, seed=SEED)
        found += _lines(name, setting, told, is_held=name in HELD_TO)
    each = (time.perf_counter() - started) / PROJECTS / len(HELD_TO | TO_COMPARE)
    return [*found, Line("one project", f"{figure(1000 * each)} ms")]


def _lines(name: str, setting: Setting, told: Tally, *, is_held: bool) -> list[Line]:
    limit = f"{LOWEST:.0%} to {HIGHEST:.0%}" if is_held else ""
    kept = LOWEST <= told.coverage <= HIGHEST if is_held else None
    power = told.found / told.claimed if told.claimed else 0.0
    what = "power" if setting.ratio != 1 else "found though nothing was there"
    return [
        Line(f"{name}: intervals that hold the truth", f"{told.coverage:.1%}", limit, kept),
        Line(f"{name}: claimed", f"{told.claimed} of {told.projects}"),
        Line(f"{name}: {what}", f"{power:.0%} of those claimed"),
    ]
