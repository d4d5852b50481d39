"""The store: what it keeps, who may write, what it says after a crash and of damaged files."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from core.errors import ZipingtongError
from core.facts.edits import (
    Change,
    ExplanationChange,
    GroupChange,
    OrderChange,
    PrintedChange,
    ReportChange,
    RowChange,
    SetReport,
    SettingChange,
    SetValue,
    ValueChange,
    YearChange,
)
from core.facts.model import Chapter, Explanation, Group, Placement, Ref, Row
from core.forms.library import Library
from core.paths import PORTABLE_MARK, data_folder, resources
from core.storage import database
from core.storage.changes_text import read_changes, write_changes
from core.storage.database import FILE_NAME
from core.storage.datafile import load, save
from core.storage.kept import DraftText
from core.storage.store import Store
from core.workspace.workspace import Workspace
from tests.support import PACKS
from tests.support_store import AMOUNT, PACK, query, step, stored, workspace_in

SAMPLES = sorted((resources() / "samples").glob("*.json"))
FROZEN = Path(__file__).parent / "frozen"
UNIT_NAME = Ref("单位名称")
ODD = "「换行\n制表\t引'号\"；--%_😀𬭚\u202e\u0000\ufeff 　尾"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据 文件夹?#%&'é😀"


# ---------------------------------------------------------------- what is kept


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_kept_to_the_letter(folder: Path, sample: Path) -> None:
    document = load(sample, Library()).document
    with workspace_in(folder) as workspace:
        number, _ = workspace.adopt(sample)
    with workspace_in(folder) as workspace:
        report = workspace.open(number)
        assert report.snapshot == document.snapshot
        assert report.sheets()
        assert [report.grid(s) for s in report.sheets()]
        (line,) = workspace.lines()
    assert (line.year, line.pack) == (document.snapshot.year, document.snapshot.pack)
    assert line.errors == -1


CHANGES: list[Change] = [
    ValueChange(Ref(ODD, "决算", "r1"), None, ODD),
    PrintedChange(Placement("表", Ref("x", "", "g2"), 3), ODD, None),
    RowChange(None, Row("r1", "项目", "", "项目", ODD), 4),
    RowChange(Row("r1", "绩效指标", "r2", "项目/绩效指标"), None, 0),
    OrderChange("项目", "", 3, 0),
    GroupChange(Group("g1", "t", "", ODD, ("r1", "r2")), None),
    GroupChange(None, Group("g1", "t", "r9", "f", ())),
    SettingChange("金额单位", None, "元"),
    YearChange(2023, 2024),
    ReportChange(1, (Chapter(ODD, ""),), (Chapter("一", ODD), Chapter("二", "文"))),
    ExplanationChange(
        ("B1", (Placement("表", Ref("x")),)), None, Explanation(ODD, ("1", ""), True)
    ),
    ExplanationChange(("B1", ()), Explanation("x"), None),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_a_change_is_read_as_it_was_written(change: Change) -> None:
    (again,) = read_changes(write_changes([change]))
    assert again == change and type(again) is type(change)


def test_every_kind_of_change_is_among_them() -> None:
    assert {type(change) for change in CHANGES} == set(get_args(Change))


@pytest.mark.parametrize("text", [ODD, "😀" * 262_144, "a\x00b", "\x00", "'; DROP TABLE fact; --"])
def test_hostile_texts_are_kept(folder: Path, text: str) -> None:
    with workspace_in(folder) as workspace:
        report = workspace.open(workspace.create("某某局", 2024, PACK))
        assert step(report, text, UNIT_NAME).safe
        report.apply(SetReport((Chapter(text, text),)))
        report.saver.keep_draft(DraftText(Placement(text, AMOUNT), text, text))
        before = report.snapshot
    with workspace_in(folder) as workspace:
        again = workspace.open(1)
        assert again.snapshot == before and again.snapshot.report[0].text == text
        assert again.draft == DraftText(Placement(text, AMOUNT), text, text)
        assert again.undo() and again.undo()
        assert again.snapshot.value(UNIT_NAME).raw == "某某局"


def test_reports_of_one_unit_stand_together_under_its_present_name(folder: Path) -> None:
    with workspace_in(folder) as workspace:
        for unit, year in (("乙局", 2024), ("甲局", 2024), ("  甲局 ", 2025), ("", 2024)):
            workspace.create(unit, year, PACK)
        names = [(line.unit, line.year) for line in workspace.lines()]
        assert sorted(names) == sorted(
            [("甲局", 2025), ("甲局", 2024), ("乙局", 2024), ("（没有填单位名称）", 2024)]
        )
        assert names.index(("甲局", 2024)) == names.index(("甲局", 2025)) + 1
        step(workspace.open(1), "丙局", UNIT_NAME)
        assert next(line.unit for line in workspace.lines() if line.id == 1) == "丙局"


def test_the_trash_can_be_emptied_back(folder: Path) -> None:
    with workspace_in(folder) as workspace:
        number = workspace.create("某局", 2024, PACK)
        workspace.remove(number)
        assert not workspace.lines() and [line.id for line in workspace.trash()] == [number]
        workspace.restore(number)
        assert [line.id for line in workspace.lines()] == [number] and not workspace.trash()


def test_how_a_report_stood_holds_until_it_is_changed(folder: Path) -> None:
    with workspace_in(folder) as workspace:
        report = workspace.open(workspace.create("某局", 2024, PACK))
        report.audit_all()
        report.close()
        assert workspace.lines()[0].errors == 0 < workspace.lines()[0].required
        step(report, "5")
        assert workspace.lines()[0].errors == -1


def test_a_report_that_is_not_there(folder: Path) -> None:
    with workspace_in(folder) as workspace, pytest.raises(ZipingtongError, match="E530"):
        workspace.open(99)


def test_a_report_keeps_the_pack_it_was_filled_with(folder: Path, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(PACKS / "small", packs / "small")
    first = Workspace(folder, Library(packs))
    number = first.create("某局", 2024, "small")
    old = first.open(number)
    titles = [grid.name for grid in map(old.grid, old.sheets())]
    head = (packs / "small" / "pack.toml").read_text("utf-8")
    first.close()
    for spoilt in (head.replace("from =", "# from ="), "不是 TOML [[", "\udcff"):
        (packs / "small" / "pack.toml").write_bytes(spoilt.encode(errors="surrogateescape"))
        later = Workspace(folder, Library(packs))
        again = later.open(number)
        assert again.pack.head == old.pack.head and again.snapshot == old.snapshot
        assert [grid.name for grid in map(again.grid, again.sheets())] == titles
        later.close()
    shutil.rmtree(packs)
    with workspace_in(folder) as without:
        assert without.open(number).snapshot == old.snapshot


def test_undo_is_fetched_from_the_journal_only_when_wanted(folder: Path) -> None:
    with workspace_in(folder) as workspace:
        step(workspace.open(workspace.create("某局", 2024, PACK)), "1")
    with closing(sqlite3.connect(folder / FILE_NAME)) as link:
        link.execute("UPDATE journal SET changes = '['")
        link.commit()
    with workspace_in(folder) as workspace:
        report = workspace.open(1)
        assert report.document.history.undo_label == "填写公务接待费（决算）"
        before = report.snapshot
        with pytest.raises(ValueError, match="Expecting"):
            report.undo()
        assert report.snapshot is before and report.document.history.undo_label


# ---------------------------------------------------------------- who may write

_HOLD = """
import sys
from pathlib import Path
from tests.support_store import PACK, step, workspace_in
with workspace_in(Path(sys.argv[1])) as workspace:
    report = workspace.open(workspace.create("某某局", 2024, PACK))
    print("ready", flush=True)
    for line in sys.stdin:
        step(report, line.strip())
        print("done", flush=True)
