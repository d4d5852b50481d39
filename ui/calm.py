"""Calm: a splitter that has the window laid out anew only when a part needs other room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSplitter


class CalmSplitter(QSplitter):
    """Other words in a part mostly leave its least size as it was; then nobody has to move."""

    _known: list[tuple[QSize, QSize, bool]] | None = None  # of the parts, when last laid out

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            needs = self._needs()
            if needs == self._known:
                return True
            self._known = needs
        return super().event(event)

    def _needs(self) -> list[tuple[QSize, QSize, bool]]:
        parts = map(self.widget, range(self.count()))
        return [(one.minimumSizeHint(), one.minimumSize(), one.isHidden()) for one in parts]
