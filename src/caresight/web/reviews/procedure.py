"""How a review runs under each escalation ladder: names, hours, forms and criteria, as data."""

from functools import lru_cache
from pathlib import Path
from typing import Self

from django.conf import settings
from pydantic import Field, model_validator

from caresight.checks.definition_catalogue import DefinitionCatalogue
from caresight.checks.definition_files import Governed, Strict
from caresight.surveillance.ladder import DEFAULT_LADDER, Ladders, load_ladders
from caresight.web.accounts.agency_kinds import AgencyKind


class TriageDecision(Strict):
    """One way in which a triage call can end."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$")
    label: str = Field(min_length=5)
    convenes: bool
    level: str = ""
    """Level that the home returns to where no review is held."""


class DecisionKind(Strict):
    """One kind of decision that a review takes."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$")
    label: str = Field(min_length=5)
    action_kind: str


class Criterion(Strict):
    """Something that must be true before a home is stood down."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$")
    label: str = Field(min_length=10, max_length=300)


class Procedure(Governed):
    """The procedure of one ladder; its code is the ladder's."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    evidence: str = Field(min_length=20)
    name: str = Field(min_length=5, max_length=60)
    triage_within_hours: int = Field(ge=1, le=72)
    meet_within_days: int = Field(ge=1)
    meet_within_days_at_immediate_risk: int = Field(ge=0)
    answer_within_hours: int = Field(ge=1)
    takes_part_in_triage: tuple[AgencyKind, ...] = Field(min_length=1)
    triage: tuple[TriageDecision, ...] = Field(min_length=2)
    asks_each_agency: tuple[str, ...] = Field(min_length=1)
    asks_the_provider: tuple[str, ...] = Field(min_length=1)
    decisions: tuple[DecisionKind, ...] = Field(min_length=2)
    exit_criteria: tuple[Criterion, ...] = Field(min_length=1)
    stands_down_to: tuple[str, ...] = Field(min_length=1)
    follow_up: str

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        for parts in (self.triage, self.decisions, self.exit_criteria):
            codes = [part.code for part in parts]
            if len(set(codes)) < len(codes):
                raise ValueError("two parts of a list bear one code")
        if not any(decision.convenes for decision in self.triage):
            raise ValueError("at least one triage decision must convene the review")
        return self

    def triage_decision(self, code: str) -> TriageDecision | None:
        """A way in which triage can end, by its code."""
        return next((one for one in self.triage if one.code == code), None)

    def decision_kind(self, code: str) -> DecisionKind | None:
        """A kind of decision, by its code."""
        return next((one for one in self.decisions if one.code == code), None)


@lru_cache(maxsize=4)
def load_procedures(folder: Path) -> DefinitionCatalogue[Procedure]:
    """The procedures that the definitions folder holds, by the code of their ladder."""
    return DefinitionCatalogue[Procedure].read(folder, "reviews", Procedure)


@lru_cache(maxsize=4)
def _ladders(folder: Path) -> Ladders:
    return load_ladders(folder)


def procedure_of(ladder: str) -> Procedure:
    """The procedure of a ladder; of a ladder that has none, the default one."""
    known = load_procedures(Path(settings.DEFINITIONS)).by_code
    return known.get(ladder) or known[DEFAULT_LADDER]


def level_label(ladder: str, level: str) -> str:
    """The words of a level of a ladder; the code in words where it is not known."""
    found = _ladders(Path(settings.DEFINITIONS)).by_code.get(ladder)
    labels = {one.code: one.label for one in found.levels} if found else {}
    return labels.get(level, level.replace("_", " ").capitalize())


def decision_label(ladder: str, kind: str) -> str:
    """The words of a kind of decision; the code in words where it is not known any more."""
    found = procedure_of(ladder).decision_kind(kind)
    return found.label if found else kind.replace("_", " ").capitalize()


def stand_down_choices(ladder: str) -> list[tuple[str, str]]:
    """The levels to which a home may be stood down, with their words."""
    return [(level, level_label(ladder, level)) for level in procedure_of(ladder).stands_down_to]
