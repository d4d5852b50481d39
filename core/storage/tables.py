"""Tables: many rows of one report at once: written, taken away and read in single statements.

peewee makes an object or a parameter list per row; with the thirty thousand facts of a large
package that is felt. The SQL is still made from the models, so names stand in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import peewee as pw

from core.storage.models import Table


def put(database: pw.Database, table: type[Table], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, or replace those with the same key; values in the order of the columns."""
    columns = _columns(table)
    marks = ",".join("?" * len(columns))
    sql = f'INSERT OR REPLACE INTO "{_name(table)}" ({_quoted(columns)}) VALUES ({marks})'
    _many(database, sql, rows)


def drop(
    database: pw.Database, table: type[Table], columns: Sequence[str], keys: Iterable[Sequence[Any]]
) -> None:
    """Delete the rows whose columns have one of the given values."""
    where = " AND ".join(f'"{column}" = ?' for column in columns)
    _many(database, f'DELETE FROM "{_name(table)}" WHERE {where}', keys)


def rows_of(
    database: pw.Database, table: type[Table], report: int, order: str = ""
) -> list[tuple[Any, ...]]:
    """A report's rows without its number, in the order of the columns."""
    columns = [column for column in _columns(table) if column != "report_id"]
    sql = f'SELECT {_quoted(columns)} FROM "{_name(table)}" WHERE report_id = ?'
    sql += f' ORDER BY "{order}"' if order else ""
    found: list[tuple[Any, ...]] = database.execute_sql(sql, (report,)).fetchall()
    return found


def _many(database: pw.Database, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    rows = list(rows)
    if rows:
        database.cursor().executemany(sql, rows)


@cache
def _columns(table: type[Table]) -> tuple[str, ...]:
    return tuple(field.column_name for field in table._meta.sorted_fields)


def _name(table: type[Table]) -> str:
    name: str = table._meta.table_name
    return name


def _quoted(columns: Iterable[str]) -> str:
    return ",".join(f'"{column}"' for column in columns)
