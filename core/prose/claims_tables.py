"""Claims of tables: all rates above a bound, as many rows, things bought for nothing (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from core.checks.finding import Finding, Severity
from core.checks.targets import sheet_of
from core.facts.model import UNIT, Ref
from core.numbers import HUNDRED, ZERO, plain, round_half_up
from core.prose.claiming import CLAIM, found, says
from core.prose.clauses import Clause
from core.prose.judge import finding_at
from core.prose.ledger import Ledger
from core.prose.numerals import NUMERAL, numeral
from core.prose.proof import Proof
from core.prose.words import INITIAL, SPENT, YEAR
from core.scoring.sheet import ACTUAL

_LISTS = {"项目清单": "支出", "项目": "年度资金总额"}  # table: what its rows spend
_ALL_ABOVE = re.compile(
    r"(?P<rate>执行率|支出率|使用率|支付率|完成率|满意度)(?:均|都|全部)(?:保持|稳定)?(?:在|达到|达|超过|超|高于|不低于)?"
    r"(?P<bound>[0-9]{1,3}(?:\.[0-9]{1,4})?)%"
    r"|(?:各|所有|全部|每)[^,;。0-9]{0,8}(?P<each>执行率|支出率|使用率|支付率|满意度)"
    r"(?:为|是|达到|达|超过|超|高于|不低于)(?P<bound2>[0-9]{1,3}(?:\.[0-9]{1,4})?)%"
)
_PROJECTS = re.compile(r"项目|专项")
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|[{NUMERAL}]{{1,3}})"
_ROWS_TOLD = (
    (re.compile(rf"{_NUMBER}(?:项|个|条)(?:年度)?(?:主要|重点)(?:工作)?任务"), "主要任务"),
    (re.compile(rf"{_NUMBER}(?:项|个|条)(?:三级|绩效)(?:绩效)?指标"), "绩效指标"),
    (re.compile(rf"三级指标(?:共|共有|有|共计|设置)?{_NUMBER}(?:项|个|条)"), "绩效指标"),
)
_BEHIND_PART = re.compile(r"(?:其中|其他|其余|另外?有?|前|第)$")
_COUNT = rf"(?:[1-9][0-9]{{0,4}}|[{NUMERAL}两]{{1,3}})"
_NONE = "无未没零不"
# What costs money: when it happened, its cell is not 0. Vehicles for work are no official cars.
_HAPPENED = (
    (
        re.compile(
            rf"新?(?:购|添置|更新|新增|配备)[^,;。{_NONE}]{{0,14}}车[^,;。{_NONE}]{{0,4}}?{_COUNT}(?:辆|台)"
            rf"|新?(?:购|添置|更新|新增|配备)[^,;。{_NONE}]{{0,8}}{_COUNT}(?:辆|台)[^,;。]{{0,8}}车"
        ),
        "公务用车购置费",
    ),
    (
        re.compile(rf"公务[^,;。{_NONE}]{{0,6}}接待[^,;。{_NONE}]{{0,8}}{_COUNT}(?:批|人次)"),
        "公务接待费",
    ),
    (
        re.compile(
            rf"(?:出[国境]|赴(?:国|境)外)[^,;。{_NONE}]{{0,10}}{_COUNT}(?:人|批|个?团组)"
            rf"|{_COUNT}(?:人次?|批次?|个?团组)[^,;。{_NONE}]{{0,4}}(?:因公)?出[国境](?!费)"
        ),
        "因公出国经费",
    ),
)
_FOR_WORK = re.compile(
    r"垃圾|洒水|清扫|环卫|消防|救护|作业|挖|铲|吊|货|叉|摩托|电动|自行|三轮|拖拉"
)


class _Rate(NamedTuple):
    """A rate of a table, what it is called and its cells."""

    name: str
    number: Decimal
    refs: tuple[Ref, ...]


def all_above(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """各专项的预算执行率均在95%以上: that of each row."""
    match = _ALL_ABOVE.search(clause.text)
    if match is None or clause.meant:
        return
    bound = Decimal(match["bound"] or match["bound2"])
    rate = match["rate"] or match["each"]
    rates = list(_rates(proof, rate, clause.text))
    low = [one for one in rates if round_half_up(one.number, 2) < bound]
    if len(rates) < 2 or not low:
        return
    lowest = min(low, key=lambda one: one.number)
    yield finding_at(
        proof.desk,
        CLAIM,
        Severity.WARNING,
        (clause.words(match),),
        f"这里说{rate}都达到 {plain(bound)}%，但表上“{lowest.name}”是 "
        f"{plain(round_half_up(lowest.number, 2))}%，请核对。",
        lowest.refs,
    )


def _rates(proof: Proof, rate: str, text: str) -> Iterator[_Rate]:
    """The rates a claim may speak of."""
    if rate == "满意度":
        for one in sheet_of(proof.desk, UNIT).real:
            if "满意" in one.name and one.actual is not None and one.actual.number is not None:
                yield _Rate(one.name, one.actual.number, (one.ref(ACTUAL),))
    elif _PROJECTS.search(text):
        for table, name in _LISTS.items():
            yield from _spent(proof, table, name)


def _spent(proof: Proof, table: str, name: str) -> Iterator[_Rate]:
    """How far each project of a list has spent its budget."""
    desk = proof.desk
    for row in desk.rows(table):
        spent = desk.number(row, name, SPENT)
        for aspect in (YEAR, INITIAL):
            budget = desk.number(row, name, aspect)
            if spent is None or not budget:
                continue
            refs = (desk.ref(row, name, SPENT), desk.ref(row, name, aspect))
            yield _Rate(desk.text(row, "项目名称"), spent / budget * HUNDRED, refs)
            break


def rows_told(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """9项主要任务: as many rows has the table."""
    for pattern, table in _ROWS_TOLD if not clause.line.project else ():
        match = pattern.search(clause.text)
        if match is None or _BEHIND_PART.search(clause.text[: match.start()]):
            continue
        told = match["number"]
        number = int(told) if told.isdecimal() else numeral(told)
        rows = _named_rows(proof, table)
        if number is None or not rows or number == len(rows):
            continue
        yield finding_at(
            proof.desk,
            CLAIM,
            Severity.WARNING,
            (clause.words(match),),
            f"这里写的是 {number} 项，表上的{table}有 {len(rows)} 项，请核对。",
            rows[:1],
            expected=str(len(rows)),
        )


def _named_rows(proof: Proof, table: str) -> list[Ref]:
    """The names of the rows that are filled in."""
    desk = proof.desk
    if table == "绩效指标":
        return [one.ref("三级指标") for one in sheet_of(desk, UNIT).real if one.is_named]
    return [desk.ref(row, "任务名称") for row in desk.rows(table) if desk.text(row, "任务名称")]


def happened(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """新购公务用车1辆, while the cell of 公务用车购置费 is 0."""
    for pattern, key in _HAPPENED:
        match = pattern.search(clause.text)
        if match is None or clause.meant or _FOR_WORK.search(match[0]):
            continue
        fact = ledger.fact(key, SPENT)
        if fact is not None and fact.number == ZERO:
            yield found(
                proof,
                clause.words(match),
                Severity.WARNING,
                f"这里写“{match[0]}”，但{says(proof, fact)}，请核对。",
                (fact,),
            )
