"""Support: places in a data file's content: amounts, the sums they belong to, indicator rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.support_indicators import Data

ASPECTS = ("上年决算", "年初预算", "全年预算", "决算")


@dataclass(slots=True)
class Spot:
    """One cell: where it is kept, and how findings call it."""

    holder: Data
    key: str
    text: str

    @property
    def raw(self) -> str:
        """What stands in it."""
        return str(self.holder.get(self.key) or "")

    @raw.setter
    def raw(self, text: str) -> None:
        self.holder[self.key] = text

    @property
    def number(self) -> Decimal | None:
        """The number in it, if it is one."""
        try:
            return Decimal(self.raw)
        except ArithmeticError:
            return None

    def clear(self) -> None:
        """Leave the cell out of the file."""
        self.holder.pop(self.key, None)


@dataclass(slots=True)
class Sum:
    """A total that was typed and the parts that were typed."""

    total: Spot
    parts: list[Spot]

    @property
    def spots(self) -> list[Spot]:
        """All of them, as the form lists them."""
        return [self.total, *self.parts]

    @property
    def is_broken(self) -> bool:
        """Do the parts no longer give the total, by more than rounding?"""
        numbers = [spot.number for spot in self.spots]
        if any(
            number is None for number, spot in zip(numbers, self.spots, strict=True) if spot.raw
        ):
            return False
        total, *parts = [number or Decimal(0) for number in numbers]
        return abs(total - sum(parts)) > Decimal("0.005") * (len(parts) + 1)


@dataclass(slots=True)
class Line:
    """One indicator row; `owner` holds the totals of its form."""

    owner: Data
    rows: list[Data]
    number: int
    name: str  # 绩效指标[3], 项目[2]/绩效指标[3]

    @property
    def row(self) -> Data:
        """Its cells."""
        return self.rows[self.number]

    def spot(self, field: str) -> Spot:
        """One of its cells."""
        return Spot(self.row, field, f"{self.name}.{field}")

    @property
    def scored(self) -> Spot | None:
        """The score that stands for this row: its own or its group's."""
        return self._up("得分")

    @property
    def weight(self) -> Spot | None:
        """The weight that stands for this row: its own or its group's."""
        return self._up("分值")

    def _up(self, field: str) -> Spot | None:
        for number in range(self.number, -1, -1):
            if field in self.rows[number]:
                name = f"{self.name.rpartition('[')[0]}[{number + 1}]"
                return Spot(self.rows[number], field, f"{name}.{field}")
            if self.rows[number]["一级指标"] != "〃":
                break
        return None

    @property
    def target(self) -> tuple[str, Decimal, str] | None:
        """Sign, number and unit of a target that is one."""
        wanted: Any = self.row["年度指标值"]
        if isinstance(wanted, dict):
            text = f"{wanted['性质']}{wanted['值']}{wanted['单位']}"
        else:
            text = str(wanted)
        for sign, marks in (("≤", ("≤", "不超过")), ("≥", ("≥", "不低于"))):
            for mark in marks:
                if text.startswith(mark):
                    return self._split(sign, text.removeprefix(mark))
        for sign, mark in (("≤", "以内"), ("≥", "以上")):
            if text.endswith(mark):
                return self._split(sign, text.removesuffix(mark))
        return self._split("≥", text)

    def _split(self, sign: str, text: str) -> tuple[str, Decimal, str] | None:
        digits = text.rstrip().rstrip("%").rstrip("".join(c for c in text if not c.isascii()))
        digits = digits.rstrip("/").rstrip("".join(c for c in digits if not c.isascii()))
        try:
            number, unit = Decimal(digits), text[len(digits) :]
        except ArithmeticError:
            return None
        return None if unit.startswith("年") and unit != "年" else (sign, number, unit)

    def add_to_total(self, more: Decimal) -> None:
        """Keep the typed total in step with a changed score."""
        if "总得分" in self.owner:
            self.owner["总得分"] = str(Decimal(str(self.owner["总得分"])) + more)


def fact(data: Data, name: str, aspect: str = "") -> Spot | None:
    """A figure of the unit, if it was typed."""
    holder = data["facts"] if not aspect else data["facts"].get(name)
    key = aspect or name
    if not isinstance(holder, dict) or holder.get(key) in (None, ""):
        return None
    return Spot(holder, key, f"{name}@{aspect}" if aspect else name)


