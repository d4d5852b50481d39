"""Cell info: what there is to know about the cell under the cursor, in words for the user."""

from __future__ import annotations

from dataclasses import dataclass

from core.calc.trace import Trace, trace
from core.checks.desk import Desk
from core.checks.finding import Finding
from core.facts.model import UNIT, Placement, Ref
from core.facts.printing import show
from core.facts.values import Kind, State, Value
from core.forms.schema import Concept
from core.layout.grid import Cell
from core.workspace.open_report import OpenReport
from core.workspace.place_words import place_words
from core.workspace.typing_in import is_open

_MOST_FINDINGS = 5
_MONEY_UNIT = "金额单位"
_HOW = {
    Kind.MONEY: "填数字，单位{unit}；没有的填 0 或“无”。",
    Kind.COUNT: "填整数{unit}；没有的填 0 或“无”。",
    Kind.NUMBER: "填数字{unit}；没有的填 0 或“无”。",
    Kind.RATIO: "填比率，如 85% 或 0.85。",
    Kind.SCORE: "填分数，如 9.5。",
    Kind.DATE: "填日期，如 2025.4.10、2025-4-10 或 20250410。",
    Kind.PHONE: "填电话号码，可以带区号。",
    Kind.TARGET: "填数和单位，如 ≥95%、37家，也可以写日期或文字。",
}
_NEED = {"必填": "必填。", "选填": "没有可以空着。"}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place that shows the same fact."""

    place: Placement
    words: str
    text: str  # what stands there
    home: bool  # where it is typed


@dataclass(frozen=True, slots=True)
class CellInfo:
    """What the cell pane shows; a text that is "" is left out."""

    place: Placement
    title: str
    where: str
    names: str = ""
    note: str = ""
    how: str = ""
    clause: str = ""
    problem: str = ""  # why what stands here could not be read
    formula: str = ""
    numbers: str = ""
    difference: str = ""  # typed against computed
    following: str = ""  # where the cell takes its value from, and what typing does
    elsewhere: tuple[Elsewhere, ...] = ()
    findings: tuple[Finding, ...] = ()
    more_findings: int = 0
    scored: Ref | None = None  # a cell for which a score may be suggested


def cell_info(report: OpenReport, cell: Cell | None) -> CellInfo | None:
    """What there is to know; None for the form's own words, and for a cell that is gone."""
    if cell is None or cell.ref is None or cell.placement is None:
        return None
    snapshot, ref, place = report.snapshot, cell.ref, cell.placement
    if ref.holder != UNIT and not (ref.holder in snapshot.rows or ref.holder in snapshot.groups):
        return None
    desk = report.desk
    concept = desk.concept(ref)
    step = trace(report.pack, snapshot, ref, depth=0)
    found = [finding for finding in report.audit.findings if place in finding.cells]
    where, _, title = place_words(desk, place).rpartition(" · ")
    return CellInfo(
        place=place,
        title=title,
        where=where,
        names="、".join(concept.names) if concept else "",
        note=concept.note if concept else "",
        how=_how(desk, cell, concept, step),
        clause=step.clause,
        problem=_problem(snapshot.printed.get(place) or desk.value(ref)),
        formula=step.source,
        numbers=step.numbers,
        difference=_difference(desk, step),
        following=_following(desk, cell, step),
        elsewhere=tuple(_elsewhere(desk, place)),
        findings=tuple(found[:_MOST_FINDINGS]),
        more_findings=max(0, len(found) - _MOST_FINDINGS),
        scored=ref if _may_be_scored(concept) else None,
    )


def _how(desk: Desk, cell: Cell, concept: Concept | None, step: Trace) -> str:
    if cell.kind is Kind.LINK:
        return ""
    if not is_open(desk.pack, desk.snapshot, cell):
        return "这一格的文字是县里定的，不用填。"
    if step.rule and step.entered.is_blank:
        return "程序会算，一般不用填。"
    if concept is None:
        return ""
    if concept.choices:
        how = f"从这些里选：{'、'.join(concept.choices)}。"
    else:
        unit = concept.unit
        if concept.kind is Kind.MONEY:
            unit = desk.settings.text(_MONEY_UNIT) or "万元"
        elif unit:
            unit = f"，单位{unit}"
        how = _HOW.get(concept.kind, "").format(unit=unit)
    return how + _NEED.get(concept.need, "有这种情况时要填。")


def _problem(value: Value) -> str:
    return value.note if value.state in (State.UNREADABLE, State.ERROR) else ""


def _difference(desk: Desk, step: Trace) -> str:
    """What was typed over a formula, beside what it gives."""
    if not step.rule or step.entered.is_blank or step.computed.is_blank:
        return ""
    typed, computed = step.text(step.entered), step.text(step.computed)
    told = f"填的是 {typed}，算出来是 {computed}"
    a, b = step.entered.number, step.computed.number
    if a is not None and b is not None:
        if a == b:
            return f"{told}，两个数一致。"
        gap = abs(a - b)
        told += f"，相差 {desk.amount(step.ref, gap)}"
    return f"{told}。清空这一格就由程序计算。"


def _following(desk: Desk, cell: Cell, step: Trace) -> str:
    assert cell.ref is not None and cell.placement is not None
    if cell.home:
        return ""
    home = desk.home(cell.ref).form
    source = f"“{home}”" if home != cell.placement.form else "本表前面的一格"
    if cell.placement in desk.snapshot.printed:
        told = step.text(desk.value(cell.ref)) or "空白"
        return (
            f"这一格填了自己的数，不再跟着{source}（那里是 {told}）；"
            "两处不一样时审核会指出。清空这一格，又会跟着那里。"
        )
    if desk.value(cell.ref).is_blank:
        return f"取自{source}，那里还空着。在这里填，两处都有。"
    return (
        f"取自{source}。在这里另填一个数，就只改这一格，"
        "两处不一样时审核会指出；清空这一格，又会跟着那里。"
    )


def _elsewhere(desk: Desk, here: Placement) -> list[Elsewhere]:
    """The other forms that show the fact, its home first, and repeats with a text of their own."""
    ref = here.ref
    forms = desk.pack.places.get((desk.path(ref.holder), ref.name, ref.aspect), ())
    places = [Placement(form, ref) for form in forms]
    places += [p for p in desk.snapshot.printed if p.ref == ref and p not in places]
    concept = desk.concept(ref)
    kind = concept.kind if concept else Kind.TEXT
    found = []
    for place in places:
        if place == here:
            continue
        own = desk.snapshot.printed.get(place)
        text = (show(own, kind) or "空白") if own is not None else desk.shown(ref)
        home = place == places[0]
        found.append(Elsewhere(place, place_words(desk, place), text, home))
    return found


def _may_be_scored(concept: Concept | None) -> bool:
    return concept is not None and (concept.kind is Kind.SCORE or bool(concept.suggest))
