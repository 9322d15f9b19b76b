"""What the machinery remembers of itself: which workers live, and what ran on which day.

Tasks themselves are kept by django-tasks-db. It knows no heartbeat: a task of a worker
that was killed stays “running” for ever, unless somebody looks whether the worker lives.
"""

from django.db import models

from caresight.web.config.states import RunState


class WorkerSeen(models.Model):
    """A worker process, and when it last said that it lives."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    machine = models.CharField(max_length=64)
    """Marks the machine, its start and its process numbers; only there can a process be asked."""
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-seen_at",)

    def __str__(self) -> str:
        return self.worker_id


class DailyRun(models.Model):
    """One piece of daily work on one day."""

    name = models.CharField(max_length=120)
    day = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in RunState], default="running"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    worker_id = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "name")
        constraints = (
            models.UniqueConstraint(fields=["name", "day"], name="daily_work_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.name} on {self.day}"
