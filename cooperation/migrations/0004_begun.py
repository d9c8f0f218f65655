"""A date whose last day was given beforehand is no longer called reported; the next load computes that anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0003_search_index")]

    operations = [
        migrations.AlterField(
            "record",
            "attested",
            models.CharField(
                blank=True,
                choices=[
                    ("announced", "announced beforehand only"),
                    ("dated-before", "dated beforehand, later told as past"),
                    ("begun", "reported as begun, its last day given beforehand"),
                    ("reported", "reported with its date"),
                ],
                editable=False,
                help_text="empty where the sources' days do not tell",
                max_length=20,
            ),
        ),
        # A load computes what follows from the statements where this is empty, also where no seed changed.
        migrations.RunSQL("UPDATE cooperation_record SET search_text = ''", migrations.RunSQL.noop),
    ]
