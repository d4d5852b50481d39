"""Reasons: has the unit said anywhere why a figure is as it is, and is there a place for it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from core.checks.desk import Desk
from core.facts.model import UNIT
from core.texts import tidy

# Names of everything `reason` looks at, for the `reads` of rules.
REASON_FACTS = ("偏差及原因", "改进措施", "说明", "偏差原因")

_NOTHING = re.compile(r"(?:无|没有|暂无|不涉及|不适用|[-—/、。.\s])*")
_MONEY = r"(?:预算|经费|资金|支出|执行|支付|拨付|追加|专项|拨款|结余|结转|采购|决算)"
_BECAUSE = re.compile(
    r"因(?!公|素|地)|由于|主要是|(?<![体关联])系(?!统|列|数)|导致|造成|致使|所致|受.{1,12}影响"
)
_MOVED = re.compile(
    r"追加|调整|调增|调减|增加|减少|新增|超出|超过|超支|低于|高于|差异|变动|偏差|上升|下降"
    r"|未支付|未执行|未拨付|未使用|未完成|结转|结余|较低|偏低|较慢|滞后|压减|收回"
)
_SENTENCE = re.compile(r"[。；;!！?？\n]+")


class Said(Enum):
    """What came of looking for a reason."""

    YES = "写了"
    NO = "没有写"
    NOWHERE = "没有写的地方"


def is_text(text: str) -> bool:
    """Does a cell say something, rather than 无 or a dash?"""
    return _NOTHING.fullmatch(tidy(text)) is None


def reason(desk: Desk, holder: str, about: str = _MONEY) -> Said:
    """Is there a reason that speaks of `about` (a pattern) in any place of the holder's?

    A project's own end block speaks of nothing but that project, so any words there will do.
    """
    place = False
    path = desk.path(holder)
    for name in ("偏差及原因", "改进措施", "说明"):
        if not desk.shows(path, name):
            continue
        place = True
        text = desk.text(holder, name)
        if is_text(text) and (holder != UNIT or re.search(about, text)):
            return Said.YES
    rows = f"{path}/绩效指标" if path else "绩效指标"
    if desk.shows(rows, "偏差原因"):
        place = True
        texts = (desk.text(row, "偏差原因") for row in desk.rows("绩效指标", holder))
        if any(is_text(text) and re.search(about, text) for text in texts):
            return Said.YES
    if holder == UNIT and any(chapter.text.strip() for chapter in desk.snapshot.report):
        place = True
        if any(re.search(about, text) for text in _explaining(desk)):
            return Said.YES
    return Said.NO if place else Said.NOWHERE


def _explaining(desk: Desk) -> Iterator[str]:
    """The sentences of the report that say why something has moved."""
    for chapter in desk.snapshot.report:
        for text in _SENTENCE.split(chapter.text):
            if _BECAUSE.search(text) and _MOVED.search(text):
                yield text
