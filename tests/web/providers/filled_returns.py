"""Filling in the form of a monthly return in tests."""

from typing import Any
from uuid import uuid4

from django.test import Client

from tests.web.casework import OURS

MONTH = "2026-10"
ADDRESS = f"/own/homes/{OURS}/returns/{MONTH}/"
FIGURES = {
    "residents_at_month_end": "19",
    "occupied_bed_days": "580",
    "total_care_hours": "2,450",
    "falls": "6",
    "falls_with_harm": "2",
    "complaints": "",
    "registered_manager_in_post": "Y",
    "posts_filled": "30.5",
}


def send(browser: Client, do: str = "submit", *, version: int = 0, address: str = ADDRESS,
         **fields: Any) -> Any:  # fmt: skip
    """Send the form; fields replace those of FIGURES."""
    data = {"token": str(uuid4()), "version": str(version), "do": do, **FIGURES, **fields}
    return browser.post(address, data)
