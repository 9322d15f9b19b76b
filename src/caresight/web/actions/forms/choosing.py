"""The form that finds the home of a new action."""

from caresight.web.directory.home_picker import HomeField
from caresight.web.groups.access import Access
from caresight.web.groups.models import GroupArea, GroupHome
from caresight.web.ui.forms import CaresightForm


class ChooseHomeForm(CaresightForm):
    """Which home it is about: one that a group of the reader's covers."""

    which = HomeField(label="Which home is it about?")

    def offer(self, access: Access) -> None:
        """Offer the homes of the reader's groups, whatever evidence they may read besides."""
        areas = GroupArea.objects.filter(group__in=access.group_ids)
        homes = GroupHome.objects.filter(group__in=access.group_ids)
        field = self.fields["which"]
        assert isinstance(field, HomeField)  # noqa: S101 - declared above
        field.offer(
            area_codes=frozenset(areas.values_list("area_code", flat=True)),
            home_ids=frozenset(homes.values_list("home_id", flat=True)),
        )
