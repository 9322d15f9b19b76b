"""How a project's homes were chosen, as a form asks it."""

from django.db.models import TextChoices


class ChosenBy(TextChoices):
    """It decides which months may be compared."""

    FIGURES = "figures", "For their figures, in months that I can name"
    OTHERWISE = "otherwise", "Not for their figures: by lot, all of an area, by contract"
    NOT_KNOWN = "not_known", "I do not know"
