"""Numbered: the points listed in the long texts of the forms are counted as they should be."""

from __future__ import annotations

from collections.abc import Iterator

from core.calc.view import rows_on
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity
from core.checks.ordinals import Break, Fault, Runs, ordinals, told
from core.checks.registry import rule
from core.facts.model import UNIT

CODE = "E16.序号不连续"
_TEXTS = ("预期目标", "目标完成情况", "厉行节约保障措施", "偏差及原因", "改进措施")
_TOLD = frozenset({Break.DOUBLE, Break.GAP, Break.BACK})
_QUOTED = 12


@rule(CODE, reads=_TEXTS)
def numbered(desk: Desk, holder: str) -> Iterator[Result]:
    """Two measures numbered 4, or a goal 3 that is missing."""
    for path, name, _ in desk.pack.places:
        if name not in _TEXTS:
            continue
        for at in rows_on(desk.snapshot, path) if path else (UNIT,):
            ref = desk.ref(at, name)
            text = desk.value(ref).raw
            fault = _first(text) if text else None
            if fault is None or fault.before is None:
                yield PASSED
                continue
            both = (fault.ordinal, fault.before)
            here, there = (text[one.start : one.end + _QUOTED] for one in both)
            yield Finding(
                CODE,
                Severity.INFO,
                desk.cells(ref),
                f"{desk.name(ref)}：{told(fault.what, here, there)}",
                shown=here,
            )


def _first(text: str) -> Fault | None:
    """The first number out of its place."""
    runs = Runs()
    faults = [*runs.feed(ordinals(text), 0), *runs.end()]
    return next((fault for fault in faults if fault.what in _TOLD), None)
