"""Use cases: the decision that each figure serves, and who takes it. None is shown without."""

from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, load_definitions
from caresight.vocabulary.refusal import Refusal

FOLDER = "use_cases"
NAMED = ("indicators", "area_measures", "sources")
MOST_TOLD = 8


class UseCase(Governed):
    """One decision, who takes it, and what they need for it."""

    decision: str = Field(min_length=20)
    used_by: tuple[str, ...] = Field(min_length=1)
    place: int = Field(default=50, ge=1, le=99)
    """Where it stands on the page of all; those of one place stand by their titles."""
    view: Literal["operational", "strategic", "both"]
    """Which homes to ring this week, or how an area stands."""
    where: str = Field(min_length=5)
    """The pages or commands that serve it."""
    indicators: tuple[str, ...] = ()
    area_measures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Codes; `*` stands for any letters: `cms_*`."""

    @model_validator(mode="after")
    def _needs_something(self) -> Self:
        if not (self.indicators or self.area_measures or self.sources):
            raise ValueError("a use case names the indicators, area measures or sources it needs")
        return self

    def names(self, kind: str, code: str) -> bool:
        """Whether it names an indicator, an area measure or a source."""
        patterns: tuple[str, ...] = getattr(self, kind)
        return any(fnmatchcase(code, pattern) for pattern in patterns)


def load_use_cases(folder: Path) -> tuple[UseCase, ...]:
    """The use cases in `use_cases/` of a folder that are in use, in their places."""
    used = (one for one in load_definitions(folder / FOLDER, UseCase) if one.is_used)
    return tuple(sorted(used, key=lambda one: (one.place, one.title)))


def serving(use_cases: Sequence[UseCase], kind: str, code: str) -> list[UseCase]:
    """The use cases that name a code."""
    return [one for one in use_cases if one.names(kind, code)]


def require_all_named(
    use_cases: Sequence[UseCase],
    *,
    indicators: Collection[str],
    area_measures: Collection[str],
    sources: Collection[str],
) -> None:
    """Refuse definitions of which one serves no decision, and use cases that name nothing.

    Raises
    ------
    Refusal
        Listing the codes that no use case names, or the names that mean nothing.
    """
    known = dict(zip(NAMED, (indicators, area_measures, sources), strict=True))
    without = [
        f"{kind[:-1].replace('_', ' ')} {code}"
        for kind in NAMED
        for code in sorted(known[kind])
        if not serving(use_cases, kind, code)
    ]
    if without:
        raise Refusal(
            f"no use case names {_some(without)}",
            expected="each indicator, area measure and source named in definitions/use_cases, so "
            "that nothing is shown that serves no decision",
            what_to_do="Add its code to the use case whose decision it serves, or write a new one.",
        )
    strange = list(_meaningless(use_cases, known))
    if strange:
        raise Refusal(
            f"a use case names what is not there: {_some(strange)}",
            expected="codes of definitions, or a * for several of them",
            what_to_do="Correct the code, or take it out.",
        )


def _meaningless(use_cases: Sequence[UseCase], known: dict[str, Collection[str]]) -> Iterator[str]:
    for one in use_cases:
        for kind in NAMED:
            for pattern in getattr(one, kind):
                if not any(fnmatchcase(code, pattern) for code in known[kind]):
                    yield f"{pattern} in {one.code}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_TOLD
    return ", ".join(names[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
