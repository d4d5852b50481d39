"""Vocabulary: reads aspects, concepts, tables, settings and identities from TOML sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.facts.model import UNIT
from core.facts.printing import STYLE
from core.facts.values import Kind
from core.forms.fixed_rows import fixed_rows
from core.forms.overrides import Item, Origin, collect
from core.forms.schema import (
    UNIT_WORD,
    Aspect,
    Concept,
    Identity,
    Setting,
    Table,
    Vocabulary,
)
from core.forms.settings import setting_problem, setting_text
from core.forms.shape import ANY, FLAG, LISTS, TABLE, TABLES, TEXT, TEXTS, Key, checked
from core.forms.source import Mistakes, Source
from core.texts import suggest

KINDS = tuple(kind.value for kind in Kind)
SEVERITIES = ("错误", "需说明", "提示")

ASPECT = {
    "id": Key(TEXT, "口径的名称，如 年初预算", must=True),
    "names": Key(TEXTS, "表上和报告里对它的其他叫法"),
    "next": Key(TEXT, "到了下一年，这一口径变成哪一口径"),
}
CONCEPT = {
    "id": Key(TEXT, "指标的名称，公式里就用它", must=True),
    "kind": Key(TEXT, "内容的种类", must=True, words=KINDS),
    "aspects": Key(ANY, '有哪些口径：写 "*"（全部）或口径名称的列表'),
    "names": Key(TEXTS, "表上和报告里对它的其他叫法"),
    "unit": Key(TEXT, "计量单位，如 人、%、㎡"),
    "show": Key(TEXT, "算出的数怎样印：0、0.0、0.00、0%、0.00%"),
    "empty": Key(TEXT, "空白时印什么"),
    "need": Key(TEXT, "必填、选填，或一个条件（条件成立时必填）"),
    "choices": Key(TEXTS, "可以选的内容"),
    "private": Key(FLAG, "是否个人信息（姓名、电话）"),
    "value": Key(TEXT, "自动计算的公式"),
    "code": Key(TEXT, "公式不符时报告的编号，如 B1、O5"),
    "suggest": Key(TEXT, "建议得分（或等级）的公式"),
    "note": Key(TEXT, "给填表人看的说明"),
    "clause": Key(TEXT, "依据的条款"),
    "wording_checked": Key(FLAG, "文字是否已与原件核对"),
}
FIELD = CONCEPT | {
    "match": Key(FLAG, "对应两张行表时按它比较"),
    "to": Key(TEXT, "对应到哪张行表（kind 为 link 时）"),
}
TABLE_SHAPE = {
    "id": Key(TEXT, "行表的名称", must=True),
    "owner": Key(TEXTS, "挂在谁下面：单位，或别的行表", must=True),
    "levels": Key(TEXTS, "分级的栏，从高到低，同级相邻的行合并"),
    "fields": Key(TABLES, "每行有哪些栏"),
    "columns": Key(TEXTS, "固定行：rows 里每一列是哪一栏，第一列写 key"),
    "rows": Key(LISTS, "固定行的内容，〃 表示与上一行合并"),
    "input": Key(TEXTS, "固定行：哪些栏由填表人填"),
    "suggest": Key(TABLE, "固定行：各行建议得分的公式，按 key"),
    "note": Key(TEXT, "说明"),
    "wording_checked": Key(FLAG, "文字是否已与原件核对"),
}
SETTING = {
    "id": Key(TEXT, "设置的名称", must=True),
    "kind": Key(TEXT, "内容的种类", must=True, words=(*KINDS, "scale")),
    "value": Key(ANY, "没有另行规定时的内容"),
    "choices": Key(TEXTS, "可以选的内容"),
    "note": Key(TEXT, "说明"),
}
IDENTITY = {
    "id": Key(TEXT, "编号和名称，如 B2.三公组成", must=True),
    "use": Key(
        TEXT, "calc 可填数，check 只核对，off 停用", must=True, words=("calc", "check", "off")
    ),
    "says": Key(TEXT, "等式或不等式"),
    "for": Key(TEXT, "对哪张行表的每一行（不写则对单位）"),
    "severity": Key(TEXT, "不符时的程度", words=SEVERITIES),
    "clause": Key(TEXT, "依据的条款"),
    "why": Key(TEXT, "停用或改写的原因"),
    "note": Key(TEXT, "给填表人看的说明"),
    "wording_checked": Key(FLAG, "文字是否已与原件核对"),
}


def read_vocabulary(sources: list[Source], mistakes: Mistakes) -> Vocabulary:
    """Everything named in the sources, dictionary first, pack last."""
    aspects = _aspects(collect(sources, "aspect", ASPECT, mistakes), mistakes)
    concepts = {}
    for name, (raw, origin, _) in collect(sources, "concept", CONCEPT, mistakes).items():
        concept = _concept(raw, origin, aspects, mistakes, f"concept {name}")
        if concept is not None:
            concepts[name] = concept
    tables = {}
    for name, item in collect(sources, "table", TABLE_SHAPE, mistakes).items():
        tables[name] = _table(item, aspects, mistakes)
    for table in tables.values():
        _check_owners(table, tables, mistakes)
    settings = {
        name: _setting(item, mistakes)
        for name, item in collect(sources, "setting", SETTING, mistakes).items()
    }
    items = collect(sources, "identity", IDENTITY, mistakes)
    known = [name for name, item in items.items() if item.keys.get("says")]
    identities = {name: _identity(item, tables, known, mistakes) for name, item in items.items()}
    aliases = {alias: c.id for c in concepts.values() for alias in c.names}
    return Vocabulary(aspects, concepts, tables, settings, identities, aliases)


def _aspects(items: Mapping[str, Item], mistakes: Mistakes) -> dict[str, Aspect]:
    for name, (raw, (file, path), _) in items.items():
        follower = raw.get("next", "")
        if follower and follower not in items:
            mistakes.add(
                (file, (*path, "next")),
                "P020",
                f"没有“{follower}”这个口径。{suggest(follower, list(items))}",
                f"可以写的有：{'、'.join(items)}。",
                f"aspect {name}",
            )
    return {
        name: Aspect(name, tuple(raw.get("names", ())), raw.get("next", ""))
        for name, (raw, _, _) in items.items()
    }


def _setting(item: Item, mistakes: Mistakes) -> Setting:
    raw, (file, path), _ = item
    setting = Setting(
        raw["id"],
        raw.get("kind", "text"),
        raw.get("value", ""),
        tuple(raw.get("choices", ())),
        raw.get("note", ""),
    )
    if "kind" in raw and "value" in raw:
        text = setting_text(setting.value)
        problem = "“value”的写法不对。" if text is None else setting_problem(setting, text)
        if problem:
            at = (file, (*path, "value"))
            mistakes.add(at, "P016", problem, setting.note or "请改写。", f"setting {setting.id}")
    return setting


def _concept(
    raw: dict[str, Any],
    origin: Origin,
    aspects: dict[str, Aspect],
    mistakes: Mistakes,
    place: str,
) -> Concept | None:
    if "kind" not in raw or "id" not in raw:
        return None
    wanted = raw.get("aspects", ())
    file, path = origin
    if wanted == "*":
        wanted = tuple(aspects)
    elif not isinstance(wanted, (list, tuple)) or not all(isinstance(a, str) for a in wanted):
        mistakes.add(
            (file, (*path, "aspects")),
            "P011",
            '“aspects”应当是 "*" 或口径名称的列表。',
            'aspects = "*"，或 aspects = ["年初预算", "决算"]。',
            place,
        )
        wanted = ()
    known = []
    for number, aspect in enumerate(wanted):
        if aspect in aspects:
            known.append(aspect)
        else:
            mistakes.add(
                (file, (*path, "aspects", number)),
                "P020",
                f"没有“{aspect}”这个口径。{suggest(aspect, list(aspects))}",
                f"可以写的有：{'、'.join(aspects)}。",
                place,
            )
    if raw.get("show") and not STYLE.fullmatch(raw["show"]):
        mistakes.add(
            (file, (*path, "show")),
            "P033",
            f"看不懂“show”写的“{raw['show']}”。",
            "写 0、0.0、0.00 说明印几位小数，后面加 % 印成百分数，如 0.00%。",
            place,
        )
    return Concept(
        id=raw["id"],
        kind=Kind(raw["kind"]),
        aspects=tuple(known),
        names=tuple(raw.get("names", ())),
        unit=raw.get("unit", ""),
        show=raw.get("show", ""),
        empty=raw.get("empty"),
        need=raw.get("need", "选填" if raw["kind"] in ("text", "link") else "必填"),
        choices=tuple(raw.get("choices", ())),
        private=raw.get("private", False),
        match=raw.get("match", False),
        to=raw.get("to", ""),
        value=raw.get("value", ""),
        code=raw.get("code", ""),
        suggest=raw.get("suggest", ""),
        note=raw.get("note", ""),
        clause=raw.get("clause", ""),
        wording_checked=raw.get("wording_checked", True),
        origin=origin,
    )


def _table(item: Item, aspects: dict[str, Aspect], mistakes: Mistakes) -> Table:
    raw, origin, origins = item
    file, path = origin
    place = f"table {raw['id']}"
    fields: dict[str, Concept] = {}
    for number, entry in enumerate(raw.get("fields", [])):
        at = origins.get(str(entry.get("id")), (file, (*path, "fields", number)))
        spot = f"{place} 的栏“{entry.get('id', number + 1)}”"
        good = checked(entry, FIELD, mistakes, at, spot)
        field = _concept(good, at, aspects, mistakes, spot)
        if field is not None and field.id in fields:
            mistakes.add(at, "P015", f"“{field.id}”写了两次。", "请合并成一处，或者改名。", spot)
        elif field is not None:
            fields[field.id] = field
    columns = [name for name in raw.get("columns", []) if name != "key"]
    for name in columns:
        fields.setdefault(name, Concept(name, Kind.TEXT, need="选填", origin=origin))
    fixed = fixed_rows(raw, origin, fields, mistakes, place)
    for key in ("levels", "input"):
        for number, name in enumerate(raw.get(key, ())):
            if name not in fields:
                mistakes.add(
                    (file, (*path, key, number)),
                    "P021",
                    f"“{key}”里的“{name}”不是这张行表的栏。{suggest(name, list(fields))}",
                    f"这张行表的栏有：{'、'.join(fields)}。",
                    place,
                )
    return Table(
        id=raw["id"],
        owners=tuple(UNIT if owner == UNIT_WORD else owner for owner in raw.get("owner", ())),
        fields=fields,
        levels=tuple(name for name in raw.get("levels", ()) if name in fields),
        fixed=fixed,
        input=tuple(name for name in raw.get("input", ()) if name in fields),
        wording_checked=raw.get("wording_checked", True),
        origin=origin,
    )


def _check_owners(table: Table, tables: dict[str, Table], mistakes: Mistakes) -> None:
    file, path = table.origin
    place = f"table {table.id}"
    for number, owner in enumerate(table.owners):
        if owner != UNIT and owner not in tables:
            mistakes.add(
                (file, (*path, "owner", number)),
                "P027",
                f"没有“{owner}”这张行表。{suggest(owner, [UNIT_WORD, *tables])}",
                f"可以写的有：{UNIT_WORD}、{'、'.join(tables)}。",
                place,
            )
        elif owner != UNIT and tables[owner].owners != (UNIT,):
            mistakes.add(
                (file, (*path, "owner", number)),
                "P028",
                f"“{owner}”自己挂在别的行表下面，不能再挂下一层。",
                "行表最多两层：单位 → 行表 → 行表。",
                place,
            )
    for field in table.fields.values():
        if field.kind is Kind.LINK and field.to not in tables:
            mistakes.add(
                (field.origin[0], (*field.origin[1], "to")),
                "P029",
                f"“{field.id}”要对应到“{field.to}”，但没有这张行表。"
                f"{suggest(field.to, list(tables))}",
                "to 写行表的名称。",
                place,
            )


def _identity(
    item: Item, tables: dict[str, Table], known: list[str], mistakes: Mistakes
) -> Identity:
    raw, origin, _ = item
    table = raw.get("for", "")
    place = f"identity {raw['id']}"
    use = raw.get("use", "off")
    if table and table not in tables:
        mistakes.add(
            (origin[0], (*origin[1], "for")),
            "P030",
            f"没有“{table}”这张行表。{suggest(table, list(tables))}",
            "for 写行表的名称；对单位的恒等式不写 for。",
            place,
        )
        use = "off"
    if raw.get("use") == "off" and not raw.get("why"):
        mistakes.add(
            origin, "P031", "停用一条恒等式要写原因。", 'why = "……"，以后的人才知道为什么。', place
        )
    if raw.get("use") == "off" and not raw.get("says"):
        mistakes.add(
            origin,
            "P034",
            f"没有“{raw['id']}”这条恒等式可以停用。{suggest(raw['id'], known)}",
            "停用时 id 要与字典里的一字不差。",
            place,
        )
    if raw.get("use") in ("calc", "check") and not raw.get("says"):
        mistakes.add(origin, "P013", "缺少“says”。", "请写出等式，如 甲 = 乙 + 丙。", place)
        use = "off"
    return Identity(
        id=raw["id"],
        use=use,
        says=raw.get("says", ""),
        table=table,
        severity=raw.get("severity", "错误"),
        clause=raw.get("clause", ""),
        why=raw.get("why", ""),
        wording_checked=raw.get("wording_checked", True),
        origin=origin,
    )
