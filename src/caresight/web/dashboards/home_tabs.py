"""The tabs of a home's page: what else the person may open of this home, with counts."""

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.actions.queries import actions_of_home
from caresight.web.groups.access import Access
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence.queries import items_of_home
from caresight.web.ui.home_tabs import NO_TABS, HomeTabs


def home_tabs(access: Access, home: HomeRow) -> HomeTabs:
    """For who works in a group that covers the home; nothing for anybody else."""
    covering = groups_covering(home["home_id"], home["area_code"])
    if not access.group_ids or not covering.filter(pk__in=access.group_ids).exists():
        return NO_TABS
    return HomeTabs(
        said=items_of_home(access, home["home_id"]).count(),
        actions=actions_of_home(access, home["home_id"]).count(),
    )
