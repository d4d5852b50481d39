"""Command of the report's text: check-text, with the package it belongs to or on its own."""

from __future__ import annotations

import json
from pathlib import Path

from core.checks.finding import Severity
from core.checks.runner import Report
from core.cli.arguments import Given
from core.cli.check_commands import print_report, report_json
from core.cli.output import say
from core.cli.packages import Package, Packages
from core.document.document import Document
from core.facts.edits import SetReport
from core.facts.model import Chapter, Snapshot
from core.forms.library import Library
from core.forms.pack import Pack
from core.prose.audit import audit_text
from core.prose.divide import divide
from core.prose.manuscript import Manuscript
from core.prose.own_unit import units_in_title, year_of
from core.storage.plain_text import read_text

_ANY_COUNTY = "tongyong"


def check_text(given: Given) -> int:
    """Read a text; 1 when something in it is an 错误, 2 when it cannot be read."""
    file = given.words[0]
    chapters = divide(read_text(Path(file)))
    if given.has("--data"):
        with Packages(given) as packages:
            package = packages.open(given.text("--data"))
    else:
        package = _alone(file, chapters)
    snapshot = _with_text(package.pack, package.snapshot, chapters)
    report = audit_text(package.pack, snapshot)
    if given.has("--json"):
        told = report_json(file, report, snapshot)
        told["data"] = given.text("--data")
        told["notes"] = [str(note) for note in package.notes]
        say(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        package.say_notes()
        _say_head(given, chapters, snapshot, report)
    return 1 if report.count(Severity.ERROR) else 0


def _alone(file: str, chapters: tuple[Chapter, ...]) -> Package:
    """An empty package of the year and unit the text names."""
    pack = Library().pack(_ANY_COUNTY)
    manuscript = Manuscript(chapters)
    year = year_of(manuscript) or pack.head.from_year
    named = {unit.name for unit in units_in_title(manuscript)}
    unit = named.pop() if len(named) == 1 else ""  # two names: which is the unit's?
    return Package(Path(file).stem, pack, Document.blank(pack, year, unit).snapshot)


def _with_text(pack: Pack, snapshot: Snapshot, chapters: tuple[Chapter, ...]) -> Snapshot:
    document = Document(pack, snapshot)
    document.apply(SetReport(chapters))
    return document.snapshot


def _say_head(
    given: Given, chapters: tuple[Chapter, ...], snapshot: Snapshot, report: Report
) -> None:
    if not given.has("--data"):
        say(f"没有数据文件，只看文字本身（按 {snapshot.year} 年度的报告）。")
    if not any(chapter.title or chapter.text.strip() for chapter in chapters):
        say("文件里没有文字。")
    print_report(report, snapshot)
