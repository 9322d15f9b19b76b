"""What groups decided, in bulk: meetings, minutes, levels, actions and reviews."""

from datetime import timedelta
from typing import Any

from scripts.many_records import WRITERS, Region, home_fields, in_batches

HOMES_OF_A_PACK = 40
HOMES_OF_A_MEETING = 10
REVIEWS = 600
OPEN_TITLE, PACK_TITLE = "Meeting being minuted", "Meeting with a large agenda"


def make_decisions(region: Region, *, meetings: int, actions: int) -> None:
    """All of it, each kind after what it refers to."""
    _meetings(region, meetings)
    _open_meeting(region)
    _meeting_of_a_pack(region)
    _actions(region, actions)
    _reviews(region)


def _meetings(region: Region, how_many: int) -> None:
    from caresight.web.meetings.models import Meeting  # noqa: PLC0415

    chair, ahead = region.casework.people["chair"], timedelta(days=60)

    def one(number: int) -> Any:
        begins = region.now + ahead - timedelta(days=2 * number)
        held = begins < region.now
        return Meeting(
            group=region.group(number), kind="monthly_group_meeting", starts_at=begins,
            ends_at=begins + timedelta(hours=2), title="Monthly group meeting",
            state="signed" if held else "planned", signed_by=chair if held else None,
            signed_at=begins + timedelta(days=9) if held else None,
        )  # fmt: skip

    made = Meeting.objects.bulk_create(one(number) for number in range(how_many - 2))
    seen: set[tuple[int, str]] = set()
    homes = {group.pk: region.homes_of_group(group) for group in region.groups}
    for meeting in made:
        chosen = region.dice.sample(homes[meeting.group.pk], HOMES_OF_A_MEETING)
        _minuted(region, meeting, chosen, seen)


def _minuted(region: Region, meeting: Any, homes: list[Any], seen: set[tuple[int, str]]) -> None:
    """An agenda and, where the meeting was held, what was said and agreed. Newest first."""
    from caresight.web.meetings.models import AgendaItem, AgreedLevel, HomeMinute  # noqa: PLC0415
    from caresight.web.meetings.states import Why  # noqa: PLC0415

    by, at = region.casework.people["council"], meeting.starts_at
    places = AgendaItem.objects.bulk_create(
        AgendaItem(
            **home_fields(home), meeting=meeting, position=position, put_at=at, why=why,
            suggested_level=home["level"], suggested_label=home["level_label"],
            suggested_step=home["step"],
        )
        for position, (home, why) in enumerate(zip(homes, 9 * list(Why), strict=False))
    )  # fmt: skip
    if meeting.state != "signed":
        return
    minutes = HomeMinute.objects.bulk_create(
        HomeMinute(
            place=place, outcome="discussed", discussed=region.words(60), written_by=by,
            written_at=at,
        )
        for place in places
    )  # fmt: skip
    levels = []
    for minute in minutes:
        place, step = minute.place, region.dice.choices((0, 1, 2), (6, 3, 1))[0]
        is_current = (meeting.group_id, place.home_id) not in seen
        seen.add((meeting.group_id, place.home_id))
        levels.append(
            AgreedLevel(
                group=meeting.group, meeting=meeting, minute=minute, home_id=place.home_id,
                home_name=place.home_name, area_code=place.area_code, ladder="nqb-2022",
                ladder_version=1, level=("routine", "enhanced", "intensive")[step],
                level_label=("Routine", "Enhanced", "Intensive")[step], step=step, top_step=2,
                suggested_level=place.suggested_level, suggested_label=place.suggested_label,
                suggested_step=place.suggested_step, agreed_on=at.date(), since_on=at.date(),
                review_on=at.date() + timedelta(days=90), reason_kind="as_suggested",
                why=place.why, is_current=is_current, recorded_by=by, recorded_at=at,
            )
        )  # fmt: skip
    AgreedLevel.objects.bulk_create(levels)


