"""Scores: the score and the grade the text tells, against the table (R10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.checks.grades import GRADE, fitting_place, grade_word, place_on
from core.checks.targets import sheet_of
from core.facts.model import UNIT, Ref
from core.numbers import HUNDRED, ZERO, plain
from core.prose.by_line import by_line
from core.prose.figures import Rough, Sort
from core.prose.judge import Fit, finding, finding_at, fits, like, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said
from core.prose.telling import Role, Sure
from core.prose.words import NAMES, RATE_SCORE, ROW, SCORE, SCORES

SCORED, GRADED = "R10.得分与表不符", "R10.等级与得分不符"

_NAMES = {key: tuple(NAMES[key].split()) for key in (RATE_SCORE, SCORE)}
# Scores of groups of indicators, and how many points there are at all.
_OTHER = re.compile(
    r"产出|效益|满意|投入|过程|管理|决策|履职|指标体系|目标实现|执行|满分|分值|权重|扣|百分制|单项|成本"
)
_BARE = re.compile(
    r"(?:^|[,。;:])(?:我[局镇乡办])?(?:部门|单位)?(?:整体)?(?:支出)?(?:绩效|综合)?自评(?:为|得)?$"
    r"|(?:^|。|[一二三四五六七八九十]、)得分(?:为|是)?$"
    r"|(?:^|[,。;:)])(?:全年|最终|最后)得分(?:为|是)?$"
)  # 自评91分
_OWN_GRADE = re.compile(r"自评|整体(?:支出)?绩效")
# Grades of other years, other judges, other things.
_OTHER_GRADE = re.compile(r"上年|去年|年度考核|考核|检查|督查|测评|验收|省|市级|项目")
_WEIGHTS = re.compile(r"百分制|权重|分值|满分为|标准分")  # what follows may be got, was not yet
_GOT = re.compile(r"得[^,;]{0,4}$|得分[^,;]{0,6}$")
_TOTAL_SCORE = re.compile(r"[0-9]分[,、;]?(?:合计|共计|总计)(?:得分|得|为)?$")
_RATE_SCORE = re.compile(r"预算执行(?:率|情况)?(?:得分|得|为)?$")
_GRADES = "优秀|优等|优|良好|良等|良|中等|中|合格|及格|较差|一般|不合格|差"
_GRADE = re.compile(
    rf"(?:等级|等次|档次|评价|评定|结论|结果|评)[\u4e00-\u9fff]{{0,4}}(?:为|是|:)({_GRADES})(?=[级等档,。;!)、（(]|$)"
    rf"|(?:评为|评定为|评价为|等级)({_GRADES})(?=[级等档,。;!)、(]|$)"
)


@text_rule(SCORED, also=(GRADED,))
def scores_agree(proof: Proof) -> Iterator[Finding]:
    """The total score told is that of the table, and the grade is what the score gives."""
    return by_line(proof, _scores_of)


def _scores_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    scores = [said for said in line.all_said() if _key(said) == SCORE]
    for said in line.all_said():
        figure = said.told.figure
        if figure is None or figure.sort is not Sort.SCORE or said.told.role is not Role.VALUE:
            continue
        if _WEIGHTS.search(said.before) and not _GOT.search(said.before):
            continue
        if said.told.subject.key.startswith(ROW):
            yield from _of_row(proof, report, said, said.told.subject.key)
        elif line.about.key.startswith(ROW) and _key(said) == SCORE:
            yield from _of_row(proof, report, said, line.about.key)
        elif _key(said):
            yield from _score(proof, report, said)
        elif not line.project:
            yield from _of_group(proof, said)
    if not line.project:
        yield from _grades(proof, report, line, scores)


def _key(said: Said) -> str:
    """Which score a statement tells."""
    told, figure = said.told, said.told.figure
    if told.role is not Role.VALUE or figure is None or figure.sort is not Sort.SCORE:
        return ""
    if told.subject.key in SCORES:
        return told.subject.key
    if told.subject.key == "执行率":
        return RATE_SCORE
    if _BARE.search(said.line.bare.text[: told.start]):
        return SCORE
    ahead = said.line.bare.text[: told.start]
    if _TOTAL_SCORE.search(ahead):
        return SCORE
    if _RATE_SCORE.search(ahead):
        return RATE_SCORE
    label = told.subject.label
    for key, names in _NAMES.items():
        for name in names:
            if label.endswith(name):
                return "" if _OTHER.search(label.removesuffix(name)) else key
    return ""


def _score(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    key, figure = _key(said), said.told.figure
    fact = report.ledger.fact(key) if key else None
    if fact is None or figure is None or fits(figure, fact.number) is Fit.SAME:
        return
    if said.told.subject.label.endswith(("总分", "满分")) and figure.value == HUNDRED:
        return  # 总分100分: how many points there are
    named = said.told.subject.key in SCORES and said.told.subject.sure is Sure.YES
    other = "项目" in said.told.subject.label and _projects_scored(proof)
    if said.line.project or other:
        return
    under = "项目" in said.line.heading and _projects_scored(proof)
    exact = figure.rough is Rough.EXACT and not said.told.carried and not under
    only = "项目" in said.told.subject.label or named
    yield finding(
        proof.desk,
        SCORED,
        Severity.ERROR if exact and only else Severity.WARNING,
        said,
        f"报告里的得分是“{written(figure)}”，表上{proof.desk.name(fact.ref)}是 "
        f"{proof.desk.shown(fact.ref)} 分，两处不一致。",
        (fact.ref,),
        expected=like(figure, fact.number),
    )


def _of_row(proof: Proof, report: Report, said: Said, key: str) -> Iterator[Finding]:
    """The score of a project that is called by its name."""
    figure = said.told.figure
    fact = report.ledger.field(key, SCORE)
    if fact is None or figure is None or fits(figure, fact.number) is Fit.SAME:
        return
    sure = said.told.subject.sure is Sure.YES and figure.rough is Rough.EXACT
    yield _unlike(proof, said, fact.ref, fact.number, Severity.ERROR if sure else Severity.WARNING)


def _of_group(proof: Proof, said: Said) -> Iterator[Finding]:
    """产出指标得46分: the scores of the rows of that group together."""
    figure, label = said.told.figure, said.told.subject.label
    sheet = sheet_of(proof.desk, UNIT)
    tops = {one.top.split("（")[0].split("指标")[0].strip() for one in sheet.rows if one.top}
    named = [
        top for top in tops if top and re.fullmatch(rf"{top}(?:类)?(?:指标)?(?:得分?)?", label)
    ]
    if figure is None or len(named) != 1:
        return
    rows = [one for one in sheet.rows if one.top.startswith(named[0]) and one.leads_score]
    scores = [one.score for one in rows if one.score is not None]
    if len(scores) < len([one for one in rows if one.is_real]) or not scores:
        return
    total = sum(scores, ZERO)
    if fits(figure, total) is not Fit.SAME:
        yield _unlike(proof, said, rows[0].ref("得分"), total, Severity.WARNING)


def _unlike(proof: Proof, said: Said, ref: Ref, number: Decimal, severity: Severity) -> Finding:
    figure = said.told.figure
    assert figure is not None
    return finding(
        proof.desk,
        SCORED,
        severity,
        said,
        f"报告里的得分是“{written(figure)}”，表上是 {plain(number)} 分，两处不一致。",
        (ref,),
        expected=like(figure, number),
    )


def _sentence(text: str, at: int) -> str:
    """The sentence in which something stands."""
    start = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    return text[start : end if end >= 0 else len(text)]


def _projects_scored(proof: Proof) -> bool:
    """Has the package scores of projects, so that the text may mean one of those?"""
    return any(
        path.startswith("项目") and name == SCORE for path, name, _ in proof.desk.pack.places
    )


def _grades(proof: Proof, report: Report, line: Line, scores: list[Said]) -> Iterator[Finding]:
    match = _GRADE.search(line.bare.text)
    scale = proof.desk.settings.scale(GRADE) if match is not None else ()
    if match is None or not scale:
        return
    sentence = _sentence(line.bare.text, match.start())
    if _OTHER_GRADE.search(sentence):
        return
    word = match[1] or match[2]
    place, own = place_on(scale, word)
    if place is None:
        return
    fact = report.ledger.fact(SCORE)
    told = [said.told.figure.value for said in scores if said.told.figure is not None]
    totals = told or ([fact.number] if fact is not None else [])
    if not totals or not all(0 <= total <= HUNDRED for total in totals):
        return
    fitting = [fitting_place(scale, total) for total in totals]
    group = 1 if match[1] else 2
    if place in fitting or fitting[0] is None:
        return
    table = grade_word(proof.desk.text(UNIT, GRADE)) if proof.desk.shows("", GRADE) else ""
    certain = (own and table != word and not told) or (own and len(totals) == 1)
    right = scale[fitting[0]][0]
    yield finding_at(
        proof.desk,
        GRADED,
        Severity.ERROR if certain and (told or _OWN_GRADE.search(sentence)) else Severity.WARNING,
        (line.words(match.start(group), match.end(group)),),
        f"得分 {plain(totals[0])} 分按本县的等级应当是“{right}”，报告里写的是“{word}”。",
        () if told or fact is None else (fact.ref,),
        "等级和最低分：" + "、".join(f"{name} {bound.raw}" for name, bound in scale),
        right,
    )
