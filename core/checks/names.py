"""Names: one project once and with its name, one unit, annexes numbered without a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.calc.view import rows_on
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity, skipped
from core.checks.registry import rule
from core.facts.edits import RemoveRow
from core.facts.model import UNIT, Ref
from core.texts import loose, tidy

_NAME = "项目名称"
_LISTS = {"项目清单": "支出", "项目": "年度资金总额"}  # table: what its rows spend
_READS = (_NAME, *_LISTS, *_LISTS.values())
TOWN_OFFICE = re.compile(r"([\u4e00-\u9fff]{2})(镇|乡|街道)(人民政府|政府|党委|党政|财政所|办事处)")
_GOVERNMENT = ("人民政府", "政府", "办事处")
_NO_NAME = re.compile(r"[我全本该各县乡镇村等及和与所有关由在给向为对]")
_OWN_TOWN = re.compile(r"[\u4e00-\u9fff]{2}(?:(?<![城乡])镇|乡(?!镇)|街道)")
_TEXTS = ("预期目标", "目标完成情况", "厉行节约保障措施", "偏差及原因", "改进措施")
_ANNEX = re.compile(r"附件\s*([0-9]+)")


def is_town(unit: str) -> bool:
    """Is a unit a town's government, by its name?"""
    return _OWN_TOWN.search(unit) is not None


def names_nobody(word: str) -> bool:
    """Are the two characters before 镇 or 县 no name: 各乡镇, 由县?"""
    return _NO_NAME.search(word) is not None


@rule("X11.项目重复", reads=_READS)
def listed_once(desk: Desk, holder: str) -> Iterator[Result]:
    """No project stands twice in a list, or has two forms."""
    for table, amount in _LISTS.items():
        places: dict[str, list[str]] = {}
        for row in desk.rows(table):
            name = loose(desk.text(row, _NAME))
            if name:
                places.setdefault(name, []).append(row)
        for rows in places.values():
            yield _repeated(desk, table, amount, rows) if len(rows) > 1 else PASSED


def _repeated(desk: Desk, table: str, amount: str, rows: list[str]) -> Finding:
    first = rows[0]
    ids = desk.rows(table)
    lines = "、".join(f"第{ids.index(row) + 1}行" for row in rows)
    same = [row for row in rows[1:] if _amounts(desk, row, amount) == _amounts(desk, first, amount)]
    alike = "，金额也一样，像是重复填写" if same and _amounts(desk, first, amount) else ""
    return Finding(
        "X11.项目重复",
        Severity.WARNING,
        desk.cells(*(desk.ref(row, _NAME) for row in rows)),
        f"“{tidy(desk.text(first, _NAME))[:30]}”在{table}里有 {len(rows)} 处（{lines}）{alike}，"
        "请核对是不是同一个项目。",
        shown=f"{len(rows)} 处",
        expected="1 处",
        remedies=tuple(
            Remedy(f"删去{table}第{ids.index(row) + 1}行", RemoveRow(row)) for row in same if alike
        ),
    )


def _amounts(desk: Desk, row: str, name: str) -> dict[str, object]:
    """What a row spends, by aspect."""
    concept = desk.pack.concept(desk.path(row), name)
    aspects = concept.aspects if concept else ()
    return {a: number for a in aspects if (number := desk.number(row, name, a))}


@rule("X12.项目没有名称", reads=_READS)
def named(desk: Desk, holder: str) -> Iterator[Result]:
    """A row with amounts says which project they are for."""
    for table, amount in _LISTS.items():
        for place, row in enumerate(desk.rows(table), start=1):
            name = desk.ref(row, _NAME)
            if not desk.value(name).is_blank:
                continue
            amounts = _amounts(desk, row, amount)
            if not amounts:
                continue
            refs = [desk.ref(row, amount, aspect) for aspect in amounts]
            yield Finding(
                "X12.项目没有名称",
                Severity.ERROR,
                desk.cells(name, *refs),
                f"{table}第{place}行填了金额 {desk.shown(refs[-1])}，没有写项目名称。",
                shown="空白",
                expected="项目名称",
            )


@rule("E7.别的单位名称", reads=("单位名称", *_TEXTS))
def other_town(desk: Desk, holder: str) -> Iterator[Result]:
    """A town's report speaks of that town's government, not of another's."""
    own = desk.text(UNIT, "单位名称")
    if not is_town(own):
        yield skipped("单位不是乡镇")
        return
    for name in _TEXTS:
        if not desk.shows("", name):
            continue
        ref = Ref(name)
        others = [
            match
            for match in TOWN_OFFICE.finditer(desk.value(ref).raw)
            if not names_nobody(match[1]) and f"{match[1]}{match[2]}" not in own
        ]
        if not others:
            yield PASSED
            continue
        # The goals of one government do not speak of another; a joint project may name its 党委.
        full = next((match for match in others if match[3] in _GOVERNMENT), None)
        other = f"{(full or others[0])[1]}{(full or others[0])[2]}"
        yield Finding(
            "E7.别的单位名称",
            Severity.WARNING if full else Severity.INFO,
            desk.cells(ref, Ref("单位名称")),
            f"{name}里写到了“{other}”，填报单位是“{own}”，请核对是不是抄来的内容。",
            shown=other,
            expected=own,
        )


@rule("E9.附件号不连续", reads=("*",))
def annexes(desk: Desk, holder: str) -> Iterator[Result]:
    """附件1, 附件2, 附件3, 附件5: one may be missing from the package."""
    if not _begun(desk):
        yield skipped("还没有开始填")
        return
    labels = {form.id: match for form in desk.pack.forms if (match := _ANNEX.match(form.label))}
    others = [_ANNEX.match(report.label) for report in desk.pack.reports]
    found = sorted({int(match[1]) for match in (*labels.values(), *others) if match})
    gaps = sorted(set(range(found[0], found[-1])) - set(found)) if found else []
    unnumbered = [form.each for form in desk.pack.forms if form.each and form.id not in labels]
    if len(gaps) <= sum(map(bool, map(desk.rows, unnumbered))):
        yield PASSED  # the county's project forms bear no number, and they are there
        return
    behind = [form for form, match in labels.items() if int(match[1]) > gaps[0]]
    yield Finding(
        "E9.附件号不连续",
        Severity.INFO,
        desk.cells(*_first_fact(desk, (behind or list(labels))[0])),
        f"这套表有附件{'、'.join(map(str, found))}，没有附件{'、'.join(map(str, gaps))}，"
        "请核对上报的材料是不是齐全。",
        shown="、".join(f"附件{number}" for number in found),
    )


def _first_fact(desk: Desk, form: str) -> Iterator[Ref]:
    """The first cell one can go to on a form."""
    for (path, name, aspect), shown in desk.pack.places.items():
        if shown[0] != form:
            continue
        holder = next(iter(rows_on(desk.snapshot, path)), None) if path else UNIT
        if holder is not None:
            yield desk.ref(holder, name, aspect)
            return


def _begun(desk: Desk) -> bool:
    """Has anything of the unit been filled in but its name?"""
    typed = desk.snapshot.entered.get(UNIT, {})
    return any(key.name != "单位名称" and not value.is_blank for key, value in typed.items())
