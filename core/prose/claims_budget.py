"""Claims of budgets: kept within, balanced, nothing left, nothing added (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.prose.claiming import all_say, found, says
from core.prose.clauses import Clause
from core.prose.judge import CENT, short
from core.prose.ledger import Fact, Ledger
from core.prose.proof import Proof
from core.prose.words import CLOSING, INITIAL, SPENT, TOTAL, YEAR

_NO_EXCESS = re.compile(
    r"(?:未|没有|无|不)(?:超出|超过|超|突破)[\u4e00-\u9fff]{0,4}预算|(?:未|没有|无|不)超支|无超预算"
    r"|在[\u4e00-\u9fff]{0,4}预算(?:安排|批复|控制)?(?:范围|指标|额度|总额|数|额)?(?:之内|以内|内)"
)
_EVEN = re.compile(r"收支(?:相抵|完全|基本|总体)?平衡|收支相等")
_NOTHING_LEFT = re.compile(
    r"(?:无|没有|未产生|不存在)(?:任何|资金|经费|年末|预算)?(?:结转和结余|结转结余|结余|结转)"
    r"|(?:结转和结余|结转结余|结余)(?:资金|数)?为?(?:0|零)(?![.0-9])"
    r"|(?:资金|经费|预算)[\u4e00-\u9fff]{0,4}(?:全部|全额)(?:使用|支出|支付|执行)(?:完毕|完|完成|到位)?$"
)
_NOT_ADDED = re.compile(
    r"(?:无|没有|未|不存在)(?:发生|进行|安排)?(?:年中|中途)?(?:追加|调整|调增)(?:了)?(?:预算|资金|经费|情况|$)"
    r"|(?:无|没有|未)(?:进行|作|做|发生)?预算(?:追加|调整)"
)
_WITHOUT = re.compile(r"(?:未|没有|无|不再|从未)")


def no_excess(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    match = _NO_EXCESS.search(clause.text)
    if match is None or clause.meant or _WITHOUT.search(clause.text[: match.start()][-3:]):
        return
    key = clause.subject()
    spent = ledger.fact(key, SPENT)
    budgets = [fact for fact in (ledger.fact(key, YEAR), ledger.fact(key, INITIAL)) if fact]
    if spent is None or not budgets:
        return
    highest = max(budgets, key=lambda fact: fact.number)
    if spent.number <= highest.number + CENT:
        return
    adjusted = ledger.fact(key, YEAR) is not None
    sure = adjusted and bool(clause.names) and not clause.line.project
    yield found(
        proof,
        clause.words(match),
        Severity.ERROR if sure else Severity.WARNING,
        f"这里说没有超出预算，但{says(proof, spent)}，{says(proof, highest)}，"
        f"超出 {short(spent.number - highest.number)}万元。",
        (spent, highest),
        f"{short(spent.number)} − {short(highest.number)} = {short(spent.number - highest.number)}",
    )


def even(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
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


def nothing_left(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    match = _NOTHING_LEFT.search(clause.text)
    if match is None or clause.meant:
        return
    left = _left_over(ledger)
    if left:
        project = clause.line.project or "项目" in clause.text
        closing = left[0].ref.name == CLOSING and not project
        yield found(
            proof,
            clause.words(match),
            Severity.ERROR if closing and not clause.names[:-1] else Severity.WARNING,
            f"这里说没有结余，但{all_say(proof, left)}，请核对。",
            left,
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
    match = _NOT_ADDED.search(clause.text)
    if match is None or clause.meant:
        return
    key = clause.subject()
    initial, year = ledger.fact(key, INITIAL), ledger.fact(key, YEAR)
    if initial is None or year is None or abs(year.number - initial.number) <= CENT:
        return
    yield found(
        proof,
        clause.words(match),
        Severity.ERROR if clause.names else Severity.WARNING,
        f"这里说没有追加或调整预算，但{says(proof, initial)}，{says(proof, year)}。",
        (initial, year),
    )
