"""Commands of the audit: check, scores."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from core.calc.references import placement_text, ref_text
from core.checks.finding import Finding, Outcome, Severity, Words
from core.checks.runner import Report
from core.cli.arguments import Given
from core.cli.output import say, short
from core.cli.packages import Packages
from core.errors import Unreadable, ZipingtongError
from core.facts.model import Placement, Ref, Snapshot
from core.prose.audit import Auditor
from core.scoring.suggest import suggestions

WORDS = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.NOT_EVALUATED: "not_evaluated",
    Outcome.BROKEN: "broken",
}


def check_packages(given: Given) -> int:
    """Audit data files and reports; 1 when one has an 错误, 2 when one cannot be read."""
    with Packages(given) as packages:
        return _check(given, packages)


def _check(given: Given, packages: Packages) -> int:
    told: list[dict[str, Any]] = []
    worst = 0
    for name in given.words:
        try:
            package = packages.open(name)
        except ZipingtongError as error:
            worst = 2
            told.append({"file": name, "unreadable": str(error)})
            if not given.has("--json"):
                for line in error.mistakes if isinstance(error, Unreadable) else (error,):
                    say(str(line))
            continue
        snapshot = package.snapshot
        auditor = Auditor(package.pack, filling=given.has("--filling"))
        report = auditor.full(snapshot)
        if report.count(Severity.ERROR):
            worst = max(worst, 1)
        if given.has("--json"):
            told.append(report_json(name, report, snapshot))
            if given.has("--all"):
                told[-1]["not_evaluated"] = [
                    {"rule": rule, "row": _row(snapshot, holder), "why": why}
                    for rule, holder, why in auditor.not_evaluated()
                ]
            told[-1]["notes"] = [str(note) for note in package.notes]
            continue
        if len(given.words) > 1:
            say(f"== {name}")
        package.say_notes()
        print_report(report, snapshot)
        if given.has("--all"):
            _print_rest(auditor, report, snapshot)
    if given.has("--json"):
        whole = told[0] if len(told) == 1 else told
        say(json.dumps(whole, ensure_ascii=False, indent=1))
    return worst


def scores(given: Given) -> int:
    """The scores the figures support, beside those typed; nothing is changed."""
    with Packages(given) as packages:
        package = packages.open(given.words[0])
    snapshot = package.snapshot
    found = suggestions(package.pack, snapshot)
    if given.has("--json"):
        say(
            json.dumps(
                [
                    {
                        "cell": ref_text(snapshot, one.ref),
                        "entered": snapshot.value(one.ref).raw,
                        "suggested": one.text,
                        "formula": one.formula,
                        "numbers": one.numbers,
                        "clause": one.clause,
                    }
                    for one in found
                ],
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    for one in found:
        typed = snapshot.value(one.ref).raw or "（空白）"
        say(f"{ref_text(snapshot, one.ref)}　填写 {typed}　建议 {one.text}")
        for word, text in (("公式", one.formula), ("代入", one.numbers), ("依据", one.clause)):
            if text:
                say(f"     {word}：{text}")
    if not found:
        say("现有的数据还算不出建议得分。")
    return 0


def cell_text(snapshot: Snapshot, cell: Placement) -> str:
    """整体自评表:三公经费@决算; without a form just the fact."""
    return placement_text(snapshot, cell) if cell.form else ref_text(snapshot, cell.ref)


def report_json(name: str, report: Report, snapshot: Snapshot) -> dict[str, Any]:
    """An audit for programs."""
    return {
        "file": name,
        "pack": snapshot.pack,
        "year": snapshot.year,
        "unit": snapshot.value(Ref("单位名称")).raw,
        "verdict": report.verdict,
        "findings": [_finding_json(finding, snapshot) for finding in report.findings],
        "counts": {word: report.counts.get(outcome, 0) for outcome, word in WORDS.items()},
    }


def _finding_json(finding: Finding, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "outcome": WORDS[Outcome.FAIL],
        "form": finding.form,
        "cells": [cell_text(snapshot, cell) for cell in finding.cells],
        "words": [_words_json(words, snapshot) for words in finding.words],
        "message": finding.message,
        "shown": finding.shown,
        "expected": finding.expected,
        "formula": finding.formula,
        "clause": finding.clause,
        "remedies": [remedy.label for remedy in finding.remedies],
        "suspects": [
            {
                "cell": cell_text(snapshot, suspect.cell),
                "says": suspect.says,
                "likely": suspect.likely,
            }
            for suspect in finding.suspects
        ],
        "folded_under": _cause_text(finding, snapshot),
        "explained": finding.explained,
        "forced": finding.forced,
    }


def _words_json(words: Words, snapshot: Snapshot) -> dict[str, Any]:
    """Where words stand: characters counted from 0, in the chapter's text or in its title."""
    return {
        "chapter": snapshot.report[words.chapter].title,
        "number": words.chapter + 1,
        "in_title": words.is_title,
        "start": words.start,
        "end": words.end,
        "quoted": words.quoted,
    }


