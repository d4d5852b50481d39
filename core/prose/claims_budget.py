"""Claims of budgets: kept within, balanced, nothing left, nothing added (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.numbers import ZERO
from core.prose.claiming import all_say, found, says
from core.prose.clauses import Clause
from core.prose.judge import CENT, short
from core.prose.ledger import Fact, Ledger
from core.prose.proof import Proof
from core.prose.report import report_of
from core.prose.telling import Role, Sure
from core.prose.words import (
    CLOSING,
    INCOME,
    INITIAL,
    LAST_SPENT,
    POSTS,
    SPENT,
    STAFF,
    TOTAL,
    YEAR,
)

# Not over, or within: what, and which bound. The words between may say whose budget it is.
_NOT = r"(?:未曾|未|没有|没|无|不存在|不)"
_BOUND = r"(?P<{0}>[\u4e00-\u9fff]{{0,6}}(?:预算|编制)|上年|去年|上一年|往年)"
_SIZE = r"[\u4e00-\u9fff]{0,5}"
_WITHIN_BOUND = re.compile(
    rf"{_NOT}(?:超出|超过|超|突破|高于|多于|大于){_BOUND.format('over')}"
    r"|(?P<ahead>(?:年初|全年|调整后?|批复)?的?(?:预算|编制)|上年|去年)"
    rf"[\u4e00-\u9fff]{{0,2}}{_NOT}(?:有)?(?:突破|超出|超过|超支)"
    rf"|{_NOT}超支|无超预算|{_NOT}(?P<staff>超编)"
    rf"|在{_BOUND.format('inside')}{_SIZE}(?:之内|以内|内|以下|之下)"
    r"|(?P<falling>只减不增|零增长|有减无增|不增反[降减])"
)
_WISHED = re.compile(r"的?(?:要求|原则|规定|目标|精神)|的$|严格控制|控制")
_EVEN = re.compile(r"收支(?:相抵|完全|基本|总体)?平衡|收支相等")
_NOTHING_LEFT = re.compile(
    r"(?:无|没有|未产生|不存在)(?:任何|资金|经费|年末|预算)?(?:结转和结余|结转结余|结余|结转)"
    r"(?!率|分配|事项)"
    r"|(?:结转和结余|结转结余|结余)(?:资金|数)?为?(?:0|零)(?![.0-9])|零结[转余]"
    r"|(?:资金|经费|预算)[\u4e00-\u9fff0-9.]{0,14}(?:全部|全额)(?:使用|支出|支付|执行)(?:完毕|完|完成|到位)?$"
)
_NOT_ADDED = re.compile(
    r"(?:无|没有|未|不存在)(?:发生|进行|安排)?(?:年中|中途)?(?:追加|调整|调增)(?:了)?(?:预算|资金|经费|情况|$)"
    r"|(?:无|没有|未)(?:进行|作|做|发生)?预算(?:追加|调整)"
)
_WITHOUT = re.compile(r"(?:未|没有|无|不再|从未)")
_BUDGET = re.compile(r"预算|追加|资金|经费")
_BY_LAST_YEAR = (LAST_SPENT,)
_ALL_INITIAL = re.compile(
    r"(?:均|全部|都|全额|全数)(?:为|由|从|在|系|属于?|来自)?年初(?:部门)?预算(?:中)?(?:足额|统一|全额|已)?"
    r"(?:安排|列支|保障|批复|资金)"
)


def no_excess(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """未超预算, 控制在编制以内, 只减不增: what is bounded is not above its bound."""
    match = _WITHIN_BOUND.search(clause.text)
    if match is None or clause.meant or _WITHOUT.search(clause.text[: match.start()][-3:]):
        return
    if _WISHED.match(clause.text, match.end()):
        return
    named = (
        match["over"]
        or match["ahead"]
        or match["inside"]
        or match["staff"]
        or match["falling"]
        or "预算"
    )
    if "编" in named:
        key, reached, limits = STAFF, ledger.fact(STAFF), [ledger.fact(POSTS)]
        says_bound, unit, margin = "超编", "人", ZERO
    else:
        key = clause.subject()
        reached = ledger.fact(key, SPENT)
        limits = [ledger.fact(key, aspect) for aspect in _bounds(named)]
        says_bound = "超过上年" if limits and _bounds(named) == _BY_LAST_YEAR else "超出预算"
        unit, margin = "万元", CENT
    known = [fact for fact in limits if fact is not None]
    if reached is None or not known:
        return
    highest = max(known, key=lambda fact: fact.number)
    gap = reached.number - highest.number
    if gap <= margin:
        return
    told_which = key == STAFF or len(_bounds(named)) == 1 or ledger.fact(key, YEAR) is not None
    sure = told_which and bool(clause.tokens or key == STAFF) and not clause.line.project
    yield found(
        proof,
        clause.words(match),
        Severity.ERROR if sure else Severity.WARNING,
        f"这里说没有{says_bound}，但{says(proof, reached)}，{says(proof, highest)}，"
        f"超出 {short(gap)}{unit}。",
        (reached, highest),
        f"{short(reached.number)} − {short(highest.number)} = {short(gap)}",
    )


def _bounds(named: str) -> tuple[str, ...]:
    """Which column holds the bound that is named."""
    if "预算" not in named:
        return _BY_LAST_YEAR
    if "年初" in named:
        return (INITIAL,)
    return (YEAR,) if re.search(r"调整|全年", named) else (YEAR, INITIAL)


def even(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """收支平衡, while money was left."""
    match = _EVEN.search(clause.text)
    if match is None or clause.meant:
        return
    left = _left_over(ledger)
    if left:
        yield found(
            proof,
            clause.words(match),
            Severity.WARNING,
            f"这里说收支平衡，但{all_say(proof, left)}，年末还有结余，请改写或说明。",
            left,
        )
        return
    for told in clause.line.reading.told:
        if told.subject.key == CLOSING and told.figure is not None and told.figure.value > CENT:
            yield found(
                proof,
                clause.words(match),
                Severity.WARNING,
                f"这里说收支平衡，但同一段里写了结余 {short(told.figure.value)}万元。",
                (),
            )
            return
    yield from _told_left(proof, clause, match, "收支平衡")


def nothing_left(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """年末无结转结余, while the tables or the text itself leave some."""
    match = _NOTHING_LEFT.search(clause.text)
    if match is None or clause.meant:
        return
    left = _left_over(ledger)
    project = clause.line.project or "项目" in clause.text
    if left:
        closing = left[0].ref.name == CLOSING and not project
        yield found(
            proof,
            clause.words(match),
            Severity.ERROR if closing and not clause.names[:-1] else Severity.WARNING,
            f"这里说没有结余，但{all_say(proof, left)}，请核对。",
            left,
        )
    elif not project and not clause.names[:-1]:
        yield from _told_left(proof, clause, match, "没有结余")


def _told_left(proof: Proof, clause: Clause, match: re.Match[str], claim: str) -> Iterator[Finding]:
    """More came in than went out, as the text itself tells both."""
    amounts: dict[str, set[Decimal]] = {INCOME: set(), TOTAL: set()}
    for said in report_of(proof).said(Role.VALUE):
        told, figure = said.told, said.told.figure
        key, part = told.subject.key, said.line.project or said.line.is_narrow
        if key not in amounts or told.subject.sure is Sure.NO or part or figure is None:
            continue
        if told.aspects == (SPENT,):
            amounts[key].add(figure.value)
    if any(len(numbers) != 1 for numbers in amounts.values()):
        return
    income, spent = amounts[INCOME].pop(), amounts[TOTAL].pop()
    if income - spent > CENT:
        gap = short(income - spent)
        yield found(
            proof,
            clause.words(match),
            Severity.WARNING,
            f"这里说{claim}，但报告里写的收入比支出多 {gap}万元，请核对。",
            (),
            f"{short(income)} − {short(spent)} = {gap}",
        )


def _left_over(ledger: Ledger) -> tuple[Fact, ...]:
    """The cells that show that money was left."""
    closing = ledger.fact(CLOSING)
    if closing is not None:
        return (closing,) if closing.number > CENT else ()
    year, spent = ledger.fact(TOTAL, YEAR), ledger.fact(TOTAL, SPENT)
    if year and spent and year.number - spent.number > CENT:
        return (year, spent)
    return ()


def not_added(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """没有追加, 均为年初预算安排: both budgets are the same."""
    match = _NOT_ADDED.search(clause.text) or _ALL_INITIAL.search(clause.text)
    if match is None or clause.meant:
        return
    if not clause.names and not _BUDGET.search(clause.text):
        return  # 补助标准多年没有调整
    key = clause.subject()
    initial, year = ledger.fact(key, INITIAL), ledger.fact(key, YEAR)
    if initial is None or year is None or abs(year.number - initial.number) <= CENT:
        return
    yield found(
        proof,
        clause.words(match),
        Severity.ERROR if clause.tokens else Severity.WARNING,
        f"这里说都是年初预算，没有追加或调整，但{says(proof, initial)}，{says(proof, year)}。",
        (initial, year),
    )
