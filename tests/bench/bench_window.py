"""Benchmark of the window: first paint, list, opening, commit to repaint, tabs, memory.

Run: python tests/bench/bench_window.py [--xvfb] [--rounds 11] [--projects 100]
Prints each figure beside its bound; exit 1 when a bound is missed. A commit is repainted when
the form shows the new figures; findings, counts and lists follow when that is on the screen.
Every process is started afresh; the bare PySide6 window and ours take turns, so that both meet
the same machine.
Offscreen, or with --xvfb in a real window under an X server of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.workspace.workspace import Workspace  # noqa: E402
from tests.bench.bench_checks import package  # noqa: E402

CHILD = Path(__file__).with_name("window_child.py")
PACK, SAMPLE = "hunan-zhijiang", "taojiang-2024"
LISTED = 30  # reports in the list
FIRST_PAINT, LIST_LIVE = 1.6, 400.0
COMMIT, COMMIT_WORST = 16.0, 50.0
TAB, OPEN, MEMORY, STORED = 100.0, 400.0, 80.0, 5.0
Figures = dict[str, Any]


class Told:
    """Prints figures beside their bounds and remembers what was missed."""

    def __init__(self) -> None:
        self.missed = False

    def say(self, what: str, value: float, bound: float | None = None, more: str = "") -> None:
        """One line."""
        beside = f"  <= {bound:g}" if bound is not None else ""
        bad = bound is not None and value > bound
        self.missed |= bad
        print(f"{'MISSED' if bad else '':6} {what:<44} {value:8.2f}{beside:<9} {more}", flush=True)

    def spread(self, what: str, values: list[float], bound: float, worst: float | None) -> None:
        """Median against one bound, the worst against another."""
        more = f"(least {min(values):.2f}, of {len(values)})"
        self.say(f"{what}, median ms", statistics.median(values), bound, more)
        self.say(f"{what}, worst ms", max(values), worst)


@contextmanager
def screen(wanted: bool) -> Iterator[dict[str, str]]:
    """The environment of the measured processes."""
    if not wanted:
        yield os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    environment = os.environ | {"DISPLAY": f":{server.stdout.readline().strip()}"}
    environment["QT_QPA_PLATFORM"] = "xcb"
    manager = shutil.which("openbox")
    windows = subprocess.Popen([manager], env=environment) if manager else None
    try:
        yield environment
    finally:
        for process in (windows, server):
            if process is not None:
                process.terminate()
                process.wait()


def child(environment: dict[str, str], mode: str, *given: object) -> Figures:
    """The figures of one process."""
    command = [sys.executable, str(CHILD), mode, repr(time.monotonic()), *map(str, given)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{mode} failed:\n{done.stderr}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def work(env: dict[str, str], folder: Path, report: int, times: int) -> list[Figures]:
    """The figures of one report, each time from the same beginning."""
    found = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as fresh:
            shutil.copytree(folder, fresh, dirs_exist_ok=True)
            found.append(child(env, "work", fresh, report))
    return found


def filled_folder(folder: Path) -> int:
    """A folder with a list of reports; the number of the sample's."""
    workspace = Workspace(folder)
    number, _ = workspace.adopt(ROOT / "resources" / "samples" / f"{SAMPLE}.json")
    for year in range(2025 - LISTED, 2024):
        workspace.create("某某镇人民政府", year, "hunan-taojiang")
    workspace.close()
    return number


def large_folder(folder: Path, projects: int, indicators: int) -> int:
    """A folder with one large report; its number."""
    workspace = Workspace(folder)
    document = package(workspace.library.pack(PACK), projects, indicators)
    number = workspace._add(document)
    workspace.close()
    return number


def bench_start(told: Told, env: dict[str, str], folder: Path, rounds: int) -> float:
    """First paint and list; megabytes of the bare window."""
    bare: list[Figures] = []
    ours: list[Figures] = []
    child(env, "bare"), child(env, "start", folder)  # both are in the disk's cache from now on
    for _ in range(rounds):
        bare.append(child(env, "bare"))
        ours.append(child(env, "start", folder))
    paints = [[one["first paint"] for one in each] for each in (bare, ours)]
    medians = [statistics.median(each) for each in paints]
    told.say(
        "bare window, first paint, median ms", medians[0], None, f"(least {min(paints[0]):.0f})"
    )
    told.say(
        "our window, first paint, median ms", medians[1], None, f"(least {min(paints[1]):.0f})"
    )
    told.say("first paint, ours by bare, medians", medians[1] / medians[0], FIRST_PAINT)
    told.say("first paint, ours by bare, least", min(paints[1]) / min(paints[0]), None)
    live = [one["list live"] for one in ours]
    told.say("list live, median ms", statistics.median(live), LIST_LIVE, f"(least {min(live):.0f})")
    used = statistics.median(one["processor"] for one in ours)
    told.say("list live, processor, median ms", used)
    told.say("list live, by a bare first paint, medians", statistics.median(live) / medians[0])
    return statistics.median(one["memory"] for one in bare)


def bench_report(told: Told, name: str, runs: list[Figures]) -> None:
    """Opening, commits, tabs, storing of one report."""
    print(f"-- {name}")
    opened = [one["open"] for one in runs]
    told.say("open, median ms", statistics.median(opened), OPEN, f"(least {min(opened):.0f})")
    audited = [one["open, audited"] for one in runs]
    told.say("open and audited, median ms", statistics.median(audited))

    def all_of(key: str) -> list[float]:
        return [value for one in runs for value in one[key]]

    told.spread("commit to repaint", all_of("commit"), COMMIT, COMMIT_WORST)
    followed = all_of("commit, followed")
    told.say("commit, until all beside it has followed, median ms", statistics.median(followed))
    told.say("commit, until all beside it has followed, worst ms", max(followed))
    used = statistics.median(all_of("commit, processor"))
    told.say("commit to repaint, processor, median ms", used)
    told.spread("undo to repaint", all_of("undo"), COMMIT, COMMIT_WORST)
    told.spread("edit stored", all_of("stored"), STORED, None)
    told.spread("tab shown the first time", all_of("tab, first time"), TAB, TAB)
    told.spread("tab shown again", all_of("tab, again"), TAB, TAB)


def main() -> int:
    """Measure and compare with the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--xvfb", action="store_true")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--projects", type=int, default=100)
    given = parser.parse_args()
    told = Told()
    with screen(given.xvfb) as env, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sample = filled_folder(folder / "list")
        bare = bench_start(told, env, folder / "list", given.rounds)
        several = max(1, given.rounds // 4)
        runs = work(env, folder / "list", sample, several)
        bench_report(told, f"the sample {SAMPLE}", runs)
        used = statistics.median(one["memory"] for one in runs)
        told.say("memory over a bare window, MB", used - bare, MEMORY, f"({used:.0f} - {bare:.0f})")
        for indicators in (10, 40):
            number = large_folder(folder / str(indicators), given.projects, indicators)
            runs = work(env, folder / str(indicators), number, several)
            bench_report(told, f"{given.projects} projects x {indicators} indicators", runs)
            used = statistics.median(one["memory"] for one in runs)
            told.say("memory over a bare window, MB", used - bare)
    return 1 if told.missed else 0


if __name__ == "__main__":
    sys.exit(main())
