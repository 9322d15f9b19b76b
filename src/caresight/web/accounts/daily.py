"""What is dropped once a day: it served its purpose, and may hold what people typed."""

from datetime import datetime, timedelta

from caresight.web.accounts.models import FailedSignIns, HeldForm, Session
from caresight.web.accounts.operations.held_forms import KEPT_FOR

FAILURES_KEPT = timedelta(days=1)


def forget_what_is_over(*, at: datetime) -> str:
    """Drop held forms, sessions and counts of failures that nobody needs any more."""
    forms, _ = HeldForm.objects.filter(held_at__lt=at - KEPT_FOR).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    failures, _ = FailedSignIns.objects.filter(last_failed_at__lt=at - FAILURES_KEPT).delete()
    return (
        f"{forms} forms that were not sent again, {sessions} ended sessions and "
        f"{failures} counts of failed sign-ins were dropped."
    )
