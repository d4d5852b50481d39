"""App: starts Qt, dresses it, opens the window."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from core.paths import data_folder
from core.storage.preferences import Preferences
from ui.errors import catch_failures
from ui.look import dress
from ui.shell import Shell
from ui.sweeper import Sweeper

SIZE = (1366, 740)
# What Qt's own file dialog says in English; its Chinese translation leaves these out.
LEFT_OUT = {"Folder": "文件夹", "File Folder": "文件夹", "File": "文件", "%1 File": "%1 文件"}


def run(data_dir: str = "") -> int:
    """Open the window and stay until it is closed."""
    choose_input_method()
    # The same style on every system; set here, for asking for one by name loads all of QStyle.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("自评通")
    folder = data_folder(data_dir)
    preferences = Preferences.load(folder)
    dress(app, preferences.text_scale)
    app.focusChanged.connect(let_enter_press)
    speak_chinese(app)
    shell = Shell(folder, preferences)
    catch_failures(shell.rescue, folder)
    Sweeper(app)
    room = app.primaryScreen().availableGeometry()
    shell.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
    shell.showMaximized() if room.width() <= SIZE[0] else shell.show()
    return app.exec()


def let_enter_press(_: QWidget | None, now: QWidget | None) -> None:
    """Enter presses the button that has the focus, in the window as in a dialog."""
    if isinstance(now, QPushButton):
        now.setAutoDefault(True)


def speak_chinese(app: QApplication) -> None:
    """Qt's own words too: standard buttons, file dialogs, the menus of text fields."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(QLocale.Language.Chinese), "qtbase", "_", folder):
        app.installTranslator(translator)
    app.installTranslator(LeftOut(app))


class LeftOut(QTranslator):
    """The few words Qt's translation lacks."""

    def translate(  # type: ignore[override]
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return LEFT_OUT.get(source) if context == "QAbstractFileIconProvider" else None

    def isEmpty(self) -> bool:
        return False


def choose_input_method() -> None:
    """The wheels bring no plugin for fcitx; fcitx 5 also answers to the name of ibus."""
    if not sys.platform.startswith("linux"):
        return
    wanted = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if "fcitx" in wanted:
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"
