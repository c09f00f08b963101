"""Django on a database in memory, with a model of the table."""

from __future__ import annotations

import django
from django.conf import settings
from django.db import models

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[],
    USE_TZ=True,
)
django.setup()


class Person(models.Model):
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60)
    age = models.IntegerField()
    note = models.CharField(max_length=60)

    class Meta:
        app_label = "people"
        db_table = "people"
