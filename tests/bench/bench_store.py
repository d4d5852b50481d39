"""Benchmark of the store: one edit, opening a large report, making one of a large data file.

Run: python tests/bench/bench_store.py     (prints figures; exit 1 when a bound is missed)
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.document.document import Document  # noqa: E402
from core.facts.edits import Edit, SetValue, Together  # noqa: E402
from core.facts.model import Ref  # noqa: E402
from core.forms.pack import Pack  # noqa: E402
from core.storage.datafile import save_file  # noqa: E402
from core.storage.kept import Entry  # noqa: E402
from core.workspace.workspace import Workspace  # noqa: E402
from tests.bench.bench_checks import milliseconds, package  # noqa: E402
from tests.support_store import library  # noqa: E402

EDIT_BOUND_MS = 5.0
OPEN_BOUND_MS = 400.0
SIZES = (10, 100)
EDITS, ROUNDS = 300, 5


def large(pack: Pack, projects: int) -> Document:
    """Forty indicators per project; no two names, targets or amounts alike."""
    document = package(pack, projects)
    edits: list[Edit] = []
    for number, row in enumerate(document.snapshot.rows.values()):
        if row.table == "绩效指标":
            edits.append(SetValue(Ref("三级指标", "", row.id), f"完成第{number}段里程"))
            edits.append(SetValue(Ref("年度指标值", "", row.id), f"≥{number}.5公里"))
            edits.append(SetValue(Ref("实际完成值", "", row.id), f"{number}.5公里"))
        if row.table == "资金来源":
            for aspect in ("年初预算", "全年预算", "决算"):
                edits.append(SetValue(Ref("金额", aspect, row.id), f"{number}.{number % 90 + 10}"))
        if row.table == "项目":
            edits.append(SetValue(Ref("执行率得分", "", row.id), "10"))
    document.apply(Together(tuple(edits), "填数"))
    return document


def edit_times(workspace: Workspace, number: int) -> list[float]:
    """Writing alone: from the change to its being on the disk."""
    report = workspace.open(number)
    keeper = workspace.store.keeper(number)
    owner = report.snapshot.siblings("项目")[0]
    score = Ref("得分", "", report.snapshot.siblings("绩效指标", owner)[0])
    taken = []
    for count in range(EDITS):
        change = report.document.apply(SetValue(score, f"{count}.5"))
        start = time.perf_counter()
        keeper.write([Entry("edit", change)], report.snapshot, report.document.last_serial)
        taken.append(milliseconds(start))
    return taken


def open_times(folder: Path, number: int) -> tuple[list[float], list[float]]:
    """By a program that has just started: until the first sheet is there, and is audited."""
    shown, audited = [], []
    for _ in range(ROUNDS):
        workspace = Workspace(folder, library())
        gc.collect()
        start = time.perf_counter()
        report = workspace.open(number)
        report.grid(report.sheets()[0])
        shown.append(milliseconds(start))
        report.audit_all()
        audited.append(milliseconds(start))
        workspace.close()
    return shown, audited


def measured(projects: int, folder: Path) -> list[str]:
    """Print the figures of one size; what missed its bound."""
    packs = library()
    pack = packs.pack("small")
    document = large(pack, projects)
    file = folder / "data.json"
    save_file(file, document, pack)
    workspace = Workspace(folder, packs)
    start = time.perf_counter()
    number, _ = workspace.adopt(file)
    adopted = milliseconds(start)
    edits = sorted(edit_times(workspace, number))
    workspace.close()
    shown, audited = (statistics.median(each) for each in open_times(folder, number))
    facts = sum(map(len, document.snapshot.entered.values()))
    edit, worst = statistics.median(edits), edits[int(EDITS * 0.99) - 1]
    print(
        f"{projects:>4} projects x 40 indicators ({facts} facts): "
        f"edit stored median {edit:.2f} ms, p99 {worst:.2f} ms (bound {EDIT_BOUND_MS}); "
        f"opened with the first sheet {shown:.0f} ms (bound {OPEN_BOUND_MS:.0f}), "
        f"and audited {audited:.0f} ms (bound {OPEN_BOUND_MS:.0f}); "
        f"data file of {file.stat().st_size // 1024} KB adopted {adopted:.0f} ms"
    )
    figures = (("edit", edit, EDIT_BOUND_MS), ("opening", shown, OPEN_BOUND_MS))
    figures += (("opening with audit", audited, OPEN_BOUND_MS),)
    return [
        f"MISSED: {projects} projects, {name} {figure:.1f} ms > {bound} ms"
        for name, figure, bound in figures
        if figure > bound
    ]


def main() -> int:
    """Measure and compare with the bounds."""
    missed: list[str] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            missed += measured(size, Path(folder))
    print("\n".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
