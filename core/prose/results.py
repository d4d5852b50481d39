"""Results: what the text tells of indicators and goals, against their table (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.checks.goals import DONE, GOAL
from core.checks.targets import called, sheet_of, shown
from core.facts.model import UNIT
from core.facts.values import Target
from core.numbers import HUNDRED
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, finding, finding_at, fits, like, short, written
from core.prose.proof import Proof, text_rule
from core.prose.reading import read_line
from core.prose.report import Report, Said, report_of
from core.prose.telling import Role, Told
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.scoring.units import on_one_scale
from core.texts import halfwidth, likeness, loose

RESULT, GOALS, GOAL_COUNT = "R19.成果与指标不符", "R19.成果没有达到目标", "R19.目标与结果条数不同"

Row = tuple[Indicator, bool]  # an indicator, and whether it is the unit's own
_ALIKE = 62  # of names: from here up the same thing is meant
_NEAR = 45  # and from here up perhaps, when nothing else is nearer
_SAME = 100
_SHORTEST = 3
_LONGEST = 24
_COVERED = Decimal("0.6")
# Verbs and scopes say how and where something was done, not what.
_VERBS = re.compile(
    r"全县|全镇|全乡|全区|全市|我县|我镇|全年|年内|今年以来|累计|共计|一共|实现|完成|达到|达|开展|组织|举办|建设|"
    r"建成|新建|改造|推广|发放|进行|认真|积极|成功|力争|不断|及时|已|约|共|了|为|的|全部|较好|平均|实际|各类|等"
)
_TAILS = re.compile(r"(?:数量|个数|人数|次数|户数|面积|里程|长度|座数|期数|人次|率|数|量)$")
_PIECES = re.compile(r"[、,，和及与]")
_EXPLAINED = re.compile(r"比目标|未完成|没有完成|未达|原因是|由于|因为")
_PLANNED = re.compile(r"力争|下一步|打算|力求|争取|计划于|明年|下年")
_OF_TARGET = re.compile(r"(?:目标|任务|计划)[^,;]{0,8}的$|完成率(?:为|达到?|是)?$")
_AIM = re.compile(r"目标|计划|任务")
_AHEAD = 10  # characters before a gap in which the word stands
_OBJECT = 4  # characters of a thing that can be told from others
_ITEMS = re.compile(
    r"(?:^|[:;。\n,、]|为|是)\s*(?:([一二三四五六七八九])是|\(?([1-9])\)?[.、](?![0-9]))"
)
_CHINESE = "一二三四五六七八九"


@text_rule(RESULT, also=(GOALS, GOAL_COUNT))
def results_agree(proof: Proof) -> Iterator[Finding]:
    """Results told in the text are those of the table, and they reach the goals."""
    report = report_of(proof)
    owners = (UNIT, *proof.desk.rows("项目"))
    rows = [
        (one, owner == UNIT)
        for owner in owners
        for one in sheet_of(proof.desk, owner).real
        if one.is_named
    ]
    goals = _goals(proof, report)
    for said in report.said(Role.VALUE, Role.RATE, Role.CHANGE):
        if said.line.project or not _counts(said):
            continue
        if percent_of_target(said):
            yield from _rate_to_target(proof, rows, said)
            continue
        near = _near_rows(rows, said)
        figure = said.told.figure
        percent = figure is not None and figure.sort is Sort.PERCENT
        if said.told.role is Role.CHANGE and not percent:
            for other in reversed(
                said.line.reading.told[: said.line.reading.told.index(said.told)]
            ):
                near = near or _near_rows(rows, Said(said.line, other)) if other.figure else near
                break
            yield from _gap_to_target(proof, near, said)
            continue
        if near:
            yield from _against_rows(proof, near, said)
        else:
            yield from _against_goals(proof, goals, said)
    yield from _item_counts(proof, report)


def percent_of_target(said: Said) -> bool:
    """完成目标的100%."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - 2 * _AHEAD) : said.told.start]
    return figure is not None and figure.sort is Sort.PERCENT and bool(_OF_TARGET.search(ahead))


def _counts(said: Said) -> bool:
    """A figure of a result, not of money the unit spent."""
    told, figure = said.told, said.told.figure
    if figure is None or told.subject.key or (figure.value <= 0 and told.role is not Role.CHANGE):
        return False
    if figure.sort not in (Sort.COUNT, Sort.PERCENT, Sort.AMOUNT) or not figure.unit:
        return False
    here = told.role is Role.CHANGE or said.is_named
    return here and not _PLANNED.search(said.before)


# ------------------------------------------------------------ the indicators


def _near_rows(rows: list[Row], said: Said) -> list[tuple[int, Indicator]]:
    """The indicators that may be meant, and how likely each is."""
    figure, label = said.told.figure, _label(said)
    assert figure is not None
    if "满意度" in label:
        return [(max(likely, _ALIKE), one) for likely, one in _satisfied(rows, figure)]
    near = [
        (closeness(label, one.name), one, own)
        for one, own in rows
        if _pair(one, ACTUAL, figure) is not None
    ]
    # A project's indicator is meant only when it is called by its very name.
    return [(likely, one) for likely, one, own in near if likely >= (_NEAR if own else _SAME)]


