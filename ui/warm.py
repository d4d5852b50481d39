"""Warm: loads, bit by bit while the user looks at the list, what opening a report will need."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from core.errors import ZipingtongError

if TYPE_CHECKING:
    from ui.shell import Shell

PAUSE = 15  # ms between two bits: keys and clicks come first
BITS = (  # each takes some 10 to 40 ms; whoever opens a report sooner loads the rest at once
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
    """Ends by itself; when a report is opened meanwhile there is nothing left to do."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bits = iter(BITS)
        self.setInterval(PAUSE)
        self.timeout.connect(self._next)
        self.start()

    def _next(self) -> None:
        bit = next(self._bits, None)
        if bit is not None:
            import_module(bit)
            return
        self.stop()
        workspace = self._shell.workspace
        if workspace is not None and self._shell.session is None:
            with suppress(ZipingtongError):  # told when the report is opened
                workspace.prepare()
