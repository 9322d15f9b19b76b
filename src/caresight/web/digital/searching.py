"""What an address asks of the finder; what cannot be understood is as if it had not been said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from caresight.pipeline.release_index.digital import DigitalSummary
from caresight.pipeline.release_index.reading_digital import DIGITAL_ORDERS, DigitalWish
from caresight.web.digital.models import MOST_QUERY
from caresight.web.ui.paging import page_asked, text_asked

STATES = {
    "yes": "has it",
    "not_no": "has it, or not known",
    "no": "has it not",
    "not_known": "not known",
}
"""States that a criterion can be asked for."""
ORDERS = {
    "band": "Furthest on first",
    "lowest": "Least far on first",
    "name": "By name",
    "beds": "Most beds first",
}
_MOST_TABLETS = 100.0


@dataclass(frozen=True)
class Asked:
    """What a person looks for."""

    area: str = ""
    band: int = 0
    states: Mapping[str, str] = field(default_factory=dict)
    tablets: float | None = None
    held_back_by: str = ""
    order: str = "band"
    page: int = 1

    @property
    def wish(self) -> DigitalWish:
        """As the release index takes it."""
        return DigitalWish(
            area=self.area,
            band_from=self.band,
            states=self.states,
            tablets_from=self.tablets,
            held_back_by=(self.held_back_by,) if self.held_back_by else (),
            order=self.order,
        )

    @property
    def query(self) -> str:
        """The search as an address has it, without the page."""
        parts: dict[str, object] = {"area": self.area, "band": self.band or "", **self.states}
        parts |= {"tablets": "" if self.tablets is None else f"{self.tablets:g}"}
        parts |= {"waits_for": self.held_back_by}
        parts |= {"order": "" if self.order == "band" else self.order}
        return urlencode({name: value for name, value in parts.items() if value != ""})

    @property
    def is_anything(self) -> bool:
        """Whether anything is asked besides the order."""
        return bool(self.query) and self.query != f"order={self.order}"


def asked_from(given: QueryDict, summary: DigitalSummary) -> Asked:
    """Read the address."""
    known = {one["code"] for one in summary["criteria"]}
    band = text_asked(given, "band", most=2)
    waits = text_asked(given, "waits_for", most=40)
    order = text_asked(given, "order", most=20)
    return Asked(
        area=text_asked(given, "area", most=20),
        band=min(int(band), len(summary["steps"]) - 1) if band.isascii() and band.isdigit() else 0,
        states={
            code: state
            for code in sorted(known)
            if (state := text_asked(given, code, most=20)) in STATES
        },
        tablets=_number(text_asked(given, "tablets", most=8)),
        held_back_by=waits if waits in known else "",
        order=order if order in ORDERS and order in DIGITAL_ORDERS else "band",
        page=page_asked(given),
    )


def cleaned(query: str, summary: DigitalSummary) -> str:
    """A search that somebody sent to be kept, read and written anew."""
    return asked_from(QueryDict(query[:MOST_QUERY]), summary).query[:MOST_QUERY]


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value <= _MOST_TABLETS else None