def _open_meeting(region: Region) -> None:
    """One meeting that is being minuted, with a home for each writer."""
    _with_agenda(region, OPEN_TITLE, state="open", homes=WRITERS, begins=-timedelta(hours=1))


def _meeting_of_a_pack(region: Region) -> None:
    """One meeting ahead with as many homes as a pack must bear."""
    ahead = timedelta(days=3)
    _with_agenda(region, PACK_TITLE, state="called", homes=HOMES_OF_A_PACK, begins=ahead)


def _with_agenda(region: Region, title: str, *, state: str, homes: int, begins: timedelta) -> None:
    from caresight.web.meetings.models import Meeting  # noqa: PLC0415

    meeting = Meeting.objects.create(
        group=region.groups[0], kind="monthly_group_meeting", title=title, state=state,
        starts_at=region.now + begins, ends_at=region.now + begins + timedelta(hours=2),
        opened_at=region.now if state == "open" else None,
    )  # fmt: skip
    # The most pressing homes: they have the most to say.
    _minuted(region, meeting, region.homes_of_group(region.groups[0])[:homes], set())


def _actions(region: Region, how_many: int) -> None:
    from caresight.web.actions.kinds import kind_choices  # noqa: PLC0415
    from caresight.web.actions.models import Action, ActionStep  # noqa: PLC0415

    owners = [region.casework.people[name] for name in ("council", "regulator", "healthwatch")]
    kinds = [code for code, _ in kind_choices()]

    def one(number: int) -> Any:
        home, owner = region.home_of(number), owners[number % 3]
        opened, closed = region.ago(900), number % 5 != 0
        return Action(
            **home_fields(home), group=region.groups_of(home)[0], owner=owner,
            title=f"Visit number {number}", kind=kinds[number % len(kinds)], opened_by=owner,
            owner_agency=owner.agency, due_on=(opened + timedelta(days=60)).date(),
            opened_at=opened,
            cites=[{"kind": "item", "ref": f"I-{number + 1:06d}", "words": "item"}],
            state="closed" if closed else "open", outcome="done" if closed else "",
            closed_at=region.now if closed else None, words=region.words(30),
            meeting_ref=f"M-{1 + number % 1_900:06d}",
            **({"measure": "falls_with_harm", "direction": "down",
                "effect_by": (opened + timedelta(days=150)).date()} if number % 4 == 0 else {}),
        )  # fmt: skip

    for batch in in_batches(one(number) for number in range(how_many)):
        made = Action.objects.bulk_create(batch)
        ActionStep.objects.bulk_create(
            ActionStep(
                action=action, kind=kind, at=action.opened_at, by=action.opened_by,
                by_agency=action.owner_agency, words="Agreed.",
            )
            for action in made
            for kind in ("opened", "noted")
        )  # fmt: skip


def _reviews(region: Region) -> None:
    from caresight.web.reviews.models import Review, ReviewHome  # noqa: PLC0415

    by = region.casework.people["chair"]

    def one(number: int) -> Any:
        called, running = region.ago(1_500), number < 20
        ended = {} if running else {"stood_down_at": called + timedelta(days=60),
                                    "stood_down_to": "enhanced"}  # fmt: skip
        return Review(
            group=region.group(number), ladder="nqb-2022", name="Rapid quality review",
            worry=region.words(40), called_by=by, called_at=called, coordinator=by,
            state="under_way" if running else "stood_down", **ended,
        )  # fmt: skip

    made = Review.objects.bulk_create(one(number) for number in range(REVIEWS))
    through = Review.groups.through
    homes = {group.pk: region.homes_of_group(group) for group in region.groups}
    through.objects.bulk_create(through(review=one, group=one.group) for one in made)
    ReviewHome.objects.bulk_create(
        ReviewHome(
            **home_fields(homes[review.group_id][number // 10]), review=review,
            is_running=number < 20,
        )
        for number, review in enumerate(made)
    )  # fmt: skip
