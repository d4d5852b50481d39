"""What looks wrong and is not: never an 错误, mostly nothing at all."""

from __future__ import annotations

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from core.forms.library import Library, packs_folder
from core.storage.datafile import load
from tests.prose.support import desk_of, said_of


@pytest.mark.parametrize(
    ("sample", "text"),
    [
        # 其中 lists only some of the parts.
        ("taojiang-2024", "公用经费64.05万元，其中办公费11.67万元、水费、电费、差旅费16.19万元。"),
        # A part of the unit has its own figures.
        ("hengyang-2021", "局机关现有干部职工18人（编制18人），下属单位现有干部职工22人。"),
        ("tongyong-2024", "一般公共预算财政拨款基本支出352.4万元。"),
        # Other years, plans and duties.
        ("tongyong-2024", "2025年“三公”经费预算4.2万元，力争再降5%。"),
        ("tongyong-2024", "要严格控制支出，确保不超预算。"),
        # Rounded, about, at least.
        ("tongyong-2024", "全年总支出约570万元，“三公”经费不超过4万元。"),
        ("tongyong-2024", "全年总支出568.00万元，执行率97.4%。"),
        # Named elsewhere: the third part of the total.
        (
            "tongyong-2024",
            "总支出568万元，包括人员经费336.5万元、项目支出188.3万元。公用经费43.2万元。",
        ),
        # Quantities of things that carry the name of an amount.
        ("tongyong-2024", "公务接待40批次，公务用车2辆。"),
        # The score of a group, and the full mark.
        ("hengyang-2021", "满分100分，产出指标得46分，效益指标得28分，自评总得分91分。"),
    ],
)
def test_no_error(sample: str, text: str) -> None:
    told = [f"{f.rule} {f.message}" for f in said_of(desk_of(sample), text)]
    assert told == []


@pytest.mark.parametrize("unit", ["元", "千元", "万元"])
def test_the_unit_of_the_forms_is_that_of_the_setting(unit: str) -> None:
    number = {"元": 38000, "千元": 38, "万元": 3.8}[unit]
    data = (
        '{"pack": "tongyong", "year": 2024, "unit": "某局",'
        f' "settings": {{"金额单位": "{unit}"}}, "facts": {{"三公经费": {{"决算": {number}}}}}}}'
    )
    document = load(data, Library(packs_folder())).document
    desk = Desk(document.pack, document.snapshot)
    assert said_of(desk, "“三公”经费决算3.8万元。") == ()
    (finding,) = said_of(desk, "“三公”经费决算8.3万元。")
    assert (finding.severity, finding.expected) == (Severity.ERROR, "3.8万元")


def test_what_an_indicator_says_is_no_error_of_the_text() -> None:
    """The indicator says 100%, the other form 85%: the forms disagree, the text repeats one."""
    desk = desk_of("zhijiang-2023")
    (repeated,) = said_of(desk, "已完成的产出指标：在职人员控制率（100%）。")
    assert repeated.severity is Severity.INFO
    (other,) = said_of(desk, "年末在职人员控制率为90%。")
    assert other.severity is Severity.ERROR


def test_a_share_of_a_budget_of_nothing_is_not_worked_out() -> None:
    for spent in ("0", "5"):
        text = f"某项目全年执行{spent}万元，完成全年预算0万元的96.9%。"
        assert [f.rule for f in said_of(desk_of("tongyong-2024"), text)] == []
