"""Packs: what was known and said on a day, kept as it was.

The content of a pack is stored once under its own SHA-256 and never changed; so are the
files made from it, so that a restored pack is the same byte for byte. Meetings and reviews
are named by number: a pack outlives what it was made for.
"""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group
from caresight.web.packs.kinds import Audience, FileKind, PackKind, PackState


class PackContent(models.Model):
    """What a pack says, as canonical JSON under the SHA-256 of its bytes. Never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.sha256


class PackFile(models.Model):
    """A file made from a content, with what made it. Never changed."""

    content = models.ForeignKey(PackContent, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FileKind])
    renderer = models.CharField(max_length=60)
    """“typst 0.15.2, layout 1”: the same renderer makes the same bytes again."""
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["content", "kind"], name="one_file_of_each_kind_a_content"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.content_id}"


class Pack(models.Model):
    """One freezing of a pack: by whom, when, as known on which day, for whom."""

    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in PackKind])
    audience = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in Audience], default="members"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="packs")
    meeting_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    review_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    known_on = models.DateField()
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    """The stretch of days that a report is about; the last day is not in it."""
    achieved = models.TextField("what went well", max_length=2000, blank=True)
    asks = models.TextField("what the group asks for", max_length=2000, blank=True)
    release_id = models.CharField(max_length=40, blank=True)
    requested_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    """The moment as of which casework was read."""
    state = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in PackState], default="waiting"
    )
    done = models.PositiveSmallIntegerField(default=0)
    to_do = models.PositiveSmallIntegerField(default=0)
    task_id = models.CharField(max_length=40, blank=True)
    content = models.ForeignKey(
        PackContent, on_delete=models.PROTECT, null=True, blank=True, related_name="packs"
    )
    number = models.PositiveSmallIntegerField(default=1)
    """1 for the first freezing, 2 for the one that supersedes it, and so on."""
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    differences = models.JSONField(default=list)
    """What differs from the pack that it supersedes, in sentences."""
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ("-requested_at", "-pk")
        indexes = (
            models.Index(fields=["group", "-requested_at"], name="pack_group_newest"),
            models.Index(fields=["kind", "audience", "state"], name="pack_kind_audience"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="frozen")
                | (Q(content__isnull=False) & Q(frozen_at__isnull=False)),
                name="a_frozen_pack_has_its_content",
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """How people name it: P-000012."""
        return f"P-{self.pk:06d}"

    @property
    def is_frozen(self) -> bool:
        """Whether it can be read."""
        return self.state == PackState.FROZEN