"""


def _holder(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )


def _tell(holder: subprocess.Popen[str], text: str) -> None:
    assert holder.stdin is not None and holder.stdout is not None
    holder.stdin.write(f"{text}\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "done\n"


def test_a_second_program_may_only_look_and_says_who_holds_it(folder: Path) -> None:
    with _holder(folder) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "ready\n"
        second = Workspace(folder)
        assert f"进程 {holder.pid}" in second.read_only and "只能查看" in second.read_only
        report = second.open(1)
        assert report.read_only and not second.recovered
        with pytest.raises(ZipingtongError, match=f"进程 {holder.pid}"):
            report.apply(SetValue(AMOUNT, "1"))
        with pytest.raises(ZipingtongError, match="E510"):
            report.undo()
        with pytest.raises(ZipingtongError):
            second.create("某某局", 2024, PACK)
        _tell(holder, "7.5")
        assert second.open(1).snapshot.value(AMOUNT).raw == "7.5"
        holder.kill()
        holder.wait()
        third = Workspace(folder)
        assert not third.read_only
        assert [(one.report, one.steps) for one in third.recovered] == [(1, 1)]
        third.close()
        second.close()


def test_looking_makes_nothing_and_holds_nothing(folder: Path) -> None:
    with pytest.raises(ZipingtongError, match="E534"):
        Workspace(folder, looking=True)
    assert not folder.exists()
    with workspace_in(folder) as workspace:
        workspace.create("某局", 2024, PACK)
    with workspace_in(folder, looking=True) as looking, workspace_in(folder) as writer:
        assert looking.read_only and not writer.read_only
        assert looking.open(1).snapshot == writer.open(1).snapshot
        assert query(folder, "SELECT count(*) FROM session") == [(2,)]


# ---------------------------------------------------------------- after a crash

_DIE = """
import os, signal, sys
from pathlib import Path
from core.facts.model import Placement, Ref
from core.storage.kept import DraftText
from tests.support_store import AMOUNT, PACK, step, workspace_in
with workspace_in(Path(sys.argv[1])) as workspace:
    for unit, steps in (("甲局", 3), ("乙局", 0), ("丙局", 0)):
        report = workspace.open(workspace.create(unit, 2024, PACK))
        for number in range(steps):
            assert step(report, f"{number}.5").safe
        if unit == "乙局":
            report.saver.keep_draft(DraftText(Placement("基础数据表", AMOUNT), "", "12."))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill by signal")
