"""Benchmark of the core: recompute after one edit, growth with size, reading all packs.

Run: python tests/bench/bench_core.py     (prints figures; exit 1 when a bound is missed)
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.document.document import Document, recompute_all  # noqa: E402
from core.facts.edits import AddRow, Edit, SetValue, Together  # noqa: E402
from core.facts.model import Ref  # noqa: E402
from core.forms.library import Library  # noqa: E402
from core.forms.pack import Pack  # noqa: E402

EDIT_BOUND_MS = 3.0
PACKS_BOUND_MS = 150.0
SIZES = (25, 50, 100, 200)
INDICATORS = 40
ROUNDS = 300


def package(pack: Pack, projects: int) -> Document:
    """A package with so many projects of forty indicators, every score and amount filled."""
    document = Document.blank(pack, 2024, "某局")
    for number in range(projects):
        before = set(document.snapshot.rows)
        document.apply(AddRow("项目", cells={"项目名称": f"项目{number}"}))
        owner = document.snapshot.siblings("项目")[-1]
        document.apply(AddRow("项目清单", cells={"项目名称": f"项目{number}"}))
        line = document.snapshot.siblings("项目清单")[-1]
        has = len(document.snapshot.siblings("绩效指标", owner))
        edits: list[Edit] = [AddRow("绩效指标", owner) for _ in range(INDICATORS - has)]
        edits.append(SetValue(Ref("项目表", "", line), owner))
        document.apply(Together(tuple(edits), "指标"))
        fill: list[Edit] = [SetValue(Ref("执行率得分", "", owner), "10")]
        for row in document.snapshot.siblings("绩效指标", owner):
            fill.append(SetValue(Ref("得分", "", row), "2"))
        for row in document.snapshot.siblings("资金来源", owner):
            fill.append(SetValue(Ref("金额", "全年预算", row), "12.50"))
            fill.append(SetValue(Ref("金额", "决算", row), "11.25"))
        document.apply(Together(tuple(fill), "填数"))
        assert len(document.snapshot.rows) > len(before)
    return document


def times(document: Document, refs: list[Ref]) -> list[float]:
    """Milliseconds of single edits, each with another value."""
    taken = []
    for number in range(ROUNDS):
        ref = refs[number % len(refs)]
        edit = SetValue(ref, f"{number % 97}.{number % 10}")
        start = time.perf_counter()
        change = document.apply(edit)
        taken.append((time.perf_counter() - start) * 1000)
        assert ref in change.facts
    return taken


def main() -> int:
    """Measure and compare with the bounds."""
    failed = False
    library = Library(ROOT / "tests" / "packs")
    pack = library.pack("small")
    medians: dict[int, float] = {}
    for size in SIZES:
        document = package(pack, size)
        snapshot = document.snapshot
        projects = snapshot.siblings("项目")
        scores = [Ref("得分", "", snapshot.siblings("绩效指标", p)[7]) for p in projects]
        amounts = [Ref("金额", "决算", snapshot.siblings("资金来源", p)[0]) for p in projects]
        score, amount = times(document, scores), times(document, amounts)
        both = score + amount
        medians[size] = statistics.median(both)
        start = time.perf_counter()
        again = recompute_all(pack, document.snapshot)
        full = (time.perf_counter() - start) * 1000
        assert again == document.snapshot
        print(
            f"{size:>4} projects x {INDICATORS} indicators: one edit median "
            f"{statistics.median(both):.3f} ms (score {statistics.median(score):.3f}, "
            f"amount {statistics.median(amount):.3f}), worst {max(both):.2f} ms; "
            f"full recompute {full:.1f} ms"
        )
    if medians[100] > EDIT_BOUND_MS:
        failed = True
        print(f"MISSED: one edit {medians[100]:.3f} ms > {EDIT_BOUND_MS} ms")
    growth = medians[200] / medians[50]
    print(f"growth from 50 to 200 projects: x{growth:.2f} (linear would be x4)")
    if growth > 5:
        failed = True
        print("MISSED: growth is more than linear")
    runs = []
    for _ in range(7):
        start = time.perf_counter()
        packs = Library()
        for name in packs.names():
            packs.pack(name)
        runs.append((time.perf_counter() - start) * 1000)
    read = statistics.median(runs)
    print(f"{len(packs.names())} packs read and compiled: median {read:.1f} ms")
    if read > PACKS_BOUND_MS:
        failed = True
        print(f"MISSED: packs {read:.1f} ms > {PACKS_BOUND_MS} ms")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
