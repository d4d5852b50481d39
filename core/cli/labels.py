"""Labels: what stands beside and above a fact on its form, for lists of fields and values."""

from __future__ import annotations

from collections.abc import Iterable

from core.document.document import Document
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.forms.schema import Node
from core.layout.build import build_all
from core.layout.grid import Cell, Grid, Role


def field_labels(pack: Pack) -> dict[Node, str]:
    """The label of every fact on its home form."""
    snapshot = Document.specimen(pack).snapshot
    labels: dict[Node, str] = {}
    for grid in build_all(pack, snapshot):
        for cell in grid.cells:
            node = node_at(snapshot, cell)
            if node is not None:
                labels.setdefault(node, cell_label(grid, cell))
    return labels


def node_at(snapshot: Snapshot, cell: Cell) -> Node | None:
    """The fact of a cell, whoever holds it."""
    if cell.ref is None:
        return None
    return (snapshot.path_of(cell.ref.holder), cell.ref.name, cell.ref.aspect)


def cell_label(grid: Grid, cell: Cell) -> str:
    """Row label and column head of a cell, as a person would name it."""
    if cell.role is not Role.FACT:
        return cell.before.strip("：: ") or (cell.ref.name if cell.ref else "")
    first = next((a for a, b in grid.blocks if a <= cell.row <= b), 0)
    left = _nearest(
        other
        for other in grid.cells
        if other.role is Role.LABEL
        and other.col + other.cols <= cell.col
        and other.row <= cell.row < other.row + other.rows
    )
    above = _nearest(
        other
        for other in grid.cells
        if other.role is Role.LABEL
        and first <= other.row
        and other.row + other.rows <= cell.row
        and other.col <= cell.col < other.col + other.cols
    )
    parts = [_flat(other.text) for other in (left, above) if other is not None]
    return " ".join(dict.fromkeys(part for part in parts if part)) or (
        cell.ref.name if cell.ref else ""
    )


def _nearest(cells: Iterable[Cell]) -> Cell | None:
    """The one furthest down and to the right."""
    return max(cells, key=lambda other: (other.row, other.col), default=None)


def _flat(text: str) -> str:
    return "".join(text.split())