def _against_rows(proof: Proof, near: list[tuple[int, Indicator]], said: Said) -> Iterator[Finding]:
    figure, label = said.told.figure, _label(said)
    assert figure is not None
    if any(_agrees(one, figure) for _, one in near):
        return
    best = max(likely for likely, _ in near)
    chosen = [one for likely, one in near if likely == best]
    one = chosen[0]
    certain = best >= _ALIKE and len(chosen) == 1 and figure.rough is Rough.EXACT
    yield finding(
        proof.desk,
        RESULT,
        Severity.WARNING if certain else Severity.INFO,
        said,
        f"报告里写的是“{label}{written(figure)}”，绩效指标{called(one)}的实际完成值是 "
        f"{shown(proof.desk, one, ACTUAL)}，请核对说的是不是同一件事。",
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=shown(proof.desk, one, ACTUAL),
    )


def _gap_to_target(
    proof: Proof, near: list[tuple[int, Indicator]], said: Said
) -> Iterator[Finding]:
    """服务企业36家，比目标少4家: the result less the target."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - _AHEAD) : said.told.start]
    best = max((likely for likely, _ in near), default=0)
    if figure is None or best < _ALIKE or not _AIM.search(ahead):
        return
    gaps = []
    for likely, one in near:
        target, actual = _pair(one, TARGET, figure), _pair(one, ACTUAL, figure)
        if likely == best and target is not None and actual is not None:
            gaps.append((abs(actual[0] - target[0]), one))
    if not gaps or any(fits(figure, gap) is Fit.SAME for gap, _ in gaps):
        return
    gap, one = gaps[0]
    yield finding(
        proof.desk,
        RESULT,
        Severity.WARNING,
        said,
        f"这里写与目标相差 {written(figure)}，表上{called(one)}的年度指标值是 "
        f"{shown(proof.desk, one, TARGET)}，实际完成值是 {shown(proof.desk, one, ACTUAL)}，"
        f"相差 {short(gap)}。",
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=short(gap),
    )


def _rate_to_target(proof: Proof, rows: list[Row], said: Said) -> Iterator[Finding]:
    """改造机耕道36公里，完成目标的100%: the result over the target."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - 2 * _AHEAD) : said.told.start]
    told = said.line.reading.told
    if figure is None or figure.sort is not Sort.PERCENT or not _OF_TARGET.search(ahead):
        return
    for other in reversed(told[: told.index(said.told)]):
        if other.sentence != said.told.sentence or other.figure is None:
            return
        near = [one for likely, one in _near_rows(rows, Said(said.line, other)) if likely >= _ALIKE]
        done = [one for one in near if one.attained is not None and one.attained.target]
        if not done:
            continue
        rates = [
            one.attained.actual / one.attained.target * HUNDRED for one in done if one.attained
        ]
        if all(fits(figure, rate) is Fit.OFF for rate in rates):
            yield finding(
                proof.desk,
                RESULT,
                Severity.WARNING,
                said,
                f"表上{called(done[0])}的年度指标值是 {shown(proof.desk, done[0], TARGET)}，"
                f"实际完成值是 {shown(proof.desk, done[0], ACTUAL)}，完成率是 "
                f"{like(figure, rates[0])}，这里写的是 {written(figure)}。",
                (done[0].ref(ACTUAL), done[0].ref(TARGET)),
                expected=like(figure, rates[0]),
            )
        return


def _satisfied(rows: list[Row], figure: Figure) -> list[tuple[int, Indicator]]:
    return [
        (closeness("满意度", one.name), one)
        for one, _ in rows
        if ("满意" in one.name or "满意" in one.groups) and _pair(one, ACTUAL, figure) is not None
    ]


