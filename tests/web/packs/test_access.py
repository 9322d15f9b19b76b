"""Who may read which pack: the whole truth table, by rule and by query."""

from dataclasses import replace

import pytest

from caresight.web.accounts.models import Agency
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.packs import making
from caresight.web.packs.kinds import Audience, PackState
from caresight.web.packs.models import Pack
from caresight.web.packs.operations import freeze, freeze_report_up, freeze_review_pack
from caresight.web.packs.queries import pack_with, visible_packs
from caresight.web.packs.rules import Held, may_freeze, may_read
from tests.web.casework import PEOPLE, Casework
from tests.web.packs.invented_meeting import NOW, invented_meeting

MEMBERS = "chair council regulator ambulance healthwatch safeguarding"
READERS = {
    "meeting": MEMBERS,
    "report": f"{MEMBERS} oversight",
    "review": MEMBERS,
    "part two": f"{MEMBERS} provider",
    "being made": MEMBERS,
}


@pytest.fixture
def packs(casework: Casework) -> dict[str, Pack]:
    """One pack of each kind and state."""
    invented, council = invented_meeting(casework), casework.people["council"]
    review, group = invented.review, casework.groups["Alderbourne"]
    day = NOW.date()
    found = {
        "meeting": freeze(meeting=invented.meeting, known_on=day, actor=council, at=NOW),
        "report": freeze_report_up(
            group=group, from_on=day.replace(day=1), until_on=day, achieved="", asks="",
            actor=council, at=NOW,
        ),
        "review": freeze_review_pack(
            review=review, audience=Audience.MEMBERS, actor=council, at=NOW
        ),
        "part two": freeze_review_pack(
            review=review, audience=Audience.PROVIDER, actor=council, at=NOW
        ),
    }  # fmt: skip
    for pack in found.values():
        making.make(pack.pk, at=NOW)
    found["being made"] = freeze_report_up(
        group=group, from_on=day.replace(day=2), until_on=day, achieved="", asks="",
        actor=council, at=NOW,
    )  # fmt: skip
    return found


@pytest.mark.slow
def test_each_pack_opens_to_its_readers_and_to_nobody_else(
    casework: Casework, packs: dict[str, Pack]
) -> None:
    for name, readers in READERS.items():
        for person in PEOPLE:
            access = casework.access(person)

            found = pack_with(access, packs[name].pk)

            assert (found is not None) is (person in readers.split()), (name, person)


def test_a_list_holds_nothing_that_a_page_refuses(
    casework: Casework, packs: dict[str, Pack]
) -> None:
    for person in PEOPLE:
        access = casework.access(person)
        listed = set(visible_packs(access).values_list("pk", flat=True))

        opened = {pack.pk for pack in packs.values() if pack_with(access, pack.pk)}

        assert listed == opened, person


def test_every_form_of_a_pack_obeys_the_same_rule(
    casework: Casework, packs: dict[str, Pack]
) -> None:
    expected = {
        "regulator": 200,
        "oversight": 404,
        "provider": 404,
        "neighbour": 404,
        "viewer": 403,
    }
    for ending in ("", "pack.pdf", "pack.ods", "pack.xlsx"):
        address = f"/packs/{packs['meeting'].pk}/{ending}"

        found = {person: casework.browser(person).get(address).status_code for person in expected}

        assert found == expected, ending


def test_what_is_not_for_somebody_looks_like_what_does_not_exist(
    casework: Casework, packs: dict[str, Pack]
) -> None:
    browser = casework.browser("neighbour")

    hidden = browser.get(f"/packs/{packs['meeting'].pk}/").content.partition(b"<main")[2]
    missing = browser.get("/packs/99999/").content.partition(b"<main")[2]

    assert hidden == missing
    assert b"no such pack" in hidden


def test_a_provider_whose_invitation_was_withdrawn_reads_nothing(
    casework: Casework, packs: dict[str, Pack]
) -> None:
    review = packs["part two"].review_id
    from caresight.web.reviews.models import Participant  # noqa: PLC0415

    Participant.objects.filter(review=review).update(withdrawn_at=NOW)

    assert pack_with(casework.access("provider"), packs["part two"].pk) is None


def test_a_provider_who_works_for_another_now_reads_nothing(
    casework: Casework, packs: dict[str, Pack]
) -> None:
    person = casework.people["provider"]
    for agency in (Agency.objects.create(name="Invented Care 2 Ltd", kind="provider"), None):
        person.agency = agency
        person.save()

        assert pack_with(casework.access("provider"), packs["part two"].pk) is None


def _access(casework: Casework, **more: object) -> Access:
    base = casework.access("viewer")
    return replace(base, **more)  # type: ignore[arg-type]


FROZEN = {"state": PackState.FROZEN, "group_id": 1}


@pytest.mark.parametrize(
    ("who", "pack", "expected"),
    [
        ({"roles": {Role.MEMBER}, "group_ids": {1}}, {"audience": Audience.MEMBERS}, True),
        ({"roles": {Role.MEMBER}, "group_ids": {2}}, {"audience": Audience.MEMBERS}, False),
        ({"roles": set(), "group_ids": {1}}, {"audience": Audience.MEMBERS}, False),
        ({"roles": {Role.MEMBER}}, {"audience": Audience.MEMBERS, "of_whole_review": True}, True),
        (
            {"roles": {Role.MEMBER}, "group_ids": {1}},
            {"audience": Audience.MEMBERS, "state": PackState.WAITING},
            True,
        ),
        ({"overseen_group_ids": {1}}, {"audience": Audience.OVERSIGHT}, True),
        ({"overseen_group_ids": {2}}, {"audience": Audience.OVERSIGHT}, False),
        ({"overseen_group_ids": {1}}, {"audience": Audience.MEMBERS}, False),
        (
            {"overseen_group_ids": {1}},
            {"audience": Audience.OVERSIGHT, "state": PackState.ASSEMBLING},
            False,
        ),
        (
            {"roles": {Role.PROVIDER}},
            {"audience": Audience.PROVIDER, "of_invited_part": True},
            True,
        ),
        ({"roles": {Role.PROVIDER}}, {"audience": Audience.PROVIDER}, False),
        ({"roles": set()}, {"audience": Audience.PROVIDER, "of_invited_part": True}, False),
        (
            {"roles": {Role.PROVIDER}},
            {"audience": Audience.MEMBERS, "of_invited_part": True},
            False,
        ),
        ({"roles": {Role.ADMINISTRATOR}}, {"audience": Audience.MEMBERS}, False),
    ],
)
def test_the_rule_of_reading(
    casework: Casework, who: dict[str, object], pack: dict[str, object], expected: bool
) -> None:
    held = Held(**{**FROZEN, **pack})  # type: ignore[arg-type]

    assert may_read(_access(casework, **who), held) is expected


@pytest.mark.parametrize(("led", "expected"), [({1}, True), ({2}, False), (set(), False)])
def test_only_those_who_lead_a_group_freeze_its_packs(
    casework: Casework, led: set[int], expected: bool
) -> None:
    assert may_freeze(_access(casework, led_group_ids=led), 1) is expected
