"""Measures: numbers of indicators that cannot be read because their unit is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.checks.desk import Desk
from core.checks.finding import Finding, Result, Severity
from core.checks.registry import rule
from core.checks.targets import OWNERS, ROWS, called, outcome, refs_of, sheet_of, shown
from core.facts.reading import BAR
from core.scoring.sheet import ACTUAL, TARGET, Indicator

CODE = "O29.没有写计量单位"
# What is measured rather than counted: a bare number may be metres or kilometres, 元 or 万元.
_MEASURED = re.compile(
    r"里程|长度|宽度|高度|深度|厚度|距离|面积|体积|容量|库容|方量|重量|产量|用量|能耗"
    r"|造林|植树|绿化|种植|播种|硬化|复垦|清淤|疏浚"
    r"|成本|费用|经费|投资|资金|金额|支出|收入|产值|税收|增收|节支|营业额|补助标准|单价|造价"
    r"|年限|时长|时限|工期|周期"
)
# The name may say the unit: 道路里程（公里）, 509万元; or that something is counted, or a share.
_TOLD = re.compile(
    r"[（(][^（）()]{1,6}[)）]$|[0-9][十百千万亿]*(?:元|公里|米|平方米|亩|吨|年|天)"
    r"|(?:率|次|人数|户数|个数|件数|处数|数量|程度|力度|满意度|占比|比[例重])$"
)


@rule(CODE, OWNERS, ROWS)
def numbers_have_units(desk: Desk, owner: str) -> Iterable[Result]:
    """A number that measures something says in what; where the unit has a cell, always."""
    sheet = sheet_of(desk, owner)
    found = [
        Finding(
            CODE,
            Severity.WARNING,
            desk.cells(*refs_of([one], TARGET, ACTUAL)),
            f"{called(one)}的年度指标值是 {shown(desk, one, TARGET)}，没有写计量单位，"
            "看不出是多少，请写上（如公里、亩、万元）。",
            shown=shown(desk, one, TARGET),
        )
        for one in sheet.real
        if _lacks_unit(one)
    ]
    return outcome(found, sheet)


def _lacks_unit(indicator: Indicator) -> bool:
    target, actual = indicator.target, indicator.actual
    if target is None or target.number is None or target.unit:
        return False
    if BAR in indicator.target_value.raw:
        return True
    if actual is not None and (actual.unit or actual.number is None):
        return False  # the result says the unit, or is not a number either
    name = indicator.name.strip()
    return _MEASURED.search(name) is not None and _TOLD.search(name) is None