def _pair(one: Indicator, field: str, figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The indicator's number and the figure's on one scale."""
    value, other = (one.actual, one.target) if field == ACTUAL else (one.target, one.actual)
    unit = (value and value.unit) or (other and other.unit) or ""
    if value is None or value.number is None or not unit:
        return None
    told = {Sort.PERCENT: "%", Sort.AMOUNT: "万元"}.get(figure.sort, figure.unit)
    own = Target(number=value.number, unit=unit)
    return on_one_scale(own, Target(number=figure.value, unit=told))


def _agrees(one: Indicator, figure: Figure) -> bool:
    """Is the figure the result, or the goal told beside it?"""
    pair = _pair(one, ACTUAL, figure)
    if pair is None:
        return True
    exact = one.actual is not None and one.actual.sign not in ("≥", "≤", ">", "<")
    if exact and fits(figure, _as_figure(pair, figure)) is not Fit.OFF:
        return True
    if not exact and pair[0] == pair[1] and figure.rough is not Rough.EXACT:
        return True
    target = _pair(one, TARGET, figure)
    return target is not None and target[0] == target[1]


def _as_figure(pair: tuple[Decimal, Decimal], figure: Figure) -> Decimal:
    """The indicator's number on the figure's scale."""
    own, told = pair
    return figure.value if own == told else (own * figure.value / told if told else own)


@lru_cache(maxsize=8192)
def closeness(label: str, name: str) -> int:
    """How surely words of the text and an indicator's name mean the same, 0 to 100."""
    told, named = core_of(label), core_of(name)
    if len(told) < _SHORTEST or len(named) < _SHORTEST:
        return 0
    if ("新增" in label) != ("新增" in name):
        return 0  # what was added is not what there is
    if told == named:
        return 100
    if named in told or told in named:
        short, long = sorted((told, named), key=len)
        return 90 if len(short) * 2 >= len(long) else 45
    return max(likeness(told, named), _object(label, name))


def _object(label: str, name: str) -> int:
    """What was done, alike although put into other words: 开展科普宣传活动, …、科普活动."""
    told = _pieces(label[-_LONGEST:])[-1:]
    alike = [50 for piece in _pieces(name) for last in told if _widened(piece, last)]
    return max(alike, default=0)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECES.split(_VERBS.sub("、", text)) if len(piece) >= _OBJECT]


def _widened(one: str, other: str) -> bool:
    """The same beginning and end; the longer has a word put in."""
    short, long = sorted((one, other), key=len)
    return short[:2] == long[:2] and long.endswith(short[2:]) and len(long) <= len(short) + 3


@lru_cache(maxsize=8192)
def core_of(text: str) -> str:
    """The thing itself: 全年新增规模工业企业数 → 新增规模工业企业."""
    return _TAILS.sub("", _VERBS.sub("", loose(text[-_LONGEST:])))


def _label(said: Said) -> str:
    return said.told.subject.label


# ----------------------------------------------------------------- the goals


def _goals(proof: Proof, report: Report) -> list[Told]:
    """The figures of the yearly goal."""
    text = proof.desk.text(UNIT, GOAL)
    words = report.ledger.lexicon
    return [
        told
        for line in text.split("\n")
        for told in read_line(line, words).told
        if told.figure is not None and told.figure.unit and told.role is not Role.SHARE
    ]


def _against_goals(proof: Proof, goals: list[Told], said: Said) -> Iterator[Finding]:
    """A goal of 3亿元以上, and 2.44亿元 told."""
    figure, label = said.told.figure, _label(said)
    assert figure is not None
    if figure.rough is not Rough.EXACT or _EXPLAINED.search(said.line.bare.text):
        return
    for goal in goals:
        wanted = goal.figure
        assert wanted is not None
        if wanted.rough is Rough.MOST or goal.role is not said.told.role:
            continue
        same = wanted.sort is figure.sort and wanted.unit == figure.unit
        if not same or figure.value >= wanted.value or not _one_thing(label, goal.subject.label):
            continue
        wished = f"{written(wanted)}{wanted.rough.value}"
        yield finding(
            proof.desk,
            GOALS,
            Severity.WARNING,
            said,
            f"年度总体目标里写的是“{goal.subject.label}{wished}”，这里写的是 "
            f"{written(figure)}，没有达到目标，请说明原因。",
            (proof.desk.ref(UNIT, GOAL),),
            expected=wished,
        )
        return


def _one_thing(label: str, goal: str) -> bool:
    """Every word of the goal stands in the label, in order: 工业税收, 规模工业税收."""
    told, wanted = core_of(label), core_of(goal)
    if len(wanted) < _SHORTEST or len(told) > len(wanted) * 2:
        return False
    return wanted in told or closeness(label, goal) >= _ALIKE


# --------------------------------------------------- how many goals and results


def _item_counts(proof: Proof, report: Report) -> Iterator[Finding]:
    """As many results as goals, one for each."""
    done = _items(proof.desk.text(UNIT, DONE))
    if done < 2:
        return
    for line in report.lines:
        if "绩效目标" not in line.bare.text:
            continue
        goals = _items(line.bare.text)
        if goals < 2 or goals == done:
            continue
        at = line.bare.text.index("绩效目标")
        yield finding_at(
            proof.desk,
            GOAL_COUNT,
            Severity.INFO,
            (line.words(at, at + 4),),
            f"绩效目标写了 {goals} 条，表上的完成情况写了 {done} 条，请逐条对应。",
            (proof.desk.ref(UNIT, GOAL), proof.desk.ref(UNIT, DONE)),
        )
        return


def _items(text: str) -> int:
    """How many numbered items a text has: 一是…二是…, 1.…2.…"""
    wanted = 1
    for match in _ITEMS.finditer(halfwidth(text)):
        number = _CHINESE.index(match[1]) + 1 if match[1] else int(match[2])
        if number == wanted:
            wanted += 1
    return wanted - 1
