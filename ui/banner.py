"""Banner: a line across the window that stays until what it says is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class Banner(QFrame):
    """Hidden while it has nothing to say; `alarm` for what endangers the work."""

    def __init__(self, parent: QWidget | None = None, alarm: bool = False) -> None:
        super().__init__(parent)
        self._alarm = alarm
        self.setProperty("alarm" if alarm else "banner", True)
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 4)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def _dress(self) -> None:
        """Its sign, when it first speaks: the first picture of the window does without."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QStyle

        signs = QStyle.StandardPixmap
        icon = signs.SP_MessageBoxWarning if self._alarm else signs.SP_MessageBoxInformation
        self._sign.setPixmap(self.style().standardIcon(icon).pixmap(18, 18))
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def say(self, words: str, *choices: tuple[str, Callable[[], object]]) -> None:
        """Show a sentence, with buttons that do something; "" hides it."""
        if words and self._sign.pixmap().isNull():
            self._dress()
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        self._words.setText(words)
        for text, act in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, act=act: act())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.setVisible(bool(words))
