"""Changes of an agenda: proposed by rule, then edited by people who say why."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.meetings import policies
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import AgendaDraw, AgendaItem, Meeting
from caresight.web.meetings.operations.holding import locked, trace
from caresight.web.meetings.proposing import HomeFacts, Placed, digest, propose
from caresight.web.meetings.queries.agenda import Gathered, gathered
from caresight.web.meetings.states import PlaceState, Why
from caresight.web.meetings.telling import tell_leads, tell_person

MOST_HOMES = 60
MOST_MINUTES = 120


@transaction.atomic
def propose_agenda(*, actor: Person, at: datetime, meeting: Meeting) -> AgendaDraw:
    """Propose the homes by rule. Asked again, it replaces only what the rule itself had put."""
    held = locked(meeting)
    policies.check_can_be_arranged(held)
    kind = definitions().kind(held.kind)
    day, budget = timezone.localdate(held.starts_at), held.group.budget
    known = gathered(held, kind.agenda, day=day)
    proposal = propose(known.homes, kind.agenda, seed=held.ref, day=day, budget=budget)
    in_scope = [home.home_id for home in known.homes if home.is_open]
    draw = AgendaDraw.objects.create(
        meeting=held, made_at=at, made_by=actor, release_id=known.release_id, rules=kind.code,
        rules_version=kind.version, seed=held.ref, budget=budget, homes_in_scope=len(in_scope),
        homes_digest=digest(in_scope), placed=_kept(proposal.placed),
        left_out=_kept(proposal.left_out),
    )  # fmt: skip
    _replace(held, proposal.placed, known, at=at, minutes=kind.minutes_per_home)
    detail = {"homes": len(proposal.placed), "seed": draw.seed, "digest": draw.homes_digest}
    trace(held, "propose_agenda", actor=actor, at=at, detail=detail)
    return draw


def _kept(placed: Sequence[Placed]) -> list[dict[str, object]]:
    return [
        {
            "home_id": one.home.home_id,
            "home_name": one.home.home_name,
            "why": one.why.value,
            "reasons": [reason.words for reason in one.reasons],
        }
        for one in placed
    ]


def _replace(
    meeting: Meeting, placed: Sequence[Placed], known: Gathered, *, at: datetime, minutes: int
) -> None:
    wanted = {one.home.home_id for one in placed}
    by_rule = meeting.places.filter(put_by__isnull=True, state=PlaceState.ON)
    by_rule.exclude(home_id__in=wanted).filter(minute__isnull=True).delete()
    there = {one.home_id: one for one in meeting.places.all()}
    last = _last_position(meeting)
    for number, one in enumerate(placed, start=1):
        row = there.get(one.home.home_id)
        if row is None:
            row = AgendaItem(
                meeting=meeting, put_at=at, minutes=minutes, position=last + number,
                **_about(one.home),
            )  # fmt: skip
        elif row.put_by_id is not None or row.state != PlaceState.ON:
            continue  # A person put it there, or took it off: the rule does not overrule them.
        row.why, row.reasons = one.why.value, [reason.words for reason in one.reasons]
        row.release_id = known.release_id
        for name, value in _suggested(one.home).items():
            setattr(row, name, value)
        row.save()


@transaction.atomic
def add_home(
    *, actor: Person, at: datetime, meeting: Meeting, home: HomeFacts, reason: str, release_id: str
) -> AgendaItem:
    """Put a home on the agenda by hand, with the reason; one that was removed comes back."""
    held = locked(meeting)
    policies.check_agenda_can_change(held)
    policies.check_reason(reason)
    place = _place_for(
        held, home, Why.ADDED, reason=reason, actor=actor, at=at, release_id=release_id
    )
    place.state = PlaceState.ON
    place.save()
    _record(place, actor, at, "add_home", reason)
    return place


@transaction.atomic
def propose_home(
    *, actor: Person, at: datetime, meeting: Meeting, home: HomeFacts, reason: str, release_id: str
) -> AgendaItem:
    """A member asks for a home to be discussed; the coordinator answers."""
    held = locked(meeting)
    policies.check_can_be_arranged(held)
    policies.check_reason(reason)
    place = _place_for(
        held, home, Why.MEMBER, reason=reason, actor=actor, at=at, release_id=release_id
    )
    place.state = PlaceState.PROPOSED
    place.save()
    _record(place, actor, at, "propose_home", reason)
    tell_leads(held, "A member proposes a home for the agenda.", at=at, once=f"proposed:{place.pk}")
    return place


@transaction.atomic
def answer_proposal(
    *, actor: Person, at: datetime, place: AgendaItem, accepted: bool, reason: str
) -> AgendaItem:
    """Take up a member's proposal, or decline it with a reason that the member reads."""
    held = locked(place.meeting)
    policies.check_agenda_can_change(held)
    row = AgendaItem.objects.select_for_update(no_key=True).get(pk=place.pk)
    if row.state != PlaceState.PROPOSED:
        raise Refusal("This proposal has been answered already.")
    if not accepted:
        policies.check_reason(reason)
    row.state = PlaceState.ON if accepted else PlaceState.DECLINED
    row.decided_by, row.decided_at, row.decided_reason = actor, at, reason.strip()
    row.save()
    _record(row, actor, at, "answer_proposal", reason)
    if row.put_by is not None:
        answer = "is on the agenda" if accepted else "was not taken up"
        sentence = f"The home that you proposed {answer}."
        tell_person(held, row.put_by, sentence, at=at, once=f"answered:{row.pk}")
    return row