def test_after_a_crash_each_report_says_what_was_recovered(folder: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    died = subprocess.run([sys.executable, "-c", _DIE, str(folder)], cwd=root)
    assert died.returncode == -9
    with workspace_in(folder) as workspace:
        told = {one.unit: (one.steps, one.last_step, one.draft) for one in workspace.recovered}
        assert told == {"甲局": (3, "填写公务接待费（决算）", ""), "乙局": (0, "", "12.")}
        report = workspace.open(1)
        assert report.snapshot.value(AMOUNT).raw == "2.5" and report.draft is None
        offered = workspace.open(2).draft
        assert offered == DraftText(Placement("基础数据表", AMOUNT), "", "12.")
        assert report.undo() and report.snapshot.value(AMOUNT).raw == "1.5"
    with workspace_in(folder) as workspace:
        assert not workspace.recovered
        assert stored(folder, 1).value(AMOUNT).raw == "1.5"


# ---------------------------------------------------------------- damaged and foreign files


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(len(data) * share)]


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": ("E527", lambda data: b""),
    "ten bytes": ("E527", lambda data: data[:10]),
    "head only": ("E527", lambda data: data[:100]),
    "half": ("E527", _cut(0.5)),
    "last page missing": ("E527", lambda data: data[:-4096]),
    "garbage head": ("E527", lambda data: b"\x00" * 100 + data[100:]),
    "no database": ("E527", lambda data: "这不是数据库".encode() * 500),
}


@pytest.mark.parametrize("looking", [False, True])
@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_named_and_not_touched(folder: Path, how: str, looking: bool) -> None:
    code, spoil = DAMAGE[how]
    with workspace_in(folder) as workspace:
        workspace.create("某局", 2024, PACK)
    file = folder / FILE_NAME
    spoilt = spoil(file.read_bytes())
    file.write_bytes(spoilt)
    for _ in range(2):  # the first try leaves nothing behind that changes the second
        with pytest.raises(ZipingtongError) as caught:
            Store(folder, looking)
        assert caught.value.code == code and "损坏" in caught.value.says
        assert file.read_bytes() == spoilt
    assert not _is_locked(folder)


