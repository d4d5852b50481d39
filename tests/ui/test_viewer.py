"""The window: every sample and every blank form can be looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui.grid_model import CELL_ROLE
from ui.viewer import Viewer


@pytest.fixture
def viewer(qtbot: QtBot, qapp_is_quiet: None) -> Viewer:
    window = Viewer()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def qapp_is_quiet(qtlog: object) -> None:
    """Qt's own warnings fail the test."""


def test_every_form_of_every_package_is_shown(viewer: Viewer, qtbot: QtBot) -> None:
    assert viewer.packages.count() >= 6
    seen = 0
    for index in range(viewer.packages.count()):
        viewer.packages.setCurrentIndex(index)
        viewer.packages.activated.emit(index)
        assert viewer.forms.count() >= 2
        for row in range(viewer.forms.count()):
            viewer.forms.setCurrentRow(row)
            model = viewer.sheet.grid_model
            assert model is not None
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
            assert model.rowCount() == len(model.grid.heights)
            assert viewer.sheet.columnSpan(0, 0) == len(model.grid.lattice)
            viewer.sheet.grab()  # paints every visible cell
            seen += 1
    assert seen >= 20


def test_a_computed_cell_tells_its_formula(viewer: Viewer) -> None:
    names = [viewer.packages.itemText(i) for i in range(viewer.packages.count())]
    index = next(i for i, name in enumerate(names) if name.startswith("样例：桃江"))
    viewer.packages.activated.emit(index)
    model = viewer.sheet.grid_model
    assert model is not None
    cell = next(c for c in model.grid.cells if c.ref and c.ref[:2] == ("三公经费", "决算"))
    place = model.index(cell.row, cell.col)
    assert model.data(place, CELL_ROLE) is cell
    assert model.data(place) == "5.59"
    tip = model.data(place, int(Qt.ItemDataRole.ToolTipRole))
    assert "0 + 0 + 5.59" in tip


def test_a_file_that_cannot_be_read_is_told_in_a_dialog(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broken = tmp_path_factory.mktemp("files") / "坏.json"
    broken.write_text("{", "utf-8")
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: told.append(args[2]))
    before = viewer.sheet.grid_model
    viewer.packages.addItem("坏", ("file", str(broken)))
    viewer.packages.activated.emit(viewer.packages.count() - 1)
    assert len(told) == 1 and "D001" in told[0]
    assert viewer.sheet.grid_model is before
