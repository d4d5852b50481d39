"""Writes that fail: the state says why, steps wait in order, a retry writes each once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import ZipingtongError
from core.facts.model import Placement, Ref
from core.storage.database import FILE_NAME
from core.storage.kept import DraftText
from core.workspace.open_report import OpenReport
from core.workspace.workspace import Workspace
from tests.support_store import (
    AMOUNT,
    PACK,
    copied,
    library,
    plain_user,
    query,
    step,
    stored,
    workspace_in,
)

DRAFT = DraftText(Placement("基础数据表", AMOUNT), "", "12.3")
LABELS = "SELECT label, kind FROM journal ORDER BY id"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with workspace_in(folder) as workspace:
        yield workspace


@pytest.fixture
def report(workspace: Workspace) -> OpenReport:
    number = workspace.create("某某局", 2024, PACK)
    assert number == 1
    return workspace.open(number)


def _limit(workspace: Workspace, pages: int) -> None:
    """The fullest disk there is: SQLite itself may not take another page."""
    workspace.store._database.execute_sql(f"PRAGMA max_page_count = {pages}")


def _impatient(workspace: Workspace) -> None:
    workspace.store._database.execute_sql("PRAGMA busy_timeout = 0")


def _is_whole(folder: Path, report: OpenReport, steps: int) -> None:
    """Everything done is on the disk, each step once, in order."""
    assert stored(folder, 1) == report.snapshot
    assert len(query(folder, LABELS)) == steps
    ids = [line[0] for line in query(folder, "SELECT id FROM journal ORDER BY id")]
    assert ids == list(range(1, steps + 1))


def test_a_full_disk(folder: Path, workspace: Workspace, report: OpenReport) -> None:
    assert step(report, "1").safe
    _limit(workspace, 1)
    long = "某" * 200_000
    saving = step(report, long, Ref("单位名称"))
    assert saving.waiting == 1 and "磁盘空间不足" in saving.why
    assert stored(folder, 1).value(Ref("单位名称")).raw == "某某局"
    assert len(query(folder, LABELS)) == 1
    assert step(report, "2").waiting == 2
    report.undo()
    assert report.saving.waiting == 3
    _limit(workspace, 1 << 30)
    assert step(report, "3").safe and report.saving.waiting == 0
    _is_whole(folder, report, 5)
    assert [kind for _, kind in query(folder, LABELS)] == ["edit", "edit", "edit", "undo", "edit"]
    assert workspace.open(1).snapshot == report.snapshot


def test_a_retry_without_a_new_step(workspace: Workspace, report: OpenReport, folder: Path) -> None:
    _limit(workspace, 1)
    assert not step(report, "某" * 200_000, Ref("单位名称")).safe
    assert not report.saver.retry().safe
    _limit(workspace, 1 << 30)
    assert report.saver.retry().safe
    assert report.saver.retry().safe
    _is_whole(folder, report, 1)


def test_another_program_holds_the_file(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    _impatient(workspace)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "别的程序占用" in step(report, "1").why
        assert step(report, "2").waiting == 2
        other.execute("ROLLBACK")
    assert report.saver.retry().safe
    _is_whole(folder, report, 2)


def test_a_folder_that_is_moved_away_and_put_back(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    assert step(report, "1").safe
    away = folder.with_name("移走")
    folder.rename(away)
    assert "不在原来的位置" in step(report, "2").why
    assert stored(away, 1).value(AMOUNT).raw == "1"
    assert step(report, "3").waiting == 2
    away.rename(folder)
    assert step(report, "4").safe
    _is_whole(folder, report, 4)


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be deleted")
def test_a_stick_that_is_pulled_out_and_put_in_again(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    """What comes back has the same bytes but is another file to the system."""
    assert step(report, "1").safe
    stick = copied(folder, folder.with_name("U盘"))
    shutil.rmtree(folder)
    assert "不在原来的位置" in step(report, "2").why
    assert not step(report, "3").safe
    shutil.copytree(stick, folder)
    assert report.saver.retry().safe
    _is_whole(folder, report, 3)
    assert Workspace(folder, library()).read_only  # the lock came back as well


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be deleted")
def test_an_older_copy_in_its_place_is_not_written_to(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    assert step(report, "1").safe
    older = copied(folder, folder.with_name("旧"))
    assert step(report, "2").safe
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    assert "较早的一份" in step(report, "3").why
    assert len(query(folder, LABELS)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be deleted")
def test_another_database_in_its_place_is_not_written_to(folder: Path, tmp_path: Path) -> None:
    with workspace_in(tmp_path / "别的") as other:
        other.create("另一个局", 2024, PACK)
        other.store._database.execute_sql("UPDATE session SET who = '别人'")
    workspace = Workspace(folder, library())
    report = workspace.open(workspace.create("某某局", 2024, PACK))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "别的", folder)
    assert "另外一份" in step(report, "1").why
    with pytest.raises(ZipingtongError, match="另外一份"):
        workspace.close()
    assert query(folder, LABELS) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_a_file_without_the_right_to_write() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "数据"
        with workspace_in(folder) as workspace:
            workspace.create("某某局", 2024, PACK)
        with plain_user(Path(made)):
            os.chmod(folder / FILE_NAME, 0o400)
            with pytest.raises(ZipingtongError, match=r"E525.*权限"):
                Workspace(folder)
            for path in folder.iterdir():  # SQLite's log has the rights of its file
                os.chmod(path, 0o600)
            with workspace_in(folder) as workspace:
                report = workspace.open(1)
                database = workspace.store._database
                database.execute_sql("PRAGMA query_only = 1")
                assert "权限" in step(report, "1").why
                database.execute_sql("PRAGMA query_only = 0")
                assert step(report, "2").safe
                _is_whole(folder, report, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
@pytest.mark.parametrize("mode", [0o500, 0o555])
def test_a_folder_without_the_right_to_write_can_be_looked_at(mode: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "数据"
        with workspace_in(folder) as workspace:
            step(workspace.open(workspace.create("某某局", 2024, PACK)), "7")
        (folder / "zipingtong.lock").unlink()
        with plain_user(Path(made)):
            os.chmod(folder, mode)
            with workspace_in(folder) as workspace:
                assert "不能写入" in workspace.read_only
                report = workspace.open(1)
                assert report.read_only and report.snapshot.value(AMOUNT).raw == "7"
                with pytest.raises(ZipingtongError, match="E510"):
                    step(report, "8")
            os.chmod(folder, 0o700)


_BOUNDED = """
import resource, signal, sys
from pathlib import Path
from tests.support_store import step, workspace_in
from core.facts.model import Ref
folder = Path(sys.argv[1])
with workspace_in(folder) as workspace:
    report = workspace.open(1)
    assert step(report, "1").safe
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    saving = step(report, "某" * 400_000, Ref("单位名称"))
    assert saving.waiting == 1 and saving.why, saving
    assert step(report, "2").waiting == 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    assert step(report, "3").safe
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind there")
def test_the_system_refuses_to_write_further(folder: Path) -> None:
    """A real failure of write() in the middle of a step, in a process of its own."""
    with workspace_in(folder) as workspace:
        workspace.create("某某局", 2024, PACK)
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(folder)], capture_output=True, text=True, cwd="."
    )
    assert done.returncode == 0, done.stderr
    assert len(query(folder, LABELS)) == 4
    found = stored(folder, 1)
    assert found.value(AMOUNT).raw == "3" and len(found.value(Ref("单位名称")).raw) == 400_000


