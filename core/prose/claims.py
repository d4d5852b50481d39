"""Claims: what the text says in words alone, against the figures (R8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from core.checks.finding import Finding, Severity, Words
from core.checks.targets import called, listed, sheet_of, shown
from core.facts.model import UNIT
from core.numbers import ZERO
from core.prose.by_line import by_line
from core.prose.clauses import Clause, clauses_of
from core.prose.judge import CENT, finding_at, short
from core.prose.ledger import Fact, Ledger
from core.prose.lexicon import Token
from core.prose.listed_results import listed_results
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report
from core.prose.words import CLOSING, INCOME, INITIAL, PROJECTS, SPENT, TOTAL, YEAR
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.texts import loose

CLAIM = "R8.说法与数不符"

_MUCH = 10  # projects are no trifle when they are more than one part in so many
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
_AIMED_AT = re.compile(r"指标|目标|任务")
_ALL = re.compile(r"各项|所有|全部|均|都|全面|每一?项")
_DONE = re.compile(
    r"(?:达到|完成|超额完成|实现|超过|达成|达标)(?:或(?:者)?(?:超过|超额完成|优于))?"
    # 完成情况 tells of no completion.
    r"(?!情况|情形|程度|结果|进度|及时|质量|率|值|数|时间|时限|度)"
)
# A list of indicators with their values: what stands there are the form's words, no claims.
_LISTING = re.compile(r"(?:指标|目标|完成)值(?:设定)?(?:为|是|[:：])")
_NOT_DONE = re.compile(r"未|没有|不足|除|部分|基本|大部分|除外")
# What makes 指标 all of them, and not those named before.
_EVERY_ONE = re.compile(
    r"^$|(?:各项|所有|全部|全年|年度|绩效|预期|既定|设定的?|各类?|全面完成了?|工作|年初|的"
    r"|产出|效益|质量|成本|数量|时效)$"
)
_RUNNING = re.compile(
    r"行政运行|机关运行|基本支出|日常运转|日常运行|人员经费|正常运转|一般行政管理"
)
_ALL_MONEY = re.compile(
    r"(?:所有|全部)(?:的)?(?:资金|支出|经费)(?:均|都|全部)?(?:主要)?(?:用于|用在)|(?:资金|支出|经费)(?:均|都|全部)(?:用于|用在)"
)
_WORK = re.compile(r"项目|专项|发展|建设|产业|民生")
_NONE_BEFORE = re.compile(r"(?:无|没有|未发生|未产生|未列支|未安排|没有发生|无任何|没有产生)$")
_NOTHING_ELSE = re.compile(r"(?:支出|费用|经费|预算|发生|情况)*")
_NONE_AFTER = re.compile(
    r"(?:支出|费用|经费)?(?:无支出|为零|未发生|没有发生|没有支出|零支出|未产生|没有产生|未支出)"
)
_WITHOUT = re.compile(r"(?:未|没有|无|不再|从未)")
_CARS = re.compile(
    r"定点(?:维修|加油|保险)|车辆(?:维修|加油|保险|运行|年检)|公车(?:维修|加油|运行)|派车|公务用车运行"
)
_CAR_KEYS = ("公务用车购置和维护经费", "公务用车购置费", "公务用车运行维护费")


Claim = Callable[[Proof, Ledger, Clause], Iterator[Finding]]


@text_rule(CLAIM)
def claims_hold(proof: Proof) -> Iterator[Finding]:
    """未超预算, 收支平衡, 无结余, 没有追加, 均达到: the figures bear it out."""
    return by_line(proof, _claims_of)


def _claims_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    yield from listed_results(proof, CLAIM, line)
    for clause in clauses_of(report, line):
        if _LISTING.search(clause.text):
            continue
        for claim in _CLAIMS:
            yield from claim(proof, report.ledger, clause)


# ------------------------------------------------------------- the claims


def _no_excess(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
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
    yield _found(
        proof,
        clause.words(match),
        Severity.ERROR if sure else Severity.WARNING,
        f"这里说没有超出预算，但{_said(proof, spent)}，{_said(proof, highest)}，"
        f"超出 {short(spent.number - highest.number)}万元。",
        (spent, highest),
        f"{short(spent.number)} − {short(highest.number)} = {short(spent.number - highest.number)}",
    )


def _even(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    match = _EVEN.search(clause.text)
    if match is None or clause.meant:
        return
    left = _left_over(ledger)
    if left:
        yield _found(
            proof,
            clause.words(match),
            Severity.WARNING,
            f"这里说收支平衡，但{_told(proof, left)}，年末还有结余，请改写或说明。",
            left,
        )
        return
    for told in clause.line.reading.told:
        if told.subject.key == CLOSING and told.figure is not None and told.figure.value > CENT:
            yield _found(
                proof,
                clause.words(match),
                Severity.WARNING,
                f"这里说收支平衡，但同一段里写了结余 {short(told.figure.value)}万元。",
                (),
            )
            return


def _nothing_left(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    match = _NOTHING_LEFT.search(clause.text)
    if match is None or clause.meant:
        return
    left = _left_over(ledger)
    if left:
        project = clause.line.project or "项目" in clause.text
        closing = left[0].ref.name == CLOSING and not project
        yield _found(
            proof,
            clause.words(match),
            Severity.ERROR if closing and not clause.names[:-1] else Severity.WARNING,
            f"这里说没有结余，但{_told(proof, left)}，请核对。",
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


def _not_added(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    match = _NOT_ADDED.search(clause.text)
    if match is None or clause.meant:
        return
    key = clause.subject()
    initial, year = ledger.fact(key, INITIAL), ledger.fact(key, YEAR)
    if initial is None or year is None or abs(year.number - initial.number) <= CENT:
        return
    yield _found(
        proof,
        clause.words(match),
        Severity.ERROR if clause.names else Severity.WARNING,
        f"这里说没有追加或调整预算，但{_said(proof, initial)}，{_said(proof, year)}。",
        (initial, year),
    )


def _all_done(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """各项指标均达到: no indicator of the table is missed."""
    if clause.meant or clause.line.project or not (about := _AIMED_AT.search(clause.text)):
        return
    every, done = _ALL.search(clause.text), _DONE.search(clause.text)
    if not every or not done or _NOT_DONE.search(clause.text):
        return
    missed = [one for one in sheet_of(proof.desk, UNIT).real if _missed(one)]
    if not _EVERY_ONE.search(clause.text[: about.start()]):
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


def _missed(one: Indicator) -> bool:
    return one.attained is not None and not one.attained.met


def _kinds(text: str) -> list[str]:
    """The groups of indicators a clause speaks of."""
    kinds = ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续", "满意度")
    return [kind for kind in kinds if kind in text] or [k for k in ("产出", "效益") if k in text]


def _all_running(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
    """所有资金均用于行政运行, while projects were paid."""
    match = _ALL_MONEY.search(clause.text)
    if match is None or clause.meant or clause.line.project:
        return
    use = clause.text[match.end() :]
    projects, total = ledger.fact(PROJECTS, SPENT), ledger.fact(TOTAL, SPENT)
    if not _RUNNING.search(use) or _WORK.search(use) or projects is None or total is None:
        return
    if projects.number * _MUCH > total.number:
        yield _found(
            proof,
            clause.line.words(clause.start + match.start(), clause.start + len(clause.text)),
            Severity.WARNING,
            f"这里说资金全部用于机关运行，但{_said(proof, projects)}，请改写。",
            (projects, total),
        )


def _none_spent(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
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
        yield _found(
            proof,
            _around(clause, token, before, after),
            Severity.ERROR if not clause.line.project else Severity.WARNING,
            f"这里说没有这项支出，但{_said(proof, fact)}。",
            (fact,),
        )


def _around(
    clause: Clause, token: Token, before: re.Match[str] | None, after: re.Match[str] | None
) -> Words:
    start = before.start() if before else token.start
    end = after.end() if after else token.end
    return clause.line.words(clause.start + start, clause.start + end)


def _idle_cars(proof: Proof, ledger: Ledger, clause: Clause) -> Iterator[Finding]:
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
        yield _found(
            proof,
            clause.words(match),
            Severity.WARNING,
            "表上公务用车的预算和支出都是 0，这里却写到车辆的使用和维修，请核对是否套用了旧稿。",
            tuple(facts),
        )


_CLAIMS: tuple[Claim, ...] = (
    _no_excess,
    _even,
    _nothing_left,
    _not_added,
    _all_done,
    _all_running,
    _none_spent,
    _idle_cars,
)


def _said(proof: Proof, fact: Fact) -> str:
    return f"表上{proof.desk.name(fact.ref)}是 {proof.desk.shown(fact.ref)}"


def _told(proof: Proof, facts: tuple[Fact, ...]) -> str:
    return "，".join(_said(proof, fact) for fact in facts)


def _found(
    proof: Proof,
    words: Words,
    severity: Severity,
    message: str,
    facts: tuple[Fact, ...],
    formula: str = "",
) -> Finding:
    refs = [fact.ref for fact in facts]
    return finding_at(proof.desk, CLAIM, severity, (words,), message, refs, formula)
