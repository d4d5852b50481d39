"""Targets: which way an indicator counts, how far it was attained, what its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from core.facts.values import Target
from core.numbers import CONTEXT, ONE
from core.scoring.units import DURATIONS, PERCENT, on_one_scale, scale_of
from core.texts import loose

NOTHING = frozenset(
    {"", "无", "-", "--", "—", "——", "–", "/", "\\", "不适用", "暂无", "无。", "空"}
)


class Way(Enum):
    """正向: more is better. 反向: less is better. 不明: the paper does not say."""

    UP = "正向"
    DOWN = "反向"
    UNCLEAR = "不明"


class Word(Enum):
    """What words about a result say."""

    MET = "达成"
    PARTLY = "部分达成"
    UNMET = "未达成"


@dataclass(slots=True)
class Attainment:
    """How far a measured target was attained; `rate` is 1 or more when it was."""

    way: Way
    target: Decimal
    actual: Decimal
    rate: Decimal

    @property
    def met(self) -> bool:
        return self.rate >= ONE

    def formula(self) -> str:
        """实际完成值 ÷ 年度指标值, or the other way round for a reverse indicator."""
        if self.way is Way.DOWN:
            return "年度指标值 ÷ 实际完成值"
        return "实际完成值 ÷ 年度指标值"


_COST = "成本"
_SAVING = re.compile(r"节约|节省|降低|下降|减少|压减|压缩")
_CONTROL_RATE = re.compile(
    r"(?:经费|三公|人员|编制|预算|概算|投资|费用|支出|规模|面积|成本)[^，。、]{0,3}控制率"
)
_BAD = re.compile(
    r"投诉|事故|死亡率|伤亡|差错率|错误率|违规|违纪|逾期|失误|超支率|变动率|发病率|返贫|流失率"
)
_CURED = re.compile(
    r"处理|办结|化解|查处|整改|处置|回复|满意|办理|调解|预防|排查|治理|降|减少|控制|及时|完成|救治"
)
_USES_UP = re.compile(r"能耗|耗|排放|浓度|债务|负债|缺口|空置|下降|降低|减少|压减")
_LASTS = re.compile(r"使用年限|使用寿命|管护年限|质保|保修|服务年限")
_SPENT = re.compile(r"费|支出|开支|投资|资金|补助|补贴|工资|预算")
_BAD_AT_ALL = re.compile(r"事件|案件|火灾|死亡|违法|犯罪|舆情|拖欠|债务|故障|中断|泄露|流失|隐患")


@lru_cache(maxsize=8192)
def direction(sign: str, number: Decimal, unit: str, name: str, kind: str) -> Way:
    """The way an indicator counts; `kind` are its first- and second-level names.

    A written sign decides. Without one a cost, a control rate or a number of accidents is
    better when lower; where neither reading is certain nothing is said.
    """
    if sign in ("≥", ">"):
        return Way.UP
    if sign in ("≤", "<"):
        return Way.DOWN
    base = scale_of(unit)[1]
    if _COST in kind or _COST in name:
        if _SAVING.search(name):
            return Way.UP if base == PERCENT else Way.UNCLEAR
        if not base or "元" in base:
            return Way.DOWN
        return Way.DOWN if _CONTROL_RATE.search(name) else Way.UNCLEAR
    if _CONTROL_RATE.search(name):
        return Way.DOWN
    if _BAD.search(name):
        return Way.UNCLEAR if _CURED.search(name) else Way.DOWN
    if number == 0:
        return Way.DOWN if _BAD_AT_ALL.search(name) else Way.UNCLEAR
    if base in DURATIONS and _LASTS.search(name):
        return Way.UP
    if base in DURATIONS or _USES_UP.search(name):
        return Way.UNCLEAR
    if base == "元" and _SPENT.search(name):
        return Way.UNCLEAR
    return Way.UP


def attainment(target: Target, actual: Target, name: str, kind: str) -> Attainment | None:
    """How far a target was attained; None when it cannot be measured."""
    if target.number is None or actual.number is None or is_condition(actual):
        return None
    pair = on_one_scale(target, actual)
    if pair is None or pair[0] < 0 or pair[1] < 0:
        return None
    wanted, got = pair
    way = direction(target.sign, target.number, target.unit, name, kind)
    return Attainment(way, wanted, got, _rate(way, wanted, got))


def _rate(way: Way, wanted: Decimal, got: Decimal) -> Decimal:
    if way is Way.DOWN:
        return ONE if got <= wanted else CONTEXT.divide(wanted, got)
    return ONE if wanted == 0 else CONTEXT.divide(got, wanted)


def is_condition(actual: Target) -> bool:
    """An actual value that only bounds the result: ≥95%, ≥全省平均水平."""
    return actual.sign in ("≥", "≤", ">", "<")


def is_nothing(text: str) -> bool:
    """无, — and the like: nothing is said."""
    return text.strip() in NOTHING


# ------------------------------------------------------------------ words

_NOT_DONE = re.compile(
    r"未(?:能|按时|按期|全部|全面|如期|及时)?(?:完成|达到|达成|达标|实现|开展|实施|落实|建成|竣工|完工)"
    r"|没有(?:完成|达到|实现|开展)|尚未|不达标|延期|推迟|滞后|逾期"
)
_PARTLY = re.compile(
    r"部分(?:完成|达成|达到|实现|达标)|完成(?:了)?部分|接近完成|正在(?:实施|建设|推进)"
)
_DENIED = re.compile(r"(?:无|没有|不|未|零|避免|防止|杜绝)[^，。；、]{0,2}$")
_DONE = re.compile(
    r"(?:已|全部|全面|按时|按期|如期|及时|提前|圆满|顺利|基本|均)*"
    r"(?:已|全部)?(?:完成|达成|达标|达到|实现|落实|到位|完工|竣工|合格|优秀|达到预期|完成目标)(?:目标|预期|指标|任务)*"
)


def word_of(target: Target, actual: Target) -> Word | None:
    """What an actual value in words says about its target; None when it does not tell."""
    written = actual.words
    if not written or is_condition(actual):
        return None
    if target.words and loose(target.words) == loose(written):
        return Word.MET
    if _says(_NOT_DONE, written) and not _NOT_DONE.search(target.words):
        return Word.UNMET
    if _says(_PARTLY, written):
        return Word.PARTLY
    if _DONE.fullmatch(written.strip("。！，. ")):
        return Word.MET
    return None


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text, 0, match.start()) for match in pattern.finditer(text))


def is_late(target: Target, actual: Target) -> bool | None:
    """Whether a time limit was missed; None when one of the two is no time limit."""
    if target.deadline is None or actual.deadline is None:
        return None
    return actual.deadline > target.deadline
