"""Sheets: the forms of a package as workbooks that break where the printed pages do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.export.xlsx import write_workbook
from core.export.xlsx_marks import Package, only_shown
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.dump import dump
from core.layout.grid import Grid
from core.layout.snug import paper_forms
from core.storage.files import make_folder, write_text


def write_sheets(pack: Pack, snapshot: Snapshot, folder: Path, name: str) -> tuple[Path, int]:
    """All forms as one workbook, and as plain text beside it; its path, the number of forms."""
    make_folder(folder)
    for grid in paper_forms(pack, snapshot):
        write_text(folder / f"{name}-{grid.name}.txt", dump(grid, snapshot))
    target = folder / f"{name}.xlsx"
    return target, write_package(pack, snapshot, target)


def write_package(pack: Pack, snapshot: Snapshot, path: Path) -> int:
    """All forms, 底稿 too, as one workbook that can be read back; the number of forms."""
    grids = list(paper_forms(pack, snapshot))
    write_workbook(grids, path, Package(pack, snapshot))
    return len(grids)


def write_forms(pack: Pack, snapshot: Snapshot, grids: Sequence[Grid], path: Path) -> None:
    """Some forms as one workbook, which holds only what they show; all forms hold all."""
    package = Package(pack, snapshot)
    if not {grid.name for grid in paper_forms(pack, snapshot)} <= {grid.name for grid in grids}:
        package = only_shown(package, list(grids))
    write_workbook(grids, path, package)
