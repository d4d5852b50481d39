"""Advice: what in a pack is allowed and yet looks like a slip of its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.errors import Mistake
from core.expr.scope import Read
from core.facts.model import UNIT
from core.facts.reading import read
from core.facts.values import Kind
from core.forms.pack import Pack, form_patterns
from core.forms.rules import node_of
from core.forms.schema import DITTO, Concept, Node, Table
from core.forms.settings import Settings
from core.numbers import HUNDRED

WEIGHT, EXECUTION_WEIGHT, WEIGHT_SUM = "分值", "执行率分值", "总分值"
SIZES = (Decimal(7), Decimal(22))  # pt: below nobody can read it, above no form fits


def advice(pack: Pack, folder_name: str) -> list[Mistake]:
    """Everything worth a second look, in the order a reader goes through a pack.

    A pack with mistakes gets none: what its broken forms show is not known, so most of it
    would be wrong.
    """
    if pack.mistakes:
        return []
    return [
        *_head(pack, folder_name),
        *_forms(pack),
        *_words(pack),
        *_unused(pack),
        *_idle(pack),
        *_weights(pack),
    ]


def _own(file: str) -> bool:
    """Is this a file of the pack itself, not of the dictionary or of a pack it borrows from?"""
    return bool(file) and "/" not in file


def _head(pack: Pack, folder_name: str) -> Iterator[Mistake]:
    if pack.id != folder_name:
        yield Mistake(
            "A001",
            f"编号写的是“{pack.id}”，文件夹却叫“{folder_name}”。",
            "请改成一样的：程序按文件夹的名称找模板包，数据文件里记的是编号。",
            "pack.toml",
            None,
            "id",
        )


def _forms(pack: Pack) -> Iterator[Mistake]:
    for form in pack.forms:
        place = f"表“{form.id}”"
        file = form.origin[0]
        if not any(True for _ in form_patterns(form)):
            yield Mistake(
                "A002",
                "这张表没有一格可以填。",
                "格子要写成 =指标 才能填；只是文字的表请确认。",
                file,
                None,
                place,
            )
        if not SIZES[0] <= form.size <= SIZES[1]:
            yield Mistake(
                "A003",
                f"字号是 {form.size} 磅，太{'小' if form.size < SIZES[0] else '大'}了。",
                "五号是 10.5 磅，小五是 9 磅。",
                file,
                None,
                place,
            )
        if form.printed and not form.title:
            yield Mistake("A004", "这张要打印的表没有标题。", "请写 title。", file, None, place)
        for number, block in enumerate(form.blocks):
            if block.start and pack.words.tables[block.table].is_fixed:
                yield Mistake(
                    "A005",
                    f"“{block.table}”的行是固定的，start 不起作用。",
                    "请删去 start，或者改写行表的 rows。",
                    file,
                    None,
                    f"{place} 第{number + 1}块",
                )
            elif block.start and _blank_level(block.start, _levels_at(pack, block.path, number, form.id)):
                yield Mistake(
                    "A006",
                    "start 里有一行的分级栏空着。",
                    "与上一行同属一级时请写 〃，空着会单独成一格。",
                    file,
                    None,
                    f"{place} 第{number + 1}块",
                )
