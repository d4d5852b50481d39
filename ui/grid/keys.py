"""Keys: where a key leads the cursor on a form; as in a spreadsheet, by visible cells."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from core.layout.visible import Spot, Visible, Way

ARROWS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}
ENDS = {Qt.Key.Key_Home: False, Qt.Key.Key_End: True}


def target(visible: Visible, spot: Spot, event: QKeyEvent) -> Spot | None:
    """The spot an arrow, Home or End leads to; None for other keys."""
    key = Qt.Key(event.key())
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return None
    if key in ARROWS:
        if control:
            return visible.edge(spot, ARROWS[key])
        return visible.neighbour(spot, ARROWS[key]) or spot
    if key in ENDS:
        if control:
            return visible.corner(ENDS[key])
        return visible.row_end(spot, ENDS[key])
    return None


def is_history(event: QKeyEvent) -> bool:
    """Undo or redo: always a step of the report, never of a text."""
    standard = QKeySequence.StandardKey
    return event.matches(standard.Undo) or event.matches(standard.Redo)


def is_text(event: QKeyEvent) -> bool:
    """A key that types something."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return not held and bool(event.text()) and event.text().isprintable()
