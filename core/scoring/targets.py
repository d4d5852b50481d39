"""Targets: which way an indicator counts, how far it was attained, what its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from core.facts.values import Target
from core.numbers import CONTEXT, HUNDRED, ONE, ZERO
from core.scoring.phrases import Moment, Phrase, is_after, moment_of, phrase_of, share_of
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
    if is_condition(actual):
        return None
    if target.number is None or actual.number is None:
        return _shared(target, actual, name, kind) or _phrased(target, actual, name, kind)
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


def _shared(target: Target, actual: Target, name: str, kind: str) -> Attainment | None:
    """2/3 beside 3/3, 3个 or 100%: so many of so many."""
    part = share_of(actual.words)
    if part is None:
        return None
    done, whole = part
    if target.number is None:
        other = share_of(target.words)
        wanted = other[0] if other is not None and other[1] == whole else None
    elif target.unit == PERCENT:
        wanted, done = target.number, CONTEXT.divide(done * HUNDRED, whole)
    else:
        wanted = target.number if target.number == whole else None
    if wanted is None or direction(target.sign, wanted, target.unit, name, kind) is not Way.UP:
        return None
    return Attainment(Way.UP, wanted, done, _rate(Way.UP, wanted, done))


_NEAR = Decimal("0.1")  # 左右: as far as that on either side


def _phrased(target: Target, actual: Target, name: str, kind: str) -> Attainment | None:
    """Figures inside words: never more than met, because the words are not exact."""
    wanted, got = _phrase(target), _phrase(actual)
    if wanted is None or got is None or got.low != got.high or got.bound:
        return None
    if wanted.change * got.change < 0:  # to rise, and it fell
        if wanted.bound < 0:
            return None
        return Attainment(Way.UP, wanted.low, -got.low, ZERO)
    if wanted.change != got.change and (got.change < 0 or wanted.unit != got.unit):
        return None  # a change beside a level
    limit, way = wanted.low, Way.UP
    if wanted.bound < 0 or (not wanted.change and _falls(wanted, name, kind)):
        limit, way = wanted.high, Way.DOWN
    elif not wanted.bound and not wanted.change:
        way = direction("", limit, wanted.unit, name, kind)
    pair = on_one_scale(
        Target(number=limit, unit=wanted.unit), Target(number=got.low, unit=got.unit)
    )
    if pair is None:
        return None
    rate = min(ONE, _rate(way, *pair))
    near = wanted.about and abs(pair[1] - pair[0]) <= _NEAR * pair[0]
    return Attainment(way, *pair, ONE if near else rate)


def _falls(wanted: Phrase, name: str, kind: str) -> bool:
    """Is less better, going by the name?"""
    return not wanted.bound and direction("", wanted.high, wanted.unit, name, kind) is Way.DOWN


def _phrase(value: Target) -> Phrase | None:
    if value.deadline is not None or value.nature:
        return None
    if value.number is None:
        return phrase_of(value.words) if value.words and not value.sign else None
    bound = 1 if value.sign in ("≥", ">") else -1 if value.sign in ("≤", "<") else 0
    return Phrase(value.number, value.number, value.unit, bound=bound)


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
    r"|不及时|未及时|未按时|未按期|未按规定|不到位|未到位|不合格|未合格"
)
_PARTLY = re.compile(
    r"部分(?:完成|达成|达到|实现|达标)|完成(?:了)?部分|接近完成|正在(?:实施|建设|推进)"
)
_DENIED = re.compile(r"(?:无|没有|不|未|零|避免|防止|杜绝)[^，。；、]{0,2}$")
_DONE = re.compile(
    r"(?:已|全部|全面|按时|按期|如期|及时|提前|圆满|顺利|基本|均)*"
    r"(?:已|全部)?(?:完成|达成|达标|达到|实现|落实|到位|完工|竣工|合格|优秀|达到预期|完成目标)(?:目标|预期|指标|任务)*"
)

# Of accidents and the like: none, or so many.
_NONE = re.compile(
    r"(?:未|没有|无|零|不)再?(?:发生|出现|产生)[^0-9，。；率]{0,12}"
    r"|(?:无|没有|零)(?:[^0-9，。；率]{0,8}(?:事故|投诉|事件|案件|火灾|死亡|伤亡|舆情|上访|信访))?"
)
_SO_OFTEN = re.compile(r"(?:共|累计|全年)?(?:发生|出现)了?([0-9]{1,4})(?:起|次|例|件|人|宗)[^0-9]*")
_TIMES = frozenset({"", "起", "次", "例", "件", "人", "宗", "人次"})
_ALL = re.compile(r"(?:已经?|均|做到)?全(?:部|数|覆盖|员|面(?!推|提|加))(?!.*[0-9])")


def word_of(target: Target, actual: Target) -> Word | None:
    """What an actual value in words says about its target; None when it does not tell."""
    written = actual.words
    if is_condition(actual):
        return None
    if target.number == 0 or _NONE.fullmatch(target.words.strip("。！，. ")):
        happened = _happened(actual)
        if happened is not None:
            return Word.UNMET if happened else Word.MET
    if not written:
        return None
    if target.number == HUNDRED and target.unit == PERCENT and _ALL.match(written):
        return Word.MET
    if target.words and loose(target.words) == loose(written):
        return Word.MET
    if _says(_NOT_DONE, written) and not _NOT_DONE.search(target.words):
        return Word.UNMET
    if _says(_PARTLY, written):
        return Word.PARTLY
    if _DONE.fullmatch(written.strip("。！，. ")):
        return Word.MET
    return None


def _happened(actual: Target) -> bool | None:
    """Whether what was to be avoided came about; None when the text does not tell."""
    if actual.number is not None:
        return actual.number > 0 if actual.unit in _TIMES else None
    if _NONE.fullmatch(actual.words.strip("。！，. ")):
        return False
    match = _SO_OFTEN.fullmatch(actual.words.strip("。！，. "))
    return int(match[1]) > 0 if match else None


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text, 0, match.start()) for match in pattern.finditer(text))


def is_late(target: Target, actual: Target) -> bool | None:
    """Whether a time limit was missed; None when one of the two is no time limit."""
    limit, done = _moment(target), _moment(actual)
    if limit is None or done is None or (target.number is not None and actual.number is not None):
        return None  # 6月 beside 8月 may be months of work
    return is_after(limit, done)


def _moment(value: Target) -> Moment | None:
    """The time a value names; a year alone is all of it."""
    moment = moment_of(value.words or f"{value.number or ''}{value.unit}")
    day = value.deadline
    if moment is None and day is not None:
        start = (1, 1) if (day.month, day.day) == (12, 31) else (day.month, day.day)
        return Moment(day.year, start, (day.month, day.day))
    return moment
