"""Naming: facts and rows in plain words, as a clerk would say them: “河道整治项目”的支出（决算）.

What people read names a fact this way; what is typed back in (commands, JSON) uses references.
"""

from __future__ import annotations

from core.calc.view import State, holder_of
from core.facts.model import UNIT, Ref
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.schema import Concept

_NAMES = ("三级指标", "项目名称", "来源")  # the fields of the dictionary that name a row
_LONGEST = 20


def fact_words(ref: Ref) -> str:
    """三公经费（决算）."""
    return f"{ref.name}（{ref.aspect}）" if ref.aspect else ref.name


def fact_name(pack: Pack, state: State, ref: Ref, inside: str = UNIT) -> str:
    """“国际陆港工作经费”的支出（决算）; `inside` is a row of which the talk is anyway."""
    group = state.groups.get(ref.holder)
    row = group.rows[0] if group is not None else ref.holder
    words = fact_words(ref)
    return words if row in (UNIT, inside) else f"{row_words(pack, state, row)}的{words}"


def row_words(pack: Pack, state: State, row: str) -> str:
    """“河道整治项目”, or 项目清单第3行 when the row has no name yet."""
    return row_name(pack, state, row) or f"{state.rows[row].table}{row_number(state, row)}"


def row_number(state: State, row: str) -> str:
    """第3行."""
    line = state.rows[row]
    return f"第{state.order[line.table, line.owner].index(row) + 1}行"


def row_name(pack: Pack, state: State, row: str) -> str:
    """The name in the row, the one the county printed, or the level it stands in; "" for none."""
    line = state.rows[row]
    fields = pack.table(line.path).fields
    for field in _NAMES:
        if field in fields and (text := _text(pack, state, row, field)):
            return quoted(text)
    if line.key:
        return quoted(line.key)
    main = main_field(pack, line.path)
    for field in ((main.id,) if main else ()) + tuple(reversed(pack.table(line.path).levels)):
        if text := _text(pack, state, row, field):
            return quoted(text)
    return ""


def quoted(name: str) -> str:
    """“完成及时率”: long names are cut, lines joined."""
    return f"“{' '.join(name.split())[:_LONGEST]}”"


def main_field(pack: Pack, path: str) -> Concept | None:
    """The column that says what a row is about: the first text that is no level."""
    table = pack.table(path)
    for concept in table.fields.values():
        if concept.kind is Kind.TEXT and concept.id not in table.levels:
            return concept
    return None


def _text(pack: Pack, state: State, row: str, field: str) -> str:
    return state.value(Ref(field, "", holder_of(state, pack, row, field))).raw.strip()
