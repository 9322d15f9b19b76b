"""Addresses of static files carry a mark of their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedFiles(StaticFilesStorage):
    """Static files served from where they lie, each address with the mark of its bytes."""

    def url(self, name: str | None) -> str:
        address: str = super().url(name)
        return f"{address}?v={_mark_of(name)}" if name else address


@cache
def _mark_of(name: str) -> str:
    found = finders.find(name)
    if not found:
        return "0"
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]
