"""Commands about the reports of the data folder: list, open-data, save-data, history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.cli.arguments import Given
from core.cli.output import say, table
from core.cli.packages import Packages, folder_of, mistakes, must_be_new
from core.errors import Unreadable, ZipingtongError
from core.storage.datafile import save_file
from core.storage.kept import ReportLine
from core.storage.store import Store
from core.workspace.overview import is_audited, progress_text, state, verdict
from core.workspace.workspace import Workspace


def list_reports(given: Given) -> int:
    """All reports of the data folder."""
    folder = folder_of(given)
    lines: list[ReportLine] = []
    if Store.is_there(folder):
        with Packages(given) as packages:
            lines = packages.workspace.lines()
    if given.has("--json"):
        say(json.dumps([_as_json(line) for line in lines], ensure_ascii=False, indent=1))
    elif lines:
        head = ("编号", "单位", "年度", "模板包", "状态", "审核", "已填", "最后修改")
        table(head, [_row(line) for line in lines], most=60)
    else:
        say(f"还没有自评。数据文件夹：{folder}")
    return 0


def _row(line: ReportLine) -> tuple[str, ...]:
    changed = line.changed.replace("T", " ")
    return (
        str(line.id),
        line.unit,
        str(line.year),
        line.pack_name,
        state(line).value if is_audited(line) else "",
        verdict(line),
        progress_text(line),
        changed,
    )


def _as_json(line: ReportLine) -> dict[str, Any]:
    counts = {
        name: None if count < 0 else count
        for name, count in (
            ("errors", line.errors),
            ("warnings", line.warnings),
            ("infos", line.infos),
            ("filled", line.filled),
            ("required", line.required),
        )
    }
    return {
        "number": line.id,
        "unit": line.unit,
        "year": line.year,
        "pack": line.pack,
        "pack_name": line.pack_name,
        "state": state(line).value if is_audited(line) else None,
        "verdict": verdict(line),
        **counts,
        "created": line.created,
        "changed": line.changed,
    }


def open_data(given: Given) -> int:
    """Data files and our workbooks become reports; 1 when something was odd, 2 when unreadable."""
    workspace = Workspace(folder_of(given))
    worst = 0
    try:
        if workspace.read_only:
            raise ZipingtongError(
                "E510", f"{workspace.read_only}没有建立自评。", "请关闭那个窗口再试。"
            )
        for name in given.words:
            try:
                number, notes = workspace.adopt(Path(name))
            except Unreadable as error:
                worst = 2
                for mistake in error.mistakes:
                    say(str(mistake))
                continue
            for note in notes:
                say(str(note))
            worst = max(worst, 1 if mistakes(notes) else 0)
            say(f"{number}  {_title(workspace, number)}")
    finally:
        workspace.close()
    return worst


def _title(workspace: Workspace, number: int) -> str:
    """Which report it is, audited so that the list can say how it stands."""
    report = workspace.open(number)
    report.audit_all()
    saving = report.close()
    if not saving.safe:
        raise ZipingtongError("E535", f"自评 {number} 已经建立，审核结果没有存成。", saving.why)
    line = next(line for line in workspace.lines() if line.id == number)
    return f"{line.unit}　{line.year}年度　{line.pack_name}　{verdict(line)}"


def save_data(given: Given) -> int:
    """A report as a data file."""
    target = Path(given.text("--out"))
    with Packages(given) as packages:
        report = packages.report(given.words[0])
    must_be_new(target)
    save_file(target, report.snapshot, report.pack)
    say(f"已另存为数据文件：{target}")
    return 0


def history(given: Given) -> int:
    """The steps of a report, the latest last."""
    with Packages(given) as packages:
        steps = packages.steps(given.words[0])
    rows = [
        (step.at.replace("T", " "), step.label, "" if step.done else "已撤销") for step in steps
    ]
    if rows:
        table(("时间", "修改", ""), rows)
    else:
        say("还没有修改过。")
    return 0
