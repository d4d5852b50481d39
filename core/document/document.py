"""Document: one open package. Edits go in, change sets come out, nothing is ever lost."""

from __future__ import annotations

from collections.abc import Container, Iterable

from core.calc.engine import Recompute
from core.calc.figures import refreshed
from core.calc.view import holder_of
from core.document.draft import Draft
from core.document.history import History, Step
from core.document.merges import merge_cells, split_cells
from core.document.rows import add_first_rows, add_row, copy_row, move_row, remove_row
from core.document.worker import Serials, Worker
from core.errors import ZipingtongError
from core.facts.edits import (
    AddRow,
    Change,
    ChangeSet,
    CopyRow,
    Edit,
    Explain,
    ExplanationChange,
    GroupChange,
    LinkRow,
    MergeCells,
    MoveRow,
    OrderChange,
    PrintedChange,
    RemoveRow,
    ReportChange,
    RowChange,
    SetPrinted,
    SetReport,
    SetSetting,
    SettingChange,
    SetValue,
    SetYear,
    SplitCells,
    Together,
    ValueChange,
    YearChange,
)
from core.facts.model import UNIT, Placement, Ref, Snapshot
from core.forms.pack import Pack
from core.forms.settings import setting_problem
from core.texts import suggest

STRUCTURE = (RowChange, OrderChange, GroupChange, SettingChange, YearChange)


class Builder:
    """Puts together the first snapshot of a package, new or loaded, with no history."""

    def __init__(self, pack: Pack, year: int) -> None:
        empty = Snapshot(pack=pack.id, year=year)
        self.pack = pack
        self.work = Worker(Draft(empty, pack), Serials(empty))

    def first_rows(self, given: Container[str] = ()) -> None:
        """The rows every report has from the start, but for tables given otherwise."""
        for path in self.pack.paths():
            if "/" not in path and path not in given:
                add_first_rows(self.work, path, UNIT)

    def finish(self) -> Snapshot:
        """The snapshot, with everything computed."""
        run = Recompute(self.pack, self.work.draft)
        run.everything()
        run.settle()
        return self.work.draft.freeze()


