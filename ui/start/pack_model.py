"""PackModel: the packs of a new report as a table: county, region, first year."""

from __future__ import annotations

from typing import Any

from core.forms.pack import PackHead
from core.workspace.choosing import ANY_COUNTY, region_text
from ui.row_model import DISPLAY, Index, RowModel
from ui.start.lines_table import BEGINS_ROLE, QUIET_ROLE

NAME, REGION, FROM = range(3)


class PackModel(RowModel[PackHead]):
    """Shows packs in the order they are given."""

    HEADS = ("县（市、区）", "省、市", "起用年度")

    def row_of(self, pack: str) -> int:
        """Where a pack stands; -1 when it is not in the list."""
        return self.find(lambda head: head.id == pack)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        head = self.item(index.row())
        if head is None:
            return None
        if role == DISPLAY:
            return (head.name, region_text(head), f"{head.from_year}年度")[index.column()]
        if role == QUIET_ROLE:
            return index.column() != NAME
        if role == BEGINS_ROLE:
            return head.id == ANY_COUNTY
        return None
