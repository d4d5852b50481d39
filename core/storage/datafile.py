"""Data files: loads a package of figures that a person or the program wrote as JSON, saves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from core.calc.references import find_in_form
from core.document.document import Builder, Document
from core.errors import Mistake, Unreadable, ZipingtongError
from core.facts.edits import ReportChange, SettingChange
from core.facts.model import Bound, Chapter, Placement, Ref, Snapshot
from core.forms.library import Library
from core.forms.pack import Pack
from core.forms.settings import setting_problem, setting_text
from core.forms.text_files import Path
from core.prose.divide import divide
from core.storage.datafile_explained import read_explanations
from core.storage.datafile_figures import FIGURES, in_order, only_true, read_figure
from core.storage.datafile_links import settle_links
from core.storage.datafile_rows import RowReader
from core.storage.datafile_values import text_of, texts_of
from core.storage.datafile_write import data_of
from core.storage.files import unopened, write_text
from core.storage.json_text import Num, read_json, read_json_bytes, write_json
from core.storage.notes import Notes, listed, quoted

KEYS = ("pack", "year", "unit", "settings", "facts", "rows", "printed", "explanations", "report")
YEARS = range(1990, 2101)
UNIT_NAME = Ref("单位名称")

_MOST_BYTES = 64 * 1024 * 1024  # one more is enough for read_json_bytes to say: too big
_LONGEST_SETTING = 1_000
_LONGEST_CHAPTER = 300_000
_WHOLE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A package as loaded, and what was found wrong or decided on the way."""

    document: Document
    notes: tuple[Mistake, ...]


def load(source: FilePath | str, library: Library) -> Loaded:
    """Load a data file, given its path or its text; raises Unreadable when it cannot be used."""
    file = source.name if isinstance(source, FilePath) else ""
    text, data, mistakes = _read(source, file)
    if data is None:
        raise _unreadable(file, mistakes)
    fatal, notes = Notes(file), Notes(file)
    pack = _pack(data, library, fatal, mistakes)
    year = _year(data, fatal)
    if pack is None:
        raise _unreadable(file, mistakes + fatal.finish(text))
    loading = _Loading(pack, year or pack.head.from_year, notes)
    loading.everything(data)
    mistakes += fatal.finish(text)
    if mistakes:
        raise _unreadable(file, mistakes + notes.finish(text))
    snapshot = loading.builder.finish()
    snapshot = replace(snapshot, report=only_true(pack, snapshot))
    return Loaded(Document(pack, snapshot), tuple(notes.finish(text)))


def save(package: Document | Snapshot, pack: Pack) -> str:
    """The text of a package's data file."""
    snapshot = package.snapshot if isinstance(package, Document) else package
    return write_json(data_of(snapshot, pack))


def save_file(path: FilePath, package: Document | Snapshot, pack: Pack) -> None:
    """Write a package's data file, whole or not at all."""
    write_text(path, save(package, pack))


# ---------------------------------------------------------------- the file and its head


def _read(source: FilePath | str, file: str) -> tuple[str, Any, list[Mistake]]:
    if isinstance(source, str):
        data, mistakes = read_json(source, file)
        return source.removeprefix("\ufeff"), data, mistakes
    try:
        with source.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: no file can have this name
        raise unopened(source, error) from error
    data, mistakes = read_json_bytes(content, file)
    return content.decode("utf-8-sig", "replace") if data is not None else "", data, mistakes


def _unreadable(file: str, mistakes: list[Mistake]) -> Unreadable:
    mistakes = sorted(mistakes, key=lambda mistake: mistake.line or 0)
    first = mistakes[0]
    if len(mistakes) == 1:
        where = f"第{first.line}行" if first.line else ""
        where = f"{where}{' ' if where and first.place else ''}{first.place}"
        says = f"{where}：{first.says}" if where else first.says
        return Unreadable(first.code, says, first.remedy, mistakes)
    name = f"“{file}”" if file else ""
    says = f"数据文件{name}有 {len(mistakes)} 处错误，没有打开。"
    return Unreadable(first.code, says, "请逐处改正后再打开。", mistakes)


def _pack(
    data: Mapping[str, Any], library: Library, fatal: Notes, mistakes: list[Mistake]
) -> Pack | None:
    known = library.names()
    remedy = f"现有的模板包：{listed(known)}。"
    name = data.get("pack")
    if not isinstance(name, str) or isinstance(name, Num) or not name.strip():
        says = "“pack”应当是模板包的编号。" if "pack" in data else "没有写是哪个模板包（pack）。"
        fatal.add(("pack",) if "pack" in data else (), "D010", says, remedy)
        return None
    if name.strip() not in known:
        says = f"没有{quoted(name)}这个模板包。"
        fatal.add(("pack",), "D010", says, remedy, name, known)
        return None
    try:
        return library.pack(name.strip())
    except ZipingtongError as error:
        fatal.add(("pack",), "D011", error.says, error.remedy)
        if isinstance(error, Unreadable):
            mistakes += error.mistakes
        return None


