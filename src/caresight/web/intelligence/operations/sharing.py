"""Words that leave the group: checked by a lead, and passed on to the provider or taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import AgencyProvider, Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.directory.homes import known_home
from caresight.web.intelligence import policies
from caresight.web.intelligence.identifying import identifying_parts
from caresight.web.intelligence.kinds import Step
from caresight.web.intelligence.models import Clearance, Item, Release
from caresight.web.intelligence.operations.changing import StaleVersion
from caresight.web.intelligence.operations.disposing import note_step
from caresight.web.intelligence.telling import tell_provider_people


@transaction.atomic
def clear_words(
    *,
    actor: Person,
    at: datetime,
    item: Item,
    version: int,
    words: str,
    names_nobody: bool,
) -> Clearance:
    """Keep a wording that a lead checked: it may stand in files, and in what is sent up.

    Raises
    ------
    Refusal
        If it may still identify somebody and the lead has not said that it does not.
    """
    held = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    policies.check_can_change(held)
    if held.version != version:
        raise StaleVersion(
            "Somebody has changed this item since you opened it.",
            what_to_do="Read it again before you let its words out.",
            item=held,
        )
    words = policies.check_words(words, what="The wording")
    found = identifying_parts(words, allowed=[held.home_name])
    if found and not names_nobody:
        raise Refusal(
            "The wording may still identify somebody: " + ", ".join(f.text for f in found[:5]),
            what_to_do="Change these parts, or confirm that none of them identifies a person.",
        )
    kept, _ = Clearance.objects.update_or_create(
        item=held, defaults={"words": words, "of_version": version, "by": actor, "at": at}
    )
    record(
        actor=actor,
        at=at,
        operation="intelligence.clear_words",
        subject=f"item:{held.pk}",
        home_id=held.home_id,
        detail={"version": version, "found": len(found), "confirmed": names_nobody},
    )
    return kept


@transaction.atomic
def release_to_provider(
    *,
    actor: Person,
    at: datetime,
    item: Item,
    version: int,
    words: str,
    names_nobody: bool = False,
    token: UUID | None = None,
) -> Release:
    """Pass an item on to who runs its home now, in a lead's wording; a token counts once."""

    def make() -> Release:
        policies.check_can_release(item)
        cleared = clear_words(
            actor=actor, at=at, item=item, version=version, words=words, names_nobody=names_nobody
        )
        return _release(cleared, token)

    made = once(Release, token, make)
    if made.item_id != item.pk or made.by_id != actor.pk:
        raise Refusal("This form was already used.", what_to_do="Open a new form.")
    return made


def _release(cleared: Clearance, token: UUID | None) -> Release:
    """Who runs the home today is told, in the words that were let out just now."""
    item, actor, at = cleared.item, cleared.by, cleared.at
    home = known_home(item.home_id)
    if home is None or not home["provider_id"]:
        raise Refusal(
            f"Nobody is known to run {item.home_name} now.",
            what_to_do="Check the register; the home may have closed.",
        )
    registered = AgencyProvider.objects.filter(
        register=home["register"], provider_id=home["provider_id"]
    ).first()
    made = Release.objects.create(
        token=token,
        item=item,
        home_id=item.home_id,
        register=home["register"],
        provider_id=home["provider_id"],
        agency=registered.agency if registered else None,
        words_for_provider=cleared.words,
        by=actor,
        at=at,
    )
    record(
        actor=actor,
        at=at,
        operation="intelligence.release_to_provider",
        subject=f"item:{item.pk}",
        home_id=item.home_id,
        detail={"release": made.pk, "provider": made.provider_id},
    )
    today = timezone.localdate(at)
    note_step(actor=actor, at=at, item_pks=[item.pk], kind=Step.PROVIDER_TOLD, on=today)
    tell_provider_people(made, at=at)
    return made


@transaction.atomic
def take_back_release(*, actor: Person, at: datetime, release: Release, why: str) -> Release:
    """End the provider's sight of an item. That they were told stays on record."""
    held = Release.objects.select_for_update(no_key=True).get(pk=release.pk)
    if held.taken_back_at is None:
        held.taken_back_why = policies.check_words(
            why, longest=policies.LONGEST_SHORT, what="The reason"
        )
        held.taken_back_at = at
        held.save(update_fields=["taken_back_why", "taken_back_at"])
        record(
            actor=actor,
            at=at,
            operation="intelligence.take_back_release",
            subject=f"item:{held.item_id}",
            home_id=held.home_id,
            detail={"release": held.pk},
        )
    return held
