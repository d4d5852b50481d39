"""Sentences: the drafts in a pack's report outline, from text to parts; mistakes say where.

{三公经费@决算}  {三公经费@决算:0.00}  {增减(三公经费@决算, 三公经费@上年决算)}  {年}
[整句，其中的数全空着或是 0 就不写]  {每 项目清单: {项目名称}{支出@决算}万元；}  {每 问题: {内容}；}
{每 绩效指标.一级指标: {一级指标}：{每 完成的绩效指标: {三级指标}{实际完成值}，}。}
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.facts.printing import STYLE
from core.facts.values import Kind
from core.forms.cells import CellReader
from core.forms.schema import (
    EachPart,
    FigurePart,
    MaybePart,
    ProblemsPart,
    Result,
    Sentence,
    SettingPart,
    YearPart,
)
from core.forms.scope import SETTING_WORD
from core.forms.source import Path
from core.forms.years import COUNTED, offset_of
from core.texts import suggest

PROBLEMS, CONTENT = "问题", "内容"
_EACH = re.compile(r"每\s*([^:：{}]+?)\s*[:：]\s*")
_CHANGE = re.compile(r"增减\s*[（(]\s*(.+?)\s*[,，]\s*(.+?)\s*[)）]")
_STYLED = re.compile(r"([^:：]+?)\s*[:：]\s*(.+)")
_STOPS = "；;、，,"
_DEEPEST = 8
Parts = list[str | YearPart | SettingPart | FigurePart | MaybePart | EachPart | ProblemsPart]


def read_sentence(text: str, cells: CellReader, origin: tuple[str, Path]) -> Sentence:
    """The parts of a draft; what is wrong in it is noted and left out."""
    scan = _Scan(text, cells, origin)
    parts = scan.parts("", 0, cells)
    return tuple(parts)


@dataclass
class _Scan:
    text: str
    cells: CellReader
    origin: tuple[str, Path]
    at: int = 0
    level_of: str = ""  # inside {每 绩效指标.一级指标: …}: the path of its rows

    def parts(self, until: str, depth: int, cells: CellReader) -> Parts:
        """Everything up to a closing mark, which is stepped over."""
        found: Parts = []
        words = ""
        while self.at < len(self.text):
            mark = self.text[self.at]
            self.at += 1
            if mark == until:
                return [*found, words] if words else found
            if mark not in "{}[]｛｝":
                words += mark
                continue
            if depth >= _DEEPEST:
                self._wrong(cells, "括号套得太深了。", f"最多套 {_DEEPEST} 层。")
                self.at = len(self.text)
                return found
            if mark in "}]｛｝":
                self._wrong(cells, f"多了一个“{mark}”。")
                continue
            if words:
                found.append(words)
                words = ""
            if mark == "[":
                inner = tuple(self.parts("]", depth + 1, cells))
                found.append(MaybePart(inner))
            else:
                found += self._hole(depth, cells)
        if until:
            self._wrong(cells, f"少了一个“{until}”。")
        return [*found, words] if words else found

    def _hole(self, depth: int, cells: CellReader) -> Parts:
        each = _EACH.match(self.text, self.at)
        if each is not None:
            self.at = each.end()
            return self._each(each[1], depth, cells)
        end = self.text.find("}", self.at)
        if end < 0:
            self._wrong(cells, "少了一个“}”。")
            self.at = len(self.text)
            return []
        word = self.text[self.at : end].strip()
        self.at = end + 1
        return self._word(word, cells)

    def _word(self, word: str, cells: CellReader) -> Parts:
        counted = COUNTED.fullmatch(word)
        if counted and counted.group(1) == "年":
            return [YearPart(offset_of(counted.group(2), counted.group(3)))]
        scope, _, setting = word.partition(".")
        if scope == SETTING_WORD and setting in cells.words.settings:
            return [SettingPart(setting)]
        change = _CHANGE.fullmatch(word)
        if change is not None:
            one, other = (cells.pattern(name, self.origin) for name in change.groups())
            return [FigurePart(one, than=other)] if one and other else []
        styled = _STYLED.fullmatch(word)
        if styled is not None and not STYLE.fullmatch(styled[2]):
            self._wrong(cells, f"“{styled[2]}”不是数字的写法。", "写成 0、0.00 或 0.00% 这样。")
            return []
        name, style = styled.groups() if styled is not None else (word, "")
        pattern = cells.pattern(name, self.origin)
        return [FigurePart(pattern, style)] if pattern is not None else []

    def _each(self, word: str, depth: int, cells: CellReader) -> Parts:
        if word == PROBLEMS:
            return self._problems(cells)
        found = self._listed(word, cells)
        if found is None:
            self.parts("}", depth + 1, cells)
            return []
        path, level, result = found
        around, self.level_of = self.level_of, path if level else ""
        inner = self.parts("}", depth + 1, cells.on(path))
        self.level_of = around
        between = ""
        if inner and isinstance(inner[-1], str) and inner[-1].rstrip()[-1:] in tuple(_STOPS):
            last = inner[-1].rstrip()
            between, inner[-1] = last[-1], last[:-1]
        parts = tuple(part for part in inner if part != "")
        return [EachPart(path, parts, between, level, result)]

    def _listed(self, word: str, cells: CellReader) -> tuple[str, str, Result | None] | None:
        """What is listed: the path of its rows, the level they are put together by, which rows."""
        paths = [*cells.words.child_paths(cells.path), *filter(None, [self.level_of])]
        tables = {path.rsplit("/", 1)[-1]: path for path in paths}
        known = cells.words.tables
        levels = {f"{name}.{level}": level for name in tables for level in known[name].levels}
        if word in tables:
            return tables[word], "", None
        if word in levels:
            return tables[word.partition(".")[0]], levels[word], None
        for result in Result:
            name = word.removeprefix(result.value).strip()
            if name != word and name in tables and self._has_targets(name, cells):
                return tables[name], "", result
        self._wrong(
            cells,
            f"没有“{word}”这张行表。{suggest(word, tables)}",
            f"可以写的有：{'、'.join((*tables, *levels))}。",
        )
        return None

    @staticmethod
    def _has_targets(table: str, cells: CellReader) -> bool:
        """Only what was aimed at can be reached or missed."""
        fields = cells.words.tables[table].fields.values()
        return any(field.kind is Kind.TARGET for field in fields)

    def _problems(self, cells: CellReader) -> Parts:
        hole = f"{{{CONTENT}}}"
        end = self.text.find(hole, self.at)
        close = self.text.find("}", end + len(hole)) if end >= 0 else -1
        if close < 0:
            self._wrong(cells, "“每 问题”里要写 {内容}。", "写成 {每 问题: {内容}；}。")
            self.at = len(self.text)
            return []
        before, after = self.text[self.at : end], self.text[end + len(hole) : close]
        self.at = close + 1
        between = after[-1] if after[-1:] in tuple(_STOPS) else ""
        return [
            ProblemsPart(
                cells.path,
                before.strip(),
                after.removesuffix(between) if between else after,
                between,
            )
        ]

    def _wrong(
        self, cells: CellReader, says: str, remedy: str = "花括号、方括号都要成对，用半角的。"
    ) -> None:
        cells.mistakes.add(self.origin, "P073", f"草稿里{says}", remedy, cells.place)
