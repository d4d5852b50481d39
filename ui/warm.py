"""Warm: does beforehand, bit by bit, what would be waited for when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.errors import ZipingtongError

if TYPE_CHECKING:
    from ui.shell import Shell

PAUSE = 15  # ms between two bits: keys and clicks come first
Bit = Callable[[], object]  # takes some 10 to 40 ms
FOR_REPORTS = (  # whoever opens a report sooner loads the rest at once
    "core.facts.reading",
    "core.expr.compile",
    "core.forms.rules",
    "core.forms.library",
    "core.document.restore",
    "core.storage.report_keeper",
    "core.storage.report_reader",
    "core.checks.identities",
    "core.checks.all_rules",
    "core.workspace.open_report",
    "ui.grid.view",
    "ui.panels.problems",
    "ui.panels.scores",
    "ui.tabs.projects_tab",
    "ui.report.page",
)


class Warm(QTimer):
    """Ends by itself; what was done meanwhile by whoever needed it is soon passed over."""

    def __init__(self, bits: Iterable[Bit], parent: QObject) -> None:
        super().__init__(parent)
        self._bits = iter(bits)
        self.timeout.connect(self._next)
        self.start(PAUSE)

    def _next(self) -> None:
        bit = next(self._bits, None)
        if bit is None:
            self.stop()
        else:
            bit()


def imports(modules: Iterable[str]) -> Iterator[Bit]:
    """Loading these modules, one by one."""
    return (partial(import_module, module) for module in modules)


def warm_reports(shell: Shell) -> Warm:
    """While the user looks at the list: what opening a report will need."""

    def prepare() -> None:
        workspace = shell.workspace
        if workspace is not None and shell.session is None:
            with suppress(ZipingtongError):  # told when the report is opened
                workspace.prepare()

    return Warm((*imports(FOR_REPORTS), prepare), shell)
