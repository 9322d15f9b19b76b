"""Reads of returns, and of the homes that a provider answers for. Every door takes `access`."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, QuerySet

from caresight.pipeline.release_index.documents import HomeDocument, HomeRow
from caresight.web.accounts.models import Agency
from caresight.web.actions.queries import visible_actions
from caresight.web.actions.states import UNFINISHED
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access
from caresight.web.providers.evidence import own_document, own_rows
from caresight.web.providers.models import HomeReturn, ReturnVersion
from caresight.web.providers.return_definition import Value
from caresight.web.providers.rules import may_see_own_home
from caresight.web.providers.states import MONTHLY, ReturnState
from caresight.web.replies.models import Reply
from caresight.web.replies.queries import own_home_ids, visible_replies, visible_told
from caresight.web.reviews.queries import visible_reviews

REGISTER = "cqc"
"""The register whose homes send returns."""


def homes_of(access: Access) -> list[HomeRow]:
    """The homes that a provider's person answers for today, by name."""
    return own_rows(sorted(own_home_ids(access)))


def home_of(access: Access, home_id: str) -> tuple[HomeDocument, Shown] | None:
    """One of those homes with its release; None for a home that is not theirs or is not."""
    if not may_see_own_home(access, home_id, own_home_ids(access)):
        return None
    return own_document(home_id)


def visible_returns(access: Access) -> QuerySet[HomeReturn]:
    """The returns of the person's agency, of homes that it runs now."""
    return HomeReturn.objects.filter(
        agency=access.agency_id, home_id__in=own_home_ids(access)
    ).select_related("changed_by")


def return_of(
    access: Access, home_id: str, month: date | None, source: str = MONTHLY
) -> HomeReturn | None:
    """The return of a home for a month, if one was begun; or the one that is about no month."""
    found = visible_returns(access).filter(source=source, home_id=home_id)
    return (found.filter(month=month) if month else found).first()


def versions_of(held: HomeReturn | None) -> list[ReturnVersion]:
    """What was submitted, the newest first."""
    if held is None:
        return []
    return list(held.versions.select_related("submitted_by").order_by("-number"))


def states_of(access: Access, home_ids: Sequence[str]) -> dict[str, dict[date, str]]:
    """Home to month to the state of its monthly return."""
    found: dict[str, dict[date, str]] = {}
    rows = visible_returns(access).filter(source=MONTHLY, home_id__in=home_ids)
    for home_id, month, state in rows.values_list("home_id", "month", "state"):
        if month is not None:
            found.setdefault(home_id, {})[month] = state
    return found


def homes_submitted(month: date) -> frozenset[str]:
    """The homes whose return for a month was submitted here, for the list of missing ones."""
    found = HomeReturn.objects.filter(source=MONTHLY, month=month).exclude(state=ReturnState.DRAFT)
    return frozenset(found.values_list("home_id", flat=True))


def submitted_values(access: Access, home_id: str, month: date) -> dict[str, Value] | None:
    """What was last submitted here for a month; None where nothing was."""
    last = (
        ReturnVersion.objects.filter(home_return__in=visible_returns(access))
        .filter(home_return__source=MONTHLY, home_return__home_id=home_id, home_return__month=month)
        .order_by("-number")
        .first()
    )
    return dict(last.values) if last else None


def unread_of(access: Access, home_ids: Sequence[str]) -> dict[str, int]:
    """How many things nobody of the provider has opened yet, by home."""
    found = (
        visible_told(access)
        .filter(home_id__in=home_ids, agency=access.agency_id, opened_at__isnull=True)
        .order_by()
        .values_list("home_id")
        .annotate(Count("pk"))
    )
    return dict(found)


def actions_due(access: Access, home_ids: Sequence[str]) -> dict[str, list[date]]:
    """The days on which unfinished actions of the provider are due, by home."""
    found: dict[str, list[date]] = {}
    rows = visible_actions(access).filter(
        home_id__in=home_ids, owner_agency=access.agency_id, state__in=UNFINISHED
    )
    for home_id, due in rows.order_by("due_on").values_list("home_id", "due_on"):
        found.setdefault(home_id, []).append(due)
    return found


def reviews_of(access: Access, home_ids: Sequence[str]) -> dict[str, int]:
    """How many running reviews the person is invited to, by home."""
    rows = visible_reviews(access).filter(homes__home_id__in=home_ids, homes__is_running=True)
    return dict(rows.order_by().values_list("homes__home_id").annotate(Count("pk", distinct=True)))


def own_reply(access: Access, pk: int) -> Reply | None:
    """A reply of the person's own agency about a home that it runs now."""
    return (
        visible_replies(access)
        .filter(pk=pk, agency=access.agency_id, home_id__in=own_home_ids(access))
        .first()
    )


def agency_of(access: Access) -> Agency:
    """The agency for which the person writes."""
    return Agency.objects.get(people=access.person)
