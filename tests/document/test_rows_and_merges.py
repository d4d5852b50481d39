"""Rows and merged cells: what a clerk does to a table, step by step."""

from __future__ import annotations

import pytest

from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import (
    AddRow,
    CopyRow,
    LinkRow,
    MergeCells,
    MoveRow,
    RemoveRow,
    SetPrinted,
    SetSetting,
    SetValue,
    SplitCells,
    Together,
)
from core.facts.model import UNIT, Placement, Ref
from core.facts.values import State
from tests.support import assert_whole, pack_of

PACK = pack_of("small")


@pytest.fixture
def document() -> Document:
    return Document.blank(PACK, 2023, "某局")


def column(document: Document, field: str, owner: str = UNIT) -> list[str]:
    """What one column of 绩效指标 shows, one text per visible cell."""
    snapshot = document.snapshot
    texts: list[str] = []
    last = ""
    for row in snapshot.siblings("绩效指标", owner):
        holder = snapshot.cover.get((row, field), row)
        if holder != last:
            texts.append(snapshot.value(Ref(field, "", holder)).raw)
        last = holder
    return texts


def rows(document: Document, owner: str = UNIT) -> tuple[str, ...]:
    return document.snapshot.siblings("绩效指标", owner)


def test_a_new_report_has_the_first_rows_and_the_fixed_ones(document: Document) -> None:
    assert column(document, "一级指标") == ["产出指标", "效益指标"]
    assert column(document, "二级指标") == ["数量指标", "质量指标", "社会效益指标"]
    fixed = document.snapshot.siblings("评分项")
    assert fixed == ("评分项:甲", "评分项:乙", "评分项:丙")
    assert document.snapshot.value(Ref("分值", "", fixed[0])).data == 5
    shared = document.snapshot.cover[fixed[1], "得分"]
    assert shared == document.snapshot.cover[fixed[2], "得分"]
    assert document.undo() is None


def test_a_row_added_inside_a_merged_cell_joins_it(document: Document) -> None:
    document.apply(AddRow("绩效指标", at=1, joins=0))
    assert column(document, "一级指标") == ["产出指标", "效益指标"]
    assert column(document, "二级指标") == ["数量指标", "", "质量指标", "社会效益指标"]
    assert_whole(PACK, document.snapshot)


def test_a_row_added_at_the_end_may_begin_a_group(document: Document) -> None:
    document.apply(AddRow("绩效指标", joins=0, cells={"一级指标": "满意度指标"}))
    assert column(document, "一级指标") == ["产出指标", "效益指标", "满意度指标"]
    document.apply(AddRow("绩效指标"))
    assert column(document, "一级指标") == ["产出指标", "效益指标", "满意度指标"]
    assert len(rows(document)) == 5


def test_a_score_per_group_belongs_to_the_merged_cell(document: Document) -> None:
    first, second, third = rows(document)
    document.apply(SetValue(Ref("得分", "", second), "46"))
    group = document.snapshot.cover[first, "一级指标"]
    assert document.snapshot.value(Ref("得分", "", group)).data == 46
    document.apply(SetValue(Ref("得分", "", third), "28.5"))
    document.apply(SetValue(Ref("执行率得分"), "8"))
    assert str(document.snapshot.value(Ref("总得分")).data) == "82.5"
    document.apply(RemoveRow(first))
    assert document.snapshot.value(Ref("得分", "", group)).data == 46
    document.apply(RemoveRow(second))
    assert str(document.snapshot.value(Ref("总得分")).data) == "36.5"


def test_removing_a_row_takes_all_it_holds_and_undo_brings_it_back(document: Document) -> None:
    document.apply(AddRow("项目", cells={"项目名称": "甲项目"}))
    project = document.snapshot.siblings("项目")[0]
    document.apply(AddRow("项目清单", cells={"项目名称": "甲项目"}))
    line = document.snapshot.siblings("项目清单")[0]
    document.apply(LinkRow(Ref("项目表", "", line), project))
    document.apply(SetPrinted(Placement("项目表", Ref("项目名称", "", project), 2), "另一个名字"))
    before = document.snapshot
    document.apply(RemoveRow(project))
    assert not document.snapshot.siblings("项目")
    assert not document.snapshot.siblings("资金来源", project)
    assert document.snapshot.value(Ref("项目表", "", line)).is_blank
    assert not document.snapshot.printed
    assert_whole(PACK, document.snapshot)
    document.undo()
    assert document.snapshot == before


def test_a_linked_line_follows_its_form(document: Document) -> None:
    document.apply(AddRow("项目"))
    project = document.snapshot.siblings("项目")[0]
    source = document.snapshot.siblings("资金来源", project)[0]
    document.apply(SetValue(Ref("金额", "决算", source), "36.67"))
    document.apply(AddRow("项目清单"))
    line = document.snapshot.siblings("项目清单")[0]
    ref = Ref("支出", "决算", line)
    assert document.snapshot.value(ref).is_blank
    document.apply(LinkRow(Ref("项目表", "", line), project))
    assert str(document.snapshot.value(ref).data) == "36.67"
    assert str(document.snapshot.value(Ref("项目支出", "决算")).data) == "36.67"
    document.apply(SetValue(ref, "30"))  # typed at home: formulas use it, the computed one stays
    assert str(document.snapshot.value(Ref("项目支出", "决算")).data) == "30"
    assert str(document.snapshot.computed_value(ref).data) == "36.67"


