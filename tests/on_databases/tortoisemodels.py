"""Tortoise's model of the table."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Person(Model):
    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=60)
    city = fields.CharField(max_length=60)
    age = fields.IntField()
    note = fields.CharField(max_length=60)

    class Meta:
        table = "people"
