"""Overview: what the list of reports says of each, in which order, found by which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from core.checks.tally import Progress
from core.storage.kept import ReportLine
from core.texts import halfwidth, loose


class State(Enum):
    """How far a report is; the values are what users read."""

    FILLING = "填报中"
    FAULTY = "有错误"
    READY = "可以上报"


class Order(Enum):
    """How the list can be sorted; the values are what users read."""

    UNIT = "按单位"
    YEAR = "按年度"
    CHANGED = "按最近修改"


def is_audited(line: ReportLine) -> bool:
    """Has the program ever noted how the report stands?"""
    return line.errors >= 0


def state(line: ReportLine) -> State:
    """Errors come first: they must be seen, however much is still to be filled."""
    if line.errors > 0:
        return State.FAULTY
    done = is_audited(line) and line.filled >= line.required > 0
    return State.READY if done else State.FILLING


def percent(line: ReportLine) -> int:
    """How long the bar is."""
    return Progress(line.filled, line.required).percent if is_audited(line) else 0


def progress_text(line: ReportLine) -> str:
    """The figure beside the bar."""
    return f"{line.filled}/{line.required} 格" if is_audited(line) else "—"


def verdict(line: ReportLine) -> str:
    """不能上报 3 项 · 需说明 5 项 · 提示 7 项, without those that are none."""
    if not is_audited(line):
        return "还没有审核"
    counts = (("不能上报", line.errors), ("需说明", line.warnings), ("提示", line.infos))
    return " · ".join(f"{word} {count} 项" for word, count in counts if count) or "没有问题"


def changed_text(changed: str, now: datetime) -> str:
    """今天 15:40, 昨天 15:40 or 2026年11月3日."""
    moment = datetime.fromisoformat(changed)
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    if moment.date() == now.date() - timedelta(days=1):
        return f"昨天 {moment:%H:%M}"
    return day_text(moment)


def day_text(day: date) -> str:
    """2026年11月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def title(line: ReportLine) -> str:
    """How a sentence names a report."""
    return f"“{line.unit}”{line.year}年度（{line.pack_name}）"


def by_pinyin(name: str) -> bytes:
    """A sort key: in GB 18030 the 3,755 commonest characters stand in the order of their pinyin."""
    return name.encode("gb18030", "replace")


def ordered(lines: Iterable[ReportLine], order: Order) -> list[ReportLine]:
    """The lines as the list shows them; the younger year or change comes first."""
    kept = sorted(lines, key=lambda line: (by_pinyin(line.unit), -line.year, line.pack, line.id))
    if order is Order.YEAR:
        kept.sort(key=lambda line: -line.year)
    elif order is Order.CHANGED:
        kept.sort(key=lambda line: line.changed, reverse=True)
    return kept


def latest(lines: Iterable[ReportLine]) -> ReportLine | None:
    """The report somebody worked on last."""
    return max(lines, key=lambda line: (line.changed, line.id), default=None)


def found(lines: Iterable[ReportLine], sought: str) -> list[ReportLine]:
    """The lines in which every word sought occurs."""
    return [
        line
        for line in lines
        if has_words(f"{line.unit} {line.year}年度 {line.pack_name} {state(line).value}", sought)
    ]


def has_words(text: str, sought: str) -> bool:
    """Does every word occur? Width and case do not count; an empty search finds everything."""
    within = halfwidth(text).lower()
    return all(word in within for word in halfwidth(sought).lower().split())


def units(lines: Iterable[ReportLine]) -> list[str]:
    """The names of all units, once each."""
    return sorted({line.unit for line in lines}, key=by_pinyin)


def same(lines: Iterable[ReportLine], unit: str, year: int, pack: str) -> ReportLine | None:
    """A report of the same unit, year and pack; of several the one worked on last."""
    return latest(
        line
        for line in lines
        if (line.year, line.pack) == (year, pack) and loose(line.unit) == loose(unit)
    )


def groups(lines: Sequence[ReportLine]) -> list[bool]:
    """For lines in order: does a new unit begin there?"""
    return [n == 0 or lines[n - 1].unit != line.unit for n, line in enumerate(lines)]
