"""The page of use cases: each decision, who takes it, and the figures that serve it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.indicators.use_cases import UseCase
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.directory.use_cases import use_cases as all_use_cases
from caresight.web.publication.presenters import titles

VIEWS = {
    "operational": "Operational: what to do this week",
    "strategic": "Strategic: how it stands",
    "both": "Both: what to do this week, and how it stands",
}


MOST_OPEN = 4
"""A longer list is folded: a reader looks for a decision first, and for its figures after."""


@dataclass(frozen=True)
class Named:
    """A figure or a source by its title; with a code where there is a page of it."""

    code: str
    title: str


@dataclass(frozen=True)
class UseCaseCard:
    """One use case of the page."""

    use_case: UseCase
    view: str
    indicators: list[Named]
    measures: list[Named]
    sources: list[str]
    most: int = MOST_OPEN


@reads_a_release
def use_cases(request: HttpRequest, release: Shown) -> HttpResponse:
    return render(request, "publication/use_cases.html", {"cards": _cards(release)})


def _cards(release: Shown) -> list[UseCaseCard]:
    """What the release holds of each; definitions without data are not listed."""
    indicators = [Named(one["code"], one["title"]) for one in release.index.indicators()]
    measures = [Named(one["code"], one["title"]) for one in release.index.measures()]
    sources = [Named(code, title) for code, title in titles(release.summary).items()]
    return [
        UseCaseCard(
            use_case=one,
            view=VIEWS[one.view],
            indicators=_of(one, "indicators", indicators),
            measures=_of(one, "area_measures", measures),
            sources=[named.title for named in _of(one, "sources", sources)],
        )
        for one in all_use_cases()
    ]


def _of(use_case: UseCase, kind: str, known: Iterable[Named]) -> list[Named]:
    return sorted(
        (one for one in known if use_case.names(kind, one.code)), key=lambda one: one.title
    )
