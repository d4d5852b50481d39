"""Two packs of counties nobody has coded for, in text only: they load, compute and can be seen."""

from decimal import Decimal
from pathlib import Path

import pytest

from core.calc.view import View
from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import AddRow, SetSetting, SetValue
from core.facts.model import Ref
from core.facts.reading import join_target
from core.facts.values import Span, State
from core.forms.advice import advice
from core.forms.library import Library, packs_folder
from core.forms.pack import Pack
from core.forms.rules import Rule
from core.layout.build import build_all
from core.layout.grid import Grid
from core.numbers import CONTEXT

PACKS = Path(__file__).parent.parent / "packs"
LIBRARY = Library(PACKS, packs_folder())
HUBEI, HEBEI = "hubei-style", "hebei-style"


def new(name: str, year: int = 2024) -> Document:
    return Document.blank(LIBRARY.pack(name), year, "某某局")


def put(document: Document, name: str, text: str, aspect: str = "", row: str = "") -> None:
    document.apply(SetValue(Ref(name, aspect, row), text))


def number(document: Document, name: str, aspect: str = "", row: str = "") -> Decimal:
    value = document.snapshot.value(Ref(name, aspect, row)).number
    assert value is not None, f"{name}@{aspect}"
    return value


def suggestion(pack: Pack, path: str, name: str) -> Rule:
    return next(r for r in pack.suggests if r.node is not None and r.node[:2] == (path, name))


def suggested(document: Document, name: str, path: str = "", row: str = "") -> Span | str:
    rule = suggestion(document.pack, path, name)
    value = rule.right.run(View(document.snapshot, document.pack).at(row))
    assert isinstance(value.data, Span | str), value
    return value.data


def grids(document: Document) -> dict[str, Grid]:
    return {grid.form: grid for grid in build_all(document.pack, document.snapshot)}


def texts(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells]


@pytest.mark.parametrize("name", [HUBEI, HEBEI])
def test_they_have_no_mistakes_and_nothing_to_advise(name: str) -> None:
    pack = LIBRARY.check(LIBRARY.folder(name))
    assert [str(m) for m in pack.mistakes] == []
    assert [str(m) for m in advice(pack, name)] == []


@pytest.mark.parametrize("name", [HUBEI, HEBEI])
def test_every_form_is_covered_without_holes_or_overlaps(name: str) -> None:
    for grid in grids(new(name)).values():
        seen: set[tuple[int, int]] = set()
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for col in range(cell.col, cell.col + cell.cols):
                    assert (row, col) not in seen
                    seen.add((row, col))
        assert len(seen) == len(grid.heights) * len(grid.lattice)


# ------------------------------------------------------------- 元, 20 + 80


def hubei_with_money() -> Document:
    document = new(HUBEI)
    rows = document.snapshot.siblings("资金来源")
    for row, budget, spent in zip(
        rows, ("12345678.90", "654321.10"), ("12,000,000.00", "654321.10"), strict=False
    ):
        put(document, "金额", budget, "全年预算", row)
        put(document, "金额", spent, "决算", row)
    return document


def test_own_sources_add_up_in_yuan() -> None:
    document = hubei_with_money()
    assert number(document, "年度资金总额", "全年预算") == Decimal("13000000.00")
    assert number(document, "年度资金总额", "决算") == Decimal("12654321.10")
    first = document.snapshot.siblings("资金来源")[0]
    rate = CONTEXT.divide(Decimal(12000000), Decimal("12345678.9"))
    assert number(document, "执行率", "", first) == rate
    shown = texts(grids(document)["整体自评表"])
    assert "13000000.00" in shown and "12654321.10" in shown  # computed, so in the kind's style
    assert "12,000,000.00" in shown  # typed, so as typed
    assert "97.34%" in shown


def test_money_written_in_another_unit_becomes_yuan() -> None:
    document = new(HUBEI)
    row = document.snapshot.siblings("资金来源")[0]
    put(document, "金额", "1234.56万元", "决算", row)
    assert number(document, "年度资金总额", "决算") == 12345600


def test_a_source_of_its_own_can_be_added() -> None:
    document = hubei_with_money()
    document.apply(AddRow("资金来源", cells={"来源": "专项债券", "金额@全年预算": "1000000"}))
    assert len(document.snapshot.siblings("资金来源")) == 5
    assert number(document, "年度资金总额", "全年预算") == Decimal("14000000.00")


def test_execution_counts_twenty_points() -> None:
    document = hubei_with_money()
    assert number(document, "执行率分值") == 20
    points = CONTEXT.divide(20 * Decimal("12654321.10"), Decimal(13000000))
    assert suggested(document, "执行率得分") == Span(points, points)
    assert number(document, "总分值") == 100
    assert "预算执行情况\n（20分）" in texts(grids(document)["整体自评表"])


def test_total_and_grade_stand_in_the_last_row() -> None:
    document = hubei_with_money()
    put(document, "执行率得分", "19.47")
    indicators = document.snapshot.siblings("绩效指标")
    for row, score in zip(indicators, ("20", "10", "9", "10", "18", "10"), strict=True):
        put(document, "得分", score, row=row)
    assert number(document, "总得分") == Decimal("96.47")
    assert suggested(document, "评价等级") == "优"
    put(document, "评价等级", "优")
    grid = grids(document)["整体自评表"]
    last = [cell.text for cell in grid.cells if cell.row == grid.framed[1]]
    assert last == ["总分", "96.47", "等级", "优"]


