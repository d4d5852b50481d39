"""Project list: state of every project, its line of the list, and the commands as one step."""

from __future__ import annotations

from collections import Counter

import pytest

from core.checks.finding import Severity
from core.checks.progress import progress
from core.document.document import Document
from core.facts.edits import AddRow, ChangeSet, CopyRow, MoveRow, RemoveRow, SetValue
from core.facts.model import UNIT, Ref
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load
from core.workspace.open_report import OpenReport, Update
from core.workspace.project_edits import add_for_lines, add_named, link_to
from core.workspace.project_list import (
    ProjectLine,
    ProjectList,
    Wiring,
    lines_for,
    lines_without_form,
    linked_text,
    repeated_tables,
    state_text,
    wiring_of,
)
from core.workspace.saving import Saver
from tests.support import assert_whole, pack_of

LIBRARY = Library()


def opened(document: Document) -> OpenReport:
    report = OpenReport(document, Saver(None))
    report.audit_all()
    return report


def sample(name: str = "zhijiang-2023") -> OpenReport:
    return opened(load(resources() / "samples" / f"{name}.json", LIBRARY).document)


def wired(report: OpenReport) -> Wiring:
    return wiring_of(report.pack, "项目")


def looked(report: OpenReport) -> list[ProjectLine]:
    return ProjectList(report.pack, "项目").look(report)


def test_packs_say_how_their_projects_hang_together() -> None:
    assert repeated_tables(LIBRARY.pack("hunan-taojiang")) == ()
    assert repeated_tables(LIBRARY.pack("national")) == ("项目",)
    assert wiring_of(LIBRARY.pack("national"), "项目").lines == ""
    wiring = wiring_of(LIBRARY.pack("hunan-zhijiang"), "项目")
    assert (wiring.forms, wiring.name) == (("项目自评表",), "项目名称")
    assert (wiring.lines, wiring.link) == ("项目清单", "项目表")
    assert [ref.aspect for ref in wiring.money] == ["全年预算", "决算"]
    assert wiring_of(pack_of("small"), "项目").lines == "项目清单"


def test_every_project_shows_name_money_line_and_findings() -> None:
    report = sample()
    lines = looked(report)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert (lines[0].name, lines[0].money) == ("创新型省份建设资金", "决算 76")
    assert linked_text(lines[0]) == "清单第1行"
    rows = {line.row: line for line in lines}
    touched = Counter[tuple[str, Severity]]()
    for finding in report.audit.findings:
        if finding.folded_under or finding.explained:
            continue
        copies = {sheet.copy for cell in finding.cells if (sheet := report.sheet_of(cell))}
        touched.update((copy, finding.severity) for copy in copies if copy in rows)
    assert touched.total() > 3
    for row, line in rows.items():
        assert line.errors == touched[row, Severity.ERROR]
        assert line.warnings == touched[row, Severity.WARNING]


def test_states_in_words() -> None:
    line = ProjectLine("r1", 1, "", "", 0, 0, 0, ())
    assert (line.title, state_text(line), linked_text(line)) == (
        *("（还没有名称）", "已填完", "未对应清单"),
    )
    line = ProjectLine("r1", 1, "路", "", 2, 1, 12, (3, 5))
    assert state_text(line) == "错误 2 · 需说明 1 · 还有 12 格"
    assert linked_text(line) == "清单第3、5行"


@pytest.mark.parametrize("name", ["zhijiang-2023", "tongyong-2024", "national-2024"])
def test_looking_after_every_edit_gives_the_same_as_looking_afresh(name: str) -> None:
    report = sample(name)
    kept = ProjectList(report.pack, "项目")
    kept.look(report)
    first, second = report.snapshot.siblings("项目")[:2]
    indicator = report.snapshot.siblings("绩效指标", first)[0]
    for edit in (
        SetValue(Ref("实施单位", "", first), ""),
        SetValue(Ref("预期目标", "", second), "修路"),
        SetValue(Ref("三级指标", "", indicator), "无"),
        SetValue(Ref("年度资金总额", "决算", first), ""),
        SetValue(Ref("填表人"), ""),
        MoveRow(second, 0),
        CopyRow(first),
        RemoveRow(second),
        AddRow("项目"),
    ):
        change = report.apply(edit).change
        assert kept.look(report, [change]) == looked(report)
    undone: Update | None = report.undo()
    changes: list[ChangeSet] = []
    while undone is not None:
        changes.append(undone.change)
        undone = report.undo()
    assert len(changes) > 5
    assert kept.look(report, changes) == looked(report)


