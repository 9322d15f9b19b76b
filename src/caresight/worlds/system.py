"""One invented care system, complete and in memory: what the writers of files and tables share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from caresight.vocabulary.areas import Council
from caresight.vocabulary.refusal import Refusal
from caresight.worlds.counting import Counted, count
from caresight.worlds.course import Course, run_course
from caresight.worlds.happenings import draw_happenings
from caresight.worlds.homes import (
    Home,
    Provider,
    Traits,
    councils_for,
    draw_homes,
    draw_providers,
    draw_traits,
)
from caresight.worlds.incidents import Incidents, draw_calls, draw_concerns
from caresight.worlds.inspections import Inspection, draw_inspections
from caresight.worlds.locations import Location, Locations, draw_locations
from caresight.worlds.months import Months
from caresight.worlds.projects import Project, TakingPart, spare, take_part
from caresight.worlds.reporting import Reported, report
from caresight.worlds.truth import AGENCY_OF, Happening, Truth

FEWEST_HOMES = 20
MOST_HOMES = 100_000
FEWEST_MONTHS = 18
MOST_MONTHS = 240


@dataclass(frozen=True)
class System:
    """Everything that is so in an invented world, and everything that is said of it."""

    seed: int
    months: Months
    councils: tuple[Council, ...]
    homes: tuple[Home, ...]
    providers: tuple[Provider, ...]
    traits: Traits
    happenings: tuple[Happening, ...]
    course: Course
    locations: Locations
    counted: Counted
    reported: Reported
    calls: Incidents
    concerns: Incidents
    inspections: dict[int, tuple[Inspection, ...]]
    projects: tuple[TakingPart, ...] = ()

    @property
    def truth(self) -> tuple[Truth, ...]:
        """The hidden table, by home and start."""
        ordered = sorted(self.happenings, key=lambda h: (h.home, h.start, h.kind))
        return tuple(self._truth(thing) for thing in ordered)

    def _truth(self, thing: Happening) -> Truth:
        home = self.homes[thing.home]
        logs = [float(np.log(factor)) for _, factor in thing.factors]
        return Truth(
            home_key=home.home_key,
            location_ids=tuple(x.location_id for x in self.locations.by_home[thing.home]),
            name=home.name,
            area_code=home.council.code,
            beds=home.beds,
            kind=thing.kind,
            start_month=self.months.start(thing.start),
            end_month=None if thing.end is None else self.months.start(thing.end),
            factor=round(float(np.exp(np.mean(logs))), 3) if logs else None,
            indicators=tuple(name for name, _ in thing.factors),
            factors=tuple(factor for _, factor in thing.factors),
            agencies=tuple(sorted({AGENCY_OF[name] for name, _ in thing.factors})),
            story=thing.story,
            note=thing.note,
        )

    def location_at(self, home: int, month: int) -> Location:
        """The location that speaks for a home in a month."""
        return self.locations.all[int(self.locations.current[home, month])]


def invent(
    *,
    seed: int,
    homes: int,
    months: int,
    last_month: date,
    projects: Sequence[Project] = (),
) -> System:
    """Invent a care system; the same arguments give the same system to the last digit.

    Raises
    ------
    Refusal
        If there are too few homes or months for anything to happen, or too many to hold.
    """
    _require(homes, FEWEST_HOMES, MOST_HOMES, "homes")
    _require(months, FEWEST_MONTHS, MOST_MONTHS, "months")
    # One stream for each subject: a change to one leaves the draws of the others alone.
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(8)]
    calendar = Months.ending(last_month, months)
    traits = draw_traits(streams[0], homes)
    providers = draw_providers(streams[1], max(3, homes // 3))
    things = draw_happenings(streams[2], traits, months)
    places = _sharing(draw_homes(streams[1], traits, providers, calendar.first), things)
    course = run_course(things, homes=homes, months=months)
    taking_part = take_part(projects, things, seed=seed, homes=homes, months=months)
    counted = spare(
        count(streams[3], traits=traits, months=calendar, course=course), taking_part, seed=seed
    )
    return System(
        seed=seed,
        months=calendar,
        councils=councils_for(homes),
        homes=places,
        providers=providers,
        traits=traits,
        happenings=things,
        course=course,
        locations=draw_locations(
            streams[4], homes=places, providers=providers, happenings=things, months=calendar
        ),
        counted=counted,
        reported=report(
            streams[5], counted=counted, traits=traits, course=course, happenings=things
        ),
        calls=draw_calls(streams[6], counted, calendar),
        concerns=draw_concerns(streams[6], counted, calendar),
        inspections=draw_inspections(
            streams[7],
            homes=places,
            happenings=things,
            is_open=course.is_open,
            months=calendar,
        ),
        projects=taking_part,
    )


def _sharing(homes: tuple[Home, ...], happenings: Sequence[Happening]) -> tuple[Home, ...]:
    """Put some homes at the postcode of another home of their council."""
    placed = list(homes)
    for thing in happenings:
        if thing.kind == "shared_postcode":
            home = placed[thing.home]
            for other in homes:
                if other.council == home.council and other.home_key != home.home_key:
                    placed[thing.home] = replace(home, postcode=other.postcode)
                    break
    return tuple(placed)


def _require(value: int, fewest: int, most: int, what: str) -> None:
    if not fewest <= value <= most:
        raise Refusal(
            f"An invented world cannot have {value} {what}.",
            expected=f"{fewest} to {most} {what}",
            came=str(value),
            what_to_do=f"Ask for a number of {what} within these bounds.",
        )
