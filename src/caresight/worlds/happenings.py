"""Draw what happens in an invented world: to which homes, when, and how strongly.

About a quarter of the homes meet something; three quarters meet nothing, and their ups
and downs are chance alone.
"""

import numpy as np

from caresight.worlds import rates
from caresight.worlds.drawing import Draw
from caresight.worlds.fault_drawing import (
    How,
    dual_registration,
    file_fault,
    reporting_fault,
    shared_postcode,
    still_reporting,
)
from caresight.worlds.homes import Traits
from caresight.worlds.truth import FILE_FAULTS, Happening

PER_450_HOMES = {
    "weak_together": 3,
    "silence": 4,
    "silence_past": 3,
    "change_then_worse": 2,
    "change_then_worse_past": 4,
    "step": 9,
    "step_past": 28,
    "drift": 6,
    "drift_past": 10,
    "improvement": 11,
    "change_of_hands": 8,
    "closure": 7,
    "opening": 6,
    "copied_months": 3,
    "perfect_zeros": 3,
    "digit_heaping": 4,
    "still_reporting": 2,
    "dual_registration": 2,
    "shared_postcode": 3,
}
"""How many homes meet each thing, for every 450; those of ALWAYS at least once."""
ALWAYS = ("weak_together", "silence", "change_then_worse", "step", "improvement", "drift")
STORIES = {
    "weak_together": "weak-for-each-strong-together",
    "silence": "silent",
    "change_then_worse": "new-owner",
    "improvement": "improving",
}
"""Things whose first home the demo points at by name."""

_PROVIDER = ("falls", "new_pressure_ulcers", "infections", "medication_errors", "complaints")
_WORKFORCE = ("vacancies", "turnover", "agency_use", "sickness", "training")
_OUTSIDE = ("ambulance", "admissions", "safeguarding")
_AFTER_CHANGE = ("agency_use", "new_pressure_ulcers", "turnover", "safeguarding")
_TOGETHER = (
    ("falls", 1.40), ("infections", 1.45), ("agency_use", 1.45), ("sickness", 1.40),
    ("ambulance", 1.60), ("admissions", 1.50), ("safeguarding", 2.00),
)  # fmt: skip
"""Small factors; the rarer an event, the larger a factor must be to show at all."""


def draw_happenings(rng: np.random.Generator, traits: Traits, months: int) -> tuple[Happening, ...]:
    """Draw everything that happens, in an order that does not depend on the machine."""
    homes = len(traits.beds)
    draw = Draw(rng, traits, months, set(range(homes)))
    for thing, per_450 in PER_450_HOMES.items():
        count = max(int(thing in ALWAYS), round(per_450 * homes / 450))
        for number in range(count):
            _HOW[thing](draw, STORIES.get(thing, "") if number == 0 else "")
    for fault in FILE_FAULTS:
        for _ in range(max(1, round(homes / 450))):
            file_fault(draw, fault)
    return tuple(draw.made)


def _step(draw: Draw, story: str) -> None:
    _worsen(draw, "step", draw.recent(), None, story)


def _step_past(draw: Draw, story: str) -> None:
    _worsen(draw, "step", *draw.past(), story)


def _drift(draw: Draw, story: str) -> None:
    start = max(2, draw.months - int(draw.rng.integers(9, 15)))
    _worsen(draw, "drift", start, None, story)


def _drift_past(draw: Draw, story: str) -> None:
    _worsen(draw, "drift", *draw.past(), story)


def _worsen(draw: Draw, kind: str, start: int, end: int | None, story: str) -> None:
    home = draw.take(beds=12)
    if home is None:
        return
    drivers = (
        *draw.some(_PROVIDER, 2, 3),
        *draw.some(_WORKFORCE, 1, 2),
        *draw.some(_OUTSIDE, 1, 2),
    )
    factors = draw.factors(drivers, float(draw.rng.uniform(1.6, 2.8)))
    note = "care got worse " + ("at once" if kind == "step" else "little by little")
    draw.made.append(Happening(home, kind, start, end, factors, story, note))


