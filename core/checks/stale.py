"""Stale: years of an earlier report that were left in goals and indicators."""

from __future__ import annotations

from collections.abc import Iterator

from core.calc.view import rows_on
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity
from core.checks.leftovers import stale_years
from core.checks.registry import rule
from core.checks.targets import sheet_of
from core.facts.model import UNIT, Ref
from core.facts.values import Target

_GOALS = ("预期目标", "目标完成情况")
_VALUES = ("年度指标值", "实际完成值")
_NAME = "三级指标"
_PROJECT = "项目"
_FAR = 3  # years: what lies further back is history, not last year's text


def _project(desk: Desk, holder: str) -> str:
    """The name of the project a holder belongs to: a year in it is right everywhere below."""
    while holder != UNIT and desk.snapshot.rows[holder].table != _PROJECT:
        holder = desk.snapshot.rows[holder].owner
    return desk.text(holder, "项目名称") if holder != UNIT else ""


def _recent(desk: Desk, text: str, known: str) -> list[int]:
    year = desk.snapshot.year
    return [named for named in stale_years(text, year, known) if named >= year - _FAR]


@rule("E6.往年年份", reads=(*_GOALS, "项目名称"))
def goals(desk: Desk, holder: str) -> Iterator[Result]:
    """Goals and results speak of the year of the report."""
    for path, name, _ in desk.pack.places:
        if name not in _GOALS:
            continue
        for at in rows_on(desk.snapshot, path) if path else (UNIT,):
            ref = desk.ref(at, name)
            text = desk.value(ref).raw
            found = _recent(desk, text, _project(desk, at)) if text else []
            if not found:
                yield PASSED
                continue
            years = "、".join(map(str, found))
            yield Finding(
                "E6.往年年份",
                Severity.WARNING,
                desk.cells(ref),
                f"{desk.name(ref)}写的是{years}年，没有写到{desk.snapshot.year}年，"
                "像是往年的内容，请核对。",
                shown=f"{years}年",
                expected=f"{desk.snapshot.year}年",
            )


@rule("E14.指标里的往年年份", on="绩效指标*", reads=(_NAME, *_VALUES, "项目名称"))
def indicators(desk: Desk, owner: str) -> Iterator[Result]:
    """Names, targets and time limits of indicators are of the year of the report."""
    known = _project(desk, owner)
    named: list[Ref] = []
    due: list[Ref] = []
    years: set[int] = set()
    for indicator in sheet_of(desk, owner).rows:
        texts = (indicator.name, indicator.target_value.raw, indicator.actual_value.raw)
        if not any("20" in text or "２０" in text for text in texts):
            continue
        for field in (_NAME, *_VALUES):
            ref = indicator.ref(field)
            found = _years_of(desk, ref, known)
            if found:
                years |= set(found)
                (named if field == _NAME else due).append(ref)
    if not years:
        yield PASSED
        return
    year = desk.snapshot.year
    written = "、".join(map(str, sorted(years)))
    told = "、".join(f"{desk.name(ref)}“{desk.shown(ref)[:20]}”" for ref in (*due, *named)[:3])
    more = f"等 {len(due) + len(named)} 处" if len(due) + len(named) > 3 else ""
    yield Finding(
        "E14.指标里的往年年份",
        Severity.WARNING if due else Severity.INFO,
        desk.cells(*due, *named),
        f"这是{year}年度的自评表，{told}{more}写的是{written}年，请核对。",
        shown=f"{written}年",
        expected=f"{year}年",
    )


def _years_of(desk: Desk, ref: Ref, known: str) -> list[int]:
    """Earlier years in a cell; a time limit is meant as it is written."""
    value = desk.value(ref)
    data = value.data
    if isinstance(data, Target) and data.deadline is not None:
        late = data.deadline.year
        right = stale_years(f"{late}年", desk.snapshot.year, known)
        return [late] if late < desk.snapshot.year and right else []
    return _recent(desk, value.raw, known) if value.raw else []
