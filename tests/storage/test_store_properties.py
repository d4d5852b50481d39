"""Random edits, undone, done again and reopened in between: the disk holds what memory holds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import Edit, Explain, SetSetting, Together
from core.facts.model import Explanation, Snapshot
from core.forms.library import Library
from core.storage.changes_text import read_changes, write_changes
from core.workspace.open_report import OpenReport
from core.workspace.workspace import Workspace
from tests.document.test_document_properties import edits, started
from tests.support import PACKS
from tests.support_store import library

LIBRARY = library()


@st.composite
def all_edits(draw: st.DrawFn, snapshot: Snapshot) -> Edit:
    """Those of the document's own tests, explanations, and several as one."""
    kind = draw(st.integers(0, 11))
    if kind == 0:
        place = next(iter(snapshot.printed), None)
        note = draw(st.none() | st.builds(Explanation, st.text(max_size=9), st.just(("1", ""))))
        return Explain("B2.三公组成", (place,) if place else (), note)
    if kind == 1:
        return Together(tuple(draw(st.lists(edits(snapshot), max_size=3))), "粘贴")
    if kind == 2:
        return SetSetting("金额单位", draw(st.sampled_from(["元", "万元", None])))
    return draw(edits(snapshot))


class Life:
    """One report, opened and closed again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace(folder, LIBRARY)
        document = started()
        text = Library(PACKS).text("small")
        self.number = self.workspace.store.add(
            document.snapshot, "试验县", text, document.last_serial
        )
        self.report: OpenReport = self.workspace.open(self.number)

    def reopen(self) -> None:
        before = self.report.snapshot
        serial = self.report.document.last_serial
        assert self.report.saving.safe
        self.report.close()
        self.workspace.close()
        self.workspace = Workspace(self.folder, LIBRARY)
        self.report = self.workspace.open(self.number)
        assert self.report.snapshot == before
        assert self.report.document.last_serial <= serial

    def apply(self, edit: Edit) -> bool:
        try:
            return bool(self.report.apply(edit).change.changes)
        except ZipingtongError:
            return False


def living(test: Callable[[Life, st.DataObject], None]) -> None:
    """Run with a folder that goes away again."""

    @settings(max_examples=30)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            life = Life(Path(folder))
            try:
                test(life, data)
            finally:
                life.workspace.close()

    run()


def test_what_is_reopened_is_what_was_left() -> None:
    def test(life: Life, data: st.DataObject) -> None:
        for _ in range(data.draw(st.integers(1, 12))):
            match data.draw(st.integers(0, 9)):
                case 0:
                    life.report.undo()
                case 1:
                    life.report.redo()
                case 2:
                    life.reopen()
                case _:
                    life.apply(data.draw(all_edits(life.report.snapshot)))
        life.reopen()

    living(test)


def test_undo_leads_back_through_restarts_and_redo_forth_again() -> None:
    def test(life: Life, data: st.DataObject) -> None:
        states = [life.report.snapshot]
        for _ in range(data.draw(st.integers(1, 8))):
            if life.apply(data.draw(all_edits(life.report.snapshot))):
                states.append(life.report.snapshot)
            if data.draw(st.booleans()):
                life.reopen()
        for state in reversed(states[:-1]):
            assert life.report.undo() is not None
            assert life.report.snapshot == state
            if data.draw(st.booleans()):
                life.reopen()
        assert life.report.undo() is None
        for state in states[1:]:
            assert life.report.redo() is not None
            assert life.report.snapshot == state
            if data.draw(st.booleans()):
                life.reopen()
        assert life.report.redo() is None

    living(test)


def test_an_id_is_never_given_twice() -> None:
    """Rows that were undone or removed keep their number, also through a restart."""

    def test(life: Life, data: st.DataObject) -> None:
        given_out = {*life.report.snapshot.rows, *life.report.snapshot.groups}
        for _ in range(data.draw(st.integers(1, 12))):
            there = {*life.report.snapshot.rows, *life.report.snapshot.groups}
            if life.apply(data.draw(all_edits(life.report.snapshot))):
                now = {*life.report.snapshot.rows, *life.report.snapshot.groups}
                fresh = now - there
                assert not fresh & given_out
                given_out |= fresh
                if data.draw(st.booleans()):
                    life.report.undo()
            if data.draw(st.booleans()):
                life.reopen()

    living(test)


@given(st.data())
def test_changes_are_read_as_they_were_written(data: st.DataObject) -> None:
    document: Document = started()
    for _ in range(data.draw(st.integers(1, 6))):
        try:
            change = document.apply(data.draw(all_edits(document.snapshot)))
        except ZipingtongError:
            continue
        assert read_changes(write_changes(change.changes)) == change.changes
