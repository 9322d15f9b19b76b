"""An edition, recipients in each state, and how every page of editions is asked for."""

from datetime import UTC, date, datetime

from caresight.web.directory.releases import newest
from caresight.web.editions.operations import add_recipient, end_recipient, publish_edition
from tests.web.casework import Casework
from tests.web.examples import Examples

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
NOTE, WHY = "thistleedition", "thistlerecipient"
TOKEN = "7f0e2a7c-0000-4000-8000-0000000000{:02}"
STAFF = frozenset(
    "chair council regulator ambulance healthwatch safeguarding left neighbour oversight viewer "
    "analyst administrator".split()
)


def examples(casework: Casework) -> Examples:
    """An edition with a note; one who is entitled, one who was."""
    release, people = newest(), casework.people
    assert release is not None
    edition = publish_edition(
        actor=people["analyst"], at=AT, token=None, release_id=release.release_id, note=NOTE
    )
    entitled, ended = (
        add_recipient(
            actor=people["administrator"], at=AT, token=None, name=name,
            organisation="Invented Council", entitlement="council", why=WHY,
            since=date(2026, 1, 1), email="nobody@example.invalid",
        )
        for name in ("Invented commissioner", "Invented planner")
    )  # fmt: skip
    end_recipient(
        actor=people["administrator"], at=AT, recipient=ended, until=date(2026, 6, 1), why="Moved"
    )
    editions = [{"number": edition.number}, {"number": "1999-01.1"}]
    return Examples(
        addresses={
            "edition": editions,
            "edition_csv": editions,
            "edition_ods": editions,
            "end_recipient": [{"pk": entitled.pk}, {"pk": ended.pk}],
        },
        posts={
            "publish_edition": {"token": TOKEN.format(81), "note": "Once more"},
            "add_recipient": {
                "token": TOKEN.format(82), "name": "Invented team", "organisation": "Invented",
                "entitlement": "nhs", "why": "Planning", "since": "2026-11-01", "until": "",
                "email": "", "username": "",
            },
            "end_recipient": {"until": "2026-12-01", "why": "Not needed"},
        },
        queries={
            "overview": ["?region=Invented%20region", "?region=nowhere"],
            "overview_csv": ["?region=Invented%20region"],
            "overview_ods": ["?region=Invented%20region"],
            "editions": ["?page=2"],
        },
        secrets={NOTE: STAFF, WHY: frozenset({"administrator"})},
    )  # fmt: skip