def test_moving_a_row_keeps_or_takes_on_the_group(document: Document) -> None:
    first, second, third = rows(document)
    document.apply(SetValue(Ref("三级指标", "", third), "满意"))
    document.apply(MoveRow(third, 0))
    assert column(document, "一级指标") == ["效益指标", "产出指标"]
    document.apply(MoveRow(third, 1))  # into the middle of 产出指标
    assert rows(document) == (first, third, second)
    assert column(document, "一级指标") == ["产出指标"]
    assert_whole(PACK, document.snapshot)


def test_copying_a_project_copies_its_tables_but_no_links(document: Document) -> None:
    document.apply(AddRow("项目", cells={"项目名称": "甲"}))
    project = document.snapshot.siblings("项目")[0]
    indicator = rows(document, project)[1]
    document.apply(SetValue(Ref("三级指标", "", indicator), "修路 5 公里"))
    document.apply(CopyRow(project))
    twin = document.snapshot.siblings("项目")[1]
    assert document.snapshot.value(Ref("项目名称", "", twin)).raw == "甲"
    assert column(document, "一级指标", twin) == column(document, "一级指标", project)
    assert column(document, "二级指标", twin) == ["数量指标", "经济效益指标"]
    assert column(document, "三级指标", twin) == ["", "修路 5 公里", ""]
    assert set(rows(document, twin)).isdisjoint(rows(document, project))
    assert_whole(PACK, document.snapshot)


def test_merging_and_splitting_cells(document: Document) -> None:
    first, second, third = rows(document)
    document.apply(SetValue(Ref("年度指标值", "", second), "≥95%"))
    document.apply(MergeCells("年度指标值", (first, second)))
    group = document.snapshot.cover[first, "年度指标值"]
    assert document.snapshot.value(Ref("年度指标值", "", group)).raw == "≥95%"
    document.apply(SplitCells(group))
    assert document.snapshot.value(Ref("年度指标值", "", first)).raw == "≥95%"
    assert document.snapshot.value(Ref("年度指标值", "", second)).is_blank
    with pytest.raises(ZipingtongError, match="请先合并"):
        document.apply(MergeCells("二级指标", (second, third)))
    document.apply(MergeCells("一级指标", (second, third)))
    assert column(document, "一级指标") == ["产出指标"]
    document.apply(SplitCells(document.snapshot.cover[first, "一级指标"]))
    assert column(document, "一级指标") == ["产出指标"] * 3


def test_the_countys_own_rows_and_cells_stay(document: Document) -> None:
    row = document.snapshot.siblings("评分项")[1]
    for edit in (RemoveRow(row), MoveRow(row, 0), CopyRow(row), AddRow("评分项")):
        with pytest.raises(ZipingtongError, match="县里定"):
            document.apply(edit)
    with pytest.raises(ZipingtongError, match="县里定"):
        document.apply(SplitCells(document.snapshot.cover[row, "分值"]))
    document.apply(SplitCells(document.snapshot.cover[row, "得分"]))
    assert (row, "得分") not in document.snapshot.cover


def test_a_step_of_several_edits_is_one_undo(document: Document) -> None:
    before = document.snapshot
    paste = Together(
        tuple(SetValue(Ref("三公经费", a), "1") for a in ("上年决算", "年初预算", "决算")), "粘贴"
    )
    change = document.apply(paste)
    assert len(change.changes) == 3 and document.history.undo_label == "粘贴"
    document.undo()
    assert document.snapshot == before and document.history.redo_label == "粘贴"


def test_an_edit_that_fails_halfway_changes_nothing(document: Document) -> None:
    before = document.snapshot
    bad = Together((SetValue(Ref("编制数"), "5"), SetValue(Ref("没有这个"), "5")), "坏")
    with pytest.raises(ZipingtongError):
        document.apply(bad)
    assert document.snapshot is before and not document.history.undo_label


def test_a_setting_changes_what_numbers_mean(document: Document) -> None:
    document.apply(SetValue(Ref("三公经费", "决算"), "12.5万元"))
    assert str(document.snapshot.value(Ref("三公经费", "决算")).data) == "12.5"
    document.apply(SetSetting("金额单位", "元"))
    assert document.snapshot.value(Ref("三公经费", "决算")).data == 125000
    with pytest.raises(ZipingtongError, match="可以写的有"):
        document.apply(SetSetting("金额单位", "两"))
    document.apply(SetSetting("执行率分值", "20"))
    assert document.snapshot.value(Ref("执行率分值")).data == 20


def test_unreadable_text_is_kept_and_says_why(document: Document) -> None:
    ref = Ref("公务接待费", "决算")
    document.apply(SetValue(ref, "7,00.0,77"))
    value = document.snapshot.value(ref)
    assert value.raw == "7,00.0,77" and value.state is State.UNREADABLE and value.note
    total = document.snapshot.value(Ref("三公经费", "决算"))
    assert total.state is State.ERROR


@pytest.mark.parametrize(
    "ref",
    [Ref("没有这个"), Ref("三公经费"), Ref("编制数", "决算"), Ref("得分", "", "r999")],
)
def test_references_that_mean_nothing_are_refused(document: Document, ref: Ref) -> None:
    with pytest.raises(ZipingtongError):
        document.apply(SetValue(ref, "1"))


def test_links_and_placements_that_make_no_sense_are_refused(document: Document) -> None:
    document.apply(AddRow("项目清单"))
    line = document.snapshot.siblings("项目清单")[0]
    with pytest.raises(ZipingtongError, match="不存在"):
        document.apply(LinkRow(Ref("项目表", "", line), rows(document)[0]))
    with pytest.raises(ZipingtongError, match="直接填写"):
        document.apply(SetPrinted(Placement("基础表", Ref("三公经费", "决算")), "1"))
    with pytest.raises(ZipingtongError, match="没有"):
        document.apply(SetPrinted(Placement("评分表", Ref("三公经费", "决算")), "1"))
