"""Benchmark of the audit: everything on a large package, and again after one edit.

Run: python tests/bench/bench_checks.py     (prints figures; exit 1 when a bound is missed)
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.checks.runner import Checker, Report  # noqa: E402
from core.document.document import Document  # noqa: E402
from core.facts.edits import AddRow, Edit, SetValue, Together  # noqa: E402
from core.facts.model import Ref  # noqa: E402
from core.forms.library import Library, packs_folder  # noqa: E402
from core.forms.pack import Pack  # noqa: E402

FULL_BOUND_MS = 200.0
EDIT_BOUND_MS = 5.0
WORST_BOUND_MS = 15.0
PROJECTS, INDICATORS = 100, 40
ROUNDS, EDITS = 5, 300
SIZES = (25, 100)


def package(pack: Pack, projects: int, indicators: int = INDICATORS) -> Document:
    """A package with so many projects of so many indicators, right in every figure."""
    document = Document.blank(pack, 2024, "某局")
    for number in range(projects):
        document.apply(AddRow("项目", cells={"项目名称": f"{number}号道路养护"}))
        owner = document.snapshot.siblings("项目")[-1]
        has = len(document.snapshot.siblings("绩效指标", owner))
        more: list[Edit] = [AddRow("绩效指标", owner) for _ in range(indicators - has)]
        document.apply(Together(tuple(more), "指标"))
        document.apply(Together(tuple(filled(document, owner)), "填数"))
    return document


def filled(document: Document, owner: str) -> list[Edit]:
    """Every cell of one project's form."""
    fill: list[Edit] = [
        SetValue(Ref(name, "", owner), "按计划完成") for name in ("预期目标", "目标完成情况")
    ]
    fill += [SetValue(Ref(name, "", owner), "某局") for name in ("主管部门", "实施单位")]
    fill.append(SetValue(Ref("执行率得分", "", owner), "9.6"))
    rows = document.snapshot.siblings("绩效指标", owner)
    weight = str(Decimal(90) / len(rows))
    for number, row in enumerate(rows):
        cells = {
            "三级指标": f"完成第{number}段里程",
            "年度指标值": f"≥{number + 5}公里",
            "实际完成值": f"{number + 5}公里",
            "分值": weight,
            "得分": weight,
        }
        fill += [SetValue(Ref(name, "", row), text) for name, text in cells.items()]
    for row in document.snapshot.siblings("资金来源", owner):
        fill.append(SetValue(Ref("金额", "年初预算", row), "12.50"))
        fill.append(SetValue(Ref("金额", "全年预算", row), "12.50"))
        fill.append(SetValue(Ref("金额", "决算", row), "12.00"))
    return fill


def milliseconds(start: float) -> float:
    """Since then."""
    return (time.perf_counter() - start) * 1000


def full_times(checker: Checker, document: Document) -> list[float]:
    """Full audits."""
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        checker.full(document.snapshot)
        taken.append(milliseconds(start))
    return taken


def edit_times(checker: Checker, document: Document) -> tuple[list[float], Report]:
    """Single edits with what the checks make of them, each with another value; the last report."""
    snapshot = document.snapshot
    projects = snapshot.siblings("项目")
    refs = []
    for project in projects:
        rows = snapshot.siblings("绩效指标", project)
        refs += [Ref("得分", "", rows[7]), Ref("实际完成值", "", rows[9])]
        refs.append(Ref("金额", "决算", snapshot.siblings("资金来源", project)[0]))
    report = checker.full(snapshot)
    gc.collect()
    taken = []
    for number in range(EDITS):
        ref = refs[number * 7 % len(refs)]
        edit = SetValue(ref, f"{number % 9 + 1}.{number % 10}")
        start = time.perf_counter()
        change = document.apply(edit)
        report = checker.update(document.snapshot, change)
        taken.append(milliseconds(start))
    return taken, report


def main() -> int:
    """Measure and compare with the bounds."""
    failed = False
    pack = Library(packs_folder()).pack("national")
    checker = Checker(pack)
    medians: dict[int, float] = {}
    for size in SIZES:
        document = package(pack, size)
        full = statistics.median(full_times(checker, document))
        edits, report = edit_times(checker, document)
        medians[size] = statistics.median(edits)
        same = report == Checker(pack).full(document.snapshot)
        print(
            f"{size:>4} projects x {INDICATORS} indicators: full audit {full:.1f} ms; one edit "
            f"median {medians[size]:.2f} ms, worst {max(edits):.2f} ms"
        )
        if not same:
            failed = True
            print("MISSED: after edits the findings differ from a fresh audit")
        if size != PROJECTS:
            continue
        if full > FULL_BOUND_MS:
            failed = True
            print(f"MISSED: full audit {full:.1f} ms > {FULL_BOUND_MS} ms")
        if medians[size] > EDIT_BOUND_MS:
            failed = True
            print(f"MISSED: one edit {medians[size]:.2f} ms > {EDIT_BOUND_MS} ms")
        if max(edits) > WORST_BOUND_MS:
            failed = True
            print(f"MISSED: worst edit {max(edits):.2f} ms > {WORST_BOUND_MS} ms")
    growth = medians[SIZES[-1]] / medians[SIZES[0]]
    print(f"growth of one edit from {SIZES[0]} to {SIZES[-1]} projects: x{growth:.2f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