def _weak_together(draw: Draw, story: str) -> None:
    home = draw.take(beds=38, kind=rates.RESIDENTIAL) or draw.take(beds=25)
    if home is None:
        return
    factors = tuple(draw.factors((name,), factor)[0] for name, factor in _TOGETHER)
    note = "a little worse for every agency, for none of them enough"
    draw.made.append(
        Happening(home, "weak_together", draw.recent() - 2, None, factors, story, note)
    )


def _silence(draw: Draw, story: str) -> None:
    _fall_silent(draw, draw.months - int(draw.rng.integers(4, 8)), None, story)


def _silence_past(draw: Draw, story: str) -> None:
    _fall_silent(draw, *draw.past(), story)


def _fall_silent(draw: Draw, start: int, end: int | None, story: str) -> None:
    home = draw.take(beds=32, kind=rates.RESIDENTIAL) or draw.take(beds=18)
    if home is None:
        return
    factors = (("ambulance", 0.06), ("safeguarding", 0.3), ("admissions", 1.3))
    note = "no returns, hardly a 999 call, and the registered manager has left"
    draw.made.append(Happening(home, "silence", start, end, factors, story, note))


def _change_then_worse(draw: Draw, story: str) -> None:
    start = draw.recent()
    _change(draw, start - int(draw.rng.integers(1, 4)), (start, None), story)


def _change_then_worse_past(draw: Draw, story: str) -> None:
    start, end = draw.past()
    _change(draw, max(1, start - int(draw.rng.integers(1, 4))), (start, end), story)


def _change_of_hands(draw: Draw, story: str) -> None:
    _change(draw, int(draw.rng.integers(3, draw.months - 1)), None, story)


def _change(draw: Draw, month: int, then: tuple[int, int | None] | None, story: str) -> None:
    home = draw.take(beds=30 if then else 6)
    if home is None:
        return
    note = "a new owner, so a new location id; building and residents stay"
    draw.made.append(Happening(home, "change_of_hands", month, month, (), story, note))
    if then is not None:
        factors = draw.factors(_AFTER_CHANGE, float(draw.rng.uniform(1.9, 2.7)))
        worse = "more agency staff and more pressure ulcers under the new owner"
        draw.made.append(Happening(home, "step", *then, factors, story, worse))


def _improvement(draw: Draw, story: str) -> None:
    home = draw.take(beds=28)
    if home is None:
        return
    drivers = (*draw.some(_PROVIDER, 3, 4), *draw.some(_WORKFORCE, 1, 2), "ambulance")
    factors = draw.factors(drivers, float(draw.rng.uniform(0.35, 0.55)))
    start = draw.months - int(draw.rng.integers(8, 13))
    note = "care got better within four months, and stayed so"
    draw.made.append(Happening(home, "improvement", max(2, start), None, factors, story, note))


def _closure(draw: Draw, story: str) -> None:
    home = draw.take(beds=3)
    if home is not None:
        month = int(draw.rng.integers(6, draw.months - 1))
        note = "the last residents leave; deregistered at the month's end"
        draw.made.append(Happening(home, "closure", month, None, (), story, note))


def _opening(draw: Draw, story: str) -> None:
    home = draw.take(beds=3)
    if home is not None:
        month = int(draw.rng.integers(4, draw.months - 3))
        note = "a new home that fills within a year"
        draw.made.append(Happening(home, "opening", month, None, (), story, note))


_HOW: dict[str, How] = {
    "step": _step,
    "step_past": _step_past,
    "drift": _drift,
    "drift_past": _drift_past,
    "weak_together": _weak_together,
    "silence": _silence,
    "silence_past": _silence_past,
    "change_then_worse": _change_then_worse,
    "change_then_worse_past": _change_then_worse_past,
    "change_of_hands": _change_of_hands,
    "improvement": _improvement,
    "closure": _closure,
    "opening": _opening,
    "still_reporting": still_reporting,
    "copied_months": reporting_fault(
        "copied_months", "every return repeats the first of them, digit for digit", 5, 9
    ),
    "perfect_zeros": reporting_fault(
        "perfect_zeros", "nothing ever happens any more, say the returns", 4, 8
    ),
    "digit_heaping": reporting_fault(
        "digit_heaping", "counts end in 0 or 5: they are guesses", 14, 30
    ),
    "dual_registration": dual_registration,
    "shared_postcode": shared_postcode,
}
