"""The page of one month's return: the questions, what was said last month, what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField

from caresight.web.providers.calendar import Month, Standing
from caresight.web.providers.checking import Remark
from caresight.web.providers.forms import ReturnEntry
from caresight.web.providers.models import MonthlyReturn, ReturnVersion
from caresight.web.providers.return_definition import ReturnForm
from caresight.web.ui.words import day, number

Values = Mapping[str, float | None]
_UNKNOWN = "not known"


@dataclass(frozen=True)
class Line:
    """One question with what stands beside it."""

    field: BoundField
    before: str
    """What was said of the month before; empty where nothing was."""
    remarks: list[Remark]
    theirs: str
    """What somebody else saved meanwhile, where it differs; else empty."""


@dataclass(frozen=True)
class Part:
    """Questions that belong together."""

    title: str
    says: str
    lines: list[Line]


@dataclass(frozen=True)
class Change:
    """One figure that a correction changed."""

    question: str
    was: str
    now: str


@dataclass(frozen=True)
class VersionLine:
    """One submitted version."""

    number: int
    said: str
    why: str
    changes: list[Change]
    confirmed: list[str]
    is_newest: bool


@dataclass(frozen=True)
class CalendarLine:
    """One month of a home's return calendar."""

    month: str
    name: str
    due: str
    label: str
    look: str
    asks: str
    """What the link to the form says."""


def parts(
    form: ReturnEntry,
    *,
    asked: ReturnForm,
    before: Values,
    remarks: Sequence[Remark],
    theirs: Values | None,
) -> list[Part]:
    """The form in its fieldsets."""
    mine = form.values if form.is_bound and hasattr(form, "cleaned_data") else {}
    found = []
    for fieldset in asked.definition.fieldsets:
        for name in fieldset.columns:
            _describe(form, name, before.get(name))
        lines = [
            Line(
                field=form[name],
                before=said(asked, name, before[name]) if before.get(name) is not None else "",
                remarks=[remark for remark in remarks if remark.column == name],
                theirs=said(asked, name, theirs.get(name))
                if theirs is not None and theirs.get(name) != mine.get(name)
                else "",
            )
            for name in fieldset.columns
        ]
        found.append(Part(fieldset.title, fieldset.says, lines))
    return found


def _describe(form: ReturnEntry, name: str, before: float | None) -> None:
    """Let a screen reader say last month's figure with the field."""
    attrs, box = form.fields[name].widget.attrs, form[name].id_for_label
    told = attrs.get("aria-describedby", "")
    if before is not None:
        attrs["aria-describedby"] = f"{told} {box}_before".strip()


def said(asked: ReturnForm, column: str, value: float | None) -> str:
    """A figure of a return in words."""
    if value is None:
        return _UNKNOWN
    if asked.source.columns[column].type == "flag":
        return "yes" if value else "no"
    return number(value)


def version_lines(versions: Sequence[ReturnVersion], asked: ReturnForm) -> list[VersionLine]:
    """What was submitted, the newest first, each with what it changed."""
    found = []
    for place, version in enumerate(versions):
        earlier = versions[place + 1] if place + 1 < len(versions) else None
        found.append(
            VersionLine(
                number=version.number,
                said=f"{version.submitted_by}, {_moment(version)}, {_way(version)}"
                + (", accepted into the evidence" if version.accepted_at else ""),
                why=version.why,
                changes=_changes(earlier, version, asked) if earlier else [],
                confirmed=[
                    f"{asked.label(column)}: {sentence}" if column else sentence
                    for column, sentence in version.questions
                ],
                is_newest=place == 0,
            )
        )
    return found


def _moment(version: ReturnVersion) -> str:
    return day(version.submitted_at.isoformat())


def _way(version: ReturnVersion) -> str:
    return {"form": "typed in", "upload": "from a spreadsheet"}[version.way]


def _changes(earlier: ReturnVersion, later: ReturnVersion, asked: ReturnForm) -> list[Change]:
    return [
        Change(
            asked.label(name),
            said(asked, name, earlier.values.get(name)),
            said(asked, name, later.values.get(name)),
        )
        for name in asked.columns()
        if earlier.values.get(name) != later.values.get(name)
    ]


def standing_sentence(
    held: MonthlyReturn | None, due: date, today: date, *, came_as_file: bool
) -> str:
    """Where the return stands, in one sentence."""
    by = f"due on {day(due.isoformat())}"
    if held is None and came_as_file:
        return "Received as a file."
    if held is None:
        return f"Not begun; {'it was' if today > due else 'it is'} {by}."
    if held.state == "draft":
        return f"A draft is saved, and nothing is submitted yet; {by}."
    if held.state == "accepted":
        return "Accepted into the evidence. A correction counts from the next release on."
    return "Submitted. It counts from the next release on."


_ASKS = {
    Standing.DUE: "Fill in",
    Standing.LATE: "Fill in",
    Standing.MISSING: "Fill in",
    Standing.DRAFT: "Go on",
    Standing.LATE_DRAFT: "Go on",
    Standing.RECEIVED: "Look or correct",
}


def calendar_lines(months: Sequence[Month]) -> list[CalendarLine]:
    """The calendar of a home, the newest month first."""
    return [
        CalendarLine(
            month=f"{month.first:%Y-%m}",
            name=f"{month.first:%B %Y}",
            due=day(month.due_on.isoformat()),
            label=month.standing.label,
            look=month.standing.look,
            asks=_ASKS.get(month.standing, "Look or correct"),
        )
        for month in months
    ]
