"""A form that is sent twice makes one record, also where both arrive in the same instant."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from caresight.vocabulary.refusal import Refusal

M = TypeVar("M", bound=Model)


def once(model: type[M], token: UUID | None, make: Callable[[], M]) -> M:
    """What a form made when it was first sent; where it is the first, what `make` makes now.

    `make` keeps its record with the token, and runs in a savepoint: the second of two clicks
    waits in the database for the first, is refused there or by a rule that the first one's
    record breaks, and is given that record. Whether the record is the sender's own is the
    caller's to ask, of the answer.
    """
    if token is None:
        return make()
    if (before := _made_with(model, token)) is not None:
        return before
    try:
        with transaction.atomic():
            return make()
    except (IntegrityError, Refusal):
        before = _made_with(model, token)
        if before is None:
            raise
        return before


def _made_with(model: type[M], token: UUID) -> M | None:
    return model._default_manager.filter(token=token).first()