def _year(data: Mapping[str, Any], fatal: Notes) -> int | None:
    value = data.get("year")
    if isinstance(value, Num) and _WHOLE.fullmatch(value) and int(value) in YEARS:
        return int(value)
    says = "没有写年度（year）。"
    if "year" in data:
        written = quoted(value) if isinstance(value, str) else "这里写的"
        says = f"年度不对：{written}不是 {YEARS[0]} 到 {YEARS[-1]} 之间的整数。"
    remedy = '写四位数的年份，不加引号，如 "year": 2024。'
    fatal.add(("year",) if "year" in data else (), "D012", says, remedy)
    return None


# ---------------------------------------------------------------- what is in it


class _Loading:
    """One package in the making; what cannot be used is noted and left out."""

    def __init__(self, pack: Pack, year: int, notes: Notes) -> None:
        self.builder = Builder(pack, year)
        self._pack = pack
        self._work = self.builder.work
        self._notes = notes
        self._rows = RowReader(self._work, notes)

    def everything(self, data: Mapping[str, Any]) -> None:
        """All sections; settings first, because they say how figures are read."""
        for key in data:
            if key not in KEYS:
                remedy = f"可以写的有：{listed(KEYS)}。"
                self._notes.add((key,), "D101", f"不认识{quoted(key)}。", remedy, key, KEYS)
        if self._work.draft.year < self._pack.head.from_year:
            says = f"这套表从 {self._pack.head.from_year} 年度起用，文件里的年度更早。"
            self._notes.add(("year",), "D113", says, "请检查年度，或换一个模板包。")
        self._settings(self._section(data, "settings"))
        self._unit(data)
        self._facts(self._section(data, "facts"))
        self.builder.first_rows(self._rows.tables(self._section(data, "rows"), ("rows",)))
        settle_links(self._work, self._rows, self._notes)
        self._printed(self._section(data, "printed"))
        read_explanations(self._work, self._notes, data.get("explanations"))
        self._report(data.get("report"))

    def _section(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = data.get(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self._notes.wrong_type((key,), "用花括号 { } 括起来的一组", value)
        return {}

    def _settings(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            path = ("settings", name)
            setting = self._pack.settings.get(name)
            if setting is None:
                known = list(self._pack.settings)
                says, remedy = f"没有{quoted(name)}这项设置。", f"设置有：{listed(known)}。"
                self._notes.add(path, "D102", says, remedy, name, known)
                continue
            if value is None:
                continue  # as the pack has it
            if isinstance(value, list):
                text = setting_text(value)
            else:
                text = text_of(self._notes, value, path, _LONGEST_SETTING)
                if text is None:
                    continue
            problem = f"“{name}”的写法不对。"
            if text is not None and len(text) <= _LONGEST_SETTING:
                problem = setting_problem(setting, text)
            if text is None or problem:
                remedy = setting.note or "请改写这一处，或者删去，照模板包的规定。"
                self._notes.add(path, "D108", _shortened(problem, text or ""), remedy)
                continue
            self._work.do(SettingChange(name, None, text))

    def _unit(self, data: Mapping[str, Any]) -> None:
        text = text_of(self._notes, data.get("unit"), ("unit",))
        if text:
            self._work.put(UNIT_NAME, text)

    def _facts(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            path: Path = ("facts", name)
            concept = self._pack.concept("", name)
            if concept is None:
                self._unknown_fact(name, path)
                continue
            for aspect, raw in texts_of(self._notes, concept, value, path).items():
                self._fact(Ref(name, aspect), raw, (*path, aspect) if aspect else path)

    def _fact(self, ref: Ref, raw: str, path: Path) -> None:
        before = self._work.draft.raw(ref)
        if before is not None:  # only 单位名称 can be there already
            if raw.strip() and raw != before:
                says = f"单位名称已经在“unit”里写成{quoted(before)}，这里的没有读入。"
                self._notes.add(path, "D112", says, "请只留一处。")
            return
        self._work.put(ref, raw)
        if raw.strip() and not self._is_used(ref):
            name = f"{ref.name}@{ref.aspect}" if ref.aspect else ref.name
            says = f"本模板包的表上没有“{name}”这一格，这个数只保存，不显示也不打印。"
            self._notes.add(path, "D114", says, "请检查名称和口径；用不着就删去。")

    def _is_used(self, ref: Ref) -> bool:
        node = ("", ref.name, ref.aspect)
        pack = self._pack
        return ref == UNIT_NAME or node in pack.places or node in pack.dependents

    def _unknown_fact(self, name: str, path: Path) -> None:
        words = self._pack.words
        says, remedy = f"没有{quoted(name)}这个指标。", "用 fields 命令可以列出全部指标。"
        if name in words.aliases:
            says += f"它在这里叫“{words.aliases[name]}”。"
        elif name in words.tables:
            says += "它是行表。"
            remedy = '行表的内容写在 "rows" 里。'
        else:
            self._notes.add(path, "D102", says, remedy, name, words.concepts)
            return
        self._notes.add(path, "D102", says, remedy)

    # ------------------------------------------------ printed values and the report

    def _printed(self, given: Mapping[str, Any]) -> None:
        known = [form.id for form in self._pack.forms]
        for form, values in given.items():
            path = ("printed", form)
            if form not in known:
                says, remedy = f"没有{quoted(form)}这张表。", f"本模板包的表有：{listed(known)}。"
                self._notes.add(path, "D102", says, remedy, form, known)
            elif not isinstance(values, dict):
                self._notes.wrong_type(path, '各格印的内容，如 {"联系电话": null}', values)
            else:
                for name, value in values.items():
                    self._print(form, name, value, (*path, name))

    def _print(self, form: str, name: str, value: Any, path: Path) -> None:
        draft = self._work.draft
        try:
            placement = find_in_form(draft, self._pack, form, name)
        except ZipingtongError as error:
            self._notes.add(path, "D111", error.says, error.remedy)
            return
        if self._is_home(placement):
            says = f"“{form}”就是填写{quoted(name)}的地方，不是另印的一处。"
            self._notes.add(path, "D111", says, "请把这个数写在 facts（或 rows）里。")
        elif placement in draft.printed:
            says = f"{quoted(name)}这一格写了两次，后一次没有读入。"
            self._notes.add(path, "D112", says, "请只留一处。")
        else:
            text = text_of(self._notes, value, path)
            if text is not None:
                self._work.put_printed(placement, text)

    def _is_home(self, placement: Placement) -> bool:
        ref = placement.ref
        node = (self._work.draft.path_of(ref.holder), ref.name, ref.aspect)
        return placement.nth == 1 and self._pack.places[node][0] == placement.form

    def _report(self, report: Any) -> None:
        chapters: Any = report
        path: Path = ("report",)
        if isinstance(report, str) and not isinstance(report, Num):
            text = text_of(self._notes, report, path, _LONGEST_CHAPTER) or ""
            self._put_report(divide(text) if text.strip() else ())
            return
        if isinstance(report, dict):
            for key in report:
                if key != "chapters":
                    says = f"不认识{quoted(key)}。"
                    self._notes.add((*path, key), "D101", says, '报告只写 "chapters"。')
            chapters, path = report.get("chapters"), ("report", "chapters")
        if chapters is None:
            return
        if not isinstance(chapters, list):
            self._notes.wrong_type(path, "一段文字，或一列章节", chapters)
            return
        found = (
            chapter
            for number, entry in enumerate(chapters)
            if (chapter := self._chapter(entry, (*path, number))) is not None
        )
        self._put_report(tuple(found))

    def _put_report(self, chapters: tuple[Chapter, ...]) -> None:
        if chapters:
            self._work.do(ReportChange(0, (), chapters))

    def _chapter(self, entry: Any, path: Path) -> Chapter | None:
        if not isinstance(entry, dict):
            self._notes.wrong_type(path, '一章，如 {"title": "一、概况", "text": "……"}', entry)
            return None
        texts = {"title": "", "text": "", "report": ""}
        for key, value in entry.items():
            if key == FIGURES:
                continue
            if key not in texts:
                says = f"不认识{quoted(key)}。"
                remedy = '每一章只写 "title"、"text"、"report" 和 "figures"。'
                self._notes.add((*path, key), "D101", says, remedy, key, (*texts, FIGURES))
                continue
            texts[key] = text_of(self._notes, value, (*path, key), _LONGEST_CHAPTER) or ""
        known = [report.id for report in self._pack.reports]
        if texts["report"] and texts["report"] not in known:
            says = f"没有{quoted(texts['report'])}这份报告，这一章读入了第一份报告。"
            remedy = f"本模板包的报告有：{listed(known)}。" if known else "请删去“report”。"
            self._notes.add((*path, "report"), "D102", says, remedy, texts["report"], known)
            texts["report"] = ""
        return Chapter(**texts, bound=self._figures(texts["text"], entry.get(FIGURES), path))

    def _figures(self, text: str, entries: Any, path: Path) -> tuple[Bound, ...]:
        """The figures in a chapter that follow their facts."""
        if entries is None:
            return ()
        if not isinstance(entries, list):
            self._notes.wrong_type((*path, FIGURES), "一列数", entries)
            return ()
        found = []
        for number, entry in enumerate(entries):
            figure = read_figure(self._work.draft, self._pack, text, entry)
            if isinstance(figure, str):
                self._notes.add((*path, FIGURES, number), "D116", figure, "在窗口里可以重新插入。")
            else:
                found.append(figure)
        return in_order(found)


def _shortened(problem: str, text: str) -> str:
    """A sentence about a text that may be long."""
    return problem.replace(f"“{text}”", quoted(text)) if text else problem
