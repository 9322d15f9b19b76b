"""An intelligence item, what belongs to it, and what became of it."""

from caresight.web.intelligence.models.history import (
    Comment,
    Disposition,
    ItemStep,
    Revision,
)
from caresight.web.intelligence.models.importing import Import
from caresight.web.intelligence.models.item import (
    Item,
    ItemAgency,
    ItemGroup,
    ItemText,
    ItemTheme,
    ItemTie,
)
from caresight.web.intelligence.models.sharing import Clearance, Release

__all__ = [
    "Clearance",
    "Comment",
    "Disposition",
    "Import",
    "Item",
    "ItemAgency",
    "ItemGroup",
    "ItemStep",
    "ItemText",
    "ItemTheme",
    "ItemTie",
    "Release",
    "Revision",
]
