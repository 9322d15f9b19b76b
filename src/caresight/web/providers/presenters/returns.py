"""The page of one return: the questions, what stands beside each, what to look at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField

from caresight.web.providers.answer_columns import criterion_of
from caresight.web.providers.calendar import Month, Standing
from caresight.web.providers.checking import Remark
from caresight.web.providers.forms import ReturnEntry
from caresight.web.providers.models import HomeReturn, ReturnVersion
from caresight.web.providers.presenters.beside import said
from caresight.web.providers.return_definition import ReturnForm, Values
from caresight.web.ui.words import day


@dataclass(frozen=True)
class Line:
    """One question with what stands beside it."""

    field: BoundField
    before: str
    """What was said of the month before, or is known already; empty where nothing is."""
    remarks: list[Remark]
    theirs: str
    """What somebody else saved meanwhile, where it differs; else empty."""

    @property
    def is_tick(self) -> bool:
        """Whether its words stand behind a box to tick."""
        return self.field.widget_type == "checkbox"


@dataclass(frozen=True)
class Part:
    """Questions that belong together."""

    title: str
    says: str
    rows: list[list[Line]]
    """Lines that stand beside each other: all of them, or those of one question."""


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
    answers: list[str]
    """What it answered, where each version is a word of its own."""
    confirmed: list[str]
    is_newest: bool
    """Whether it alone counts, in place of the earlier ones."""


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
    beside: Mapping[str, str],
    remarks: Sequence[Remark],
    theirs: Values | None,
    not_asked: Collection[str] = (),
) -> list[Part]:
    """The form in its fieldsets, without what is not asked."""
    mine = form.values if form.is_bound and hasattr(form, "cleaned_data") else {}
    found = []
    for fieldset in asked.definition.fieldsets:
        shown = [name for name in fieldset.columns if name not in not_asked]
        for name in shown:
            _describe(form, name, beside.get(name, ""))
        lines = [
            Line(
                field=form[name],
                before=beside.get(name, ""),
                remarks=[remark for remark in remarks if remark.column == name],
                theirs=said(asked, name, theirs.get(name))
                if theirs is not None and theirs.get(name) != mine.get(name)
                else "",
            )
            for name in shown
        ]
        if lines:
            found.append(Part(fieldset.title, fieldset.says, _rows(lines, asked)))
    return found


def _rows(lines: list[Line], asked: ReturnForm) -> list[list[Line]]:
    if asked.is_monthly:
        return [lines]
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(criterion_of(line.field.name, asked.criteria), []).append(line)
    return list(found.values())


def _describe(form: ReturnEntry, name: str, before: str) -> None:
    """Let a screen reader say with the field what stands beside it."""
    attrs, box = form.fields[name].widget.attrs, form[name].id_for_label
    told = attrs.get("aria-describedby", "")
    if before:
        attrs["aria-describedby"] = f"{told} {box}_before".strip()


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
                changes=_changes(earlier, version, asked) if earlier and asked.is_monthly else [],
                answers=[] if asked.is_monthly else _answers(version, asked),
                confirmed=[
                    f"{asked.label(column)}: {sentence}" if column else sentence
                    for column, sentence in version.questions
                ],
                is_newest=place == 0 and asked.is_monthly,
            )
        )
    return found


def _moment(version: ReturnVersion) -> str:
    return day(version.submitted_at.isoformat())


def _way(version: ReturnVersion) -> str:
    return {"form": "typed in", "upload": "from a spreadsheet"}[version.way]


def _answers(version: ReturnVersion, asked: ReturnForm) -> list[str]:
    names = [*asked.columns(), *(name for name in version.values if name not in asked.columns())]
    return [
        f"{asked.label(name)}: {said(asked, name, version.values[name])}"
        for name in names
        if version.values.get(name) is not None
    ]


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


def digital_standing(held: HomeReturn | None) -> str:
    """Where the digital return stands, in one sentence."""
    if held is None:
        return "Nothing has been filled in here yet."
    if held.draft is not None:
        return "A draft is saved. What is in it is not submitted yet."
    when = f"Last submitted on {day(held.changed_at.isoformat())}" if held.changed_at else ""
    if held.state == "accepted":
        return f"{when}, and accepted into the evidence."
    return f"{when}. It counts from the next release on."


def standing_sentence(
    held: HomeReturn | None, due: date, today: date, *, came_as_file: bool
) -> str:
    """Where the return of a month stands, in one sentence."""
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
