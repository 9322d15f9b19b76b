"""The clock of a group: what its page and its file show, kept until something is written."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from caresight.evaluation.loop_clock import Loop
from caresight.web.audit.unchanged import KeptUntilWritten
from caresight.web.directory.releases import listed
from caresight.web.groups.models import Group
from caresight.web.joint.clock_days import GroupDays, days_of_group
from caresight.web.joint.clock_page import ClockPage, all_loops, clock_page


@dataclass(frozen=True)
class Clock:
    """The days of a group's homes, and what follows from them."""

    days: GroupDays
    loops: list[Loop]
    page: ClockPage


_KEPT: KeptUntilWritten[Hashable, Clock] = KeptUntilWritten(most=16)


def clock_of_group(group: Group, *, day: date) -> Clock:
    """The clock of a group that the reader was found to work in; every member sees the same."""
    return _KEPT.get((group.pk, day, listed()), lambda: _worked_out(group, day))


def _worked_out(group: Group, day: date) -> Clock:
    days = days_of_group(group, day=day)
    loops = all_loops(days)
    return Clock(days, loops, clock_page(days, loops, day))
