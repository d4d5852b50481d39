"""Projects: the lines of 基础数据表 against the project forms: each has its other half."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.calc.view import View
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.rounding import HALF, sum_tolerance
from core.facts.edits import AddRow, LinkRow, SetValue, Together
from core.facts.model import UNIT, Placement, Ref
from core.forms.pack import Pack
from core.numbers import ZERO, decimals, plain
from core.texts import likeness, loose

LINES, FORMS = "项目清单", "项目"
NAME, LINK, SPENDING, TOTAL = "项目名称", "项目表", "支出", "年度资金总额"
SPENT = "决算"
PROJECTS = "项目支出"
# The same budget on both sides; only where there is none the two that may differ.
BUDGETS = (("年初预算", "年初预算"), ("全年预算", "全年预算"), ("年初预算", "全年预算"))
REQUIRED = "每个项目一份"
CLAUSE = "财预〔2020〕10号：纳入预算的项目都要开展单位自评"

_SLIGHT = Decimal("0.1")  # of a budget: smaller adjustments are everyday life
_ALIKE = 70  # percent: below it two names are two projects
_WORTH_OFFERING = 40  # a link that is offered, not made
_MOST_OFFERED = 20
_MOST_NAMED = 6


# ---------------------------------------------------------------- each has its other half


@rule("X4.项目没有自评表", reads=(NAME, LINK, SPENDING, TOTAL))
def lines_have_forms(desk: Desk, holder: str) -> Iterator[Result]:
    """Every project line with money has its form."""
    lines, forms = desk.rows(LINES), desk.rows(FORMS)
    if not lines or not forms:
        yield skipped("还没有项目清单或项目自评表")
        return
    alone = [line for line in lines if not _form_of(desk, line) and _has_money(desk, line)]
    if not alone:
        yield PASSED
        return
    free = _unlinked_forms(desk)
    remedies = [_form_for(desk, line, free) for line in alone[:_MOST_OFFERED]]
    yield Finding(
        "X4.项目没有自评表",
        _weight(desk),
        _line_cells(desk, alone),
        f"项目清单里有 {len(alone)} 个项目没有对应的项目支出绩效自评表："
        f"{_listed(desk, alone)}。请补填，或选出对应的那一份；县里不要求的请说明。",
        shown=f"{len(lines) - len(alone)} 份",
        expected=f"{len(lines)} 份",
        formula=f"项目清单 {len(lines)} 行，其中 {len(alone)} 行没有自评表",
        clause=CLAUSE,
        remedies=tuple(remedies),
    )


@rule("X4.自评表没有对应项目", reads=(NAME, LINK, SPENDING, TOTAL))
def forms_have_lines(desk: Desk, holder: str) -> Iterator[Result]:
    """Every project form with money stands in the list."""
    lines, forms = desk.rows(LINES), desk.rows(FORMS)
    if not lines or not forms:
        yield skipped("还没有项目清单或项目自评表")
        return
    alone = [form for form in _unlinked_forms(desk) if _form_has_money(desk, form)]
    if not alone:
        yield PASSED
        return
    free = [line for line in lines if not _form_of(desk, line)]
    remedies = [_line_for(desk, form, free) for form in alone[:_MOST_OFFERED]]
    cells = [Ref(NAME, "", form) for form in alone]
    yield Finding(
        "X4.自评表没有对应项目",
        _weight(desk),
        desk.cells(*cells),
        f"有 {len(alone)} 份项目支出绩效自评表在项目清单里没有对应的项目："
        f"{_listed(desk, alone)}。请在清单里补上，或选出对应的那一行。",
        shown=f"{len(alone)} 份没有对应",
        expected="每份对应清单里的一行",
        formula=f"项目自评表 {len(forms)} 份，其中 {len(alone)} 份不在项目清单里",
        remedies=tuple(remedies),
    )


@rule("X4.缺少项目自评表", reads=("*",))
def projects_without_any_form(desk: Desk, holder: str) -> Iterator[Result]:
    """Named project spending, and not one project form in the package."""
    if desk.rows(FORMS):
        yield PASSED
        return
    if not any(form.printed for form in desk.pack.forms):
        yield skipped("本县没有要上报的表")
        return
    named = list(_named_spending(desk))
    if not named:
        yield skipped("没有列出项目")
        return
    lines = [line for line in desk.rows(LINES) if _has_money(desk, line)]
    offered = lines[:_MOST_OFFERED] if _has_project_form(desk.pack) else []
    what = "、".join(f"{_called(desk, ref)} {plain(n)}" for ref, n in named[:_MOST_NAMED])
    more = f"等 {len(named)} 项" if len(named) > _MOST_NAMED else ""
    yield Finding(
        "X4.缺少项目自评表",
        _weight(desk),
        desk.cells(*(ref for ref, _ in named)),
        f"有项目支出（{what}{more}），但没有一份项目支出绩效自评表。"
        "县里要求每个项目自评的，请一并上报；不要求的请说明。",
        shown="0 份",
        expected=f"{len(named)} 份" if lines else "每个项目一份",
        clause=CLAUSE,
        remedies=tuple(_form_for(desk, line, ()) for line in offered),
    )


def _named_spending(desk: Desk) -> Iterator[tuple[Ref, Decimal]]:
    """The parts of 项目支出 that were spent, as the pack's own relation names them."""
    view = View(desk.snapshot, desk.pack, desk.settings).at(UNIT)
    for identity in desk.pack.checks:
        left = identity.left.reads if identity.left else ()
        if identity.path or [(r.name, r.aspect) for r in left] != [(PROJECTS, SPENT)]:
            continue
        for read in identity.right.reads:
            whole = view.column_refs(read) if read.way == "列" else [view.ref(read)]
            for ref in whole:
                number = desk.value(ref).number if ref else None
                if ref is not None and number is not None and number > 0 and _printed(desk, ref):
                    yield ref, number