def lines(data: Data) -> Iterator[Line]:
    """Every indicator row that is one, unit first."""
    rows = data["rows"].get("绩效指标", [])
    for number in range(len(rows)):
        yield Line(data["facts"], rows, number, f"绩效指标[{number + 1}]")
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        own = form["绩效指标"]
        for number in range(len(own)):
            yield Line(form, own, number, f"项目[{place}]/绩效指标[{number + 1}]")


def named(data: Data) -> list[Line]:
    """The indicator rows that say more than 无."""
    return [line for line in lines(data) if line.row["三级指标"] != "无"]


def measured(data: Data) -> list[Line]:
    """Rows with a count to reach and its actual value."""
    found = []
    for line in named(data):
        target = line.target
        if target is not None and target[0] == "≥" and target[1] >= 4:
            found.append(line)
    return found


def sums(data: Data) -> Iterator[Sum]:
    """Every total that was typed with its parts, as the forms of the pack relate them."""
    pack = data["pack"]
    for aspect in ASPECTS:
        for total, parts in _related(pack, aspect):
            yield from _sum(data, total, parts, aspect)
        yield from _listed(data, aspect)
        for place, form in enumerate(data["rows"].get("项目", []), 1):
            total = form.get("年度资金总额", {})
            if aspect in total:
                spots = _column(form["资金来源"], "金额", aspect, f"项目[{place}]/资金来源")
                name = f"项目[{place}].年度资金总额@{aspect}"
                yield Sum(Spot(total, aspect, name), spots)


def _related(pack: str, aspect: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "三公经费", ("公务用车购置和维护经费", "因公出国经费", "公务接待费")
    yield "公务用车购置和维护经费", ("公务用车购置费", "公务用车运行维护费")
    if pack == "hunan-hengyangxian":
        yield "项目支出", ("业务工作经费", "运行维护经费", "县级专项资金")
    if pack == "tongyong" or (pack == "hunan-hengyangxian" and aspect == "决算"):
        yield "基本支出", ("人员经费", "公用经费")
    if aspect == "决算" and pack != "sichuan-luxian":
        yield "年度资金总额", ("基本支出", "项目支出")
    if aspect == "年初预算" and pack == "sichuan-luxian":
        yield "年度资金总额", ("财政拨款", "其他资金")
    if aspect in ("年初预算", "全年预算") and pack == "tongyong":
        yield "年度资金总额", ("基本支出", "项目支出")
    if aspect == "全年预算" and pack.startswith("hunan"):
        kinds = ("一般公共预算拨款", "政府性基金拨款", "非税收入拨款", "其他资金")
        more = ("年初结转结余",) if pack == "hunan-hengyangxian" else ()
        yield "年度资金总额", (*kinds, *more)


def _sum(data: Data, total: str, parts: tuple[str, ...], aspect: str) -> Iterator[Sum]:
    head = fact(data, total, aspect)
    spots = [spot for part in parts if (spot := fact(data, part, aspect)) is not None]
    if head is not None and len(spots) == len(parts):
        yield Sum(head, spots)


def _listed(data: Data, aspect: str) -> Iterator[Sum]:
    """Totals over rows of the unit's own tables."""
    pack, rows = data["pack"], data["rows"]
    head = fact(data, "项目支出", aspect)
    if head is not None and pack in ("hunan-taojiang", "hunan-zhijiang", "tongyong"):
        spots = _column(rows["项目清单"], "支出", aspect, "项目清单")
        if pack == "hunan-taojiang":
            own = [fact(data, name, aspect) for name in ("业务工作经费", "运行维护经费")]
            spots = [*(spot for spot in own if spot is not None), *spots]
        if spots:
            yield Sum(head, spots)
    head = fact(data, "年度资金总额", aspect)
    if head is not None and pack == "tongyong":
        yield Sum(head, _column(rows["资金来源"], "金额", aspect, "资金来源"))


def _column(rows: list[Data], field: str, aspect: str, name: str) -> list[Spot]:
    return [
        Spot(row[field], aspect, f"{name}[{number}].{field}@{aspect}")
        for number, row in enumerate(rows, 1)
        if isinstance(row.get(field), dict) and aspect in row[field]
    ]


# ---------------------------------------------------------------- what a kind of fault is

Blame = tuple[list[Spot], str]  # the cells, and how codes of fitting rules begin, with |
Kind = Callable[[Data, Random], Blame | None]


def registrar(kinds: dict[str, Kind]) -> Callable[[str], Callable[[Kind], Kind]]:
    """A decorator that lists kinds of faults by name."""

    def fault(name: str) -> Callable[[Kind], Kind]:
        def register(kind: Kind) -> Kind:
            kinds[name] = kind
            return kind

        return register

    return fault
