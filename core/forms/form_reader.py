"""Form reader: [[form]] tables of a pack become forms with blocks, cells and templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.forms.cells import CellReader
from core.forms.regions import regions
from core.forms.schema import Block, CellSpec, Form, Line, Template, Vocabulary
from core.forms.shape import (
    FLAG,
    LIST,
    LISTS,
    NUMBER,
    ONE_OR_MORE,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    WHOLES,
    Key,
    checked,
)
from core.forms.source import Mistakes, Path
from core.forms.table_block import read_table_block
from core.texts import suggest

FORM = {
    "id": Key(TEXT, "表的名称，公式、printed 和命令里用它", must=True),
    "reuse": Key(TEXT, "整张借用别的模板包的表：模板包编号:表名"),
    "label": Key(TEXT, "附件号，如 附件1"),
    "title": Key(TEXTS, "标题，一行一个"),
    "head": Key(TEXTS, "标题下面的一行，如 填报单位、填报时间、单位：万元"),
    "sign": Key(TEXTS, "表下面的签字行"),
    "seal": Key(NUMBER, "盖章的那一行（没有“盖章”二字的是签字行）至少多高，毫米；公章要留 40"),
    "notes": Key(TEXTS, "表下面的说明，一段一个；与 sign 谁写在前面就先印谁"),
    "size": Key(NUMBER, "表内文字的磅数，不写为 10.5（五号）"),
    "lattice": Key(WHOLES, "全表的栏线宽度，毫米，从左到右"),
    "orient": Key(TEXT, "纸的方向", words=("纵", "横")),
    "print": Key(FLAG, "false 表示底稿，不打印、不上报"),
    "each": Key(TEXT, "每一行印一份：写行表的名称，如 项目"),
    "block": Key(TABLES, "表的各块，从上到下"),
    "wording_checked": Key(FLAG, "文字是否已与原件核对"),
}
BLOCK = {
    "take": Key(WHOLES, "每一格占几条栏"),
    "rows": Key(LISTS, "固定的格子：^ 与上面合并，< 与左边合并，=指标 填数，其余是文字"),
    "head": Key(TEXTS, "表头的文字（与 aspects、lines 一起用）"),
    "aspects": Key(TEXTS, "表头后几列各是哪个口径"),
    "lines": Key(LIST, "每行：[文字, 指标]，或 { text, show, empty }"),
    "table": Key(TEXT, "这一块列出哪张行表"),
    "corner": Key(TABLE, "最左边合并到底的格子：{ text, take }"),
    "columns": Key(TABLES, "各栏"),
    "total": Key(ONE_OR_MORE, "合计行：{ at, cells }；几行就写成一串"),
    "start": Key(LISTS, "新建时已有的行，按各栏的顺序；〃 表示与上一行合并"),
    "heights": Key(WHOLES, "每一行至少多高，毫米"),
}
KEYS_OF = {
    "rows": ("take",),
    "lines": ("take", "head", "aspects"),
    "table": ("columns", "corner", "total", "start"),
}
LINE = {
    "text": Key(TEXT, "行首的文字，可用 {序号} {项目名称}", must=True),
    "show": Key(TEXT, "填哪个指标；写 行表.栏 则每行一行"),
    "empty": Key(TEXT, "行表还没有行时印的文字"),
}
MAX_WIDTH = {False: 190, True: 277}  # mm of an A4 page between narrow margins


def read_form(
    raw: dict[str, Any], origin: tuple[str, Path], words: Vocabulary, mistakes: Mistakes
) -> Form | None:
    """One form; None when too little of it can be understood."""
    place = f"表“{raw.get('id', '?')}”"
    keys = checked(raw, FORM, mistakes, origin, place)
    if "id" not in keys:
        return None
    file, path = origin
    each = keys.get("each", "")
    if each and each not in words.child_paths(""):
        known = words.child_paths("")
        mistakes.add(
            (file, (*path, "each")),
            "P027",
            f"单位下面没有“{each}”这张行表。{suggest(each, known)}",
            f"可以写的有：{'、'.join(known)}；行表的 owner 说明它挂在谁下面。",
            place,
        )
        return None
    lattice = tuple(keys.get("lattice", ()))
    landscape = keys.get("orient", "纵") == "横"
    if not lattice or min(lattice) <= 0:
        mistakes.add(
            (file, (*path, "lattice")),
            "P040",
            "“lattice”要写出每条栏的宽度（大于 0 的整数，毫米）。",
            "如 lattice = [40, 30, 30, 30]。",
            place,
        )
        return None
    if sum(lattice) > MAX_WIDTH[landscape]:
        mistakes.add(
            (file, (*path, "lattice")),
            "P041",
            f"各栏加起来 {sum(lattice)} 毫米，纸放不下。",
            f"{'横' if landscape else '纵'}放的 A4 纸最多 {MAX_WIDTH[landscape]} 毫米。",
            place,
        )
    cells = CellReader(words, each, mistakes, place)
    blocks = []
    for number, entry in enumerate(keys.get("block", [])):
        at = (file, (*path, "block", number))
        block = _block(entry, at, lattice, cells.at(f"{place} 第{number + 1}块"))
        if block is not None:
            blocks.append(block)
    if not raw.get("block"):  # otherwise what is wrong in the blocks is named already
        mistakes.add(origin, "P042", "这张表没有一块能用的内容。", "请写 [[form.block]]。", place)

    def texts(key: str) -> tuple[Template, ...]:
        return tuple(
            cells.template(text, (file, (*path, key, i)))
            for i, text in enumerate(keys.get(key, ()))
        )

    for key in ("sign", "head"):
        if len(keys.get(key, ())) > len(lattice):
            mistakes.add(
                (file, (*path, key)),
                "P043",
                f"“{key}”有 {len(keys[key])} 项，比栏数 {len(lattice)} 还多，排不下。",
                "请合并几项，或把 lattice 分细一些。",
                place,
            )
    return Form(
        id=keys["id"],
        lattice=lattice,
        blocks=tuple(blocks),
        label=keys.get("label", ""),
        title=texts("title"),
        head=texts("head"),
        sign=texts("sign"),
        notes=texts("notes"),
        notes_first=list(raw).index("notes") < list(raw).index("sign")
        if "notes" in keys and "sign" in keys
        else True,
        seal=Decimal(keys.get("seal", 0)),
        size=Decimal(keys.get("size", Decimal("10.5"))),
        landscape=landscape,
        printed=keys.get("print", True),
        each=each,
        path=each,
        wording_checked=keys.get("wording_checked", True),
        origin=origin,
    )


def _block(
    raw: dict[str, Any], origin: tuple[str, Path], lattice: tuple[int, ...], cells: CellReader
) -> Block | None:
    keys = checked(raw, BLOCK, cells.mistakes, origin, cells.place)
    sorts = [key for key in ("rows", "lines", "table") if key in keys]
    if len(sorts) != 1:
        if sorts or keys == raw:  # otherwise the mistake is already named
            cells.mistakes.add(
                origin,
                "P044",
                "一块要写、而且只写 rows、lines、table 其中一种。",
                "固定的格子写 rows；“文字 + 各口径”写 lines；一行一行的写 table。",
                cells.place,
            )
        return None
    for key in keys:
        if key not in (*KEYS_OF[sorts[0]], sorts[0], "heights"):
            cells.mistakes.add(
                (origin[0], (*origin[1], key)),
                "P048",
                f"“{key}”在这一块里不起作用：这一块写的是 {sorts[0]}。",
                f"与 {sorts[0]} 一起可以写的有：{'、'.join((*KEYS_OF[sorts[0]], 'heights'))}。",
                cells.place,
            )
    heights = tuple(keys.get("heights", ()))
    if sorts == ["table"]:
        return read_table_block(keys, origin, lattice, cells, heights)
    take = _take(keys, origin, lattice, cells)
    if take is None:
        return None
    read = _rows if sorts == ["rows"] else _lines
    lines = read(keys, origin, len(take), cells)
    if not lines:
        return None
    listed = sorts == ["lines"]
    headed = listed and bool(keys.get("head"))
    return Block(take=take, lines=lines, heights=heights, listed=listed, headed=headed)


def _take(
    keys: dict[str, Any], origin: tuple[str, Path], lattice: tuple[int, ...], cells: CellReader
) -> tuple[int, ...] | None:
    take = tuple(keys.get("take", ()))
    if not take or min(take) < 1 or sum(take) != len(lattice):
        cells.mistakes.add(
            (origin[0], (*origin[1], "take")),
            "P045",
            f"take 加起来是 {sum(take)}，lattice 有 {len(lattice)} 条栏。"
            if take
            else "缺少“take”。",
            "take 里的每个数说明一格占几条栏，加起来要等于栏数。",
            cells.place,
        )
        return None
    return take


def _rows(
    keys: dict[str, Any], origin: tuple[str, Path], width: int, cells: CellReader
) -> tuple[Line, ...]:
    file, path = origin
    lines: list[Line] = []
    for r, entry in enumerate(keys["rows"]):
        at = (file, (*path, "rows", r))
        spot = cells.at(f"{cells.place} 第{r + 1}行")
        if not spot.right_count(entry, width, at):
            lines.append(Line((CellSpec(),) * width))  # so that the lines below keep their places
            continue
        line = [spot.cell(text, (file, (*at[1], c))) for c, text in enumerate(entry)]
        lines.append(Line(tuple(line)))
    for bad in regions([line.cells for line in lines])[1]:
        cells.mistakes.add(
            (file, (*path, "rows", bad.row, bad.col)),
            "P046",
            f"第{bad.row + 1}行第{bad.col + 1}格：{bad.says}",
            "^ 表示并入上面一格，< 表示并入左边一格，并起来要成长方形。",
            cells.place,
        )
        return ()
    return tuple(lines)


def _lines(
    keys: dict[str, Any], origin: tuple[str, Path], width: int, cells: CellReader
) -> tuple[Line, ...]:
    file, path = origin
    aspects: list[str] = keys.get("aspects", [])
    for number, aspect in enumerate(aspects):
        if aspect not in cells.words.aspects:
            cells.mistakes.add(
                (file, (*path, "aspects", number)),
                "P020",
                f"没有“{aspect}”这个口径。{suggest(aspect, list(cells.words.aspects))}",
                f"可以写的有：{'、'.join(cells.words.aspects)}。",
                cells.place,
            )
            return ()
    columns = aspects or [""]
    if len(columns) + 1 != width:
        cells.mistakes.add(
            (file, (*path, "take")),
            "P045",
            f"这一块有行首一格和 {len(columns)} 个口径，take 却有 {width} 格。",
            "take 的格数等于 1 加口径的个数。",
            cells.place,
        )
        return ()
    lines: list[Line] = []
    head = keys.get("head", [])
    if head and cells.right_count(head, width, (file, (*path, "head"))):
        texts = [cells.template(t, (file, (*path, "head", i))) for i, t in enumerate(head)]
        lines.append(Line(tuple(CellSpec(text=text) for text in texts)))
    for number, entry in enumerate(keys["lines"]):
        at = (file, (*path, "lines", number))
        spot = cells.at(f"{cells.place} 第{number + 1}行")
        if isinstance(entry, list) and 1 <= len(entry) <= 2:
            entry = dict(zip(("text", "show"), entry, strict=False))
        if not isinstance(entry, dict):
            cells.mistakes.add(
                at,
                "P011",
                "这一行的写法不对。",
                'lines 的每一行写成 ["文字", "指标"]，或 { text = "…", show = "…" }。',
                spot.place,
            )
            continue
        good = checked(entry, LINE, cells.mistakes, at, spot.place)
        if "text" in good:
            lines.append(_line(good, at, columns, spot))
    return tuple(lines)


def _line(
    keys: dict[str, Any], origin: tuple[str, Path], columns: list[str], cells: CellReader
) -> Line:
    """One label with a fact per aspect; it repeats when `show` names a row table's field."""
    show = keys.get("show", "")
    if keys["text"] in ("^", "<"):
        cells.mistakes.add(
            origin,
            "P046",
            f"lines 里不能用“{keys['text']}”合并格子，它会照样印出来。",
            "要合并格子的一块请改用 rows。",
            cells.place,
        )
    table, dot, field = show.partition(".")
    paths = {p.rsplit("/", 1)[-1]: p for p in cells.words.child_paths(cells.path)}
    if dot and table in paths:
        row = cells.on(paths[table])
        facts = _by_aspect(field, origin, columns, row)
        none = [CellSpec(text=cells.template(keys.get("empty", ""), origin))]
        return Line(
            (row.labelled(keys["text"], origin), *facts),
            table=table,
            path=paths[table],
            when_none=(*none, *(CellSpec() for _ in columns)) if "empty" in keys else (),
        )
    facts = _by_aspect(show, origin, columns, cells) if show else [CellSpec()] * len(columns)
    return Line((CellSpec(text=cells.template(keys["text"], origin)), *facts))


def _by_aspect(
    name: str, origin: tuple[str, Path], columns: list[str], cells: CellReader
) -> list[CellSpec]:
    """One cell per 口径; a fact that is not counted by them would stand there several times."""
    facts = [cells.fact(name, origin, aspect) for aspect in columns]
    if any(
        cell.fact and cell.fact.aspect != a for cell, a in zip(facts, columns, strict=True) if a
    ):
        cells.mistakes.add(
            origin,
            "P055",
            f"“{name}”不分这些口径，会在每一栏里重复。",
            "不分口径的指标请放在 rows 的一块里；这里只写名称，口径由 aspects 说明。",
            cells.place,
        )
    return facts
