"""Which measures a page puts first, and which are parts of others.

The delays are told as a whole, by who they are attributable to, by reason and by month: a page
shows the whole in its table and the parts in a picture of their own.
"""

from collections.abc import Iterable

from caresight.pipeline.release_index.places import AreaMeasure, MeasureRow

WHOLE = "delayed_days_12_months"
AGENCIES = {
    "delayed_days_nhs_12_months": "NHS",
    "delayed_days_social_care_12_months": "Social care",
    "delayed_days_both_12_months": "Both together",
}
REASONS = {
    f"delayed_days_{reason}_12_months": words
    for reason, words in (
        ("assessment", "Completion of an assessment"),
        ("public_funding", "Public funding"),
        ("further_nhs_care", "Further NHS care, not acute"),
        ("residential_home", "A place in a residential home"),
        ("nursing_home", "A place in a nursing home"),
        ("care_package", "Care in their own home"),
        ("equipment", "Equipment or adaptations"),
        ("choice", "A choice of the patient or family"),
        ("disputes", "A dispute to be settled"),
        ("housing", "Housing"),
        ("other", "Another reason"),
    )
}
_FAMILY = "delayed_days"


def is_part(row: MeasureRow) -> bool:
    """Whether a measure is a part of another, or the same by month."""
    return row["code"].startswith(_FAMILY) and row["code"] != WHOLE


def main_measures(measures: Iterable[AreaMeasure]) -> list[AreaMeasure]:
    """Those that stand in a table of an area by themselves."""
    return [one for one in measures if not is_part(one["row"])]


def by_code(measures: Iterable[AreaMeasure]) -> dict[str, AreaMeasure]:
    """Measures of an area by their code."""
    return {one["row"]["code"]: one for one in measures}
