"""Intelligence items as rows: what each is about and how grave, never what was said or by whom."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from caresight.vocabulary.agencies import Agency as Evidence
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.config.exported_homes import STANDING, WITHDRAWN, Coverage, LeftOut
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Handling, State
from caresight.web.intelligence.models import (
    Disposition,
    Item,
    ItemGroup,
    ItemTheme,
    Revision,
)
from caresight.web.intelligence.models.item import ref_of

_CODES = ("severity", "grade", "direction", "reliability", "credibility")
_FIELDS = (
    "pk", "home_id", "area_code", "observed_on", "received_on", "recorded_at", "handling",
    "state", "withdrawn_at", "reporter_agency__kind", *_CODES,
)  # fmt: skip


def rows(coverage: Coverage, left_out: LeftOut) -> Iterator[dict[str, Any]]:
    """Every item that all members of all groups of its home may read, in its present state."""
    given = _gathered(ItemGroup.objects.values_list("item", "group"))
    themes = _gathered(ItemTheme.objects.order_by("code").values_list("item", "code"))
    changed = _changed()
    for item in Item.objects.order_by("pk").values(*_FIELDS).iterator(chunk_size=5_000):
        covering = coverage.groups(item["home_id"], item["area_code"])
        holds = frozenset(given.get(item["pk"], ()))
        named = item["handling"] == Handling.NAMED_AGENCIES
        if left_out.fits(covering, holds, named=named):
            yield _row(item, coverage, themes.get(item["pk"], []), changed)


def _row(
    item: Mapping[str, Any],
    coverage: Coverage,
    themes: Iterable[str],
    changed: dict[int, datetime],
) -> dict[str, Any]:
    over = item["withdrawn_at"] is not None or item["state"] == State.DUPLICATE
    moments = (item["recorded_at"], item["withdrawn_at"], changed.get(item["pk"]))
    return {
        "casework_kind": "intelligence_item",
        "ref": ref_of(item["pk"]),
        "entity_id": coverage.entity(item["home_id"]),
        "observed_on": item["observed_on"].isoformat(),
        "received_on": item["received_on"].isoformat(),
        "recorded_at": moment(max(one for one in moments if one)),
        "evidence_agency": _evidence(item["reporter_agency__kind"]),
        "themes": "|".join(_with_group(code) for code in themes),
        **{name: item[name] for name in _CODES},
        "state": WITHDRAWN if over else STANDING,
    }


def _with_group(code: str) -> str:
    """A theme under its group, so that an item about a whole group is known to touch it."""
    group = coding().group_by_code.get(code, code)
    return code if group == code else f"{group}.{code}"


def moment(at: datetime) -> str:
    """A moment as the file has it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _evidence(kind: str | None) -> str:
    return str(AgencyKind(kind).evidence if kind else Evidence.INTELLIGENCE)


def _changed() -> dict[int, datetime]:
    """When an item last came to read as it does: corrected, or joined to another one."""
    found: dict[int, datetime] = {}
    joined = Disposition.objects.filter(state=State.DUPLICATE)
    for each in (Revision.objects.all(), joined):
        for item, at in each.order_by().values_list("item").annotate(last=Max("at")):
            found[item] = max(at, found.get(item, at))
    return found


def _gathered(pairs: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for item, value in pairs.iterator(chunk_size=20_000):
        found.setdefault(item, []).append(value)
    return found
