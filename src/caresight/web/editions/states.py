"""Why somebody may have an edition."""

from django.db.models import TextChoices


class Entitlement(TextChoices):
    """What entitles a recipient."""

    COUNCIL = "council", "Council"
    NHS = "nhs", "NHS body"
    REGULATOR = "regulator", "Regulator or national body"
    WORKING_GROUP = "working_group", "Member of an area's working group"
    ON_REQUEST = "on_request", "Asked for a copy, and may have it"
