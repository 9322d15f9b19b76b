"""What members add to an item."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.intelligence import policies
from caresight.web.intelligence.models import Comment, Item

LONGEST_COMMENT = 2_000


@transaction.atomic
def comment_on(
    *, actor: Person, at: datetime, item: Item, words: str, token: UUID | None = None
) -> Comment:
    """Add a comment, read by the members who may read the item; a token counts once."""

    def make() -> Comment:
        return _comment(actor, at, item, words, token)

    kept = once(Comment, token, make)
    if kept.item_id != item.pk or kept.by_id != actor.pk:
        raise Refusal("This form was already used.", what_to_do="Open a new form.")
    return kept


def _comment(actor: Person, at: datetime, item: Item, words: str, token: UUID | None) -> Comment:
    # As it is now, and held: beside words that are erased no comment may come to stand.
    policies.check_can_change(Item.objects.select_for_update(no_key=True).get(pk=item.pk))
    words = policies.check_words(words, longest=LONGEST_COMMENT, what="The comment")
    comment = Comment.objects.create(token=token, item=item, words=words, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        operation="intelligence.comment_on",
        subject=f"item:{item.pk}",
        home_id=item.home_id,
    )
    return comment
