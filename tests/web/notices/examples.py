"""Notices of several people in each state, and how their pages are asked for."""

from datetime import UTC, datetime

from caresight.web.notices.models import Notice
from caresight.web.notices.operations import tell
from tests.web.casework import Casework
from tests.web.examples import Examples

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECRETS = {
    "dunlinnotice": "council",
    "curlewnotice": "neighbour",
    "sandernotice": "provider",
    "dotterelnotice": "left",
}


def examples(casework: Casework) -> Examples:
    """One unread, one read, and one about a group that was left."""
    for word, username in SECRETS.items():
        tell(
            to=[casework.people[username]],
            at=AT,
            subject=word,
            sentence=f"{word} said.",
            page="about",
            arguments={},
            kind="example",
        )
    Notice.objects.filter(subject="curlewnotice").update(read_at=AT)
    tell(
        to=[casework.people["left"]],
        at=AT,
        subject="knotnotice",
        sentence="About a group that was left.",
        page="group",
        arguments={"pk": casework.groups["Alderbourne"].pk},
        kind="example",
        group_id=casework.groups["Alderbourne"].pk,
    )
    return Examples(
        addresses={"notice": [{"pk": notice.pk} for notice in Notice.objects.all()]},
        posts={"mark_notices_read": {}},
        secrets={
            **{word: frozenset({username}) for word, username in SECRETS.items()},
            "knotnotice": frozenset(),
        },
    )
