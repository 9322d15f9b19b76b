"""The form that minutes one home, with all that it offers and starts from."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from caresight.surveillance.ladder import Ladder
from caresight.web.actions.evidence import Citable
from caresight.web.meetings.forms.minutes import HomeMinuteForm, home_minute_form
from caresight.web.meetings.models import AgendaItem, AgreedLevel, HomeMinute
from caresight.web.meetings.operations import Spoken
from caresight.web.meetings.queries.evidence import chosen
from caresight.web.meetings.states import Outcome, ReasonKind


def minute_form(
    place: AgendaItem,
    posted: Mapping[str, Any] | None,
    *,
    ladder: Ladder,
    minute: HomeMinute | None,
    before: AgreedLevel | None,
    offered: Mapping[str, Citable],
) -> HomeMinuteForm:
    """The form, starting from what is minuted, or else from the suggestion and its review day."""
    made = home_minute_form(
        ladder,
        [(key, one.label) for key, one in offered.items()],
        suggested=place.suggested_level,
        before=before.level if before else "",
    )
    cites = chosen(offered, minute.cites if minute else [])
    made.home_names = (place.home_name,)
    return made(posted, initial=_initial(place, minute, ladder, before=before, cites=cites))


def spoken_in(form: HomeMinuteForm, offered: Mapping[str, Citable]) -> Spoken:
    """What was filled in, as it is kept."""
    given = form.cleaned_data
    return Spoken(
        outcome=Outcome(given["outcome"]),
        discussed=given["discussed"],
        cites=[offered[key].citation for key in given["cites"]],
        agreed=form.agreed,
    )


def _initial(
    place: AgendaItem,
    minute: HomeMinute | None,
    ladder: Ladder,
    *,
    before: AgreedLevel | None,
    cites: list[str],
) -> dict[str, Any]:
    level = getattr(minute, "level", None) if minute else None
    held = timezone.localdate(place.meeting.starts_at)
    if minute is None or minute.outcome == Outcome.OPEN:
        likely = place.suggested_level or (before.level if before else ladder.levels[0].code)
        return {
            "version": minute.version if minute else 0,
            "level": likely,
            "reason_kind": ReasonKind.AS_SUGGESTED.value,
            "review_on": _review_day(ladder, likely, held),
            "cites": cites,
        }
    return {
        "version": minute.version,
        "outcome": minute.outcome,
        "discussed": minute.discussed,
        "cites": cites,
        "level": level.level if level else "",
        "reason_kind": level.reason_kind if level else "",
        "reason": level.reason if level else "",
        "exit_criteria": level.exit_criteria if level else "",
        "review_on": level.review_on if level else None,
    }


def _review_day(ladder: Ladder, level: str, held_on: date) -> date | None:
    """The latest day of review that a level allows; None where it asks for none."""
    for one in ladder.levels:
        if one.code == level and one.review_within_days:
            return held_on + timedelta(days=one.review_within_days)
    return None
