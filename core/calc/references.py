"""References: facts and places on forms, written the same everywhere and found again.

三公经费@决算 · 项目[2]/绩效指标[5].得分 · 共性指标[在职].得分 · 整体自评表:三公经费@决算#2
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from core.calc.view import State, holder_of, rows_on
from core.errors import ZipingtongError
from core.expr.tokens import spell
from core.facts.model import UNIT, Placement, Ref
from core.forms.pack import Pack, form_patterns
from core.forms.schema import UNIT_WORD, Concept
from core.forms.scope import ROW_WORD, SETTING_WORD
from core.forms.text_files import shown
from core.texts import suggest

_QUOTED = re.compile(r"「((?:[^」]|」」)+)」(?!」)")
_PLAIN = re.compile(r"[^「」.@:/\[\]#＠：／［］＃．]+")
_HALF = str.maketrans("＠：／［］＃．", "@:/[]#.")
_NUMBER = re.compile(r"[0-9０-９]{1,9}")
_MOST = 40  # characters of a wrong text that a message repeats
_LONGEST = 1000


# ---------------------------------------------------------------- writing


def row_text(state: State, row: str) -> str:
    """项目[2]/绩效指标[5]: the row by its place, or by its key when the county printed it."""
    line = state.rows[row]
    before = f"{row_text(state, line.owner)}/" if line.owner != UNIT else ""
    if line.key:
        place = _spell(line.key)
    else:
        place = str(state.order[line.table, line.owner].index(row) + 1)
    return f"{before}{_spell(line.table)}[{place}]"


def ref_text(state: State, ref: Ref) -> str:
    """A fact; one in a merged cell is named by the cell's first row."""
    name = _spell(ref.name) + (f"@{_spell(ref.aspect)}" if ref.aspect else "")
    if ref.holder == UNIT:
        return name
    group = state.groups.get(ref.holder)
    return f"{row_text(state, group.rows[0] if group else ref.holder)}.{name}"


def spot_text(state: State, ref: Ref, nth: int = 1) -> str:
    """A fact within one form; nth tells a second showing from the first."""
    return ref_text(state, ref) + (f"#{nth}" if nth > 1 else "")


def placement_text(state: State, placement: Placement) -> str:
    """One place where a form shows a fact."""
    return f"{_spell(placement.form)}:{spot_text(state, placement.ref, placement.nth)}"


def _spell(name: str) -> str:
    return f"「{name.replace('」', '」」')}」" if "」" in name else spell((name,))


# ---------------------------------------------------------------- finding


def find_row(state: State, pack: Pack, text: str) -> str:
    """The id of the row a text names."""
    scan = _Scan(text)
    steps, rest = _steps(scan)
    if not steps or rest or not scan.at_end:
        scan.fail()
    return _walk(state, pack, steps)[0]


def find_ref(state: State, pack: Pack, text: str) -> Ref:
    """The fact a text names."""
    scan = _Scan(text)
    ref = _ref(state, pack, scan)
    if not scan.at_end:
        scan.fail()
    return ref


def find_placement(state: State, pack: Pack, text: str) -> Placement:
    """The place on a form a text names, such as 整体自评表:三公经费@决算#2."""
    scan = _Scan(text)
    form = scan.name()
    if not scan.take(":"):
        _fail(
            f"“{shown(text, _MOST)}”没有写明是哪张表。",
            "写成 表名:指标 这样，如 整体自评表:三公经费@决算。",
        )
    return _spot(state, pack, form, scan)


def find_in_form(state: State, pack: Pack, form: str, text: str) -> Placement:
    """The place on a given form that a text such as 三公经费@决算#2 names."""
    return _spot(state, pack, form, _Scan(text))


class _Step(NamedTuple):
    table: str
    key: str


