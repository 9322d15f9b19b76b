"""Many entries of the trail, each sealed by the one before it, as if they had been written."""

import json
from datetime import timedelta

from scripts.many_records import Region, in_batches

_OPERATIONS = (
    "intelligence.open_list", "intelligence.open_item", "intelligence.report_item",
    "meetings.read_minute", "actions.open_action", "packs.read", "groups.open_group",
)  # fmt: skip


def make_entries(region: Region, how_many: int) -> None:
    """Append so many entries to the trail; whoever writes next follows the last of them."""
    from caresight.web.audit.actors import actor_of  # noqa: PLC0415 - needs Django
    from caresight.web.audit.models import ChainHead, Entry  # noqa: PLC0415
    from caresight.web.audit.operations import seal_of  # noqa: PLC0415

    head, _ = ChainHead.objects.get_or_create(pk=1)
    actors = [actor_of(person) for person in region.casework.people.values()]
    homes = list(region.homes)

    def one(number: int) -> Entry:
        who = actors[number % len(actors)]
        entry = Entry(
            sequence=head.last_sequence + 1, at=region.now - timedelta(minutes=how_many - number),
            actor_ref=who.ref, actor_name=who.name, agency_name=who.agency,
            operation=_OPERATIONS[number % len(_OPERATIONS)],
            subject=f"item:{1 + number}", home_id=homes[number % len(homes)], group_ref="group:2",
            detail=json.dumps({"items": [number]}), previous_seal=head.last_seal,
        )  # fmt: skip
        entry.seal = seal_of(entry)
        head.last_sequence, head.last_seal = entry.sequence, entry.seal
        return entry

    for batch in in_batches(one(number) for number in range(how_many)):
        Entry.objects.bulk_create(batch)
    head.save()
