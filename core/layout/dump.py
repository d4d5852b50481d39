"""Dump: a grid as plain text, for golden tests and for people without a spreadsheet."""

from __future__ import annotations

from core.calc.references import placement_text
from core.facts.model import Snapshot
from core.layout.grid import Cell, Grid, Role


def dump(grid: Grid, snapshot: Snapshot) -> str:
    """One line per grid row: visible cells with their size, then the placements."""
    paper = "横" if grid.landscape else "纵"
    kind = "" if grid.printed else " 底稿"
    lines = [
        f"表 {grid.name}{kind}",
        f"纸 {paper} 字号 {grid.size:g} 栏宽 {' '.join(map(str, grid.lattice))}",
    ]
    by_row: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row, height in enumerate(grid.heights):
        cells = " | ".join(_cell(cell) for cell in by_row.get(row, ()))
        lines.append(f"{row + 1:>3} {height:5.1f} {cells}".rstrip())
    for band in grid.bands:
        lines.append(f"跨页 第{band.first + 1}—{band.last + 1}行，表头 {band.header} 行")
    for cell in grid.cells:
        if cell.placement is not None:
            mark = "" if cell.home else " （随前表）"
            part = f".{cell.part}" if cell.part else ""
            name = placement_text(snapshot, cell.placement) + part
            lines.append(f"格 {cell.row + 1},{cell.col + 1} {name}{mark}")
    return "\n".join(lines) + "\n"


def _cell(cell: Cell) -> str:
    """[栏 列x行] text; facts stand in brackets."""
    size = f"{cell.col + 1}" + (
        f"({cell.cols}x{cell.rows})" if cell.cols > 1 or cell.rows > 1 else ""
    )
    text = cell.text.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")
    if cell.role is Role.FACT:
        text = f"[{text}]"
    mark = {
        Role.TITLE: "题 ",
        Role.NUMBER: "号 ",
        Role.NOTE: "注 ",
        Role.SIGN: "签 ",
        Role.HEAD: "头 ",
    }
    return f"{size} {cell.align.value} {mark.get(cell.role, '')}{text}"
