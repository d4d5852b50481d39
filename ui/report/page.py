"""ReportPage: one open report: a tab for every paper, the problems beside it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.checks.finding import Severity
from core.facts.model import Placement
from core.layout.grid import Cell
from core.workspace.open_report import Sheet
from core.workspace.tabs import Page, Tab, tabs_of
from ui.calm import CalmSplitter
from ui.grid.view import GridView
from ui.look import severity_icon
from ui.panels.cell_pane import CellPane
from ui.panels.parts import Lazily
from ui.panels.problems import ProblemsPanel
from ui.panels.scores import ScoresPanel
from ui.session import Session
from ui.tabs.projects_tab import ProjectsTab
from ui.tabs.report_tab import ReportTab
from ui.tabs.unit_tab import UnitTab

SIDE = 0.25  # of the window's width for the panels, to begin with
SIDE_LEAST = 25  # characters


class ReportPage(QWidget):
    """Made anew for every report that is opened; the pages behind the tabs when first shown."""

    cell_changed = Signal(object)  # Cell under the cursor, or None
    tab_changed = Signal()
    painted = Signal()  # its first picture is on screen

    def __init__(self, session: Session, zoom: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._zoom = zoom
        self._divided = self._painted = False
        self._tabs = tabs_of(session.pack)
        self._pages: dict[int, QWidget] = {}
        self._counts: list[Counter[Severity]] = []  # of problems, as the tabs tell them
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setIconSize(QSize(16, 16))
        for tab in self._tabs:
            self.bar.addTab(tab.title)
        self.stack = QStackedWidget()
        self.problems = ProblemsPanel(session)
        self.scores = ScoresPanel(session)
        self.about = CellPane(session)
        self._lay_out()
        self.bar.currentChanged.connect(self._show_tab)
        self._count = Lazily(self, self._count_problems)
        session.updated.connect(self._count.ask)
        session.jumped.connect(self._jumped)
        self._count_problems()
        self.bar.setCurrentIndex(self._first_form())
        self._show_tab(self.bar.currentIndex())

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.addTab(self.problems, "问题")
        self.side.addTab(self.scores, "建议得分")
        self.right = CalmSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.side)
        self.right.addWidget(self.about)
        self.right.setStretchFactor(0, 3)
        self.right.setStretchFactor(1, 1)
        self.right.setChildrenCollapsible(False)
        split = CalmSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.right)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        self.split = split
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, self.fontMetrics().height() // 4, 0)
        row.addWidget(split)

    def showEvent(self, event: QShowEvent) -> None:
        """The first division of the room; afterwards it is the user's."""
        super().showEvent(event)
        if not self._divided:
            self._divided = True
            least = self.fontMetrics().horizontalAdvance("国") * SIDE_LEAST
            side = min(max(round(self.width() * SIDE), least), self.width() // 2)
            self.split.setSizes([self.width() - side, side])
            self.right.setSizes([round(self.height() * part) for part in (0.72, 0.28)])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when this painting is over

    def _first_form(self) -> int:
        return next(n for n, tab in enumerate(self._tabs) if tab.page is Page.FORM)

    # ------------------------------------------------ tabs

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self._tabs[self.bar.currentIndex()]

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is shown, if it is one."""
        view = self.grid_view()
        return view.sheet if view is not None else None

    def show_tab(self, step: int) -> None:
        """The next tab, or the one before."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % len(self._tabs))

    def grid_view(self) -> GridView | None:
        """The form that is on screen; None on tabs without one."""
        page = self.stack.currentWidget()
        if isinstance(page, GridView):
            return page
        return page.findChild(GridView) if isinstance(page, ProjectsTab) else None

    def _show_tab(self, number: int) -> None:
        self.session.settle()
        if number not in self._pages:
            self._pages[number] = self._make(self._tabs[number])
            self.stack.addWidget(self._pages[number])
        page = self._pages[number]
        self.stack.setCurrentWidget(page)
        view = self.grid_view()
        if view is not None:
            view.set_zoom(self._zoom)
        self.take_focus()
        self.session.entered.emit(view.current_cell() if view is not None else None)
        self.tab_changed.emit()

    def _make(self, tab: Tab) -> QWidget:
        match tab.page:
            case Page.UNIT:
                return UnitTab(self.session)
            case Page.PROJECTS:
                page = ProjectsTab(self.session)
                view = page.findChild(GridView)
                if view is not None:
                    view.cursor_moved.connect(self._moved)
                return page
            case Page.REPORT:
                return ReportTab(self.session)
            case Page.FORM:
                view = GridView(self.session)
                view.cursor_moved.connect(self._moved)
                view.set_zoom(self._zoom)
                view.show_sheet(Sheet(tab.forms[0]))
                return view

    def take_focus(self) -> None:
        """Let the keys go to the paper on screen."""
        (self.grid_view() or self.stack.currentWidget()).setFocus()

    def switch_side(self) -> None:
        """From the form to the problems, and back."""
        if self.right.isAncestorOf(self.focusWidget()):
            self.take_focus()
        else:
            self.side.setCurrentWidget(self.problems)
            self.problems.list.setFocus()

    def set_zoom(self, percent: int) -> None:
        """How large the forms are shown."""
        self._zoom = percent
        view = self.grid_view()
        if view is not None:
            view.set_zoom(percent)

    def _moved(self, cell: Cell | None) -> None:
        self.session.entered.emit(cell)
        self.cell_changed.emit(cell)

    # ------------------------------------------------ problems

    def _count_problems(self) -> None:
        """Each tab says how many problems its papers have, and how bad the worst is."""
        by_form = self.problems.count_by_form()
        before, self._counts = self._counts, []
        for number, tab in enumerate(self._tabs):
            count: Counter[Severity] = Counter()
            for form in tab.forms:
                count += by_form.get(form, Counter())
            self._counts.append(count)
            if before and before[number] == count:
                continue
            worst = next((s for s in Severity if count[s]), None)
            grave = count[Severity.ERROR] or count[Severity.WARNING] or count[Severity.INFO]
            self.bar.setTabText(number, f"{tab.title} {grave}" if worst else tab.title)
            self.bar.setTabIcon(number, severity_icon(worst, 16) if worst else QIcon())
            self.bar.setTabToolTip(
                number, "、".join(f"{s.value} {count[s]} 项" for s in Severity if count[s])
            )

    def _jumped(self, place: Placement, marks: tuple[Placement, ...]) -> None:
        """Open the tab of a cell and go there, ready to type."""
        for number in self._tabs_for(place):
            self.bar.setCurrentIndex(number)
            page = self._pages[number]
            if page.go_to(place):  # type: ignore[attr-defined]
                break
        view = self.grid_view()
        if view is not None:
            view.mark(marks)
            view.setFocus()

    def _tabs_for(self, place: Placement) -> list[int]:
        """Where a cell may be found; what no form shows is looked for with the unit."""
        here = [n for n, tab in enumerate(self._tabs) if tab.shows(place.form)]
        return [*here, *(n for n, tab in enumerate(self._tabs) if tab.page is Page.UNIT)]
