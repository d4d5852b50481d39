"""App: starts Qt and opens the window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.viewer import Viewer


def run() -> int:
    """Open the window and stay until it is closed."""
    app = QApplication(sys.argv)
    app.setApplicationName("自评通")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(QLocale.Language.Chinese), "qtbase", "_", folder):
        app.installTranslator(translator)
    window = Viewer()
    window.show()
    return app.exec()
