"""Claims of completion: all indicators reached (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.checks.targets import called, listed, sheet_of, shown
from core.facts.model import UNIT
from core.numbers import HUNDRED
from core.prose.claiming import CLAIM
from core.prose.clause_of import coverage
from core.prose.clauses import Clause
from core.prose.judge import finding_at
from core.prose.ledger import Ledger
from core.prose.proof import Proof
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.texts import loose

_ALL = re.compile(r"各项|所有|全部|均|都|全面|每一?项")
_DONE = re.compile(
    r"(?:达到|完成|超额完成|实现|超过|达成|达标)(?:或(?:者)?(?:超过|超额完成|优于))?"
    # 完成情况 tells of no completion.
    r"(?!情况|情形|程度|结果|进度|及时|质量|率|值|数|时间|时限|度)"
)
# None is missed: said by a rate, or by denying it.
_RATE_FULL = re.compile(
    r"(?:指标|目标|任务)(?:的)?(?:完成|达标|实现)率(?:均|都|全部)?(?:为|达到?|是)?100%"
)
_NONE_MISSED = re.compile(
    r"(?:无|没有|不存在|未出现)(?:任何)?(?:未(?:完成|达标|达到|实现)|偏离)"
    r"[\u4e00-\u9fff]{0,4}(?:指标|目标|任务)"
)
_NOT_DONE = re.compile(r"未|没有|不足|除|部分|基本|大部分|除外")
_EVERY_ONE = re.compile(
    r"^$|(?:各项|所有|全部|全年|年度|绩效|预期|既定|设定的?|各类?|全面完成了?|工作|年初|的"
    r"|产出|效益|质量|成本|数量|时效)$"
)
# What a rate of 100% would be: all of it done, in time, found good.
_ALL_OF = re.compile(r"全部|(?<![次户人村年亩平月日])均|都|一律|全都")
_TIMELY = re.compile(r"按期|按时|如期|准时")
_HALF = 50  # percent of the indicator's name


def all_done(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """各项指标均达到: no indicator of the table is missed."""
    whole = _RATE_FULL.search(clause.text) or _NONE_MISSED.search(clause.text)
    about = re.search(r"指标|目标|任务", clause.text)
    every = whole or _ALL.search(clause.text)
    done = whole or _DONE.search(clause.text)
    if not about or not every or not done or clause.meant:
        return
    if not whole and _NOT_DONE.search(clause.text):
        return
    if clause.line.project:
        return
    missed = [one for one in sheet_of(proof.desk, UNIT).real if _missed(one)]
    if not whole and not _EVERY_ONE.search(clause.text[: about.start()]):
        told = loose(clause.text)
        missed = [one for one in missed if loose(one.name) in told]
    kinds = _kinds(clause.text)
    missed = [one for one in missed if not kinds or any(kind in one.groups for kind in kinds)]
    if not missed:
        return
    first = missed[0]
    severity = Severity.ERROR if about[0] == "指标" else Severity.WARNING
    start, end = min(every.start(), done.start()), max(every.end(), done.end())
    yield finding_at(
        proof.desk,
        CLAIM,
        severity,
        (clause.line.words(clause.start + start, clause.start + end),),
        f"这里说指标都达到了，但表上{listed(missed)}没有达到：{called(first)}的年度指标值是 "
        f"{shown(proof.desk, first, TARGET)}，实际完成值是 {shown(proof.desk, first, ACTUAL)}。",
        [ref for one in missed for ref in (one.ref(ACTUAL), one.ref(TARGET))],
    )


def all_in_order(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """工程全部按时完工, 均验收合格: a rate of that in the table is below 100%."""
    every = _ALL_OF.search(clause.text)
    if every is None or clause.meant or clause.line.project or _NOT_DONE.search(clause.text):
        return
    told = _TIMELY.sub("及时", clause.text[every.start() :])
    for one in sheet_of(proof.desk, UNIT).real:
        value = one.actual
        if not one.name.endswith("率") or value is None or value.unit != "%":
            continue
        if "效益" in one.groups:
            continue  # what grew or fell by so much was not done
        if value.number is None or value.number >= HUNDRED:
            continue
        name = _TIMELY.sub("及时", one.name.removesuffix("率"))
        done = name.removesuffix("及时")[-2:]
        whole = _TIMELY.sub("及时", clause.text)
        in_time = "及时" in name
        if done not in told or in_time != ("及时" in told) or coverage(whole, name) < _HALF:
            continue
        yield finding_at(
            proof.desk,
            CLAIM,
            Severity.WARNING,
            (clause.line.words(clause.start + every.start(), clause.start + len(clause.text)),),
            f"这里说全部做到，但表上{called(one)}的实际完成值是 "
            f"{shown(proof.desk, one, ACTUAL)}，请核对。",
            [one.ref(ACTUAL)],
        )
        return


def _missed(one: Indicator) -> bool:
    return one.attained is not None and not one.attained.met


def _kinds(text: str) -> list[str]:
    """The groups of indicators a clause speaks of."""
    kinds = ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续", "满意度")
    return [kind for kind in kinds if kind in text] or [k for k in ("产出", "效益") if k in text]
