"""Workspace: all reports of one data folder: listing, making, opening and closing them.

The list must be there at once: what opening a report takes is loaded when one is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ZipingtongError
from core.garbage import no_collecting
from core.storage.store import Store, digest_of

if TYPE_CHECKING:
    from core.document.document import Document
    from core.errors import Mistake
    from core.facts.model import Chapter
    from core.forms.library import Library
    from core.forms.pack import Pack
    from core.storage.datafile import Loaded
    from core.storage.kept import Recovered, ReportLine
    from core.storage.report_reader import Stored
    from core.workspace.open_report import OpenReport

WORKBOOK = ".xlsx"
Asked = Callable[[tuple[str, ...]], bool]  # may these rows go?


class Workspace:
    """What the window and the command line work on."""

    def __init__(self, folder: Path, library: Library | None = None, looking: bool = False) -> None:
        self._given = library
        self.store = Store(folder, looking)
        self._packs: dict[str, Pack] = {}  # by digest of their text

    @cached_property
    def library(self) -> Library:
        """The packs new reports are made with."""
        from core.forms.library import Library

        return self._given or Library()

    @property
    def read_only(self) -> str:
        """Why nothing may be changed, in Chinese; "" when it may."""
        return self.store.read_only

    @property
    def recovered(self) -> tuple[Recovered, ...]:
        """What the last session, which did not end properly, has left."""
        return self.store.recovered

    def close(self) -> None:
        self.store.close()

    # ------------------------------------------------ the list

    def lines(self) -> list[ReportLine]:
        """All reports, by unit."""
        return self.store.lines()

    def trash(self) -> list[ReportLine]:
        """Reports that were put away."""
        return self.store.lines(removed=True)

    def create(self, unit: str, year: int, pack: str) -> int:
        """A new blank report."""
        from core.document.document import Document

        self._may_write()
        return self._add(Document.blank(self.library.pack(pack), year, unit))

    def adopt(self, path: Path, remove: Asked | None = None) -> tuple[int, tuple[Mistake, ...]]:
        """A data file, or a workbook of ours, becomes a report; what was odd in it is told.

        Rows deleted in the workbook stay unless `remove`, given their names, says they may go.
        """
        from core.storage.datafile import load

        self._may_write()
        if path.suffix.lower() == WORKBOOK:
            loaded = self._from_workbook(path, remove)
        else:
            loaded = load(path, self.library)
        return self._add(loaded.document), loaded.notes

    def _from_workbook(self, path: Path, remove: Asked | None) -> Loaded:
        from core.storage.datafile import Loaded  # not needed to start
        from core.workspace.sheets_in.read import read_workbook

        reading = read_workbook(path, self.library)
        if not reading.gone:
            return Loaded(reading.document, reading.notes)
        goes = remove is not None and remove(reading.gone_names)
        if goes:
            reading.remove_gone()
        return Loaded(reading.document, (*reading.notes, reading.gone_note(goes)))

    def remove(self, report: int) -> None:
        """Put a report away; it can be brought back."""
        self._may_write()
        self.store.remove(report)

    def restore(self, report: int) -> None:
        """Bring a report back."""
        self._may_write()
        self.store.remove(report, removed=False)

    def _may_write(self) -> None:
        """Raises when the data are only being looked at."""
        if self.read_only:
            from core.workspace.saving import CLOSE_THE_OTHER

            raise ZipingtongError("E510", self.read_only, CLOSE_THE_OTHER)

    def _add(self, document: Document) -> int:
        pack = document.pack
        text = self.library.text(pack.id)
        return self.store.add(document.snapshot, pack.head.name, text, document.last_serial)

    # ------------------------------------------------ one report

    def open(self, report: int) -> OpenReport:
        """A report as it was left, with the pack it was filled with and its history."""
        from core.document.document import Document
        from core.document.restore import restore
        from core.workspace.open_report import OpenReport
        from core.workspace.saving import Saver

        with no_collecting():
            stored = self.store.read(report)
            pack = self._pack(stored)
            snapshot = restore(pack, stored.kept)
        document = Document(pack, snapshot, stored.history, stored.serial)
        saver = Saver(self.store.keeper(report), self.read_only, stored.draft)
        return OpenReport(document, saver, draft=stored.draft, before=self._chapters_before)

    def _chapters_before(self, unit: str, year: int) -> tuple[Chapter, ...]:
        """What a unit wrote in its report of the year before."""
        from core.workspace.chapter_before import year_before

        found = year_before(self.lines(), unit, year)
        return self.store.chapters(found) if found is not None else ()

    def prepare(self) -> None:
        """Read the pack of the report worked on last: most likely it is opened next."""
        last = max(self.lines(), key=lambda line: line.changed, default=None)
        if last is not None and last.pack in self.library.names():
            digest = digest_of(self.library.text(last.pack))
            self._packs[digest] = self.library.pack(last.pack)

    def _pack(self, stored: Stored) -> Pack:
        """The pack a report keeps; the library's own when it is the same to the letter."""
        from core.forms.library import Library

        if stored.digest not in self._packs:
            same = stored.pack in self.library.names() and (
                digest_of(self.library.text(stored.pack)) == stored.digest
            )
            library = self.library if same else Library.of_text(stored.pack_text)
            self._packs[stored.digest] = library.pack(stored.pack)
        return self._packs[stored.digest]