class _Scan:
    """Reads a reference from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0
        if len(text) > _LONGEST:
            self.fail()

    @property
    def at_end(self) -> bool:
        return not self.text[self._at :].strip()

    def take(self, mark: str) -> bool:
        """Step over a mark if it stands here."""
        found = self.text[self._at : self._at + 1].translate(_HALF) == mark
        self._at += found
        return found

    def name(self) -> str:
        """A name, in 「」 or without."""
        while self.text[self._at : self._at + 1].isspace():
            self._at += 1
        match = _QUOTED.match(self.text, self._at) or _PLAIN.match(self.text, self._at)
        if match is None:
            self.fail()
        self._at = match.end()
        if match.re is _QUOTED:
            while self.text[self._at : self._at + 1].isspace():
                self._at += 1
            return match[1].replace("」」", "」")
        return match[0].strip()

    def fail(self) -> NoReturn:
        _fail(
            f"“{shown(self.text, _MOST)}”不是规范的指标写法。",
            "写成 三公经费@决算、绩效指标[3].得分、共性指标[在职].得分、项目[2]/绩效指标[5].得分 "
            "这样；名称里有特殊符号时放进「」。",
        )


def _steps(scan: _Scan) -> tuple[list[_Step], str]:
    """The rows passed on the way, and the name behind the dot ("" when nothing follows)."""
    steps: list[_Step] = []
    while True:
        name = scan.name()
        if not scan.take("["):
            if not steps and name == UNIT_WORD and scan.take("."):
                return [], scan.name()
            return steps, name
        steps.append(_Step(name, scan.name()))
        if not scan.take("]"):
            scan.fail()
        if scan.take("."):
            return steps, scan.name()
        if not scan.take("/"):
            return steps, ""


def _ref(state: State, pack: Pack, scan: _Scan) -> Ref:
    steps, name = _steps(scan)
    aspect = scan.name() if scan.take("@") else ""
    row, path = _walk(state, pack, steps)
    if not name:
        table = pack.table(path)
        _fail(
            f"“{shown(scan.text, _MOST)}”只写到了行，没有写是哪一栏。",
            f"在后面写上 .栏名；“{table.id}”的栏有：{_listed(table.fields)}。",
        )
    concept = pack.concept(path, name)
    if concept is None:
        _unknown_fact(pack, path, name)
    _check_aspect(concept, aspect)
    holder = holder_of(state, pack, row, name)
    return Ref(name, aspect, holder)


def _walk(state: State, pack: Pack, steps: Iterable[_Step]) -> tuple[str, str]:
    """The row at the end of the way, and its table path."""
    row, path = UNIT, ""
    for step in steps:
        children = {child.rsplit("/", 1)[-1]: child for child in pack.words.child_paths(path)}
        if step.table not in children:
            owner = f"“{path}”下面" if path else ""
            used = [name for name, child in children.items() if child in pack.paths()]
            _fail(
                f"{owner}没有“{shown(step.table, _MOST)}”这张行表。{_hint(step.table, used)}",
                f"可以写的有：{_listed(used)}。",
            )
        path = children[step.table]
        row = _row(state, pack, path, step.key, state.order.get((step.table, row), ()))
    return row, path


def _row(state: State, pack: Pack, path: str, key: str, ids: tuple[str, ...]) -> str:
    table = pack.table(path)
    if table.is_fixed:
        for row in ids:
            if state.rows[row].key == key:
                return row
    if _NUMBER.fullmatch(key) and 1 <= int(key) <= len(ids):
        return ids[int(key) - 1]
    if table.is_fixed:
        keys = [row.key for row in table.fixed]
        _fail(
            f"“{table.id}”没有“{shown(key, _MOST)}”这一行。{_hint(key, keys)}",
            f"它的行有：{_listed(keys)}。",
        )
    if not _NUMBER.fullmatch(key):
        _fail(f"“{table.id}[{shown(key, _MOST)}]”的方括号里要写第几行。", f"如 {table.id}[1]。")
    if not ids:
        _fail(f"“{table.id}”还没有行，没有第 {int(key)} 行。", "请先增加行，或检查名称。")
    _fail(
        f"“{table.id}”没有第 {int(key)} 行，现在只有 {len(ids)} 行。",
        f"行号从 1 到 {len(ids)}。",
    )


def _unknown_fact(pack: Pack, path: str, name: str) -> NoReturn:
    known = list(pack.table(path).fields) if path else list(pack.words.concepts)
    says = f"“{path}”里没有“{shown(name, _MOST)}”这一栏。" if path else ""
    says = says or f"没有“{shown(name, _MOST)}”这个指标。"
    remedy = f"它的栏有：{_listed(known)}。" if path else "用 fields 命令可以列出全部指标。"
    table = pack.words.tables.get(name)
    if path and name in pack.words.concepts:
        remedy = f"它是单位的指标，写成 {UNIT_WORD}.{_spell(name)}。"
    elif not path and table is not None and UNIT in table.owners:
        field = next(iter(table.fields), "")
        remedy = f"它是行表，要写明第几行和哪一栏，如 {_spell(name)}[1].{_spell(field)}。"
    elif not path and name in pack.words.aliases:
        remedy = f"它在这里叫“{pack.words.aliases[name]}”。"
    elif not path and name in (ROW_WORD, SETTING_WORD):
        remedy = f"“{name}”只能用在模板包的公式里。"
    else:
        says += _hint(name, known)
    _fail(says, remedy)


def _check_aspect(concept: Concept, aspect: str) -> None:
    name = concept.id
    if not concept.aspects:
        if aspect:
            _fail(f"“{name}”不分口径，不能写“@{shown(aspect, _MOST)}”。", f"只写 {_spell(name)}。")
        return
    remedy = f"它的口径有：{_listed(concept.aspects)}。"
    if not aspect:
        _fail(f"“{name}”要写明口径，如 {_spell(name)}@{concept.aspects[-1]}。", remedy)
    if aspect not in concept.aspects:
        hint = _hint(aspect, concept.aspects)
        _fail(f"“{name}”没有“{shown(aspect, _MOST)}”这个口径。{hint}", remedy)


def _spot(state: State, pack: Pack, name: str, scan: _Scan) -> Placement:
    form = pack.form(name)
    if form is None:
        known = [form.id for form in pack.forms]
        _fail(
            f"没有“{shown(name, _MOST)}”这张表。{_hint(name, known)}",
            f"本模板包的表有：{_listed(known)}。",
        )
    ref = _ref(state, pack, scan)
    nth = 1
    if scan.take("#"):
        digits = scan.name()
        if not _NUMBER.fullmatch(digits) or int(digits) < 1:
            scan.fail()
        nth = int(digits)
    if not scan.at_end:
        scan.fail()
    group = state.groups.get(ref.holder)
    row = group.rows[0] if group else ref.holder
    path = state.rows[row].path if row != UNIT else ""
    node = (path, ref.name, ref.aspect)
    if name not in pack.places.get(node, ()):
        others = pack.places.get(node, ())
        _fail(
            f"“{name}”上没有“{ref_text(state, ref)}”这一格。",
            f"它在：{_listed(others)}。" if others else "本模板包的表上都没有这一格。",
        )
    shows = sum((part.path, part.name, part.aspect) == node for part in form_patterns(form))
    if form.each and not path:
        shows *= sum(1 for _ in rows_on(state, form.each))  # every copy shows the unit's facts
    if nth > max(shows, 1):
        _fail(
            f"“{name}”只有 {shows} 处是“{ref_text(state, ref)}”，没有第 {nth} 处。",
            f"# 后面的数不能超过 {shows}。" if shows > 1 else "请去掉 # 和后面的数。",
        )
    return Placement(name, ref, nth)


def _hint(word: str, known: Iterable[str]) -> str:
    return suggest(word[:100], known)


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f"等{len(names)}个" if len(names) > 30 else ""
    return "、".join(names[:30]) + more if names else "（没有）"


def _fail(says: str, remedy: str) -> NoReturn:
    raise ZipingtongError("E310", says, remedy)
