"""Models: the tables of the database as peewee sees them; nobody outside storage uses them.

The tables themselves are made by the SQL in `steps/`, the one path for new and old data.
"""

from __future__ import annotations

import peewee as pw


class Table(pw.Model):
    """Bound to a database only while a transaction runs: there may be several open."""

    class Meta:
        legacy_table_names = False


class Session(Table):
    id = pw.AutoField()
    who = pw.TextField()
    started = pw.TextField()
    ended = pw.TextField(null=True)


class Unit(Table):
    id = pw.AutoField()
    name = pw.TextField(unique=True)


class PackBody(Table):
    id = pw.AutoField()
    digest = pw.TextField(unique=True)
    body = pw.TextField()

    class Meta:
        table_name = "pack_text"


class Report(Table):
    id = pw.AutoField()
    unit = pw.ForeignKeyField(Unit)
    year = pw.IntegerField()
    pack = pw.TextField()
    pack_name = pw.TextField()
    pack_text = pw.ForeignKeyField(PackBody)
    created = pw.TextField()
    changed = pw.TextField()
    removed = pw.TextField(null=True)
    serial = pw.IntegerField()
    errors = pw.IntegerField(default=-1)
    warnings = pw.IntegerField(default=-1)
    infos = pw.IntegerField(default=-1)
    filled = pw.IntegerField(default=-1)
    required = pw.IntegerField(default=-1)


class Fact(Table):
    report_id = pw.IntegerField()
    holder = pw.TextField()
    name = pw.TextField()
    aspect = pw.TextField()
    words = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "holder", "name", "aspect")


class Printed(Table):
    report_id = pw.IntegerField()
    form = pw.TextField()
    holder = pw.TextField()
    name = pw.TextField()
    aspect = pw.TextField()
    nth = pw.IntegerField()
    words = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "form", "holder", "name", "aspect", "nth")


class Line(Table):
    report_id = pw.IntegerField()
    id = pw.TextField()
    of = pw.TextField()
    owner = pw.TextField()
    path = pw.TextField()
    key = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "id")


class Sequence(Table):
    report_id = pw.IntegerField()
    of = pw.TextField()
    owner = pw.TextField()
    ids = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "of", "owner")


class Merged(Table):
    report_id = pw.IntegerField()
    id = pw.TextField()
    of = pw.TextField()
    owner = pw.TextField()
    field = pw.TextField()
    ids = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "id")


class Choice(Table):
    report_id = pw.IntegerField()
    name = pw.TextField()
    words = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "name")


class Explanation(Table):
    report_id = pw.IntegerField()
    rule = pw.TextField()
    cells = pw.TextField()
    words = pw.TextField()
    bound = pw.TextField()
    forced = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "rule", "cells")


class Chapter(Table):
    report_id = pw.IntegerField()
    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("report_id", "position")


class Draft(Table):
    report_id = pw.IntegerField(primary_key=True)
    form = pw.TextField()
    holder = pw.TextField()
    name = pw.TextField()
    aspect = pw.TextField()
    nth = pw.IntegerField()
    part = pw.TextField()
    words = pw.TextField()
    at = pw.TextField()


class Journal(Table):
    id = pw.AutoField()
    report_id = pw.IntegerField()
    session_id = pw.IntegerField()
    kind = pw.TextField()
    label = pw.TextField()
    changes = pw.TextField()
    at = pw.TextField()


ALL = (
    Session,
    Unit,
    PackBody,
    Report,
    Fact,
    Printed,
    Line,
    Sequence,
    Merged,
    Choice,
    Explanation,
    Chapter,
    Draft,
    Journal,
)
