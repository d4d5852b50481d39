"""Told: what reading a workbook back has to say, gathered form by form into few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import Mistake
from core.storage.notes import INFORMATION

_MOST_NAMED = 8

# code -> what is said of a form; {0} the places, {1} how many
_SENTENCES = {
    "W210": ("这张表不在工作簿里，它的数照导出时的保留。", "确要删去，请打开自评后再删。"),
    "W211": ("这一页增加或删除过列，它的改动没有读入。", "请恢复原来的列，或者在自评里修改。"),
    "W212": ("这张表有 {1} 页副本，副本没有读入。", "请在自评里增加一行，再填这张表。"),
    "W213": ("模板包的这张表已经改过，插入的行（{0}）没有读入。", "请在自评里增加。"),
    "W214": ("{1} 格读不出结果，照导出时的保留：{0}。", "请在自评里填写这几格。"),
    "W215": ("改了表上印好的文字（{0}），没有读入。", "表样由模板包规定；要改请改模板包。"),
    "W216": ("{1} 格不能填写，改动没有读入：{0}。", "这些格由模板包规定或由程序对应。"),
    "W217": ("现在的表上没有这 {1} 格了，改动没有读入：{0}。", "请打开自评，检查这张表。"),
    "W218": ("在不能增加行的地方插入了 {1} 行（{0}），没有读入。", "请把内容填到原有的行里。"),
    "W219": ("少了 {1} 行（{0}）。", "这几行由模板包规定，仍然保留；可以把内容清空。"),
    "W220": ("合并或拆分过格子（{0}），格子仍照原来的。", "请打开自评后再合并或拆分。"),
    "W221": ("行的次序变了，仍照原来的次序。", "请在自评里移动行。"),
    "W222": ("插入的 {1} 行（{0}）没有读入：前面的表里已经增加。", "同一张行表请只在一处增加。"),
}  # fmt: skip


class Told:
    """Notes in the making."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._places: dict[tuple[str, str], list[str]] = {}
        self._notes: list[Mistake] = []

    def add(self, tab: str, code: str, *places: str) -> None:
        """Something about a form, with the places it is about."""
        self._places.setdefault((tab, code), []).extend(places)

    def done(self, tab: str, cells: int, rows: int) -> None:
        """What has been taken over from a form."""
        parts = [f"{cells} 格改动"] if cells else []
        parts += [f"新增的 {rows} 行"] if rows else []
        if parts:
            says = f"读入了{'、'.join(parts)}。"
            self._notes.append(Mistake(INFORMATION, says, "", self.file, None, f"“{tab}”"))

    def notes(self) -> tuple[Mistake, ...]:
        """All notes: what was done first, then what was not."""
        return (*self._notes, *(self._note(*key, found) for key, found in self._places.items()))

    def _note(self, tab: str, code: str, places: Sequence[str]) -> Mistake:
        says, remedy = _SENTENCES[code]
        named = "、".join(places[:_MOST_NAMED]) + "等" * (len(places) > _MOST_NAMED)
        return Mistake(code, says.format(named, len(places)), remedy, self.file, None, f"“{tab}”")