def test_missing_cells_are_those_of_the_progress() -> None:
    report = sample("tongyong-2024")
    before = progress(report.desk)
    lacking = sum(line.missing for line in looked(report))
    report.apply(add_named(report, wired(report), "新项目", listed=False))
    after = progress(report.desk)
    more = sum(line.missing for line in looked(report)) - lacking
    assert more > 0
    assert (after.required - after.filled) - (before.required - before.filled) == more


def test_a_form_for_a_line_takes_its_name_and_amounts_and_is_linked_in_one_step() -> None:
    report = sample()
    wiring = wired(report)
    before = report.snapshot
    free = lines_without_form(report.desk, wiring)
    assert [line.name for line in free] == ["行政运行工作经费", "死亡一次性抚恤金"]
    update = report.apply(add_for_lines(report, wiring, [line.row for line in free]))
    assert update.change.label == "按清单增加项目"
    assert_whole(report.pack, report.snapshot)
    first, second = looked(report)[-2:]
    assert (first.name, first.money) == ("行政运行工作经费", "决算 165.12")
    assert (second.lines, lines_without_form(report.desk, wiring)) == ((10,), [])
    assert report.snapshot.siblings("资金来源", first.row)
    report.undo()
    assert (report.snapshot.rows, report.snapshot.entered) == (before.rows, before.entered)
    report.apply(add_for_lines(report, wiring, [free[0].row]))
    report.apply(add_for_lines(report, wiring, [free[1].row]))
    assert_whole(report.pack, report.snapshot)


def test_a_new_project_stands_on_the_list_too_when_asked() -> None:
    report = sample()
    wiring = wired(report)
    lines, forms = (len(report.snapshot.siblings(t)) for t in ("项目清单", "项目"))
    report.apply(add_named(report, wiring, " 修桥 ", listed=False))
    assert linked_text(looked(report)[-1]) == "未对应清单"
    assert len(report.snapshot.siblings("项目清单")) == lines
    report.apply(add_named(report, wiring, "修路", listed=True))
    assert looked(report)[-1].lines == (lines + 1,)
    assert len(report.snapshot.siblings("项目")) == forms + 2
    assert_whole(report.pack, report.snapshot)


def test_a_name_that_is_on_the_list_is_not_written_there_again() -> None:
    report = sample()
    lines = len(report.snapshot.siblings("项目清单"))
    report.apply(add_named(report, wired(report), "“死亡一次性抚恤金”", listed=True))
    assert len(report.snapshot.siblings("项目清单")) == lines
    assert looked(report)[-1].lines == (10,)


def test_ids_stay_apart_when_a_project_is_unlinked_and_made_again() -> None:
    report = sample()
    wiring = wired(report)
    line = lines_without_form(report.desk, wiring)[0].row
    for _ in range(3):
        report.apply(add_for_lines(report, wiring, [line]))
        edit = link_to(report, wiring, looked(report)[-1].row, None)
        assert edit is not None
        report.apply(edit)
    assert len({p.row for p in looked(report)}) == len(looked(report)) == 15
    assert_whole(report.pack, report.snapshot)


def test_linking_moves_a_project_from_one_line_to_another() -> None:
    report = sample()
    wiring = wired(report)
    project = looked(report)[0]
    offered = lines_for(report.desk, wiring, project.row)
    assert offered[0].project == project.row  # its own line first
    assert {line.project for line in offered[1:]} == {""}
    assert link_to(report, wiring, project.row, offered[0].row) is None
    edit = link_to(report, wiring, project.row, offered[1].row)
    assert edit is not None
    report.apply(edit)
    assert looked(report)[0].lines == (offered[1].number,)
    assert report.snapshot.value(Ref(wiring.link, "", offered[0].row)).is_blank
    report.undo()
    assert looked(report)[0].lines == project.lines


def test_what_hangs_under_a_project_belongs_to_it() -> None:
    report = sample()
    projects = ProjectList(report.pack, "项目")
    row = report.snapshot.siblings("项目")[0]
    child = report.snapshot.siblings("绩效指标", row)[0]
    group = report.snapshot.cover[child, "一级指标"]
    line = report.snapshot.siblings("项目清单")[0]
    owners = [projects.owner_of(report.snapshot, h) for h in (row, child, group, line, UNIT, "x")]
    assert owners == [row, row, row, "", "", ""]
