"""May this person? Everything that is not named here is refused.

The predicates say of one item what `queries.visible_items` says of all; a test holds the two
against each other.
"""

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.groups.queries import leads_of_agencies
from caresight.web.intelligence.kinds import Handling
from caresight.web.intelligence.models import Item

_SENDERS = frozenset({Role.CONTRIBUTOR, Role.MEMBER})
_MEMBERS = frozenset({Role.MEMBER})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        """report_item import_items import_template import_check import_take_in import_bad my_items
        search item item_sent item_edit item_withdraw add_details""".split(),
        _SENDERS,
    ),
    **dict.fromkeys(
        """intelligence intelligence_csv intelligence_json item_comment dispose_item item_link
        clear_wording release_to_provider take_back_release""".split(),
        _MEMBERS,
    ),
    "resident_details": frozenset({Role.SAFEGUARDING}),
}
"""The roles that may open each page, by the name of its address."""


def may_report(access: Access) -> bool:
    """Whether the person may send what they know: contributors, and members of a group."""
    if access.holds(Role.PROVIDER):
        return False
    return access.holds(Role.CONTRIBUTOR) or bool(access.group_ids)


def sent_it(access: Access, item: Item) -> bool:
    """Whether the person sent the item, and may still sign in."""
    return bool(access.roles) and item.reporter_id == access.person.pk


def may_work_on(access: Access, item: Item) -> bool:
    """Whether a member may read the item with all that was said and decided of it."""
    given_to = {given.group_id for given in item.given_to.all()}
    if access.group_ids.isdisjoint(given_to):
        return False
    if item.handling != Handling.NAMED_AGENCIES:
        return True
    named = {naming.agency_id for naming in item.naming.all()} | {item.reporter_agency_id}
    return access.agency_id is not None and access.agency_id in named


def may_see_item(access: Access, item: Item) -> bool:
    """Whether the person may read the item: who sent it, and who may work on it."""
    return sent_it(access, item) or may_work_on(access, item)


def may_dispose(access: Access, item: Item) -> bool:
    """Whether the person decides what becomes of the item.

    A lead of one of its groups does; where no lead may read it, every member who may.
    """
    led = any(given.group_id in access.led_group_ids for given in item.given_to.all())
    return may_work_on(access, item) and (led or no_lead_may_read(access, item))


def no_lead_may_read(access: Access, item: Item) -> bool:
    """Whether the item is kept from every lead: then those who may read it decide themselves.

    Only an item for named agencies can be: of no agency named, nor of the sender's, does
    anybody chair or coordinate one of its groups.
    """
    if item.handling != Handling.NAMED_AGENCIES:
        return False
    groups = {given.group_id for given in item.given_to.all()}
    named = {naming.agency_id for naming in item.naming.all()} | {item.reporter_agency_id}
    return not leads_of_agencies(groups, named, access.day).exists()


def may_edit(access: Access, item: Item) -> bool:
    """Whether the person may correct the item: who sent it, and a lead."""
    return sent_it(access, item) or may_dispose(access, item)


def may_withdraw(access: Access, item: Item) -> bool:
    """Whether the person may take the item back: who sent it, and nobody else."""
    return sent_it(access, item)


def may_add_details(access: Access, item: Item) -> bool:
    """Whether the person may say, in the store apart, who the item is about."""
    return may_see_item(access, item)


def may_open_details(access: Access, item: Item) -> bool:
    """Whether the person may read who the item is about."""
    return access.holds(Role.SAFEGUARDING) and may_see_item(access, item)
