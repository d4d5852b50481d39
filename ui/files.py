"""Files: where a file is to come from or to go to is asked here; core reads and writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMainWindow

from core.errors import ZipingtongError
from ui.errors import tell

if TYPE_CHECKING:
    from core.facts.model import Snapshot
    from core.workspace.open_report import OpenReport

DATA_FILES = "自评通数据文件 (*.json)"


def choose_data_file(window: QMainWindow) -> Path | None:
    """An existing data file."""
    name, _ = QFileDialog.getOpenFileName(window, "打开数据文件", "", DATA_FILES)
    return Path(name) if name else None


def export_sheets(window: QMainWindow, report: OpenReport) -> None:
    """Every form as a worksheet."""
    from core.export.sheets import write_sheets

    name = QFileDialog.getExistingDirectory(window, "导出到哪个文件夹")
    stem = _file_name(report.snapshot)
    _export(window, name, lambda: write_sheets(report.pack, report.snapshot, Path(name), stem))


def export_data(window: QMainWindow, report: OpenReport) -> None:
    """A report as a data file."""
    from core.storage.datafile import save_file

    name, _ = QFileDialog.getSaveFileName(
        window, "导出数据文件", f"{_file_name(report.snapshot)}.json", DATA_FILES
    )
    _export(window, name, lambda: save_file(Path(name), report.snapshot, report.pack))


def _export(window: QMainWindow, name: str, write: Callable[[], object]) -> None:
    if not name:
        return
    try:
        write()
    except ZipingtongError as error:
        tell(window, error)
        return
    window.statusBar().showMessage(f"已导出到：{name}", 8000)


def _file_name(snapshot: Snapshot) -> str:
    """A name for files of a report, without what file systems refuse."""
    from core.facts.model import Ref

    name = f"{snapshot.value(Ref('单位名称')).raw}{snapshot.year}年度自评"
    return "".join(c for c in name if c.isprintable() and c not in '\\/:*?"<>|')[:80]
