"""What came of support that was offered."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """What came of an offer."""

    WAITING = "", "Waiting for an answer"
    TAKEN_UP = "taken_up", "Taken up"
    DECLINED = "declined", "Not taken up"
