"""Sheets: every form of a package as one workbook and as plain text beside it."""

from __future__ import annotations

from pathlib import Path

from core.errors import ZipingtongError
from core.export.xlsx import write_workbook
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.dump import dump
from core.storage.files import write_text


def write_sheets(pack: Pack, snapshot: Snapshot, folder: Path, name: str) -> tuple[Path, int]:
    """Write them into a folder; the workbook's path and the number of forms."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ZipingtongError(
            "E503", f"不能建立文件夹“{folder}”。", "请检查路径和写权限，或换一个文件夹。"
        ) from error
    grids = list(build_all(pack, snapshot))
    for grid in grids:
        write_text(folder / f"{name}-{grid.name}.txt", dump(grid, snapshot))
    target = folder / f"{name}.xlsx"
    write_workbook(grids, target)
    return target, len(grids)
