"""The topics that can be taught, and what points to each: data that a group owns."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from django.conf import settings
from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.vocabulary.refusal import Refusal

FOLDER = "learning"


class Topic(Strict):
    """Something that staff of a home can be taught."""

    code: str = Field(pattern=r"^[a-z][a-z_]{2,39}$")
    label: str = Field(min_length=3, max_length=80)
    audience: str = Field(min_length=5, max_length=200)
    covers: str = Field(min_length=20, max_length=600)
    indicators: tuple[str, ...]
    themes: tuple[str, ...]
    """Headings or whole groups of headings under which intelligence points to it."""


class Counts(Strict):
    """How needs and themes are counted."""

    months: int = Field(ge=1, le=36)
    small: int = Field(ge=3)


class Topics(Governed):
    """All topics, in the order in which a page lists them."""

    evidence: str = Field(min_length=20)
    counts: Counts
    topics: tuple[Topic, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _each_points_somewhere_once(self) -> Self:
        codes = [topic.code for topic in self.topics]
        if len(set(codes)) < len(codes):
            raise ValueError("two topics bear one code")
        pointers = [pointer for topic in self.topics for pointer in (*topic.indicators,)]
        if len(set(pointers)) < len(pointers):
            raise ValueError("an indicator points to two topics: a need would count twice")
        empty = [t.code for t in self.topics if not t.indicators and not t.themes]
        if empty:
            raise ValueError(f"nothing points to the topic {empty[0]}")
        return self

    @cached_property
    def by_code(self) -> dict[str, Topic]:
        """Topics by code."""
        return {topic.code: topic for topic in self.topics}


@lru_cache(maxsize=4)
def load_topics(folder: Path) -> Topics:
    """The topics of a definitions folder."""
    found = [one for one in load_definitions(folder / FOLDER, Topics) if one.is_used]
    if len(found) != 1:
        raise Refusal("exactly one list of topics must be in force", file=str(folder / FOLDER))
    return found[0]


def topics() -> Topics:
    """The topics of this installation."""
    return load_topics(Path(settings.DEFINITIONS))