def test_a_target_stands_in_three_cells() -> None:
    document = new(HUBEI)
    first, *_, cost, social, _ = document.snapshot.siblings("绩效指标")
    grid = grids(document)["整体自评表"]
    parts = {
        cell.part: cell.text
        for cell in grid.cells
        if cell.ref is not None and cell.ref == Ref("年度指标值", "", cost)
    }
    assert parts == {"性质": "≤", "值": "", "单位": "元"}  # from the first rows of the pack
    put(document, "年度指标值", join_target("≥", "100", "个"), row=first)
    put(document, "实际完成值", "90个", row=first)
    assert suggested(document, "得分", "绩效指标", first) == Span(Decimal(18), Decimal(18))
    put(document, "年度指标值", join_target("≤", "100", "元"), row=cost)
    put(document, "实际完成值", "125", row=cost)
    assert suggested(document, "得分", "绩效指标", cost) == Span(Decimal(8), Decimal(8))
    put(document, "年度指标值", join_target("定性", "明显改善", ""), row=social)
    put(document, "实际完成值", "部分达成", row=social)
    assert suggested(document, "得分", "绩效指标", social) == Span(Decimal(10), Decimal(16))


def test_the_bands_are_a_setting() -> None:
    document = new(HUBEI)
    social = document.snapshot.siblings("绩效指标")[4]
    put(document, "实际完成值", "部分达成", row=social)
    document.apply(SetSetting("定性档次", "达成 90%、部分达成 70%、未达成 0%"))
    assert suggested(document, "得分", "绩效指标", social) == Span(Decimal(14), Decimal(18))
    with pytest.raises(ZipingtongError):
        document.apply(SetSetting("定性档次", "达成 50%、部分达成 80%"))


# ------------------------------------------------- 到位数, 权重占比, 折算得分


def hebei_with_scores() -> Document:
    document = new(HEBEI)
    for aspect, state, own in (
        ("全年预算", "80", "20"),
        ("到位", "75", "20"),
        ("决算", "70", "20"),
    ):
        put(document, "财政资金", state, aspect)
        put(document, "自有资金", own, aspect)
    put(document, "执行率得分", "90")
    indicators = document.snapshot.siblings("绩效指标")
    for row, score in zip(indicators, ("100", "90", "80", "95", "100"), strict=True):
        put(document, "得分", score, row=row)
    return document


def test_money_that_arrived_is_a_column_of_its_own() -> None:
    document = hebei_with_scores()
    assert number(document, "年度资金总额", "到位") == 95
    assert number(document, "到位率") == Decimal("0.95")
    assert number(document, "执行率") == Decimal("0.9")
    assert suggested(document, "执行率得分") == Span(Decimal(90), Decimal(90))


def test_scores_are_converted_by_weight_row_by_row() -> None:
    document = hebei_with_scores()
    rows = document.snapshot.siblings("绩效指标")
    converted = [number(document, "折算得分", row=row) for row in rows]
    assert converted == [Decimal(n) for n in ("20", "13.5", "12", "28.5", "10")]
    assert number(document, "执行率折算得分") == 9
    assert number(document, "总得分") == 93
    assert number(document, "权重合计") == 1
    total = [c.text for c in grids(document)["绩效自评表"].cells if c.text == "总计" or c.ref]
    assert total[-6:-3] == ["100%", "93", ""]
    assert suggested(document, "评价等级") == "优秀"


def test_a_weight_that_is_changed_changes_the_total() -> None:
    document = hebei_with_scores()
    put(document, "权重占比", "25%", row=document.snapshot.siblings("绩效指标")[0])
    assert number(document, "总得分") == 98
    assert number(document, "权重合计") == Decimal("1.05")
    document.apply(SetSetting("执行率权重占比", "5%"))
    assert number(document, "总得分") == Decimal("93.5")


def test_identities_are_inherited_changed_and_switched_off() -> None:
    pack = LIBRARY.pack(HEBEI)
    live = {rule.id for rule in pack.checks}
    assert {"HE1.资金组成", "HE2.权重合计", "HE3.到位不超预算", "B2.三公组成"} <= live
    assert "O6.满分" not in live
    (off,) = [item for item in pack.dormant if item.id == "O6.满分"]
    assert "权重占比" in off.why
    document = hebei_with_scores()
    view = View(document.snapshot, pack).at("")
    rule = next(rule for rule in pack.checks if rule.id == "HE2.权重合计")
    assert rule.left is not None
    assert rule.left.run(view).number == rule.right.run(view).number == 1


def test_a_form_is_borrowed_from_another_pack() -> None:
    form = LIBRARY.pack(HEBEI).form("基础数据表")
    lent = LIBRARY.pack("hunan-taojiang").form("基础数据表")
    assert form is not None and lent is not None
    assert form.blocks == lent.blocks
    assert form.label == "附表一" and form.label != lent.label
    document = hebei_with_scores()
    put(document, "公务接待费", "1.5", "决算")
    assert number(document, "三公经费", "决算") == Decimal("1.5")


def test_the_working_sheet_is_not_printed() -> None:
    document = hebei_with_scores()
    sheets = grids(document)
    assert [grid.form for grid in sheets.values()] == ["基础数据表", "绩效自评表", "底稿"]
    assert [grid.printed for grid in sheets.values()] == [True, True, False]
    put(document, "年末结余", "10")
    assert document.snapshot.value(Ref("年末结余")).state is State.READ
