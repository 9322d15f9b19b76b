"""The facts that everybody agrees on, written down once for all."""

from datetime import datetime

from django.db import transaction

from caresight.web.accounts.models import Person
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.policies import check_words
from caresight.web.reviews import policies
from caresight.web.reviews.models import Review
from caresight.web.reviews.states import Moment
from caresight.web.reviews.timeline import held, keep


@transaction.atomic
def write_facts(*, actor: Person, at: datetime, review: Review, version: int, words: str) -> Review:
    """Save the agreed facts; what stood there before stays in the timeline."""
    now = held(review)
    policies.check_is_under_way(now)
    check_words(words)
    if now.facts_version != version:
        raise ChangedMeanwhile(
            "somebody else saved while you wrote",
            what_to_do="Compare the two texts below, then save again.",
        )
    before, now.facts = now.facts, words.strip()
    now.facts_version += 1
    now.save(update_fields=["facts", "facts_version"])
    changes = {"version": now.facts_version}
    keep(now, Moment.FACTS_WRITTEN, actor=actor, at=at, words=before, changes=changes)
    return now
