"""What packs are made of once read: words, settings, tables, identities, forms, reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from core.facts.values import Kind

UNIT_WORD = "单位"  # how packs name the unit as an owner and as a scope
DITTO = "〃"
TARGET_PARTS = ("性质", "值", "单位")


@dataclass(frozen=True, slots=True)
class Aspect:
    """口径: one of the columns money is counted by; `next` is what it becomes next year."""

    id: str
    names: tuple[str, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """指标: something a county reports; also a field of a row table."""

    id: str
    kind: Kind
    aspects: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    unit: str = ""
    show: str = ""  # how a computed number is printed: 0.00, 0%, 0.00%
    empty: str | None = None  # printed when blank; None: as the setting says
    need: str = "必填"  # 必填, 选填, or a condition
    choices: tuple[str, ...] = ()
    private: bool = False
    match: bool = False  # rows of two linked tables are compared by this field
    to: str = ""  # the table a link field points to
    value: str = ""  # formula that fills it
    code: str = ""  # under which its formula is reported: B1, O5
    suggest: str = ""  # formula for a suggested score
    note: str = ""
    clause: str = ""
    wording_checked: bool = True
    origin: tuple[str, tuple[str | int, ...]] = ("", ())


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row the county has printed on its form."""

    key: str
    cells: Mapping[str, str]  # field name -> text; 〃 where merged with the row above
    suggest: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """行表: something that comes in rows."""

    id: str
    owners: tuple[str, ...]  # "" for the unit, else table ids
    fields: Mapping[str, Concept]
    levels: tuple[str, ...] = ()
    fixed: tuple[FixedRow, ...] = ()
    input: tuple[str, ...] = ()  # fields of fixed rows that are filled in
    wording_checked: bool = True
    origin: tuple[str, tuple[str | int, ...]] = ("", ())

    @property
    def is_fixed(self) -> bool:
        return bool(self.fixed)


@dataclass(frozen=True, slots=True)
class Setting:
    """设置: something a county decides and a user may override."""

    id: str
    kind: str  # a Kind's word, or "scale": pairs of word and lower bound
    value: object = ""
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """恒等式: a relation between facts. calc may fill a cell, check only compares."""

    id: str
    use: str  # calc / check / off; value for a concept's own formula
    says: str
    table: str = ""  # "" for the unit
    severity: str = "错误"
    clause: str = ""
    code: str = ""  # of a concept's own formula: B1, O5
    why: str = ""
    wording_checked: bool = True
    origin: tuple[str, tuple[str | int, ...]] = ("", ())


