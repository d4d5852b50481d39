"""Page: a column of words and buttons that scrolls; told anew, only what is different changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.panels.parts import WideButton, breakable, words


@dataclass(frozen=True, slots=True)
class _Words:
    """A paragraph that is wanted."""

    text: str
    quiet: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class _Button:
    """A button that is wanted."""

    title: str
    reason: str
    enabled: bool
    act: Callable[[], object]


class _Press(WideButton):
    """Does what it was last wanted for, also when that very press took it off the page: the
    open editor is committed between the press and the click.
    """

    def __init__(self, wanted: _Button) -> None:
        super().__init__(wanted.title, wanted.reason)
        self.act = wanted.act
        self.setEnabled(wanted.enabled)
        self.clicked.connect(lambda: self.act())


class Page(QScrollArea):
    """As wide as its panel. `start`, then what is to stand there from top to bottom, `finish`.

    What stands in its place already is left alone: to make a widget, and to lay out and paint
    the page again, takes longer than everything else an edit brings.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("page", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
        self._wanted: list[_Words | _Button] = []
        self._there: list[tuple[QWidget, _Words | _Button]] = []
        self._spare: dict[tuple[bool, bool], list[QLabel]] = {}  # quiet, bold: to be used again
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        gap = self.fontMetrics().height() // 2
        self.column.setContentsMargins(gap, gap, gap, gap)
        self.column.setSpacing(gap // 2)
        self.column.addStretch(1)  # pushes what is added to the top
        self.setWidget(self._inside)

    def holds_focus(self) -> bool:
        """Is the keyboard on one of its buttons?"""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # ------------------------------------------------ saying what is wanted

    def start(self) -> None:
        """Nothing is wanted yet."""
        self._wanted = []

    def add(self, text: str, quiet: bool = False, bold: bool = False) -> None:
        """A paragraph; an empty one is left out."""
        if text:
            self._wanted.append(_Words(breakable(text), quiet, bold))

    def named(self, name: str, text: str) -> None:
        """公式：…; left out when there is nothing to say."""
        self.add(f"{name}：{text}" if text else "")

    def button(
        self, title: str, act: Callable[[], object], reason: str = "", enabled: bool = True
    ) -> None:
        """A button over the whole width."""
        self._wanted.append(_Button(title, reason, enabled, act))

    # ------------------------------------------------ making it so

    def finish(self) -> None:
        """The page shows what is wanted."""
        same = 0
        for (widget, now), wanted in zip(self._there, self._wanted, strict=False):
            if not self._serves(widget, now, wanted):
                break
            if isinstance(widget, QLabel) and isinstance(wanted, _Words) and now != wanted:
                widget.setText(wanted.text)
            elif isinstance(widget, _Press) and isinstance(wanted, _Button):
                widget.act = wanted.act
            self._there[same] = (widget, wanted)
            same += 1
        for widget, now in reversed(self._there[same:]):
            self._take_out(widget, now)
        del self._there[same:]
        for wanted in self._wanted[same:]:
            self._put_in(wanted)
        for labels in self._spare.values():
            for label in labels:
                if not label.isHidden():
                    label.hide()
                    label.clear()

    def _serves(self, widget: QWidget, now: _Words | _Button, wanted: _Words | _Button) -> bool:
        """May a part stay where it is? A button with the keyboard may not: Enter on it must
        never do something else than it did a moment ago."""
        if isinstance(now, _Words) and isinstance(wanted, _Words):
            return (now.quiet, now.bold) == (wanted.quiet, wanted.bold)
        if isinstance(now, _Button) and isinstance(wanted, _Button):
            words_of = (now.title, now.reason, now.enabled)
            alike = words_of == (wanted.title, wanted.reason, wanted.enabled)
            return alike and not widget.hasFocus()
        return False

    def _take_out(self, widget: QWidget, now: _Words | _Button) -> None:
        self.column.removeWidget(widget)
        if isinstance(widget, QLabel) and isinstance(now, _Words):
            self._spare.setdefault((now.quiet, now.bold), []).append(widget)
        else:
            widget.hide()
            widget.deleteLater()

    def _put_in(self, wanted: _Words | _Button) -> None:
        """Show it at once: a layout would show it one turn later, and the page would flicker."""
        widget = self._label(wanted) if isinstance(wanted, _Words) else _Press(wanted)
        self.column.insertWidget(len(self._there), widget)
        widget.show()
        if isinstance(widget, WideButton):
            QWidget.setTabOrder(self._last_button(), widget)  # not behind all made before it
        self._there.append((widget, wanted))

    def _label(self, wanted: _Words) -> QLabel:
        spare = self._spare.get((wanted.quiet, wanted.bold))
        label = spare.pop() if spare else words("", wanted.quiet)
        if wanted.bold and not label.font().bold():
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        label.setText(wanted.text)
        return label

    def _last_button(self) -> QWidget:
        buttons = [widget for widget, _ in self._there if isinstance(widget, WideButton)]
        return buttons[-1] if buttons else self