def _words_text(words: Words, snapshot: Snapshot) -> str:
    """第3章“二、基本支出”第2行第15字：“三公经费5.59万元”."""
    chapter = snapshot.report[words.chapter]
    title = f"“{short(chapter.title)}”" if chapter.title.strip() else ""
    if words.is_title:
        where = "标题"
    else:
        above = chapter.text[: words.start]
        where = f"第{above.count(chr(10)) + 1}行第{len(above) - above.rfind(chr(10))}字"
    return f"第{words.chapter + 1}章{title}{where}：“{short(words.quoted)}”"


def _cause_text(finding: Finding, snapshot: Snapshot) -> str:
    """The rule and the first cell of the finding this one follows from."""
    if finding.folded_under is None:
        return ""
    rule, cells = finding.folded_under
    return f"{rule} {ref_text(snapshot, cells[0].ref)}"


def _row(snapshot: Snapshot, holder: str) -> str:
    return ref_text(snapshot, Ref("", "", holder)).rstrip(".") if holder else ""


def print_report(report: Report, snapshot: Snapshot) -> None:
    """The verdict and the findings, worst first, what follows from one under it."""
    say(report.verdict)
    for severity in Severity:
        group = [f for f in report.findings if f.severity is severity and not f.folded_under]
        if not group:
            continue
        say(f"\n【{severity.value}】")
        for number, finding in enumerate(group, 1):
            _print_finding(number, finding, snapshot)
            for follower in (f for f in report.findings if f.folded_under == finding.key):
                say(f"     由此引起：{follower.message}")


def _print_rest(auditor: Auditor, report: Report, snapshot: Snapshot) -> None:
    """What was not checked, and how often each outcome."""
    say("\n【未核对】")
    for rule, holder, why in auditor.not_evaluated():
        say(f"  {rule} {_row(snapshot, holder)}　{why}")
    counts = "、".join(f"{o.value} {report.counts.get(o, 0)}" for o in Outcome)
    say(f"\n{counts}")


def _print_finding(number: int, finding: Finding, snapshot: Snapshot) -> None:
    say(f" {number:>2}. [{finding.rule}] {finding.message}")
    lines: Iterable[tuple[str, str]] = (
        ("章节", "；".join(_words_text(words, snapshot) for words in finding.words[:3])),
        ("位置", "、".join(cell_text(snapshot, cell) for cell in finding.cells[:6])),
        ("公式", finding.formula),
        ("依据", finding.clause),
        ("处理", "；".join(remedy.label for remedy in finding.remedies[:4])),
        ("疑似", "；".join(s.says for s in finding.suspects[:3])),
        ("说明", ("强制：" if finding.forced else "") + finding.explained),
    )
    for word, text in lines:
        if text:
            say(f"     {word}：{text}")
