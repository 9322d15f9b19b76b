"""Notices: what a person is told, once. Nothing in one is sensitive: the page it links to asks."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group
from caresight.web.notices.states import MailState


class Notice(models.Model):
    """One thing that one person is told, with the page where it is read."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    made_at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=150)
    sentence = models.CharField(max_length=500)
    page = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    # Where it is of use only within a group, it fades for who leaves the group.
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    once_key = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in MailState], default="none"
    )
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "once_key"],
                condition=~Q(once_key=""),
                name="a_person_is_told_once",
            ),
        )
        indexes = (
            models.Index(fields=["person", "-made_at", "-id"], name="notices_of_person"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notices_unread"
            ),
            models.Index(
                fields=["mail_due_at"], condition=Q(mail_state="due"), name="notices_to_send"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} for {self.person}"
