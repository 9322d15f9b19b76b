"""The release that a pack rests on: the newest that shows what was known on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caresight.pipeline.release_index.documents import HomeDocument, Summary
from caresight.pipeline.release_index.scope import Scope
from caresight.pipeline.release_index.together import TogetherDocument
from caresight.surveillance.ladder import Ladder
from caresight.web.directory.releases import Shown, as_known_on, opened
from caresight.web.meetings.suggesting import Noticed, suggestion
from caresight.web.ui.words import day


@dataclass(frozen=True)
class Evidence:
    """What one release says of some homes, and what an earlier one suggested for them."""

    summary: Summary | None
    documents: dict[str, HomeDocument]
    """By home; a home that is not in the release, or out of scope, is not here."""
    together: dict[str, TogetherDocument]
    """With the items that every member may know, by home, where the release has them."""
    earlier: "Evidence | None" = None
    """As it was known at the meeting before."""

    @property
    def release_id(self) -> str:
        """The release; empty where there was none."""
        return self.summary["release_id"] if self.summary else ""

    @property
    def words(self) -> str:
        """The release and its day, for a cover."""
        if self.summary is None:
            return "No release had been built; this holds casework only."
        return f"Release {self.release_id}, as known at {day(self.summary['as_at'])}"

    @property
    def since(self) -> str:
        """As of when it stands, as part of a sentence."""
        if self.summary is None:
            return "in no release yet"
        return f"as it was known at {day(self.summary['as_at'])}"

    def labels(self, ladder: Ladder) -> dict[str, str]:
        """What is suggested for each home, in the steps of a group's own ladder."""
        if self.summary is None:
            return {}
        used, labels = self.summary["ladder"], {}
        for home_id, document in self.documents.items():
            row = (self.together.get(home_id) or document)["row"]
            noticed = Noticed(row["level"], row["step"], row["points"], row["agencies"])
            labels[home_id] = suggestion(noticed, ladder, used).label
        return labels


NOTHING = Evidence(None, {}, {})


def evidence_of(
    home_ids: Sequence[str], *, scope: Scope, known_on: date, earlier_on: date | None = None
) -> Evidence:
    """The evidence of these homes as known on a day, beside what was known on an earlier one.

    A home out of scope has none: who reads the pack may not read its pages either.
    """
    release = _release(known_on)
    if release is None:
        return NOTHING
    found = _read(release, home_ids, scope)
    before = _release(earlier_on) if earlier_on else None
    if before is None or before.release_id == release.release_id:
        return found
    earlier = _read(before, home_ids, scope)
    return Evidence(found.summary, found.documents, found.together, earlier)


def _release(known_on: date) -> Shown | None:
    note = as_known_on(known_on.isoformat())
    return opened(note.release_id) if note else None


def _read(release: Shown, home_ids: Sequence[str], scope: Scope) -> Evidence:
    index = release.index.within(scope)
    documents = {home_id: index.home(home_id) for home_id in home_ids}
    together = {home_id: index.together(home_id) for home_id in home_ids}
    return Evidence(
        release.summary,
        {home_id: one for home_id, one in documents.items() if one is not None},
        {home_id: one for home_id, one in together.items() if one is not None},
    )
