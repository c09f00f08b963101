"""peewee on a database in memory, with a model of the table."""

from __future__ import annotations

import peewee

DATABASE = peewee.SqliteDatabase(":memory:")


class Person(peewee.Model):
    name = peewee.CharField()
    city = peewee.CharField()
    age = peewee.IntegerField()
    note = peewee.CharField()

    class Meta:
        database = DATABASE
        table_name = "people"
