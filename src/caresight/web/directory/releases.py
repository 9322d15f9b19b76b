"""Which release a request reads: the newest, or the one that somebody chose to look back at.

The list comes from the lake's journal, so that a build that was killed is never seen; the
pages come from the release's index.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest

from caresight.pipeline.release_index.documents import Summary
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.pipeline.release_index.scope import EVERY_HOME, Scope
from caresight.web.directory.reach import reach_of

SESSION_KEY = "release"
_ON_REQUEST = "caresight.shown"


@dataclass(frozen=True)
class ReleaseNote:
    """One line of the list of releases."""

    release_id: str
    as_at: str
    known_by: str
    made_at: str


@dataclass(frozen=True)
class Shown:
    """The release that a page shows, narrowed to what the person who asks may read."""

    index: ReleaseIndex
    summary: Summary
    is_newest: bool

    @property
    def scope(self) -> Scope:
        """The homes that it shows."""
        return self.index.scope

    @property
    def release_id(self) -> str:
        """The release's own name, like 2026-11.3."""
        return self.index.release_id


def listed() -> tuple[ReleaseNote, ...]:
    """All releases whose pages can be read, newest first."""
    home = Path(settings.HOME)
    log = home / "lake" / "journal" / "_delta_log"
    try:
        changed = log.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _listed(home, changed)


@lru_cache(maxsize=8)
def _listed(home: Path, _changed: int) -> tuple[ReleaseNote, ...]:
    # The lake's engines take a second to load: only a page that needs the list pays for it,
    # once for every change of the journal.
    from caresight.lake.lake import Lake  # noqa: PLC0415

    notes = [
        ReleaseNote(
            release.release_id,
            str(release.known_at),
            str(release.known_by),
            str(release.made_at),
        )
        for release in reversed(Lake(home).releases())
        if index_path(home, release.release_id).is_file()
    ]
    # A release that looks back is made later than the one that it looks back from, and yet
    # is not the newest; of two for the same day, the one made last comes first.
    return tuple(sorted(notes, key=lambda note: note.as_at, reverse=True))


def shown(request: HttpRequest) -> Shown | None:
    """The release of this request; None while there is none at all."""
    if _ON_REQUEST not in request.META:
        request.META[_ON_REQUEST] = _choose(request)
    found: Shown | None = request.META[_ON_REQUEST]
    return found


def newest() -> Shown | None:
    """The newest release, opened whole: for what is worked out, never for a page of evidence."""
    notes = listed()
    if not notes:
        return None
    path = index_path(Path(settings.HOME), notes[0].release_id)
    return Shown(*_opened(path, EVERY_HOME), is_newest=True)


def opened(release_id: str) -> Shown:
    """One release by its id, opened whole: for a pack that is frozen as known on a day."""
    path = index_path(Path(settings.HOME), release_id)
    return Shown(*_opened(path, EVERY_HOME), is_newest=release_id == listed()[0].release_id)


def as_known_on(day: str) -> ReleaseNote | None:
    """The newest release that shows what was known on a day (ISO text), or before it."""
    fitting = [note for note in listed() if note.as_at <= day]
    return max(fitting, key=lambda note: (note.as_at, note.made_at), default=None)


def choose(request: HttpRequest, release_id: str) -> None:
    """Look at this release from now on; an empty id means the newest."""
    if release_id:
        request.session[SESSION_KEY] = release_id
    else:
        request.session.pop(SESSION_KEY, None)


def _choose(request: HttpRequest) -> Shown | None:
    notes = listed()
    if not notes:
        return None
    newest = notes[0].release_id
    known = {note.release_id for note in notes}
    asked = request.GET.get("release", "")
    if asked and asked not in known:
        raise Http404(f"There is no release called {asked}.")
    remembered = str(request.session.get(SESSION_KEY, ""))
    wanted = asked or (remembered if remembered in known else newest)
    index, summary = _opened(index_path(Path(settings.HOME), wanted), reach_of(request))
    return Shown(index, summary, wanted == newest)


@lru_cache(maxsize=256)
def _opened(path: Path, scope: Scope) -> tuple[ReleaseIndex, Summary]:
    # A release never changes, so that an open index and its summary can be kept: one for
    # every scope, which the members of a group have in common.
    index = _whole(path).within(scope)
    return index, index.summary()


@lru_cache(maxsize=12)
def _whole(path: Path) -> ReleaseIndex:
    return ReleaseIndex(path)
