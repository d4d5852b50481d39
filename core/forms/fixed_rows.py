"""Fixed rows: the rows of a table that the county has printed on its form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.facts.reading import read
from core.facts.values import Kind, State
from core.forms.schema import DITTO, Concept, FixedRow
from core.forms.source import Mistakes, Path
from core.forms.years import stray_braces, year_text
from core.texts import suggest

A_YEAR = 2024  # any year will do to see whether a text can be read


def fixed_rows(
    raw: dict[str, Any],
    origin: tuple[str, Path],
    fields: Mapping[str, Concept],
    mistakes: Mistakes,
    place: str,
) -> tuple[FixedRow, ...]:
    """The rows of a table, with the formula of the suggested score of each."""
    file, path = origin
    columns = raw.get("columns", [])
    suggests = dict(raw.get("suggest", {}))
    rows: list[FixedRow] = []
    if raw.get("rows") and (not columns or columns[0] != "key"):
        mistakes.add(
            (file, (*path, "columns")),
            "P022",
            "固定行要写 columns，第一列是 key。",
            'columns = ["key", "一级指标", "分值", "得分"]，每行第一格写一个不重复的简称。',
            place,
        )
        return ()
    keys: set[str] = set()
    for number, entry in enumerate(raw.get("rows", [])):
        at = (file, (*path, "rows", number))
        spot = f"{place} 第{number + 1}行"
        if len(entry) != len(columns):
            mistakes.add(
                at,
                "P023",
                f"这一行有 {len(entry)} 格，columns 有 {len(columns)} 列。",
                "请补齐或删去，使每行的格数与 columns 一样多。",
                spot,
            )
            suggests.pop(str(entry[0]) if entry else "", None)
            continue
        cells: dict[str, str] = {}
        for name, cell in zip(columns, entry, strict=True):
            if not isinstance(cell, (str, int, Decimal)) or isinstance(cell, bool):
                mistakes.add(at, "P011", f"“{name}”格里应当是文字或数。", "请改写这一格。", spot)
                cell = ""
            elif problem := cell_problem(fields.get(name), str(cell)):
                says = f"“{name}”一格：{problem}"
                mistakes.add((file, (*at[1], columns.index(name))), "P032", says, CELL_REMEDY, spot)
                cell = ""
            cells[name] = str(cell)
        key = cells.pop("key")
        if not key or key in keys:
            mistakes.add(
                at,
                "P024",
                f"key“{key}”重复了。" if key else "key 不能空白。",
                "每一行的 key 要各不相同，改表上的文字时 key 不变。",
                spot,
            )
            continue
        for name, cell in cells.items():
            if cell == DITTO and number == 0:
                mistakes.add(
                    at, "P025", f"第一行的“{name}”不能写 〃。", "上面没有行可以合并。", spot
                )
                cells[name] = ""
        keys.add(key)
        formula = suggests.pop(key, "")
        if not isinstance(formula, str):
            mistakes.add(
                (file, (*path, "suggest", key)),
                "P011",
                f"suggest 里的“{key}”应当是文字。",
                f'公式要加引号，如 "{key}" = "比例(在职人数, 编制数, 5)"。',
                place,
            )
            formula = ""
        rows.append(FixedRow(key, cells, formula))
    for key in suggests:
        mistakes.add(
            (file, (*path, "suggest", key)),
            "P026",
            f"suggest 里的“{key}”没有对应的行。{suggest(key, sorted(keys))}",
            "suggest 的键要与 rows 第一列的 key 一样。",
            place,
        )
    scores = [n for n in raw.get("input", ()) if n in fields and fields[n].kind is Kind.SCORE]
    if "suggest" in raw and not scores:
        mistakes.add(
            (file, (*path, "suggest")),
            "P026",
            "写了 suggest，却没有一个可以填的得分栏。",
            '写 input = ["得分"]，并在 fields 里写明 { id = "得分", kind = "score" }。',
            place,
        )
    return tuple(rows)


CELL_REMEDY = "请改写这一格；各栏是哪一种内容由 fields 里的 kind 说明，没有写的是文字。"


def cell_problem(concept: Concept | None, text: str) -> str:
    """Why a text printed by the county cannot stand in a field; "" when it can."""
    if stray_braces(text):
        return "这里的花括号不会被替换，会照样印出来；只能用 {年}、{年-1}。"
    if concept is None or text in ("", DITTO):
        return ""
    value = read(year_text(text, A_YEAR), concept.kind, unit=concept.unit)
    return value.note if value.state is State.UNREADABLE else ""
