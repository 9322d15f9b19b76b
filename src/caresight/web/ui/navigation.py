"""The sections at the top of every page, in the order in which they stand."""

SECTIONS = (
    ("attention", "Home"),
    ("own_homes", "My homes"),
    ("homes", "Homes"),
    ("intelligence", "Intelligence"),
    ("my_items", "What I sent"),
    ("meetings", "Meetings"),
    ("packs", "Packs"),
    ("actions", "Actions"),
    ("reviews", "Reviews"),
    ("learning", "Learning"),
    ("projects", "Digital projects"),
    ("indicators", "Indicators"),
    ("overview", "Overview"),
    ("areas", "Areas"),
    ("digital", "Digital"),
    ("data", "Data"),
    ("groups", "Groups"),
    ("people", "People"),
    ("governance", "Governance"),
    ("jobs", "Jobs"),
)
"""The name of each section's first page, and the section's word. Shown to who may open it."""

NOT_BY_ITSELF = {"packs": "provider"}
"""Sections that a role does not bring by itself: a provider opens a pack from its review."""

BELOW = {
    "my_items": "intelligence",
    "packs": "meetings",
    "projects": "digital",
    "overview": "areas",
}
"""Sections that lie below another for whoever may open that one: its page leads on to them."""

FIRST_PAGES = ("attention", "own_homes", "governance", "my_items", "about")
"""Where somebody starts: the first of these that they may open."""