def _printed(desk: Desk, ref: Ref) -> bool:
    """A county that prints no such table has no project forms either."""
    form = desk.pack.form(desk.home(ref).form)
    return form is not None and form.printed


def _called(desk: Desk, ref: Ref) -> str:
    return desk.row(ref.holder) if ref.holder != UNIT else ref.name


def _has_project_form(pack: Pack) -> bool:
    return any(form.each == FORMS for form in pack.forms)


def _form_of(desk: Desk, line: str) -> str:
    """The form a line is linked to; "" when there is none."""
    target = desk.text(line, LINK)
    return target if target in desk.snapshot.rows else ""


def _unlinked_forms(desk: Desk) -> list[str]:
    linked = {_form_of(desk, line) for line in desk.rows(LINES)}
    return [form for form in desk.rows(FORMS) if form not in linked]


def _has_money(desk: Desk, line: str) -> bool:
    """A project without budget and spending needs no form."""
    return any(desk.number(line, SPENDING, a) for a in ("年初预算", "全年预算", SPENT))


def _form_has_money(desk: Desk, form: str) -> bool:
    return any(desk.number(form, TOTAL, a) for a in ("年初预算", "全年预算", SPENT))


def _weight(desk: Desk) -> Severity:
    required = desk.settings.text("项目自评表要求") == REQUIRED
    return Severity.ERROR if required else Severity.WARNING


def _line_cells(desk: Desk, lines: Sequence[str]) -> tuple[Placement, ...]:
    refs = []
    for line in lines:
        refs.append(Ref(NAME, "", line))
        spent = Ref(SPENDING, SPENT, line)
        refs += [spent] if desk.value(spent).number is not None else []
    return desk.cells(*refs)


def _listed(desk: Desk, rows: Sequence[str]) -> str:
    names = "、".join(desk.row(row) for row in rows[:_MOST_NAMED])
    return names + (f"等 {len(rows)} 个" if len(rows) > _MOST_NAMED else "")


