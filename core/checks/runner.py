"""Runner: runs every rule on every place it stands; after an edit only those that look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from core.calc.view import merged_fields
from core.checks.desk import Desk
from core.checks.explained import explained
from core.checks.finding import PASSED, TEXT, Checked, Finding, Key, Outcome, Result, Severity
from core.checks.folding import fold
from core.checks.identities import Relation
from core.checks.progress import CODE as MISSING
from core.checks.progress import form_stations
from core.checks.reach import holders, touched, within
from core.checks.registry import Work, rules
from core.facts.edits import ChangeSet, PrintedChange, ReportChange
from core.facts.model import UNIT, Snapshot
from core.forms.pack import Pack
from core.garbage import no_collecting

Instance = tuple[int, str]  # station number, holder
_QUIET = (PASSED,)
Rank = tuple[int, int, int, str, int]


@dataclass(frozen=True, slots=True)
class Station:
    """A rule on one path of one pack."""

    code: str
    path: str
    reads: frozenset[str]
    work: Callable[[Desk, str], Iterable[Result]]
    relation: Relation | None = None
    walks: str = ""  # the table path whose rows it walks, standing on their owner
    table: str | None = None  # it judges the rows of this table path and their owner, nothing else


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit found: findings in the order of the forms, and how often each outcome."""

    findings: tuple[Finding, ...]
    counts: dict[Outcome, int] = field(default_factory=dict)
    not_evaluated: tuple[tuple[str, str, str], ...] = ()  # rule, holder, why; of a single audit

    def count(self, severity: Severity) -> int:
        """How many findings stand on their own with this severity and no explanation."""
        return sum(
            1
            for f in self.findings
            if f.severity is severity and not f.folded_under and (f.forced or not f.explained)
        )

    @property
    def verdict(self) -> str:
        """不能上报 3 项 · 需说明 5 项 · 提示 7 项."""
        return verdict(*(self.count(severity) for severity in Severity))


def verdict(errors: int, warnings: int, infos: int) -> str:
    """The same from the mere counts."""
    first = f"不能上报 {errors} 项" if errors else "可以上报"
    return f"{first} · 需说明 {warnings} 项 · 提示 {infos} 项"


class Checker:
    """Keeps the results of all rules on one package, so that an edit costs little."""

    def __init__(self, pack: Pack, filling: bool = False) -> None:
        self.pack = pack
        self.filling = filling
        self.stations = tuple(_stations(pack, filling))
        self._results: dict[Instance, tuple[Result, ...]] = {}
        self._found: dict[Instance, list[tuple[Rank, Finding]]] = {}
        self._counts: Counter[Outcome] = Counter()
        self._passed = 0
        self._order: _Order
        self._merged: dict[str, frozenset[str]] = {}
        self._failing: set[Instance] = set()
        self._by_name: dict[str, list[int]] = {}
        for number, station in enumerate(self.stations):
            for name in station.reads:
                self._by_name.setdefault(name, []).append(number)

    def full(self, snapshot: Snapshot) -> Report:
        """Run everything."""
        self._merged = merged_fields(snapshot)
        desk = Desk(self.pack, snapshot, self._merged)
        self._order = _Order(desk)
        self._results, self._found, self._failing = {}, {}, set()
        self._counts, self._passed = Counter(), 0
        with no_collecting():
            for number, station in enumerate(self.stations):
                for holder in holders(snapshot, station.path):
                    self._run(desk, number, holder)
            return self._report(desk)

    def update(self, snapshot: Snapshot, change: ChangeSet) -> Report:
        """Run again what looks at a changed fact."""
        if change.structure:
            return self.full(snapshot)
        desk = Desk(self.pack, snapshot, self._merged)
        self._order = _Order(desk)
        again: set[Instance] = {(number, UNIT) for number in self._by_name.get("*", ())}
        again |= self._failing  # their suspects look at neighbours
        for ref in change.facts:
            path = snapshot.path_of(ref.holder)
            for number in self._by_name.get(ref.name, ()):
                station = self.stations[number]
                if station.table is not None and not within(path, station.path, station.table):
                    continue  # the same name elsewhere
                for holder in touched(snapshot, station.path, ref):
                    again.add((number, holder))
            for number in self._by_name.get("**", ()):
                station = self.stations[number]
                row = snapshot.first_row(ref.holder)
                if station.walks and station.walks == path:
                    again.add((number, snapshot.rows[row].owner))
                elif not station.walks and station.path == path:
                    again.add((number, row))
        if any(isinstance(c, ReportChange) for c in change.changes):
            # only what concerns the whole unit is explained in the report's text
            again |= {(n, UNIT) for n in self._by_name.get(TEXT, ()) if not self.stations[n].path}
        if any(isinstance(c, PrintedChange) for c in change.changes):
            # what other placements show is looked at from the unit
            again |= {(n, UNIT) for n in self._by_name.get("**", ()) if not self.stations[n].path}
        for number, holder in again:
            self._run(desk, number, holder)
        return self._report(desk)

    def not_evaluated(self) -> tuple[tuple[str, str, str], ...]:
        """Rule, holder and reason of every check that was not carried out."""
        return tuple(
            (self.stations[number].code, holder, result.why)
            for (number, holder), results in self._results.items()
            for result in results
            if not isinstance(result, Finding) and result.outcome is not Outcome.PASS
        )

    def _run(self, desk: Desk, number: int, holder: str) -> None:
        station = self.stations[number]
        try:
            results = tuple(station.work(desk, holder))
        except Exception as error:  # a rule that fails must neither stop the audit nor hide
            results = (Checked(Outcome.BROKEN, f"{type(error).__name__}"),)
        place = (number, holder)
        self._count(self._results.get(place, ()), -1)
        self._count(results, 1)
        self._results[place] = results
        if results == _QUIET and place not in self._found:
            self._failing.discard(place)
            return  # by far the most
        found = [(self._order.of(r), r) for r in results if isinstance(r, Finding)]
        if found:
            self._found[place] = found
        else:
            self._found.pop(place, None)
        if station.relation is not None:
            (self._failing.add if found else self._failing.discard)(place)

    def _count(self, results: tuple[Result, ...], by: int) -> None:
        for result in results:
            if result is PASSED:  # hashing an Outcome thousands of times is felt
                self._passed += by
            else:
                self._counts[_outcome(result)] += by

    def _report(self, desk: Desk) -> Report:
        found: dict[Key, Finding] = {}
        relations: dict[Key, tuple[Relation, str]] = {}
        ranked = sorted(
            (
                (rank, place, number, finding)
                for place, items in self._found.items()
                for number, (rank, finding) in enumerate(items)
            ),
            key=lambda item: item[:3],
        )
        for _, (station, holder), _, finding in ranked:
            first = found.setdefault(finding.key, finding) is finding
            relation = self.stations[station].relation
            if first and relation is not None:
                relations[finding.key] = (relation, holder)
        for key, cause in fold(desk, found, relations).items():
            found[key] = replace(found[key], folded_under=cause)
        findings = tuple(found.values())
        if desk.snapshot.explanations:
            findings = tuple(explained(desk, finding) for finding in findings)
        counts = Counter(self._counts)
        counts[Outcome.PASS] += self._passed
        return Report(findings, {o: n for o, n in counts.items() if n})


