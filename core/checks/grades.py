"""Grades: the word is one of the county's, and the total score reaches it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.calc.view import rows_on
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity, skipped
from core.checks.registry import rule
from core.facts.model import UNIT, Ref
from core.forms.settings import Scale
from core.numbers import HUNDRED, plain
from core.texts import halfwidth, tidy

GRADE, TOTAL, WEIGHT = "评价等级", "总得分", "总分值"
_READS = (GRADE, TOTAL, WEIGHT)
# Other counties' words, from the best to the worst of four grades.
_FAMILIES = (
    frozenset({"优", "优秀", "优等"}),
    frozenset({"良", "良好", "良等"}),
    frozenset({"中", "中等", "合格", "一般", "及格"}),
    frozenset({"差", "不合格", "不及格"}),
)
_AROUND = re.compile(
    r"\(.*?\)|[0-9.]+分?|[“”\"'：:，,。.\s]|等级|等次|档次"
    r"|^(?:综合)?(?:评价|评定|自评|评为|为)|级$|档$"
)


def _holders(desk: Desk) -> Iterator[str]:
    """Whoever has a grade: the unit, and projects where their form shows one."""
    for path, name, _ in desk.pack.places:
        if name == GRADE:
            yield from rows_on(desk.snapshot, path) if path else (UNIT,)


def grade_word(text: str) -> str:
    """The grade in a cell such as 优秀（91分）."""
    return _AROUND.sub("", halfwidth(tidy(text)))


def place_on(scale: Scale, word: str) -> tuple[int | None, bool]:
    """Which grade of the scale a word is, and whether it is the county's own word."""
    words = [name for name, _ in scale]
    if word in words:
        return words.index(word), True
    if len(words) == len(_FAMILIES):
        for place, family in enumerate(_FAMILIES):
            if word in family:
                return place, False
    return None, False


def fitting_place(scale: Scale, total: Decimal) -> int | None:
    """Which grade a total reaches."""
    for place, (_, bound) in enumerate(scale):
        if bound.number is not None and total >= bound.number:
            return place
    return None


def _offer(desk: Desk, ref: Ref, scale: Scale, total: Decimal | None) -> tuple[Remedy, ...]:
    place = fitting_place(scale, total) if total is not None else None
    return (desk.type_in(ref, scale[place][0]),) if place is not None else ()


@rule("E4.评价等级不在档次里", reads=_READS)
def known_word(desk: Desk, holder: str) -> Iterator[Result]:
    """The grade is one of the county's words, not a number and not another county's word."""
    scale = desk.settings.scale(GRADE)
    for at in _holders(desk):
        ref = desk.ref(at, GRADE)
        value = desk.snapshot.entered_value(ref)
        if value.is_blank or not scale:
            yield skipped("评价等级还没有填")
            continue
        word = grade_word(value.raw)
        place, own = place_on(scale, word)
        if own:
            yield PASSED
            continue
        words = "、".join(name for name, _ in scale)
        severity = Severity.WARNING
        says = f"不是本县的等级，本县的等级有：{words}"
        if not word:
            severity, says = Severity.ERROR, f"是分数，不是等级；等级有：{words}"
        elif place is not None:
            severity, says = Severity.INFO, f"在本县叫“{scale[place][0]}”"
        yield Finding(
            "E4.评价等级不在档次里",
            severity,
            desk.cells(ref),
            f"{desk.name(ref)}填的“{tidy(value.raw)[:20]}”{says}。",
            shown=tidy(value.raw),
            expected=words,
            remedies=_offer(desk, ref, scale, desk.number(at, TOTAL)),
        )


@rule("O8.等级与总分不符", reads=_READS)
def fits_total(desk: Desk, holder: str) -> Iterator[Result]:
    """The total score lies between the bounds of the grade."""
    scale = desk.settings.scale(GRADE)
    for at in _holders(desk):
        grade, total = desk.ref(at, GRADE), desk.ref(at, TOTAL)
        place, own = place_on(scale, grade_word(desk.snapshot.entered_value(grade).raw))
        typed = desk.value(total).number
        weight = desk.number(at, WEIGHT)
        if place is None or typed is None:
            yield skipped("评价等级或总得分还没有填")
            continue
        if weight not in (None, HUNDRED) or not 0 <= typed <= HUNDRED:
            yield skipped("总分不是按 100 分算的")
            continue
        # A total that was typed wrong is reported by itself; the grade may fit the right one.
        computed = desk.snapshot.computed_value(total).number
        if place in (
            fitting_place(scale, typed),
            fitting_place(scale, typed if computed is None else computed),
        ):
            yield PASSED
            continue
        fitting = fitting_place(scale, typed)
        right = scale[fitting][0] if fitting is not None else ""
        yield Finding(
            "O8.等级与总分不符",
            Severity.ERROR if own else Severity.WARNING,
            desk.cells(grade, total),
            f"总得分 {plain(typed)} 分应当评为“{right}”，{desk.name(grade)}填的是"
            f"“{desk.shown(grade)}”。",
            shown=desk.shown(grade),
            expected=right,
            formula="等级和最低分：" + "、".join(f"{name} {bound.raw}" for name, bound in scale),
            remedies=_offer(desk, grade, scale, typed),
        )
