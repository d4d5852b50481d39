"""Pasting: what pasting a block onto a form would do, what must be asked and told before.

Nothing is changed here: a Plan holds one edit; an answer makes another Plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from core.facts.edits import Edit, Together
from core.facts.values import Kind
from core.forms.settings import Settings
from core.layout.grid import Cell, Grid
from core.texts import tidy
from core.workspace.clip.blocks import Block
from core.workspace.clip.floor import Line, Stretch, from_column, level_of, lines_of, stretch_at
from core.workspace.clip.growing import Extra, new_rows
from core.workspace.clip.labels import Names, in_place, land_by_name, names_in, trailing
from core.workspace.clip.landing import Landing, fill, land
from core.workspace.clip.many import edits_for
from core.workspace.clip.yuan import in_unit, look_like_yuan
from core.workspace.open_report import OpenReport, Sheet
from core.workspace.typing_in import is_open

LABEL = "粘贴"
BY_NAME, MONEY, ROWS = "行名", "金额", "增行"
YES, NO = "是", "否"
MOST_NEW_ROWS = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: its id, and what stands on the button."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the user knows; the first choice is proposed."""

    id: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a paste does; questions not yet answered are taken as proposed."""

    edit: Edit | None
    filled: int  # cells that show what was pasted, old and new ones
    questions: tuple[Question, ...]
    told: tuple[str, ...]
    _paste: _Paste

    def with_answer(self, question: str, choice: str) -> Plan:
        """The plan after one question is answered."""
        answers = {**self._paste.answers, question: choice}
        return _plan(replace(self._paste, answers=answers))


def paste_plan(
    report: OpenReport,
    sheet: Sheet,
    grid: Grid,
    at: Cell,
    selected: Sequence[Sequence[Cell | None]],
    block: Block,
) -> Plan:
    """What pasting a block with its corner on a cell does.

    A single value goes into every selected cell.
    """
    return _plan(_Paste(report, sheet, grid, at, selected, block))


@dataclass(frozen=True)
class _Paste:
    """One paste: what is given, and what follows from it."""

    report: OpenReport
    sheet: Sheet
    grid: Grid
    at: Cell
    selected: Sequence[Sequence[Cell | None]]
    block: Block
    answers: Mapping[str, str] = field(default_factory=dict)

    def says(self, question: str) -> bool:
        return self.answers.get(question, YES) == YES

    def is_open(self, cell: Cell) -> bool:
        return is_open(self.report.pack, self.report.snapshot, cell)

    def is_level(self, cell: Cell) -> bool:
        return level_of(self.report.pack, self.report.snapshot, cell)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.grid)

    @cached_property
    def stretch(self) -> Stretch | None:
        """The table the paste begins in."""
        form = self.report.pack.form(self.sheet.form)
        assert form is not None
        pack, snapshot = self.report.pack, self.report.snapshot
        return stretch_at(pack, snapshot, form, self.grid, self.at.row)

    @cached_property
    def unit(self) -> str:
        settings = Settings(self.report.pack.settings, self.report.snapshot.settings)
        return settings.text("金额单位") or "万元"

    @cached_property
    def placed(self) -> tuple[Landing, Extra | None]:
        """By position: in a table no further than its last row; what is left may be added."""
        last = self.grid.framed[1] if self.at.row <= self.grid.framed[1] else len(self.lines) - 1
        stretch = self.stretch
        if stretch is None:
            return land(self.lines, self.at, self.block, last, self.is_level), None
        end = stretch.last - stretch.empty
        landing = land(self.lines, self.at, self.block, end, self.is_level)
        first = landing.rest
        under = range(stretch.last + 1, last + 1)
        landing.rest = trailing(self.block, first, self.lines, under, landing, self.at.col)
        lines = self.block.lines[first : landing.rest]
        while lines and not any(tidy(spot.text) for spot in lines[-1]):
            lines = lines[:-1]
        landing.rest = self.block.height - len(lines)
        if not lines:
            return landing, None
        like = from_column(self.lines[stretch.last], self.at.col)
        return landing, Extra(stretch, like, lines, first)

    @cached_property
    def names(self) -> Names | None:
        """The names of rows the block brings along, unless they stand where they belong."""
        names = names_in(self.block, self.lines, self.is_open)
        if names is None or in_place(names, self.block, self.placed[0]):
            return None
        return names


def _plan(paste: _Paste) -> Plan:
    only, several = paste.block.only, sum(map(len, paste.selected)) > 1
    names = None if only is not None else paste.names
    extra: Extra | None = None
    if only is not None and several:
        landing = fill(paste.selected, only)
    elif names is not None and paste.says(BY_NAME):
        args = (paste.block, paste.lines, paste.at, paste.is_open, paste.is_level)
        landing = land_by_name(names, *args)
    else:
        landing, extra = paste.placed
    return _settled(paste, landing, names, extra)


def _settled(paste: _Paste, landing: Landing, names: Names | None, extra: Extra | None) -> Plan:
    """The edit of a landing, with what is asked and told about it."""
    report = paste.report
    may_grow = extra is not None and extra.stretch.grows and len(extra.lines) <= MOST_NEW_ROWS
    grown = extra if may_grow and paste.says(ROWS) else None
    opened = {cell: text for cell, text in landing.pairs.items() if paste.is_open(cell)}
    filled = sum(bool(text or tidy(cell.text)) for cell, text in opened.items())
    fresh = {cell: text for cell, text in opened.items() if text != tidy(cell.text)}
    money = [*fresh.items(), *(extra.cells() if extra is not None and may_grow else [])]
    example = look_like_yuan(report.pack, report.snapshot, money, paste.unit)
    convert = bool(example) and paste.says(MONEY)
    write = partial(_written, unit=paste.unit if convert else "")
    edits: list[Edit] = edits_for(
        report.snapshot, [(cell, write(cell, text)) for cell, text in fresh.items()]
    )
    if grown is not None:
        edits += new_rows(report.pack, report.snapshot, grown, landing.pairs, write)
    return Plan(
        Together(tuple(edits), LABEL) if edits else None,
        filled + (len(grown.cells()) if grown is not None else 0),
        tuple(
            question
            for question in _questions(paste, names, extra if may_grow else None, example)
            if question.id not in paste.answers
        ),
        tuple(_told(paste, landing, names, extra if grown is None else None)),
        paste,
    )


def _questions(
    paste: _Paste, names: Names | None, extra: Extra | None, example: str
) -> list[Question]:
    asked: list[Question] = []
    if names is not None:
        text = f"复制的内容里带着表上的行名（{names.says()}），要按行名对号入座吗？"
        asked.append(_ask(BY_NAME, text, "按行名粘贴", "按位置粘贴"))
    if example:
        unit, sum_in_unit = paste.unit, in_unit(example, paste.unit)
        text = f"这张表的金额单位是{unit}，复制的数看起来是元（例如 {example}）。要换算成{unit}吗？"
        yes = f"换算成{unit}（{example} 元 = {sum_in_unit} {unit}）"
        asked.append(_ask(MONEY, text, yes, "不换算，照原样粘贴"))
    if extra is not None:
        count = len(extra.lines)
        text = (
            f"复制的内容比表上的行多 {count} 行，要在“{extra.stretch.table}”里增加 {count} 行吗？"
        )
        asked.append(_ask(ROWS, text, f"增加 {count} 行", "不增加，只粘贴放得下的"))
    return asked


def _ask(name: str, text: str, yes: str, no: str) -> Question:
    return Question(name, text, (Choice(YES, yes), Choice(NO, no)))


def _told(paste: _Paste, landing: Landing, names: Names | None, left: Extra | None) -> list[str]:
    told: list[str] = []
    if landing.over:
        told.append(f"右边 {landing.over} 栏放不下，没有粘贴。")
    if left is not None:
        told.append(_below(len(left.lines), _why_not(left)))
    elif paste.stretch is None and landing.rest < paste.block.height:
        told.append(_below(paste.block.height - landing.rest, ""))
    closed = sum(
        bool(text) and not _same(text, cell.text)
        for cell, text in landing.pairs.items()
        if not paste.is_open(cell)
    )
    if closed:
        told.append(f"有 {closed} 格不能填写（表上印好的文字等），没有改动。")
    if landing.clashes:
        told.append(f"有 {landing.clashes} 格落在已合并的格子里，文字又不相同，没有粘贴。")
    if names is not None and names.unknown and paste.says(BY_NAME):
        listed = "、".join(names.unknown[:3]) + (" 等" if len(names.unknown) > 3 else "")
        told.append(f"有 {len(names.unknown)} 行的行名表上没有，没有粘贴：{listed}。")
    return told


def _below(count: int, why: str) -> str:
    return f"下面 {count} 行放不下，没有粘贴{why}。"


def _why_not(left: Extra) -> str:
    if not left.stretch.grows:
        return "：这张表的行是县里定的"
    if len(left.lines) > MOST_NEW_ROWS:
        return f"：一次最多增加 {MOST_NEW_ROWS} 行"
    return ""


def _same(pasted: str, label: str) -> bool:
    """Is a pasted text what the form has printed there, but for spaces and line breaks?"""
    return "".join(pasted.split()) == "".join(label.split())


def _written(cell: Cell, text: str, unit: str) -> str:
    """A pasted text as it is typed into a cell: without the form's own words around it."""
    if cell.before or cell.after:
        before, after = _any_number(cell.before), _any_number(cell.after)
        match = re.fullmatch(f"{before}(.*?){after}", text, re.DOTALL)
        text = match[1] if match is not None else text
    money = bool(unit) and cell.kind is Kind.MONEY
    return in_unit(text, unit) if money else text


def _any_number(around: str) -> str:
    """A form's words as a pattern: white space is free, and so are the numbers of rows."""
    words = r"\s*".join(map(re.escape, around.split()))
    return r"\s*" + re.sub(r"\d+", r"\\d+", words) + r"\s*"
