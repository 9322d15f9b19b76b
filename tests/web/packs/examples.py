"""One pack of each kind and state, the forms that ask for packs, and words that must not leak."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from caresight.web.packs import making
from caresight.web.packs.kinds import Audience
from caresight.web.packs.models import Pack
from caresight.web.packs.operations import freeze, freeze_report_up, freeze_review_pack
from caresight.web.replies.models import Reply
from tests.web.casework import TODAY, Casework
from tests.web.examples import Examples
from tests.web.packs import invented_meeting as made
from tests.web.packs.invented_meeting import invented_meeting

MEMBERS = frozenset("chair council regulator ambulance healthwatch safeguarding".split())


def examples(casework: Casework) -> Examples:
    """Make them in the test's database."""
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 30, tzinfo=UTC)
    invented, council = invented_meeting(casework, now=now), casework.people["council"]
    group, review = casework.groups["Alderbourne"], invented.review
    frozen = [
        freeze(meeting=invented.meeting, known_on=TODAY, actor=council, at=now),
        _report(casework, days=40),
        freeze_review_pack(review=review, audience=Audience.MEMBERS, actor=council, at=now),
        freeze_review_pack(review=review, audience=Audience.PROVIDER, actor=council, at=now),
    ]
    for pack in frozen:
        making.make(pack.pk, at=now)
    again = freeze(meeting=invented.meeting, known_on=TODAY, actor=council, at=now)
    making.make(again.pk, at=now + timedelta(minutes=5))
    waiting, being_made = _report(casework, days=20), _report(casework, days=10)
    Pack.objects.filter(pk=being_made.pk).update(state="assembling", done=3, to_do=9)
    packs = [{"pk": one.pk} for one in [*frozen, again, waiting, being_made]]
    meetings = [{"pk": one.pk} for one in (invented.meeting, invented.before)]
    return Examples(
        addresses={
            **{
                page: [*packs, {"pk": 999_999}]
                for page in "pack pack_pdf pack_ods pack_xlsx rebuild_pack".split()
            },
            "reply": [{"pk": one.pk} for one in Reply.objects.all()],
            "freeze_pack": [*meetings, {"pk": 999_999}],
            "freeze_review_pack": [{"pk": review.pk}, {"pk": 999_999}],
            "report_up": [{"pk": group.pk}, {"pk": 999_999}],
        },
        posts={
            "freeze_pack": {"known_on": TODAY.isoformat(), "token": str(uuid4())},
            "freeze_review_pack": {},
            "rebuild_pack": {},
            "report_up": {
                "from_on": "2026-10-01", "last_on": "2026-10-31", "achieved": "Falls are down.",
                "asks": "", "token": str(uuid4()),
            },
        },
        queries={"packs": ["?page=2", "?page=0", "?page=x", "?page=99999"]},
        secrets={
            made.ALL_MEMBERS: MEMBERS,
            made.NAMED_ONLY: frozenset({"ambulance", "regulator"}),
            made.NAMES_SOMEBODY: MEMBERS,
            made.REPLIED: MEMBERS | {"provider"},
            made.REPORTED: MEMBERS,
            made.POOLED: MEMBERS,
            made.PART_ONE: MEMBERS,
            made.PART_TWO: MEMBERS | {"provider"},
            "sunflower-ask": MEMBERS | {"oversight"},
        },
    )  # fmt: skip


def _report(casework: Casework, *, days: int) -> Pack:
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 30, tzinfo=UTC)
    return freeze_report_up(
        group=casework.groups["Alderbourne"],
        from_on=TODAY - timedelta(days=days),
        until_on=TODAY,
        achieved="",
        asks="More visits: sunflower-ask",
        actor=casework.people["council"],
        at=now,
    )
