"""What followed from decisions, in bulk: packs, letters, notices, training and returns."""

from datetime import timedelta

from scripts.many_records import BUSY, Region, home_fields

PACKS, TOLD, NOTICES, OFFERS, RETURNS = 400, 5_000, 2_000, 300, 3_000


def make_letters(region: Region) -> None:
    """All of it."""
    _packs(region)
    _told_and_replied(region)
    _notices(region)
    _offers(region)
    _returns(region)


def _packs(region: Region) -> None:
    from caresight.web.packs.models import Pack, PackContent  # noqa: PLC0415

    # As long as a pack of 40 homes: a list that read it with every line would be felt.
    content = PackContent.objects.create(sha256="0" * 64, text=" " * 300_000)
    Pack.objects.bulk_create(
        Pack(
            kind="meeting", group=region.group(number), meeting_id=1 + number,
            title=f"Monthly group meeting M-{number:06d}", known_on=region.now.date(),
            requested_at=at, frozen_at=at, frozen_by=region.casework.people["chair"],
            state="frozen", content=content,
        )
        for number in range(PACKS)
        for at in (region.ago(1_500),)
    )  # fmt: skip


def _told_and_replied(region: Region) -> None:
    """What providers were told, and what they replied."""
    from caresight.web.replies.models import Reply, Told  # noqa: PLC0415
    from caresight.web.replies.states import STANDING, Means  # noqa: PLC0415

    people, agencies = region.casework.people, region.casework.agencies
    ours = agencies["Invented Care 1 Ltd"]
    told = Told.objects.bulk_create(
        Told(
            **home_fields(home), agency=ours, provider_name=home["provider_name"],
            group=region.groups_of(home)[0], title="What the group asked", told_on=at.date(),
            words=region.words(40), means=list(Means)[number % 5], told_by=people["council"],
            recorded_at=at,
        )
        for number in range(TOLD)
        for home, at in ((region.home_of(number), region.ago(1_000)),)
    )  # fmt: skip
    Reply.objects.bulk_create(
        Reply(
            home_id=one.home_id, home_name=one.home_name, area_code=one.area_code, agency=ours,
            about="told", about_ref=one.ref, told=one, words=region.words(40),
            state=STANDING[number % len(STANDING)], written_by=people["provider"],
            written_at=one.recorded_at, sent_by=people["provider"], sent_at=one.recorded_at,
        )
        for number, one in enumerate(told)
    )  # fmt: skip


def _notices(region: Region) -> None:
    from caresight.web.notices.models import Notice  # noqa: PLC0415

    for name in ("council", "regulator", "provider"):
        Notice.objects.bulk_create(
            Notice(
                person=region.casework.people[name], made_at=region.ago(700), kind="action",
                subject="An action is due", sentence="An action of yours is due this week.",
                page="action", arguments={"pk": 1 + number}, group=region.groups[0],
                once_key=f"due:{number}", read_at=region.now if number % 3 else None,
            )
            for number in range(NOTICES)
        )  # fmt: skip


def _offers(region: Region) -> None:
    from caresight.web.learning.models import Offer, OfferedHome  # noqa: PLC0415

    by = region.casework.people["council"]
    topics = ("falls", "skin", "medicines", "infection", "records")
    made = Offer.objects.bulk_create(
        Offer(
            group=region.group(number), topic=topics[number % 5], title="A day of training",
            given_by=by.agency, offered_on=at.date(), offered_by=by, at=at,
        )
        for number in range(OFFERS)
        for at in (region.ago(900),)
    )  # fmt: skip
    homes = {group.pk: region.homes_of_group(group) for group in region.groups}
    OfferedHome.objects.bulk_create(
        OfferedHome(
            **home_fields(home), offer=offer, why="What was noticed.",
            taken_up_on=offer.offered_on if number % 2 else None, staff=6 if number % 2 else None,
        )
        for offer in made
        for number, home in enumerate(region.dice.sample(homes[offer.group_id], 20))
    )  # fmt: skip


def _returns(region: Region) -> None:
    """This month's returns of the homes of one provider, and of some others."""
    from caresight.web.providers.models import HomeReturn  # noqa: PLC0415

    agency = region.casework.agencies["Invented Care 1 Ltd"]
    month = (region.now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    homes = [home for key, home in region.homes.items() if key != BUSY][:RETURNS]
    HomeReturn.objects.bulk_create(
        HomeReturn(
            **home_fields(home), location_id=home["location_ids"].split()[0], agency=agency,
            month=month, state="submitted", version=1, changed_at=region.now,
        )
        for home in homes
    )  # fmt: skip
