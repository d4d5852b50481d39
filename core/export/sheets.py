"""Sheets: every form of a package as one workbook and as plain text beside it."""

from __future__ import annotations

from pathlib import Path

from core.errors import ZipingtongError
from core.export.xlsx import Breaks, write_workbook
from core.export.xlsx_marks import Package, only_shown
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.dump import dump
from core.storage.files import write_text


def write_sheets(
    pack: Pack, snapshot: Snapshot, folder: Path, name: str, breaks: Breaks | None = None
) -> tuple[Path, int]:
    """Write them into a folder; the workbook's path and the number of forms."""
    _make(folder)
    grids = list(build_all(pack, snapshot))
    for grid in grids:
        write_text(folder / f"{name}-{grid.name}.txt", dump(grid, snapshot))
    target = folder / f"{name}.xlsx"
    write_workbook(grids, target, Package(pack, snapshot), breaks)
    return target, len(grids)


def write_each(
    pack: Pack, snapshot: Snapshot, folder: Path, name: str, breaks: Breaks | None = None
) -> list[Path]:
    """Write every form as a workbook of its own, which holds only what that form shows."""
    _make(folder)
    written: list[Path] = []
    for grid in build_all(pack, snapshot):
        target = folder / f"{name}-{grid.name}.xlsx"
        write_workbook([grid], target, only_shown(Package(pack, snapshot), [grid]), breaks)
        written.append(target)
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ZipingtongError(
            "E503", f"不能建立文件夹“{folder}”。", "请检查路径和写权限，或换一个文件夹。"
        ) from error