class Document:
    """A package being worked on. `snapshot` is its state; it is replaced, never changed."""

    def __init__(
        self,
        pack: Pack,
        snapshot: Snapshot,
        history: History | None = None,
        last_serial: int = 0,
    ) -> None:
        self.pack = pack
        self.snapshot = snapshot
        self.history = history or History()
        self._serials = Serials(snapshot, last_serial)

    @classmethod
    def blank(cls, pack: Pack, year: int, unit: str = "") -> Document:
        """A new report: the county's fixed rows and the pack's first rows, nothing else."""
        builder = Builder(pack, year)
        builder.first_rows()
        if unit:
            builder.work.put(Ref("单位名称"), unit)
        return cls(pack, builder.finish())

    @classmethod
    def specimen(cls, pack: Pack, year: int = 0) -> Document:
        """A blank report in which every form can be seen once, of the pack's first year or one."""
        document = cls.blank(pack, year or pack.head.from_year)
        for form in pack.forms:
            if form.each and not document.snapshot.siblings(form.each):
                document.apply(AddRow(form.each))
        return document

    # ------------------------------------------------ edits

    def apply(self, edit: Edit, label: str = "") -> ChangeSet:
        """Carry out one edit as one step; when it cannot be done nothing has changed."""
        draft = Draft(self.snapshot, self.pack)
        work = Worker(draft, self._serials)
        self._perform(work, edit)
        label = label or _label(edit)
        if not work.changes:
            return ChangeSet(label, ())
        facts = self._carried_through(work)
        step = Step(label, tuple(work.changes))
        self.history.add(step)
        self.snapshot = draft.freeze()
        return _change_set(step.label, step.changes, facts)

    def preview(self, edit: Edit) -> tuple[Snapshot, ChangeSet]:
        """What an edit would lead to; nothing is changed, no id is used up."""
        draft = Draft(self.snapshot, self.pack)
        work = Worker(draft, Serials(self.snapshot, self._serials.last))
        self._perform(work, edit)
        facts = self._carried_through(work)
        return draft.freeze(), _change_set("", work.changes, facts)

    def undo(self) -> ChangeSet | None:
        """Take back the last step; None when there is none."""
        step = self.history.back()
        if step is None:
            return None
        back = tuple(inverse(change) for change in reversed(step.changes))
        return self._replay(Step(step.label, back))

    def redo(self) -> ChangeSet | None:
        """Do again what was taken back; None when there is nothing."""
        step = self.history.forth()
        return self._replay(step) if step is not None else None

    @property
    def last_serial(self) -> int:
        """The last number used for a row or a merged cell."""
        return self._serials.last

    def _replay(self, step: Step) -> ChangeSet:
        draft = Draft(self.snapshot, self.pack)
        for change in step.changes:
            draft.do(change)
        facts = recompute(self.pack, draft, step.changes)
        self.snapshot = draft.freeze()
        return _change_set(step.label, step.changes, facts)

    def _carried_through(self, work: Worker) -> set[Ref]:
        """Compute what follows from the changes, and let figures in the report follow too."""
        facts = recompute(self.pack, work.draft, work.changes)
        anything = any(isinstance(change, (*STRUCTURE, ReportChange)) for change in work.changes)
        chapters = work.draft.report
        if any(chapter.bound for chapter in chapters):
            changed = None if anything else facts
            work.put_report(refreshed(self.pack, work.draft, chapters, changed))
        return facts

    # ------------------------------------------------ edit by edit

    def _perform(self, work: Worker, edit: Edit) -> None:
        match edit:
            case SetValue(ref, raw):
                work.put(self._held(work, ref), raw)
            case LinkRow(ref, to):
                ref = self._held(work, ref)
                self._check_link(work, ref, to)
                work.put(ref, to)
            case SetPrinted(placement, raw):
                place = placement._replace(ref=self._held(work, placement.ref))
                self._check_placement(work, place)
                work.put_printed(place, raw)
            case AddRow():
                if edit.owner != UNIT and edit.owner not in work.draft.rows:
                    raise ZipingtongError("E301", "这一行不存在。", "请重新选择。")
                add_row(work, edit)
            case RemoveRow(row):
                self._check_row(work, row)
                remove_row(work, row)
            case MoveRow(row, to):
                self._check_row(work, row)
                move_row(work, row, to)
            case CopyRow(row):
                self._check_row(work, row)
                copy_row(work, row)
            case MergeCells():
                for row in edit.rows:
                    self._check_row(work, row)
                merge_cells(work, edit)
            case SplitCells(group):
                split_cells(work, group)
            case SetSetting(name, raw):
                self._set_setting(work, name, raw)
            case SetYear(year):
                if year != work.draft.year:
                    work.do(YearChange(work.draft.year, year))
            case SetReport(chapters):
                work.put_report(chapters)
            case Explain(rule, cells, note):
                work.put_explanation((rule, cells), note)
            case Together(edits, _):
                for part in edits:
                    self._perform(work, part)

    def _held(self, work: Worker, ref: Ref) -> Ref:
        """The reference with the holder that really holds it: a merged cell, not its row."""
        draft = work.draft
        if ref.holder != UNIT and ref.holder not in draft.rows and ref.holder not in draft.groups:
            raise ZipingtongError("E301", "这一格所在的行已经不在了。", "请重新选择。")
        concept = self.pack.concept(draft.path_of(ref.holder), ref.name)
        if concept is None:
            raise ZipingtongError("E304", f"没有“{ref.name}”这个指标。", "请检查名称。")
        if (ref.aspect or concept.aspects) and ref.aspect not in concept.aspects:
            known = "、".join(concept.aspects) or "（不分口径）"
            raise ZipingtongError(
                "E304", f"“{ref.name}”没有口径“{ref.aspect}”。", f"它的口径有：{known}。"
            )
        if ref.holder == UNIT:
            return ref
        row = draft.groups[ref.holder].rows[0] if ref.holder in draft.groups else ref.holder
        return ref._replace(holder=holder_of(draft, self.pack, row, ref.name))

    def _check_link(self, work: Worker, ref: Ref, to: str | None) -> None:
        """A link points at a row of its own table."""
        if to is None:
            return
        link = self.pack.concept(work.draft.path_of(ref.holder), ref.name)
        row = work.draft.rows.get(to)
        if row is None or link is None or row.table != link.to:
            raise ZipingtongError("E301", "要对应的那一行不存在。", "请重新选择。")

    def _check_placement(self, work: Worker, place: Placement) -> None:
        """Only a placement that follows another can show a text of its own."""
        node = (work.draft.path_of(place.ref.holder), place.ref.name, place.ref.aspect)
        shown = self.pack.places.get(node, ())
        if place.form not in shown:
            raise ZipingtongError(
                "E308", f"“{place.form}”上没有“{place.ref.name}”这一格。", "请重新选择。"
            )
        if place.form == shown[0] and place.nth == 1:
            raise ZipingtongError(
                "E308", f"“{place.ref.name}”就在“{place.form}”填写。", "请直接填写这一格。"
            )

    @staticmethod
    def _check_row(work: Worker, row: str) -> None:
        if row not in work.draft.rows:
            raise ZipingtongError("E301", "这一行已经不在了。", "请重新选择。")

    def _set_setting(self, work: Worker, name: str, raw: str | None) -> None:
        setting = self.pack.settings.get(name)
        if setting is None:
            hint = suggest(name, list(self.pack.settings))
            raise ZipingtongError(
                "E306",
                f"没有“{name}”这项设置。{hint}",
                f"设置有：{'、'.join(self.pack.settings)}。",
            )
        problem = setting_problem(setting, raw) if raw is not None else ""
        if problem:
            raise ZipingtongError("E307", problem, setting.note)
        before = work.draft.settings.get(name)
        if before != raw:
            work.do(SettingChange(name, before, raw))


