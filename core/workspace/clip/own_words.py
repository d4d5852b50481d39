"""Own words: what a form itself writes into a cell around what is typed there."""

from __future__ import annotations

import re

from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid
from core.texts import tidy
from core.workspace.clip.floor import level_of


def own_words(pack: Pack, snapshot: Snapshot, grid: Grid) -> dict[str, str]:
    """What a level shows with other facts in it, 产出指标（50分）, and what was typed there."""
    return {
        tidy(cell.text): snapshot.value(cell.ref).raw
        for cell in grid.cells
        if cell.ref is not None and level_of(pack, snapshot, cell)
    }


def without_words(cell: Cell, text: str) -> str:
    """A text from elsewhere as it is typed into a cell: without the form's own words around it."""
    if cell.before or cell.after:
        before, after = _any_number(cell.before), _any_number(cell.after)
        match = re.fullmatch(f"{before}(.*?){after}", text, re.DOTALL)
        text = match[1] if match is not None else text
    return text


def _any_number(around: str) -> str:
    """A form's words as a pattern: white space is free, and so are the numbers of rows."""
    words = r"\s*".join(map(re.escape, around.split()))
    return r"\s*" + re.sub(r"\d+", r"\\d+", words) + r"\s*"
