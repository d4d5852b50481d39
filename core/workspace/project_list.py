"""Project list: the copies of the project forms at a glance, and the lines they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.calc.naming import main_field
from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.facts.edits import ChangeSet
from core.facts.model import UNIT, Ref, Snapshot
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.schema import Concept, Table
from core.texts import likeness
from core.workspace.open_report import OpenReport
from core.workspace.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Wiring:
    """How a pack ties its project forms together: their table, and the list that links to it."""

    table: str
    forms: tuple[str, ...]
    name: str = ""
    money: tuple[Ref, ...] = ()  # name and 口径 of what the forms show; the most telling last
    lines: str = ""  # the table of the list; "" when the pack shows none
    link: str = ""
    line_name: str = ""
    line_money: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project as the list shows it."""

    row: str
    number: int
    name: str
    money: str  # 决算 94.20
    errors: int
    warnings: int
    missing: int
    lines: tuple[int, ...]  # numbers of the lines of the list that point here

    @property
    def title(self) -> str:
        return self.name or "（还没有名称）"


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One line of the list; `project` is the form it is linked to, "" for none."""

    row: str
    number: int
    name: str
    money: str
    project: str


def repeated_tables(pack: Pack) -> tuple[str, ...]:
    """The tables for whose rows forms repeat."""
    return tuple(dict.fromkeys(form.each for form in pack.forms if form.each))


def wiring_of(pack: Pack, table: str) -> Wiring:
    """What the pack says about one of them."""
    forms = tuple(form.id for form in pack.forms if form.each == table)
    name = _name_field(pack, table)
    money = _money(pack, table, forms)
    for other in pack.words.tables.values():
        link = next((f for f in other.fields.values() if f.to == table), None)
        shown = any(path == other.id for path, _, _ in pack.places)
        if link is not None and shown and UNIT in other.owners:
            return Wiring(
                table,
                forms,
                name,
                money,
                other.id,
                link.id,
                _name_field(pack, other.id),
                _money(pack, other.id),
            )
    return Wiring(table, forms, name, money)


class ProjectList:
    """Keeps how far every project is, so that an edit costs only the projects it touched."""

    def __init__(self, pack: Pack, table: str) -> None:
        self.wiring = wiring_of(pack, table)
        self._path = next((form.path for form in pack.forms if form.each == table), table)
        self._names: dict[str, tuple[str, str]] = {}
        self._snapshot = Snapshot(pack=pack.id, year=0)  # as `look` was last given it
        self._owners: dict[str, str] = {}  # of holders, until rows come or go
        self._touched = Remembered(self._projects_of)  # holds until rows come or go

    def look(
        self, report: OpenReport, changes: Sequence[ChangeSet] | None = None
    ) -> list[ProjectLine]:
        """All projects as they stand; `changes` since the last look, None when unknown."""
        snapshot, desk = report.snapshot, report.desk
        rows = snapshot.siblings(self.wiring.table)
        self._forget(snapshot, changes)
        self._snapshot = snapshot
        counts = self._counted(report.audit.findings)
        pointing = self._pointing(desk)
        lacking = report.lacking(self._path, rows)
        return [
            ProjectLine(
                row,
                number,
                *self._told(desk, row),
                counts[row, Severity.ERROR],
                counts[row, Severity.WARNING],
                missing,
                tuple(pointing.get(row, ())),
            )
            for number, (row, missing) in enumerate(zip(rows, lacking, strict=True), start=1)
        ]

    def _told(self, desk: Desk, row: str) -> tuple[str, str]:
        """Name and money of a project."""
        if row not in self._names:
            name = desk.text(row, self.wiring.name) if self.wiring.name else ""
            self._names[row] = (name, _amount(desk, row, self.wiring.money))
        return self._names[row]

    def owner_of(self, snapshot: Snapshot, holder: str) -> str:
        """The project to whose forms a fact belongs; "" when to none."""
        if holder == UNIT or (holder not in snapshot.rows and holder not in snapshot.groups):
            return ""
        row = snapshot.rows[snapshot.first_row(holder)]
        while row.owner != UNIT:
            row = snapshot.rows[row.owner]
        return row.id if row.table == self.wiring.table else ""

    # ------------------------------------------------ what is remembered

    def _forget(self, snapshot: Snapshot, changes: Sequence[ChangeSet] | None) -> None:
        if changes is None or any(change.structure for change in changes):
            self._names.clear()
            self._owners.clear()
            self._touched.forget()
            return
        for change in changes:
            for ref in change.facts:
                self._names.pop(self.owner_of(snapshot, ref.holder), None)

    # ------------------------------------------------ what the audit says

    def _projects_of(self, finding: Finding) -> frozenset[str]:
        """On whose forms its cells stand."""
        found = set[str]()
        for holder in {cell.ref.holder for cell in finding.cells}:
            if holder not in self._owners:
                self._owners[holder] = self.owner_of(self._snapshot, holder)
            found.add(self._owners[holder])
        return frozenset(found) - {""}

    def _counted(self, findings: Iterable[Finding]) -> Counter[tuple[str, Severity]]:
        """By project, the findings that stand on their own, as the verdict counts them."""
        counts = Counter[tuple[str, Severity]]()
        for finding, rows in self._touched.of(findings):
            if finding.folded_under or (finding.explained and not finding.forced):
                continue
            for row in rows:
                counts[row, finding.severity] += 1
        return counts

    # ------------------------------------------------ the list

    def _pointing(self, desk: Desk) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for line in listed_lines(desk, self.wiring):
            if line.project:
                found.setdefault(line.project, []).append(line.number)
        return found


def listed_lines(desk: Desk, wiring: Wiring) -> list[ListedLine]:
    """The lines of the list, in order."""
    if not wiring.lines:
        return []
    found = []
    for number, row in enumerate(desk.rows(wiring.lines), start=1):
        target = desk.text(row, wiring.link)
        project = target if target in desk.snapshot.rows else ""
        name = desk.text(row, wiring.line_name) if wiring.line_name else ""
        found.append(ListedLine(row, number, name, _amount(desk, row, wiring.line_money), project))
    return found


def lines_without_form(desk: Desk, wiring: Wiring) -> list[ListedLine]:
    """The named lines of the list for which there is no form yet."""
    return [line for line in listed_lines(desk, wiring) if line.name and not line.project]


def lines_for(desk: Desk, wiring: Wiring, project: str) -> list[ListedLine]:
    """The lines a project can be linked to: its own and the free ones, the most alike first."""
    name = desk.text(project, wiring.name) if wiring.name else ""
    offered = [ln for ln in listed_lines(desk, wiring) if ln.project in ("", project)]
    return sorted(offered, key=lambda ln: (ln.project == "", -likeness(name, ln.name)))


def linked_text(line: ProjectLine) -> str:
    """清单第3行, 未对应清单."""
    if not line.lines:
        return "未对应清单"
    return f"清单第{'、'.join(map(str, line.lines))}行"


def state_text(line: ProjectLine) -> str:
    """错误 2 · 需说明 1 · 还有 12 格; 已填完 when there is nothing to do."""
    parts = [f"错误 {line.errors}"] if line.errors else []
    parts += [f"需说明 {line.warnings}"] if line.warnings else []
    parts.append(f"还有 {line.missing} 格" if line.missing else "已填完")
    return " · ".join(parts)


# ---------------------------------------------------------------- the pack's words


def _name_field(pack: Pack, path: str) -> str:
    """The field a row is called by: the one rows are compared by, else the first text."""
    field = _matched(pack.table(path), Kind.TEXT) or main_field(pack, path)
    return field.id if field is not None else ""


def _money(pack: Pack, table: str, forms: tuple[str, ...] = ()) -> tuple[Ref, ...]:
    """The amounts a row is compared by, as far as the forms show them."""
    field = _matched(pack.table(table), Kind.MONEY)
    if field is None:
        return ()
    kept = []
    for aspect in field.aspects or ("",):
        places = pack.places.get((table, field.id, aspect), ())
        if places and (not forms or places[0] in forms):
            kept.append(Ref(field.id, aspect))
    return tuple(kept)


def _matched(table: Table, kind: Kind) -> Concept | None:
    return next((f for f in table.fields.values() if f.match and f.kind is kind), None)


def _amount(desk: Desk, row: str, money: tuple[Ref, ...]) -> str:
    """The last amount that is there: 决算 94.20."""
    for name, aspect, _ in reversed(money):
        ref = desk.ref(row, name, aspect)
        if desk.value(ref).number is not None:
            return f"{aspect} {desk.shown(ref)}".strip()
    return ""
