"""Twice: the same thing told twice with different figures (R20), and staff above posts (R25)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.prose.bare import bare
from core.prose.by_line import by_line
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, finding, fits, unit_slip, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said, report_of
from core.prose.telling import Role, Sure
from core.prose.words import COUNTED, POSTS, ROW, SCORES, STAFF

TWICE, OVER_POSTS = "R20.前后不一致", "R25.在职人数超过编制"
_PEOPLE = ("人员", "职工", "在职", "人数")
_POSTS = ("编制", "编制数", "编制人数")
_SHORTEST = 5  # shorter words for a thing are too vague to mean one thing only


@text_rule(TWICE)
def told_alike(proof: Proof) -> Iterator[Finding]:
    """What is told twice is told with one figure."""
    report = report_of(proof)
    told: defaultdict[tuple[object, ...], list[Said]] = defaultdict(list)
    columns = {name for table in proof.desk.pack.words.tables.values() for name in table.fields}
    for said in report.said(Role.VALUE):
        if said.told.subject.label in columns:
            continue  # 实际完成值…: of another row each time
        key = _same_thing(report, said)
        if key:
            told[key].append(said)
    for sayings in told.values():
        first = sayings[0]
        for other in sayings[1:]:
            yield from _compare(proof, first, other)
    for line in report.lines:
        for _, _, parts in line.frames():
            yield from _one_name_twice(proof, parts)


def _one_name_twice(proof: Proof, parts: list[Said]) -> Iterator[Finding]:
    """Among the parts of one total every name stands once."""
    seen: dict[str, Said] = {}
    for part in parts:
        subject, figure = part.told.subject, part.told.figure
        if not subject.key or subject.sure is not Sure.YES or figure is None:
            continue
        first = seen.setdefault(subject.key, part)
        if (
            first is not part
            and first.told.figure is not None
            and first.told.aspects == part.told.aspects
        ):
            yield from _compare(proof, first, part)


def _same_thing(report: Report, said: Said) -> tuple[object, ...]:
    """What must be alike for two statements to be of one thing; () when they never are."""
    told, figure = said.told, said.told.figure
    if figure is None or figure.rough is not Rough.EXACT or told.carried or not figure.unit:
        return ()
    key, label = told.subject.key, told.subject.label
    if figure.sort is Sort.AMOUNT:
        if not told.explicit or len(told.aspects) != 1:
            return ()
        if key and told.subject.sure is Sure.YES:
            known = report.ledger.aspects(key)
            return () if told.aspects[0] in known else (key, told.aspects, said.line.project)
        return (
            (label, told.aspects) if not key and said.is_named and len(label) >= _SHORTEST else ()
        )
    if key in SCORES and (said.line.about.key.startswith(ROW) or _names_row(report, said)):
        return ()
    if key in COUNTED or key in SCORES:
        known_fact = report.ledger.fact(key)
        if told.subject.sure is not Sure.YES or (known_fact is not None and not said.line.project):
            return ()
        return (key, said.line.project)
    return ()


def _names_row(report: Report, said: Said) -> bool:
    """Does the clause name a project, whose score it then is?"""
    clause = said.before.rpartition(";")[2]
    return any(bare(key.removeprefix(ROW)).text in clause for key in report.ledger.rows)


def _compare(proof: Proof, first: Said, other: Said) -> Iterator[Finding]:
    one, two = first.told.figure, other.told.figure
    assert one is not None and two is not None
    if Fit.SAME in (fits(one, two.value), fits(two, one.value)):
        return
    slipped = unit_slip(two, one.value)
    sure = first.told.subject.sure is Sure.YES
    severity = Severity.WARNING if sure or slipped else Severity.INFO
    name = first.told.subject.key or first.told.subject.label
    yield finding(
        proof.desk,
        TWICE,
        severity,
        [other, first],
        f"“{name}”前面写的是“{written(one)}”，这里写的是“{written(two)}”，前后不一致"
        f"{_unit_words(two, slipped)}。",
        expected=written(one),
    )


def _unit_words(figure: Figure, unit: str) -> str:
    return f"，单位像是应当写“{unit}”" if unit else ""


@text_rule(OVER_POSTS)
def staff_within_posts(proof: Proof) -> Iterator[Finding]:
    """现有干部职工20人（编制18人）: more people than posts."""
    return by_line(proof, _staff_of, telling=True)


def _staff_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    for _, total, parts in line.frames():
        for part in parts:
            if _is_staff(total) and _is_posts(part):
                yield from _over(proof, total, part)
    staff = [said for said in line.all_said() if said.told.subject.key == STAFF]
    posts = [said for said in line.all_said() if said.told.subject.key == POSTS]
    if len(staff) == len(posts) == 1 and report.ledger.fact(STAFF) is None:
        yield from _over(proof, staff[0], posts[0])


def _is_staff(said: Said) -> bool:
    return said.told.subject.key == STAFF or said.told.subject.label.endswith(_PEOPLE)


def _is_posts(said: Said) -> bool:
    return said.told.subject.key == POSTS or said.told.subject.label in _POSTS


def _over(proof: Proof, staff: Said, posts: Said) -> Iterator[Finding]:
    people, places = staff.told.figure, posts.told.figure
    if people is None or places is None or people.value <= places.value:
        return
    yield finding(
        proof.desk,
        OVER_POSTS,
        Severity.WARNING,
        [staff, posts],
        f"在职 {written(people)}，编制 {written(places)}，在职人数超过编制，请核对或说明。",
    )
