"""Cell info: what is said about the cell under the cursor."""

from __future__ import annotations

import pytest

from core.facts.edits import RemoveRow, SetPrinted, SetValue
from core.facts.model import Placement, Ref
from core.layout.grid import Cell
from core.workspace.cell_info import CellInfo, cell_info
from core.workspace.open_report import OpenReport
from tests.support_ui import blank_session, sample_session

SAMPLES = ("hengyang-2021", "luxian-2023", "national-2024", "taojiang-2024", "zhijiang-2023")
SUM = Ref("三公经费", "决算")
PART = Ref("公务接待费", "决算")


def cells_of(report: OpenReport) -> list[Cell]:
    return [cell for sheet in report.sheets() for cell in report.grid(sheet).cells]


def about(report: OpenReport, ref: Ref, form: str = "") -> CellInfo:
    cells = [cell for cell in cells_of(report) if cell.ref == ref and cell.placement]
    cell = next(c for c in cells if c.placement and form in (c.placement.form, ""))
    info = cell_info(report, cell)
    assert info is not None
    return info


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cell_can_be_told_about(name: str) -> None:
    report = sample_session(name).report
    told = 0
    for cell in cells_of(report):
        info = cell_info(report, cell)
        assert (info is None) is (cell.ref is None or cell.placement is None)
        if info is not None:
            told += 1
            assert info.title and info.where
            assert info.place not in [other.place for other in info.elsewhere]
            assert all(info.place in finding.cells for finding in info.findings)
    assert told > 50


def test_labels_and_cells_that_are_gone_have_nothing() -> None:
    report = sample_session("taojiang-2024").report
    cell = next(c for c in cells_of(report) if c.ref and c.ref.name == "三级指标")
    assert cell.ref is not None
    assert cell_info(report, cell) is not None
    report.apply(RemoveRow(cell.ref.holder))
    assert cell_info(report, cell) is None
    assert cell_info(report, None) is None


def test_how_to_fill_a_money_cell_says_the_unit_and_whether_it_must_be_filled() -> None:
    info = about(blank_session().report, PART)
    assert info.how == "填数字，单位万元；没有的填 0 或“无”。必填。"
    assert info.title == "公务接待费（决算）" and info.where == "基础数据表"


def test_a_computed_cell_shows_its_formula_with_the_numbers() -> None:
    report = blank_session().report
    for name, text in (("公务接待费", "5.59"), ("因公出国经费", "1")):
        report.apply(SetValue(Ref(name, "决算"), text))
    info = about(report, SUM)
    assert info.formula == "三公经费 = 公务用车购置和维护经费 + 因公出国经费 + 公务接待费"
    assert info.numbers == "空 + 1 + 5.59"
    assert info.how == "程序会算，一般不用填。" and info.difference == ""

    report.apply(SetValue(SUM, "6.95"))
    assert about(report, SUM).difference == (
        "填的是 6.95，算出来是 6.59，相差 0.36。清空这一格就由程序计算。"
    )


def test_a_cell_that_follows_says_where_from_and_what_typing_does() -> None:
    report = sample_session("taojiang-2024").report
    form = "整体自评表"
    follower = next(
        c
        for c in cells_of(report)
        if c.placement and c.placement.form == form and not c.home and c.text and c.framed
    )
    assert follower.ref is not None and follower.placement is not None
    home = report.desk.home(follower.ref)
    info = about(report, follower.ref, form)
    assert info.following.startswith(f"取自“{home.form}”。")
    assert home in [other.place for other in info.elsewhere if other.home]

    report.apply(SetPrinted(follower.placement, "123.45"))
    info = about(report, follower.ref, form)
    assert "填了自己的数" in info.following and "清空这一格" in info.following
    there = about(report, follower.ref, home.form)
    assert there.following == ""
    other = next(o for o in there.elsewhere if o.place == follower.placement)
    assert (other.text, other.home) == ("123.45", False)
    assert any(f.rule == "X9.各表不一致" for f in there.findings)


def test_what_could_not_be_read_is_said() -> None:
    report = blank_session().report
    report.apply(SetValue(PART, "五万多"))
    assert "五万多" in about(report, PART).problem


def test_a_county_s_own_words_are_not_to_be_filled() -> None:
    report = sample_session("zhijiang-2023").report
    row = report.snapshot.siblings("共性指标")[0]
    assert about(report, Ref("三级指标", "", row)).how == "这一格的文字是县里定的，不用填。"


def test_score_cells_are_the_ones_for_which_a_score_may_be_suggested() -> None:
    report = sample_session("taojiang-2024").report
    assert about(report, Ref("执行率得分")).scored == Ref("执行率得分")
    assert about(report, PART).scored is None
    place = about(report, PART).place
    assert place == Placement("基础数据表", PART)
