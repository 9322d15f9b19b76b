"""The kinds of action, and what counts as enough to judge an effect: data that a group owns."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions

FOLDER = "actions"


class Kind(Strict):
    """One kind of action."""

    code: str = Field(pattern=r"^[a-z][a-z_]{2,39}$")
    label: str = Field(min_length=3, max_length=60)
    meaning: str = Field(min_length=10)


class EnoughToJudge(Strict):
    """How much must be known before anything is said of an effect."""

    fewest_months_after: int = Field(ge=2)
    fewest_periods_after: int = Field(ge=2)
    """Where a period is longer than a month."""
    fewest_before: int = Field(ge=3)
    most_before: int = Field(ge=3)
    comparison_homes: int = Field(ge=10)
    fewest_comparison_homes: int = Field(ge=8)

    @model_validator(mode="after")
    def _fewer_than_most(self) -> "EnoughToJudge":
        if self.fewest_before > self.most_before:
            raise ValueError("fewest_before must not exceed most_before")
        if self.fewest_comparison_homes > self.comparison_homes:
            raise ValueError("fewest_comparison_homes must not exceed comparison_homes")
        return self


class KindsOfAction(Governed):
    """All kinds, in the order in which a form offers them."""

    evidence: str = Field(min_length=20)
    kinds: tuple[Kind, ...] = Field(min_length=2)
    effect: EnoughToJudge

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "KindsOfAction":
        codes = [kind.code for kind in self.kinds]
        if len(set(codes)) < len(codes):
            raise ValueError("two kinds bear one code")
        return self


@lru_cache(maxsize=4)
def load_kinds(folder: Path) -> KindsOfAction:
    """The kinds that the definitions folder holds."""
    return load_definitions(folder / FOLDER, KindsOfAction)[0]


def kinds_of_action() -> KindsOfAction:
    """The kinds of this installation."""
    return load_kinds(Path(settings.DEFINITIONS))


def kind_choices() -> list[tuple[str, str]]:
    """Codes and labels, as a form offers them."""
    return [(kind.code, kind.label) for kind in kinds_of_action().kinds]


def kind_label(code: str) -> str:
    """The words of a kind; of one that is no longer defined, its code in words."""
    words = dict(kind_choices())
    return words.get(code, code.replace("_", " ").capitalize())
