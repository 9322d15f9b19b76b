"""Which homes a request may read, as the groups above the directory work it out.

The directory lies below groups and cannot ask them. They leave the answer with the request;
where nobody has, no home can be read.
"""

from collections.abc import Callable

from django.http import HttpRequest

from caresight.pipeline.release_index.scope import NO_HOME, Scope

_ON_REQUEST = "caresight.reach"


def say_reach(request: HttpRequest, ask: Callable[[], Scope]) -> None:
    """Leave with a request how its reach is worked out; it is asked once, when a page reads."""
    request.META[_ON_REQUEST] = ask


def reach_of(request: HttpRequest) -> Scope:
    """The homes whose evidence a request may read."""
    ask: Callable[[], Scope] | None = request.META.get(_ON_REQUEST)
    return ask() if ask else NO_HOME