def _outcome(result: Result) -> Outcome:
    return Outcome.FAIL if isinstance(result, Finding) else result.outcome


def check(pack: Pack, snapshot: Snapshot, filling: bool = False) -> Report:
    """One full audit."""
    checker = Checker(pack, filling)
    report = checker.full(snapshot)
    return replace(report, not_evaluated=checker.not_evaluated())


def _stations(pack: Pack, filling: bool) -> Iterator[Station]:
    if not filling:  # while filling, what is missing is progress and no finding
        for form in form_stations(pack):
            yield Station(MISSING, form.path, form.reads, form.work)
    for rule in pack.checks:
        relation = Relation(rule, pack)
        yield Station(relation.code, rule.path, relation.reads, relation.run, relation)
    paths = pack.paths()
    for listed in rules():
        if not listed.on:
            yield Station(listed.code, "", listed.reads, listed.work)
            continue
        if listed.on == "**":
            for path in ("", *paths):
                owner, _, table = path.rpartition("/")
                if owner:  # thousands of rows: one run for all of an owner
                    walk = _over_rows(listed.work, table)
                    yield Station(listed.code, owner, listed.reads, walk, walks=path)
                else:
                    yield Station(listed.code, path, listed.reads, listed.work)
            continue
        table = listed.on.rstrip("*")
        for path in paths:
            if path.rsplit("/", 1)[-1] == table:
                if listed.on.endswith("*"):
                    owner = path.rpartition("/")[0]
                    yield Station(listed.code, owner, listed.reads, listed.work, table=path)
                else:
                    yield Station(listed.code, path, listed.reads, listed.work)


def _over_rows(work: Work, table: str) -> Work:
    """The same rule for all rows of a table under one owner."""

    def walk(desk: Desk, owner: str) -> Iterator[Result]:
        for row in desk.rows(table, owner):
            yield from work(desk, row)

    return walk


class _Order:
    """Findings in the order in which a person reads the forms."""

    def __init__(self, desk: Desk) -> None:
        self._snapshot = desk.snapshot
        self._forms = {form.id: place for place, form in enumerate(desk.pack.forms)}
        self._nodes = {node: place for place, node in enumerate(desk.pack.places)}

    def of(self, finding: Finding) -> Rank:
        """Form, row, field, rule."""
        weight = finding.severity.place
        if not finding.cells:
            return (len(self._forms), 0, 0, finding.rule, weight)
        first = finding.cells[0]
        ref = first.ref
        try:
            path = self._snapshot.path_of(ref.holder)
        except KeyError:
            path = ""
        node = self._nodes.get((path, ref.name, ref.aspect), len(self._nodes))
        place = 0
        if path:
            row = self._snapshot.rows[self._snapshot.first_row(ref.holder)]
            place = self._snapshot.siblings(row.table, row.owner).index(row.id)
        return (self._forms.get(first.form, len(self._forms)), place, node, finding.rule, weight)
