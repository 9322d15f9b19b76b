"""People belong to an agency and hold several roles; what one field each said is carried over."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.roles import Role

KINDS = [(kind.value, kind.label) for kind in AgencyKind]
ROLES = [(role.value, role.label) for role in Role]


def carry_over(apps, _editor):
    Person = apps.get_model("accounts", "Person")
    Agency = apps.get_model("accounts", "Agency")
    HeldRole = apps.get_model("accounts", "HeldRole")
    for person in Person.objects.all():
        HeldRole.objects.create(person=person, role=person.role)
        if person.agency_name.strip():
            name = person.agency_name.strip()
            agency = Agency.objects.filter(name__iexact=name).first()
            person.agency = agency or Agency.objects.create(name=name, kind="other")
            person.save(update_fields=["agency"])


def key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RenameField("Person", "agency", "agency_name"),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=150)),
                ("kind", models.CharField(choices=KINDS, max_length=30)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={"ordering": ("name",)},
        ),
        migrations.AddConstraint(
            "Agency",
            models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"), name="one_agency_per_name"
            ),
        ),
        migrations.CreateModel(
            name="AgencyProvider",
            fields=[
                ("id", key()),
                ("register", models.CharField(default="cqc", max_length=20)),
                ("provider_id", models.CharField(max_length=60)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registered",
                        to="accounts.agency",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "AgencyProvider",
            models.UniqueConstraint(
                fields=("register", "provider_id"), name="one_agency_per_registered_provider"
            ),
        ),
        migrations.CreateModel(
            name="HeldRole",
            fields=[
                ("id", key()),
                ("role", models.CharField(choices=ROLES, max_length=30)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "HeldRole",
            models.UniqueConstraint(fields=("person", "role"), name="each_role_held_once"),
        ),
        migrations.CreateModel(
            name="AllottedHome",
            fields=[
                ("id", key()),
                ("home_id", models.CharField(max_length=20)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allotted_homes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "AllottedHome",
            models.UniqueConstraint(fields=("person", "home_id"), name="each_home_allotted_once"),
        ),
        migrations.AddField(
            "Person",
            "email",
            models.EmailField(
                blank=True, max_length=254, verbose_name="e-mail address for notices"
            ),
        ),
        migrations.AddField(
            "Person",
            "agency",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="accounts.agency",
            ),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("Person", "agency_name"),
        migrations.RemoveField("Person", "role"),
    ]
