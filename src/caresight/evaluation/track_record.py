"""What a page may say of how often the suggestions are right: never more than is known."""

from caresight.evaluation.back_test import BackTest

NOT_YET_KNOWN = (
    "How often this has been right here is not yet known: no outcomes have been recorded."
)


def on_an_invented_borough(result: BackTest) -> str:
    """The result of a back-test on invented homes, said to be one."""
    found, false = result.sensitivity, result.false_flags
    if not found.of or not false.of:
        return NOT_YET_KNOWN
    return (
        f"{NOT_YET_KNOWN} On an invented borough, where the truth is known, "
        f"{found.value:.0%} of {found.of} deteriorations were suggested within a year "
        f"({found.lower:.0%} to {found.upper:.0%}), half of them within "
        f"{result.months_to_detection[1]:.0f} months; quiet homes were suggested "
        f"{false.value:.1f} times in 100 months. Real homes may differ."
    )
