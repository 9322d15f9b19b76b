"""What groups set about their meetings, as files: kinds of meeting, report forms, holidays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from django.conf import settings
from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.surveillance.ladder import Ladder
from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.ladders import ladders
from caresight.web.meetings.states import Why

DEFAULT_KIND = "monthly_group_meeting"


class Part(Strict):
    """One standing part of a meeting."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$")
    label: str = Field(min_length=5)
    minutes: int = Field(ge=0, le=240)


class AgendaRules(Strict):
    """How an agenda is proposed: what fills it, in which order, and what is kept for the rota."""

    long_unseen: int = Field(ge=0, le=20)
    random: int = Field(ge=0, le=20)
    order: tuple[Why, ...] = Field(min_length=1)
    at_most: Mapping[Why, int]
    flagged_from_step: int = Field(ge=1)
    review_due_within_days: int = Field(ge=0)
    long_unseen_months: int = Field(ge=1)
    first_meeting_looks_back_days: int = Field(ge=1)

    @model_validator(mode="after")
    def _every_reason_has_its_limit(self) -> Self:
        if set(self.order) != set(self.at_most) or len(set(self.order)) < len(self.order):
            raise ValueError("order and at_most must name the same reasons, each once")
        if not BY_RULE.issuperset(self.order):
            raise ValueError("order may name " + ", ".join(sorted(BY_RULE)))
        return self


BY_RULE = frozenset(
    {Why.CARRIED_OVER, Why.REVIEW_DUE, Why.OVERDUE_ACTION, Why.FLAGGED, Why.NEW_INTELLIGENCE}
)
"""The reasons that a rule can see; the rota's places and people's wishes are kept apart."""


class MeetingKind(Governed):
    """A kind of meeting: its parts, how its agenda is proposed, when its papers are due."""

    evidence: str = Field(min_length=20)
    report_form: str
    minutes: int = Field(ge=15, le=480)
    parts: tuple[Part, ...] = Field(min_length=1)
    minutes_per_home: int = Field(ge=1, le=120)
    agenda: AgendaRules
    reports_due_days_before: int = Field(ge=0, le=60)
    corrections_within_days: int = Field(ge=1, le=60)


class Section(Strict):
    """One section of a report: words in general, or a line a home."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$", max_length=40)
    label: str = Field(min_length=5)
    hint: str = ""
    asks: Literal["words", "homes"]
    required: bool = False


class ReportForm(Governed):
    """The form of a member's report."""

    evidence: str = Field(min_length=20)
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sections_differ(self) -> Self:
        codes = [section.code for section in self.sections]
        if len(set(codes)) < len(codes):
            raise ValueError("two sections bear one code")
        return self


class Holiday(Strict):
    """One day on which nobody meets."""

    day: date
    label: str = Field(min_length=3)


class Holidays(Governed):
    """The holidays of a country, up to a year."""

    evidence: str = Field(min_length=20)
    last_year: int
    days: tuple[Holiday, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _within_the_years(self) -> Self:
        if any(one.day.year > self.last_year for one in self.days):
            raise ValueError("a day lies after last_year")
        return self


@dataclass(frozen=True)
class MeetingDefinitions:
    """All that the definitions say about meetings."""

    kinds: Mapping[str, MeetingKind]
    reports: Mapping[str, ReportForm]
    holidays: Mapping[date, str]
    holidays_known_until: int

    def kind(self, code: str) -> MeetingKind:
        """The kind of meeting of a code; refuses one that is no longer defined."""
        if code not in self.kinds:
            raise Refusal(
                "This kind of meeting is no longer defined.",
                expected="one of " + ", ".join(self.kinds),
                came=code,
                what_to_do="put its file back into definitions/meetings/kinds.",
            )
        return self.kinds[code]

    def report_form(self, kind: MeetingKind) -> ReportForm:
        """The form of the reports to a kind of meeting."""
        return self.reports[kind.report_form]

    def ladder(self, code: str) -> Ladder:
        """The escalation ladder of a group."""
        return ladders().require(code)


def definitions() -> MeetingDefinitions:
    """The definitions of this installation, read once."""
    return _load(Path(settings.DEFINITIONS))


@lru_cache(maxsize=4)
def _load(folder: Path) -> MeetingDefinitions:
    own = folder / "meetings"
    kinds = load_definitions(own / "kinds", MeetingKind)
    reports = {one.code: one for one in load_definitions(own / "reports", ReportForm)}
    calendars = load_definitions(own / "holidays", Holidays)
    for kind in kinds:
        if kind.report_form not in reports:
            raise Refusal(
                "a kind of meeting names a report form that there is not",
                file=f"{kind.code}.yaml",
                column="report_form",
                expected="one of " + ", ".join(reports),
                came=kind.report_form,
            )
    return MeetingDefinitions(
        kinds={kind.code: kind for kind in kinds if kind.is_used},
        reports=reports,
        holidays={held.day: held.label for one in calendars for held in one.days},
        holidays_known_until=min(one.last_year for one in calendars),
    )
