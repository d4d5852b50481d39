"""Units: whether two measured values can be compared, and the two numbers on one scale."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from core.facts.values import Target
from core.numbers import ONE

PERCENT = "%"

_MULTIPLES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_SHARES = {"%": 0, "％": 0, "百分点": 0, "个百分点": 0, "‰": -1}  # as a power of ten of one percent
# Other spellings of one unit; 个 goes with every other measure word.
_SAME = (
    ("人", "名", "位"),
    ("天", "日"),
    ("月", "个月"),
    ("次", "场", "场次", "期"),
    ("平方米", "㎡", "m2", "m²", "平米"),
    ("立方米", "㎥", "m3", "m³", "方"),
    ("公里", "千米", "km"),
    ("公斤", "千克", "kg"),
    ("吨", "t"),
    ("平方公里", "平方千米", "km2", "km²"),
)
_SPELLING = {name: names[0] for names in _SAME for name in names}
DURATIONS = frozenset({"天", "月", "年", "小时", "分钟", "工作日", "个工作日", "周", "季度"})
_ANY = "个"
_MEASURE_WORDS = frozenset("家户项件处所座台套条本份场次间村片点批队辆")
_FAR = 1000  # a number without unit that is so far off was counted in another unit


@lru_cache(maxsize=4096)
def scale_of(unit: str) -> tuple[int, str]:
    """The power of ten a unit stands for and the unit that remains: 万元 is 4, 元."""
    if unit in _SHARES:
        return _SHARES[unit], PERCENT
    if unit in _SPELLING:
        return 0, _SPELLING[unit]
    power, rest = 0, unit
    while rest and rest[0] in _MULTIPLES:
        power += _MULTIPLES[rest[0]]
        rest = rest[1:]
    return power, _SPELLING.get(rest, rest)


def is_money(unit: str) -> bool:
    """万元, 元, 亿元; not 元/人."""
    return scale_of(unit)[1] == "元"


def units_clash(one: str, other: str) -> bool:
    """Two written units of which neither can be turned into the other."""
    if not one or not other or one == other:
        return False
    a, b = scale_of(one)[1], scale_of(other)[1]
    return not (_same_base(a, b) or (a in DURATIONS and b in DURATIONS))


def _same_base(a: str, b: str) -> bool:
    if a == b or not a or not b:
        return True
    return _ANY in (a, b) and (a in _MEASURE_WORDS or b in _MEASURE_WORDS)


def on_one_scale(target: Target, actual: Target) -> tuple[Decimal, Decimal] | None:
    """Both numbers in the unit of the target; None when they cannot be compared."""
    a, b = target.number, actual.number
    if a is None or b is None:
        return None
    if target.unit == actual.unit:
        return a, b
    (power_a, unit_a), (power_b, unit_b) = scale_of(target.unit), scale_of(actual.unit)
    if not target.unit or not actual.unit:
        return _one_without_unit(a, b, bool(target.unit), unit_a or unit_b)
    if not _same_base(unit_a, unit_b):
        return None
    return a, b.scaleb(power_b - power_a)


def _one_without_unit(
    a: Decimal, b: Decimal, target_has: bool, unit: str
) -> tuple[Decimal, Decimal] | None:
    """A bare number beside one with a unit means the same unit, unless it hardly can."""
    bare, other = (b, a) if target_has else (a, b)
    if unit == PERCENT and 0 < abs(bare) <= ONE < abs(other):
        return None  # 0.95 beside 90%: may be a share
    if bare and other and not 1 < _FAR * abs(bare / other) < _FAR * _FAR:
        return None
    return a, b
