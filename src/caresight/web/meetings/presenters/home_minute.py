"""The page that minutes one home: what is known beside what is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.utils import timezone

from caresight.surveillance.ladder import Ladder
from caresight.web.actions.evidence import Citable
from caresight.web.directory.homes import known_home
from caresight.web.groups.access import Access
from caresight.web.meetings.models import AgendaItem, AgreedLevel
from caresight.web.meetings.presenters.minutes import MinuteLine, line_for
from caresight.web.replies.models import Reply
from caresight.web.ui.words import day as in_words


@dataclass(frozen=True)
class Step:
    """One step of the ladder, as the page explains it."""

    label: str
    meaning: str
    entry: str
    exit: str
    limits: str
    is_suggested: bool
    is_present: bool


@dataclass(frozen=True)
class ReplyWords:
    """What the provider said."""

    ref: str
    said: str
    about: str
    words: str


@dataclass(frozen=True)
class HomePage:
    """All that stands beside the form."""

    pk: int
    home_id: str
    name: str
    line: MinuteLine
    is_in_register: bool
    suggested: str
    suggested_from: str
    before: str
    steps: list[Step]
    replies: list[ReplyWords]
    past: list[tuple[str, str, str]]
    """Day, level and reason of earlier decisions."""
    ladder: str


def home_page(
    access: Access,
    place: AgendaItem,
    ladder: Ladder,
    *,
    before: AgreedLevel | None,
    past: Sequence[AgreedLevel],
    replies: Sequence[Reply],
) -> HomePage:
    """What is known of a home on an agenda, as far as this person may know it."""
    present = before.level if before and before.ladder == ladder.code else ladder.levels[0].code
    release = f"release {place.release_id}" if place.release_id else ""
    return HomePage(
        pk=place.pk,
        home_id=place.home_id,
        name=place.home_name,
        line=line_for(access, place),
        is_in_register=known_home(place.home_id) is not None,
        suggested=place.suggested_label,
        suggested_from=release,
        before=_before(before),
        steps=[
            Step(
                label=level.label,
                meaning=level.meaning,
                entry=level.entry,
                exit=level.exit,
                limits=_limits(level.review_within_days, level.dwell_months),
                is_suggested=level.code == place.suggested_level,
                is_present=level.code == present,
            )
            for level in ladder.levels
        ],
        replies=[reply_words(one) for one in replies],
        past=[(in_words(one.agreed_on.isoformat()), one.level_label, one.reason) for one in past],
        ladder=ladder.title,
    )


def _limits(review_days: int | None, dwell_months: int | None) -> str:
    said = []
    if review_days:
        said.append(f"reviewed within {review_days} days")
    if dwell_months:
        said.append(f"at most {dwell_months} months")
    return "; ".join(said)


def _before(before: AgreedLevel | None) -> str:
    if before is None:
        return "The group has agreed no level for this home before."
    since = in_words(before.since_on.isoformat())
    review = (
        f" Its review is due on {in_words(before.review_on.isoformat())}."
        if before.review_on
        else ""
    )
    return f"{before.level_label} since {since}.{review}"


def reply_words(reply: Reply) -> ReplyWords:
    """One reply, as it stands beside the evidence."""
    sent = in_words(timezone.localdate(reply.sent_at).isoformat()) if reply.sent_at else ""
    return ReplyWords(
        ref=reply.ref,
        said=f"{reply.agency}, {sent}",
        about=reply.about_words or reply.about_ref,
        words=reply.words,
    )


def parts_of(cites: BoundField, offered: Mapping[str, Citable]) -> list[tuple[str, list[object]]]:
    """The boxes of the evidence under their headings."""
    found: dict[str, list[object]] = {}
    for box in cites:
        value = str(box.data["value"])
        found.setdefault(offered[value].part, []).append(box)
    return list(found.items())
