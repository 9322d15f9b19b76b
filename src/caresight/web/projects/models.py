"""Digital projects, their homes, and what was found of each by release."""

from django.db import models

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group
from caresight.web.projects.states import ChosenBy

MOST_WORDS = 2000
MOST_SHORT = 300


class Project(models.Model):
    """Something digital that homes were given or taught."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    words = models.TextField(blank=True, max_length=MOST_WORDS)
    owner = models.CharField(max_length=120)
    """Who answers for it: a role or a team."""
    started_on = models.DateField()
    indicator = models.CharField(max_length=60)
    unchanging = models.CharField(max_length=60, blank=True)
    chosen_by = models.CharField(max_length=12, choices=ChosenBy.choices)
    chosen_from = models.DateField(null=True, blank=True)
    chosen_to = models.DateField(null=True, blank=True)
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(max_length=MOST_SHORT, blank=True)

    class Meta:
        ordering = ("-started_on", "-pk")
        indexes = (models.Index(fields=["-started_on", "-id"], name="projects_newest_first"),)

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"

    @property
    def ref(self) -> str:
        """How people name it: D-000012."""
        return f"D-{self.pk:06d}"


class ProjectHome(models.Model):
    """A home that takes part."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="homes")
    home_id = models.CharField(max_length=20, db_index=True)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("home_name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["project", "home_id"], name="each_home_once_a_project"),
        )

    def __str__(self) -> str:
        return f"{self.home_id} in {self.project_id}"


class Found(models.Model):
    """What was found of a project in one release; worked out in the background."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="found")
    version = models.PositiveIntegerField()
    """Of the project, as it was judged."""
    release_id = models.CharField(max_length=20)
    worked_out_at = models.DateTimeField()
    document = models.JSONField(null=True)
    """An ImpactDocument; null where it could not be worked out at all."""
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["project", "version", "release_id"], name="found_once_a_release"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} in {self.release_id}"
