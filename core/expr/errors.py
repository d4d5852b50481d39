"""ExprError: what is wrong in an expression, where, and what to do, in Chinese."""

from __future__ import annotations


class ExprError(Exception):
    """A mistake in an expression; `pos` is a 0-based character offset in its source."""

    def __init__(self, says: str, pos: int, remedy: str = "") -> None:
        super().__init__(f"{says}（第{pos + 1}个字符）" + (f"处理办法：{remedy}" if remedy else ""))
        self.says = says
        self.pos = pos
        self.remedy = remedy
