"""What the steps of the monthly cycle share: who takes part, where, and when."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from caresight.web.groups.models import Group
from tests.functional.cycle_people import Clock, Colleague
from tests.functional.cycle_world import CycleWorld

WORRY = "The call bell rang for a long time at tea, and one carer was on the floor."
FALLS = "Two families say that they are no longer told when somebody falls."
DOOR = "Our crew waited at the door, and the handover sheet was empty."
SKIN = "A second low-level referral about skin care within the month."
DISCUSSED = "Each agency held one piece. Together they point to too few staff at tea."
BETTER = "Each agency held one piece. Together they point to too few staff at tea and at night."
DISSENT = "The calls may be a new resident with many needs, so this goes too far."
WHY_HIGHER = "Members know of referrals that are in no figure."
VISIT = "Visit together at tea, unannounced"
REPORTED = "Calls from one home have doubled since the summer."
URGENT = "A second resident was admitted within the week, and the staffing has not come."
PART_ONE = "Members doubt that the rota that was sent is the rota that was worked."
PART_TWO = "The home will send its rota of the last four weeks and meet again."
KNOWN = "The inspection of the spring found the first floor short of staff."
DECIDED = "A shift from four to eight is added until the review is over."
TOLD = "The group asks that a shift from four to eight is added, and shown."
SHIFT = "Add a shift from four to eight"
QUESTION = "How has the first floor been staffed since July?"
REPLY = "Two carers left in July. The tea round moved, and a shift begins on Monday."
ANSWER = "Thank you: with what others knew, it led to a visit."
IN_GROUP = (DOOR, WORRY, FALLS, SKIN)
SAID_IN_THE_GROUP = (
    WORRY, FALLS, SKIN, DISCUSSED, BETTER, DISSENT, WHY_HIGHER, REPORTED, URGENT, PART_ONE, KNOWN,
)  # fmt: skip
"""Words that no provider, viewer or overseer may ever read."""


@dataclass
class Story:
    """The story so far."""

    world: CycleWorld
    group: Group
    clock: Clock
    people: dict[str, Colleague]
    folder: Path
    """Where what casework hands down is written."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The numbers of records, by what they are in the story."""

    def as_(self, name: str) -> Colleague:
        """Somebody, at their browser."""
        return self.people[name]

    @property
    def home(self) -> str:
        """The name of the home that the story is about."""
        return self.world.home["name"]

    @property
    def home_id(self) -> str:
        """Its id."""
        return self.world.home["home_id"]

    def on(self, year: int, month: int, day: int, hour: int = 9) -> None:
        """Let the days pass until this one."""
        self.clock.move_to(datetime(year, month, day, hour, tzinfo=UTC))