def _most_like(desk: Desk, row: str, others: Sequence[str]) -> str:
    """Of the rows without their other half, the one with the most similar name."""
    name = desk.text(row, NAME)
    ranked = [(likeness(name, desk.text(other, NAME)), other) for other in others]
    best = max(ranked, default=(0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] >= _WORTH_OFFERING else ""


def _form_for(desk: Desk, line: str, free: Sequence[str]) -> Remedy:
    """Link the most alike form, or make one with the line's name."""
    link = Ref(LINK, "", line)
    other = _most_like(desk, line, free)
    if other:
        says = f"把{desk.row(line)}对应到{desk.row(other)}的自评表"
        return Remedy(says, LinkRow(link, other))
    return _new_half(desk, f"增加{desk.row(line)}的自评表", FORMS, line)


def _line_for(desk: Desk, form: str, free: Sequence[str]) -> Remedy:
    """Link the most alike line, or add one with the form's name."""
    other = _most_like(desk, form, free)
    if other:
        link = Ref(LINK, "", other)
        return Remedy(f"对应到项目清单里的{desk.label(other)}", LinkRow(link, form))
    return _new_half(desk, f"在项目清单里增加{desk.label(form)}", LINES, form)


def _new_half(desk: Desk, label: str, table: str, other: str) -> Remedy:
    """A row with the other half's name, linked to it."""
    cells = {NAME: desk.text(other, NAME)}
    row = f"{other}-{table}"  # an id of its own, so that the link can be part of the same step
    if row in desk.snapshot.rows:
        return Remedy(label, AddRow(table, cells=cells))
    line, form = (row, other) if table == LINES else (other, row)
    link = LinkRow(Ref(LINK, "", line), form)
    return Remedy(label, Together((AddRow(table, cells=cells, id=row), link), label))


# ---------------------------------------------------------------- the two halves agree


@rule("X4.项目名称不一致", on=LINES, reads=(NAME, LINK))
def names_agree(desk: Desk, line: str) -> Iterator[Result]:
    """A line and its form have one name, but for spaces, marks and numbering."""
    form = _form_of(desk, line)
    here, there = Ref(NAME, "", line), Ref(NAME, "", form)
    first, second = desk.text(line, NAME), desk.text(form, NAME) if form else ""
    if not first or not second:
        yield skipped("没有对应的自评表，或名称还没有填")
        return
    if loose(first) == loose(second):
        yield PASSED
        return
    alike = likeness(first, second)
    shorter = _is_shorter(first, second)
    told = "是简称的话，建议统一。" if shorter else "请核对哪一个写错了，或者是不是对应错了。"
    yield Finding(
        "X4.项目名称不一致",
        Severity.INFO if shorter and alike >= _ALIKE else Severity.WARNING,
        desk.cells(here, there),
        f"项目清单写的是“{first}”，自评表写的是“{second}”，{told}",
        shown=first,
        expected=second,
        formula=f"名称相似度 {alike}%",
        remedies=(
            Remedy(f"都写“{second}”", SetValue(here, second)),
            Remedy(f"都写“{first}”", SetValue(there, first)),
            Remedy("不是同一个项目，取消对应", LinkRow(Ref(LINK, "", line), None)),
        ),
    )


def _is_shorter(first: str, second: str) -> bool:
    """Is one name the other with words left out? (A wrong character is no short form.)"""
    short, long = sorted((loose(first), loose(second)), key=len)
    left = iter(long)
    return len(long) - len(short) >= 2 and all(character in left for character in short)


@rule("X5.清单预算与自评表预算", on=LINES, reads=(NAME, LINK, SPENDING, TOTAL))
def budgets_agree(desk: Desk, line: str) -> Iterator[Result]:
    """The line's budget and the form's: the same figure twice, or an adjustment to be told."""
    form = _form_of(desk, line)
    if not form:
        yield skipped("没有对应的自评表")
        return
    compared = False
    for here, there in BUDGETS:
        ours, theirs = Ref(SPENDING, here, line), Ref(TOTAL, there, form)
        a, b = desk.value(ours).number, desk.value(theirs).number
        if a is None or b is None or (here != there and compared):
            continue
        compared = True
        gap = b - a
        rounding = 2 * HALF.scaleb(-max(decimals(a), decimals(b)))
        if abs(gap) <= (rounding if here == there else max(rounding, _SLIGHT * a)):
            yield PASSED
            continue
        label = desk.label(line)
        if here == there:
            yield Finding(
                "X5.清单预算与自评表预算",
                Severity.WARNING,
                desk.cells(ours, theirs),
                f"项目{label}的{here}，清单里是 {plain(a)}，自评表里是 {plain(b)}，请改成一样的。",
                shown=plain(a),
                expected=plain(b),
                formula=f"{plain(b)} − {plain(a)} = {plain(gap)}",
                remedies=(desk.type_in(ours, plain(b)), desk.type_in(theirs, plain(a))),
            )
            continue
        yield Finding(
            "X5.清单预算与自评表预算",
            Severity.INFO,
            desk.cells(ours, theirs),
            f"项目{label}年初预算 {plain(a)}，自评表的全年预算 {plain(b)}，"
            f"年中{'追加' if gap > 0 else '调减'}了 {plain(abs(gap))}，请核对。",
            shown=plain(a),
            expected=plain(b),
            formula=f"{plain(b)} − {plain(a)} = {plain(gap)}",
        )
    if not compared:
        yield skipped("预算数还没有填")


@rule("X6.自评表合计与项目支出", reads=(NAME, TOTAL, PROJECTS, SPENDING))
def forms_add_up(desk: Desk, holder: str) -> Iterator[Result]:
    """Where no list stands between them, the forms together make the unit's 项目支出."""
    forms, whole = desk.rows(FORMS), desk.number(UNIT, PROJECTS, SPENT)
    if not forms or whole is None:
        yield skipped("没有项目自评表，或项目支出还没有填")
        return
    if desk.rows(LINES):
        yield skipped("项目清单已经逐个核对")
        return
    refs = [Ref(TOTAL, SPENT, form) for form in forms]
    parts = [number for ref in refs if (number := desk.value(ref).number) is not None]
    if len(parts) < len(refs):
        yield skipped("有的项目还没有填全年执行数")
        return
    total, required = sum(parts, ZERO), _weight(desk) is Severity.ERROR
    gap = total - whole
    if abs(gap) <= sum_tolerance(whole, parts) or (gap < 0 and not required):
        yield PASSED  # where not every project is asked for, the forms may be fewer
        return
    target = Ref(PROJECTS, SPENT)
    yield Finding(
        "X6.自评表合计与项目支出",
        Severity.ERROR if required else Severity.WARNING,
        desk.cells(target, *refs),
        f"各份项目自评表的全年执行数合计 {plain(total)}，"
        f"{'超过' if gap > 0 else '少于'}项目支出决算数 {plain(whole)}，相差 {plain(abs(gap))}。",
        shown=plain(whole),
        expected=plain(total),
        formula=f"{' + '.join(plain(part) for part in parts[:12])}"
        f"{' + …' if len(parts) > 12 else ''} = {plain(total)}；项目支出决算 {plain(whole)}",
        remedies=(desk.type_in(target, plain(total)),),
    )
