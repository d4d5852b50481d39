"""Claims of spending: what it was used for, what cost nothing (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding, Severity, Words
from core.numbers import ZERO
from core.prose.claiming import found, says
from core.prose.clauses import Clause
from core.prose.ledger import Ledger
from core.prose.lexicon import Token
from core.prose.proof import Proof
from core.prose.words import CLOSING, INCOME, INITIAL, PROJECTS, SPENT, TOTAL

_MUCH = 10  # projects are no trifle when they are more than one part in so many
_RUNNING = re.compile(
    r"行政运行|机关运行|基本支出|日常运转|日常运行|人员经费|正常运转|一般行政管理"
)
_ALL_MONEY = re.compile(
    r"(?:所有|全部)(?:的)?(?:资金|支出|经费)(?:均|都|全部)?(?:主要)?(?:用于|用在)|(?:资金|支出|经费)(?:均|都|全部)(?:用于|用在)"
)
_WORK = re.compile(r"项目|专项|发展|建设|产业|民生")
_NONE_BEFORE = re.compile(
    r"(?:无|没有|未发生|未产生|未列支|未安排|没有发生|无任何|没有产生"
    r"|(?:未|没有|无)(?:进行|开展|实施|组织|使用|列支|安排))$"
)
_NOTHING_ELSE = re.compile(r"(?:支出|费用|经费|预算|发生|情况)*")
_NONE_AFTER = re.compile(
    r"(?:支出|费用|经费)?(?:无支出|为零|未发生|没有发生|没有支出|零支出|未产生|没有产生|未支出)"
)
_WITHOUT = re.compile(r"(?:未|没有|无|不再|从未)")
_CARS = re.compile(
    r"定点(?:维修|加油|保险)|车辆(?:维修|加油|保险|运行|年检)|公车(?:维修|加油|运行)|派车|公务用车运行"
)
_NO_CARS = re.compile(r"(?:无|没有|未(?:配备|保有|配置))(?:任何)?公(?:务用)?车(?:辆)?(?:,|;|。|$)")
_CAR_KEYS = ("公务用车购置和维护经费", "公务用车购置费", "公务用车运行维护费")


def all_running(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """所有资金均用于行政运行, while projects were paid."""
    match = _ALL_MONEY.search(clause.text)
    if match is None or clause.meant or clause.line.project:
        return
    use = clause.text[match.end() :]
    projects, total = ledger.fact(PROJECTS, SPENT), ledger.fact(TOTAL, SPENT)
    if not _RUNNING.search(use) or _WORK.search(use) or projects is None or total is None:
        return
    if projects.number * _MUCH > total.number:
        yield found(
            proof,
            clause.line.words(clause.start + match.start(), clause.start + len(clause.text)),
            Severity.WARNING,
            f"这里说资金全部用于机关运行，但{says(proof, projects)}，请改写。",
            (projects, total),
        )


def none_spent(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """无公务接待费, while the table has some."""
    if clause.meant:
        return
    for token in clause.tokens:
        if token.key in (TOTAL, INCOME, CLOSING):
            continue
        before = _NONE_BEFORE.search(clause.text[: token.start])
        if not _NOTHING_ELSE.fullmatch(clause.text[token.end :]):
            before = None  # 没有公务接待费超标的情况
        after = _NONE_AFTER.match(clause.text, token.end)
        fact = ledger.fact(token.key, SPENT)
        if (before is None and after is None) or fact is None or fact.number <= ZERO:
            continue
        yield found(
            proof,
            _around(clause, token, before, after),
            Severity.ERROR if not clause.line.project else Severity.WARNING,
            f"这里说没有这项支出，但{says(proof, fact)}。",
            (fact,),
        )


def _around(
    clause: Clause, token: Token, before: re.Match[str] | None, after: re.Match[str] | None
) -> Words:
    start = before.start() if before else token.start
    end = after.end() if after else token.end
    return clause.line.words(clause.start + start, clause.start + end)


def idle_cars(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """Cars are repaired and filled up that cost nothing all year."""
    match = _CARS.search(clause.text)
    if match is None or _WITHOUT.search(clause.text):
        return
    facts = [
        fact
        for key in _CAR_KEYS
        for aspect, fact in ledger.aspects(key).items()
        if aspect in (SPENT, INITIAL)
    ]
    if facts and all(fact.number == ZERO for fact in facts):
        yield found(
            proof,
            clause.words(match),
            Severity.WARNING,
            "表上公务用车的预算和支出都是 0，这里却写到车辆的使用和维修，请核对是否套用了旧稿。",
            tuple(facts),
        )


def no_cars(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """无公务用车, while running them cost money."""
    match = _NO_CARS.search(clause.text)
    fact = ledger.fact("公务用车运行维护费", SPENT) if match is not None else None
    if match is None or fact is None or fact.number <= ZERO:
        return
    yield found(
        proof,
        clause.words(match),
        Severity.WARNING,
        f"这里说没有公务用车，但{says(proof, fact)}，请核对。",
        (fact,),
    )