def _is_locked(folder: Path) -> bool:
    (folder / FILE_NAME).rename(folder / "移走.db")
    for left in folder.glob(f"{FILE_NAME}-*"):
        left.unlink()
    with workspace_in(folder) as workspace:
        return bool(workspace.read_only)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("PRAGMA user_version = 99", "E523"),
        ("DROP TABLE journal", "E527"),
        ("PRAGMA user_version = 0", "E521"),
    ],
)
def test_what_this_version_cannot_use_is_refused_untouched(
    folder: Path, sql: str, code: str
) -> None:
    with workspace_in(folder) as workspace:
        workspace.create("某局", 2024, PACK)
    with closing(sqlite3.connect(folder / FILE_NAME)) as link:
        link.execute(sql)
        link.commit()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(ZipingtongError, match=code):
        Store(folder)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_foreign_database_is_not_made_ours(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as link:
        link.execute("CREATE TABLE theirs (x)")
        link.commit()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(ZipingtongError, match="不是自评通的数据"):
        Store(folder)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "数据").write_text("x", "utf-8")
    for place in (tmp_path / "数据", tmp_path / "数据" / "更里面"):
        with pytest.raises(ZipingtongError) as caught:
            Store(place)
        assert caught.value.code == "E520"


def test_a_database_half_made_when_the_program_died_is_made_anew(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{FILE_NAME}.new").write_bytes(b"half")
    with workspace_in(folder) as workspace:
        assert workspace.create("某局", 2024, PACK) == 1
    assert not (folder / f"{FILE_NAME}.new").exists()


# ---------------------------------------------------------------- versions


def test_a_database_of_version_1_opens_as_it_was(folder: Path) -> None:
    """Made from a sample: settings, merged cells, other printed texts, 审核说明, a draft, undo."""
    folder.mkdir()
    shutil.copy(FROZEN / "v1.db", folder / FILE_NAME)
    with workspace_in(folder) as workspace:
        report = workspace.open(1)
        assert save(report.snapshot, report.pack) == (FROZEN / "v1.json").read_text("utf-8")
        assert report.draft is not None and report.draft.text == "某县"
        assert report.document.history.redo_label == "" != report.document.history.undo_label
        labels = []
        while (update := report.undo()) is not None:
            labels.append(update.change.label)
        assert labels == [
            "修改整体自评表中的三公经费",
            "修改整体自评表中的单位名称",
            "复制行",
            "修改报告",
            "审核说明",
            "设置金额单位",
        ]
        assert not report.snapshot.printed and not report.snapshot.explanations


def test_a_step_to_a_later_version_is_whole_or_not_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    shutil.copy(FROZEN / "v1.db", folder / FILE_NAME)
    first = database.steps()
    bad = [*first, "CREATE TABLE extra (x TEXT);\n-- 一个;号\nINSERT INTO nowhere VALUES (1);"]
    monkeypatch.setattr(database, "steps", lambda: bad)
    database._all_tables.cache_clear()
    with pytest.raises(ZipingtongError):
        Store(folder)
    assert query(folder, "PRAGMA user_version") == [(1,)]
    assert not query(folder, "SELECT 1 FROM sqlite_master WHERE name = 'extra'")
    good = [*first, "CREATE TABLE extra (x TEXT);\nINSERT INTO extra VALUES ('无分号结尾')"]
    monkeypatch.setattr(database, "steps", lambda: good)
    with pytest.raises(ZipingtongError, match="E522"):
        Store(folder, looking=True)
    with workspace_in(folder) as workspace:
        assert workspace.open(1).snapshot.year
    assert query(folder, "SELECT x FROM extra") == [("无分号结尾",)]
    kept = folder / "zipingtong-升级前第1版.db"
    with closing(sqlite3.connect(kept)) as link:
        assert link.execute("SELECT count(*) FROM report").fetchone() == (1,)
    database._all_tables.cache_clear()


# ---------------------------------------------------------------- where


def test_where_the_data_lie(tmp_path: Path) -> None:
    assert data_folder(str(tmp_path / "x"), tmp_path) == tmp_path / "x"
    usual = data_folder("", tmp_path)
    assert usual.is_absolute() and "zipingtong" in str(usual)
    (tmp_path / PORTABLE_MARK).touch()
    assert data_folder("", tmp_path).parent == tmp_path
