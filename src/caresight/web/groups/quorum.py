"""How many must attend for a group to decide."""

from dataclasses import dataclass

from caresight.web.ui.words import count


@dataclass(frozen=True)
class Quorum:
    """The rule of a group at some moment: so many members, of so many agencies."""

    members: int
    agencies: int

    @property
    def words(self) -> str:
        """The rule in a sentence."""
        members = count(self.members, "member")
        agencies = count(self.agencies, "agency", "agencies")
        return f"The group can decide with {members} of at least {agencies}."
