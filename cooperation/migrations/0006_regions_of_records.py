"""The regions of records are computed once a load instead of for each page; the next load fills them in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0005_change_of_slug"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordRegion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("africa", "Africa"),
                            ("arab-states", "Arab states"),
                            ("asean", "ASEAN"),
                            ("central-asia", "Central Asia"),
                            ("east-asia", "East Asia"),
                            ("south-asia", "South Asia"),
                            ("middle-east", "Middle East"),
                            ("europe", "Europe"),
                            ("north-america", "North America"),
                            ("latin-america", "Latin America and the Caribbean"),
                            ("oceania", "Oceania"),
                            ("world", "no single region"),
                        ],
                        max_length=20,
                    ),
                ),
                ("direct", models.BooleanField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="regions", to="cooperation.record"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["region", "direct", "record"], name="record_region_lookup")],
                "constraints": [models.UniqueConstraint(fields=("record", "region"), name="record_region_once")],
            },
        ),
        # A load computes what follows from the seeds where this is empty, also where no seed changed.
        migrations.RunSQL("UPDATE cooperation_record SET search_text = ''", migrations.RunSQL.noop),
    ]
