"""Problem detail: all there is to say about one finding, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.checks.desk import Desk
from core.checks.explained import bound_values, may_force
from core.checks.finding import Finding, Remedy, Severity, Suspect
from core.facts.edits import Edit, Explain, SetValue
from core.facts.model import Placement
from core.workspace.open_report import OpenReport
from core.workspace.place_words import finding_places, place_words
from core.workspace.rule_why import why

_MOST_PLACES = 4
_STRONG = 60  # percent: from here on a suspect is named as the likeliest


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to put it right, as a button: its words, the reason under it, what it does."""

    title: str
    reason: str
    label: str  # names the step in the undo menu
    edit: Edit | None = None
    cell: Placement | None = None  # without an edit: where to look


@dataclass(frozen=True, slots=True)
class Detail:
    """What the opened finding shows."""

    finding: Finding
    place: str
    texts: tuple[tuple[str, str], ...]  # 公式, 依据 …: a word and what it says
    fixes: tuple[Fix, ...]
    note: str = ""  # the explanation in force
    old_note: str = ""  # one given earlier that does not hold any more
    old_why: str = ""  # why it does not

    @property
    def needs_force(self) -> bool:
        """Can it only be sent on with a reason of enough words?"""
        return self.finding.forced or self.finding.severity is Severity.ERROR


def detail(report: OpenReport, finding: Finding) -> Detail:
    """Everything about one finding as things stand."""
    desk = report.desk
    places = finding_places(desk, finding)
    more = f"等 {len(places)} 处" if len(places) > _MOST_PLACES else ""
    texts = (
        ("涉及", "；".join(places[1:_MOST_PLACES]) + more),
        ("填的是", finding.shown),
        ("应为", finding.expected),
        ("公式", finding.formula),
        ("为什么", why(finding.rule)),
        ("依据", finding.clause),
    )
    old, reason = _old_note(report, finding)
    return Detail(
        finding,
        places[0] if places else "",
        tuple((word, text) for word, text in texts if text),
        tuple(_fixes(report, finding)),
        finding.explained,
        old,
        reason,
    )


def _old_note(report: OpenReport, finding: Finding) -> tuple[str, str]:
    """An explanation that was given but does not hold now, and why."""
    note = report.snapshot.explanations.get(finding.key)
    if note is None or finding.explained:
        return "", ""
    if note.values != bound_values(report.desk, finding):
        return note.text, "数值已变，请重新说明。"
    return note.text, "这一条是错误，要用强制说明才能上报。"


def _fixes(report: OpenReport, finding: Finding) -> Iterator[Fix]:
    """Suspects with a reason first, then remedies, then cells for which nothing speaks but
    that the change would help; each edit once.
    """
    desk = report.desk
    strong = [one for one in finding.suspects if one.likely >= _STRONG]
    weak = [one for one in finding.suspects if one.likely < _STRONG]
    done: list[Edit] = []
    ways: list[Suspect | Remedy] = [*strong, *finding.remedies, *weak]
    for number, way in enumerate(ways):
        remedy: Remedy | None = way if isinstance(way, Remedy) else way.remedy
        reason = "" if isinstance(way, Remedy) else way.says
        likeliest = bool(strong) and not number
        if remedy is not None and remedy.edit not in done:
            done.append(remedy.edit)
            yield _fix(desk, finding, remedy, reason, likeliest)
        elif remedy is None and isinstance(way, Suspect):
            yield Fix(f"看{place_words(desk, way.cell)}", reason, "", cell=way.cell)


def _fix(desk: Desk, finding: Finding, remedy: Remedy, reason: str, likeliest: bool) -> Fix:
    """A figure to type is named on the button, its cell under it."""
    edit, title = remedy.edit, remedy.label
    if isinstance(edit, SetValue) and edit.raw.strip():
        home = desk.home(edit.ref)
        where = place_words(desk, home, form=home.form != finding.form)
        reason = f"{where}：{reason}" if reason else where
        if title == desk.type_in(edit.ref, edit.raw).label:
            title = f"改为 {edit.raw.strip()}"
    return Fix(f"{title}（最可能）" if likeliest else title, reason, remedy.label, edit)


# ------------------------------------------------ 审核说明


def lacks_words(report: OpenReport, needs_force: bool, text: str) -> str:
    """What an explanation still lacks; "" when it can be stored."""
    if needs_force and not may_force(report.desk, text):
        least = int(report.desk.limit("强制说明字数") or 10)
        return f"强制说明至少要写 {least} 个字，现在是 {len(''.join(text.split()))} 个字。"
    return "" if text.strip() else "请写明原因。"


def take_back(finding: Finding) -> Explain:
    """The edit that takes an explanation away."""
    return Explain(*finding.key, None)
