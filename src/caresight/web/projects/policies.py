"""Does the state allow it? Refusals in words, for forms and for whoever posts by hand."""

from collections.abc import Collection
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.projects.definitions import indicator_choices, kind_choices
from caresight.web.projects.models import Project
from caresight.web.projects.states import ChosenBy

MOST_HOMES = 2_000


class ChangedMeanwhile(Refusal):
    """Somebody else saved since the page was opened."""


def check_kind(kind: str) -> None:
    """Refuses a kind that is not defined."""
    if kind not in dict(kind_choices()):
        raise Refusal("There is no such kind of project.", came=kind[:60], field="kind")


def check_indicators(indicator: str, unchanging: str) -> None:
    """Refuses what counts no events by month, and one indicator for both ends."""
    known = dict(indicator_choices())
    for code, field in ((indicator, "indicator"), (unchanging, "unchanging")):
        if code not in known and (code or field == "indicator"):
            raise Refusal("There is no such indicator.", came=code[:60], field=field)
    if indicator == unchanging:
        raise Refusal(
            "It cannot both change and not change.",
            what_to_do="choose another indicator, or none.",
            field="unchanging",
        )


def check_homes(home_ids: Collection[str]) -> None:
    """Refuses a project without homes, or with more than could be."""
    if not 0 < len(set(home_ids)) <= MOST_HOMES:
        raise Refusal("Name the homes.", expected=f"1 to {MOST_HOMES:,} homes", field="homes")


def check_chosen(chosen_by: str, chosen_from: date | None, chosen_to: date | None) -> None:
    """Refuses months that are named by half, or the wrong way round."""
    if chosen_by not in ChosenBy.values:
        raise Refusal("Say how the homes were chosen.", field="chosen_by")
    if chosen_by != ChosenBy.FIGURES:
        return
    if chosen_from is None or chosen_to is None:
        raise Refusal("Give the first and last month of the figures.", field="chosen_from")
    if chosen_from > chosen_to:
        raise Refusal("The first month lies after the last.", field="chosen_to")


def check_stands(project: Project) -> None:
    """Refuses what was taken back."""
    if project.taken_back_at:
        raise Refusal("This project was taken back.")
