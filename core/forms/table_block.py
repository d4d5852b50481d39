"""Table blocks: a row table on a form, with header, corner, columns, total and first rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.forms.cells import CellReader
from core.forms.fixed_rows import CELL_REMEDY, cell_problem
from core.forms.regions import regions
from core.forms.schema import DITTO, Block, CellSpec, Column, Table, Template
from core.forms.shape import LIST, TEXT, WHOLE, Key, checked
from core.forms.source import Path
from core.texts import suggest

COLUMN = {
    "head": Key(TEXT, "栏目的文字"),
    "show": Key(TEXT, "显示行表的哪一栏；空白则只显示 text"),
    "take": Key(WHOLE, "占几条栏", must=True),
    "text": Key(TEXT, "显示的样子，如 {一级指标}（{分值}分）"),
    "per": Key(TEXT, "整个一级（或二级）指标共用一格：写那一级的栏名"),
}
CORNER = {
    "text": Key(TEXT, "文字", must=True),
    "take": Key(WHOLE, "占几条栏", must=True),
}
TOTAL = {
    "at": Key(TEXT, "放在最上面还是最下面", words=("top", "bottom")),
    "cells": Key(LIST, "各栏的格子，写法与 rows 相同", must=True),
}


def read_table_block(
    keys: dict[str, Any],
    origin: tuple[str, Path],
    lattice: tuple[int, ...],
    cells: CellReader,
    heights: tuple[int, ...],
) -> Block | None:
    """A block that lists the rows of a table."""
    file, path = origin
    name = keys["table"]
    paths = {p.rsplit("/", 1)[-1]: p for p in cells.words.child_paths(cells.path)}
    if name not in paths:
        owner = f"“{cells.path}”" if cells.path else "单位"
        cells.mistakes.add(
            (file, (*path, "table")),
            "P027",
            f"{owner}下面没有“{name}”这张行表。{suggest(name, list(paths))}",
            f"可以写的有：{'、'.join(paths)}；行表的 owner 说明它挂在谁下面。",
            cells.place,
        )
        return None
    row = cells.on(paths[name])
    table = cells.words.tables[name]
    columns: list[Column] = []
    for number, entry in enumerate(keys.get("columns", [])):
        at = (file, (*path, "columns", number))
        column = _column(entry, at, row.at(f"{cells.place} 第{number + 1}栏"), table.levels)
        if column is not None:
            columns.append(column)
    if len(columns) != len(keys.get("columns", [])):
        return None
    corner, corner_take = None, 0
    if "corner" in keys:
        good = checked(
            keys["corner"], CORNER, cells.mistakes, (file, (*path, "corner")), cells.place
        )
        corner = cells.template(good.get("text", ""), (file, (*path, "corner")))
        corner_take = good.get("take", 0)
    width = corner_take + sum(column.take for column in columns)
    if width != len(lattice) or any(column.take < 1 for column in columns):
        cells.mistakes.add(
            (file, (*path, "columns")),
            "P045",
            f"各栏的 take 加起来是 {width}，lattice 有 {len(lattice)} 条栏。",
            "corner 和各栏的 take 加起来要等于栏数。",
            cells.place,
        )
        return None
    totals = _totals(keys, origin, len(columns), cells)
    return Block(
        take=tuple(column.take for column in columns),
        table=name,
        path=paths[name],
        columns=tuple(columns),
        corner=corner,
        corner_take=corner_take,
        above=totals["top"],
        below=totals["bottom"],
        start=_start(keys, origin, columns, table, cells),
        heights=heights,
    )


def _column(
    raw: dict[str, Any], origin: tuple[str, Path], cells: CellReader, levels: tuple[str, ...]
) -> Column | None:
    keys = checked(raw, COLUMN, cells.mistakes, origin, cells.place)
    if "take" not in keys:
        return None
    head = cells.template(keys.get("head", ""), origin)
    per = keys.get("per", "")
    if per and per not in levels:
        cells.mistakes.add(
            (origin[0], (*origin[1], "per")),
            "P053",
            f"“per”写的“{per}”不是这张行表的级。{suggest(per, list(levels))}",
            f"这张行表的 levels 有：{'、'.join(levels) or '（没有）'}。",
            cells.place,
        )
        return None
    show = keys.get("show", "")
    text = cells.template(keys["text"], origin) if "text" in keys else Template()
    if not show:
        return Column(head, CellSpec(text=text), keys["take"], "", per)
    pattern = cells.pattern(show, (origin[0], (*origin[1], "show")))
    if pattern is None:
        return None
    return Column(head, CellSpec(text=text, fact=pattern), keys["take"], pattern.name, per)


def _totals(
    keys: dict[str, Any], origin: tuple[str, Path], width: int, cells: CellReader
) -> dict[str, tuple[tuple[CellSpec, ...], ...]]:
    """The total lines, by where they stand."""
    found: dict[str, list[tuple[CellSpec, ...]]] = {"top": [], "bottom": []}
    entries = keys.get("total", [])
    single = isinstance(entries, dict)
    for number, entry in enumerate([entries] if single else entries):
        path = (*origin[1], "total") if single else (*origin[1], "total", number)
        at = (origin[0], path)
        good = checked(entry, TOTAL, cells.mistakes, at, cells.place)
        if not cells.right_count(good.get("cells", []), width, at):
            continue
        total = tuple(cells.cell(text, at) for text in good["cells"])
        for bad in regions([total])[1]:
            cells.mistakes.add(
                at,
                "P046",
                f"合计行第{bad.col + 1}格：{bad.says}",
                "合计行里只能写 <，并入左边一格。",
                cells.place,
            )
        found[good.get("at", "bottom")].append(total)
    return {side: tuple(lines) for side, lines in found.items()}


def _start(
    keys: dict[str, Any],
    origin: tuple[str, Path],
    columns: list[Column],
    table: Table,
    cells: CellReader,
) -> tuple[tuple[str, ...], ...]:
    """The rows a new report begins with, one text per column."""
    rows: list[tuple[str, ...]] = []
    for number, entry in enumerate(keys.get("start", [])):
        at = (origin[0], (*origin[1], "start", number))
        place = f"{cells.place} start 第{number + 1}行"
        if len(entry) > len(columns):
            cells.mistakes.add(
                at,
                "P047",
                f"这一行有 {len(entry)} 格，各栏只有 {len(columns)} 个。",
                "start 每行按各栏的顺序写，后面空白的可以不写。",
                place,
            )
            continue
        if any(
            isinstance(cell, bool) or not isinstance(cell, (str, int, Decimal)) for cell in entry
        ):
            cells.mistakes.add(at, "P011", "格子里应当是文字或数。", "请改写这一行。", place)
            continue
        texts = [str(cell) for cell in entry]
        texts += [""] * (len(columns) - len(texts))
        if not rows and DITTO in texts:
            cells.mistakes.add(at, "P025", "第一行不能写 〃。", "上面没有行可以合并。", place)
            continue
        by_field = {column.field: text for column, text in zip(columns, texts, strict=True)}
        fresh = ""
        for level in table.levels:
            if by_field.get(level) != DITTO:
                fresh = fresh or level
            elif fresh:
                cells.mistakes.add(
                    at,
                    "P036",
                    f"“{fresh}”换了新的，下面的“{level}”不能写 〃。",
                    f"“{level}”请写出文字，或者“{fresh}”也写 〃。",
                    place,
                )
                break
        for column, text in zip(columns, texts, strict=True):
            if problem := cell_problem(table.fields.get(column.field), text):
                says = f"“{column.field}”一格：{problem}"
                cells.mistakes.add(at, "P032", says, CELL_REMEDY, place)
        rows.append(tuple(texts))
    return tuple(rows)