@transaction.atomic
def remove_home(*, actor: Person, at: datetime, place: AgendaItem, reason: str) -> AgendaItem:
    """Take a home off the agenda; it stays visible there, with the reason."""
    held = locked(place.meeting)
    policies.check_can_be_arranged(held)
    policies.check_reason(reason)
    row = AgendaItem.objects.select_for_update(no_key=True).get(pk=place.pk)
    policies.check_is_on_agenda(row)
    row.state = PlaceState.REMOVED
    row.decided_by, row.decided_at, row.decided_reason = actor, at, reason.strip()
    row.save()
    _record(row, actor, at, "remove_home", reason)
    return row


@transaction.atomic
def arrange(
    *, actor: Person, at: datetime, meeting: Meeting, order: Mapping[int, tuple[int, int]]
) -> None:
    """Give homes their place in the order and their minutes, by the id of each place."""
    held = locked(meeting)
    policies.check_agenda_can_change(held)
    rows = list(held.places.filter(state=PlaceState.ON))
    wanted = [(order.get(row.pk, (row.position, row.minutes)), row) for row in rows]
    wanted.sort(key=lambda one: (one[0][0], one[1].position, one[1].pk))
    for number, ((_, minutes), row) in enumerate(wanted, start=1):
        if not 1 <= minutes <= MOST_MINUTES:
            raise Refusal(f"A home has between 1 and {MOST_MINUTES} minutes.", came=str(minutes))
        row.position, row.minutes = number, minutes
    AgendaItem.objects.bulk_update(rows, ["position", "minutes"])
    trace(held, "arrange", actor=actor, at=at, detail={"homes": len(rows)})


def _place_for(
    meeting: Meeting, home: HomeFacts, why: Why, *, reason: str, actor: Person, at: datetime,
    release_id: str,
) -> AgendaItem:  # fmt: skip
    row = AgendaItem.objects.select_for_update(no_key=True).filter(
        meeting=meeting, home_id=home.home_id
    )
    place = row.first()
    if place is not None and place.state in (PlaceState.ON, PlaceState.PROPOSED):
        raise Refusal("This home is on the agenda already, or proposed for it.")
    if meeting.places.filter(state=PlaceState.ON).count() >= MOST_HOMES:
        raise Refusal(f"An agenda holds {MOST_HOMES} homes at most.")
    if place is None:
        kind = definitions().kind(meeting.kind)
        place = AgendaItem(meeting=meeting, minutes=kind.minutes_per_home)
    for name, value in {**_about(home), **_suggested(home)}.items():
        setattr(place, name, value)
    place.why, place.reasons = why.value, [why.label]
    place.position, place.release_id = _last_position(meeting) + 1, release_id
    place.put_by, place.put_at, place.put_reason = actor, at, reason.strip()
    place.decided_by, place.decided_at, place.decided_reason = None, None, ""
    return place


def _about(home: HomeFacts) -> dict[str, str]:
    return {
        "home_id": home.home_id,
        "home_name": home.home_name,
        "area_code": home.area_code,
    }


def _suggested(home: HomeFacts) -> dict[str, object]:
    return {
        "suggested_level": home.suggested_level,
        "suggested_label": home.suggested_label,
        "suggested_step": home.suggested_step,
    }


def _last_position(meeting: Meeting) -> int:
    return meeting.places.aggregate(last=Max("position"))["last"] or 0


def _record(place: AgendaItem, actor: Person, at: datetime, verb: str, reason: str) -> None:
    detail = {"state": place.state, "with_reason": bool(reason.strip())}
    trace(place.meeting, verb, actor=actor, at=at, home_id=place.home_id, detail=detail)
