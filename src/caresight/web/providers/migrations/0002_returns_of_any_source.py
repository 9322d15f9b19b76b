"""A return belongs to a source, and need not be about a month."""

from django.db import migrations, models

import caresight.web.providers.states


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_initial")]

    operations = [
        migrations.RenameModel("MonthlyReturn", "HomeReturn"),
        migrations.AlterModelOptions(
            name="returnversion", options={"ordering": ("home_return", "number")}
        ),
        migrations.RemoveConstraint("homereturn", "one_return_a_home_and_month"),
        migrations.RemoveConstraint("returnversion", "each_version_numbered_once"),
        migrations.RenameField("returnversion", "monthly_return", "home_return"),
        migrations.AddConstraint(
            "returnversion",
            models.UniqueConstraint(
                fields=("home_return", "number"), name="each_version_numbered_once"
            ),
        ),
        migrations.AddField(
            "homereturn",
            "source",
            models.CharField(default=caresight.web.providers.states.MONTHLY, max_length=40),
        ),
        migrations.AlterField("homereturn", "month", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "homereturn",
            models.UniqueConstraint(
                fields=("source", "home_id", "agency", "month"), name="one_return_a_home_and_month"
            ),
        ),
        migrations.AddConstraint(
            "homereturn",
            models.UniqueConstraint(
                condition=models.Q(("month__isnull", True)),
                fields=("source", "home_id", "agency"),
                name="one_return_a_home_for_good",
            ),
        ),
    ]
