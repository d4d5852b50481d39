"""Kills a program at random moments while it edits, and looks at what the next one finds.

Run: python tests/stress/kills.py [COUNT]     (2,000 when not said; exit 1 when something is lost)
"""

from __future__ import annotations

import contextlib
import itertools
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.document.document import Document  # noqa: E402
from core.errors import ZipingtongError  # noqa: E402
from core.facts.edits import AddRow, CopyRow, Edit, RemoveRow, SetReport, SetValue  # noqa: E402
from core.facts.model import Chapter, Ref, Snapshot  # noqa: E402
from core.workspace.open_report import OpenReport, Update  # noqa: E402
from core.workspace.saving import Saver  # noqa: E402
from tests.support_store import library, query, workspace_in  # noqa: E402

PACK, YEAR, UNIT = "small", 2024, "某某局"
STEPS = 60
MOST_WAITING = 0.008  # seconds between what was read last and the kill; a step takes a fifth


def script(report: OpenReport, seed: int) -> Iterator[Update]:
    """The same steps for the same seed: typing, rows, undo and redo."""
    chance = random.Random(seed)
    done = 0
    while done < STEPS:
        with contextlib.suppress(ZipingtongError):
            update = _act(report, chance)
            if update is not None and update.change.changes:
                done += 1
                yield update


def _act(report: OpenReport, chance: random.Random) -> Update | None:
    rows = sorted(report.snapshot.rows)
    kind = chance.randrange(10)
    if kind == 0:
        return report.undo()
    if kind == 1:
        return report.redo()
    edits: list[Edit] = [
        AddRow("项目", cells={"项目名称": f"项目{chance.randrange(99)}"}),
        CopyRow(chance.choice(rows)),
        RemoveRow(chance.choice(rows)),
        SetReport((Chapter("一、概况", "文" * chance.randrange(20_000)),)),
    ]
    if kind < 6:
        return report.apply(edits[kind - 2])
    amount = Ref("得分", "", chance.choice(rows))
    return report.apply(SetValue(amount, str(chance.randrange(1000))))


def be_killed(folder: Path, seed: int) -> None:
    """The child: after each step that is said to be safe it prints how many there are."""
    with workspace_in(folder) as workspace:
        report = workspace.open(1)
        for number, _ in enumerate(script(report, seed), 1):
            assert report.saving.safe, report.saving
            print(number, flush=True)
        sys.stdin.read()  # a program that waits can be killed too


@dataclass(frozen=True)
class Found:
    """What was told before the kill, and what was there after it."""

    told: int
    there: int
    wrong: str  # "" when all is well


def kill_once(folder: Path, seed: int) -> Found:
    """One life and death."""
    with workspace_in(folder) as workspace:
        workspace.create(UNIT, YEAR, PACK)
    chance = random.Random(seed)
    wanted, told = chance.randrange(STEPS + 1), 0
    with subprocess.Popen(
        [sys.executable, __file__, "child", str(folder), str(seed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        while told < wanted and (line := child.stdout.readline()):
            told = int(line)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=chance.uniform(0, MOST_WAITING))
        child.kill()
        for line in child.stdout:  # printed before the kill came
            told = int(line) if line.endswith("\n") else told
    return look(folder, seed, told)


def look(folder: Path, seed: int, told: int) -> Found:
    """Is everything there that was told, and nothing half?"""
    ((there,),) = query(folder, "SELECT count(*) FROM journal")
    with workspace_in(folder) as workspace:
        state = workspace.open(1).snapshot
        steps = sum(one.steps for one in workspace.recovered)
    wrong = ""
    if there < told:
        wrong = f"{told} steps were safe, {there} are there"
    elif state != replayed(seed, there):
        wrong = f"the state is not that after {there} steps"
    elif steps != there:
        wrong = f"{there} steps to recover, {steps} announced"
    elif query(folder, "PRAGMA integrity_check") != [("ok",)]:
        wrong = "the database is damaged"
    return Found(told, there, wrong)


def replayed(seed: int, steps: int) -> Snapshot:
    """The state after so many steps, without any disk."""
    report = OpenReport(Document.blank(library().pack(PACK), YEAR, UNIT), Saver(None))
    for _ in itertools.islice(script(report, seed), steps):
        pass
    return report.snapshot


def main(count: int) -> int:
    """Kill so often; print what came of it."""
    wrong, told, ahead = [], 0, 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            found = kill_once(Path(folder), seed)
        told += found.told
        ahead += found.there > found.told
        if found.wrong:
            wrong.append(f"seed {seed}: {found.wrong}")
    print(
        f"{count} kills: {told} steps had been called safe, none lost in {count - len(wrong)}; "
        f"{ahead} times a step was on the disk that had not been told yet"
    )
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        be_killed(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 2_000))
