"""Signs: what the cells of a form show besides their text: computed, different, with findings."""

from __future__ import annotations

from dataclasses import dataclass

from core.calc.compare import agree
from core.calc.trace import trace
from core.checks.finding import Finding, Key, Severity
from core.checks.runner import Report
from core.facts.model import Placement, Snapshot
from core.facts.values import Value
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid
from core.workspace.remembered import Remembered
from core.workspace.typing_in import is_open


@dataclass(frozen=True, slots=True)
class Sign:
    """What one cell shows besides its text."""

    computed: bool = False  # the program fills it in
    differs: str = ""  # how its text differs from home, or from what is computed
    findings: tuple[Finding, ...] = ()  # the heaviest first
    fresh: bool = False  # its findings are provisional
    open: bool = False  # something may be typed here


PLAIN = Sign()
RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Signs:
    """Knows the computed facts of one pack, and which findings the form has that it was for."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._calculated = {rule.node for rule in pack.calcs}
        self._here = Remembered[tuple[Placement, ...]](self._places)
        self._form = ""

    def of(
        self, snapshot: Snapshot, grid: Grid, report: Report, fresh: frozenset[Key] = frozenset()
    ) -> dict[tuple[int, int], Sign]:
        """The sign of every data cell, by where the cell begins."""
        found = self._by_place(report, grid)
        signs: dict[tuple[int, int], Sign] = {}
        for cell in grid.cells:
            if cell.ref is None or cell.placement is None:
                continue
            findings = found.get(cell.placement, ())
            signs[cell.row, cell.col] = Sign(
                self.computed(snapshot, cell),
                _difference(snapshot, cell),
                findings,
                bool(findings) and all(finding.key in fresh for finding in findings),
                is_open(self._pack, snapshot, cell),
            )
        return signs

    def _places(self, finding: Finding) -> tuple[Placement, ...]:
        """Its cells on the form."""
        return tuple(place for place in finding.cells if place.form == self._form)

    def _by_place(self, report: Report, grid: Grid) -> dict[Placement, tuple[Finding, ...]]:
        """The findings on each cell of a grid, the heaviest first, consequences last."""
        if grid.form != self._form:
            self._here.forget()
            self._form = grid.form
        holders = {cell.ref.holder for cell in grid.cells if cell.ref is not None}
        found: dict[Placement, list[Finding]] = {}
        for finding, places in self._here.of(report.findings):
            for place in places:
                if place.ref.holder in holders:  # other copies of the form have theirs
                    found.setdefault(place, []).append(finding)
        return {
            place: tuple(sorted(each, key=_weight)) if len(each) > 1 else tuple(each)
            for place, each in found.items()
        }

    def computed(self, snapshot: Snapshot, cell: Cell) -> bool:
        """Does a formula fill this cell's fact?"""
        if cell.ref is None or cell.part:
            return False
        node = (snapshot.path_of(cell.ref.holder), cell.ref.name, cell.ref.aspect)
        return node in self._calculated

    def tip(self, snapshot: Snapshot, cell: Cell, sign: Sign) -> str:
        """What the cell says when pointed at: its findings, its formula with the numbers."""
        lines = [f"【{one.severity.value}】{one.message}" for one in sign.findings]
        if sign.differs:
            lines.append(sign.differs)
        if sign.computed and cell.ref is not None:
            step = trace(self._pack, snapshot, cell.ref, depth=0)
            lines.append(f"公式：{step.source}\n代入：{step.numbers}")
        return "\n".join(lines)


def _weight(finding: Finding) -> tuple[bool, bool, int]:
    return bool(finding.folded_under), bool(finding.explained), RANK[finding.severity]


def _difference(snapshot: Snapshot, cell: Cell) -> str:
    assert cell.ref is not None and cell.placement is not None
    own = snapshot.printed.get(cell.placement)
    if own is not None and _unlike(own, snapshot.value(cell.ref)):
        return "这一格填的与前面表上的不同；清空这一格，就恢复取前面表上的内容。"
    entered, computed = snapshot.entered_value(cell.ref), snapshot.computed_value(cell.ref)
    both = own is None and not entered.is_blank and not computed.is_blank
    if both and _unlike(entered, computed):
        return "这一格填的与公式算出的不同；清空这一格，就恢复自动计算。"
    return ""


def _unlike(value: Value, other: Value) -> bool:
    if value.is_blank and other.is_blank:
        return False
    return not (agree(value, other) or agree(other, value))
