"""Near rows: the indicators whose results a figure of the text may tell, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.checks.desk import Desk
from core.checks.targets import sheet_of
from core.facts.model import UNIT
from core.facts.values import Target
from core.prose.clause_of import words_around
from core.prose.figures import Figure
from core.prose.likely import ALIKE, closeness
from core.prose.report import Line, Said
from core.prose.weighed import pair_of, unit_of, unit_told
from core.scoring.sheet import ACTUAL, Indicator
from core.scoring.units import on_one_scale

_NEAR = 45  # from here up perhaps, when nothing else is nearer
_SAME = 100
_WHO = ("满意度", "满意率", "指标", "服务对象", "社会公众", "或")  # no word for who was asked


@dataclass(frozen=True)
class Row:
    """An indicator, and the project it is one of."""

    indicator: Indicator
    project: str  # "" for the unit's own
    unit: str  # it is counted in


@lru_cache(maxsize=4)
def all_rows(desk: Desk) -> tuple[Row, ...]:
    """The named indicators of the unit and of its projects."""
    owners = [
        (UNIT, ""),
        *((row, desk.text(row, "项目名称")) for row in desk.rows("项目")),
    ]
    return tuple(
        Row(one, project, unit_of(one))
        for owner, project in owners
        for one in sheet_of(desk, owner).real
        if one.is_named
    )


def rows_for(rows: Sequence[Row], line: Line) -> Sequence[Row]:
    """Those a line can speak of: a project's where it is named, or where there are no others."""
    own = [row for row in rows if not row.project]
    if not own:
        return rows
    around = f"{line.heading}{line.bare.text}"
    named = [row for row in rows if row.project and row.project in around]
    # A report on projects tells nothing of the unit's own indicators.
    return named if line.project else [*own, *named]


def countable(rows: Sequence[Row], figure: Figure) -> list[Row]:
    """Those that are counted in a figure's unit."""
    told = unit_told(figure)
    return [row for row in rows if _meet(row.unit, told)]


@lru_cache(maxsize=4096)
def _meet(own: str, told: str) -> bool:
    one = Decimal(1)
    pair = on_one_scale(Target(number=one, unit=own), Target(number=one, unit=told))
    return bool(own) and pair is not None


def near_rows(rows: Sequence[Row], said: Said) -> list[tuple[int, Indicator]]:
    """The indicators that may be meant, and how likely each is."""
    figure, label = said.told.figure, said.told.subject.label
    if figure is None:
        return []
    if "满意度" in label:
        return [(max(likely, ALIKE), one) for likely, one in _satisfied(rows, figure, said)]
    near = [
        (closeness(label, row.indicator.name), row)
        for row in rows
        if pair_of(row.indicator, ACTUAL, figure) is not None
    ]
    # A project's indicator is meant only when it is called by its very name.
    return [
        (likely, row.indicator)
        for likely, row in near
        if likely >= (_SAME if row.project else _NEAR)
    ]


def _satisfied(rows: Sequence[Row], figure: Figure, said: Said) -> list[tuple[int, Indicator]]:
    """Who was satisfied: 家长对…的满意度 is that of the 家长, where they have a row."""
    found = [
        row.indicator
        for row in rows
        if ("满意" in row.indicator.name or "满意" in row.indicator.groups)
        and pair_of(row.indicator, ACTUAL, figure) is not None
    ]
    words = words_around(said)
    asked = [one for one in found if (who := _who(one.name)) and words.startswith(who)]
    return [(closeness("满意度", one.name), one) for one in asked or found]


def _who(name: str) -> str:
    for word in _WHO:
        name = name.replace(word, "")
    return name
