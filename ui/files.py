"""Files: where a file is to come from or to go to is asked here; core reads and writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMainWindow

from core.errors import ZipingtongError
from ui.errors import ask, tell

if TYPE_CHECKING:
    from core.workspace.open_report import OpenReport

DATA_FILES = "自评通数据文件 (*.json)"
OPENED = "自评通数据文件和导出的工作簿 (*.json *.xlsx)"
_NAMED = 8  # rows a question names


def choose_data_file(window: QMainWindow) -> Path | None:
    """An existing data file."""
    name, _ = QFileDialog.getOpenFileName(window, "打开数据文件", "", OPENED)
    return Path(name) if name else None


def may_remove(window: QMainWindow, rows: tuple[str, ...]) -> bool:
    """Rows of ours that were deleted in the workbook: shall they go?"""
    named = "、".join(rows[:_NAMED]) + ("等" if len(rows) > _NAMED else "")
    words = f"{named}在工作簿里已经删掉了。要一起删掉吗？"
    return ask(window, f"工作簿里少了 {len(rows)} 行。", words, "一起删掉", "保留")


def export_data(window: QMainWindow, report: OpenReport) -> None:
    """A report as a data file."""
    from core.storage.datafile import save_file
    from core.workspace.printing import package_name

    name, _ = QFileDialog.getSaveFileName(
        window, "导出数据文件", f"{package_name(report.snapshot)}.json", DATA_FILES
    )
    if not name:
        return
    try:
        save_file(Path(name), report.snapshot, report.pack)
    except ZipingtongError as error:
        tell(window, error)
        return
    window.statusBar().showMessage(f"已导出到：{name}", 8000)
