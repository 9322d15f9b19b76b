"""Themes and scales of an item: data that a group owns, read from definitions/intelligence."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, Self

from django.conf import settings
from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence.kinds import Handling

FOLDER = "intelligence"
Framework = Literal["quality_statement", "ng189"]


class Word(Strict):
    """One step of a scale, or one group of themes."""

    code: str = Field(pattern=r"^[a-z0-9][a-z_]{0,39}$")
    label: str = Field(min_length=3, max_length=80)
    words: str = Field(min_length=10, max_length=200)


class Theme(Word):
    """One heading of a framework."""

    framework: Framework
    heading: str
    group: str
    retired: bool = False


class Scales(Strict):
    """The scales on which an item is graded, and the handling codes."""

    severity: tuple[Word, ...] = Field(min_length=5, max_length=5)
    grade: tuple[Word, ...] = Field(min_length=3, max_length=3)
    reliability: tuple[Word, ...] = Field(min_length=2)
    credibility: tuple[Word, ...] = Field(min_length=2)
    handling: tuple[Word, ...]

    @model_validator(mode="after")
    def _codes_are_those_that_code_knows(self) -> Self:
        fixed: dict[str, list[str]] = {
            "severity": ["1", "2", "3", "4", "5"],
            "grade": ["none", "consider", "suspect"],
            "handling": list(Handling),
        }
        for name, wanted in fixed.items():
            if [word.code for word in getattr(self, name)] != wanted:
                raise ValueError(f"{name} has the codes {', '.join(wanted)}, in this order")
        for name in ("reliability", "credibility"):
            if getattr(self, name)[0].code != "not_assessed":
                raise ValueError(f"{name} begins with not_assessed, which is what a form offers")
        return self

    def codes(self, scale: str) -> list[str]:
        """The codes of a scale, in order."""
        words: tuple[Word, ...] = getattr(self, scale)
        return [word.code for word in words]

    def label(self, scale: str, code: str | int) -> str:
        """The words of a step; of one that is no longer defined, its code in words."""
        words: tuple[Word, ...] = getattr(self, scale)
        found = {word.code: word.label for word in words}
        return found.get(str(code), str(code).replace("_", " ").capitalize())


class Coding(Governed):
    """All themes, in groups of plain words, and the scales."""

    evidence: str = Field(min_length=20)
    groups: tuple[Word, ...] = Field(min_length=2)
    themes: tuple[Theme, ...] = Field(min_length=2)
    scales: Scales

    @model_validator(mode="after")
    def _each_theme_once_in_a_known_group(self) -> Self:
        known = {group.code for group in self.groups}
        codes = [one.code for one in (*self.groups, *self.themes)]
        unknown = [theme.group for theme in self.themes if theme.group not in known]
        if unknown:
            raise ValueError(f"a theme names a group that is not there: {unknown[0]}")
        twice = [code for code in codes if codes.count(code) > 1]
        if twice:
            raise ValueError(f"two groups or themes bear one code: {twice[0]}")
        return self

    @cached_property
    def group_by_code(self) -> Mapping[str, str]:
        """The group of every theme, and of every group itself."""
        return {one.code: one.group for one in self.themes} | {g.code: g.code for g in self.groups}

    @cached_property
    def label_by_code(self) -> Mapping[str, str]:
        """The words of every theme and group."""
        return {one.code: one.label for one in (*self.groups, *self.themes)}

    @cached_property
    def codes_in_use(self) -> frozenset[str]:
        """Codes that a new item may bear: a theme that is not retired, or a whole group."""
        themes = {theme.code for theme in self.themes if not theme.retired}
        return frozenset(themes | {group.code for group in self.groups})

    def label(self, code: str) -> str:
        """The words of a theme or group; of one that is no longer defined, its code in words."""
        return self.label_by_code.get(code, code.replace("_", " ").capitalize())

    def codes_of_group(self, group: str) -> list[str]:
        """A group's own code and those of its themes, retired ones too."""
        return [code for code, within in self.group_by_code.items() if within == group]


@lru_cache(maxsize=4)
def load_coding(folder: Path) -> Coding:
    """How items are coded, by a definitions folder."""
    found = load_definitions(folder / FOLDER, Coding)
    if len(found) != 1:
        raise Refusal("there must be one coding of items", file=str(folder), came=str(len(found)))
    return found[0]


def coding() -> Coding:
    """How items are coded in this installation."""
    return load_coding(Path(settings.DEFINITIONS))