@pytest.mark.parametrize("how", ["ABORT", "ROLLBACK"])
def test_a_journal_that_cannot_be_written_leaves_no_half_step(
    folder: Path, workspace: Workspace, report: OpenReport, how: str
) -> None:
    """The facts are written after the journal: what fails then takes the journal's line along.

    After some failures SQLite rolls back by itself; the true cause must be told all the same.
    """
    step(report, "1")
    database = workspace.store._database
    database.execute_sql(
        "CREATE TRIGGER fault BEFORE INSERT ON fact"
        f" BEGIN SELECT RAISE({how}, 'database or disk is full'); END"
    )
    saving = step(report, "2")
    assert saving.waiting == 1 and "磁盘空间不足" in saving.why
    assert len(query(folder, LABELS)) == 1 and stored(folder, 1).value(AMOUNT).raw == "1"
    database.execute_sql("DROP TRIGGER fault")
    assert report.saver.retry().safe
    _is_whole(folder, report, 2)


def test_a_commit_reported_as_failed_is_not_written_twice(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    """The disk failed while confirming: the step is there all the same when looked at again."""
    keeper = workspace.store.keeper(1)
    step(report, "1")
    step(report, "2")
    assert query(folder, "SELECT count(*) FROM journal") == [(2,)]
    waiting = workspace.open(1)
    waiting.saver._keeper = keeper  # it knows of no step: as if both had been reported failed
    waiting.undo()
    assert query(folder, "SELECT count(*) FROM journal") == [(2,)]
    assert waiting.saving.safe


# ---------------------------------------------------------------- drafts


def _draft(folder: Path) -> DraftText | None:
    with workspace_in(folder, looking=True) as workspace:
        return workspace.open(1).draft


def test_a_draft_is_kept_until_the_editor_is_left(folder: Path, report: OpenReport) -> None:
    assert report.saver.keep_draft(DRAFT).safe and _draft(folder) == DRAFT
    report.drop_text()
    assert _draft(folder) is None
    report.saver.keep_draft(DRAFT)
    step(report, "12.3")
    assert _draft(folder) is None


def test_a_draft_that_could_not_be_kept_is_tried_again(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    _impatient(workspace)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not report.saver.keep_draft(DRAFT).safe
        assert not report.saver.retry().safe  # saying it is safe would be a lie
        other.execute("ROLLBACK")
    assert report.saver.retry().safe and _draft(folder) == DRAFT


def test_steps_that_waited_do_not_take_the_next_draft_along(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    _impatient(workspace)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        step(report, "1")
        report.saver.keep_draft(DRAFT)
        other.execute("ROLLBACK")
    assert report.saver.retry().safe
    assert _draft(folder) == DRAFT and stored(folder, 1).value(AMOUNT).raw == "1"


def test_a_recovered_draft_that_is_declined_does_not_come_back(
    folder: Path, workspace: Workspace, report: OpenReport
) -> None:
    report.saver.keep_draft(DRAFT)
    again = workspace.open(1)
    assert again.draft == DRAFT
    again.drop_text()
    assert _draft(folder) is None


def test_half_a_character_is_refused_and_stops_nothing(folder: Path, report: OpenReport) -> None:
    with pytest.raises(ZipingtongError, match="不完整的字符"):
        step(report, "接待\ud83d")
    assert "不完整" in report.saver.keep_draft(DraftText(DRAFT.place, "", "\udc00")).why
    assert step(report, "5").safe
    _is_whole(folder, report, 1)


def test_closing_says_when_something_could_not_be_written(
    workspace: Workspace, report: OpenReport
) -> None:
    report.audit_all()
    _limit(workspace, 1)
    step(report, "某" * 200_000, Ref("单位名称"))
    assert report.close().waiting == 1
    _limit(workspace, 1 << 30)
    assert report.close().safe
    (line,) = workspace.lines()
    assert line.errors >= 0 and line.required > 0


def test_a_store_that_cannot_note_its_end_still_lets_go(folder: Path) -> None:
    workspace = Workspace(folder)
    workspace.create("某某局", 2024, PACK)
    _impatient(workspace)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ZipingtongError, match="E526"):
            workspace.close()
        other.execute("ROLLBACK")
    with workspace_in(folder) as again:
        assert not again.read_only
