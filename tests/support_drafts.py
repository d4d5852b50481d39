"""Packages to draft chapters from: a blank one with the edits a test needs."""

from __future__ import annotations

from core.document.document import Document
from core.facts.edits import AddRow, Edit, SetValue
from core.facts.model import UNIT, Ref
from core.forms.library import Library

PACK = Library().pack("tongyong")
TOTAL = "年度资金总额"


def package(*edits: Edit) -> Document:
    """A blank package of the general pack after these edits."""
    document = Document.blank(PACK, 2024, "某局")
    for edit in edits:
        document.apply(edit)
    return document


def money(name: str, **amounts: str) -> list[Edit]:
    """The amounts of a concept, by their aspects."""
    return [SetValue(Ref(name, aspect), amount) for aspect, amount in amounts.items()]


def indicator(document: Document, owner: str = UNIT, **cells: str) -> None:
    """One more indicator of the unit or of a project."""
    document.apply(AddRow("绩效指标", owner, cells=cells))
