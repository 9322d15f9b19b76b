"""Which addresses of casework are measured: every page without arguments, by the url list.

A page that is added later is measured without anybody thinking of it. Pages that take
arguments, and lists that are narrowed, are named here.
"""

from collections.abc import Iterator

from scripts.bench_pages import get
from scripts.many_decisions import OPEN_TITLE
from scripts.many_records import BUSY

PEOPLE = ("council", "governance", "administrator", "oversight", "provider")
"""Each opens the pages that nobody before may open."""
NARROWED = {
    "intelligence of a home": f"/intelligence/?home={BUSY}",
    "intelligence of a severity": "/intelligence/?severity=5",
    "intelligence of a theme": "/intelligence/?theme=falls",
    "intelligence of a theme's group": "/intelligence/?theme=medicines",
    "intelligence, open": "/intelligence/?state=open",
    "intelligence, to be looked at again": "/intelligence/?state=due",
    "intelligence of days": "/intelligence/?from=2024-03-01&to=2024-03-31",
    "intelligence, all at once": f"/intelligence/?home={BUSY}&severity=3&state=open&kind=visit",
    "intelligence, a late page": "/intelligence/?page=19",
    "sent, a late page": "/sent/?page=80",
    "actions of everybody": "/actions/?state=all",
    "actions of an agency, late": "/actions/?overdue=yes",
    "actions with a word": "/actions/?state=all&q=visit",
    "actions, a late page": "/actions/?state=all&page=30",
    "meetings, past": "/meetings/?when=past",
    "meetings, past, a late page": "/meetings/?when=past&page=3",
    "told, a late page": "/told/?page=8",
    "notices, a late page": "/notices/?page=39",
    "homes with a word": "/homes/?q=rowan",
    "a busy home": f"/homes/{BUSY}/",
    "a busy home, together": f"/homes/{BUSY}/together/",
    "an indicator": "/indicators/falls_with_harm/",
    "report an item": f"/intelligence/report/?home={BUSY}",
    "open an action": f"/actions/new/?home={BUSY}",
}
SEARCHES = {
    "search, a common word": "/intelligence/search/?q=staff",
    "search, a rare word": "/intelligence/search/?q=catheter",
    "search, the beginning of a word": "/intelligence/search/?q=me",
    "search, three words": "/intelligence/search/?q=night+staff+late",
    "search, words that nobody wrote": "/intelligence/search/?q=zyxwvu",
    "search, of a home": f"/intelligence/search/?q=bruise&home={BUSY}",
    "list, with words": "/intelligence/?q=pressure+sore",
}
OF_OTHERS = {
    "governance": {
        "audit trail, of somebody": "/governance/trail/?who=council",
        "audit trail, of an operation": "/governance/trail/?operation=meetings",
        "audit trail, of a home": f"/governance/trail/?home={BUSY}",
        "audit trail, a late page": "/governance/trail/?page=3000",
    },
    "administrator": {
        "people with a word": "/people/?q=writer", "people, page 2": "/people/?page=2",
    },
    "provider": {"an own home": f"/own/homes/{BUSY}/"},
}  # fmt: skip


def pages_of(port: int, cookie: str, known: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Pages that this person opens and nobody before; and those that failed, with why."""
    found, failed = {}, {}
    for name, address in _without_arguments():
        if name in known:
            continue
        status, headers, _ = get(port, address, cookie)
        if status >= 500:
            failed[name] = f"answered {status}"
        elif status == 200 and headers.get("Content-Type", "").startswith("text/html"):
            found[name] = address
    return found, failed


def pages_of_records() -> dict[str, str]:
    """Pages of a group, a meeting, an action and so on: of those that have the most to show."""
    from django.urls import reverse  # noqa: PLC0415 - needs Django

    from caresight.web.actions.models import Action  # noqa: PLC0415
    from caresight.web.groups.models import Group  # noqa: PLC0415
    from caresight.web.intelligence.models import Item  # noqa: PLC0415
    from caresight.web.meetings.models import Meeting  # noqa: PLC0415
    from caresight.web.reviews.models import Review  # noqa: PLC0415

    group = Group.objects.get(name="Alderbourne")
    meeting = Meeting.objects.get(title=OPEN_TITLE)
    records = {
        "group": group.pk, "level_log": group.pk, "flags_judged": group.pk,
        "meeting": meeting.pk, "meeting_minutes": meeting.pk, "meeting_reports": meeting.pk,
        "meeting_actions": meeting.pk, "home_minute": meeting.places.get(home_id=BUSY).pk,
        "item": Item.objects.filter(home_id=BUSY, withdrawn_at=None)[0].pk,
        "action": Action.objects.filter(home_id=BUSY, state="open")[0].pk,
        "review": Review.objects.filter(group=group)[0].pk,
    }  # fmt: skip
    found = {name: reverse(name, kwargs={"pk": pk}) for name, pk in records.items()}
    log = reverse("level_log", kwargs={"pk": group.pk})
    found |= {f"level log, {shown}": f"{log}?shown={shown}" for shown in ("all", "late")}
    return found | {"learning_topic": reverse("learning_topic", kwargs={"code": "falls"})}


def _without_arguments() -> Iterator[tuple[str, str]]:
    from django.urls import reverse  # noqa: PLC0415 - needs Django
    from tests.web.addresses import all_patterns  # noqa: PLC0415

    for pattern in all_patterns():
        if "<" not in str(pattern.pattern):
            yield str(pattern.name), reverse(str(pattern.name))