def _change_set(label: str, changes: Iterable[Change], facts: Iterable[Ref]) -> ChangeSet:
    changes = tuple(changes)
    structure = any(isinstance(change, STRUCTURE) for change in changes)
    return ChangeSet(label, changes, frozenset(facts), structure)


def inverse(change: Change) -> Change:
    """The change that takes a change back."""
    match change:
        case RowChange(before, after, at):
            return RowChange(after, before, at)
        case ValueChange(ref, before, after):
            return ValueChange(ref, after, before)
        case PrintedChange(placement, before, after):
            return PrintedChange(placement, after, before)
        case OrderChange(table, owner, before, after):
            return OrderChange(table, owner, after, before)
        case GroupChange(before, after):
            return GroupChange(after, before)
        case SettingChange(name, before, after):
            return SettingChange(name, after, before)
        case YearChange(before, after):
            return YearChange(after, before)
        case ReportChange(at, before, after):
            return ReportChange(at, after, before)
        case ExplanationChange(key, before, after):
            return ExplanationChange(key, after, before)


def recompute(pack: Pack, draft: Draft, changes: Iterable[Change]) -> set[Ref]:
    """Bring the computed facts up to date after changes; every fact that is different now."""
    run = Recompute(pack, draft)
    facts: set[Ref] = set()
    for change in changes:
        match change:
            case ValueChange(ref, _, _):
                facts.add(ref)
                if ref.holder == UNIT or ref.holder in draft.rows or ref.holder in draft.groups:
                    run.fact(ref)
            case PrintedChange(placement, _, _):
                facts.add(placement.ref)
            case RowChange(before, after, _):
                if after is not None and after.id in draft.rows:
                    run.row(after.id)
                elif before is not None and (before.owner == UNIT or before.owner in draft.rows):
                    run.owner(before.path, before.owner)
            case GroupChange(before, after):
                for row in dict.fromkeys(
                    (*(before.rows if before else ()), *(after.rows if after else ()))
                ):
                    if row in draft.rows:
                        run.row(row)
            case SettingChange() | YearChange():
                run.everything()
            case _:
                pass
    return facts | run.settle()


def recompute_all(pack: Pack, snapshot: Snapshot) -> Snapshot:
    """The same package with every computed fact computed anew."""
    bare = Snapshot(
        pack=snapshot.pack,
        year=snapshot.year,
        settings=snapshot.settings,
        entered=snapshot.entered,
        printed=snapshot.printed,
        rows=snapshot.rows,
        order=snapshot.order,
        groups=snapshot.groups,
        cover=snapshot.cover,
        explanations=snapshot.explanations,
        report=snapshot.report,
    )
    draft = Draft(bare, pack)
    run = Recompute(pack, draft)
    run.everything()
    run.settle()
    return draft.freeze()


def _label(edit: Edit) -> str:
    """What the undo menu calls a step."""
    match edit:
        case SetValue(ref, raw):
            return f"{'填写' if raw.strip() else '清除'}{ref.name}" + (
                f"（{ref.aspect}）" if ref.aspect else ""
            )
        case SetPrinted(placement, _):
            return f"修改{placement.form}中的{placement.ref.name}"
        case AddRow(table):
            return f"增加{table}"
        case Together(_, label):
            return label
        case RemoveRow():
            return "删除行"
        case MoveRow():
            return "移动行"
        case CopyRow():
            return "复制行"
        case MergeCells(field):
            return f"合并{field}"
        case SplitCells():
            return "拆分格子"
        case LinkRow(_, to):
            return "对应项目表" if to else "取消对应"
        case SetSetting(name, _):
            return f"设置{name}"
        case SetYear():
            return "修改年度"
        case SetReport():
            return "修改报告"
        case Explain():
            return "审核说明"
