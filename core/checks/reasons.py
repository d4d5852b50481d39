"""Reasons: has the unit said anywhere why a figure is as it is, and is there a place for it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from core.checks.desk import Desk
from core.checks.targets import REASONS, ROWS, sheet_of
from core.facts.model import UNIT
from core.scoring.excuses import BECAUSE, gives_reason
from core.scoring.sheet import MEASURES, OWNER_REASONS
from core.texts import tidy

# Names of everything `reason` looks at, for the `reads` of rules.
REASON_FACTS = (*REASONS, *ROWS)

_NOTHING = re.compile(r"(?:无|没有|暂无|不涉及|不适用|[-—/、。.\s])*")
_MONEY = r"(?:预算|经费|资金|支出|执行|支付|拨付|追加|专项|拨款|结余|结转|采购|决算)"
_MOVED = re.compile(
    r"追加|调整|调增|调减|增加|减少|新增|超出|超过|超支|低于|高于|差异|变动|偏差|上升|下降"
    r"|未支付|未执行|未拨付|未使用|未完成|结转|结余|较低|偏低|较慢|滞后|压减|收回"
)
# Words that no reason for a missed indicator needs.
_OUTRIGHT = re.compile(r"预算|执行|支付|支出|结转|结余|尾款|决算|编制|在职")
_LEAST_NAME = 3
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
    What is said of an indicator that was missed explains that indicator and nothing else.
    """
    place = False
    path = desk.path(holder)
    sheet = sheet_of(desk, holder)
    names = [one.name for one in sheet.real if len(one.name) >= _LEAST_NAME]
    for name in OWNER_REASONS:
        if not desk.shows(path, name):
            continue
        place, text = True, desk.text(holder, name)
        if name == MEASURES and not gives_reason(text):
            continue
        if _speaks(text, "" if holder != UNIT else about, names):
            return Said.YES
    if sheet.has_reason:
        place = True
        for one in sheet.real:
            own = one.attained is not None and not one.attained.met
            if _speaks(one.reason, about, names, own):
                return Said.YES
    if holder == UNIT and any(chapter.text.strip() for chapter in desk.snapshot.report):
        place = True
        if any(re.search(about, text) for text in _explaining(desk)):
            return Said.YES
    return Said.NO if place else Said.NOWHERE


def _speaks(text: str, about: str, names: Sequence[str], of_row: bool = False) -> bool:
    """Does a sentence speak of `about`, and not of an indicator (one named, or that of its row)?

    Such a sentence must say outright that it is about the budget or the staff.
    """
    for sentence in _SENTENCE.split(text):
        named = [name for name in names if name in sentence]
        rest = sentence
        for name in named:
            rest = rest.replace(name, "")
        told = is_text(sentence) and re.search(about, rest)
        if told and (not (named or of_row) or _OUTRIGHT.search(rest)):
            return True
    return False


def _explaining(desk: Desk) -> Iterator[str]:
    """The sentences of the report that say why something has moved."""
    for chapter in desk.snapshot.report:
        for text in _SENTENCE.split(chapter.text):
            if BECAUSE.search(text) and _MOVED.search(text):
                yield text