# ------------------------------------------------------------------ forms


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact as a form names it: resolved against the row the form or line stands on.

    `path` is the table path of the holder ("" for the unit).
    """

    path: str
    name: str
    aspect: str = ""
    part: str = ""  # 性质 / 值 / 单位 of a target shown in three cells


@dataclass(frozen=True, slots=True)
class YearPart:
    """{年}, {年-1} in a template."""

    offset: int


@dataclass(frozen=True, slots=True)
class IndexPart:
    """{序号}, {序号+2}: the number of the row among its siblings."""

    offset: int


@dataclass(frozen=True, slots=True)
class SettingPart:
    """{设置.金额单位}: what the county, or the user, has decided."""

    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """Text with holes: {年}, {序号}, {单位名称}, {设置.金额单位}."""

    parts: tuple[str | YearPart | IndexPart | SettingPart | Pattern, ...] = ()

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        return tuple(part for part in self.parts if isinstance(part, Pattern))

    @property
    def is_empty(self) -> bool:
        return not self.parts


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of a form: a text, or a fact (with a template around it), or a merge mark."""

    merge: str = ""  # "^" as above, "<" as left
    text: Template = Template(())
    fact: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block; with `table` it repeats, once per row of that table."""

    cells: tuple[CellSpec, ...]
    table: str = ""
    path: str = ""
    when_none: tuple[CellSpec, ...] = ()  # shown in place of no rows


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table block."""

    head: Template
    cell: CellSpec
    take: int
    field: str  # "" for a column that shows no field of the table
    per: str = ""  # the level whose merged cell this column shares


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a form: fixed lines, or a table of rows with a header."""

    take: tuple[int, ...]
    lines: tuple[Line, ...] = ()
    table: str = ""
    path: str = ""
    columns: tuple[Column, ...] = ()
    corner: Template | None = None
    corner_take: int = 0
    above: tuple[tuple[CellSpec, ...], ...] = ()  # total lines under the header
    below: tuple[tuple[CellSpec, ...], ...] = ()  # total lines under the rows
    start: tuple[tuple[str, ...], ...] = ()
    heights: tuple[int, ...] = ()  # least height of each line in mm
    headed: bool = False  # the first line is a header over labels and facts
    listed: bool = False  # written as `lines`: labels stand on the left


@dataclass(frozen=True, slots=True)
class Form:
    """表: one official form, or a working sheet that is not printed."""

    id: str
    lattice: tuple[int, ...]  # mm
    blocks: tuple[Block, ...]
    label: str = ""
    title: tuple[Template, ...] = ()
    head: tuple[Template, ...] = ()
    sign: tuple[Template, ...] = ()
    notes: tuple[Template, ...] = ()
    notes_first: bool = True  # above the signature line, as in the pack's order of keys
    seal: Decimal = Decimal(0)  # mm the line to be stamped on is high at least
    size: Decimal = Decimal("10.5")  # pt
    landscape: bool = False
    printed: bool = True
    each: str = ""  # one copy per row of this table
    path: str = ""  # "" or the path of `each`
    wording_checked: bool = True
    origin: tuple[str, tuple[str | int, ...]] = ("", ())


@dataclass(frozen=True, slots=True)
class FigurePart:
    """{三公经费@决算}, {三公经费@决算:0.00}, {增减(三公经费@决算, 三公经费@上年决算)}."""

    fact: Pattern
    style: str = ""
    than: Pattern | None = None


@dataclass(frozen=True, slots=True)
class MaybePart:
    """[…]: left out when its figures are all blank or zero."""

    parts: Sentence


class Result(Enum):
    """How an indicator came out; the values are the words before a table's name in a draft."""

    REACHED = "完成的"
    MEASURED = "量化完成的"  # reached, and told by a number
    MISSED = "未完成的"
    OTHER = "其他"  # what was done cannot be held against the target

    def includes(self, other: Result | None) -> bool:
        """Is a row that came out so meant by this word?"""
        return other is self or (self is Result.REACHED and other is Result.MEASURED)


@dataclass(frozen=True, slots=True)
class EachPart:
    """{每 项目清单: …；}: once for every row with a figure; the mark at its end stands between."""

    path: str
    parts: Sentence
    between: str
    level: str = ""  # {每 绩效指标.一级指标: …}: once for the rows that share this cell
    result: Result | None = None  # {每 未完成的绩效指标: …}: only the rows that came out so


@dataclass(frozen=True, slots=True)
class ProblemsPart:
    """{每 问题: {内容}；}: once for every problem of the unit, or of the row it stands in."""

    path: str
    before: str
    after: str
    between: str


Sentence = tuple[
    str | YearPart | SettingPart | FigurePart | MaybePart | EachPart | ProblemsPart, ...
]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a chapter of a report, without its number: the program gives that."""

    level: int  # 1 to 4: 一、 （一） 1、 （1）
    title: Template
    guide: str = ""  # what to write there; on the screen only
    often_none: bool = False  # often there is nothing to say but 无
    draft: Sentence = ()  # a first version of the text, from the figures


@dataclass(frozen=True, slots=True)
class Report:
    """报告: the outline of one report."""

    id: str
    title: tuple[Template, ...]
    chapters: tuple[Heading, ...]
    label: str = ""
    wording_checked: bool = True
    origin: tuple[str, tuple[str | int, ...]] = ("", ())


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a fact is shown: the form, and whether the user may type there."""

    form: str
    pattern: Pattern


Node = tuple[str, str, str]  # (path, name, aspect): a fact of every holder on that path


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that has a name in a pack: its own words over the dictionary's."""

    aspects: Mapping[str, Aspect]
    concepts: Mapping[str, Concept]
    tables: Mapping[str, Table]
    settings: Mapping[str, Setting]
    identities: Mapping[str, Identity]
    aliases: Mapping[str, str] = field(default_factory=dict)  # other name -> concept id

    def concept_at(self, path: str, name: str) -> Concept | None:
        """The concept or field a name means on a path."""
        if not path:
            return self.concepts.get(name)
        table = self.tables.get(path.rsplit("/", 1)[-1])
        return table.fields.get(name) if table else None

    def child_paths(self, path: str) -> tuple[str, ...]:
        """The paths of the tables that hang under a path."""
        owner = path.rsplit("/", 1)[-1]
        prefix = f"{path}/" if path else ""
        return tuple(f"{prefix}{t.id}" for t in self.tables.values() if owner in t.owners)
