"""CellReader: the text of a cell in a pack becomes a label, a fact, or a merge mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from core.expr.errors import ExprError
from core.expr.nodes import NameNode
from core.expr.parse import parse
from core.forms.schema import (
    CellSpec,
    IndexPart,
    Pattern,
    SettingPart,
    Template,
    Vocabulary,
    YearPart,
)
from core.forms.scope import SETTING_WORD, PackScope
from core.forms.source import Mistakes, Path
from core.forms.years import COUNTED, offset_of

_HALF = {"＝": "=", "＾": "^", "＜": "<"}
_HOLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells that stand on one path; mistakes are noted with the place."""

    words: Vocabulary
    path: str
    mistakes: Mistakes
    place: str

    def at(self, place: str) -> CellReader:
        return replace(self, place=place)

    def on(self, path: str) -> CellReader:
        return replace(self, path=path)

    def right_count(self, entry: list[Any], width: int, origin: tuple[str, Path]) -> bool:
        """Has the line as many cells as the block is wide?"""
        if len(entry) == width:
            return True
        self.mistakes.add(
            origin,
            "P047",
            f"这一行有 {len(entry)} 格，应当有 {width} 格。",
            "与上面合并的格子写 ^，与左边合并的写 <，空格子写一对引号。",
            self.place,
        )
        return False

    def cell(self, text: Any, origin: tuple[str, Path]) -> CellSpec:
        """^ and < merge, =名称 shows a fact, anything else is text."""
        if not isinstance(text, str):
            self.mistakes.add(
                origin, "P011", "格子里应当是文字。", '数字也要加引号，如 "10"。', self.place
            )
            return CellSpec()
        if text in ("^", "<"):
            return CellSpec(merge=text)
        if text[:1] == "＝" or text in ("＾", "＜"):
            self.mistakes.add(
                origin,
                "P049",
                f"这里用了全角的“{text[:1]}”，会当作文字印出来。",
                f"请换成半角的 {_HALF[text[:1]]} 。",
                self.place,
            )
            return CellSpec()
        if text.startswith("="):
            return self.fact(text[1:], origin)
        return self.labelled(text, origin)

    def fact(self, name: str, origin: tuple[str, Path], aspect: str = "") -> CellSpec:
        """A cell that shows a fact; an empty cell when the name means nothing."""
        pattern = self.pattern(name, origin, aspect)
        return CellSpec(fact=pattern) if pattern else CellSpec()

    def labelled(self, text: str, origin: tuple[str, Path]) -> CellSpec:
        """Text around one fact, such as {序号}、{项目名称}: typing changes that fact."""
        template = self.template(text, origin)
        only = template.patterns
        return CellSpec(text=template, fact=only[0] if len(only) == 1 else None)

    def pattern(self, name: str, origin: tuple[str, Path], aspect: str = "") -> Pattern | None:
        """What a fact's name means here."""
        scope = PackScope(self.words, self.path, aspect)
        try:
            node = parse(name)
            if not isinstance(node, NameNode):
                raise ExprError(
                    f"“{name}”不是一个指标的名称。", 0, "格子里只写名称；公式写在 value 里。"
                )
            read, _ = scope.resolve(node)
        except ExprError as error:
            self.mistakes.add(origin, "P050", error.says, error.remedy, self.place)
            return None
        if read.way not in ("", "单位"):
            self.mistakes.add(
                origin,
                "P051",
                f"“{name}”不能放进一个格子。",
                "一个格子只能放一个指标，或者本行的一栏；一列数请用 table 或 lines。",
                self.place,
            )
            return None
        if scope.bare and not aspect:
            concept = self.words.concept_at("" if read.way else self.path, read.name)
            known = concept.aspects if concept else ("决算",)
            likely = "决算" if "决算" in known else known[-1]
            self.mistakes.add(
                origin,
                "P052",
                f"“{name}”要写明口径。",
                f"写成“{name}@{likely}”这样；口径有：{'、'.join(known)}。",
                self.place,
            )
            return None
        return Pattern("" if read.way else self.path, read.name, read.aspect, read.part)

    def template(self, text: str, origin: tuple[str, Path]) -> Template:
        """Text with {holes}."""
        parts: list[str | YearPart | IndexPart | SettingPart | Pattern] = []
        end = 0
        if any(brace in _HOLE.sub("", text) for brace in "{}｛｝"):
            self.mistakes.add(
                origin,
                "P054",
                "这段文字里的花括号不成对，或者是全角的，会照样印出来。",
                "写成 {年}、{单位名称} 这样，两边都用半角的花括号。",
                self.place,
            )
        for hole in _HOLE.finditer(text):
            if hole.start() > end:
                parts.append(text[end : hole.start()])
            end = hole.end()
            word = hole.group(1).strip()
            counted = COUNTED.fullmatch(word)
            if counted:
                offset = offset_of(counted.group(2), counted.group(3))
                parts.append(YearPart(offset) if counted.group(1) == "年" else IndexPart(offset))
                continue
            scope, _, setting = word.partition(".")
            if scope == SETTING_WORD and setting in self.words.settings:
                parts.append(SettingPart(setting))
                continue
            pattern = self.pattern(word, origin)
            if pattern is not None:
                parts.append(pattern)
        if end < len(text):
            parts.append(text[end:])
        return Template(tuple(parts))
