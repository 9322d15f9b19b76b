"""Makes the demo's casework in two steps, with a build of the release between them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.config.demonstrating import past
from caresight.web.config.demonstrating.dated import list_recipients, publish
from caresight.web.config.demonstrating.digital import register_projects
from caresight.web.config.demonstrating.earlier import act_earlier
from caresight.web.config.demonstrating.people import make_cast
from caresight.web.config.demonstrating.practice import note_practice
from caresight.web.config.demonstrating.support import support_homes
from caresight.web.directory.releases import Shown, newest
from caresight.web.groups.models import Group
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.operations import call_meeting, propose_agenda
from caresight.web.notices.operations import mark_all_read
from caresight.web.packs.models import Pack
from caresight.web.packs.operations import freeze
from caresight.web.projects.working import look_after

HOMES_OF_THE_STORY = 5


@transaction.atomic
def make_past() -> dict[str, object]:
    """The people, and what they did until today; the accounts and their one password."""
    if Group.objects.exists():
        return {"accounts": [], "password": ""}
    now = timezone.now()
    release = newest()
    if release is None:
        raise Refusal("there is no release", what_to_do="run caresight build first")
    mine = _homes_of_one_council(release)
    homes = _homes_of_the_story(mine)
    first = homes[0]
    cast = make_cast(
        council=(first["area_code"], first["area_name"]), run_by=first,
        at=now - timedelta(days=80),
    )  # fmt: skip
    act_earlier(cast, release, mine, but={home["home_id"] for home in homes}, now=now)
    register_projects(cast, release, at=now - timedelta(days=60))
    support_homes(cast, release, mine, now=now)
    note_practice(release, first["area_code"], at=now - timedelta(days=20))
    list_recipients(at=now - timedelta(days=50))
    publish(release, note="Invented. The first edition.", at=now - timedelta(days=30))
    items = past.report_items(cast, homes, now=now)
    meetings = past.plan_meetings(cast, now=now)
    held = [meeting for meeting in meetings if meeting.starts_at < now - timedelta(days=7)]
    last = held[-1]
    for meeting in held:
        past.hold(cast, meeting, homes, items, is_last=meeting == last)
    past.act(cast, last, homes, items)
    past.tell_and_hear(cast, first, after=last.ends_at)
    # What is older than the last few days has been read: only what is new should stand out.
    for person in cast.people.values():
        mark_all_read(person=person, at=now - timedelta(days=3))
    past.call_at_once(cast, first, now=now)
    accounts = [
        {"username": one.username, "about": f"{one.agency}; {one.about}"} for one in cast.accounts
    ]
    return {"accounts": accounts, "password": cast.password}


def make_next() -> dict[str, object]:
    """The next meeting: called, its agenda proposed from the newest release, its pack frozen."""
    now = timezone.now()
    release = newest()
    coming = Meeting.objects.filter(starts_at__gt=now).order_by("starts_at").first()
    if release is None or coming is None or Pack.objects.exists():
        return {"meeting": ""}
    lead = Person.objects.get(username="council")
    call_meeting(actor=lead, at=now, meeting=coming)
    propose_agenda(actor=lead, at=now, meeting=coming)
    look_after(at=now)
    publish(release, note="Invented. Nothing was corrected by hand.", at=now)
    freeze(meeting=coming, known_on=timezone.localdate(now), actor=lead, at=now)
    return {"meeting": coming.ref}


def _homes_of_one_council(release: Shown) -> list[HomeRow]:
    """The council of the home that most needs a look."""
    rows, _ = release.index.homes(per_page=100_000)
    return [row for row in rows if row["area_code"] == rows[0]["area_code"]]


def _homes_of_the_story(mine: list[HomeRow]) -> list[HomeRow]:
    """Homes of one council: one just below the line, one above it, a good one, two more."""
    plain = [row for row in mine if row["step"] == 0 and row["good_points"] == 0]
    below = sorted(plain, key=lambda row: -row["points"])
    above = [row for row in mine if row["step"] > 0]
    good = [row for row in mine if row["step"] == 0 and row["good_points"] > 0]
    ordered = [*below[:1], *above[:1], *good[:1], *below[1:], *mine]
    chosen = {row["home_id"]: row for row in ordered}
    return list(chosen.values())[:HOMES_OF_THE_STORY]
